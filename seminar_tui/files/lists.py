"""A file as a list of participants or stands: its rows by field, and what was odd about them.

Nothing is decided here about people or stands; that is `rules.registration` and
`rules.stand_list`. Columns that are not understood are never handed on, so a telephone
number or a diet cannot reach the store.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from db.vocabulary import Severity
from seminar_tui.files.headings import (
    HEADER_WITHIN,
    Columns,
    UnknownColumn,
    columns_of,
    field_named,
    find_columns,
    has_names,
    is_heading,
    recognised,
    score_of,
    shape_of,
)
from seminar_tui.files.sheets import Document, Sheet, Unreadable
from seminar_tui.files.tables import read_document
from seminar_tui.rules.findings import Code, Finding
from seminar_tui.rules.names import fold, is_remark, is_total
from seminar_tui.rules.records import Field, ListKind, RawList, RawRow
from seminar_tui.text import clean

MAX_ROWS = 200_000
FIRST_ROWS = 3
"""Rows shown of a list while its columns are looked over."""
_LONG = {Field.QUESTION: 1000, Field.NOTE: 1000, Field.THEME: 300, Field.PRESENTERS: 600}
_USUAL_LENGTH = 200
_NAMES = (Field.NAME, Field.FIRST_NAME, Field.LAST_NAME)
_LINED = (Field.NAME, Field.PRESENTERS)
_FORMULA = re.compile(r"'?(?:=|@[A-Za-z(]|[+-][A-Za-z]+\()")
_NEUTRALISED = re.compile(r"'[=+\-@]")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LOST = re.compile(r"(?:\w|\B)\?+\w|\ufffd")
_PLAIN = re.compile(r"[0-9A-Za-zÀ-ÖØ-öø-ž](?:[0-9A-Za-zÀ-ÖØ-öø-ž.,:&/()@+_-]| (?! |$))*")
"""Text that cleaning leaves as it is: composed Latin letters, single spaces."""
_SECTION = re.compile(r"\s*\d{1,2}\.\s+\S")
_EMPTY = frozenset({"", "-", "–", "—", "."})


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list and what was said about its file; a finding of severity error means no list.

    `first_rows` are cells of every column, for showing what a column holds: never stored.
    """

    raw: RawList | None
    findings: tuple[Finding, ...]
    sheets: tuple[str, ...] = ()
    columns: Columns | None = None
    first_rows: tuple[tuple[str, ...], ...] = ()


def score_for(kind: ListKind, rows: Sequence[Sequence[str]]) -> int:
    """Return how much rows look like a list of this kind."""
    return score_of(rows, kind)


def read_list(
    path: Path,
    kind: ListKind,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
) -> ListRead:
    """Read a file as a list.

    `mapping` is heading to field as a person gave it; `remembered` the mappings of
    earlier lists by shape. Raises Unreadable (the file), UnknownColumn (the mapping).
    """
    document = read_document(path, lambda rows: score_of(rows, kind))
    return list_from(document, kind, sheet=sheet, mapping=mapping, remembered=remembered)


def list_from(
    document: Document,
    kind: ListKind,
    *,
    sheet: str | None = None,
    mapping: Mapping[str, str] | None = None,
    remembered: Mapping[str, Mapping[str, str]] | None = None,
) -> ListRead:
    """Like `read_list`, of a document that is read already (a paste)."""
    given = _understood(mapping or {}, kind)
    names = tuple(one.name for one in document.sheets)
    chosen, columns = _choose(document.sheets, kind, sheet, given)
    if remembered:
        earlier = _mapped_before(chosen, remembered)
        columns = find_columns(chosen.rows, kind, {**earlier, **given}) if earlier else columns
    _check_mapping(columns, given, mapping or {})
    if columns is None:
        likely = _likely_header(chosen, kind)
        first = _first_rows(chosen, likely) if likely else ()
        return ListRead(None, (_file_error(Code.NO_HEADER, 0),), names, likely, first)
    if not _usable(columns, kind):
        nameless = _file_error(Code.NO_NAME_COLUMN, columns.row + 1)
        return ListRead(None, (nameless,), names, columns, _first_rows(chosen, columns))
    reader = _Reader(kind, columns, chosen)
    reader.read()
    if not reader.rows:
        # Headings alone would tell that everybody on the earlier list is gone.
        return ListRead(None, (_file_error(Code.NO_ROWS, columns.row + 1),), names, columns)
    raw = RawList(
        kind,
        tuple(reader.rows),
        {field: columns.headings[at] for field, at in columns.fields.items()},
        columns.shape,
        chosen.name,
        columns.row + 1,
        document.encoding,
        document.delimiter,
    )
    others = [one for one in document.sheets if one is not chosen and one.rows]
    unread = [Finding(0, "", one.name, Severity.NOTE, Code.SHEET_UNREAD) for one in others]
    found = (*unread, *reader.findings)
    return ListRead(raw, found, names, columns, _first_rows(chosen, columns))


