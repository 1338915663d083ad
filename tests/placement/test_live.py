"""The live day: certificates after every event, exact undo, nothing moved before it is accepted."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from seminar_tui.placement.events import (
    CapacityChanged,
    Here,
    Pinned,
    Replanned,
    StandCancelled,
    StandMoved,
    StandReopened,
    Unpinned,
    WalkIn,
)
from seminar_tui.placement.live import Live, step
from seminar_tui.placement.model import (
    Objective,
    Person,
    Plan,
    Problem,
    Refusal,
    Refused,
    Stand,
)
from seminar_tui.placement.moves import Why, moves_between, round_over
from seminar_tui.placement.plan import plan
from seminar_tui.placement.proof import Verdict, verify
from seminar_tui.placement.seats import free_rounds
from tests.placement.days import random_event
from tests.placement.instances import real, small


def everyone_who_can_sit_does(problem: Problem, result: Plan) -> None:
    """Nobody is without a seat while a stand they may enter has room."""
    stands = {s.key: s for s in problem.stands}
    load = dict.fromkeys(stands, 0)
    for key in result.seats.values():
        load[key] += 1
    for person in problem.people:
        for round_ in free_rounds(person, problem.rounds, stands):
            if (person.key, round_) in result.seats:
                continue
            for s in problem.stands:
                foreign = person.municipality is None or s.municipality != person.municipality
                if s.open and s.round == round_ and foreign and s.key not in person.seen:
                    assert load[s.key] >= s.capacity, (person, s)


def play(live: Live, rng: random.Random, events: int) -> int:
    """Random events; after each the certificate holds, and taking it back and again changes
    nothing."""
    accepted = 0
    for number in range(events):
        event = random_event(rng, live.problem, number)
        before = (live.problem, live.plan)
        try:
            proposal = live.propose(event)
        except Refused:
            assert (live.problem, live.plan) == before
            continue
        assert (live.problem, live.plan) == before
        live.accept(proposal)
        assert verify(live.problem, live.plan).verdict is Verdict.OPTIMAL, event
        everyone_who_can_sit_does(live.problem, live.plan)
        live.undo()
        assert (live.problem, live.plan) == before
        again = live.propose(event)
        assert (again.moves, again.plan, again.problem) == (
            proposal.moves,
            proposal.plan,
            proposal.problem,
        )
        live.accept(again)
        accepted += 1
    return accepted


@pytest.mark.long
def test_certificate_after_each_of_2000_mixed_events() -> None:
    accepted = 0
    for seed in range(110):
        problem = small(seed)
        objective, stay = list(Objective)[seed % 3], (0, 5, 50)[seed // 3 % 3]
        live = Live(problem, plan(problem, seed, objective), stay)
        accepted += play(live, random.Random(seed), 20)
    assert accepted >= 2000


def test_certificate_after_mixed_events_of_real_size() -> None:
    problem = real(120, 16, 10)
    live = Live(problem, plan(problem, 1), 5)
    assert play(live, random.Random(3), 60) > 40


def test_undo_goes_all_the_way_back() -> None:
    problem = real(60, 8, 10)
    live = Live(problem, plan(problem, 1), 5)
    past = []
    rng = random.Random(5)
    for number in range(25):
        try:
            proposal = live.propose(random_event(rng, live.problem, number))
        except Refused:
            continue
        past.append((live.problem, live.plan))
        live.accept(proposal)
    while past:
        live.undo()
        assert (live.problem, live.plan) == past.pop()
    with pytest.raises(Refused):
        live.undo()


def test_a_proposal_made_before_another_was_accepted_is_stale() -> None:
    problem = real(60, 8, 10)
    live = Live(problem, plan(problem, 1), 5)
    first, second = (live.propose(Here(key, frozenset())) for key in (1, 2))
    live.accept(first)
    with pytest.raises(Refused) as refused:
        live.accept(second)
    assert refused.value.code is Refusal.STALE


def test_a_step_from_stored_values_equals_the_running_day() -> None:
    problem = real(60, 8, 10)
    first = plan(problem, 1)
    event = WalkIn(Person("new", "new", "town 3", (1, 2, 5)))
    proposal = step(problem, first, event)
    assert proposal.plan == Live(problem, first).propose(event).plan
    assert verify(proposal.problem, proposal.plan).verdict is Verdict.OPTIMAL


def test_a_cancelled_stand_sends_its_guests_on_and_says_why() -> None:
    problem = real(60, 8, 12)
    first = plan(problem, 1)
    busiest = max(problem.stands, key=lambda s: list(first.seats.values()).count(s.key)).key
    proposal = Live(problem, first).propose(StandCancelled(busiest))
    gone = [m for m in proposal.moves if m.origin == busiest]
    assert {m.person for m in gone} == {who for (who, _), s in first.seats.items() if s == busiest}
    assert {m.why for m in gone} == {Why.STAND_GONE}
    assert busiest not in proposal.plan.seats.values()


def test_a_reopened_stand_gets_its_wishers_back() -> None:
    problem = real(60, 8, 12)
    live = Live(problem, plan(problem, 1), 0)
    value = live.plan.value
    live.accept(live.propose(StandCancelled(1)))
    assert live.plan.value < value
    live.accept(live.propose(StandReopened(1)))
    assert live.plan.value == value


def test_a_late_stand_swaps_its_round() -> None:
    problem = real(60, 8, 12)
    live = Live(problem, plan(problem, 1), 5)
    stand = problem.stands[0]
    proposal = live.propose(StandMoved(stand.key, 3 - (stand.round or 0)))
    rounds = {r for (_, r), s in proposal.plan.seats.items() if s == stand.key}
    assert rounds == {3 - (stand.round or 0)}
    presenters = [p.key for p in problem.people if p.presents == stand.key]
    assert all((p, 3 - (stand.round or 0)) not in proposal.plan.seats for p in presenters)
    lost = {m.why for m in proposal.moves if m.person in presenters and m.target is None}
    assert lost == {Why.PRESENTS}


def test_pins_hold_until_unpinned() -> None:
    problem = real(60, 8, 12)
    live = Live(problem, plan(problem, 1), 5)
    guest = next(p for p in problem.people if p.presents is None and len(p.wishes) == 5)
    other = next(
        s
        for s in problem.stands
        if s.key not in guest.wishes and s.municipality != guest.municipality
    )
    live.accept(live.propose(Pinned(guest.key, other.key)))
    assert live.plan.seats[guest.key, other.round or 0] == other.key
    live.accept(live.propose(CapacityChanged(other.key, 1)))
    assert live.plan.seats[guest.key, other.round or 0] == other.key
    live.accept(live.propose(CapacityChanged(other.key, 12)))
    live.accept(live.propose(Unpinned(guest.key)))
    assert verify(live.problem, live.plan).verdict is Verdict.OPTIMAL


def test_a_plan_changed_by_hand_is_kept_until_replanning_is_accepted() -> None:
    problem = real(60, 8, 12)
    best = plan(problem, 1)
    (who, round_), stand = next(iter(best.seats.items()))
    seats = {k: v for k, v in best.seats.items() if k != (who, round_)}
    live = Live(problem, replace(best, seats=seats), 5)
    assert (who, round_) not in live.plan.seats
    proposal = live.propose(Replanned())
    assert (who, round_) in {(m.person, m.round) for m in proposal.moves}
    assert stand
    assert verify(proposal.problem, proposal.plan).verdict is Verdict.OPTIMAL


def test_after_a_round_visits_count_and_not_plans() -> None:
    stands = (
        Stand(1, "a", 1, 1), Stand(2, "b", 2, 1), Stand(3, "c", 2, 5), Stand(4, "d", 1, 5)
    )  # fmt: skip
    people = (Person("x", "x", "e", (1, 2)), Person("y", "y", "f", (1, 2)))
    problem = Problem(2, stands, people)
    first = plan(problem, 1)
    had = next(who for (who, r), s in first.seats.items() if s == 1)
    other = "y" if had == "x" else "x"
    assert first.seats[other, 2] == 2
    rest = round_over(problem, first.seats, 1, {other: [1], had: [4]})
    second = plan(rest, 1, stay=5)
    assert second.seats[had, 2] == 2
    moved = moves_between(rest, {k: s for k, s in first.seats.items() if k[1] == 2}, second.seats)
    assert {m.person for m in moved} == {had, other}
    assert all(round_ == 2 for _, round_ in second.seats)


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (WalkIn(Person(1, "again", None)), Refusal.PERSON_TWICE),
        (WalkIn(Person("n", "n", None, (99,))), Refusal.UNKNOWN_STAND),
        (WalkIn(Person("n", "n", None, (1, 1))), Refusal.WISH_TWICE),
        (Here("nobody", None), Refusal.UNKNOWN_PERSON),
        (CapacityChanged(1, 0), Refusal.ZERO_CAPACITY),
        (StandCancelled(99), Refusal.UNKNOWN_STAND),
        (StandMoved(1, 3), Refusal.UNKNOWN_ROUND),
        (StandCancelled(2), Refusal.NO_OPEN_STAND),
        (Pinned(1, 1), Refusal.PIN_OWN_MUNICIPALITY),
        (Pinned(2, 2), Refusal.PIN_PRESENTING),
        (WalkIn(Person("n", "n", None, pins={1: 1, 2: 2})), Refusal.PINS_OVER_CAPACITY),
    ],
)
def test_what_cannot_be_is_refused_by_name(event: object, code: Refusal) -> None:
    problem = Problem(
        2,
        (Stand(1, "a", 1, 2), Stand(2, "b", 2, 1)),
        (Person(1, "1", "a"), Person(2, "2", "c", presents=2), Person(3, "3", "c", pins={2: 2})),
    )
    live = Live(problem, plan(problem))
    before = (live.problem, live.plan)
    with pytest.raises(Refused) as refused:
        live.propose(event)  # type: ignore[arg-type]
    assert refused.value.code is code
    assert (live.problem, live.plan) == before
    assert live.propose(Replanned()).moves == ()


class Day(RuleBasedStateMachine):
    """Any order of events, acceptances, refusals and undos."""

    @initialize(seed=st.integers(0, 10_000), stay=st.sampled_from([0, 5, 50]))
    def begin(self, seed: int, stay: int) -> None:
        problem = small(seed)
        self.live = Live(problem, plan(problem, seed), stay)
        self.past: list[tuple[Problem, Plan]] = []
        self.number = 0

    @rule(seed=st.integers(0, 2**32), accepted=st.booleans())
    def happens(self, seed: int, accepted: bool) -> None:
        self.number += 1
        event = random_event(random.Random(seed), self.live.problem, self.number)
        before = (self.live.problem, self.live.plan)
        try:
            proposal = self.live.propose(event)
        except Refused:
            assert (self.live.problem, self.live.plan) == before
            return
        assert (self.live.problem, self.live.plan) == before
        changed = moves_between(proposal.problem, before[1].seats, proposal.plan.seats)
        assert {(m.person, m.round, m.origin, m.target) for m in changed} == {
            (m.person, m.round, m.origin, m.target) for m in proposal.moves
        }
        if accepted:
            self.past.append(before)
            self.live.accept(proposal)

    @precondition(lambda self: self.past)
    @rule()
    def undone(self) -> None:
        self.live.undo()
        assert (self.live.problem, self.live.plan) == self.past.pop()

    @invariant()
    def proved(self) -> None:
        if hasattr(self, "live"):
            assert verify(self.live.problem, self.live.plan).verdict is Verdict.OPTIMAL
            everyone_who_can_sit_does(self.live.problem, self.live.plan)


TestDay = Day.TestCase
TestDay.settings = settings(
    max_examples=30,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
