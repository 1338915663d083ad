"""The command line's frame: options, exit codes, one JSON object, lines."""

import io
import json

import pytest

from seminar_tui.cli.context import Context, Options
from seminar_tui.cli.lines import run_lines
from seminar_tui.cli.main import main


def ask(*words: str) -> tuple[int, dict]:
    out = io.StringIO()
    code = main([*words, "--json"], out)
    lines = out.getvalue().splitlines()
    assert len(lines) == 1, "exactly one JSON object"
    return code, json.loads(lines[0])


@pytest.fixture
def db(tmp_path):
    path = str(tmp_path / "day.db")
    assert ask("new", "--db", path, "--title", "Midtvejs", "--date", "2018-11-14")[0] == 0
    return path


def test_new_answers_with_the_whole_plan_of_times(tmp_path):
    code, said = ask(
        "--db", str(tmp_path / "x.db"), "new", "--title", "Dag", "--date", "2018-11-14"
    )
    assert (code, said["ok"], said["result"], said["slack_minutes"]) == (0, True, "created", 10)
    assert said["rounds"][1] == {
        "round": 2,
        "starts": "2018-11-14T10:35:00+01:00",
        "talk_ends": "2018-11-14T10:50:00+01:00",
        "ends": "2018-11-14T11:00:00+01:00",
    }


def test_rounds_that_do_not_fit_are_refused_and_nothing_is_made(db):
    code, said = ask("--db", db, "new", "--title", "X", "--date", "2018-11-14", "--talk", "25")
    assert (code, said["ok"], said["result"]) == (1, False, "does_not_fit")
    assert said["message"]
    assert len(ask("--db", db, "days")[1]["days"]) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["new", "--title", "X"], "usage"),
        (["new", "--title", "X", "--date", "2018-02-30"], "no_such_time"),
        (["new", "--title", " ", "--date", "2018-02-03"], "title_missing"),
        (["new", "--title", "X", "--date", "2018-02-03", "--capacity", "0"], "out_of_range"),
        (["nonsense"], "no_such_command"),
        (["stands", "--day", "77"], "day_unknown"),
        (["stands", "--nonsense"], "usage"),
        (["--nonsense", "stands"], "usage"),
        (["edit-stand", "99", "--theme", "x"], "stand_unknown"),
    ],
)
def test_bad_input_is_an_error_with_a_sentence(db, words, code):
    status, said = ask("--db", db, *words)
    assert (status, said["ok"], said["error"]["code"]) == (2, False, code)
    assert said["error"]["message"] != f"error.{code}"


def test_options_stand_before_or_after_the_command(db):
    assert ask("--db", db, "--day", "1", "stands")[0] == 0
    assert ask("stands", "--day", "1", "--db", db)[0] == 0
    assert ask(f"--db={db}", "stands", "--day=2018-11-14")[0] == 0
    assert ask("milestone", "list", "--day", "1", "--db", db)[0] == 0


def test_what_is_due_is_noted_done_and_open_again_by_commands(db):
    assert (
        ask("--db", db, "milestone", "add", "2018-09-06", "Notat", "sendt")[1]["result"] == "added"
    )
    for word, done in (("done", True), ("reopen", False)):
        said = ask("milestone", word, "1", "--db", db)[1]
        (one,) = said["milestones"]
        assert (one["title"], one["done_on"] is not None) == ("Notat sendt", done)


def test_a_missing_file_is_not_made_by_a_command_that_reads(tmp_path):
    path = tmp_path / "no.db"
    status, said = ask("--db", str(path), "stands")
    assert (status, said["error"]["code"]) == (3, "missing")
    assert not path.exists()


def test_english_when_asked(db, capsys):
    assert main(["--db", db, "--lang", "en", "edit-stand", "9"]) == 2
    assert "There is no stand" in capsys.readouterr().err


def test_run_answers_every_line_in_order_and_a_bad_one_does_not_end_it(db):
    out = io.StringIO()
    lines = io.StringIO('days\n\n# a comment\nnonsense\nnew "open\ndoor\ndays\n')
    context = Context(Options(db, None, "da", json=True))
    run_lines(context, lines, out)
    context.close()
    said = [json.loads(line) for line in out.getvalue().splitlines()]
    codes = [one.get("result") or one["error"]["code"] for one in said]
    assert codes == ["days", "no_such_command", "quotes_open", "not_in_run", "days"]


def test_run_answers_the_same_as_the_single_command(db):
    out = io.StringIO()
    context = Context(Options(db, None, "da", json=True))
    run_lines(context, io.StringIO("stands\n"), out)
    context.close()
    assert json.loads(out.getvalue()) == ask("--db", db, "stands")[1]


def test_the_overview_names_every_command(capsys):
    assert main(["--help"]) == 0
    assert "check-in" in capsys.readouterr().out


def test_a_fault_of_the_program_is_answered_without_what_it_was_about(db, monkeypatch, capsys):
    guest = "Karen Østergaard"

    def broken(*_args):
        raise RuntimeError(guest)

    monkeypatch.setattr("db.reads.stands.stands", broken)
    out = io.StringIO()
    context = Context(Options(db, None, "da", json=True))
    run_lines(context, io.StringIO("stands\ndays\n"), out)
    context.close()
    first, second = (json.loads(line) for line in out.getvalue().splitlines())
    assert (first["ok"], first["error"]["code"]) == (False, "fault")
    assert second["result"] == "days"
    assert "Karen" not in out.getvalue() + capsys.readouterr().err


