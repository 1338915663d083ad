"""Messages stay at a station until they are acknowledged there."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from db.reads.days import rounds
from seminar_tui.clock import FrozenClock
from seminar_tui.day.messages import acknowledge, send_message, waiting_messages
from seminar_tui.day.station import Station
from seminar_tui.rules.notices import LASTS_MS
from seminar_tui.rules.refusal import BadInput, Refused
from tests.day.at_a_stand import as_stand, other_station, stand


def waiting(
    station: Station, clock: FrozenClock, number: int, kept: Collection[int] = ()
) -> list[str]:
    stand_id, name = stand(station, number).id, station.actor.station
    with station.look() as connection:
        found = waiting_messages(connection, station.day_id, clock.now(), name, stand_id, kept)
    return [one.text for one in found]


def test_a_message_stays_until_acknowledged_at_each_station(
    any_station: Station, clock: FrozenClock
) -> None:
    there = other_station(any_station, clock, "b")
    first = send_message(any_station, clock.now(), "all", "Frokost\x1b[31m nu")
    send_message(any_station, clock.now(), "2", "Kom til foyeren")
    assert waiting(any_station, clock, 1) == ["Frokost nu"]
    assert waiting(any_station, clock, 2) == ["Frokost nu", "Kom til foyeren"]
    acknowledge(any_station, clock.now(), first)
    acknowledge(any_station, clock.now(), first)
    assert waiting(any_station, clock, 1) == []
    assert waiting(there, clock, 1) == ["Frokost nu"]


def test_a_call_to_all_is_not_told_to_a_screen_that_opens_hours_later(
    station: Station, clock: FrozenClock
) -> None:
    call = send_message(station, clock.now(), "all", "Frokost nu")
    send_message(station, clock.now(), "1", "Borgmesteren kommer")
    clock.advance(LASTS_MS / 1000)
    assert waiting(station, clock, 1) == ["Borgmesteren kommer"]
    assert waiting(station, clock, 1, kept=[call]) == ["Frokost nu", "Borgmesteren kommer"]


def test_a_call_to_all_outlasts_the_end_of_its_round(station: Station, clock: FrozenClock) -> None:
    with station.look() as connection:
        planned = rounds(connection, station.day_id)
    first = min(one.ends for one in planned)
    clock.advance((first - 60_000 - clock.now().utc_ms) / 1000)
    call = send_message(station, clock.now(), "all", "Frokost nu")
    clock.advance(120)
    assert waiting(station, clock, 1) == ["Frokost nu"]
    acknowledge(station, clock.now(), call)
    assert waiting(station, clock, 1) == []


def test_what_cannot_be_sent(station: Station, clock: FrozenClock) -> None:
    for asked, text, code in (
        ("1", " ", "missing"),
        ("1", "x" * 301, "long"),
        ("88", "x", "stand_unknown"),
    ):
        with pytest.raises(BadInput, match=code):
            send_message(station, clock.now(), asked, text)
    with pytest.raises(BadInput, match="no_such_message"):
        acknowledge(station, clock.now(), 5)
    with pytest.raises(Refused, match="not_allowed"):
        send_message(as_stand(station, 1), clock.now(), "all", "Hej")
