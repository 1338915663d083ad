"""The program's own log: what it did and what went wrong, never about whom.

Lines hold words of the program: names of commands, codes of trouble, types of faults and
the places in the source they came from. What people are called, wrote or scanned is in no
line. `SEMINAR_LOG` names another file, or `off`.
"""

from __future__ import annotations

import logging
import os
import platform
from collections.abc import Mapping
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import extract_tb

LARGEST = 1_000_000
"""Bytes of a log file; then it is set aside."""
KEPT = 3
"""Files that were set aside and are kept."""
SETTING = "SEMINAR_LOG"
OFF = "off"
_LOG = logging.getLogger("seminar")


class _SharedFile(RotatingFileHandler):
    """A file that many processes write: who finds it set aside already opens the new one."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Go on without the line: a full disk is told by what the user does."""

    def doRollover(self) -> None:
        """Set the file aside, unless another process has."""
        ours = os.fstat(self.stream.fileno()) if self.stream else None
        try:
            there = os.stat(self.baseFilename)
        except OSError:
            there = None
        if ours and there and (ours.st_ino, ours.st_dev) != (there.st_ino, there.st_dev):
            if self.stream is not None:
                self.stream.close()
            self.stream = self._open()
            return
        super().doRollover()


def log_path(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return where the log is written; None where it is turned off."""
    named = environ.get(SETTING, "").strip()
    if named.lower() == OFF:
        return None
    if named:
        return Path(named).expanduser()
    from platformdirs import user_log_path

    return user_log_path("seminar", appauthor=False) / "seminar.log"


def open_log(command: str, *, debug: bool = False, environ: Mapping[str, str] = os.environ) -> None:
    """Begin to write the log for a command; `debug` writes the small steps too.

    A log that cannot be written holds nothing up: the day matters more.
    """
    close_log()
    path = log_path(environ)
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = _SharedFile(path, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
    except OSError:
        return
    line = "%(asctime)s %(process)d %(levelname)s %(message)s"
    handler.setFormatter(logging.Formatter(line, "%Y-%m-%dT%H:%M:%S%z"))
    _LOG.addHandler(handler)
    _LOG.propagate = False
    _LOG.setLevel(logging.DEBUG if debug else logging.INFO)
    from seminar_tui import __version__

    note("started", command=command, version=__version__, python=platform.python_version())


def close_log() -> None:
    """Write no more."""
    for handler in list(_LOG.handlers):
        _LOG.removeHandler(handler)
        handler.close()


def note(event: str, **facts: int | str) -> None:
    """Log that something happened. Facts are codes and numbers, never people's text."""
    _LOG.info(_line(event, facts))


def note_step(event: str, **facts: int | str) -> None:
    """Log a small step, where `--debug` asks for them."""
    if _LOG.isEnabledFor(logging.DEBUG):
        _LOG.debug(_line(event, facts))


def note_trouble(code: str) -> None:
    """Log trouble with the store by its code."""
    _LOG.warning(_line("trouble", {"code": code}))


def note_fault(fault: BaseException) -> None:
    """Log a fault of the program: its type and where it came from, not what it says."""
    _LOG.error(_line("fault", {"kind": type(fault).__name__}))
    for place in places(fault):
        _LOG.error("  %s", place)


def places(fault: BaseException) -> list[str]:
    """Return the places in the source a fault came through, outermost first, without values."""
    return [
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(fault.__traceback__)
    ]


def _line(event: str, facts: Mapping[str, int | str]) -> str:
    return " ".join([event, *(f"{name}={value}" for name, value in facts.items())])