def test_a_clock_that_is_no_instant_is_bad_input(db, monkeypatch):
    monkeypatch.setenv("SEMINAR_CLOCK", "rubbish")
    status, said = ask("--db", db, "days")
    assert (status, said["error"]["code"]) == (2, "clock_unclear")


def test_help_in_a_line_is_answered_in_a_line(db):
    out = io.StringIO()
    context = Context(Options(db, None, "da", json=True))
    run_lines(context, io.StringIO("stands --help\ndays\n"), out)
    context.close()
    first, second = (json.loads(line) for line in out.getvalue().splitlines())
    assert (first["result"], first["command"]) == ("help", "stands")
    assert second["result"] == "days"


def say(db: str, *lines: str) -> list[dict]:
    """Answer lines of `run`, as JSON."""
    out = io.StringIO()
    context = Context(Options(db, None, "da", json=True))
    run_lines(context, io.StringIO("".join(f"{line}\n" for line in lines)), out)
    context.close()
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_lines_global_options_are_meant_for_that_line(db, tmp_path):
    other = str(tmp_path / "other.db")
    said = say(
        db,
        "--day 77 stands",
        "stands --day 77",
        "edit-stand 9 --lang en",
        "edit-stand 9",
        f"new --title To --date 2018-11-15 --db {other}",
        f"--db {other} days",
        "days",
    )
    assert [one["error"]["code"] for one in said[:2]] == ["day_unknown", "day_unknown"]
    assert [one["error"]["message"][:6] for one in said[2:4]] == ["There ", "Der er"]
    assert [[day["title"] for day in one["days"]] for one in said[5:]] == [["To"], ["Midtvejs"]]


def test_every_line_finds_its_day_anew(db):
    said = say(db, "stands", "new --title To --date 2018-11-15", "stands", "stands --day 2")
    assert [one.get("result") or one["error"]["code"] for one in said] == [
        "stands",
        "created",
        "day_unclear",
        "stands",
    ]


def test_run_makes_no_file_until_a_line_that_may(tmp_path):
    path = tmp_path / "none.db"
    (said,) = say(str(path), "days")
    assert (said["error"]["code"], path.exists()) == ("missing", False)
    said = say(str(path), "stands", "new --title A --date 2018-11-14", "stands")
    assert [one["ok"] for one in said] == [False, True, True]


def test_a_line_as_json_where_the_session_is_plain(db):
    out = io.StringIO()
    context = Context(Options(db, None, "da", json=False))
    run_lines(context, io.StringIO("days\r\ndays --json\r\n--version"), out)
    context.close()
    plain, as_json, version = out.getvalue().splitlines()
    assert plain == "1  2018-11-14  Midtvejs"
    assert json.loads(as_json)["result"] == "days"
    assert version.startswith("seminar ")


@pytest.mark.parametrize(
    ("words", "result"),
    [(["--version"], "version"), (["--help"], "help"), (["find", "-h"], "help")],
)
def test_what_the_program_says_of_itself_is_json_too(words, result):
    code, said = ask(*words)
    assert (code, said["ok"], said["result"]) == (0, True, result)
    assert ask("--json", *words)[1] == said


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["new", "--date", "x"], "der mangler --title"),
        (["stands", "extra"], "extra hører ikke til her"),
        (["new", "--title"], "--title skal have en værdi"),
        (["--db"], "--db skal have en værdi"),
        (["--lang", "fr", "days"], "»fr« er ikke en af mulighederne: da, en"),
        (["timer", "1", "nix"], "»nix« er ikke en af mulighederne: show, start, pause"),
        (["new", "--rounds", "x"], "--rounds skal være et tal, ikke »x«"),
        (["--js", "days"], "--js hører ikke til her"),
        (["walk-in", "--name", "x", "--check-in=1"], "--check-in tager ingen værdi"),
    ],
)
def test_what_is_wrong_with_the_words_is_said_in_the_readers_language(words, told, capsys):
    status, said = ask(*words)
    assert (status, said["error"]["code"]) == (2, "usage")
    assert told in said["error"]["message"]
    assert said["error"]["hint"].startswith("Brug: seminar")
    assert capsys.readouterr() == ("", "")


def test_a_command_nearly_right_is_guessed_at():
    assert "check-in" in ask("chekin")[1]["error"]["hint"]
    assert "Mener du" not in ask("zzz")[1]["error"]["hint"]


def test_a_hint_with_nothing_to_suggest_suggests_nothing(db):
    hint = ask("--db", db, "walk-in", "--name", "A B", "--municipality", "Atlantis")[1]["error"]
    assert hint["hint"] == "En organisation skrives med sit fulde navn."


@pytest.mark.parametrize(
    ("command", "word", "means"),
    [
        ("report", "OUT.pdf", "fil at skrive til"),
        ("event", "--out CODE", "badgekode på den, der ikke længere holder oplæg"),
        ("import", "{participants,stands}", "hvad listen er over"),
        ("wish", "STAND", "ønskede stande, den bedste først"),
        ("check-in", "CODE", "badgekode"),
    ],
)
def test_help_says_of_a_word_what_it_means_to_that_command(command, word, means):
    out = io.StringIO()
    assert main([command, "--help"], out) == 0
    shown = " ".join(out.getvalue().partition("ord:")[2].split())
    assert means in shown.partition(word)[2]
