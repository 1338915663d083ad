"""The workbook reader's own process: a path in, JSON out. Run by `workbooks`, never imported.

Numbers come back as people see them: 101.0 as 101, dates as ISO days.
"""

from __future__ import annotations

import datetime
import json
import re
import sys
import zipfile

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


def _hidden_rows(path: str) -> dict[int, list[int]]:
    """Return the hidden rows of an xlsx by the number of the sheet's file."""
    found: dict[int, list[int]] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                number = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
                if number:
                    rows = [int(row) for row in _HIDDEN.findall(archive.read(name))]
                    found[int(number.group(1))] = rows
    except (zipfile.BadZipFile, KeyError):
        return {}
    return found


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
    hidden_rows = _hidden_rows(path)
    sheets: list[dict[str, object]] = []
    for position, about in enumerate(book.sheets_metadata, start=1):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        if sheet.total_height * sheet.total_width > most_cells:
            return {"error": "too_many_cells"}
        rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        sheets.append(
            {
                "name": about.name,
                "rows": rows,
                "hidden": about.visible != SheetVisibleEnum.Visible,
                "hidden_rows": hidden_rows.get(position, []),
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
