"""What this terminal is called, and whether another on this machine is still there."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping

from seminar_tui.text import clean


def station_name(environ: Mapping[str, str] = os.environ) -> str:
    """Return this terminal's name: `SEMINAR_STATION`, else host name and terminal."""
    named = clean(environ.get("SEMINAR_STATION", ""), 60)
    if named:
        return named
    host = clean(socket.gethostname(), 40)
    try:
        return f"{host} {os.ttyname(0).removeprefix('/dev/')}"
    except (OSError, AttributeError):
        return host


def is_running(process: str) -> bool:
    """Return whether a process of this machine is alive; where it cannot be told, False."""
    if os.name != "posix" or not process.isdecimal():
        return False
    try:
        os.kill(int(process), 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True
