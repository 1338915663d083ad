"""The frozen rows that reads hand out.

Standard library only. Units as in `db.vocabulary`: a field named `at`, `starts`, `ends`,
`since` or `*_at` is a point in time in UTC milliseconds; one named `*_ms` is a length in
milliseconds. They stand apart from the words because a screen comes up without them.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.vocabulary import (
    EntryKind,
    EntryState,
    Instant,
    PersonStatus,
    Phase,
    Role,
    StandStatus,
    TimerKind,
)


@dataclass(frozen=True, slots=True)
class DayRow:
    """One seminar on one date at one place."""

    id: int
    title: str
    date: str
    place: str
    timezone: str
    starts: int
    rounds: int
    talk_ms: int
    dialogue_ms: int
    block_ms: int
    target: int
    capacity: int
    warning_ms: int
    danger_ms: int
    auto_advance: bool
    plan_version: int
    programme_version: int
    case_id: str | None
    document_id: str | None
    practice_since: int | None
    practice_started: int | None
    practice_speed: float
    closed_at: int | None = None
    purge_on: str | None = None
    """When a closed day's personal data is to go, YYYY-MM-DD; None once it has gone."""
    programme_changed_at: int | None = None
    """When the programme got its version; None where it is as it was made."""

    @property
    def purged(self) -> bool:
        """Tell whether the personal data has gone."""
        return self.closed_at is not None and self.purge_on is None


@dataclass(frozen=True, slots=True)
class RoundRow:
    """One sitting of stands, as planned."""

    number: int
    starts: int
    talk_ends: int
    ends: int


@dataclass(frozen=True, slots=True)
class StandRow:
    """One municipality's place, theme and question. `round` is None until halves are chosen,
    `approved_at` until the organiser has approved theme and question as they read now."""

    id: int
    number: int
    municipality: str
    round: int | None
    theme: str
    question: str
    focus: str
    learning: str
    place: str
    equipment: str
    capacity: int
    status: StandStatus
    approved_at: int | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A participant as lists show them. No e-mail address: a desk never needs it."""

    id: int
    code: str
    name: str
    title: str
    municipality: str | None
    organisation: str
    role: Role
    status: PersonStatus
    presents: int | None
    note: str
    attention: str
    arrived_at: int | None
    inside: bool
    gone: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a participant is told to go in a round."""

    round: int
    stand: int
    municipality: str
    place: str
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class TimerEventRow:
    """One stored event of a stand's clock in a round.

    `talk_ms` and `dialogue_ms` are copied into `started`, so that a later change of
    the plan never moves a clock that runs. `automatic` says of `started` whether the talk
    gives way to the dialogue by itself, and of `advanced` whether it did. `voids` names the
    seq an undo takes back.
    """

    seq: int
    kind: TimerKind
    phase: Phase
    at: Instant
    delta_ms: int = 0
    talk_ms: int | None = None
    dialogue_ms: int | None = None
    automatic: bool | None = None
    voids: int | None = None
    station: str = ""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One recorded question, answer, comment or follow-up, as it reads now."""

    id: int
    stand: int
    round: int
    phase: Phase
    offset_ms: int
    kind: EntryKind
    state: EntryState
    text: str
    starred: bool
    answers: int | None
    by: str | None
    version: int
    at: int
    station: str


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message from the organiser. `stand` is None when it is for everybody."""

    id: int
    stand: int | None
    text: str
    at: int
    acknowledged: bool


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One line of the log: what, on what, by whom, and what undoing it means."""

    id: int
    at: int
    station: str
    kind: str
    result: str
    subject: str
    undoable: bool
    undone: bool
