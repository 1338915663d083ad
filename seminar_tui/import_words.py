"""A list on its way in, in words: its columns and what it changes, for screen and command alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.reference import municipality_name
from seminar_tui.i18n import t
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.importing import Told
    from seminar_tui.files.lists import ListRead

HEADING, FIELD, CELLS, STEP = 20, 13, 34, 8
"""Widths of the parts of a line, in letters: it fits a screen of 80."""

MARKS = {"gone": "−", "moved": "→", "changed": "~", "new": "+"}


@dataclass(frozen=True, slots=True)
class Column:
    """A heading of the list, the field it is read as ("" for none), and its first cells."""

    heading: str
    field: str
    cells: tuple[str, ...]


def columns_of(read: ListRead) -> list[Column]:
    """Return a list's columns: those that are read first, each in the order of the file."""
    if read.columns is None:
        return []
    fields = {at: name for name, at in read.columns.fields.items()}
    found = [
        Column(heading, fields.get(at, ""), _cells(read, at))
        for at, heading in enumerate(read.columns.headings)
        if heading
    ]
    return sorted(found, key=lambda one: not one.field)


def _cells(read: ListRead, at: int) -> tuple[str, ...]:
    return tuple(row[at] for row in read.first_rows if at < len(row) and row[at])


def column_parts(column: Column) -> tuple[str, str, str]:
    """Return a column's heading, field and first cells, each in its width."""
    return (
        clean(column.heading, HEADING).ljust(HEADING),
        field_word(column.field).ljust(FIELD),
        clean(" · ".join(column.cells), CELLS),
    )


def column_words(column: Column) -> str:
    """Return a column in a line."""
    return "  " + "  ".join(column_parts(column)).rstrip()


def told_parts(one: Told) -> tuple[str, str, str, str]:
    """Return a line of the difference: what happens, who, from where, in which fields."""
    step = one.step.value
    return (
        f"{MARKS[step]} " + t(f"import.step.{step}").ljust(STEP),
        clean(one.who, 60),
        clean(municipality_name(one.home) or one.home, 40),
        ", ".join(field_word(name) for name in one.fields),
    )


def told_words(one: Told) -> str:
    """Return a line of the difference as text."""
    return "  " + "  ".join(filter(None, told_parts(one)))


def field_word(name: str) -> str:
    """Return what a field is called in the reader's language; wishes have their rank."""
    if name.startswith("wish") and name[4:].isdecimal():
        return t("import.field.wish_of_rank", rank=name[4:])
    return t(f"import.field.{name or 'unread'}")
