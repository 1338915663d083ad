"""A list on its way in, in words: its columns and what it changes, for screen and command alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.reference import municipality_name
from db.vocabulary import PersonStatus, Role
from seminar_tui.i18n import t
from seminar_tui.text import clean, short

if TYPE_CHECKING:
    from seminar_tui.day.importing import NewValue, Told
    from seminar_tui.files.lists import ListRead

HEADING, FIELD, CELLS, STEP, VALUE = 20, 14, 33, 8, 26
"""Widths of the parts of a line, in letters: it fits a screen of 80."""
BEFORE = 8
"""Letters shown before the first in which a new value differs from the old one."""

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
        short(column.heading, HEADING).ljust(HEADING),
        field_word(column.field).ljust(FIELD),
        short(" · ".join(column.cells), CELLS),
    )


def column_words(column: Column) -> str:
    """Return a column in a line."""
    return "  " + "  ".join(column_parts(column)).rstrip()


def told_parts(one: Told) -> tuple[str, str, str, tuple[str, ...]]:
    """Return a line of the difference: what happens, who, from where, and each new value."""
    step = one.step.value
    return (
        f"{MARKS[step]} " + t(f"import.step.{step}").ljust(STEP),
        short(one.who, 60),
        short(municipality_name(one.home) or one.home, 40),
        tuple(_new_value(value) for value in one.values),
    )


def told_words(one: Told) -> str:
    """Return a line of the difference as text."""
    *first, values = told_parts(one)
    return "  " + "  ".join(filter(None, (*first, "; ".join(values))))


def _new_value(value: NewValue) -> str:
    """Return a field with what it was and what it becomes."""
    field = field_word(value.field)
    was, now = _value_word(value.field, value.was), _value_word(value.field, value.now)
    if value.field == "presenters":
        return f"{field}: + {short(now, 2 * VALUE)}"
    if not now:
        return field
    was, now = apart(was or "–", now)
    return f"{field}: {was} → {now}"


def _value_word(field: str, value: object) -> str:
    match value:
        case None:
            return ""
        case Role():
            return t(f"role.{value.value}")
        case PersonStatus():
            return t(f"people.status.{value.value}")
        case tuple():
            return ", ".join(_value_word(field, one) for one in value)
        case str() if field == "municipality":
            return clean(municipality_name(value) or value)
        case _:
            return clean(str(value))


def apart(was: str, now: str) -> tuple[str, str]:
    """Return two texts cut to `VALUE` letters so that the first place where they differ is seen."""
    pairs = enumerate(zip(was, now, strict=False))
    same = next((at for at, (old, new) in pairs if old != new), min(len(was), len(now)))
    if same <= BEFORE or max(len(was), len(now)) <= VALUE:
        return short(was, VALUE), short(now, VALUE)
    word = was.find(" ", same - BEFORE, same)
    start = same - BEFORE if word < 0 else word
    return short("…" + was[start:], VALUE), short("…" + now[start:], VALUE)


def field_word(name: str) -> str:
    """Return what a field is called in the reader's language; wishes have their rank."""
    if name.startswith("wish") and name[4:].isdecimal():
        return t("import.field.wish_of_rank", rank=name[4:])
    return t(f"import.field.{name or 'unread'}")