def _likely_header(sheet: Sheet, kind: ListKind) -> Columns | None:
    """Return the first row of several cells, whose headings a person can say the meaning of."""
    for index, row in enumerate(sheet.rows[:HEADER_WITHIN]):
        if sum(1 for cell in row if cell.strip()) > 1:
            return columns_of(row, index, kind, {})
    return None


def _first_rows(sheet: Sheet, columns: Columns) -> tuple[tuple[str, ...], ...]:
    """Return the first rows under the header, cleaned, empty ones left out."""
    under = islice(sheet.rows, columns.row + 1, columns.row + 1 + HEADER_WITHIN)
    filled = (row for row in under if any(cell.strip() for cell in row))
    return tuple(tuple(clean(cell, 80) for cell in row) for row in islice(filled, FIRST_ROWS))


def mapping_of(columns: Columns, given: Mapping[str, str]) -> dict[str, str]:
    """Return the part of a person's mapping that belongs to this list, to be remembered."""
    headings = {fold(heading) for heading in columns.headings}
    return {heading: field for heading, field in given.items() if heading in headings}


def understood(mapping: Mapping[str, str], kind: ListKind) -> dict[str, str]:
    """Return a person's mapping as folded heading to field. Raises UnknownColumn."""
    return _understood(mapping, kind)


def _understood(mapping: Mapping[str, str], kind: ListKind) -> dict[str, str]:
    found: dict[str, str] = {}
    for heading, word in mapping.items():
        meant = field_named(word, kind)
        if meant is None:
            raise UnknownColumn("field_unknown", heading, word)
        found[fold(heading)] = meant
    return found


