"""`seminar close` and `reopen`: a folder with everything, a copy that opens, and what goes when."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from seminar_tui.cli.main import main
from tests.floor_day import make_floor


def ask(*words: str) -> tuple[int, dict[str, Any]]:
    out = io.StringIO()
    code = main([*words, "--json"], out)
    return code, json.loads(out.getvalue())


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("SEMINAR_CLOCK", "2018-11-14T12:00:00+01:00")
    store, _station = make_floor(tmp_path / "day.db", stands=4)
    store.close()
    return str(tmp_path / "day.db")


def test_closing_writes_everything_and_says_what_will_be_purged(db: str, tmp_path: Path) -> None:
    folder = tmp_path / "efter" / "dagen"
    code, said = ask("--db", db, "close", str(folder), "--purge-on", "2018-12-24")
    assert (code, said["result"], said["purge_on"]) == (0, "closed", "2018-12-24")
    kinds = {one["what"] for one in said["files"]}
    assert kinds == {"report", "yield", "everything", "backup"}
    for one in said["files"]:
        assert Path(one["file"]).stat().st_size == one["bytes"]
    assert said["would_purge"]["people"] == 24
    assert {one["file"] for one in said["files"]} == set(said["would_purge"]["files"])
    assert said["stopped"] == [{"round": 1, "stands": [1, 2]}]
    assert ask("--db", said["backup"], "status")[1]["registered"] == 24


def test_a_purge_takes_what_closing_wrote(db: str, tmp_path: Path) -> None:
    ask("--db", db, "close", str(tmp_path / "efter"))
    assert ask("--db", db, "purge", "--yes")[0] == 0
    assert list((tmp_path / "efter").iterdir()) == []


def test_closing_again_is_refused_until_the_day_is_opened(db: str, tmp_path: Path) -> None:
    folder = str(tmp_path / "efter")
    assert ask("--db", db, "close", folder)[0] == 0
    code, said = ask("--db", db, "close", folder)
    assert (code, said["result"]) == (1, "already_closed")
    assert ask("--db", db, "reopen")[1]["result"] == "reopened"
    assert ask("--db", db, "close", folder)[1]["result"] == "closed"
    assert len(list((tmp_path / "efter").glob("sikkerhedskopi-*.db"))) == 2


def test_a_folder_that_cannot_be_leaves_the_day_open(db: str, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("x")
    code, said = ask("--db", db, "close", str(tmp_path / "fil"))
    assert (code, said["error"]["code"]) == (2, "output_no_folder")
    assert ask("--db", db, "reopen")[1]["result"] == "not_closed"
