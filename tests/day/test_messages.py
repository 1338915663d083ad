"""Messages stay at a station until they are acknowledged there."""

from __future__ import annotations

import pytest

from seminar_tui.clock import FrozenClock
from seminar_tui.day.messages import acknowledge, send_message, waiting_messages
from seminar_tui.day.station import Station
from seminar_tui.rules.refusal import BadInput, Refused
from tests.day.at_a_stand import as_stand, other_station, stand


def waiting(station: Station, number: int) -> list[str]:
    stand_id = stand(station, number).id
    with station.look() as connection:
        name = station.actor.station
        return [m.text for m in waiting_messages(connection, station.day_id, name, stand_id)]


def test_a_message_stays_until_acknowledged_at_each_station(
    any_station: Station, clock: FrozenClock
) -> None:
    there = other_station(any_station, clock, "b")
    first = send_message(any_station, clock.now(), "all", "Frokost\x1b[31m nu")
    send_message(any_station, clock.now(), "2", "Kom til foyeren")
    assert waiting(any_station, 1) == ["Frokost nu"]
    assert waiting(any_station, 2) == ["Frokost nu", "Kom til foyeren"]
    acknowledge(any_station, clock.now(), first)
    acknowledge(any_station, clock.now(), first)
    assert waiting(any_station, 1) == []
    assert waiting(there, 1) == ["Frokost nu"]


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
