"""Tables as files: CSV (`;`, BOM), XLSX, JSON and Markdown.

Every text from people goes out through `text.csv_cell` where a spreadsheet could take it
for a formula. Numbers stay numbers; instants are ISO 8601 with offset.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from db.vocabulary import Instant
from seminar_tui.rules.refusal import BadInput
from seminar_tui.text import clean, clean_lines, csv_cell

Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its field name in JSON, its heading, and whether a workbook draws bars in it."""

    key: str
    heading: str
    bar: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its field name in JSON, its title, and rows of as many values as columns."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def write_csv(tables: Sequence[Table], now: Instant) -> bytes:
    """Return tables as CSV that Danish Excel opens by a double click; several under titles."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for number, table in enumerate(tables):
        if number:
            writer.writerow([])
        if len(tables) > 1:
            writer.writerow([csv_cell(table.title)])
        writer.writerow([csv_cell(column.heading) for column in table.columns])
        writer.writerows([_csv_value(value) for value in row] for row in table.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _csv_value(value: Value) -> str | int | float:
    match value:
        case None:
            return ""
        case bool():
            return int(value)
        case str():
            return csv_cell(value)
        case _:
            return value


def write_json(tables: Sequence[Table], now: Instant) -> bytes:
    """Return tables as one JSON object of lists of objects."""
    body = {
        table.key: [
            {
                column.key: clean_lines(value) if isinstance(value, str) else value
                for column, value in zip(table.columns, row, strict=True)
            }
            for row in table.rows
        ]
        for table in tables
    }
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def write_markdown(tables: Sequence[Table], now: Instant) -> bytes:
    """Return tables as Markdown pipe tables; nothing in a cell is read as markup."""
    parts = []
    for table in tables:
        lines = [f"## {markdown_text(table.title)}", ""] if len(tables) > 1 else []
        lines.append(_pipes([markdown_text(column.heading) for column in table.columns]))
        lines.append(_pipes(["---"] * len(table.columns)))
        lines += [_pipes([markdown_text(value) for value in row]) for row in table.rows]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts).encode("utf-8")


def _pipes(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


_MARKUP = {character: f"\\{character}" for character in "\\`*_[]<>|#$~"}


def markdown_text(value: Value) -> str:
    """Return a value as one line of Markdown in which nothing is read as markup."""
    if value is None:
        return ""
    return "".join(_MARKUP.get(character, character) for character in clean(str(value)))


def write_xlsx(tables: Sequence[Table], now: Instant) -> bytes:
    """Return a workbook, a sheet a table: frozen headings, filters, widths, bars on counts."""
    # Loaded here: a writer of workbooks that only exports need.
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    # The same table written at the same moment is the same file.
    book.set_properties({"created": datetime.fromtimestamp(now.utc_ms / 1000, UTC)})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    names: set[str] = set()
    for table in tables:
        _sheet(book.add_worksheet(_sheet_name(table.title, names)), table, wrapped)
    book.close()
    return out.getvalue()


_LONGEST_CELL = 32_000
_WIDEST = 60


def _sheet_name(title: str, taken: set[str]) -> str:
    """Return a name a workbook takes: 31 characters, none of []:*?/\\, no two alike."""
    safe = "".join(" " if letter in "[]:*?/\\'" else letter for letter in clean(title))
    name = safe.strip()[:28] or "Ark"
    while name.casefold() in taken:
        name = f"{name[:26]} {len(taken) + 1}"
    taken.add(name.casefold())
    return name


def _sheet(sheet: Any, table: Table, wrapped: Any) -> None:
    last_row, last_column = len(table.rows), len(table.columns) - 1
    headings = [csv_cell(column.heading) for column in table.columns]
    if table.rows:
        style = {"columns": [{"header": heading} for heading in headings]}
        sheet.add_table(0, 0, last_row, last_column, {**style, "style": "Table Style Light 1"})
    else:
        # A workbook's table needs a row; the headings can be filtered by all the same.
        sheet.write_row(0, 0, headings)
        sheet.autofilter(0, 0, 0, last_column)
    for number, row in enumerate(table.rows, 1):
        for place, value in enumerate(row):
            _cell(sheet, number, place, value, wrapped)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(table.columns):
        lengths = [len(str(row[place])) for row in table.rows if row[place] is not None]
        width = min(_WIDEST, max([len(column.heading) + 3, *lengths]) + 1)
        sheet.set_column(place, place, width)
        if column.bar and table.rows:
            bar = {"type": "data_bar", "bar_solid": True, "bar_color": "#9FC2C4"}
            sheet.conditional_format(1, place, last_row, place, bar)


def _cell(sheet: Any, row: int, place: int, value: Value, wrapped: Any) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, place, value)
        case str():
            sheet.write_string(row, place, csv_cell(value)[:_LONGEST_CELL], wrapped)
        case _:
            sheet.write_number(row, place, value)


WRITERS: dict[str, Callable[[Sequence[Table], Instant], bytes]] = {
    ".csv": write_csv,
    ".xlsx": write_xlsx,
    ".json": write_json,
    ".md": write_markdown,
}
"""By the ending of the file's name."""


def written(tables: Sequence[Table], ending: str, now: Instant) -> bytes:
    """Return tables in the form an ending asks for. Raises BadInput: no_such_format."""
    writer = WRITERS.get(ending.lower())
    if writer is None:
        raise BadInput("no_such_format", ending=ending, formats=", ".join(WRITERS))
    return writer(tables, now)
