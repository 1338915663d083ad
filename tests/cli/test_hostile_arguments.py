"""What nobody types but somebody sends is bad input with a sentence, never a fault."""

from __future__ import annotations

import io
import json

import pytest

from seminar_tui.cli.main import main

HUGE = "9" * 20


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("hostile") / "day.db")
    assert main(["demo", "--make", path, "--size", "4"], io.StringIO()) == 0
    return path


@pytest.mark.parametrize(
    ("words", "exit_code", "wanted"),
    [
        (("place", "--seed", HUGE), 2, "out_of_range"),
        (("halves", "--seconds", "nan"), 2, "out_of_range"),
        (("halves", "--seconds", "1e400"), 2, "out_of_range"),
        (("halves", "--lock", "1=0"), 2, "out_of_range"),
        (("halves", "--lock", "1=3"), 2, "out_of_range"),
        (("halves", "--lock", f"1={HUGE}"), 2, "lock_unclear"),
        (("edit-stand", "1", "--capacity", "1" + "0" * 30), 2, "out_of_range"),
        (("timer", "1", "start", "--round", HUGE), 2, "out_of_range"),
        (("entries", "--round", HUGE), 2, "out_of_range"),
        (("new", "--title", "T", "--date", "9999-12-31"), 2, "out_of_range"),
        (("new", "--title", "T", "--date", "0001-01-01"), 2, "out_of_range"),
        (("new", "--title", "T", "--date", "2026-02-30"), 2, "no_such_time"),
        (("door-question", "remove", HUGE), 2, "no_such_question"),
        (("import", "participants", "a\0b"), 2, "missing"),
        (("backup", "a\0b"), 2, "output_name"),
        (("restore", "a\0b"), 3, "missing"),
        (("export", "people", "a\0b.csv"), 2, "output_name"),
        (("demo", "--make", "a\0b"), 3, "missing"),
        (("demo", "--make", "x.db", "--seed", HUGE), 2, "out_of_range"),
        (("demo", "--make", "x.db", "--speed", "nan"), 2, "out_of_range"),
        (("undo", "--desk", ""), 2, "desk_missing"),
        (("undo", "--desk", " "), 2, "desk_missing"),
        (("status", "--day", "9" * 5000), 2, "day_unknown"),
        (("edit-stand", "1", "--theme", "x" * 201), 2, "text_too_long"),
        (("walk-in", "--name", "x" * 121), 2, "text_too_long"),
        (("message", "all", "x" * 301), 2, "text_too_long"),
        (("door-question", "add", "x" * 201), 2, "text_too_long"),
        (("new", "--title", "x" * 201, "--date", "2026-10-14"), 2, "text_too_long"),
        (("serve", "--port", HUGE), 2, "out_of_range"),
        (("serve", "--port", "-1"), 2, "out_of_range"),
        (("status", "--db", "a\0b"), 3, "missing"),
        (("status", "--db", "foo://x"), 3, "unsupported"),
        (("demo", "--make", "/proc/x.db"), 3, "read_only"),
    ],
)
def test_it_is_told_as_json_and_as_text(
    day: str,
    words: tuple[str, ...],
    exit_code: int,
    wanted: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = [*words] if "--db" in words else ["--db", day, *words]
    out = io.StringIO()
    assert main([*asked, "--json"], out) == exit_code
    (line,) = out.getvalue().splitlines()
    assert json.loads(line)["error"]["code"] == wanted
    assert main(asked, out) == exit_code
    said = capsys.readouterr().err
    assert said.strip()
    assert len(said) < 2000, "what was given is not said back whole"
    assert "\0" not in said


@pytest.mark.parametrize("number", ["-5", "0", "3"])
def test_a_round_that_is_not_there_has_no_pin_to_let_go(day: str, number: str) -> None:
    out = io.StringIO()
    assert main(["--db", day, "people", "--json"], out) == 0
    code = json.loads(out.getvalue())["people"][0]["code"]
    out = io.StringIO()
    assert main(["--db", day, "unpin", code, "--round", number, "--json"], out) == 2
    assert json.loads(out.getvalue())["error"]["code"] == "out_of_range"
