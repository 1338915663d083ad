"""A real sshd on loopback with forced commands, as docs/ssh.md says to set it up.

The server has its own keys, port and configuration and is ended by its process id.
"""

from __future__ import annotations

import getpass
import json
import os
import pty
import re
import select
import shlex
import shutil
import signal
import socket
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path

import pytest

from seminar_tui.demo.generator import make_world
from seminar_tui.demo.making import make_file

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "ssh.md").read_text("utf-8")
ESCAPES = re.compile(r"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b\][^\x07]*\x07|\x1b[=>()][0-9A-Z]?")


@dataclass(frozen=True, slots=True)
class Host:
    """A machine that stations reach over SSH: where it listens, what it holds."""

    port: int
    folder: Path
    db: Path

    def ssh(self, key: str, *words: str) -> list[str]:
        """Return the client's command line for a station's key."""
        options = [f"UserKnownHostsFile={self.folder / 'known'}", "StrictHostKeyChecking=no"]
        options += ["IdentitiesOnly=yes", "BatchMode=yes", "LogLevel=ERROR"]
        given = [word for option in options for word in ("-o", option)]
        who = f"{getpass.getuser()}@127.0.0.1"
        named = ["-F", "none", "-i", str(self.folder / key), "-p", str(self.port)]
        return ["ssh", *named, *given, who, *words]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _key(folder: Path, name: str) -> str:
    path = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
    return path.with_name(f"{name}.pub").read_text()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """An sshd of the test's own with a key for the door and one for stand 1."""
    sshd = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")
    assert sshd is not None, "needs openssh-server, which .ci/run installs"
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    db = tmp_path / "day.db"
    make_file(db, make_world(6))
    _key(tmp_path, "host")
    # The lines of the guide, with this test's program and file for the reader's.
    program = f"{sys.executable} -m seminar_tui"
    lines = re.findall(r"^    (restrict,pty,command=.*)$", GUIDE, re.MULTILINE)
    allowed = []
    for line in lines:
        name = line.rpartition(" ")[2]
        ours = line.replace('"seminar ', f'"env PYTHONPATH={shlex.quote(str(ROOT))} {program} ')
        ours = ours.replace("/srv/seminar/day.db", str(db)).replace("stand 12", "stand 1")
        allowed.append(ours.replace("ssh-ed25519 AAAA...", _key(tmp_path, name).rpartition(" ")[0]))
    (tmp_path / "authorized").write_text("\n".join(allowed) + "\n")
    alive = re.findall(r"^    (ClientAlive\w+ \d+)$", GUIDE, re.MULTILINE)
    assert len(alive) == 2
    port = _free_port()
    (tmp_path / "config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {tmp_path / 'host'}\n"
        f"PidFile {tmp_path / 'pid'}\nAuthorizedKeysFile {tmp_path / 'authorized'}\n"
        "PasswordAuthentication no\nKbdInteractiveAuthentication no\nUsePAM no\n"
        "StrictModes no\nPermitRootLogin forced-commands-only\n"
        + "\n".join(re.sub(r"\d+", "2", one) for one in alive)
        + "\n"
    )
    running = subprocess.Popen(
        [sshd, "-D", "-e", "-f", str(tmp_path / "config")],
        stderr=(tmp_path / "log").open("wb"),
    )
    try:
        _until(lambda: "listening" in (tmp_path / "log").read_text(), 20)
        yield Host(port, tmp_path, db)
    finally:
        running.terminate()
        running.wait(20)


def _until(true: Callable[[], bool], seconds: float) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "did not come about"
        time.sleep(0.05)


class Remote:
    """A station's terminal: the SSH client on a pseudo-terminal of its own."""

    def __init__(self, host: Host, key: str, *words: str) -> None:
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ["TERM"] = "xterm-256color"
            program, *rest = host.ssh(key, *words)
            os.execvp(program, [program, "-tt", *rest])
        ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.seen = ""

    def read(self, seconds: float) -> None:
        ends = time.monotonic() + seconds
        while (left := ends - time.monotonic()) > 0:
            if not select.select([self.fd], [], [], left)[0]:
                continue
            try:
                found = os.read(self.fd, 65536)
            except OSError:
                return
            self.seen += ESCAPES.sub("", found.decode("utf-8", "replace"))

    def until(self, sign: str, seconds: float = 60) -> None:
        ends = time.monotonic() + seconds
        while sign.lower() not in self.seen.lower():
            assert time.monotonic() < ends, f"never saw {sign!r}: {self.seen[-2000:]}"
            self.read(0.05)

    def type(self, keys: str) -> None:
        os.write(self.fd, keys.encode())

    def scan(self, code: str, arrived: int, db: Path) -> None:
        """Type a code as a scanner does, until so many have arrived; what is shown is read."""
        self.type(f"{code}\r")
        ends = time.monotonic() + 30
        while _asked(db, "status")["arrived"] != arrived:
            assert time.monotonic() < ends, self.seen[-2000:]
            self.read(0.1)

    def end(self) -> None:
        for way in (signal.SIGCONT, signal.SIGKILL):
            os.kill(self.pid, way)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def _at_work(db: Path) -> list[int]:
    """Return the processes whose command line opens this store's screens."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if str(db).encode() in words and b"seminar_tui" in words:
            found.append(int(entry.name))
    return found


def _asked(db: Path, *words: str) -> dict[str, object]:
    run = subprocess.run(
        [sys.executable, "-m", "seminar_tui", "--db", str(db), "--json", *words],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
    )
    answer: dict[str, object] = json.loads(run.stdout)
    return answer


@pytest.mark.parametrize("how", ["the client dies", "the line goes silent"])
def test_a_dropped_line_ends_the_program_and_loses_nothing(host: Host, how: str) -> None:
    codes = [person.code for person in make_world(6).people[:3]]
    remote = Remote(host, "indgang-1")
    try:
        remote.until("Scan badge")
        for number, code in enumerate(codes, start=1):
            remote.scan(code, number, host.db)
        assert len(_at_work(host.db)) >= 1
        os.kill(remote.pid, signal.SIGKILL if how == "the client dies" else signal.SIGSTOP)
        _until(lambda: not _at_work(host.db), 30)
    finally:
        remote.end()
    assert _asked(host.db, "status")["arrived"] == 3
    again = Remote(host, "indgang-1")
    try:
        again.until("Scan badge")
        again.type(f"{codes[0]}\r")
        again.until("Luk ind", 30)
    finally:
        again.end()
    _until(lambda: not _at_work(host.db), 30)


def test_a_key_opens_its_own_screen_and_no_shell(host: Host) -> None:
    """What the station's side asks for is not run, and no key leads to the organiser."""
    made = host.folder / "made"
    remote = Remote(host, "indgang-1", f"touch {made}; seminar organise")
    try:
        remote.until("Scan badge")
        remote.type("\x1bOS\x1bOR")  # F4, F3
        remote.read(2)
        remote.scan(make_world(6).people[0].code, 1, host.db)
    finally:
        remote.end()
    assert not made.exists()
    without = subprocess.run(
        [*host.ssh("indgang-1"), "sh"], input="", capture_output=True, text=True, timeout=30
    )
    # No terminal, so no screen: the forced command says so and ends.
    assert without.returncode == 2
    assert "terminal" in without.stderr


def test_a_stands_key_is_its_stands(host: Host) -> None:
    remote = Remote(host, "stand-12")
    try:
        remote.until("Gæster")
        remote.type(" ")
        _until(lambda: "running" in json.dumps(_asked(host.db, "timer", "1")), 20)
    finally:
        remote.end()
