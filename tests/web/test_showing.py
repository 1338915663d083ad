"""The process that forks the browsers' screens may show one to nobody, and is as it was after."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from seminar_tui.web import showing

SHOWN = """
import os
from textual.screen import Screen
from seminar_tui.web import workers

shown = []
refresh = Screen._refresh_layout
def seen(screen, *given, **more):
    refresh(screen, *given, **more)
    shown.append(len(screen.query("*")))
Screen._refresh_layout = seen
workers.preload()
print(max(shown, default=0) > 20, len(os.listdir("/proc/self/task")))
"""


def test_a_showing_to_nobody_leaves_no_thread_and_no_file(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SHOWN],
        env=os.environ | {"TMPDIR": str(tmp_path), "SEMINAR_BACKUPS": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    # Only a process of one thread may be forked.
    assert (done.stdout, done.stderr) == ("True 1\n", "")
    assert list(tmp_path.iterdir()) == []


def test_a_showing_that_comes_to_nothing_stops_no_server(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(showing, "TemporaryDirectory", lambda **_: (_ for _ in ()).throw(OSError))
    showing.show_to_nobody()
    assert "OSError" in caplog.text
