"""Whom a row of the log concerns."""

from __future__ import annotations

import pytest

from seminar_tui.rules.concern import EVERYTHING, News, OfDoor, OfStand

STAND = OfStand(stand_id=7, people=frozenset({70, 71}))


def nobody(stand_id, people):
    assert (stand_id, people) == (7, {99})
    return False


def somebody(stand_id, people):
    assert (stand_id, people) == (7, {99})
    return True


def unasked(stand_id, people):
    raise AssertionError


@pytest.mark.parametrize(
    ("news", "at_stand", "touched"),
    [
        (News("entry", 7), unasked, True),
        (News("entry", 8), None, False),
        (News("timer", 8), None, False),
        (News("timer"), unasked, True),
        (News("check_in", None, 70), None, True),
        (News("check_in", None, 99), nobody, False),
        (News("check_in", None, 99), somebody, True),
        (News("check_in"), None, False),
        (News("check_out"), unasked, True),
        (News("visit", 8, 71), None, True),
        (News("visit", 7, 99), unasked, True),
        (News("place"), unasked, True),
        (News("undo", 8, 99), unasked, True),
        (News("what a later version logs", 8, 99), unasked, True),
    ],
)
def test_a_stand(news, at_stand, touched):
    at_stand = at_stand or (lambda _stand, _people: False)
    assert STAND.is_touched([news], at_stand) is touched
    assert STAND.is_touched([News("entry", 8), news], at_stand) is touched


@pytest.mark.parametrize(
    ("news", "touched"),
    [
        (News("entry", 8), False),
        (News("timer", 8), False),
        (News("check_in", None, 1), True),
        (News("check_in"), True),
        (News("timer"), True),
        (News("edit_day"), True),
    ],
)
def test_a_door(news, touched):
    assert OfDoor().is_touched([news], unasked) is touched


def test_a_board_is_concerned_by_all_of_it():
    assert EVERYTHING.is_touched([News("entry", 8)], unasked)
