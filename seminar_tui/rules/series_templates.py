"""The five ready-made kinds of series: their numbers as data, to be changed afterwards.

Titles are keys of the catalogue, months count from the first of the period. The numbers
are those of the association's own invitations of 2018 to 2021: two language-training networks, a
consultants' network, two inclusion partnerships, a stand day and a two-year partnership.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from db.series_vocabulary import Group, Mode, PriceKind, SeatRule, Tier
from db.vocabulary import Role
from seminar_tui.rules.prices import PriceRule

KR = 100
"""Øre."""


class Template(StrEnum):
    """A kind of series that can be set up in one go."""

    CONSULTANT_NETWORK = "consultant-network"
    LANGUAGE_NETWORKS = "language-networks"
    INCLUSION_PARTNERSHIPS = "inclusion-partnerships"
    STAND_DAY = "stand-day"
    IT_PARTNERSHIP = "it-partnership"


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """A meeting to be held so many months into the period. No `rules`: the series' hold."""

    key: str
    month: int
    mode: Mode = Mode.PHYSICAL
    place: str = ""
    group: Group = Group.BOTH
    rules: tuple[SeatRule, ...] = ()
    stands: bool = False


FREE = PriceRule()
"""Costs nothing."""


@dataclass(frozen=True, slots=True)
class SeriesPlan:
    """A series to be set up. `milestones` are (months from the start, key)."""

    key: str
    months: int
    meetings: tuple[MeetingPlan, ...]
    organisers: tuple[str, ...] = ("KL",)
    price: PriceRule = FREE
    rules: tuple[SeatRule, ...] = ()
    roles: tuple[Role, ...] = ()
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    milestones: tuple[tuple[int, str], ...] = ()
    council_needed: bool = False
    invite_all: bool = False


ONE_OR_TWO = (SeatRule(None, 1, 2),)
UNLIMITED = (SeatRule(None, 0, None),)
CHIEF_AND_STAFF = (SeatRule(Role.CHIEF, 1, 1), SeatRule(Role.STAFF, 0, 4))
EMPLOYED = (Role.CHIEF, Role.STAFF, Role.CONSULTANT, Role.LEADER)
ALWAYS = (Role.SPEAKER, Role.ORGANISER)

_CONSULTANTS = SeriesPlan(
    "consultants",
    12,
    (
        MeetingPlan("autumn", 1, place="Odense"),
        MeetingPlan("winter", 5, place="Odense"),
        MeetingPlan("summer", 10, place="Odense"),
    ),
    price=PriceRule(PriceKind.TIERS, tiers=(Tier(1, 2, 9_000 * KR), Tier(3, 5, 13_000 * KR))),
    milestones=((0, "signup"),),
)


def _split(key: str, month: int, mode: Mode, rules: tuple[SeatRule, ...]) -> list[MeetingPlan]:
    return [
        MeetingPlan(f"{key}_{group.value}", month, mode, group=group, rules=rules)
        for group in (Group.EAST, Group.WEST)
    ]


_LANGUAGE = SeriesPlan(
    "language",
    12,
    (
        MeetingPlan("opening", 2, place="KL-huset", rules=ONE_OR_TWO),
        *_split("virtual", 5, Mode.VIRTUAL, UNLIMITED),
        *_split("hosted", 8, Mode.PHYSICAL, ONE_OR_TWO),
        *_split("closing", 11, Mode.VIRTUAL, UNLIMITED),
    ),
    price=PriceRule(PriceKind.FLAT, 3_500 * KR),
    roles=(*EMPLOYED, *ALWAYS),
    milestones=((1, "signup"),),
)


def _inclusion(key: str) -> SeriesPlan:
    days = tuple(
        MeetingPlan(f"day{number}", month) for number, month in enumerate((1, 4, 7, 10), 1)
    )
    return SeriesPlan(
        key,
        12,
        days,
        organisers=("KL", "Komponent"),
        rules=CHIEF_AND_STAFF,
        roles=(*EMPLOYED, *ALWAYS),
        tags=("0-15 år",),
        milestones=((0, "signup"),),
    )


_STANDS = SeriesPlan(
    "stands",
    12,
    (MeetingPlan("stand_day", 2, stands=True),),
    milestones=((0, "memo"), (1, "themes")),
)
_IT = SeriesPlan(
    "it",
    24,
    tuple(MeetingPlan(f"half{number}", month) for number, month in enumerate((2, 8, 14, 20), 1)),
    roles=(
        Role.POLITICIAN,
        Role.CHIEF,
        Role.LEADER,
        Role.STAFF,
        Role.CONSULTANT,
        Role.PARENT,
        *ALWAYS,
    ),
    tags=("0-18 år",),
    milestones=((1, "signup"), (2, "organisation")),
    council_needed=True,
    invite_all=True,
)

PLANS: dict[Template, tuple[SeriesPlan, ...]] = {
    Template.CONSULTANT_NETWORK: (_CONSULTANTS,),
    Template.LANGUAGE_NETWORKS: (_LANGUAGE,),
    Template.INCLUSION_PARTNERSHIPS: (_inclusion("daycare"), _inclusion("school")),
    Template.STAND_DAY: (_STANDS,),
    Template.IT_PARTNERSHIP: (_IT,),
}
"""Every template, as one series or several."""
