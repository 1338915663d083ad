"""The tables of a series: what its meetings have in common.

A meeting with a date is a day and owns its id; everything that happens there hangs on the
day as on any other. Everything personal stands in `DelegatePerson`, which a purge empties
as it does `Person`; the contacts are the organisers' own. All other rows hold ids.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel


class Series(SQLModel, table=True):
    """A network or partnership. Lists (`organisers`, `tags`, `topics`, roles) are JSON."""

    id: int = Field(default=None, primary_key=True)
    title: str
    template: str = ""
    starts_on: str
    ends_on: str
    organisers: str = "[]"
    tags: str = "[]"
    topics: str = "[]"
    link: str = ""
    roles: str = "[]"
    exempt_roles: str = "[]"
    host_exempt: bool = True
    price_kind: str = "none"
    price_ore: int = 0
    council_needed: bool = False
    renewed_from: int | None = Field(default=None, foreign_key="series.id")


class SeriesContact(SQLModel, table=True):
    """Somebody at the organisers' whom members may ask."""

    id: int = Field(default=None, primary_key=True)
    series_id: int = Field(foreign_key="series.id", index=True)
    name: str
    email: str = ""
    phone: str = ""


class Milestone(SQLModel, table=True):
    """Something due on a date."""

    id: int = Field(default=None, primary_key=True)
    series_id: int = Field(foreign_key="series.id", index=True)
    due: str
    title: str
    done_on: str = ""


class PriceTier(SQLModel, table=True):
    """The price for so many named people."""

    __table_args__ = (CheckConstraint("highest IS NULL OR highest >= lowest"),)
    series_id: int = Field(foreign_key="series.id", primary_key=True)
    lowest: int = Field(primary_key=True)
    highest: int | None = None
    ore: int


class Meeting(SQLModel, table=True):
    """One meeting of a series; `group` is stored as `for_group`, a word SQL keeps to itself."""

    __table_args__ = (UniqueConstraint("series_id", "number"),)
    id: int = Field(default=None, primary_key=True)
    series_id: int = Field(foreign_key="series.id", index=True)
    number: int
    title: str
    date: str = ""
    month: str = ""
    mode: str = "physical"
    place: str = ""
    link: str = ""
    host: str | None = None
    for_group: str = "both"
    stands: bool = False
    day_id: int | None = Field(default=None, foreign_key="day.id", unique=True)


class ProgrammeItem(SQLModel, table=True):
    """One item of a meeting's programme."""

    id: int = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    position: int
    starts: str = ""
    track: str = ""
    title: str


class GroupPlace(SQLModel, table=True):
    """Who is on the list of a workshop's group. The guard: once a person and item."""

    item_id: int = Field(foreign_key="programmeitem.id", primary_key=True)
    participant_id: int = Field(foreign_key="participant.id", primary_key=True)


class Member(SQLModel, table=True):
    """A municipality's membership of a series; `since` and `until` narrow its period."""

    series_id: int = Field(foreign_key="series.id", primary_key=True)
    municipality: str = Field(primary_key=True)
    status: str = "invited"
    council_on: str = ""
    for_group: str | None = None
    theme: str = ""
    inhabitants: int | None = None
    note: str = ""
    since: str = ""
    until: str = ""


class SeatLimit(SQLModel, table=True):
    """A seat rule of a series, or of one meeting, whose own rules replace the series'."""

    __table_args__ = (CheckConstraint("maximum IS NULL OR maximum >= minimum"),)
    id: int = Field(default=None, primary_key=True)
    series_id: int = Field(foreign_key="series.id", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    role: str | None = None
    minimum: int = 0
    maximum: int | None = None
    hard: bool = True


class Contribution(SQLModel, table=True):
    """What a member promised for, or gave to, a meeting."""

    meeting_id: int = Field(foreign_key="meeting.id", primary_key=True)
    municipality: str = Field(primary_key=True)
    status: str
    about: str = ""


class Delegate(SQLModel, table=True):
    """Somebody a member has named; the same one in every series, with one badge."""

    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    municipality: str | None = Field(default=None, index=True)
    organisation: str = ""
    role: str = "staff"
    sharing: str = "name"
    theme: str = ""


class DelegatePerson(SQLModel, table=True):
    """The personal side of a delegate. A purge empties this table."""

    delegate_id: int = Field(foreign_key="delegate.id", primary_key=True)
    name: str
    email: str = ""
    title: str = ""


class Naming(SQLModel, table=True):
    """A delegate named for a series. A name taken back stays, with the day it ended."""

    series_id: int = Field(foreign_key="series.id", primary_key=True)
    delegate_id: int = Field(foreign_key="delegate.id", primary_key=True)
    ended_on: str = ""


class Appearance(SQLModel, table=True):
    """Which delegate a participant of a meeting's day is."""

    __table_args__ = (UniqueConstraint("meeting_id", "delegate_id"),)
    participant_id: int = Field(foreign_key="participant.id", primary_key=True)
    delegate_id: int = Field(foreign_key="delegate.id", index=True)
    meeting_id: int = Field(foreign_key="meeting.id")
