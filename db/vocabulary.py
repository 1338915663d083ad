"""The words of the house: enums, the instant, who acts.

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


class ProgrammeText(StrEnum):
    """How far a stand's theme and question have come on their way into the programme."""

    MISSING = "missing"
    RECEIVED = "received"
    APPROVED = "approved"


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
