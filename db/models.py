"""The tables of a day.

What happened is rows that are only added: actions, arrivals, visits, timer events,
entry versions. `Presence` and `Standing` say what holds now and carry the guards: one
open arrival a participant, one stand a participant and round. Everything personal
stands in `Person`, `Badge`, `PendingPresenter`, `Reply`, `EntryVersion`, `Draft` and
`ImportAnswer`, which a purge empties; all other rows hold ids.

Points in time are UTC milliseconds; lengths end in `_ms`.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

Moment = BigInteger
NONCE_GIVEN = text("nonce IS NOT NULL")
"""Only what has a nonce is looked up by it. Told to PostgreSQL by `db.schema`: SQLAlchemy
loads a dialect when one of its options is named, and most starts never need that one."""


class Day(SQLModel, table=True):
    """One seminar on one date at one place. Everything about a day hangs on its id."""

    id: int = Field(default=None, primary_key=True)
    title: str
    date: str = Field(index=True)
    place: str = ""
    timezone: str = "Europe/Copenhagen"
    starts: int = Field(sa_type=Moment)
    rounds: int = 2
    talk_ms: int = 900_000
    dialogue_ms: int = 600_000
    block_ms: int = 3_600_000
    target: int = 10
    capacity: int = 14
    warning_ms: int = 120_000
    danger_ms: int = 60_000
    auto_advance: bool = False
    plan_version: int = 0
    programme_version: int = 0
    case_id: str | None = None
    document_id: str | None = None
    contact: str = ""
    practice_since: int | None = Field(default=None, sa_type=Moment)
    practice_started: int | None = Field(default=None, sa_type=Moment)
    practice_speed: float = 1.0
    closed_at: int | None = Field(default=None, sa_type=Moment)
    purge_on: str | None = None
    programme_changed_at: int | None = Field(default=None, sa_type=Moment)


class Round(SQLModel, table=True):
    """One sitting of stands, as planned."""

    day_id: int = Field(foreign_key="day.id", primary_key=True)
    number: int = Field(primary_key=True)
    starts: int = Field(sa_type=Moment)
    talk_ends: int = Field(sa_type=Moment)
    ends: int = Field(sa_type=Moment)


class DayMilestone(SQLModel, table=True):
    """Something due on a date before the day; `done_on` is empty until it is done."""

    id: int = Field(default=None, primary_key=True)
    day_id: int = Field(foreign_key="day.id", index=True)
    due: str
    title: str
    done_on: str = ""


class Stand(SQLModel, table=True):
    """One municipality's place, theme and question."""

    __table_args__ = (
        UniqueConstraint("day_id", "number"),
        UniqueConstraint("day_id", "municipality"),
    )
    id: int = Field(default=None, primary_key=True)
    day_id: int = Field(foreign_key="day.id", index=True)
    number: int
    municipality: str
    round: int | None = None
    locked: bool = False
    theme: str = ""
    question: str = ""
    focus: str = ""
    learning: str = ""
    place: str = ""
    equipment: str = ""
    capacity: int
    imported: str = ""
    """What a list last said of this stand, as JSON; an import takes only what it changed."""
    status: str = "open"
    approved_at: int | None = Field(default=None, sa_type=Moment)
    """When the organiser approved theme and question; None: not, or they changed since."""


class Participant(SQLModel, table=True):
    """Anyone registered or walked in; nothing personal."""

    id: int = Field(default=None, primary_key=True)
    day_id: int = Field(foreign_key="day.id", index=True)
    municipality: str | None = None
    organisation: str = ""
    role: str = "staff"
    status: str = "registered"
    presents_stand_id: int | None = Field(default=None, foreign_key="stand.id", index=True)
    presenter_missing: bool = False
    walked_in: bool = False
    listed: str = ""
    """The list this participant came on; see `seminar_tui.rules.listdiff.group_of`."""
    gone: bool = False
    substitute_for: int | None = Field(default=None, foreign_key="participant.id")
    rounds_here: str | None = None
    """The rounds they are here for, as "1,2"; None is all of them, an empty text none."""


class Person(SQLModel, table=True):
    """The personal side of a participant. A purge empties this table."""

    participant_id: int = Field(foreign_key="participant.id", primary_key=True)
    name: str
    email: str | None = None
    title: str = ""
    note: str = ""
    attention: str = ""
    attention_seen_at: int | None = Field(default=None, sa_type=Moment)
    outside_code: str | None = Field(default=None, index=True)
    imported: str = ""
    """What a list last said, as JSON; an import takes only what the list itself changed."""
    former: str = ""
    """What the last import replaced, as JSON; it goes back when that import is undone."""


