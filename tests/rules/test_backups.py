"""When copies are taken by themselves, and which are let go."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from seminar_tui.rules.backups import (
    DAY_MS,
    EVERY_MS,
    HOUR_MS,
    NEWEST,
    is_due,
    name_of,
    taken_at,
    to_drop,
)

NOW = 1_791_000_000_000
moments = st.integers(NOW - 30 * DAY_MS, NOW + DAY_MS)


def test_the_first_is_due_at_once_and_then_only_when_something_was_done() -> None:
    assert is_due(None, NOW, changed=False)
    assert not is_due(NOW - EVERY_MS, NOW, changed=False)
    assert is_due(NOW - EVERY_MS, NOW, changed=True)
    assert not is_due(NOW - EVERY_MS + 1, NOW, changed=True)


def test_a_clock_set_back_holds_no_copy_up() -> None:
    assert is_due(NOW + HOUR_MS, NOW, changed=True)


@given(moments)
def test_a_name_tells_its_moment(at: int) -> None:
    name = name_of("seminar", ".db", at)
    assert taken_at(name, "seminar", ".db") == at // 1000 * 1000


def test_other_files_are_no_copies() -> None:
    for name in ("seminar.db", "seminar-before-0002.db", "seminar-20261399T000000Z.db"):
        assert taken_at(name, "seminar", ".db") is None


@given(st.sets(moments, max_size=400))
def test_the_newest_stay_and_the_rest_thins(taken: set[int]) -> None:
    left = taken - to_drop(taken, NOW)
    assert set(sorted(taken, reverse=True)[:NEWEST]) <= left
    past = [at for at in left if at <= NOW]
    assert len(past) <= NEWEST + 25 + 8
    # Rotating what is left lets nothing more go: the rule can be run at every copy.
    assert to_drop(left, NOW) == frozenset()
    for at in taken:
        if 0 <= NOW - at < 6 * DAY_MS:
            assert any(at // DAY_MS == kept // DAY_MS for kept in left)
