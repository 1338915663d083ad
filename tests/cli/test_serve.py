"""`serve` takes its port before it makes or prints anything."""

from __future__ import annotations

import errno
import io
import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from db.schema import open_store
from seminar_tui.cli.main import main
from seminar_tui.cli.serving import _listen
from seminar_tui.rules.refusal import BadInput


def raises(error: OSError) -> Callable[[int], None]:
    def refuse(_handle: int) -> None:
        raise error

    return refuse


def test_a_port_that_is_taken_makes_no_link_and_no_pin(tmp_path: Path) -> None:
    day = str(tmp_path / "day.db")
    assert main(["demo", "--make", day, "--size", "2"], io.StringIO()) == 0
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        out = io.StringIO()
        assert main(["--db", day, "--json", "serve", "--port", port], out) == 2
    (line,) = out.getvalue().splitlines()
    assert json.loads(line)["error"]["code"] == "port_taken"
    store = open_store(day)
    with store.reading() as connection:
        for table in ("link", "pin"):
            assert connection.scalar(text(f"SELECT count(*) FROM {table}")) == 0
    store.close()


@pytest.mark.parametrize("wrong", ["no room", "no folder", "own templates"])
def test_a_sheet_that_cannot_be_printed_loses_no_pin_and_leaves_the_older_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    day, sheet = str(tmp_path / "day.db"), tmp_path / "links.pdf"
    assert main(["demo", "--make", day, "--size", "2"], io.StringIO()) == 0
    sheet.write_bytes(b"%PDF the older one")
    if wrong == "own templates":
        (tmp_path / "look.toml").write_text("[[")
        monkeypatch.setenv("SEMINAR_TEMPLATES", str(tmp_path))
    elif wrong == "no room":
        monkeypatch.setattr(os, "fsync", raises(OSError(errno.ENOSPC, "no room")))
    out = sheet if wrong != "no folder" else tmp_path / "none" / "links.pdf"
    asked = ["--db", day, "serve", "--role", "door", "--port", "0", "--print", str(out)]
    assert main(asked, io.StringIO()) == 2
    assert sheet.read_bytes() == b"%PDF the older one"
    store = open_store(day)
    with store.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM pin")) == 0
    store.close()


def test_any_free_port_is_the_same_on_every_address() -> None:
    listening = _listen("localhost", 0)
    try:
        assert len({one.getsockname()[1] for one in listening}) == 1
    finally:
        for one in listening:
            one.close()


def test_a_host_that_is_nobodys_is_refused() -> None:
    with pytest.raises(BadInput, match="port_taken"):
        _listen("192.0.2.1", 0)
