"""Plans: hard rules, the lottery, company, refusals, seat arithmetic."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seminar_tui.placement.explain import Answer, report, stand_story, why
from seminar_tui.placement.floor import Spread, furnish
from seminar_tui.placement.model import (
    Objective,
    Person,
    Plan,
    Problem,
    Refusal,
    Refused,
    Stand,
)
from seminar_tui.placement.plan import plan, worth
from seminar_tui.placement.proof import Breach, Verdict, verify
from seminar_tui.placement.seats import Room, arithmetic
from seminar_tui.placement.suggest import Because, Wishers, suggest
from tests.placement.instances import real, small


def by_name(problem: Problem, result: Plan) -> list[tuple[str, int, int]]:
    names = {p.key: p.lottery for p in problem.people}
    return sorted((names[who], r, s) for (who, r), s in result.seats.items())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(list(Objective)), st.integers(0, 99))
def test_same_plan_by_name_in_any_order_and_with_any_codes(
    seed: int, objective: Objective, lottery: int
) -> None:
    problem = small(seed)
    rng = random.Random(seed)
    people = [replace(p, key=f"P{rng.random()}") for p in problem.people]
    stands = list(problem.stands)
    rng.shuffle(people)
    rng.shuffle(stands)
    other = Problem(problem.rounds, tuple(stands), tuple(people))
    first, second = plan(problem, lottery, objective), plan(other, lottery, objective)
    assert by_name(problem, first) == by_name(other, second)
    assert first.certificate == second.certificate


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(list(Objective)), st.sampled_from([0, 5]))
def test_every_plan_keeps_the_hard_rules_and_proves_itself(
    seed: int, objective: Objective, stay: int
) -> None:
    problem = small(seed, told=bool(stay))
    result = plan(problem, seed, objective, stay)
    proof = verify(problem, result)
    assert (proof.verdict, proof.gap, proof.breaches) == (Verdict.OPTIMAL, 0, ())


def test_another_seed_is_another_lottery_at_the_same_value() -> None:
    problem = real(120, 16, 8)
    plans = [plan(problem, seed) for seed in range(6)]
    assert len({p.value for p in plans}) == 1
    assert len({tuple(by_name(problem, p)) for p in plans}) > 1


def test_every_open_stand_gets_a_guest_before_any_gets_more() -> None:
    stands = tuple(Stand(n, f"t{n}", 1, 9) for n in range(1, 6))
    people = tuple(Person(n, f"p{n}") for n in range(5))
    result = plan(Problem(1, stands, people))
    assert Counter(result.seats.values()) == dict.fromkeys(range(1, 6), 1)


def test_company_never_costs_a_wish_and_spreads_people() -> None:
    problem = real(300, 40, 15)
    alone = plan(problem, 1, company=Spread(100_000, 0, 0, 0))
    spread = plan(problem, 1)
    assert alone.value == spread.value
    assert report(problem, spread).pairs < report(problem, alone).pairs
    assert verify(problem, spread).verdict is Verdict.OPTIMAL


def test_tolerance_bounds_what_company_may_cost() -> None:
    problem = real(300, 40, 10)
    best, loose = plan(problem, 1), plan(problem, 1, tolerance=40)
    assert best.value - 40 <= loose.value <= best.value
    gap = verify(problem, loose).gap
    assert gap == best.value - loose.value
    cost = {p.value: furnish(problem, p.seats, Spread()).cost() for p in (best, loose)}
    assert cost[loose.value] <= cost[best.value]


def test_a_tampered_plan_fails_its_proof() -> None:
    problem = real(120, 16, 8)
    result = plan(problem, 1)
    wished = {
        (p.key, s.round): s.key for p in problem.people for s in problem.stands if s.key in p.wishes
    }
    seat = next(k for k, s in result.seats.items() if wished.get(k) == s)
    without = {k: s for k, s in result.seats.items() if k != seat}
    tampered = replace(result, seats=without)
    lost = result.value - worth(problem, without, result.certificate.weights)
    assert lost > 0
    honest = verify(problem, replace(tampered, value=result.value - lost))
    assert (honest.verdict, honest.gap) == (Verdict.NOT_OPTIMAL, lost)
    assert verify(problem, tampered).breaches[0][0] is Breach.VALUE_WRONG
    crowd = {k: 1 if s != 1 else s for k, s in result.seats.items()}
    found = {b for b, _, _ in verify(problem, replace(result, seats=crowd)).breaches}
    assert {Breach.OVER_CAPACITY, Breach.WRONG_ROUND, Breach.OWN_MUNICIPALITY} <= found
    weights = replace(result.certificate.weights, bonus=0)
    cheat = replace(result, certificate=replace(result.certificate, weights=weights))
    assert verify(problem, cheat).verdict is Verdict.BROKEN


A, B = Stand(1, "a", 1, 2), Stand(2, "b", 2, 2)


@pytest.mark.parametrize(
    ("stands", "people", "code"),
    [
        ((A, B), (Person(1, "x", None, (9,)),), Refusal.UNKNOWN_STAND),
        ((A, B), (Person(1, "x", None, presents=9),), Refusal.UNKNOWN_STAND),
        ((A, B), (Person(1, "x", None, (1, 1)),), Refusal.WISH_TWICE),
        ((A, B), tuple(Person(n, "x", pins={1: 1}) for n in range(3)), Refusal.PINS_OVER_CAPACITY),
        ((A, B), (Person(1, "x", "a", pins={1: 1}),), Refusal.PIN_OWN_MUNICIPALITY),
        ((A, B), (Person(1, "x", "c", presents=2, pins={2: 2}),), Refusal.PIN_PRESENTING),
        ((A, B), (Person(1, "x", pins={2: 1}),), Refusal.PIN_WRONG_ROUND),
        ((A, B), (Person(1, "x", pins={2: 2}, rounds=frozenset({1})),), Refusal.PIN_ABSENT),
        ((A, replace(B, open=False)), (Person(1, "x", pins={2: 2}),), Refusal.PIN_CLOSED),
        ((A, replace(B, open=False)), (Person(1, "x"),), Refusal.NO_OPEN_STAND),
        ((A, replace(B, capacity=0)), (Person(1, "x"),), Refusal.ZERO_CAPACITY),
        ((A, replace(B, round=None)), (Person(1, "x"),), Refusal.STAND_WITHOUT_ROUND),
        ((A, replace(B, round=3)), (Person(1, "x"),), Refusal.UNKNOWN_ROUND),
        ((A, A), (Person(1, "x"),), Refusal.STAND_TWICE),
        ((A, B), (Person(1, "x"), Person(1, "y")), Refusal.PERSON_TWICE),
        ((A, B), (), Refusal.NO_PEOPLE),
    ],
)
def test_bad_input_is_refused_by_name(
    stands: tuple[Stand, ...], people: tuple[Person, ...], code: Refusal
) -> None:
    with pytest.raises(Refused) as refused:
        plan(Problem(2, stands, people))
    assert refused.value.code is code


def test_seat_arithmetic_comes_first() -> None:
    guests = (Person(n, f"p{n}", None) for n in range(7))
    people = (*guests, Person(8, "q", "a", presents=1))
    rooms = arithmetic(Problem(2, (A, B, Stand(3, "c", 2, 4)), people))
    assert rooms == (Room(1, 7, 2, 5, 7), Room(2, 8, 6, 2, 4))


def test_why_names_holders_and_the_exact_cost() -> None:
    stands = (Stand(1, "a", 1, 1), Stand(2, "b", 1, 5))
    people = (
        Person("x", "x", "d", (1, 2)),
        Person("y", "y", "e", (1,)),
        Person("z", "z", "a", (1,)),
    )
    problem = Problem(1, stands, people)
    result = plan(problem)
    assert result.seats == {("y", 1): 1, ("x", 1): 2, ("z", 1): 2}
    first, second = why(problem, result, "x")
    assert (first.answer, [h.person for h in first.holders], first.cost) == (
        Answer.FULL,
        ["y"],
        69,
    )
    assert second.answer is Answer.MET
    assert why(problem, result, "z")[0].answer is Answer.OWN_MUNICIPALITY
    assert [h.person for h in stand_story(problem, result, 1).waiting] == ["x"]
    assert report(problem, result).without_wish == ("z",)


def test_suggestions_need_no_plan() -> None:
    stands = tuple(Stand(n, f"t{n}", 1, 2) for n in range(1, 7))
    people = (
        Person("x", "x", "t6", (1, 2)),
        *(Person(n, f"p{n}", None, (2, 4)) for n in range(3)),
    )
    problem = Problem(1, stands, people)
    wishers = Wishers({1: 1, 2: 4, 4: 3}, {(1, 2): 1, (2, 4): 3})
    found = suggest(problem, people[0], 1, {1: 2, 3: 1}, wishers)
    assert [(s.stand, s.because, s.like) for s in found] == [
        (2, Because.WISHED, None),
        (4, Because.ALIKE, 2),
        (5, Because.ROOM, None),
    ]


@pytest.mark.parametrize("objective", [Objective.GENEROUS, Objective.RANK_MAXIMAL])
def test_lexicographic_tiers_are_exact_beyond_64_bits(objective: Objective) -> None:
    problem = real(1000, 98, 10)
    result = plan(problem, 1, objective)
    assert max(result.certificate.prices.values()) > 2**64
    assert verify(problem, result).verdict is Verdict.OPTIMAL