class Badge(SQLModel, table=True):
    """A code that was given out. A replaced one stays, revoked.

    One person has one code on all days of their series: a row a day.
    """

    code: str = Field(primary_key=True)
    participant_id: int = Field(foreign_key="participant.id", primary_key=True, index=True)
    issued_at: int = Field(sa_type=Moment)
    revoked_at: int | None = Field(default=None, sa_type=Moment)
    printed_at: int | None = Field(default=None, sa_type=Moment)


class PendingPresenter(SQLModel, table=True):
    """A presenter named on a list of stands whom nobody registered fits yet."""

    stand_id: int = Field(foreign_key="stand.id", primary_key=True)
    name: str = Field(primary_key=True)


class Wish(SQLModel, table=True):
    """A ranked stand a participant asked for."""

    participant_id: int = Field(foreign_key="participant.id", primary_key=True)
    rank: int = Field(primary_key=True)
    stand_id: int = Field(foreign_key="stand.id", index=True)


class Placement(SQLModel, table=True):
    """Who is told to go where in a round. One a participant and round."""

    participant_id: int = Field(foreign_key="participant.id", primary_key=True)
    round: int = Field(primary_key=True)
    stand_id: int = Field(foreign_key="stand.id", index=True)
    pinned: bool = False


class Plan(SQLModel, table=True):
    """An accepted plan: its value and what certifies it."""

    day_id: int = Field(foreign_key="day.id", primary_key=True)
    version: int = Field(primary_key=True)
    at: int = Field(sa_type=Moment)
    seed: int
    objective: str
    # A lexicographic value does not fit 64 bits.
    value: str
    certificate: str = ""


class Station(SQLModel, table=True):
    """Any terminal that works on a day."""

    __table_args__ = (UniqueConstraint("name", "process"),)
    id: int = Field(default=None, primary_key=True)
    name: str
    process: str = ""
    role: str
    stand_id: int | None = Field(default=None, foreign_key="stand.id")
    seen_at: int = Field(sa_type=Moment)
    left_at: int | None = Field(default=None, sa_type=Moment)


class Action(SQLModel, table=True):
    """What was done or tried: on what, by whom, when, and what undoing it means.

    Every scan is one, refused ones too. `undo` holds what is needed to take it back,
    as JSON of ids and former values; `undoes` names the action this one took back.
    """

    __table_args__ = (
        Index("ix_action_day_at", "day_id", "at"),
        Index(
            "ux_action_nonce",
            "day_id",
            "nonce",
            unique=True,
            sqlite_where=NONCE_GIVEN,
        ),
    )
    id: int = Field(default=None, primary_key=True)
    day_id: int | None = Field(default=None, foreign_key="day.id")
    at: int = Field(sa_type=Moment)
    station_id: int = Field(foreign_key="station.id", index=True)
    kind: str
    result: str
    participant_id: int | None = Field(default=None, foreign_key="participant.id", index=True)
    stand_id: int | None = Field(default=None, foreign_key="stand.id")
    detail: str = "{}"
    undo: str | None = None
    undoes: int | None = Field(default=None, foreign_key="action.id", unique=True)
    desk: str = ""
    nonce: str | None = None
    forced_asked: bool = False
    forced_needed: bool = False


class Arrival(SQLModel, table=True):
    """The door's journal: in, out, or a row that voids an earlier one."""

    id: int = Field(default=None, primary_key=True)
    day_id: int = Field(foreign_key="day.id", index=True)
    participant_id: int = Field(foreign_key="participant.id", index=True)
    kind: str
    at: int = Field(sa_type=Moment)
    station_id: int = Field(foreign_key="station.id")
    desk: str = ""
    voids: int | None = Field(default=None, foreign_key="arrival.id")


class Presence(SQLModel, table=True):
    """Who has arrived, and whether they are inside now. The guard: one a participant."""

    participant_id: int = Field(foreign_key="participant.id", primary_key=True)
    day_id: int = Field(foreign_key="day.id", index=True)
    arrived_at: int = Field(sa_type=Moment)
    since: int = Field(sa_type=Moment)
    desk: str = ""
    inside: bool = True


class Visit(SQLModel, table=True):
    """The stands' journal: who came to a stand in a round, or left it for another."""

    id: int = Field(default=None, primary_key=True)
    participant_id: int = Field(foreign_key="participant.id", index=True)
    stand_id: int = Field(foreign_key="stand.id", index=True)
    round: int
    kind: str
    at: int = Field(sa_type=Moment)
    station_id: int = Field(foreign_key="station.id")


class Standing(SQLModel, table=True):
    """Which stand a participant stands at in a round. The guard: one a round."""

    participant_id: int = Field(foreign_key="participant.id", primary_key=True)
    round: int = Field(primary_key=True)
    stand_id: int = Field(foreign_key="stand.id", index=True)
    at: int = Field(sa_type=Moment)


