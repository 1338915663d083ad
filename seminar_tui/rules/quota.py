"""Seats as data: how many of a municipality may come, in which roles, and what then.

One count decides everywhere. An import counts the people named, the door counts the people
present and the guest in front of it; both ask `breaches`. Counting is by municipality: who
comes from none has no limit. A rule for one role counts that role; the rule for `staff`
counts everybody employed there who has no rule of their own; a rule for any role counts
all but the exempt roles. The host's own people are outside where the series says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from db.series_vocabulary import Group, Mode, SeatRule
from db.vocabulary import Role
from seminar_tui.rules.groups import admits

EMPLOYED = frozenset({Role.STAFF, Role.CONSULTANT, Role.LEADER})
"""Roles that a rule for staff counts, unless a rule names them."""

INVITED = frozenset({Role.ORGANISER, Role.SPEAKER})
"""Roles of those who come for the series' sake: naming one makes no municipality a member."""

OUTSIDE = frozenset({Role.ORGANISER, Role.SPEAKER, Role.POLITICIAN})
"""Roles that usually take none of a municipality's seats; a series may say otherwise."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The seat rules of one meeting, and who is outside them. `host` is a municipality."""

    rules: tuple[SeatRule, ...] = ()
    exempt_roles: frozenset[Role] = OUTSIDE
    host: str | None = None
    host_exempt: bool = True
    group: Group = Group.BOTH


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody who may take a seat. `named`: was expected before the door opened."""

    id: int
    municipality: str | None
    role: Role
    arrived: bool = False
    named: bool = True


class Side(StrEnum):
    """On which side of a rule a count falls."""

    OVER = "over"
    UNDER = "under"


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that does not hold for a municipality: how many there are, and who."""

    rule: SeatRule
    side: Side
    count: int
    who: tuple[int, ...] = ()

    @property
    def hard(self) -> bool:
        """Whether it stops anything. Too few is never more than a warning."""
        return self.rule.hard and self.side is Side.OVER


def rules_in(mode: Mode, rules: Iterable[SeatRule]) -> tuple[SeatRule, ...]:
    """Return the rules as they hold in a meeting of this mode.

    A virtual meeting has no room to fill: a maximum is still told, and turns nobody away.
    A meeting that is moved to a screen and back again keeps its rules.
    """
    if mode is Mode.PHYSICAL:
        return tuple(rules)
    return tuple(rule if rule.maximum is None else replace(rule, hard=False) for rule in rules)


def counts_for(rule: SeatRule, role: Role, terms: Terms) -> bool:
    """Tell whether somebody of this role takes one of the seats of a rule."""
    if rule.role is None:
        return role not in terms.exempt_roles
    if rule.role is Role.STAFF and role in EMPLOYED:
        return role is Role.STAFF or all(other.role is not role for other in terms.rules)
    return rule.role is role


Counted = Mapping[Role, tuple[int, ...]]
"""Which rules, by their place, count each role."""


def _counted(terms: Terms) -> Counted:
    """Return which rules count whom: worked out once, as it is asked of everybody in a series."""
    return {
        role: tuple(at for at, rule in enumerate(terms.rules) if counts_for(rule, role, terms))
        for role in Role
    }


def is_outside(municipality: str | None, terms: Terms) -> bool:
    """Tell whether a municipality's people are outside every rule: none, or the host's."""
    return municipality is None or (terms.host_exempt and municipality == terms.host)


def breaches(terms: Terms, people: Sequence[Seated]) -> tuple[Breach, ...]:
    """Return the rules that do not hold for these people of one municipality."""
    return _breaches(terms, _counted(terms), people)


