"""The demo day asked for on the front page lives apart from the file that is open."""

from __future__ import annotations

import io
from contextlib import contextmanager
from types import SimpleNamespace

from seminar_tui.cli import demo, screens
from seminar_tui.cli.main import main


def test_the_demo_day_asked_for_at_home_leaves_the_open_file_alone(tmp_path, monkeypatch):
    path = tmp_path / "my.db"
    path.write_bytes(b"")
    asked = []

    @contextmanager
    def practice(_size, _seed, _speed, file):
        asked.append(file)
        yield SimpleNamespace(runtime=lambda _clock: None)

    monkeypatch.setattr("seminar_tui.demo.practice.Practice", practice)
    monkeypatch.setattr(screens, "open_screen", lambda *_words: "demo")
    monkeypatch.setattr(demo, "need_terminal", lambda _context: None)
    monkeypatch.setattr(demo, "show", lambda *_words: None)
    assert main(["--db", str(path), "home"], io.StringIO()) == 0
    assert asked == [None]
