"""Badges: 500 and 5,000 from rows to a finished PDF, and what memory they take.

    python -m tests.bench.bench_badges

Each size runs in a process of its own. The times are set beside a floor measured in the
same run, drawing the QR codes alone with the library, so that machines can be compared.
"""

from __future__ import annotations

import subprocess
import sys
import time

LIMITS = {500: 1.0, 5000: 8.0}
MEMORY_MB = 300


def floor(count: int) -> float:
    """Return the seconds the library takes to draw so many codes, mask fixed."""
    from seminar_tui.files.qr import _drawn
    from tests.files.paper_day import guests

    codes = [guest.code for guest in guests(count)]
    begun = time.perf_counter()
    for code in codes:
        _drawn(code)
    return time.perf_counter() - begun


def measure(count: int) -> None:
    """Print what printing so many badges takes."""
    import resource

    from seminar_tui.files.paper.badges import badges
    from seminar_tui.files.paper.press import Press
    from tests.files.paper_day import NOW, guests, head

    people = guests(count)
    begun, cpu = time.perf_counter(), time.process_time()
    paper = Press(head(), NOW).pdf(badges(head(), people))
    wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    base = floor(count)
    print(
        f"{count:>5} badges  {paper.pages} pages  {len(paper.content) // 1024} KiB  "
        f"wall {wall:.2f} s (held to {LIMITS[count]:.0f})  cpu {cpu:.2f} s  "
        f"{wall / base:.1f} x drawing the codes  peak {peak} MB (held to {MEMORY_MB})"
    )


def main() -> None:
    """Measure each size in a fresh process."""
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
        return
    for count in LIMITS:
        subprocess.run([sys.executable, "-m", "tests.bench.bench_badges", str(count)], check=True)


if __name__ == "__main__":
    main()
