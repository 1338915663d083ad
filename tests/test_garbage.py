"""Memory is looked through in moments of rest, not at somebody's scan."""

from __future__ import annotations

import gc

import pytest

from seminar_tui.garbage import RARELY, REST_S, TIDY_EVERY_S, Tidying, put_off, take_up


@pytest.fixture(autouse=True)
def as_before():
    limits = gc.get_threshold()
    yield
    gc.enable()
    gc.unfreeze()
    gc.set_threshold(*limits)


def test_after_the_start_full_collections_are_rare():
    put_off()
    assert not gc.isenabled()
    take_up()
    assert gc.isenabled()
    assert gc.get_threshold()[2] == RARELY


def test_where_it_was_not_put_off_nothing_is_changed():
    before = gc.get_threshold()
    take_up()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize(
    ("key_at", "now", "due"),
    [
        (0.0, TIDY_EVERY_S - 0.1, False),
        (0.0, TIDY_EVERY_S, True),
        (TIDY_EVERY_S, TIDY_EVERY_S + REST_S - 0.1, False),
        (TIDY_EVERY_S, TIDY_EVERY_S + REST_S, True),
    ],
)
def test_it_is_tidied_now_and_then_and_never_behind_a_key(key_at, now, due):
    tidying = Tidying(0.0)
    tidying.touched(key_at)
    assert tidying.is_due(now) is due


def test_after_tidying_it_is_not_due_for_a_while():
    tidying = Tidying(0.0)
    tidying.tidy(TIDY_EVERY_S)
    assert not tidying.is_due(TIDY_EVERY_S + REST_S)
    assert tidying.is_due(2 * TIDY_EVERY_S)
