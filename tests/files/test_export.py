from __future__ import annotations

import csv
import io
import json
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.vocabulary import Instant
from seminar_tui.files.export import Column, Table, written
from seminar_tui.rules.refusal import BadInput
from seminar_tui.text import clean_lines

NOW = Instant(1_542_186_000_000)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES = st.none() | st.booleans() | TEXTS | st.integers(-(10**9), 10**9)
ROWS = st.lists(st.tuples(VALUES, VALUES), max_size=8)
COLUMNS = (Column("a", "Første"), Column("b", "Antal", bar=True))


def one(rows) -> list[Table]:
    return [Table("people", "Deltagere", COLUMNS, tuple(rows))]


@given(ROWS)
def test_csv_holds_the_values_and_no_formula(rows):
    content = written(one(rows), ".CSV", NOW)
    assert content.startswith(b"\xef\xbb\xbfF\xc3\xb8rste;Antal\r\n")
    found = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(found) == len(rows) + 1
    for told, row in zip(found[1:], rows, strict=True):
        for cell, value in zip(told, row, strict=True):
            if isinstance(value, str):
                assert cell.removeprefix("'") == clean_lines(value).removeprefix("'")
                assert not cell.startswith(("=", "+", "-", "@", "\t"))
            else:
                assert cell == ("" if value is None else str(int(value)))


@given(ROWS)
def test_json_holds_the_values_by_name(rows):
    body = json.loads(written(one(rows), ".json", NOW))
    assert [tuple(item.values()) for item in body["people"]] == [
        tuple(clean_lines(v) if isinstance(v, str) else v for v in row) for row in rows
    ]


@given(ROWS)
def test_markdown_keeps_one_line_a_row_and_as_many_cells(rows):
    lines = written(one(rows), ".md", NOW).decode().splitlines()
    assert len(lines) == len(rows) + 2
    for line in lines[2:]:
        assert line.replace("\\\\", "").replace("\\|", "").count("|") == 3


def test_markdown_reads_nothing_in_a_cell_as_markup():
    text = written(one([("<b>*x*</b> | [y](z)", None)]), ".md", NOW).decode()
    assert "\\<b\\>\\*x\\*\\</b\\> \\| \\[y\\](z)" in text


def test_a_workbook_has_frozen_heads_filters_widths_and_bars():
    rows = [("=1+1", 3), ("Ærø 'x'", None), ("+45 12", 12), ("a\nb", True)]
    content = written(one(rows), ".xlsx", NOW)
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Deltagere"]
    assert sheet.freeze_panes == "A2"
    assert next(iter(sheet.tables.values())).autoFilter.ref == "A1:B5"
    assert [cell.value for cell in sheet["A"]] == ["Første", "'=1+1", "Ærø 'x'", "'+45 12", "a\nb"]
    assert [cell.value for cell in sheet["B"]] == ["Antal", 3, None, 12, True]
    assert all(cell.data_type != "f" for row in sheet for cell in row)
    assert sheet.column_dimensions["A"].width > 8
    assert sheet.conditional_formatting
    assert written(one(rows), ".xlsx", NOW) == content


def test_a_workbook_of_all_tables_has_a_sheet_each_whatever_their_names():
    long = "Meget lang titel / med [skråstreg] og mere end tredive tegn"
    tables = [Table(str(n), long, COLUMNS, ()) for n in range(3)]
    book = openpyxl.load_workbook(io.BytesIO(written(tables, ".xlsx", NOW)))
    assert len(set(book.sheetnames)) == 3
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert book.worksheets[0]["A1"].value == "Første"
    assert {sheet.auto_filter.ref for sheet in book} == {"A1:B1"}


def test_cells_longer_than_a_workbook_takes_are_cut_and_the_file_is_whole():
    content = written(one([("x" * 50_000, 1)]), ".xlsx", NOW)
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert len(book.active["A2"].value) == 32_000


def test_several_tables_in_one_csv_stand_under_their_titles():
    tables = [*one([("x", 1)]), Table("b", "Besøg", COLUMNS, ())]
    text = written(tables, ".csv", NOW).decode("utf-8-sig")
    assert text == "Deltagere\r\nFørste;Antal\r\nx;1\r\n\r\nBesøg\r\nFørste;Antal\r\n"


@pytest.mark.parametrize("ending", ["", ".pdf", ".xls"])
def test_another_ending_is_refused(ending):
    with pytest.raises(BadInput, match="no_such_format"):
        written(one([]), ending, NOW)
