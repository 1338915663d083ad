"""`demo --make`, `backup`, `restore`, `doctor` and `purge` from the command line."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from seminar_tui.cli.main import main


def ask(*words: str) -> tuple[int, dict[str, Any]]:
    out = io.StringIO()
    code = main([*words, "--json"], out)
    lines = out.getvalue().splitlines()
    assert len(lines) == 1
    return code, json.loads(lines[0])


@pytest.fixture
def day(tmp_path: Path) -> str:
    path = str(tmp_path / "day.db")
    assert ask("demo", "--make", path, "--size", "6")[0] == 0
    return path


def test_making_a_day_says_what_was_made(tmp_path: Path) -> None:
    path = tmp_path / "day.db"
    code, said = ask("demo", "--make", str(path), "--seed", "7")
    assert (code, said["ok"], said["result"]) == (0, True, "made")
    assert (said["stands"], said["people"], said["seed"]) == (26, 147, 7)
    assert said["bytes"] == path.stat().st_size
    status = ask("--db", str(path), "status")[1]
    assert status["registered"] == 147
    assert status["arrived"] == 0
    assert [len(one["stands"]) for one in status["rounds"]] == [13, 13]
    plan = ask("--db", str(path), "plan", "--check")[1]
    assert plan["result"] == "optimal"


def test_the_same_seed_makes_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one.db", "two.db"):
        ask("demo", "--make", str(tmp_path / name), "--size", "6", "--seed", "3")
        made.append(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert made[0] == made[1]


def test_a_made_day_may_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "day.db")
    ask("demo", "--make", path, "--size", "6", "--speed", "60")
    (code, _) = ask("--db", path, "people")
    assert code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["demo", "--make", "{}/new.db", "--size", "1"], "out_of_range"),
        (["demo", "--make", "{}/new.db", "--size", "99"], "out_of_range"),
        (["demo", "--make", "{}/new.db", "--size", "many"], "usage"),
        (["demo", "--make", "{}/new.db", "--speed", "0"], "out_of_range"),
        (["demo", "--make", "{}/new.db", "--speed", "1e9"], "out_of_range"),
        (["demo", "--make", "{}/new.db", "--speed", "nan"], "out_of_range"),
        (["demo", "--make", "{}/day.db"], "file_exists"),
        (["demo", "--screen", "moon"], "usage"),
        (["demo"], "with_json"),
        (["restore", "{}/day.db"], "same_file"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    day: str, words: list[str], code: str
) -> None:
    folder = Path(day).parent
    before = Path(day).read_bytes()
    filled = [word.format(folder) for word in words]
    exit_code, said = ask(*filled, "--db", day)
    assert exit_code == 2
    assert said["error"]["code"] == code
    assert said["error"]["message"]
    assert Path(day).read_bytes() == before
    assert [path.name for path in folder.iterdir()] == ["day.db"]


def test_a_screen_needs_a_terminal(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--screen", "door"], io.StringIO()) == 2
    assert "terminal" in capsys.readouterr().err


def test_a_copy_and_back(day: str, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.db")
    code, said = ask("--db", day, "backup", copy)
    assert (code, said["result"], said["bytes"]) == (0, "backed_up", Path(copy).stat().st_size)
    assert ask("--db", day, "edit-stand", "1", "--theme", "Ødelagt")[0] == 0
    code, said = ask("--db", day, "restore", copy)
    assert (code, said["result"], said["days"]) == (0, "restored", 1)
    themes = {stand["theme"] for stand in ask("--db", day, "stands")[1]["stands"]}
    assert "Ødelagt" not in themes
    kept = {stand["theme"] for stand in ask("--db", said["kept"], "stands")[1]["stands"]}
    assert "Ødelagt" in kept


def test_the_doctor_answers_and_exits_by_what_it_finds(day: str, tmp_path: Path) -> None:
    code, said = ask("--db", day, "doctor")
    assert (code, said["ok"], said["result"]) == (0, True, "fine")
    assert all(check["message"] and check["state"] != "wrong" for check in said["checks"])
    code, said = ask("--db", str(tmp_path / "none.db"), "doctor")
    assert (code, said["ok"], said["result"]) == (1, False, "wrong")


def test_a_purge_asks_first(day: str) -> None:
    people = ask("--db", day, "people")[1]["people"]
    code, said = ask("--db", day, "purge")
    assert (code, said["result"], said["people"]) == (0, "would_purge", len(people))
    assert ask("--db", day, "people")[1]["people"] == people
    code, said = ask("--db", day, "purge", "--yes")
    assert (code, said["result"], said["found"]) == (0, "purged", 0)
    assert said["searched"] >= 2 * len(people)
    content = Path(day).read_bytes()
    assert not [one for one in people if one["name"].encode() in content]
    assert not [one for one in people if one["code"].encode() in content]
    assert ask("--db", day, "status")[1]["registered"] == len(people)


def test_a_purge_takes_what_export_and_print_wrote(day: str, tmp_path: Path) -> None:
    wrote = [str(tmp_path / name) for name in ("people.csv", "signs.pdf", "report.html")]
    for words in (("export", "people", wrote[0]), ("signs", wrote[1]), ("report", wrote[2])):
        assert ask("--db", day, *words)[1]["result"] == "written"
    assert ask("--db", day, "purge")[1]["files"] == wrote
    assert ask("--db", day, "purge", "--yes")[1]["removed"] == wrote
    assert not [path for path in wrote if Path(path).exists()]


def test_what_is_due_is_purged_by_its_date(
    day: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = len(ask("--db", day, "people")[1]["people"])
    assert ask("--db", day, "purge", "--due", "--yes")[1]["result"] == "nothing_due"
    out = str(tmp_path / "closed")
    assert ask("--db", day, "close", out, "--purge-on", "2031-03-02")[1]["result"] == "closed"
    monkeypatch.setenv("SEMINAR_CLOCK", "2031-03-01T12:00:00+01:00")
    assert ask("--db", day, "purge", "--due", "--yes")[1]["days"] == []
    monkeypatch.setenv("SEMINAR_CLOCK", "2031-03-02T00:30:00+01:00")
    assert ask("--db", day, "purge", "--due")[1]["days"][0]["people"] == people
    code, said = ask("--db", day, "purge", "--due", "--yes")
    assert (code, said["result"], len(said["days"])) == (0, "purged", 1)
    assert (said["days"][0]["people"], said["days"][0]["found"]) == (people, 0)
    assert {one["name"] for one in ask("--db", day, "people")[1]["people"]} == {""}
    assert ask("--db", day, "purge", "--due", "--yes")[1]["result"] == "nothing_due"


def test_an_erasure_that_is_finished_says_which_copies_stayed(day: str) -> None:
    one = ask("--db", day, "people")[1]["people"][0]
    assert ask("--db", day, "erase-person", one["code"], "--yes")[1]["result"] == "erased"
    code, said = ask("--db", day, "erase-person", "--finish")
    assert (code, said["result"], said["removed"], said["left"]) == (0, "erased", [], [])
