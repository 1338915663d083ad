"""Series, meetings, members and findings as the commands write them out."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from db.reference import municipality_name
from db.series_vocabulary import (
    DelegateRow,
    Group,
    MeetingRow,
    MemberRow,
    Mode,
    PriceKind,
    SeatRule,
    Tier,
)
from seminar_tui.cli.context import Context
from seminar_tui.cli.parser import global_options
from seminar_tui.cli.reply import Reply
from seminar_tui.i18n import t
from seminar_tui.rules.prices import kroner
from seminar_tui.rules.series import seat_rule_text
from seminar_tui.rules.series_check import SeriesFinding
from seminar_tui.series_words import odd_text, when_text
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.series import Whole

Run = Callable[[Context, Namespace], Reply | None]


def words(
    parser: ArgumentParser, table: Mapping[str, tuple[Callable[[ArgumentParser], None], Run]]
) -> None:
    """Declare the second words of a command; each takes the global options and `--series`."""
    parts = parser.add_subparsers(dest="what", metavar="|".join(table), required=True)
    for name, (configure, run) in table.items():
        part = parts.add_parser(name, parents=[global_options()])
        part.add_argument("--series", metavar="ID|TITLE")
        part.set_defaults(run=run)
        configure(part)


def run_word(context: Context, given: Namespace) -> Reply | None:
    """Run the second word that was asked for."""
    reply: Reply | None = given.run(context, given)
    return reply


def series_json(whole: Whole) -> dict[str, object]:
    """Return a series without its people."""
    series = whole.series
    return {
        "id": series.id,
        "title": clean(series.title),
        "template": series.template or None,
        "from": series.starts_on,
        "to": series.ends_on,
        "organisers": list(series.organisers),
        "contacts": [
            {"name": one.name, "email": one.email, "phone": one.phone} for one in whole.contacts
        ],
        "tags": list(series.tags),
        "topics": list(series.topics),
        "link": series.link or None,
        "roles": [role.value for role in series.roles],
        "exempt_roles": [role.value for role in series.exempt_roles],
        "host_exempt": series.host_exempt,
        "council_needed": series.council_needed,
        "renewed_from": series.renewed_from,
        "milestones": [
            {"id": one.id, "due": one.due, "title": one.title, "done": one.done_on or None}
            for one in whole.milestones
        ],
        "price": price_json(whole.price.kind, whole.price.ore, whole.price.tiers),
        "seats": [rule_json(rule) for rule in whole.rules],
        "meetings": [meeting_json(whole, one) for one in whole.meetings],
        "members": len(whole.joined),
        "named": len(whole.delegates),
    }


def price_json(kind: PriceKind, ore: int, tiers: tuple[Tier, ...]) -> dict[str, object]:
    """Return a price; amounts in kroner as numbers and as Danes write them."""
    return {
        "kind": kind.value,
        "amount": ore / 100 if kind is PriceKind.FLAT else None,
        "text": kroner(ore) if kind is PriceKind.FLAT else None,
        "tiers": [
            {
                "from": one.lowest,
                "to": one.highest,
                "amount": one.ore / 100,
                "text": kroner(one.ore),
            }
            for one in tiers
        ],
    }


def rule_json(rule: SeatRule) -> dict[str, object]:
    """Return a seat rule; `maximum` None is unlimited."""
    return {
        "role": rule.role.value if rule.role else "any",
        "minimum": rule.minimum,
        "maximum": rule.maximum,
        "hard": rule.hard,
        "text": seat_rule_text(rule),
    }


def meeting_json(whole: Whole, meeting: MeetingRow) -> dict[str, object]:
    """Return a meeting with its programme. `day` is the day it is, for `--day`."""
    return {
        "number": meeting.number,
        "title": clean(meeting.title),
        "date": meeting.date or None,
        "month": meeting.when[:7],
        "mode": meeting.mode.value,
        "place": clean(meeting.place),
        "link": clean(meeting.link) or None,
        "host": municipality_name(meeting.host) or None,
        "group": meeting.group.value,
        "stands": meeting.stands,
        "day": meeting.day_id,
        "door": meeting.mode is Mode.PHYSICAL and meeting.day_id is not None,
        "seats": [rule_json(rule) for rule in whole.rules_of(meeting)],
        "items": [
            {
                "position": item.position,
                "starts": item.starts or None,
                "track": clean(item.track) or None,
                "title": clean(item.title),
                "people": list(item.people),
            }
            for item in whole.items.get(meeting.id, ())
        ],
    }


def meeting_line(meeting: MeetingRow) -> str:
    """Return a meeting as a line of text."""
    parts = [
        f"{meeting.number:>2}  {when_text(meeting)}",
        clean(meeting.title),
        t(f"series.mode.{meeting.mode.value}"),
        clean(meeting.place) or municipality_name(meeting.host),
        "" if meeting.group is Group.BOTH else t(f"series.group.{meeting.group.value}"),
        t("series.is_day", day=meeting.day_id) if meeting.day_id else "",
    ]
    return "  ".join(part for part in parts if part)


def member_json(member: MemberRow, group: Group) -> dict[str, object]:
    """Return a membership."""
    return {
        "municipality": municipality_name(member.municipality),
        "municipality_code": member.municipality,
        "status": member.status.value,
        "council_approved": bool(member.council_on),
        "council_on": member.council_on or None,
        "group": group.value,
        "group_set": member.group is not None,
        "theme": clean(member.theme),
        "inhabitants": member.inhabitants,
        "note": clean(member.note),
        "since": member.since or None,
        "until": member.until or None,
    }


def delegate_json(one: DelegateRow) -> dict[str, object]:
    """Return a delegate as the organiser sees them."""
    return {
        "code": one.code,
        "name": clean(one.name),
        "title": clean(one.title),
        "municipality": municipality_name(one.municipality),
        "municipality_code": one.municipality,
        "organisation": clean(one.organisation),
        "role": one.role.value,
        "sharing": one.sharing.value,
        "theme": clean(one.theme),
    }


def odd_json(one: SeriesFinding, names: Mapping[int, str]) -> dict[str, object]:
    """Return a finding about a series, with its sentence."""
    return {
        "severity": one.severity.value,
        "code": one.code.value,
        "municipality": municipality_name(one.municipality) or None,
        "people": [clean(names.get(number, "")) for number in one.who],
        "message": odd_text(one, names),
        **{key: value for key, value in one.facts.items() if key != "name"},
    }


def odd_lines(odd: tuple[SeriesFinding, ...], names: Mapping[int, str]) -> list[str]:
    """Return findings as lines, what must be decided first."""
    signs = {"error": "✗", "ask": "?", "note": "!"}
    ordered = sorted(odd, key=lambda one: one.severity.value != "ask")
    return [f"  {signs[one.severity.value]} {odd_text(one, names)}" for one in ordered]
