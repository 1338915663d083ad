"""A server's refusals are told as what they are, and no lock is stronger than it must be."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import text

from db.engine import Store
from db.errors import StoreError, code_of
from db.reads.arrivals import guests_by_badge
from db.schema import open_store
from db.writes.timing import lock_stand
from seminar_tui.clock import FrozenClock
from seminar_tui.demo.generator import make_world
from tests.conftest import made_up_day


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("40P01", "conflict"),
        ("40001", "conflict"),
        ("53100", "full"),
        ("42501", "read_only"),
        ("08006", "unreachable"),
        ("57P01", "unreachable"),
        ("53300", "unreachable"),
        (None, "unreachable"),
        ("42P01", "trouble"),
    ],
)
def test_a_servers_state_is_told(state: str | None, code: str) -> None:
    import psycopg

    error = psycopg.OperationalError("...")
    error.sqlstate = state
    assert code_of(error) == code


def test_two_that_wait_for_each_other_are_told_so(server_address: str, clock: FrozenClock) -> None:
    store = open_store(server_address, create=True)
    made_up_day(store, clock)
    both, said = threading.Barrier(2), []

    def take(first: int, second: int) -> None:
        try:
            with store.writing() as connection:
                lock_stand(connection, first)
                both.wait(10)
                lock_stand(connection, second)
            said.append("done")
        except StoreError as error:
            said.append(error.code)

    threads = [threading.Thread(target=take, args=pair) for pair in ((1, 2), (2, 1))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    store.close()
    assert sorted(said) == ["conflict", "done"]


def test_who_is_at_the_door_holds_up_nobody_who_only_points_at_them(
    server_address: str, clock: FrozenClock
) -> None:
    """A wish, a visit, a line of the log about a guest goes on while a desk has them."""
    store: Store = open_store(server_address, create=True)
    station = made_up_day(store, clock)
    code = make_world(6).people[0].code
    with store.writing() as desk:
        assert guests_by_badge(desk, code)
        with store.writing() as other:
            other.execute(text("SET LOCAL lock_timeout = '2s'"))
            other.execute(
                text(
                    "INSERT INTO action (day_id, at, station_id, kind, result, participant_id,"
                    ' detail, "desk", forced_asked, forced_needed)'
                    " VALUES (:day, 1, :station, 'x', 'x', 1, '{}', '', false, false)"
                ),
                {"day": station.day_id, "station": station.actor.station_id},
            )
    store.close()
