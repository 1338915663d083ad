"""The door's decision: the order of reasons, the three seconds, the override."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rows import PersonRow
from db.vocabulary import CheckInResult, PersonStatus, Role
from seminar_tui.rules.checkin import (
    FORCEABLE,
    Decision,
    Known,
    Question,
    colleagues,
    decide,
)

PERSON = PersonRow(
    1,
    "P",
    "A",
    "",
    "0630",
    "",
    Role.STAFF,
    PersonStatus.REGISTERED,
    None,
    "",
    "",
    None,
    False,
    False,
)
DAY, NOW = 1, 1_000_000


def asked(*known: Known, damaged: bool = False, force: bool = False, desk: str = "A") -> Decision:
    return decide(known, damaged=damaged, day_id=DAY, desk=desk, now_ms=NOW, force=force)


def test_nobody_is_unknown_or_damaged() -> None:
    assert asked().result is CheckInResult.UNKNOWN
    assert asked(damaged=True).result is CheckInResult.DAMAGED


def test_several_of_this_day_are_ambiguous_and_other_days_do_not_count() -> None:
    here, there = Known(PERSON, DAY), Known(replace(PERSON, id=2), 2)
    assert asked(here, replace(here, person=replace(PERSON, id=3))).result == "ambiguous"
    assert asked(there).result == "wrong_day"
    assert asked(there, here).result == "in"


@pytest.mark.parametrize(
    ("ago", "desk", "result"),
    [(0, "A", "again"), (3000, "A", "again"), (3001, "A", "already"), (10, "B", "already")],
)
def test_the_same_scan_is_told_from_a_second_one(ago: int, desk: str, result: str) -> None:
    assert asked(Known(PERSON, DAY, since=NOW - ago, desk="A"), desk=desk).result == result


questions = st.lists(
    st.builds(Question, st.integers(1, 9), st.just("?"), st.just(()), st.booleans()), max_size=3
).map(tuple)
guests = st.builds(
    Known,
    st.builds(lambda status: replace(PERSON, status=status), st.sampled_from(PersonStatus)),
    st.sampled_from([DAY, 2]),
    revoked=st.booleans(),
    since=st.one_of(st.none(), st.integers(NOW - 10_000, NOW)),
    desk=st.sampled_from("AB"),
    open_questions=questions,
)


@given(guests, st.booleans())
def test_force_gets_past_what_it_may_and_nothing_else(known: Known, damaged: bool) -> None:
    plain, forced = asked(known, damaged=damaged), asked(known, damaged=damaged, force=True)
    assert forced.forced.asked
    assert not plain.forced.asked
    if plain.result in FORCEABLE and known.since is None:
        assert (forced.result, forced.forced.needed) == (CheckInResult.IN, True)
    else:
        assert not forced.forced.needed
        assert forced.result is plain.result or forced.result is CheckInResult.ALREADY


@given(guests)
def test_whoever_is_let_in_is_registered_of_this_day_and_asked_for_nothing(known: Known) -> None:
    if asked(known).result is CheckInResult.IN:
        assert known.day_id == DAY
        assert known.person.status is PersonStatus.REGISTERED
        assert not known.revoked
        assert known.since is None
        assert not any(question.required for question in known.open_questions)


def test_colleagues_are_those_still_expected_from_the_same_house() -> None:
    others = (
        replace(PERSON, id=2),
        replace(PERSON, id=3, arrived_at=1),
        replace(PERSON, id=4, status=PersonStatus.CANCELLED),
        replace(PERSON, id=5, gone=True),
        replace(PERSON, id=6, municipality="0751"),
        replace(PERSON, id=7, municipality=None, organisation=""),
    )
    assert [one.id for one in colleagues(PERSON, (PERSON, *others))] == [2]
    bare = replace(PERSON, municipality=None)
    assert colleagues(bare, others) == ()
