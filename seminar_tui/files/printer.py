"""The desk's printer: a command of the organiser's that is given a file."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from seminar_tui.rules.refusal import BadInput

SECONDS = 20
"""A spooler answers at once; one that does not is out of paper or off."""


def has_printer() -> bool:
    """Tell whether a command to print with is set."""
    return bool(os.environ.get("SEMINAR_PRINT", "").strip())


def send_to_printer(path: Path) -> None:
    """Run the command with the file's path behind it. Raises BadInput: printer_failed."""
    try:
        command = shlex.split(os.environ["SEMINAR_PRINT"])
        done = subprocess.run(
            [*command, str(path.resolve())],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise BadInput("printer_failed", path=str(path)) from error
    if done.returncode != 0:
        raise BadInput("printer_failed", path=str(path))
