from __future__ import annotations

import pytest

from db.vocabulary import Instant, TimerState
from seminar_tui.day.status import floor
from seminar_tui.rules.alerts import AlertKind
from tests.floor_day import at, make_floor


@pytest.fixture
def busy(tmp_path):
    store, station = make_floor(tmp_path / "day.db", stands=8)
    yield station
    store.close()


def test_figures_of_the_floor_fit_each_other(busy):
    seen = floor(busy, Instant(at("10:08")))
    assert seen.heads.registered == 8 * 6
    assert seen.heads.arrived + seen.heads.expected == seen.heads.registered
    assert sum(heads.arrived for heads in seen.by_role.values()) == seen.heads.arrived
    assert sum(heads.registered for heads in seen.by_municipality.values()) == 48
    assert seen.by_role["politician"].registered == 8
    # Everybody but a round's presenters is placed in it.
    for number in (1, 2):
        assert sum(line.count.placed for line in seen.of_round(number)) == 48 - 8
    for line in seen.lines:
        assert 0 <= line.count.placed_here <= line.count.placed
        assert line.count.presenters == 2


def test_clocks_are_those_of_the_stands_own_round(busy):
    now = Instant(at("10:08"))
    states = {line.row.number: line.clock(now).state for line in floor(busy, now).lines}
    assert states[1] is TimerState.RUNNING
    assert states[5] is TimerState.ARMED
    assert set(states.values()) == {TimerState.RUNNING, TimerState.ARMED}


def test_a_round_stays_on_the_board_while_its_stands_run(busy):
    seen = floor(busy, Instant(at("10:31")))
    assert seen.round_at(Instant(at("10:31"))) == 1
    assert seen.round_at(Instant(at("10:36"))) == 2


def test_overtime_against_the_next_round_is_said_once_it_is_certain(busy):
    early, late = Instant(at("10:08")), Instant(at("10:36"))
    seen = floor(busy, early)
    assert AlertKind.OVERTIME not in {alert.kind for alert in seen.alerts(early)}
    assert AlertKind.OVERTIME in {alert.kind for alert in seen.alerts(late)}


def test_a_practice_days_stations_are_quiet_by_real_time(busy):
    from dataclasses import replace

    from db.reads.board import StationSeen
    from db.vocabulary import StationRole
    from seminar_tui.day.status import lay_out

    now = Instant(at("10:08"))
    rows = floor(busy, now).rows
    seen = (StationSeen("Indgang 1", StationRole.DOOR, None, at("09:38")),)
    fast = replace(rows.day, practice_since=1, practice_started=1, practice_speed=60.0)
    for day, said in ((rows.day, True), (fast, False)):
        raised = lay_out(replace(rows, day=day, stations=seen)).alerts(now)
        assert (AlertKind.STATION_QUIET in {alert.kind for alert in raised}) is said