def _breaches(terms: Terms, counted: Counted, people: Sequence[Seated]) -> tuple[Breach, ...]:
    if people and is_outside(people[0].municipality, terms):
        return ()
    seated: list[list[int]] = [[] for _ in terms.rules]
    for one in people:
        for at in counted[one.role]:
            seated[at].append(one.id)
    found: list[Breach] = []
    for rule, who in zip(terms.rules, seated, strict=True):
        if rule.maximum is not None and len(who) > rule.maximum:
            found.append(Breach(rule, Side.OVER, len(who), tuple(who)))
        elif len(who) < rule.minimum:
            found.append(Breach(rule, Side.UNDER, len(who), tuple(who)))
    return tuple(found)


def breaches_by_municipality(
    terms: Terms, people: Iterable[Seated], members: Collection[str] = ()
) -> Mapping[str, tuple[Breach, ...]]:
    """Return what does not hold, by municipality.

    `members` are looked at even where nobody of theirs comes: too few of nobody counts. Of
    another municipality too few is found only where somebody comes who takes a seat.
    """
    houses: dict[str, list[Seated]] = defaultdict(list)
    for code in members:
        if not is_outside(code, terms):
            houses[code] = []
    for one in people:
        if one.municipality is not None:
            houses[one.municipality].append(one)
    known, counted = frozenset(members), _counted(terms)
    found = {
        code: _breaches(terms, counted, seated)
        for code, seated in houses.items()
        if code in known or any(counted[one.role] for one in seated)
    }
    return {code: some for code, some in found.items() if some}


class SeatVerdict(StrEnum):
    """What the seat rules say of a guest at the door."""

    SEAT = "seat"
    OVER_SOFT = "over_soft"
    SUBSTITUTE = "substitute"
    FULL = "full"
    OTHER_GROUP = "other_group"
    OVERRIDDEN = "overridden"


REFUSALS = frozenset({SeatVerdict.SUBSTITUTE, SeatVerdict.FULL, SeatVerdict.OTHER_GROUP})
"""Verdicts under which nobody comes in without an override with its reason."""


@dataclass(frozen=True, slots=True)
class SeatDecision:
    """The verdict, the rule behind it, and whose seat the guest could take instead.

    `instead_of` are people named by the same municipality who have not come.
    """

    verdict: SeatVerdict
    breach: Breach | None = None
    instead_of: tuple[int, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the guest may come in."""
        return self.verdict not in REFUSALS


def at_the_door(
    terms: Terms,
    guest: Seated,
    colleagues: Iterable[Seated],
    *,
    guest_group: Group = Group.BOTH,
    override: bool = False,
) -> SeatDecision:
    """Return what the seat rules say of a guest.

    `colleagues` are the others of the guest's municipality on this day, who may still come
    or are here; those somebody came instead of are left out by the caller. Who was named
    keeps the seat until arriving: a guest nobody named is asked whether they come
    instead of one of those. A named guest counts against those present only.
    """
    if is_outside(guest.municipality, terms):
        return SeatDecision(SeatVerdict.SEAT)
    if not admits(terms.group, guest_group) and guest.role not in terms.exempt_roles:
        return SeatDecision(SeatVerdict.OVERRIDDEN if override else SeatVerdict.OTHER_GROUP)
    others = [one for one in colleagues if one.id != guest.id]
    taken = [one for one in others if one.arrived or (not guest.named and one.named)]
    over = [
        found
        for found in breaches(terms, [*taken, guest])
        if found.side is Side.OVER and guest.id in found.who
    ]
    if not over:
        return SeatDecision(SeatVerdict.SEAT)
    worst = next((found for found in over if found.hard), over[0])
    if not worst.hard:
        return SeatDecision(SeatVerdict.OVER_SOFT, worst)
    if override:
        return SeatDecision(SeatVerdict.OVERRIDDEN, worst)
    waiting = tuple(one.id for one in others if one.id in worst.who and not one.arrived)
    verdict = SeatVerdict.SUBSTITUTE if waiting else SeatVerdict.FULL
    return SeatDecision(verdict, worst, waiting)


def roles_counted(people: Iterable[Seated]) -> Mapping[Role, int]:
    """Return how many there are of each role, those outside every rule too."""
    return Counter(one.role for one in people)
