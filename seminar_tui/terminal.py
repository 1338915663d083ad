"""What this terminal is called."""

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
