"""The words of the house: enums, the instant and the frozen rows that reads hand out.

Standard library only, so that a rule, a widget or a script can use the words
without loading a database driver.

Units: a field named `at`, `starts`, `ends`, `since` or `*_at` is a point in time
in UTC milliseconds; a field named `*_ms` is a length in milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a participant is, as printed on the badge."""

    POLITICIAN = "politician"
    CHIEF = "chief"
    STAFF = "staff"
    CONSULTANT = "consultant"
    LEADER = "leader"
    PARENT = "parent"
    SPEAKER = "speaker"
    ORGANISER = "organiser"


class PersonStatus(StrEnum):
    """Whether a participant may come in."""

    REGISTERED = "registered"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"


class StandStatus(StrEnum):
    """Whether a stand takes guests."""

    OPEN = "open"
    CANCELLED = "cancelled"


class StationRole(StrEnum):
    """What a station may do."""

    DOOR = "door"
    STAND = "stand"
    ORGANISER = "organiser"
    WALL = "wall"


class CheckInResult(StrEnum):
    """Every answer the door can give to a code."""

    IN = "in"
    AGAIN = "again"
    ALREADY = "already"
    INCOMPLETE = "incomplete"
    UNKNOWN = "unknown"
    DAMAGED = "damaged"
    REVOKED = "revoked"
    CANCELLED = "cancelled"
    BLOCKED = "blocked"
    WRONG_DAY = "wrong_day"
    NO_SEAT = "no_seat"
    AMBIGUOUS = "ambiguous"


class VisitResult(StrEnum):
    """Every answer a stand can give to a code."""

    HERE = "here"
    MOVED = "moved"
    AGAIN = "again"
    OVER_TARGET = "over_target"
    OWN_STAND = "own_stand"
    PRESENTING = "presenting"
    NOT_OPEN = "not_open"
    NOT_ARRIVED = "not_arrived"


class ArrivalKind(StrEnum):
    """A row of the door's journal."""

    IN = "in"
    OUT = "out"
    VOIDED = "voided"


class Phase(StrEnum):
    """The two parts of a stand's time."""

    TALK = "talk"
    DIALOGUE = "dialogue"


class TimerState(StrEnum):
    """Where a stand's clock stands."""

    ARMED = "armed"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"


class Level(StrEnum):
    """How urgent a clock is."""

    NORMAL = "normal"
    WARNING = "warning"
    DANGER = "danger"
    OVERTIME = "overtime"


class TimerKind(StrEnum):
    """A row of a stand's clock."""

    ARMED = "armed"
    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    ADJUSTED = "adjusted"
    ADVANCED = "advanced"
    FINISHED = "finished"
    RESET = "reset"
    CORRECTED = "corrected"
    VOIDED = "voided"


class EntryKind(StrEnum):
    """What somebody said at a stand."""

    QUESTION = "question"
    ANSWER = "answer"
    COMMENT = "comment"
    FOLLOW_UP = "follow-up"


class EntryState(StrEnum):
    """What became of it."""

    OPEN = "open"
    ANSWERED = "answered"
    PARKED = "parked"
    WITHDRAWN = "withdrawn"


class Severity(StrEnum):
    """How much a finding stops an import."""

    ERROR = "error"
    ASK = "ask"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment: UTC milliseconds and, where the system has it, time since boot.

    Two instants of one boot can be compared even if the wall clock was stepped between them.
    """

    utc_ms: int
    boot_id: str | None = None
    boot_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a station, and what it may do. A stand's station owns `stand_id`."""

    station_id: int
    station: str
    role: StationRole
    stand_id: int | None = None


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
    """One municipality's place, theme and question. `round` is None until halves are chosen."""

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
