"""What goes on paper, as frozen rows; standard library only.

`db.reads.paper` fills them from a store; `seminar_tui.files.paper` prints them. Names of
municipalities are short names as read aloud ("Vejle"); points in time are UTC milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.rows import RoundRow, Seat
from db.vocabulary import PersonStatus, Role, StandStatus


@dataclass(frozen=True, slots=True)
class DayHead:
    """What every sheet of a day says of itself. `date` is ISO; versions count from 1, 0 is none."""

    id: int
    title: str
    date: str
    place: str
    timezone: str
    plan_version: int
    programme_version: int
    case_id: str | None
    document_id: str | None
    contact: str
    target: int
    rounds: tuple[RoundRow, ...]


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item of a meeting's programme. `people` are the names on its group list."""

    starts: str
    track: str
    title: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a meeting of a series has beside its stands, and the series it belongs to."""

    series: str
    topics: tuple[str, ...]
    items: tuple[AgendaItem, ...]


@dataclass(frozen=True, slots=True)
class Guest:
    """A participant with a badge code and an own plan.

    `presents` is the number of the stand the guest staffs, `presents_round` its round.
    `municipality` is a short name; `code` is empty where no badge is in force.
    """

    id: int
    code: str
    name: str
    title: str
    municipality: str
    organisation: str
    role: Role
    status: PersonStatus = PersonStatus.REGISTERED
    presents: int | None = None
    presents_round: int | None = None
    seats: tuple[Seat, ...] = ()
    wishes: tuple[int, ...] = ()
    arrived_at: int | None = None

    @property
    def comes_from(self) -> str:
        """The municipality, or the organisation of one who comes from none."""
        return self.municipality or self.organisation


@dataclass(frozen=True, slots=True)
class StandSheet:
    """A stand as paper shows it, with the names of those who staff it."""

    id: int
    number: int
    municipality: str
    long_name: str
    round: int | None
    theme: str
    question: str
    focus: str
    learning: str
    place: str
    equipment: str
    capacity: int
    status: StandStatus = StandStatus.OPEN
    presenters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StandOutcome:
    """What a stand's round came to. Times are None where the clock was never started.

    `placed` guests were told to come, `visited` really stood there.
    """

    stand: int
    municipality: str
    round: int
    capacity: int
    placed: int
    visited: int
    planned_starts: int
    planned_ends: int
    started: int | None = None
    ended: int | None = None
    talk_ms: int | None = None
    dialogue_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Something asked or answered at a stand. No name: feedback is about the work."""

    stand: int
    municipality: str
    round: int
    phase: str
    at: int
    kind: str
    state: str
    text: str
    starred: bool = False
    id: int = 0
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many of a group were registered and came."""

    group: str
    registered: int
    arrived: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A day when it is over: who came, what was met, what was said.

    `wishes_met[i]` counts seats on wish number i+1; `seated` counts all seats.
    """

    registered: int
    arrived: int
    by_municipality: tuple[Attendance, ...]
    by_role: tuple[Attendance, ...]
    wishes_met: tuple[int, ...]
    seated: int
    wishers: int
    wishers_met: int
    target: int
    stands: tuple[StandOutcome, ...]
    said: tuple[Said, ...]
    themes: tuple[StandSheet, ...]
