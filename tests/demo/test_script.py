"""What happens on the made-up day: the same each time, and as it goes in life."""

from __future__ import annotations

from collections import Counter
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar_tui.demo.generator import make_world
from seminar_tui.demo.script import (
    MINUTE,
    Arrive,
    Leave,
    MisScan,
    Say,
    StandIn,
    Step,
    Turn,
    Walk,
    WalkIn,
    write_script,
)
from seminar_tui.rules.badge import Code, read_code

S = TypeVar("S", bound=Step)


def _of(steps: tuple[Step, ...], kind: type[S]) -> list[S]:
    return [step for step in steps if isinstance(step, kind)]


@given(size=st.sampled_from([2, 6, 27]), seed=st.integers(0, 2**31))
def test_a_script_keeps_the_order_of_things(size: int, seed: int) -> None:
    world = make_world(size, seed)
    steps = write_script(world, {})
    assert [step.at for step in steps] == sorted(step.at for step in steps)
    assert steps == write_script(world, {})
    came = {step.who: step.at for step in reversed(_of(steps, Arrive))}
    came |= {step.who: step.at for kind in (WalkIn, StandIn) for step in _of(steps, kind)}
    stands = {stand.number: stand for stand in world.stands}
    people = {person.code: person for person in world.people}
    for walk in _of(steps, Walk):
        assert came[walk.who] < walk.at
        assert stands[walk.stand].round == walk.round
        person = people.get(walk.who)
        if person is not None:
            assert stands[walk.stand].municipality != person.municipality
            assert person.presents is None or stands[person.presents].round != walk.round
    assert all(step.who in came for step in _of(steps, Leave))
    for text in {step.text for step in _of(steps, MisScan)}:
        assert not isinstance(read_code(text), Code)


@given(seed=st.integers(0, 2**31))
def test_each_stand_keeps_its_time_once(seed: int) -> None:
    world = make_world(6, seed)
    turns = _of(write_script(world, {}), Turn)
    for stand in world.stands:
        keys = [turn.key for turn in turns if turn.stand == stand.number]
        assert [key for key in keys if key not in ("pause", "resume")] == [
            "start",
            "advance",
            "finish",
        ]
        assert keys.count("pause") == keys.count("resume") <= 1


def test_guests_come_as_guests_come() -> None:
    world = make_world(98)
    steps = write_script(world, {})
    first = {step.who: step.at for step in reversed(_of(steps, Arrive))}
    assert 0.90 < len(first) / len(world.people) < 0.99
    by_five = Counter((at - world.starts) // (5 * MINUTE) for at in first.values())
    assert by_five.most_common(1)[0][0] in (-4, -3)  # 20 to 10 minutes before the start
    there = sum(at <= world.opens for at in first.values())
    assert 0.05 < there / len(first) < 0.35
    unplanned = len(_of(steps, WalkIn)) / len(world.people)
    assert unplanned == pytest.approx(0.03, abs=0.005)
    assert _of(steps, StandIn)
    assert _of(steps, MisScan)


def test_most_go_where_the_plan_sends_them() -> None:
    world = make_world(26)
    own = {stand.municipality: stand for stand in world.stands}
    seats = {
        (person.code, round_): next(
            stand.number
            for stand in world.stands[len(person.name) % 13 :]
            if stand.round == round_ and stand is not own.get(person.municipality or "")
        )
        for person in world.people
        for round_ in (1, 2)
    }
    walks = _of(write_script(world, seats), Walk)
    placed = [walk for walk in walks if (walk.who, walk.round) in seats]
    followed = sum(seats[walk.who, walk.round] == walk.stand for walk in placed)
    assert followed / len(placed) > 0.7


def test_what_is_said_is_said_while_the_stand_has_time() -> None:
    world = make_world(26)
    steps = write_script(world, {})
    ends = {(turn.stand, turn.round): turn.at for turn in _of(steps, Turn) if turn.key == "finish"}
    said = _of(steps, Say)
    assert len(said) > 3 * len(world.stands)
    assert all(one.at < ends[one.stand, one.round] for one in said)
