"""A list of 50,000 rows: imported, and imported again; the time and the memory it takes.

    python -m tests.bench.bench_import

The time is set beside a floor measured in the same run, parsing the file's cells alone with
the standard library, so that machines can be compared.
"""

from __future__ import annotations

import csv
import io
import json
import random
import resource
import tempfile
import time
from pathlib import Path

from seminar_tui.cli.main import main as seminar

ROWS = 50_000
LIMIT_S, MEMORY_MB = 10, 500
HOMES = ("Vejle", "Ærø", "Aarhus Kommune", "Kbh. Kommune", "Lejre", "Høje Taastrup Kommune")


def write_list(path: Path) -> None:
    """Write a list of so many made-up people."""
    drawn = random.Random(14)
    with path.open("w", encoding="utf-8-sig") as file:
        file.write("Navn;Kommune;E-mail;Titel;Rolle\n")
        for at in range(ROWS):
            home = drawn.choice(HOMES)
            file.write(f"Åse{at} Ågård{at % 977};{home};p{at}@example.dk;Lærer;konsulent\n")


def main() -> None:
    """Import the list into a new day, then the same list again."""
    with tempfile.TemporaryDirectory() as work:
        path, day = Path(work) / "list.csv", str(Path(work) / "day.db")
        write_list(path)
        begun = time.perf_counter()
        parsed = list(csv.reader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))
        floor = time.perf_counter() - begun
        del parsed
        for name in ("first", "again"):
            out = io.StringIO()
            begun, cpu = time.perf_counter(), time.process_time()
            seminar(["--db", day, "import", "participants", str(path), "--json"], out)
            wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
            new = json.loads(out.getvalue())["new"]
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(
                f"{name}: {new} new  wall {wall:.1f} s (held to {LIMIT_S})  cpu {cpu:.1f} s  "
                f"{cpu / floor:.0f} x parsing the file  peak {peak} MB (held to {MEMORY_MB})"
            )


if __name__ == "__main__":
    main()
