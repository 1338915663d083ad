"""The practice day beside the app: a process of its own that makes the day and lives it.

The app paints its first frame while the other process writes the file. That process ends
when the pipe between them closes, however the app ends, and takes its folder with it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

from db.errors import StoreError
from seminar_tui.clock import Clock
from seminar_tui.runtime import Runtime, Target
from seminar_tui.terminal import station_name

FILE = "practice.db"
LONGEST_END_S = 10.0


class Practice:
    """A made-up day that runs by itself while this is open.

    `file` is where the day is written; without one it lives in a temporary folder.
    """

    def __init__(self, size: int, seed: int, speed: float, file: Path | None = None) -> None:
        self._temporary = file is None
        self.file = file or Path(tempfile.mkdtemp(prefix="seminar-")) / FILE
        self._order = {
            "file": str(self.file),
            "size": size,
            "seed": seed,
            "speed": speed,
            "temporary": self._temporary,
        }

    def __enter__(self) -> Practice:
        """Start the other process."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "seminar_tui.demo", json.dumps(self._order)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Ctrl+C and a closing terminal are the app's to hear; the pipe tells the other.
            start_new_session=True,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the pipe and wait for the other process to go home."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(LONGEST_END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    @property
    def pid(self) -> int:
        """The other process's number."""
        return self._process.pid

    def wait_until_made(self) -> None:
        """Return when the day can be opened. Raises StoreError where it could not be made."""
        assert self._process.stdout is not None
        said = self._process.stdout.readline()
        answer: dict[str, Any] = json.loads(said) if said else {"error": "trouble"}
        if "error" in answer:
            raise StoreError(answer["error"], **answer.get("facts", {}))

    def runtime(self, clock: Clock) -> PracticeRuntime:
        """Return the threads of an app on this day."""
        return PracticeRuntime(self, clock)


class PracticeRuntime(Runtime):
    """Opens the store once the other process has made it."""

    def __init__(self, practice: Practice, clock: Clock) -> None:
        super().__init__(Target(str(practice.file), None, station_name()), clock)
        self._practice = practice

    def _open(self) -> None:
        # Loaded while the other process makes the day: both take about as long.
        import db.schema  # noqa: F401
        import seminar_tui.day.station  # noqa: F401

        self._practice.wait_until_made()
        super()._open()
