"""The process behind each browser's screen, forked from one that has everything loaded.

A zygote imports the program once and then forks a child a session, so that the children
share its memory pages. It is asked through a socket that carries the child's standard input
and output with the request (SCM_RIGHTS). It has no threads of its own: only a process
without threads may be forked safely.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import NoReturn

from db.errors import StoreError
from db.vocabulary import StationRole

MODES = {
    StationRole.DOOR: "door",
    StationRole.STAND: "stand",
    StationRole.ORGANISER: "organiser",
    StationRole.WALL: "wall",
}
_LARGEST = 64 * 1024
_TERMINAL = {
    "TEXTUAL_DRIVER": "seminar_tui.web.driver:BrowserDriver",
    "TEXTUAL_COLOR_SYSTEM": "truecolor",
    "TEXTUAL_FPS": "30",
    "TERM_PROGRAM": "textual",
}
"""What the terminal in the browser can do."""


_USE_CASES = (
    *("arrivals", "backups", "door_view", "drafts", "entries", "leaving", "messages"),
    *("people", "presence", "stand_view", "status", "timing", "visits"),
)
"""Modules of `day` that the screens load when they are used; before a fork they are shared."""


@dataclass(frozen=True, slots=True)
class Screen:
    """What a session's process shows. `stand` is a number; sizes are cells."""

    db: str
    day: str
    station: str
    role: str
    stand: int | None
    language: str
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Worker:
    """A running screen: its process id and the two ends of its pipes this side holds."""

    pid: int
    stdin: int
    stdout: int


class Zygote:
    """The process that forks the others. Made once by the server, ended with it."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket = ours
        self._process = subprocess.Popen(
            [sys.executable, "-m", "seminar_tui.web.workers", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            env=os.environ | _TERMINAL,
        )
        theirs.close()

    def start(self, screen: Screen) -> Worker:
        """Fork a process that shows the screen. Blocks for some milliseconds."""
        child_in, our_out = os.pipe()
        our_in, child_out = os.pipe()
        try:
            request = json.dumps(asdict(screen)).encode()
            socket.send_fds(self._socket, [request], [child_in, child_out])
            pid = int(self._socket.recv(64))
        except BaseException:
            os.close(our_out)
            os.close(our_in)
            raise
        finally:
            os.close(child_in)
            os.close(child_out)
        return Worker(pid, our_out, our_in)

    def close(self) -> None:
        """End the zygote, which holds nothing; its children end when their input closes."""
        self._socket.close()
        self._process.kill()
        self._process.wait()


def serve_forks(connection: socket.socket) -> None:
    """Fork a child for each request until the other end closes."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system reaps our children
    while True:
        request, pipes, _flags, _address = socket.recv_fds(connection, _LARGEST, 2)
        if not request:
            return
        pid = os.fork()
        if pid == 0:
            connection.close()
            _become(Screen(**json.loads(request)), *pipes)
        for pipe in pipes:
            os.close(pipe)
        connection.send(str(pid).encode())


def _become(screen: Screen, stdin: int, stdout: int) -> NoReturn:
    """Turn this forked process into the screen, and end with it."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.dup2(stdin, 0)
        os.dup2(stdout, 1)
        for pipe in (stdin, stdout):
            os.close(pipe)
        os.environ["COLUMNS"], os.environ["ROWS"] = str(screen.columns), str(screen.rows)
        code = run(screen)
    finally:
        # Not sys.exit: what the zygote registered to run at exit is not the child's to run.
        os._exit(code)


def run(screen: Screen) -> int:
    """Show a screen on this process's standard input and output until it is closed."""
    from seminar_tui.app import SCREENS, SeminarApp
    from seminar_tui.clock import clock_from
    from seminar_tui.garbage import put_off
    from seminar_tui.i18n import use_language
    from seminar_tui.logfile import open_log
    from seminar_tui.runtime import Runtime, Target

    put_off()
    open_log("screen")
    use_language(screen.language)
    role = StationRole(screen.role)
    target = Target(screen.db, screen.day, screen.station, role, stand=screen.stand)
    allowed = tuple(SCREENS) if role is StationRole.ORGANISER else (MODES[role],)
    app = SeminarApp(Runtime(target, clock_from()), MODES[role], screen.stand, allowed)
    app.run()
    return app.return_code or 0


def preload() -> None:
    """Import and do once what every screen needs, so that children share it; leave no thread."""
    import gc
    from importlib import import_module

    from rich.cells import cell_len
    from sqlalchemy.orm import configure_mappers

    from seminar_tui.app import SCREENS
    from seminar_tui.i18n import LANGUAGES, read_the_rest, use_language
    from seminar_tui.web.rehearsal import rehearse
    from seminar_tui.web.showing import show_to_nobody

    for path in SCREENS.values():
        import_module(f"seminar_tui.screens.{path.split(':')[0]}")
    for name in _USE_CASES:
        import_module(f"seminar_tui.day.{name}")
    for name in (
        "db.schema",
        "db.models",
        "db.series_models",
        "seminar_tui.web.driver",
        "textual.scrollbar",
    ):
        import_module(name)
    configure_mappers()
    cell_len("…æ")  # the table of widths is read with the first letter that is not plain
    for language in reversed(LANGUAGES):
        use_language(language)
        read_the_rest()
    # Before the rehearsal, whose compiled statements the next store takes over.
    show_to_nobody()
    with suppress(StoreError, OSError):  # without room for it the first of a kind is slower
        rehearse()
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C ends the server, which ends us
    preload()
    serve_forks(socket.socket(fileno=int(sys.argv[1])))
