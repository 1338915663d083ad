"""What is odd about the people of a meeting or of a whole series.

One finding a municipality and rule.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from db.series_vocabulary import MeetingRow, MemberRow, MemberStatus
from db.vocabulary import Role, Severity
from seminar_tui.rules.groups import admits, group_of
from seminar_tui.rules.prices import PriceRule, PriceState, drifted, price_of, spread
from seminar_tui.rules.quota import Seated, Side, Terms, breaches_by_municipality
from seminar_tui.rules.series import in_period, seat_rule_text


class SeriesCode(StrEnum):
    """Everything that can be found."""

    SEATS_OVER = "seats_over"
    SEATS_UNDER = "seats_under"
    NOT_A_MEMBER = "not_a_member"
    OUTSIDE_MEMBERSHIP = "outside_membership"
    OTHER_GROUP = "other_group"
    ROLE_NOT_IN_SERIES = "role_not_in_series"
    PRICE_UNDEFINED = "price_undefined"
    PRICE_DRIFT = "price_drift"
    COUNCIL_MISSING = "council_missing"
    NAMESAKE = "namesake"
    ATTENDEE_UNKNOWN = "attendee_unknown"


@dataclass(frozen=True, slots=True)
class SeriesFinding:
    """One thing found. `who` are the ids of the people it is about; `facts` fill the sentence."""

    code: SeriesCode
    severity: Severity
    municipality: str | None = None
    who: tuple[int, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)


def seat_findings(
    terms: Terms, people: Iterable[Seated], members: Iterable[MemberRow] = ()
) -> tuple[SeriesFinding, ...]:
    """Return the seat rules that do not hold, by municipality.

    Members that said yes and belong to the terms' group are looked at even if nobody comes.
    """
    expected = [
        one.municipality
        for one in members
        if one.status is MemberStatus.YES
        and admits(terms.group, group_of(one.municipality, one.group))
    ]
    found: list[SeriesFinding] = []
    for code, listed in breaches_by_municipality(terms, people, expected).items():
        for breach in listed:
            over = breach.side is Side.OVER
            found.append(
                SeriesFinding(
                    SeriesCode.SEATS_OVER if over else SeriesCode.SEATS_UNDER,
                    Severity.ASK if breach.hard else Severity.NOTE,
                    code,
                    breach.who,
                    {
                        "count": breach.count,
                        "rule": seat_rule_text(breach.rule),
                        "role": breach.rule.role.value if breach.rule.role else "any",
                        "limit": breach.rule.maximum if over else breach.rule.minimum,
                    },
                )
            )
    return tuple(found)


def membership_findings(
    people: Sequence[Seated],
    members: Sequence[MemberRow],
    roles: Sequence[Role],
    meeting: MeetingRow | None = None,
    *,
    exempt: Collection[Role] = (),
) -> tuple[SeriesFinding, ...]:
    """Return who is of no member, outside a membership's time, of the other group, or in a role
    that the series does not know.

    The exempt roles come for nobody's membership and into either group, as at the door.
    """
    known = {one.municipality: one for one in members}
    houses: dict[str, list[Seated]] = defaultdict(list)
    for one in people:
        if one.municipality is not None and one.role not in exempt:
            houses[one.municipality].append(one)
    found: list[SeriesFinding] = []
    for code, seated in houses.items():
        who = tuple(one.id for one in seated)
        found += _about_member(code, who, known.get(code), meeting)
    if roles:
        found += [
            SeriesFinding(
                SeriesCode.ROLE_NOT_IN_SERIES,
                Severity.ASK,
                one.municipality,
                (one.id,),
                {"role": one.role.value, "roles": ", ".join(roles)},
            )
            for one in people
            if one.role not in roles
        ]
    return tuple(found)


def _about_member(
    code: str, who: tuple[int, ...], member: MemberRow | None, meeting: MeetingRow | None
) -> list[SeriesFinding]:
    if member is None or member.status is not MemberStatus.YES:
        return [SeriesFinding(SeriesCode.NOT_A_MEMBER, Severity.NOTE, code, who)]
    if meeting is None:
        return []
    found: list[SeriesFinding] = []
    group = group_of(code, member.group)
    if not admits(meeting.group, group):
        facts = {"group": group.value, "meeting_group": meeting.group.value}
        found.append(SeriesFinding(SeriesCode.OTHER_GROUP, Severity.ASK, code, who, facts))
    since, until = member.since or "0000-00-00", member.until or "9999-99-99"
    if not in_period(meeting.when, since, until):
        facts = {"since": member.since or "–", "until": member.until or "–", "when": meeting.when}
        found.append(SeriesFinding(SeriesCode.OUTSIDE_MEMBERSHIP, Severity.ASK, code, who, facts))
    return found


def named_counts(people: Iterable[tuple[str | None, Role]], exempt: Iterable[Role]) -> Counter[str]:
    """Return how many people each municipality pays for: those named, but the exempt roles."""
    free = frozenset(exempt)
    return Counter(code for code, role in people if code is not None and role not in free)


def price_findings(
    rule: PriceRule,
    members: Iterable[MemberRow],
    named: Mapping[str, int],
    seen: Mapping[str, int],
) -> tuple[SeriesFinding, ...]:
    """Return members whose price has to be asked for, or whose people outgrew their tier."""
    found: list[SeriesFinding] = []
    for one in members:
        if one.status is not MemberStatus.YES:
            continue
        code = one.municipality
        price = price_of(rule, named.get(code, 0))
        if price.state is PriceState.ASK:
            facts: dict[str, object] = {
                "named": named.get(code, 0),
                "tiers": ", ".join(spread(tier) for tier in rule.tiers),
            }
            found.append(SeriesFinding(SeriesCode.PRICE_UNDEFINED, Severity.ASK, code, facts=facts))
        elif drifted(price, seen.get(code, 0)) and price.tier is not None:
            facts = {"tier": spread(price.tier), "seen": seen.get(code, 0)}
            found.append(SeriesFinding(SeriesCode.PRICE_DRIFT, Severity.NOTE, code, facts=facts))
    return tuple(found)


def council_findings(members: Iterable[MemberRow]) -> tuple[SeriesFinding, ...]:
    """Return members that joined without their council's decision."""
    return tuple(
        SeriesFinding(SeriesCode.COUNCIL_MISSING, Severity.NOTE, one.municipality)
        for one in members
        if one.status is MemberStatus.YES and not one.council_on
    )
