"""What commands and screens say of a series: when, what it costs, what is odd."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from db.reference import municipality_name
from db.series_vocabulary import Group, MeetingRow, PriceKind, Tier
from seminar_tui.i18n import language, t
from seminar_tui.rules.dates import long_date, month_name
from seminar_tui.rules.prices import PriceRule, kroner, spread
from seminar_tui.rules.series_check import SeriesCode, SeriesFinding
from seminar_tui.text import clean

if TYPE_CHECKING:
    from db.series_vocabulary import ContactRow, SeatRule


def when_text(meeting: MeetingRow) -> str:
    """Return when a meeting is, as a sentence says it; a month says that no date is settled."""
    if meeting.date:
        return long_date(meeting.date, language())
    return t("series.month_only", month=month_name(meeting.month, language()))


def tier_text(tier: Tier) -> str:
    """Return a tier as a line."""
    return t("series.tier", people=spread(tier), amount=kroner(tier.ore))


def price_text(price: PriceRule) -> str:
    """Return what a membership costs."""
    match price.kind:
        case PriceKind.NONE:
            return t("series.free")
        case PriceKind.FLAT:
            return t("series.flat", amount=kroner(price.ore))
        case PriceKind.TIERS:
            return t("series.tiers", tiers="; ".join(map(tier_text, price.tiers)))


def contact_text(one: ContactRow) -> str:
    """Return whom members may ask, and how they are reached."""
    who = ", ".join(filter(None, (clean(one.name), clean(one.email), clean(one.phone))))
    return t("series.contact", who=who)


def seats_text(rule: SeatRule) -> str:
    """Return how many of a municipality may come: "1-2", "chefer 1", "ubegrænset"."""
    if rule.maximum is None:
        count = t("series.seats.unlimited")
    elif rule.minimum == rule.maximum:
        count = str(rule.maximum)
    else:
        count = f"{rule.minimum}-{rule.maximum}"
    if rule.role is None:
        return count
    return f"{t(f'series.role.{rule.role.value}')} {count}"


def odd_text(one: SeriesFinding, names: Mapping[int, str]) -> str:
    """Return the sentence about a finding."""
    facts: dict[str, Any] = {
        "municipality": municipality_name(one.municipality) or t("series.nowhere"),
        "people": ", ".join(clean(names.get(number, "")) for number in one.who) or "–",
    }
    facts |= one.facts
    if "role" in facts:
        role = str(facts["role"])
        facts["role"] = t("series.any_role") if role == "any" else t(f"series.role.{role}")
    if one.code is SeriesCode.OTHER_GROUP:
        for key in ("group", "meeting_group"):
            facts[key] = t(f"series.group.{facts[key]}")
    return t(f"series.finding.{one.code.value}", **facts)


def group_words(group: Group) -> str:
    """Return whom a meeting is for; nothing where it is for everybody."""
    return "" if group is Group.BOTH else t(f"series.group.{group.value}")
