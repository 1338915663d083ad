"""The program's log: rotated, shared by processes, and about nobody."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from seminar_tui import logfile
from seminar_tui.cli.main import main
from seminar_tui.demo.generator import make_world
from tests.floor_day import make_floor
from tests.seen import running


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "logs" / "seminar.log"
    monkeypatch.setenv("SEMINAR_LOG", str(path))
    yield path
    logfile.close_log()


def run(*words: str) -> int:
    return main(list(words), io.StringIO())


def test_a_command_leaves_lines_about_itself_and_nobody(log: Path, tmp_path: Path) -> None:
    world, day = make_world(4), str(tmp_path / "day.db")
    run("demo", "--make", day, "--size", "4")
    person = world.people[0]
    for words in (
        ("check-in", person.code),
        ("find", person.name),
        ("edit-person", person.code, "--note", "Rosalinde henter nøglen"),
        ("check-in", "P000000000"),
        ("walk-in", "--name", "Rosalinde Kvistgaard"),
        ("edit-stand", "99", "--theme", "Rosalinde"),
        ("status", "--db", str(tmp_path / "none.db")),
    ):
        run("--db", day, "--debug", *words)
    said = log.read_text()
    assert "started command=check-in" in said
    assert "ended command=find exit=0" in said
    assert "trouble code=missing" in said
    secrets = {"Rosalinde", "nøglen"}
    secrets |= {one.name for one in world.people} | {one.code for one in world.people}
    assert not [secret for secret in secrets if secret in said]


def test_a_fault_is_logged_without_what_it_says(
    log: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from seminar_tui.cli import status

    def fail(*_given: object) -> None:
        raise RuntimeError("Rosalinde Kvistgaard")

    command = status.COMMANDS[0]
    monkeypatch.setattr(status, "COMMANDS", (type(command)("status", command.configure, fail),))
    assert run("--db", str(tmp_path / "x.db"), "status") == 3
    assert "fault kind=RuntimeError" in log.read_text()
    assert "test_logfile.py" in log.read_text()
    assert "Rosalinde" not in log.read_text() + capsys.readouterr().err


async def test_a_screen_that_fails_shows_no_names(log: Path, tmp_path: Path) -> None:
    store, _station = make_floor(tmp_path / "day.db")
    store.close()
    logfile.open_log("door")
    shown: list[str] = []

    async def fail() -> None:
        async with running(tmp_path / "day.db", "door") as pilot:
            app = pilot.app
            name = "Rosalinde Kvistgaard"

            def broken() -> None:
                raise RuntimeError(name)

            app.call_later(broken)
            await pilot.pause(0.2)
            shown.extend(str(one) for one in app._exit_renderables)

    with pytest.raises(RuntimeError):
        await fail()
    assert "RuntimeError" in "".join(shown)
    _about_nobody(log, "".join(shown))


def _about_nobody(log: Path, shown: str) -> None:
    assert "Rosalinde" not in shown + log.read_text()
    assert "fault kind=RuntimeError" in log.read_text()


def test_it_is_set_aside_when_it_is_large(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logfile, "LARGEST", 2_000)
    logfile.open_log("a")
    for number in range(400):
        logfile.note("step", number=number)
    files = sorted(path.name for path in log.parent.iterdir())
    assert files == ["seminar.log", *(f"seminar.log.{n}" for n in range(1, logfile.KEPT + 1))]
    assert all(path.stat().st_size <= 2_000 for path in log.parent.iterdir())


def test_who_finds_it_set_aside_writes_to_the_new_one(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logfile, "LARGEST", 2_000)
    logfile.open_log("a")
    log.rename(log.with_suffix(".elsewhere"))
    log.write_text("another process began this\n")
    for number in range(60):
        logfile.note("step", number=number)
    assert log.read_text().startswith("another process began this\n")
    assert "number=59" in log.read_text()


def test_a_log_that_cannot_be_written_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SEMINAR_LOG", str(tmp_path / "file" / "seminar.log"))
    assert run("demo", "--make", str(tmp_path / "day.db"), "--size", "2") == 0
    assert logging.getLogger("seminar").handlers == []