class TimerEvent(SQLModel, table=True):
    """One event of a stand's clock in a round. Nothing is ever changed or deleted."""

    stand_id: int = Field(foreign_key="stand.id", primary_key=True)
    round: int = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    kind: str
    phase: str
    at: int = Field(sa_type=Moment)
    boot_id: str | None = None
    boot_ms: int | None = Field(default=None, sa_type=Moment)
    delta_ms: int = 0
    talk_ms: int | None = None
    dialogue_ms: int | None = None
    automatic: bool | None = None
    voids: int | None = None
    station_id: int = Field(foreign_key="station.id")


class Entry(SQLModel, table=True):
    """One recorded question, answer, comment or follow-up; its text is in its versions."""

    id: int = Field(default=None, primary_key=True)
    day_id: int = Field(foreign_key="day.id", index=True)
    stand_id: int = Field(foreign_key="stand.id", index=True)
    round: int
    phase: str
    offset_ms: int
    kind: str
    state: str = "open"
    starred: bool = False
    tags: str = ""
    answers: int | None = Field(default=None, foreign_key="entry.id")
    by_participant_id: int | None = Field(default=None, foreign_key="participant.id")
    version: int = 1
    at: int = Field(sa_type=Moment)
    station_id: int = Field(foreign_key="station.id")


class EntryVersion(SQLModel, table=True):
    """What an entry said, one row a version. The text may be personal."""

    entry_id: int = Field(foreign_key="entry.id", primary_key=True)
    version: int = Field(primary_key=True)
    text: str
    at: int = Field(sa_type=Moment)
    station_id: int = Field(foreign_key="station.id")


class Draft(SQLModel, table=True):
    """What was being typed at a stand when its window closed.

    `entry_id` is the entry being reworded and `version` the wording its writer began from;
    both are 0 for a new entry. `answers` is the question that a new one answers.
    """

    stand_id: int = Field(foreign_key="stand.id", primary_key=True)
    round: int = Field(primary_key=True)
    station: str = Field(primary_key=True)
    entry_id: int = Field(default=0, primary_key=True)
    version: int = 0
    answers: int | None = Field(default=None, foreign_key="entry.id")
    kind: str
    text: str
    at: int = Field(sa_type=Moment)


class Message(SQLModel, table=True):
    """What the organiser says to a stand, or to all."""

    id: int = Field(default=None, primary_key=True)
    day_id: int = Field(foreign_key="day.id", index=True)
    stand_id: int | None = Field(default=None, foreign_key="stand.id")
    text: str
    at: int = Field(sa_type=Moment)
    station_id: int = Field(foreign_key="station.id")


class MessageSeen(SQLModel, table=True):
    """A message acknowledged at a station."""

    message_id: int = Field(foreign_key="message.id", primary_key=True)
    station: str = Field(primary_key=True)
    at: int = Field(sa_type=Moment)


class DoorQuestion(SQLModel, table=True):
    """Something the door asks everybody who comes in."""

    id: int = Field(default=None, primary_key=True)
    day_id: int = Field(foreign_key="day.id", index=True)
    text: str
    choices: str = "[]"
    required: bool = False
    removed: bool = False


class Reply(SQLModel, table=True):
    """A participant's answer to a question of the door."""

    question_id: int = Field(foreign_key="doorquestion.id", primary_key=True)
    participant_id: int = Field(foreign_key="participant.id", primary_key=True)
    value: str


class ImportAnswer(SQLModel, table=True):
    """An organiser's answer to a question an import asked, remembered for the next list."""

    kind: str = Field(primary_key=True)
    value: str = Field(primary_key=True)
    answer: str


class ImportProfile(SQLModel, table=True):
    """The column mapping of a list's shape, remembered under the hash of its headings."""

    shape: str = Field(primary_key=True)
    mapping: str


class Pin(SQLModel, table=True):
    """The PIN of a role on a day, hashed, and how often it was guessed wrong of late."""

    day_id: int = Field(foreign_key="day.id", primary_key=True)
    role: str = Field(primary_key=True)
    salt: str
    hash: str
    failures: int = 0
    not_before: int = Field(default=0, sa_type=Moment)


class Link(SQLModel, table=True):
    """A link that opens a role's screen in a browser; only its token's hash is kept."""

    id: int = Field(default=None, primary_key=True)
    day_id: int = Field(foreign_key="day.id", index=True)
    role: str
    stand_id: int | None = Field(default=None, foreign_key="stand.id")
    token_hash: str = Field(unique=True)
    made_at: int = Field(sa_type=Moment)
    revoked_at: int | None = Field(default=None, sa_type=Moment)
