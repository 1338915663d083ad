"""The forms of a series and its meetings: their lines, and the use cases they fill in.

A line is written as the command writes it, so that both refuse the same with the same words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from db.reference import municipality_name
from db.series_vocabulary import ContactRow, ItemRow, MeetingRow, Mode, PriceKind, SeatRule, Tier
from db.vocabulary import Instant
from seminar_tui.i18n import t
from seminar_tui.rules.prices import kroner, ore_of, spread, tier_of
from seminar_tui.rules.refusal import BadInput
from seminar_tui.rules.series import seat_rule_of, seat_rule_text
from seminar_tui.screens.series.form import Asked, Given
from seminar_tui.sentences import role_word
from seminar_tui.series_words import group_words

if TYPE_CHECKING:
    from seminar_tui.day.meetings import MeetingChange
    from seminar_tui.day.series import Whole
    from seminar_tui.day.station import Station

Job = Callable[["Station", Instant, Given], Any]
_MODES = {
    "fysisk": Mode.PHYSICAL,
    "physical": Mode.PHYSICAL,
    "virtuelt": Mode.VIRTUAL,
    "virtuel": Mode.VIRTUAL,
    "virtual": Mode.VIRTUAL,
}


def lines_of_meeting(
    one: MeetingRow | None, rules: Sequence[SeatRule] = (), items: Sequence[ItemRow] = ()
) -> tuple[Asked, ...]:
    """Return the lines of a meeting's form, filled with what it is."""
    if one is None:
        return (
            Asked("title"),
            Asked("when"),
            Asked("starts"),
            Asked("mode", t("series.mode.physical")),
            Asked("place"),
            Asked("host"),
            Asked("group", t("series.form.both")),
            Asked("link"),
            Asked("own_seats"),
            Asked("items"),
        )
    return (
        Asked("title", one.title),
        Asked("when", one.when),
        Asked("starts"),
        Asked("mode", t(f"series.mode.{one.mode.value}")),
        Asked("place", one.place),
        Asked("host", municipality_name(one.host)),
        Asked("group", group_words(one.group) or t("series.form.both")),
        Asked("link", one.link),
        Asked("own_seats", seats_line(rules)),
        Asked("items", items_line(items)),
    )


def items_line(items: Sequence[ItemRow]) -> str:
    """Return a programme as it is typed: `10:00 Velkomst; 10:15 [Spor A] Data`."""
    return "; ".join(
        " ".join(filter(None, (one.starts, f"[{one.track}]" if one.track else "", one.title)))
        for one in items
    )


def seats_line(rules: Sequence[SeatRule]) -> str:
    """Return seat rules as they are typed."""
    return " ".join(map(seat_rule_text, rules))


def new_meeting(asked: str) -> Job:
    """Return the job that adds a meeting as the form says."""

    def job(station: Station, now: Instant, given: Given) -> bool:
        from seminar_tui.day.meetings import add_meeting
        from seminar_tui.day.series import set_seats

        rules = _rules(given["own_seats"])
        made = add_meeting(station, now, asked, _change(given))
        if rules:
            set_seats(station, now, asked, rules, made.meeting)
        return True

    return job


def set_meeting(asked: str, former: MeetingRow) -> Job:
    """Return the job that changes a meeting as the form says."""

    def job(station: Station, now: Instant, given: Given) -> bool:
        from seminar_tui.day.meetings import change_meeting
        from seminar_tui.day.series import set_seats, whole_of

        rules = _rules(given["own_seats"])
        with station.look() as connection:
            found = whole_of(connection, asked)
        former_items = items_line(found.items.get(former.id, ()))
        change = replace(_change(given), items=_rewritten(given["items"], former_items, ";"))
        change_meeting(station, now, asked, str(former.number), change)
        if rules != tuple(found.own_rules.get(former.id, ())):
            set_seats(station, now, asked, rules, former)
        return True

    return job


def _change(given: Given) -> MeetingChange:
    from seminar_tui.day.meetings import MeetingChange
    from seminar_tui.rules.day_form import read_date, read_time

    when = given["when"].strip()
    is_month = len(when) == 7 and when[4] == "-"
    mode = _MODES.get(given["mode"].strip().casefold())
    if mode is None:
        raise BadInput("mode_unknown", value=given["mode"], modes=", ".join(Mode))
    return MeetingChange(
        title=given["title"],
        date=read_date(when) if when and not is_month else None,
        month=when if is_month else None,
        starts=read_time(given["starts"]) if given["starts"].strip() else None,
        mode=mode,
        place=given["place"],
        link=given["link"],
        host=given["host"],
        group=given["group"].strip() or "both",
        items=_separated(given["items"], ";"),
    )


def _rules(text: str) -> tuple[SeatRule, ...]:
    return tuple(seat_rule_of(word) for word in text.replace(",", " ").split())


