"""A series against what is promised of it, printed as milliseconds and ratios.

`python -m tests.bench.bench_series`: a quota decision at the door (promised under 1 ms), the
matrix of 500 people and 12 meetings as text and on its screen (under 100 ms), and a series of
98 municipalities x 5 people: what its list and its page read when they open, against what the
organiser's screen reads of one single day of as many (about as fast). Processor time, so that
what else the machine does is left out.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from statistics import median
from time import process_time

from textual.app import App, ComposeResult

from db.engine import Store
from db.reads.days import all_days
from db.reads.people import people
from db.reads.series_list import series_list
from db.reference import municipalities, municipality_name
from db.schema import open_store
from db.vocabulary import Instant, Role, StationRole
from db.writes.series import set_member
from seminar_tui.cli.attendance import matrix_text
from seminar_tui.cli.main import main as seminar
from seminar_tui.clock import parse_instant
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.attendance import matrix
from seminar_tui.day.meetings import MeetingChange, add_meeting
from seminar_tui.day.members import Wanted, expect_delegates, write_delegates
from seminar_tui.day.seat_at_door import seat_of
from seminar_tui.day.series import SeriesSpec, find_series, new_series, set_seats, whole
from seminar_tui.day.series_report import report
from seminar_tui.day.station import Station, take_station
from seminar_tui.day.status import floor
from seminar_tui.demo.generator import make_world
from seminar_tui.rules.attendance import Matrix
from seminar_tui.rules.series import seat_rule_of
from seminar_tui.screens.series.attendance import people_shown, person_line
from seminar_tui.widgets.matrix_view import MatrixView

NOW = Instant(parse_instant("2021-01-04T09:00:00+01:00"))
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"


def ms(job: Callable[[], object], times: int) -> float:
    """Return the median milliseconds of a job."""
    took = []
    for _ in range(times):
        began = process_time()
        job()
        took.append((process_time() - began) * 1000)
    return median(took)


def make(path: Path, houses: int, each: int, meetings: int) -> tuple[Store, Station, list[int]]:
    """Write a series: so many municipalities, people of each, and meetings with all expected."""
    store = open_store(path, create=True)
    office = take_station(store, "bench", NOW, 0, role=StationRole.ORGANISER)
    new_series(office, NOW, SeriesSpec("Måling", "2021-01-01", "2022-12-31"))
    set_seats(office, NOW, None, [seat_rule_of("chief=0..1"), seat_rule_of("staff=0..4")])
    codes = list(municipalities())[:houses]
    wanted = [
        (
            Wanted(
                f"{municipality_name(code)} {LETTERS[n]}", code, "", Role.STAFF if n else Role.CHIEF
            ),
            None,
        )
        for code in codes
        for n in range(each)
    ]
    with office.act(NOW, "name_delegate") as work:
        for code in codes:
            set_member(work.connection, 1, code, {"status": "yes"})
        write_delegates(work, 1, wanted)
    days: list[int] = []
    for number in range(meetings):
        date = f"{2021 + number // 12}-{number % 12 + 1:02}-15"
        met = add_meeting(office, NOW, None, MeetingChange(title=f"Møde {number}", date=date))
        expect_delegates(office, NOW, None, str(number + 1), override="måling")
        days.append(met.meeting.day_id or 0)
    return store, office, days


async def on_screen(table: Matrix) -> float:
    """Return the median milliseconds in which the matrix is shown anew, every line of it drawn."""

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield MatrixView()

    async with Bare().run_test(size=(120, 40)) as pilot:
        view = pilot.app.query_one(MatrixView)
        columns = [str(one.number) for one in table.meetings]

        def draw() -> None:
            lines = [person_line(one) for one in people_shown(table, "everybody")]
            view.show("Deltagere", "Fra", columns, lines)
            for y in range(view.size.height):
                view.render_line(y)

        return ms(draw, 9)


def of_one_day(path: Path) -> float:
    """Return the median milliseconds that the organiser's screen reads a day of 98 stands in."""
    seminar(["demo", "--make", str(path), "--size", "98", "--seed", "1"], StringIO())
    store = open_store(path)
    now = Instant(make_world(98, 1).rounds[0].starts)
    with store.reading() as connection:
        (day,) = all_days(connection)
    station = replace(take_station(store, "bench", now, day.id), day_id=day.id)
    took = ms(lambda: floor(station, now), 15)
    store.close()
    return took


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        store, office, days = make(Path(folder) / "door.db", 98, 5, 4)
        desk = replace(office, day_id=days[0])
        with store.reading() as connection:
            guests = people(connection, days[0])
        for one in guests[::2]:
            check_in(desk, NOW, one.code)
        with desk.act(NOW, "bench") as work:
            decision = ms(lambda: seat_of(work, guests[7], override=False), 400)
        print(f"quota decision at the door     {decision:7.3f} ms   (promised < 1)")
        with store.reading() as connection:
            listed = ms(lambda: series_list(connection, "2021-03-01"), 15)
            series = ms(lambda: whole(connection, find_series(connection, None)), 15)
            page = ms(lambda: report(connection, None), 15)
        store.close()
        day = of_one_day(Path(folder) / "day.db")
        print(f"one single day, 98 stands      {day:7.2f} ms")
        print(f"the list of series             {listed:7.2f} ms   ({listed / day:.2f} x)")
        print(f"a series of 4 x 98 x 5, whole  {series:7.2f} ms   ({series / day:.2f} x)")
        print(f"its page, all findings too     {page:7.2f} ms   ({page / day:.2f} x)")
        store, office, days = make(Path(folder) / "matrix.db", 50, 10, 12)
        with store.reading() as connection:
            found = find_series(connection, None)
            read = ms(lambda: matrix(connection, [found]), 9)
            table = matrix(connection, [found])
        draw = ms(lambda: matrix_text(table), 9)
        screen = asyncio.run(on_screen(table))
        size = f"{len(table.people)} x {len(table.meetings)}"
        drawn = f"as text {draw:.1f} ms, on its screen {screen:.1f} ms"
        print(f"matrix {size}: read {read:.1f} ms, drawn {drawn}   (drawn: promised < 100)")
        store.close()


if __name__ == "__main__":
    main()
