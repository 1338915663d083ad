"""The processor time of screens with running clocks, beside a trivial app in the same run.

`python -m tests.bench.bench_stand_cpu [seconds] [stands]` starts, each on a terminal of its
own and all at once, a trivial Textual app, one stand's screen and the organiser's board with
every stand's clock running, lets them settle, and prints the CPU seconds each took per
minute and what part of a core that is. It fails where that is more than they are held to.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from tests.bench.bench_door_screen import TRIVIAL, Terminal

SETTLE_S = 15.0
"""Seconds before measuring: starting up and the terminals' first paint are another matter."""
STAND_AT_MOST = 0.01
BOARD_AT_MOST = 0.04
"""Parts of a core; the board's holds for 50 stands."""


def make_db(folder: Path, stands: int) -> Path:
    """Make a day with so many stands and start every clock: half of them in each round."""
    db = folder / "day.db"
    run("demo", "--make", str(db), "--size", str(stands))
    for number in ("1", "2"):
        run("--db", str(db), "timer", "all", "start", "--round", number)
    return db


def run(*words: str) -> None:
    """Run a command to its end."""
    subprocess.run([sys.executable, "-m", "seminar_tui", *words], check=True, capture_output=True)


def cpu_s(pid: int) -> float:
    """Return the processor seconds a process has used, its threads together."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(terminals: dict[str, Terminal], seconds: float) -> dict[str, float]:
    """Return the part of a core each took, while all are read from in turns."""
    before = {name: cpu_s(terminal.pid) for name, terminal in terminals.items()}
    began = perf_counter()
    drain(terminals, seconds)
    took = perf_counter() - began
    return {name: (cpu_s(one.pid) - before[name]) / took for name, one in terminals.items()}


def drain(terminals: dict[str, Terminal], seconds: float) -> None:
    """Read what comes from all of them for so long."""
    ends = perf_counter() + seconds
    while perf_counter() < ends:
        for terminal in terminals.values():
            terminal.drain(0.2)


def main(seconds: float = 60.0, stands: int = 50) -> int:
    """Print the figures; return 1 where one is above what it is held to."""
    with tempfile.TemporaryDirectory() as name:
        db = str(make_db(Path(name), stands))
        ours = ("-m", "seminar_tui", "--db", db)
        terminals = {
            "trivial": Terminal("-c", TRIVIAL),
            "stand": Terminal(*ours, "stand", "1", env={"SEMINAR_STATION": "stand"}),
            f"board of {stands}": Terminal(*ours, "organise", env={"SEMINAR_STATION": "board"}),
        }
        held_to = dict(zip(terminals, (1.0, STAND_AT_MOST, BOARD_AT_MOST), strict=True))
        try:
            drain(terminals, SETTLE_S)
            print(f"load {os.getloadavg()[0]:.1f}")
            parts = measure(terminals, seconds)
            for name, part in parts.items():
                print(f"{name:<12} {part * 60:5.2f} CPU s a minute  {part:6.2%} of a core")
        finally:
            for terminal in terminals.values():
                terminal.close()
    return int(any(part > held_to[name] for name, part in parts.items()))


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:2]), *map(int, sys.argv[2:3])))