def lines_of_series(found: Whole) -> tuple[Asked, ...]:
    """Return the lines of a series' form, filled with what it is."""
    series = found.series
    return (
        Asked("title", series.title),
        Asked("starts_on", series.starts_on),
        Asked("ends_on", series.ends_on),
        Asked("organisers", ", ".join(series.organisers)),
        Asked("tags", ", ".join(series.tags)),
        Asked("roles", ", ".join(map(role_word, series.roles))),
        Asked("seats", seats_line(found.rules)),
        Asked("price", price_line(found)),
        Asked("link", series.link),
        Asked("topics", "; ".join(series.topics)),
        Asked("contacts", contacts_line(found.contacts)),
    )


def price_line(found: Whole) -> str:
    """Return a price as it is typed: nothing, `3500`, or `1-2=9000 3-5=13000`."""
    match found.price.kind:
        case PriceKind.NONE:
            return ""
        case PriceKind.FLAT:
            return _amount(found.price.ore)
        case PriceKind.TIERS:
            return " ".join(f"{spread(one)}={_amount(one.ore)}" for one in found.price.tiers)


def _amount(ore: int) -> str:
    return kroner(ore).removesuffix(" kr.").removesuffix(",00").replace(".", "")


def set_series(asked: str, former: Whole) -> Job:
    """Return the job that changes a series as the form says; only what differs is written."""

    def job(station: Station, now: Instant, given: Given) -> bool:
        from seminar_tui.day.series import SeriesChange, change_series, set_price, set_seats
        from seminar_tui.rules.day_form import read_date

        rules = _rules(given["seats"])
        kind, ore, tiers = _price(given["price"])
        change = SeriesChange(
            title=_new(given["title"], former.series.title),
            starts_on=_new(read_date(given["starts_on"]), former.series.starts_on),
            ends_on=_new(read_date(given["ends_on"]), former.series.ends_on),
            organisers=_listed(given["organisers"], former.series.organisers),
            contacts=_contacts(given["contacts"], contacts_line(former.contacts)),
            tags=_listed(given["tags"], former.series.tags),
            topics=_listed(given["topics"], former.series.topics, ";"),
            roles=_listed(given["roles"], tuple(map(role_word, former.series.roles))),
            link=_new(given["link"], former.series.link),
        )
        if change != SeriesChange():
            change_series(station, now, asked, change)
        if rules != former.rules:
            set_seats(station, now, asked, rules)
        if (kind, ore, tiers) != (former.price.kind, former.price.ore, former.price.tiers):
            set_price(station, now, asked, kind, ore, tiers)
        return True

    return job


def _new(given: str, former: str) -> str | None:
    return None if given.strip() == former else given


def _listed(given: str, former: Sequence[str], mark: str = ",") -> tuple[str, ...] | None:
    return _rewritten(given, mark.join(former), mark)


def _rewritten(given: str, former: str, mark: str) -> tuple[str, ...] | None:
    """Return what a line lists; None where it is the former line, whose parts may hold the mark."""
    words = _separated(given, mark)
    return None if words == _separated(former, mark) else words


def _separated(given: str, mark: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in given.split(mark) if word.strip())


def contacts_line(people: Sequence[ContactRow]) -> str:
    """Return whom members may ask as it is typed: `Hanne Lund;HNLA@kl.dk;33 70 33 70, Rie`."""
    return ", ".join(";".join((one.name, one.email, one.phone)).rstrip(";") for one in people)


def _contacts(given: str, former: str) -> tuple[ContactRow, ...] | None:
    from seminar_tui.day.series import contact_of

    words = _rewritten(given, former, ",")
    return None if words is None else tuple(map(contact_of, words))


def _price(text: str) -> tuple[PriceKind, int, tuple[Tier, ...]]:
    """Read a price line. Raises BadInput: amount_unclear, tier_unclear."""
    given = text.strip()
    if not given:
        return PriceKind.NONE, 0, ()
    if "=" not in given:
        ore = ore_of(given)
        if ore is None:
            raise BadInput("amount_unclear", value=given)
        return PriceKind.FLAT, ore, ()
    tiers = []
    for word in given.replace(";", " ").split():
        tier = tier_of(word)
        if tier is None:
            raise BadInput("tier_unclear", value=word)
        tiers.append(tier)
    return PriceKind.TIERS, 0, tuple(tiers)


def add_due(asked: str) -> tuple[tuple[Asked, ...], Job]:
    """Return the lines and the job of something that is due."""

    def job(station: Station, now: Instant, given: Given) -> bool:
        from seminar_tui.day.series import add_milestone
        from seminar_tui.rules.day_form import read_date

        add_milestone(station, now, asked, read_date(given["due"]), given["what"])
        return True

    return (Asked("due"), Asked("what")), job
