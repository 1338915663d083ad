"""Whether a series is set up so that it can be run; what is wrong is refused with what is right."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from db.reference import municipality_name
from db.series_vocabulary import Group, MeetingRow, MemberRow, MemberStatus, SeatRule, Tier
from db.vocabulary import Role
from seminar_tui.rules.dates import check_year
from seminar_tui.rules.groups import admits, group_of
from seminar_tui.rules.prices import overlapping, spread
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.roles import role_of

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_COUNTS = re.compile(r"(\d{1,4})(?:\.\.|-)(\d{1,4}|\*|ubegrænset|unlimited)?")
ANY_ROLE = ("any", "alle", "*")


def iso_date(text: str) -> str:
    """Return an ISO date as such. Raises BadInput: iso_date_unclear, out_of_range."""
    try:
        found = date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        raise BadInput("iso_date_unclear", value=text) from error
    check_year(found)
    return found


def check_months(months: int) -> int:
    """Return so many months as such. Raises BadInput: out_of_range."""
    if not 1 <= months <= 120:
        raise BadInput("out_of_range", field="months", value=months, low=1, high=120)
    return months


def iso_month(text: str) -> str:
    """Return a month `YYYY-MM` as such. Raises BadInput: month_unclear."""
    if not _MONTH.fullmatch(text.strip()):
        raise BadInput("month_unclear", value=text)
    return text.strip()


def check_period(starts_on: str, ends_on: str) -> None:
    """Raise Refused: period_backwards."""
    if ends_on < starts_on:
        raise Refused("period_backwards", starts=starts_on, ends=ends_on)


def in_period(when: str, starts_on: str, ends_on: str) -> bool:
    """Tell whether a date, or a month of which any day will do, lies in a period."""
    length = len(when)
    return starts_on[:length] <= when <= ends_on[:length]


def check_meeting(meeting: MeetingRow, starts_on: str, ends_on: str) -> None:
    """Raise BadInput: when_missing; Refused: meeting_outside_period."""
    if not meeting.when:
        raise BadInput("when_missing")
    if not in_period(meeting.when, starts_on, ends_on):
        raise Refused("meeting_outside_period", when=meeting.when, starts=starts_on, ends=ends_on)


def check_host(meeting: MeetingRow, members: Sequence[MemberRow]) -> None:
    """Raise Refused: host_not_a_member, where the host is none of the meeting's own group."""
    if meeting.host is None:
        return
    able = {
        one.municipality
        for one in members
        if one.status is MemberStatus.YES
        and admits(meeting.group, group_of(one.municipality, one.group))
    }
    if meeting.host not in able:
        names = ", ".join(sorted(municipality_name(code) for code in able)) or "–"
        raise Refused("host_not_a_member", host=municipality_name(meeting.host), members=names)


def check_seat_rules(rules: Sequence[SeatRule], known: Collection[Role]) -> None:
    """Raise Refused: maximum_under_minimum, rule_twice, role_not_in_series."""
    for rule in rules:
        if rule.maximum is not None and rule.maximum < rule.minimum:
            raise Refused("maximum_under_minimum", minimum=rule.minimum, maximum=rule.maximum)
        if rule.role is not None:
            check_role(rule.role, known)
    named = [rule.role for rule in rules]
    twice = next((role for role in named if named.count(role) > 1), ...)
    if twice is not ...:
        raise Refused("rule_twice", role=twice.value if isinstance(twice, Role) else "any")


def check_role(role: Role, known: Collection[Role]) -> None:
    """Raise Refused: role_not_in_series. A series that names no roles knows them all."""
    if known and role not in known:
        raise Refused("role_not_in_series", role=role.value, roles=", ".join(sorted(known)))


def check_tiers(tiers: Sequence[Tier]) -> None:
    """Raise Refused: tier_backwards, tiers_overlap."""
    for tier in tiers:
        if tier.lowest < 1 or (tier.highest is not None and tier.highest < tier.lowest):
            raise Refused("tier_backwards", lowest=tier.lowest, highest=tier.highest)
    both = overlapping(tiers)
    if both is not None:
        former, latter = both
        room = former.lowest < latter.lowest
        right = spread(Tier(former.lowest, latter.lowest - 1, 0)) if room else "–"
        raise Refused("tiers_overlap", one=spread(former), other=spread(latter), right=right)


def seat_rule_of(text: str) -> SeatRule:
    """Return the rule written as `any=1..2`, `chief=1..1:soft` or `staff=0..*`.

    Raises BadInput: seat_rule_unclear, role_unknown.
    """
    whose, equals, rest = text.partition("=")
    counts, _, weight = rest.partition(":")
    found = _COUNTS.fullmatch(counts.strip())
    if not equals or found is None or weight.strip() not in ("", "hard", "soft"):
        raise BadInput("seat_rule_unclear", value=text)
    role = None
    if whose.strip().casefold() not in ANY_ROLE:
        role = role_of(whose)
        if role is None:
            raise BadInput("role_unknown", value=whose, roles=", ".join(Role))
    maximum = int(found[2]) if found[2] and found[2].isdecimal() else None
    return SeatRule(role, int(found[1]), maximum, weight.strip() != "soft")


def seat_rule_text(rule: SeatRule) -> str:
    """Return a rule as `seat_rule_of` reads it."""
    role = rule.role.value if rule.role else "any"
    most = "*" if rule.maximum is None else str(rule.maximum)
    return f"{role}={rule.minimum}..{most}" + ("" if rule.hard else ":soft")


def month_after(month: str, count: int) -> str:
    """Return the month so many months after another, both `YYYY-MM`."""
    total = int(month[:4]) * 12 + int(month[5:7]) - 1 + count
    return f"{total // 12:04}-{total % 12 + 1:02}"


def date_after(day: str, months: int) -> str:
    """Return the same day so many months later, or the last one of a month that is shorter."""
    month = month_after(day[:7], months)
    return f"{month}-{min(int(day[8:10]), _days_in(month)):02}"


def period_of(starts_on: str, months: int) -> str:
    """Return the last day of a period of so many months."""
    after = month_after(starts_on[:7], months)
    day = min(int(starts_on[8:10]), _days_in(after) + 1)
    return (date.fromisoformat(f"{after}-01") + timedelta(days=day - 2)).isoformat()


def _days_in(month: str) -> int:
    return (date.fromisoformat(f"{month_after(month, 1)}-01") - timedelta(days=1)).day


def group_named(text: str) -> Group:
    """Return the group a word means. Raises BadInput: group_unknown."""
    words = {"øst": Group.EAST, "vest": Group.WEST, "begge": Group.BOTH}
    word = text.strip().casefold()
    if word in words:
        return words[word]
    if word in tuple(Group):
        return Group(word)
    raise BadInput("group_unknown", value=text, groups=", ".join(Group))
