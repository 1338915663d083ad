"""The checklist: every line checks itself."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from seminar_tui.rules.checklist import Check, Prepared, checklist

READY = Prepared(
    stands=26,
    people=143,
    without_theme=0,
    without_place=0,
    without_presenter=0,
    without_round=0,
    planned=True,
    seats_short=0,
    unprinted=0,
    today=True,
    doors_seen=2,
    stands_seen=26,
    tried=frozenset({"backup", "paper", "scanner"}),
)


def test_a_day_that_is_ready_has_nothing_left():
    assert [one.check for one in checklist(READY)] == list(Check)
    assert all(one.done for one in checklist(READY))


@given(some.sets(some.sampled_from(["backup", "paper", "scanner"])))
def test_what_was_not_tried_is_left(tried):
    left = {
        one.check.value for one in checklist(replace(READY, tried=frozenset(tried))) if not one.done
    }
    assert left == {"backup", "paper", "scanner"} - tried


def test_a_lack_is_counted():
    found = {one.check: one for one in checklist(replace(READY, without_place=3))}
    assert not found[Check.PLACES].done
    assert found[Check.PLACES].lacking == 3
