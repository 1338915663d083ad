"""Closing a day and opening it again; nothing is lost and a purge is final."""

from __future__ import annotations

import pytest

from db.reads.days import day
from db.rows import DayRow
from seminar_tui.clock import FrozenClock
from seminar_tui.day.closing import close_day, reopen_day
from seminar_tui.day.keeping import purge
from seminar_tui.day.log import read_log, undo_action
from seminar_tui.day.station import Station
from seminar_tui.day.timing import press, read_clocks
from seminar_tui.day.undo import undo_last
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.timer_table import Command, Request


def stored(station: Station) -> DayRow:
    with station.look() as connection:
        return day(connection, station.day_id)


def test_a_day_is_closed_with_a_date_for_its_names_and_opened_again(any_station, clock):
    done = close_day(any_station, clock.now())
    assert done.purge_on == "2026-11-13"  # thirty days after
    assert stored(any_station).closed_at == clock.now().utc_ms
    assert not stored(any_station).purged
    reopen_day(any_station, clock.now())
    assert (stored(any_station).closed_at, stored(any_station).purge_on) == (None, None)


def test_closing_stops_the_clocks_that_still_run(station: Station, clock: FrozenClock):
    with station.look() as connection:
        first = next(one for one in read_clocks(connection, station.day_id) if one.stand.round == 1)
    press(station, clock.now(), str(first.stand.number), Request(Command.START), 1)
    assert close_day(station, clock.now()).stopped == ((1, (first.stand.number,)),)


def test_closing_and_reopening_are_both_taken_back(station: Station, clock: FrozenClock):
    close_day(station, clock.now(), "01.12.2026")
    assert undo_last(station, clock.now()).kind == "close_day"
    assert stored(station).closed_at is None
    close_day(station, clock.now(), "2026-12-01")
    reopen_day(station, clock.now())
    newest = read_log(station)[0]
    undo_action(station, clock.now(), newest.id)
    assert stored(station).purge_on == "2026-12-01"


def test_what_cannot_be_is_refused(station: Station, clock: FrozenClock):
    with pytest.raises(Refused) as refused:
        reopen_day(station, clock.now())
    assert refused.value.code == "not_closed"
    for asked, code in (("i morgen", "date_unclear"), ("2026-10-13", "purge_too_early")):
        with pytest.raises(BadInput) as wrong:
            close_day(station, clock.now(), asked)
        assert wrong.value.code == code
    assert stored(station).closed_at is None
    close_day(station, clock.now())
    with pytest.raises(Refused) as refused:
        close_day(station, clock.now())
    assert refused.value.code == "already_closed"


def test_a_purged_day_stays_closed(station: Station, clock: FrozenClock):
    close_day(station, clock.now())
    purge(station, clock.now())
    assert stored(station).purged
    for again in (close_day, reopen_day):
        with pytest.raises(Refused) as refused:
            again(station, clock.now())
        assert refused.value.code == "day_purged"