def _mapped_before(sheet: Sheet, remembered: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """Return the mapping a person gave for a list of the same headings."""
    shapes = (shape_of(row) for row in sheet.rows[:HEADER_WITHIN])
    return next((remembered[shape] for shape in shapes if shape in remembered), {})


def _check_mapping(
    columns: Columns | None, given: Mapping[str, str], mapping: Mapping[str, str]
) -> None:
    if columns is None:
        return
    headings = {fold(heading) for heading in columns.headings}
    for heading, word in mapping.items():
        if fold(heading) not in headings and fold(heading) in given:
            raise UnknownColumn("column_unknown", heading, word)


def _choose(
    sheets: Sequence[Sheet], kind: ListKind, wanted: str | None, given: Mapping[str, str]
) -> tuple[Sheet, Columns | None]:
    """Return the sheet asked for, else the one that looks most like a list of this kind."""
    if wanted is not None:
        for one in sheets:
            if fold(one.name) == fold(wanted):
                return one, find_columns(one.rows, kind, given)
        raise Unreadable("no_such_sheet", sheet=wanted, sheets=", ".join(s.name for s in sheets))
    if not sheets:
        raise Unreadable("empty")
    found = [(one, find_columns(one.rows, kind, given)) for one in sheets]

    def looks(pair: tuple[Sheet, Columns | None]) -> tuple[bool, bool, int]:
        one, columns = pair
        if columns is None:
            return (False, False, 0)
        return (_usable(columns, kind), not one.hidden, len(columns.fields))

    return max(found, key=looks)


def _usable(columns: Columns, kind: ListKind) -> bool:
    if kind is ListKind.PARTICIPANTS:
        return columns.names_people
    return Field.MUNICIPALITY in columns.fields


def _file_error(code: Code, row: int) -> Finding:
    return Finding(row, "", "", Severity.ERROR, code)


@dataclass(slots=True)
class _Reader:
    """Walks down one table."""

    kind: ListKind
    columns: Columns
    sheet: Sheet
    rows: list[RawRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    ended: bool = False
    header: tuple[str, ...] = ()

    def read(self) -> None:
        """Read every row under the header until the table ends."""
        table = self.sheet.rows
        self.header = tuple(fold(cell) for cell in self.columns.headings)
        hidden = frozenset(self.sheet.hidden_rows)
        for heading in self.columns.unread:
            self.note(self.columns.row + 1, heading, "", Code.COLUMN_UNREAD)
        if self.sheet.merged:
            self.note(0, "", str(self.sheet.merged), Code.MERGED_CELLS)
        self._formulas()
        for index in range(self.columns.row + 1, min(len(table), MAX_ROWS)):
            cells = table[index]
            if not any(cell.strip() for cell in cells):
                continue
            if self._ends(index, cells):
                self.note(index + 1, "", clean(cells[0], 80), Code.SECTION_UNREAD)
                break
            self._row(index + 1, cells)
            if index + 1 in hidden:
                self.note(index + 1, "", "", Code.HIDDEN_ROW)

    def _formulas(self) -> None:
        """Say which columns are computed, and which cells nobody has computed yet."""
        for position in self.columns.fields.values():
            heading = self.columns.headings[position]
            rows = [row for row, at in self.sheet.formulas if at == position]
            under = [row for row in rows if row > self.columns.row]
            if under:
                self.note(0, heading, str(len(under)), Code.FORMULA_CELLS)
            for row in under:
                cells = self.sheet.rows[row] if row < len(self.sheet.rows) else []
                if not any(cells[position : position + 1]):
                    self.note(row + 1, heading, "", Code.FORMULA_UNSAVED)

    def note(self, row: int, column: str, value: str, code: Code) -> None:
        """Say something that stops nothing."""
        self.findings.append(Finding(row, column, value, Severity.NOTE, code))

    def _ends(self, index: int, cells: Sequence[str]) -> bool:
        """Tell whether another table begins here: a numbered heading, or other headings."""
        if _SECTION.match(cells[0]) and not any(cell.strip() for cell in cells[1:]):
            return self._header_follows(index)
        return self._is_other_header(cells)

    def _header_follows(self, index: int) -> bool:
        following = self.sheet.rows[index + 1 : index + 4]
        return any(recognised(row, self.kind) >= 2 for row in following)

    def _is_other_header(self, cells: Sequence[str]) -> bool:
        # Most rows are about people: a heading among the first cells is looked for first.
        if not any(is_heading(cell, self.kind) for cell in cells[:4]):
            return False
        if self._is_header(cells) or len(cells) < 2:
            return False
        return recognised(cells, self.kind) >= 2 and has_names(cells, self.kind)

    def _is_header(self, cells: Sequence[str]) -> bool:
        if not self.header or fold(cells[0]) != self.header[0]:
            return False
        return tuple(fold(cell) for cell in cells[: len(self.header)]) == self.header

    def _row(self, number: int, cells: Sequence[str]) -> None:
        if self._is_header(cells):
            return
        values = self._values(number, cells)
        if values.get(Field.ADD_ON) and not any(values.get(name) for name in _NAMES):
            return
        if len(values) < 5 and is_total(cells) and not values.get(Field.EMAIL):
            return
        if not values or self._is_remark(values):
            self.note(number, "", clean(next(c for c in cells if c.strip()), 80), Code.ROW_UNREAD)
            return
        self._width(number, cells)
        self.rows.append(RawRow(number, values))

    def _is_remark(self, values: Mapping[str, str]) -> bool:
        if len(values) > 1 or len(self.columns.fields) < 3:
            return False
        (only,) = values.items()
        if self.kind is ListKind.STANDS:
            return only[0] != Field.NUMBER
        return only[0] not in _NAMES or is_remark(only[1])

    def _width(self, number: int, cells: Sequence[str]) -> None:
        width = len(self.columns.headings)
        if len(cells) < width and not all(h == "" for h in self.columns.headings[len(cells) :]):
            self.note(number, "", "", Code.SHORT_ROW)
        extra = [cell for cell in cells[width:] if cell.strip()]
        if extra:
            self.note(number, "", clean(extra[0], 80), Code.LONG_ROW)

    def _values(self, number: int, cells: Sequence[str]) -> dict[str, str]:
        values: dict[str, str] = {}
        for name, position in self.columns.fields.items():
            if position >= len(cells):
                continue
            raw = cells[position]
            if _PLAIN.fullmatch(raw) and len(raw) <= _USUAL_LENGTH:
                values[name] = raw
                continue
            if not raw or raw in _EMPTY:
                continue
            text = self._cell(number, name, position, raw)
            if text not in _EMPTY:
                values[name] = text
        return values

    def _cell(self, number: int, name: str, position: int, raw: str) -> str:
        column = self.columns.headings[position]
        text = _cleaned(raw, lined=name in _LINED or name.startswith(Field.WISH))
        if _lost_control(raw, text):
            self.note(number, column, text[:120], Code.CONTROL_CHARACTERS)
        if _FORMULA.match(text):
            self.note(number, column, text[:120], Code.FORMULA_TEXT)
            if name == Field.EMAIL:
                addresses = {found.casefold() for found in _ADDRESS.findall(text)}
                text = addresses.pop() if len(addresses) == 1 else ""
        if _NEUTRALISED.match(text):
            text = text[1:]
        if _LOST.search(text) and (name in _NAMES or "\ufffd" in text):
            self.note(number, column, text[:120], Code.CHARACTER_LOST)
        limit = _LONG.get(Field(name), _USUAL_LENGTH) if name in _FIELDS else _USUAL_LENGTH
        if len(text) > limit:
            self.note(number, column, text[:80], Code.TEXT_TOO_LONG)
            text = text[:limit]
        return text


_FIELDS = frozenset(field.value for field in Field)


def _cleaned(raw: str, *, lined: bool) -> str:
    """Return the cell's text; where lines part names or wishes they become semicolons."""
    if lined and ("\n" in raw or "\r" in raw):
        raw = "; ".join(line for line in raw.splitlines() if line.strip())
    return clean(raw)


def _lost_control(raw: str, text: str) -> bool:
    """Tell whether cleaning took away more than white space."""
    if len(raw) == len(text) or (raw.isascii() and raw.isprintable()):
        return False
    return any(
        unicodedata.category(letter) in ("Cc", "Cf", "Cs") and letter not in "\r\n\t"
        for letter in raw
    )
