"""Paper and files from the command line: what is written, what is refused, what is logged."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pypdf
import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import func, select
from sqlmodel import col

from db.engine import connect
from db.models import Action, Badge
from seminar_tui.cli.main import main
from seminar_tui.files.lists import read_list
from seminar_tui.rules.records import ListKind
from tests.floor_day import make_floor

DOCUMENTS = (
    "badges",
    "programme",
    "signs",
    "posters",
    "letters",
    "lists",
    "slips",
    "tents",
    "command-sheet",
    "report",
)


@pytest.fixture(params=[False, True], ids=["plain", "hostile"])
def db(request, tmp_path, monkeypatch):
    monkeypatch.setenv("SEMINAR_CLOCK", "2018-11-14T10:20:00+01:00")
    store, _ = make_floor(tmp_path / "day.db", stands=6, hostile=request.param)
    store.close()
    return str(tmp_path / "day.db")


def ask(db: str, *words: str) -> tuple[int, dict]:
    out = io.StringIO()
    code = main(["--db", db, "--json", *words], out)
    return code, json.loads(out.getvalue())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_document_is_written_whole(db, tmp_path, name):
    out = tmp_path / "ud æ.pdf"
    code, said = ask(db, name, str(out))
    assert (code, said["ok"], said["result"]) == (0, True, "written")
    assert said["written"] == str(out)
    assert said["bytes"] == out.stat().st_size
    assert said["pages"] == len(pypdf.PdfReader(out).pages)
    assert {path.name for path in tmp_path.iterdir() if path.suffix == ".pdf"} == {out.name}


def test_printing_badges_is_one_line_of_the_log_and_marks_them(db, tmp_path):
    said = ask(db, "badges", str(tmp_path / "a.pdf"))[1]
    with connect(db).reading() as connection:
        marked = connection.execute(
            select(func.count()).where(col(Badge.printed_at).is_not(None))
        ).scalar()
        logged = connection.execute(
            select(col(Action.result)).where(col(Action.kind) == "print_badges")
        ).all()
        code = connection.execute(select(col(Badge.code))).scalars().first()
    assert marked == said["badges"] > 0
    assert [row.result for row in logged] == ["printed"]
    assert ask(db, "badges", "--new", str(tmp_path / "b.pdf"))[1]["badges"] == 0
    assert ask(db, "badges", str(tmp_path / "c.pdf"), "--only", code)[1]["badges"] == 1
    code, said = ask(db, "badges", str(tmp_path / "d.pdf"), "--only", "P000000000")
    assert (code, said["error"]["code"]) == (2, "code_unknown")


def test_badges_that_could_not_be_written_are_not_marked(db, tmp_path):
    code, said = ask(db, "badges", str(tmp_path / "nowhere" / "a.pdf"))
    assert (code, said["error"]["code"]) == (2, "output_no_folder")
    assert said["error"]["message"]
    with connect(db).reading() as connection:
        assert not connection.execute(
            select(func.count()).where(col(Badge.printed_at).is_not(None))
        ).scalar()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["badges", "OUT", "--stock", "A99"], "no_such_stock"),
        (["badges", "OUT", "--skip", "-1"], "out_of_range"),
        (["badges", "OUT", "--boxes", "0"], "out_of_range"),
        (["signs", "OUT", "--templates", "/nowhere"], "look_no_folder"),
        (["export", "people", "OUT"], "no_such_format"),
        (["export", "nonsense", "OUT"], "usage"),
        (["qr", "P000000000"], "code_damaged"),
        (["qr", "hello"], "code_damaged"),
    ],
)
def test_bad_input_is_told_and_leaves_no_file(db, tmp_path, words, code):
    out = tmp_path / "out.pdf"
    exit_code, said = ask(db, *(str(out) if word == "OUT" else word for word in words))
    assert (exit_code, said["error"]["code"]) == (2, code)
    assert not said["error"]["message"].startswith("error.")
    assert not out.exists()


def test_qr_in_the_terminal_and_as_a_picture(db, tmp_path, capsys):
    out = tmp_path / "q.png"
    code, said = ask(db, "qr", "p4vr8femsk", "--png", str(out))
    assert (code, said["result"], said["bytes"]) == (0, "written", out.stat().st_size)
    assert zxingcpp.read_barcodes(Image.open(out))[0].text == "P4VR8FEMSK"
    shown = io.StringIO()
    assert main(["--db", db, "qr", "P4VR8FEMSK"], shown) == 0
    assert "█▀" in shown.getvalue()
    assert "P4VR8FEMSK" in shown.getvalue()


def test_the_report_as_a_web_page(db, tmp_path):
    out = tmp_path / "r.html"
    code, said = ask(db, "report", str(out))
    assert (code, said["bytes"]) == (0, out.stat().st_size)
    page = out.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert "\x1b" not in page


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "md"])
@pytest.mark.parametrize(
    "what",
    [
        "people",
        "arrivals",
        "plan",
        "visits",
        "timing",
        "entries",
        "stands",
        "follow-ups",
        "everything",
    ],
)
def test_each_table_is_exported_in_each_form(db, tmp_path, what, ending):
    out = tmp_path / f"out.{ending}"
    code, said = ask(db, "export", what, str(out))
    assert (code, said["result"]) == (0, "written")
    content = out.read_bytes()
    if ending != "xlsx":
        assert b"\x1b" not in content
        assert b"export." not in content
    if ending == "json":
        assert sum(len(rows) for rows in json.loads(content).values()) == said["rows"]
    if ending == "xlsx":
        book = openpyxl.load_workbook(out)
        assert sum(max(0, sheet.max_row - 1) for sheet in book) == said["rows"]
    if ending == "csv" and what != "everything":
        text = content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
        assert len(rows) - 1 == said["rows"]
        assert not any(cell[:1] in ("=", "+", "@") for row in rows for cell in row)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_exported_lists_are_read_again_as_lists(db, tmp_path, ending, language):
    for what, kind, fields in (
        ("people", ListKind.PARTICIPANTS, {"name", "email", "municipality", "role", "presents"}),
        ("stands", ListKind.STANDS, {"number", "municipality", "theme", "question", "place"}),
    ):
        out = tmp_path / f"{what}.{ending}"
        said = ask(db, "export", what, str(out), "--lang", language)[1]
        read = read_list(out, kind)
        assert read.raw is not None
        assert len(read.raw.rows) == said["rows"]
        assert fields <= set(read.raw.columns)


def test_letters_are_a_row_a_municipality_for_mail_merge(db, tmp_path):
    out = tmp_path / "breve.csv"
    code, said = ask(db, "letters", str(out))
    assert (code, said["result"], said["rows"], said["bytes"]) == (0, "written", 6, len_of(out))
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig")), delimiter=";"))
    assert [row["Stand"] for row in rows] == [str(number) for number in range(1, 7)]
    assert {"Kommune", "Runde", "Sted", "Tidspunkt", "Mangler", "Kontakt"} <= set(rows[0])
    assert all(row["Kommune"].endswith("Kommune") for row in rows)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(tuple("=+-@"))]


def test_letters_as_markdown_say_what_the_printed_ones_say(db, tmp_path):
    out = tmp_path / "breve.md"
    code, said = ask(db, "letters", str(out))
    assert (code, said["rows"]) == (0, 6)
    letters = out.read_text("utf-8").split("\n\n---\n\n")
    assert len(letters) == 6
    assert all(letter.startswith("# Jeres stand: nr. ") for letter in letters)
    assert all("Sådan foregår det" in letter for letter in letters)
    assert "\x1b" not in out.read_text("utf-8")


def len_of(path):
    return path.stat().st_size


@pytest.mark.parametrize("words", [["letters", "b.csv"], ["qr", "P4VR8FEMSK", "--png", "q.png"]])
def test_what_is_no_document_is_noted_for_a_purge_too(db, tmp_path, words):
    from db.reads.purging import files_written
    from db.schema import open_store

    out = tmp_path / words[-1]
    assert ask(db, *words[:-1], str(out))[0] == 0
    store = open_store(db)
    with store.reading() as connection:
        assert str(out.resolve()) in files_written(connection, 1)
    store.close()


def test_a_code_is_drawn_where_there_is_no_day(tmp_path):
    out = tmp_path / "q.png"
    assert ask(str(tmp_path / "none.db"), "qr", "P4VR8FEMSK", "--png", str(out))[0] == 0
    assert out.exists()
    assert not (tmp_path / "none.db").exists()
