"""The words of a series: its enums and the frozen rows that reads hand out.

A series (forløb) is what several meetings have in common: members, seats, a price. A
delegate (netværksdeltager) is somebody a member has named; the same one in every meeting
and in every series, with one badge. Amounts of money are whole øre. Dates are ISO texts,
a month is `YYYY-MM`. Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from db.vocabulary import Role


class Mode(StrEnum):
    """How a meeting is held."""

    PHYSICAL = "physical"
    VIRTUAL = "virtual"


class Group(StrEnum):
    """Which members a meeting is for: those of one side of the Great Belt, or both."""

    BOTH = "both"
    EAST = "east"
    WEST = "west"


class MemberStatus(StrEnum):
    """What a municipality has answered to the invitation."""

    INVITED = "invited"
    YES = "yes"
    NO = "no"
    NO_ANSWER = "no_answer"


class PriceKind(StrEnum):
    """How a membership is priced: not at all, one amount, or by named people."""

    NONE = "none"
    FLAT = "flat"
    TIERS = "tiers"


class Sharing(StrEnum):
    """What the contact list may show of a delegate."""

    NOTHING = "nothing"
    NAME = "name"
    EMAIL = "email"


class Contributes(StrEnum):
    """What a member has done towards its own part in a meeting; no row means silence."""

    PROMISED = "promised"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class ContactRow:
    """Somebody at the organisers' whom members may ask."""

    name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series. Its period includes both dates; no `roles` means that any role may come.

    `exempt_roles` and, with `host_exempt`, the host's own staff take none of the seats.
    """

    id: int
    title: str
    template: str
    starts_on: str
    ends_on: str
    organisers: tuple[str, ...]
    tags: tuple[str, ...]
    topics: tuple[str, ...]
    link: str
    roles: tuple[Role, ...]
    exempt_roles: tuple[Role, ...]
    host_exempt: bool
    price_kind: PriceKind
    price_ore: int
    council_needed: bool
    renewed_from: int | None


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting. `date` is empty while only the month is settled; then it is no day yet."""

    id: int
    series_id: int
    number: int
    title: str
    date: str
    month: str
    mode: Mode
    place: str
    link: str
    host: str | None
    group: Group
    stands: bool
    day_id: int | None

    @property
    def when(self) -> str:
        """The date, or else the month; it sorts as time does."""
        return self.date or self.month


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of a meeting's programme; items of one hour with different tracks run side by side.

    `people` are the badge codes of a group list.
    """

    id: int
    meeting_id: int
    position: int
    starts: str
    track: str
    title: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A municipality's membership. `group` overrides what its side of the country says."""

    municipality: str
    status: MemberStatus
    council_on: str
    group: Group | None
    theme: str
    inhabitants: int | None
    note: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class DelegateRow:
    """Somebody named for a series."""

    id: int
    code: str
    name: str
    title: str
    municipality: str | None
    organisation: str
    role: Role
    email: str
    sharing: Sharing
    theme: str


@dataclass(frozen=True, slots=True)
class SeatRule:
    """So many people of one municipality, of one role or of any. `maximum` None is unlimited."""

    role: Role | None
    minimum: int
    maximum: int | None
    hard: bool = True


@dataclass(frozen=True, slots=True)
class Tier:
    """A price for so many named people, both ends included; `highest` None is open."""

    lowest: int
    highest: int | None
    ore: int


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """Something due on a date; `done_on` is empty until it is done."""

    id: int
    due: str
    title: str
    done_on: str


@dataclass(frozen=True, slots=True)
class AppearanceRow:
    """A participant of one meeting's day. `delegate_id` is None where nobody is known to fit.

    After a purge `name` is empty and the row still counts.
    """

    meeting_id: int
    participant_id: int
    delegate_id: int | None
    name: str
    municipality: str | None
    organisation: str
    role: Role
    arrived: bool
    expected: bool
