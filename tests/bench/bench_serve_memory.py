"""What a browser's screen costs in memory: a server's processes after some seconds of a day.

    python -m tests.bench.bench_serve_memory [SECONDS] [SIZE]

Private is what a further browser adds: pages no other process has. Shared pages come from the
process they were forked from, and are there once.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from db.vocabulary import StationRole
from seminar_tui.demo.generator import make_world
from seminar_tui.demo.making import make_file
from seminar_tui.web.sessions import packet
from seminar_tui.web.workers import Screen, Worker, Zygote

PROMISED_MB = 30
EACH = 3


def main(seconds: float = 20.0, size: int = 26) -> None:
    """Print the memory of each role's screens."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "day.db"
        make_file(path, make_world(size))
        zygote = Zygote()
        try:
            told = {role: _measured(zygote, path, role, seconds) for role in StationRole}
        finally:
            zygote.close()
    print(f"{'screen':<10} {'private MB':>10} {'shared MB':>10}   promised {PROMISED_MB}")
    for role, (private, shared) in told.items():
        print(f"{role.value:<10} {private:>10.1f} {shared:>10.1f}")


def _measured(zygote: Zygote, path: Path, role: StationRole, seconds: float) -> tuple[float, float]:
    """Return the private and shared MB of a role's screen, the mean of `EACH`."""
    stand = 3 if role is StationRole.STAND else None
    running = [
        zygote.start(Screen(str(path), "1", f"web {role} #{n}", role.value, stand, "da", 120, 40))
        for n in range(EACH)
    ]
    for one in running:
        threading.Thread(target=_drain, args=(one,), daemon=True).start()
    time.sleep(seconds)
    found = [_memory(one.pid) for one in running]
    for one in running:
        os.write(one.stdin, packet(b"M", b'{"type": "quit"}'))
    time.sleep(2)
    for one in running:
        os.close(one.stdin)
    return sum(p for p, _ in found) / EACH, sum(s for _, s in found) / EACH


def _drain(worker: Worker) -> None:
    with suppress(OSError):
        while os.read(worker.stdout, 1 << 16):
            pass


def _memory(pid: int) -> tuple[float, float]:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    kb = {line.split()[0]: int(line.split()[1]) for line in lines[1:]}
    private = kb["Private_Dirty:"] + kb["Private_Clean:"]
    return private / 1024, (kb["Rss:"] - private) / 1024


if __name__ == "__main__":
    main(*(kind(word) for kind, word in zip((float, int), sys.argv[1:], strict=False)))
