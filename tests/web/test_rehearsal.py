"""What was rehearsed is not compiled again by whoever opens a day after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.sql.compiler import SQLCompiler

from db import engine
from db.schema import open_store
from db.vocabulary import EntryKind
from seminar_tui.clock import FrozenClock
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.door_view import read_board, read_directory
from seminar_tui.day.entries import NewEntry, add_entry
from seminar_tui.day.leaving import check_out
from seminar_tui.day.stand_view import read_stand
from seminar_tui.day.station import Station, take_station
from seminar_tui.day.status import floor
from seminar_tui.day.timing import press
from seminar_tui.day.visits import visit
from seminar_tui.rules.timer_table import Command, Request
from seminar_tui.web.rehearsal import rehearse
from tests.day.at_a_stand import guests


@pytest.fixture
def nothing_kept() -> Iterator[None]:
    engine._KEPT.clear()
    yield
    engine._KEPT.clear()


def test_no_first_of_a_kind_is_slow(
    station: Station, clock: FrozenClock, nothing_kept: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = guests(station)[0].code
    rehearse()
    compiled: list[str] = []
    make = SQLCompiler.__init__

    def counted(
        self: SQLCompiler, dialect: object, statement: object, *rest: object, **more: object
    ) -> None:
        compiled.append(str(statement))
        make(self, dialect, statement, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(SQLCompiler, "__init__", counted)
    store = open_store(station.store.location)
    now = clock.now()
    browser = take_station(store, "A tablet", now, station.day_id)
    check_in(browser, now, code)
    check_out(browser, now, code)
    check_in(browser, now, code)
    visit(browser, now, code, "2", force="...")
    add_entry(browser, now, "3", NewEntry(EntryKind.COMMENT, "Ja"))
    press(browser, now, "3", Request(Command.START))
    read_stand(browser, now, "3")
    read_directory(browser, read_directory(browser, None))
    read_board(browser, now)
    floor(browser, now)
    store.close()
    assert compiled == []
