"""Several desks, each a process of its own, on one file: none lost, none doubled, no error."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

from sqlalchemy import func, select

from db.models import Action, Arrival, Presence
from tests.bench.bench_checkin import make_day

DESK = """
import sys
from db.engine import connect
from db.vocabulary import Instant
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.station import take_station
path, day, desk, *codes = sys.argv[1:]
store = connect(path)
station = take_station(store, desk, Instant(1), int(day))
sys.stdin.readline()
for number, code in enumerate(codes):
    print(check_in(station, Instant(10_000_000 + number * 10_000), code, desk=desk).result.value)
"""


def run_desks(path: Path, day_id: int, each: list[list[str]]) -> list[list[str]]:
    """Let every desk scan its codes at once and return what each was answered."""
    desks = [
        subprocess.Popen(
            [sys.executable, "-c", DESK, str(path), str(day_id), f"Desk {number}", *codes],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number, codes in enumerate(each)
    ]
    for desk in desks:
        assert desk.stdin is not None
        desk.stdin.write("go\n")
        desk.stdin.flush()
    answers = []
    for desk in desks:
        out, errors = desk.communicate(timeout=300)
        assert (desk.returncode, errors) == (0, "")
        answers.append(out.split())
    return answers


def test_a_thousand_scans_over_four_processes_are_a_thousand_arrivals(tmp_path: Path) -> None:
    store, station, codes = make_day(tmp_path / "day.db", 1000)
    answers = run_desks(tmp_path / "day.db", station.day_id, [codes[i::4] for i in range(4)])
    assert Counter(one for desk in answers for one in desk) == {"in": 1000}
    with store.reading() as connection:
        for model in (Arrival, Presence):
            assert connection.execute(select(func.count()).select_from(model)).scalar_one() == 1000
    store.close()


def test_one_code_from_eight_processes_is_let_in_once(tmp_path: Path) -> None:
    store, station, codes = make_day(tmp_path / "day.db", 20)
    answers = run_desks(tmp_path / "day.db", station.day_id, [codes] * 8)
    by_code = [Counter(column) for column in zip(*answers, strict=True)]
    assert by_code == [{"in": 1, "already": 7}] * 20
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(Arrival)).scalar_one() == 20
        attempts = connection.execute(
            select(func.count()).select_from(Action).where(Action.kind == "check_in")
        )
        assert attempts.scalar_one() == 160
    store.close()


def test_a_desk_killed_between_scan_and_answer_leaves_whole_or_nothing(tmp_path: Path) -> None:
    store, station, codes = make_day(tmp_path / "day.db", 400)
    for round_ in range(4):
        desk = subprocess.Popen(
            [sys.executable, "-c", DESK, str(tmp_path / "day.db"), "1", f"K{round_}", *codes],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert desk.stdin is not None
        assert desk.stdout is not None
        desk.stdin.write("go\n")
        desk.stdin.flush()
        for _ in range(5 + 3 * round_):
            desk.stdout.readline()
        desk.kill()
        desk.wait(timeout=30)
    with store.reading() as connection:
        arrived = set(connection.execute(select(Arrival.participant_id)).scalars())
        present = set(connection.execute(select(Presence.participant_id)).scalars())
        logged = set(
            connection.execute(select(Action.participant_id).where(Action.result == "in")).scalars()
        )
    assert station.day_id == 1
    assert arrived == present == logged
    store.close()
