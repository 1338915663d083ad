"""The workbook reader's own process: a path in, JSON out. Run by `workbooks`, never imported.

Numbers come back as people see them: 101.0 as 101, dates as ISO days.
"""

from __future__ import annotations

import datetime
import io
import json
import re
import sys
import zipfile
from xml.etree.ElementTree import Element, ParseError, iterparse

_HIDDEN = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\shidden="(?:1|true)")[^>]*\sr="(\d+)"[^>]*>')


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return "" if value is None else str(value)


_ANY_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_FORMULA = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\sr="([A-Z]{1,3})(\d+)")[^>]*(?<!/)>\s*<(?:\w+:)?f[\s>/]'
)

Cells = list[tuple[int, int]]
"""Row and column of cells, counted from 0."""


def _marks(path: str) -> dict[int, tuple[list[int], Cells]]:
    """Return the hidden rows and the formulas of an xlsx or ods by the sheet's number.

    The reader knows neither. Of an ods only the formulas are told, of an xls nothing is.
    """
    found: dict[int, tuple[list[int], Cells]] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            if "content.xml" in archive.namelist():
                return _ods_formulas(archive.read("content.xml"))
            for name in archive.namelist():
                number = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
                if number:
                    data = archive.read(name)
                    rows = [int(row) for row in _HIDDEN.findall(data)]
                    found[int(number.group(1))] = rows, _xlsx_formulas(data)
    except (zipfile.BadZipFile, KeyError, ParseError):
        return {}
    return found


def _xlsx_formulas(data: bytes) -> Cells:
    if not _ANY_FORMULA.search(data):
        return []
    return [(int(row) - 1, _column(letters)) for letters, row in _FORMULA.findall(data)]


def _column(letters: bytes) -> int:
    """Return the number of a column called as a spreadsheet calls it: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _ods_formulas(data: bytes) -> dict[int, tuple[list[int], Cells]]:
    found: dict[int, tuple[list[int], Cells]] = {}
    if b":formula=" not in data:
        return found
    sheet = row = column = 0
    for event, element in iterparse(io.BytesIO(data), events=("start", "end")):
        match event, element.tag.rpartition("}")[2]:
            case "start", "table":
                sheet, row = sheet + 1, 0
                found[sheet] = [], []
            case "start", "table-row":
                column = 0
            case "start", "table-cell" | "covered-table-cell":
                if sheet and _attribute(element, "formula"):
                    found[sheet][1].append((row, column))
                column += int(_attribute(element, "number-columns-repeated") or 1)
            case "end", "table-row":
                row += int(_attribute(element, "number-rows-repeated") or 1)
                element.clear()
            case _:
                pass
    return found


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.endswith(f"}}{name}")), "")


def _bound_memory(most: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such bound; the cell count still holds there.
        return
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(path: str, most_cells: int) -> dict[str, object]:
    from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_path(path)
    except PasswordError:
        return {"error": "encrypted"}
    marks = _marks(path)
    sheets: list[dict[str, object]] = []
    for position, about in enumerate(book.sheets_metadata, start=1):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        if sheet.total_height * sheet.total_width > most_cells:
            return {"error": "too_many_cells"}
        hidden_rows, formulas = marks.get(position, ([], []))
        rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        sheets.append(
            {
                "name": about.name,
                "rows": rows,
                "hidden": about.visible != SheetVisibleEnum.Visible,
                "hidden_rows": hidden_rows,
                "formulas": formulas,
                "merged": len(sheet.merged_cell_ranges or []),
            }
        )
    return {"sheets": sheets}


def main() -> int:
    """Read the workbook named on the command line and print it."""
    path, most_cells, most_memory = sys.argv[1:4]
    _bound_memory(int(most_memory))
    try:
        answer = _read(path, int(most_cells))
    except Exception:
        # Whatever a broken workbook makes the reader say, the answer is the same.
        answer = {"error": "damaged"}
    json.dump(answer, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
