"""What a list holds once it is read: rows of fields, then registrations and stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.vocabulary import PersonStatus, Role


class ListKind(StrEnum):
    """What a list is about."""

    PARTICIPANTS = "participants"
    STANDS = "stands"


class Field(StrEnum):
    """A column's meaning. Wishes are `wish1`, `wish2` ... by rank."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    MUNICIPALITY = "municipality"
    MUNICIPALITY_CODE = "municipality_code"
    ORGANISATION = "organisation"
    ROLE = "role"
    TICKET = "ticket"
    TITLE = "title"
    PRESENTS = "presents"
    WISH = "wish"
    CODE = "code"
    STATUS = "status"
    NOTE = "note"
    ADD_ON = "add_on"
    NUMBER = "number"
    THEME = "theme"
    QUESTION = "question"
    PLACE = "place"
    CAPACITY = "capacity"
    ROUND = "round"
    EQUIPMENT = "equipment"
    PRESENTERS = "presenters"


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of a list: its number in the file and the cleaned text of every column understood."""

    number: int
    values: Mapping[str, str]

    def of(self, field: str) -> str:
        """Return the text of a field, empty where the list has none."""
        return self.values.get(field, "")


@dataclass(frozen=True, slots=True)
class RawList:
    """A list as read: its rows, and under which heading each field stands.

    `shape` is the hash of its headings, by which a mapping is remembered.
    """

    kind: ListKind
    rows: tuple[RawRow, ...]
    columns: Mapping[str, str]
    shape: str
    sheet: str = ""
    header_row: int = 0
    encoding: str = ""
    delimiter: str = ""

    def heading(self, field: str) -> str:
        """Return the heading a field stands under, empty where the list has none."""
        return self.columns.get(field, "")


@dataclass(frozen=True, slots=True)
class Registration:
    """A participant as a list has it. None and empty mean that the list does not say."""

    rows: tuple[int, ...]
    name: str
    email: str | None = None
    municipality: str | None = None
    organisation: str = ""
    role: Role | None = None
    title: str = ""
    presents: int | None = None
    wishes: tuple[int, ...] = ()
    code: str | None = None
    status: PersonStatus = PersonStatus.REGISTERED
    note: str = ""

    @property
    def row(self) -> int:
        """The first row that tells of this participant."""
        return self.rows[0]


@dataclass(frozen=True, slots=True)
class StandRecord:
    """A stand as a list has it. None and empty mean that the list does not say."""

    row: int
    number: int
    municipality: str
    theme: str = ""
    question: str = ""
    place: str = ""
    capacity: int | None = None
    round: int | None = None
    equipment: str = ""
    presenters: tuple[str, ...] = ()
