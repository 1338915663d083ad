"""Trouble with the store's file, met by the real program: said loudly, nothing half written.

Each kind of trouble is made for real: a folder that cannot be written in, a disk that is
full, another program's lock, damaged pages, a newer program's file, nothing at all.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from seminar_tui.demo.generator import make_world
from seminar_tui.demo.making import make_file

NEW = ("new", "--title", "Midtvejsseminar", "--date", "2026-10-14")
NO_ROOM = ("full", "write_failed")
"""A full disk, or one that takes no more of this file: a quota, a limit."""
TIGHT = 200_000
"""Bytes: smaller than any store with its tables."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the program said and how it ended."""

    code: int
    body: dict[str, Any]
    stderr: str


def seminar(
    db: Path,
    *words: str,
    before: Sequence[str] = (),
    limit: Callable[[], None] | None = None,
) -> Answer:
    """Run the program in a process of its own and return its answer."""
    run = subprocess.run(
        [*before, sys.executable, "-m", "seminar_tui", "--db", str(db), "--json", *words],
        capture_output=True,
        text=True,
        timeout=60,
        preexec_fn=limit,
        env={**os.environ, "SEMINAR_LANG": "da"},
    )
    lines = run.stdout.splitlines()
    assert len(lines) == 1, (run.stdout, run.stderr)
    return Answer(run.returncode, json.loads(lines[0]), run.stderr)


def said(answer: Answer, *codes: str) -> None:
    """Check that trouble with the store was said as the contract wants it."""
    assert answer.code == 3
    assert answer.body["ok"] is False
    error = answer.body["error"]
    assert error["code"] in codes
    assert error["message"].strip()
    assert "{" not in error["message"] + error["hint"]
    assert error["hint"].strip(), "says what to do"
    assert "Traceback" not in answer.stderr


@pytest.fixture
def day(tmp_path: Path) -> Path:
    """A store with a day of six municipalities, in a folder of its own."""
    folder = tmp_path / "days"
    folder.mkdir()
    make_file(folder / "seminar.db", make_world(6))
    return folder / "seminar.db"


def as_anybody() -> list[str]:
    """Return what to run a program behind so that file permissions hold for it."""
    if os.geteuid() != 0:
        return []
    powers = "-dac_override,-dac_read_search,-fowner"
    return ["setpriv", f"--bounding-set={powers}", f"--inh-caps={powers}"]


@pytest.fixture
def closed_folder(day: Path) -> Iterator[Path]:
    """The store's file and folder, neither of which may be written."""
    day.chmod(0o444)
    day.parent.chmod(0o555)
    yield day
    day.parent.chmod(0o755)
    day.chmod(0o644)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for words in (("status",), ("people",), ("check-in", "P000000000")):
        said(seminar(tmp_path / "none.db", *words), "missing")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    answer = seminar(tmp_path / "none" / "day.db", *NEW)
    assert (answer.code, answer.body["error"]["code"]) == (3, "no_folder")
    assert str(tmp_path / "none") in answer.body["error"]["message"]


def test_a_read_only_file_in_a_read_only_folder(closed_folder: Path) -> None:
    before = closed_folder.read_bytes()
    for words in (NEW, ("status",), ("edit-stand", "1", "--theme", "Nyt")):
        answer = seminar(closed_folder, *words, before=as_anybody())
        said(answer, "read_only")
        assert str(closed_folder) in answer.body["error"]["message"]
    assert closed_folder.read_bytes() == before
    assert [path.name for path in closed_folder.parent.iterdir()] == ["seminar.db"]


def test_a_writable_file_in_a_read_only_folder(closed_folder: Path) -> None:
    """The journal could not be written beside it."""
    closed_folder.chmod(0o644)
    before = closed_folder.read_bytes()
    said(seminar(closed_folder, *NEW, before=as_anybody()), "read_only")
    assert closed_folder.read_bytes() == before


def test_a_new_store_in_a_read_only_folder(closed_folder: Path) -> None:
    new = closed_folder.parent / "new.db"
    said(seminar(new, *NEW, before=as_anybody()), "read_only")
    assert not new.exists()
    made = seminar(closed_folder, "demo", "--make", str(new), before=as_anybody())
    said(made, "read_only")
    assert [path.name for path in closed_folder.parent.iterdir()] == ["seminar.db"]


def test_a_copy_into_a_read_only_folder(closed_folder: Path, tmp_path: Path) -> None:
    open_day = shutil.copy(closed_folder, tmp_path / "open.db")
    os.chmod(open_day, 0o644)
    copy = closed_folder.parent / "copy.db"
    said(seminar(tmp_path / "open.db", "backup", str(copy), before=as_anybody()), "read_only")
    assert [path.name for path in closed_folder.parent.iterdir()] == ["seminar.db"]


def _tight() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (TIGHT, TIGHT))


