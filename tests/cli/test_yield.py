"""`seminar yield`: what each stand took home, in every form, without a guest's name."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from db.engine import Store
from db.vocabulary import EntryKind, Instant
from seminar_tui.cli.main import main
from seminar_tui.day.entries import NewEntry, add_entry, tag, withdraw
from seminar_tui.day.station import Station
from seminar_tui.day.timing import press
from seminar_tui.rules.timer_table import Command, Request
from tests.floor_day import HOSTILE, at, make_floor

MINUTE = 60_000


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A day whose stand 1 was held and written down at, a minute late and a minute long."""
    monkeypatch.setenv("SEMINAR_CLOCK", "2018-11-14T12:00:00+01:00")
    store, station = make_floor(tmp_path / "day.db", stands=4)
    _hold(store, station)
    store.close()
    return str(tmp_path / "day.db")


def _hold(store: Store, station: Station) -> None:
    del store
    press(station, Instant(at("10:00")), "1", Request(Command.RESET))
    start = at("10:01")
    press(station, Instant(start), "1", Request(Command.START))
    first = _add(station, start + 5 * MINUTE, EntryKind.QUESTION, "Hvem betaler i 2019?")
    _add(station, start + 6 * MINUTE, EntryKind.COMMENT, HOSTILE)
    _add(station, start + 7 * MINUTE, EntryKind.ANSWER, "Kommunen *selv*.", first)
    gone = _add(station, start + 8 * MINUTE, EntryKind.COMMENT, "fortrudt")
    withdraw(station, Instant(start + 9 * MINUTE), gone)
    tag(station, Instant(start + 9 * MINUTE), first, ["plenary"])
    press(station, Instant(start + 16 * MINUTE), "1", Request(Command.ADVANCE))
    press(station, Instant(start + 26 * MINUTE), "1", Request(Command.FINISH))


def _add(
    station: Station, when: int, kind: EntryKind, text: str, answers: int | None = None
) -> int:
    return add_entry(station, Instant(when), "1", NewEntry(kind, text, answers=answers)).row.id


def ask(db: str, *words: str) -> tuple[int, dict[str, Any]]:
    out = io.StringIO()
    code = main(["--db", db, "--json", *words], out)
    return code, json.loads(out.getvalue())


def names(db: str) -> list[str]:
    return [person["name"] for person in ask(db, "people")[1]["people"]]


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_page_a_stand_that_meets_pdf_ua(db: str, tmp_path: Path, language: str) -> None:
    out = tmp_path / "y.pdf"
    code, said = ask(db, "yield", str(out), "--lang", language)
    assert (code, said["result"], said["stands"], said["pages"]) == (0, "written", 4, 4)
    assert said["bytes"] == out.stat().st_size
    content = out.read_bytes()
    assert b"pdfuaid:part" in content
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(out).pages]
    assert len(pages) == 4
    first = pages[0]
    for part in ("Tema 1", "Hvordan fastholder", "16:00", "10:00", "Hvem betaler", "[@click"):
        assert part in first
    assert {"da": "kl. 10.01–10.17", "en": "10:01–10:17"}[language] in first
    assert "fortrudt" not in first
    assert first.index("Hvem betaler") < first.index("Kommunen *selv*") < first.index("[@click")
    assert "yield." not in " ".join(pages)
    assert not [name for name in names(db) if name in " ".join(pages)]


def test_markdown_hangs_the_answer_under_its_question(db: str, tmp_path: Path) -> None:
    out = tmp_path / "y.md"
    code, said = ask(db, "yield", str(out), "--stand", "1")
    assert (code, said["stands"]) == (0, 1)
    page = out.read_text(encoding="utf-8")
    assert (
        "- **Spørgsmål** Hvem betaler i 2019? · til plenum\n"
        "  - **Svar** Kommunen \\*selv\\*.\n" in page
    )
    assert "- Oplæg: kl. 10.01–10.17 (16:00)\n- Dialog: kl. 10.17–10.27 (10:00)\n" in page
    assert "\\[@click=app.quit\\]" in page
    assert "\x1b" not in page
    assert not [name for name in names(db) if name in page]


def test_tables_tell_times_counts_and_words(db: str, tmp_path: Path) -> None:
    out = tmp_path / "y.json"
    assert ask(db, "yield", str(out))[0] == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    first = found["yield"][0]
    assert first["talk_began"] == "2018-11-14T10:01:00+01:00"
    assert (first["talk_s"], first["dialogue_s"]) == (960, 600)
    assert (first["questions"], first["answered"], first["comments"]) == (1, 1, 1)
    status = ask(db, "status")[1]["rounds"][0]["stands"][0]
    assert first["guests"] == status["visiting"] > 0
    assert 1 <= first["municipalities"] <= first["guests"]
    assert [row["kind"] for row in found["said"]] == ["Spørgsmål", "Svar", "Kommentar"]
    assert found["said"][1]["answers"] == found["said"][0]["id"]
    # Another stand, not ended: no end and no length is made up.
    assert found["yield"][-1]["talk_s"] is None


def test_spreadsheets_hold_the_same_rows(db: str, tmp_path: Path) -> None:
    assert ask(db, "yield", str(tmp_path / "y.xlsx"))[0] == 0
    book = openpyxl.load_workbook(tmp_path / "y.xlsx")
    assert [sheet.title for sheet in book] == ["Udbytte", "Spørgsmål og svar"]
    assert [sheet.max_row for sheet in book] == [5, 4]
    assert ask(db, "yield", str(tmp_path / "y.csv"))[0] == 0
    text = (tmp_path / "y.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert ["Udbytte"] in rows
    assert not any(cell[:1] in ("=", "+", "@") for row in rows for cell in row)


@pytest.mark.parametrize(
    ("words", "exit_code", "code"),
    [
        (["OUT.txt"], 2, "no_such_format"),
        (["OUT.md", "--stand", "99"], 2, "stand_unknown"),
        (["OUT.md", "--stand", "4"], 1, "no_yield"),
    ],
)
def test_what_cannot_be_told_is_said_and_leaves_no_file(
    db: str, tmp_path: Path, words: list[str], exit_code: int, code: str
) -> None:
    assert ask(db, "edit-stand", "4", "--cancel")[0] == 0
    out = tmp_path / words[0]
    got, said = ask(db, "yield", str(out), *words[1:])
    assert got == exit_code
    assert (said["error"]["code"] if exit_code == 2 else said["result"]) == code
    assert not out.exists()
