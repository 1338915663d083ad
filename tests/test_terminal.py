"""What a terminal is called, and whether another is still there."""

from __future__ import annotations

import os
import subprocess
import sys

from seminar_tui.terminal import is_running, station_name


def test_a_station_is_called_as_it_was_told() -> None:
    assert station_name({"SEMINAR_STATION": " Indgang\x1b 1 "}) == "Indgang 1"
    assert station_name({})


def test_a_process_is_there_until_it_ends() -> None:
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    assert is_running(str(os.getpid()))
    assert is_running(str(other.pid))
    other.communicate()
    assert not is_running(str(other.pid))
    for odd in ("", "-1", "x", "9" * 30):
        assert not is_running(odd)