def _namespaces_work() -> bool:
    unshare = shutil.which("unshare")
    if unshare is None:
        return False
    probe = [unshare, "-rm", "sh", "-c", "mount -t tmpfs -o size=100k tmpfs /mnt"]
    return subprocess.run(probe, capture_output=True).returncode == 0


def test_no_room_for_a_new_store(tmp_path: Path) -> None:
    answer = seminar(tmp_path / "new.db", *NEW, limit=_tight)
    said(answer, *NO_ROOM)
    assert list(tmp_path.iterdir()) == [], "nothing half made"
    answer = seminar(tmp_path / "x.db", "demo", "--make", str(tmp_path / "demo.db"), limit=_tight)
    said(answer, *NO_ROOM)
    assert not (tmp_path / "demo.db").exists()
    again = seminar(tmp_path / "new.db", *NEW)
    assert (again.code, again.body["result"]) == (0, "created")
    assert len(seminar(tmp_path / "new.db", "days").body["days"]) == 1


def test_no_room_for_one_more_action(day: Path) -> None:
    with closing(sqlite3.connect(day)) as connection:
        (code,) = connection.execute("SELECT code FROM badge LIMIT 1").fetchone()
        connection.execute("PRAGMA journal_mode=WAL")

    def one_page() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    said(seminar(day, "check-in", code, limit=one_page), *NO_ROOM)
    assert seminar(day, "status").body["arrived"] == 0
    assert seminar(day, "check-in", code).body["result"] == "in"
    assert seminar(day, "status").body["arrived"] == 1


def test_a_backup_onto_a_full_disk_leaves_nothing(day: Path, tmp_path: Path) -> None:
    out = tmp_path / "copies"
    out.mkdir()
    said(seminar(day, "backup", str(out / "copy.db"), limit=_tight), *NO_ROOM)
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("kilobytes", [120, 260] if _namespaces_work() else [])
def test_a_disk_that_is_really_full(tmp_path: Path, kilobytes: int) -> None:
    """The same on a small file system of its own, where the system lets a test mount one."""
    script = (
        f"mount -t tmpfs -o size={kilobytes}k tmpfs {tmp_path}\n"
        f"{sys.executable} -m seminar_tui --db {tmp_path}/new.db --json {' '.join(NEW)}\n"
        "echo exit $?\n"
    )
    run = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script], capture_output=True, text=True, timeout=60
    )
    body, code = run.stdout.splitlines()
    assert code == "exit 3", run.stderr
    assert json.loads(body)["error"]["code"] == "full"
    assert "Traceback" not in run.stderr


def test_another_program_s_lock(day: Path) -> None:
    with closing(sqlite3.connect(day, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE day SET place = 'Andetsteds'")
        answer = seminar(day, "edit-stand", "1", "--theme", "Nyt")
        said(answer, "locked")
        other.execute("ROLLBACK")
    assert seminar(day, "edit-stand", "1", "--theme", "Nyt").code == 0


@pytest.mark.parametrize("command", [("status",), ("people",), ("doctor",)])
def test_damaged_pages(day: Path, command: tuple[str, ...]) -> None:
    content = bytearray(day.read_bytes())
    content[4096 : len(content) - 4096] = b"\xa5" * (len(content) - 8192)
    day.write_bytes(bytes(content))
    answer = seminar(day, *command)
    if command == ("doctor",):
        assert answer.code == 1
        wrong = [check for check in answer.body["checks"] if check["state"] == "wrong"]
        assert [check["check"] for check in wrong] == ["store"]
        return
    said(answer, "damaged")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Navn;Kommune\nKaren;Vejle\n" * 100,
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 64,
        b"SQLite format 3\0" + b"\xff" * 8000,
    ],
    ids=["empty", "list", "picture", "header only"],
)
def test_a_file_that_is_something_else(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "seminar.db"
    path.write_bytes(content)
    answer = seminar(path, "status")
    assert answer.body["error"]["code"] in ("not_a_store", "damaged")
    said(answer, answer.body["error"]["code"])
    assert path.read_bytes() == content
    assert [found.name for found in tmp_path.iterdir()] == ["seminar.db"]


def test_a_newer_program_s_file(day: Path) -> None:
    with closing(sqlite3.connect(day)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = day.read_bytes()
    for words in (NEW, ("status",), ("check-in", "P000000000")):
        said(seminar(day, *words), "newer")
    assert day.read_bytes() == before
    assert [path.name for path in day.parent.iterdir()] == ["seminar.db"]


def test_a_folder_in_the_file_s_place(tmp_path: Path) -> None:
    said(seminar(tmp_path, "status"), "not_a_store")


def test_a_server_that_does_not_answer() -> None:
    run = subprocess.run(
        [
            *(sys.executable, "-m", "seminar_tui", "--json", "status", "--db"),
            "postgresql+psycopg://guest:hemmeligt@127.0.0.1:1/seminar",
        ],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 3
    assert json.loads(run.stdout)["error"]["code"] == "unreachable"
    assert "hemmeligt" not in run.stdout + run.stderr
