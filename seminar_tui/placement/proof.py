"""Proof of optimality: one pass over wishes and stands, without the solver.

Weak duality: for any prices p >= 0, no plan is worth more than

    bound(p) = sum over stands of p * seats  +  sum over people of their best bundle at prices p

(a bundle is at most one wish a round, each worth gain - price, plus the bonus if there is any). A
plan whose own value, counted from its seats, equals the bound is therefore optimal; otherwise the
difference is at least what was lost, and exactly that where the prices are the plan's true ones.
Hard rules are checked from the seats as well. Nothing here reads the market's state or code path.

Source: complementary slackness, Ahuja, Magnanti, Orlin, Network Flows (1993), ch. 9.4.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .model import Person, Plan, Problem, Seat, Stand
from .weights import sound


class Verdict(StrEnum):
    """What a check of a plan says."""

    OPTIMAL = "optimal"
    NOT_OPTIMAL = "not_optimal"
    BROKEN = "broken"


class Breach(StrEnum):
    """A hard rule that the seats break."""

    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_STAND = "unknown_stand"
    CLOSED = "closed"
    WRONG_ROUND = "wrong_round"
    NOT_FREE = "not_free"
    OWN_MUNICIPALITY = "own_municipality"
    PIN_BROKEN = "pin_broken"
    OVER_CAPACITY = "over_capacity"
    VALUE_WRONG = "value_wrong"
    WEIGHTS_WRONG = "weights_wrong"
    PRICE_NEGATIVE = "price_negative"


@dataclass(frozen=True, slots=True)
class Proof:
    """The answer. `gap` = bound - value, >= 0: at least what was lost. `breaches` name what is not
    allowed: (rule, person key or None, stand number or None)."""

    verdict: Verdict
    value: int
    bound: int
    gap: int
    breaches: tuple[tuple[Breach, object, int | None], ...] = ()


def verify(problem: Problem, plan: Plan) -> Proof:
    """Check a plan against its own certificate. Never raises on a tampered plan."""
    stands = {stand.key: stand for stand in problem.stands}
    weights, prices = plan.certificate.weights, plan.certificate.prices
    breaches = list(_breaches(problem, plan.seats, stands))
    if not sound(weights, problem, plan.objective):
        breaches.append((Breach.WEIGHTS_WRONG, None, None))
        return Proof(Verdict.BROKEN, 0, 0, 0, tuple(breaches))
    if any(price < 0 for price in prices.values()):
        breaches.append((Breach.PRICE_NEGATIVE, None, None))
    value = bound = plain = 0
    pinned: Counter[int] = Counter()
    lent: Counter[int] = Counter()
    taken: Counter[int] = Counter()
    for person in problem.people:
        pinned.update(person.pins.values())
        terms = _terms(person, problem, stands)
        lent.update(terms.borrowed.values())
        offers = _offers(person, terms, weights.gain, weights.stay)
        fixed = sum(weights.gain[k] for k in terms.fixed_ranks)
        bonus = 0 if terms.met or terms.fixed_ranks else weights.bonus
        had = weights.bonus if terms.fixed_ranks and not terms.met else 0
        got, got_plain = 0, 0
        held = False
        for key, (round_, gain, rank) in offers.items():
            if plan.seats.get((person.key, round_)) == key:
                got, got_plain, held = got + gain, got_plain + weights.gain[rank], True
                taken[key] += 1
        value += got + fixed + had + (bonus if held else 0)
        plain += got_plain + fixed + had + (bonus if held else 0)
        bound += _best_bundle(offers, prices, bonus) + fixed + had
    for key, stand in stands.items():
        seats = (stand.capacity if stand.open else 0) - pinned[key]
        free = max(0, seats - lent[key])
        price = max(0, prices.get(key, 0))
        bound += free * price + max(0, seats - free) * max(0, price - weights.stay)
        value -= weights.stay * max(0, taken[key] - free)
    if plain != plan.value:
        breaches.append((Breach.VALUE_WRONG, None, None))
    gap = bound - value
    verdict = Verdict.BROKEN if breaches else Verdict.OPTIMAL if not gap else Verdict.NOT_OPTIMAL
    return Proof(verdict, plain, plain + gap, gap, tuple(breaches))


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a person brings: rounds to be planned, told seats that can still be had (on a wish, and
    borrowed ones that are no wish), ranks of pinned wishes, whether a wish was met before."""

    wishes: dict[int, int]
    told: dict[int, int]
    borrowed: dict[int, int]
    fixed_ranks: tuple[int, ...]
    met: bool


def _terms(person: Person, problem: Problem, stands: dict[int, Stand]) -> _Terms:
    rounds = {r for r in range(1, problem.rounds + 1) if _free(person, r, stands)}
    rounds -= set(person.pins)
    told: dict[int, int] = {}
    borrowed: dict[int, int] = {}
    for round_, key in person.told.items():
        stand = stands.get(key)
        if round_ not in rounds or stand is None or not _allowed(person, stand, round_):
            continue
        (told if key in person.wishes else borrowed)[round_] = key
    pins = (key for key in person.pins.values() if key not in person.seen)
    fixed = tuple(person.wishes.index(key) for key in pins if key in person.wishes)
    met = any(key in person.wishes for key in person.seen)
    wishes: dict[int, int] = {}
    for key in person.wishes:
        stand = stands.get(key)
        if stand is None or stand.round is None or key in person.seen:
            continue
        if stand.round in rounds and _allowed(person, stand, stand.round):
            wishes[key] = stand.round
    return _Terms(wishes, told, borrowed, fixed, met)


def _offers(
    person: Person, terms: _Terms, gains: tuple[int, ...], stay: int
) -> dict[int, tuple[int, int, int]]:
    """Stand number -> (round, gain with the stay price in it, rank)."""
    offers: dict[int, tuple[int, int, int]] = {}
    for rank, key in enumerate(person.wishes):
        round_ = terms.wishes.get(key)
        if round_ is None:
            continue
        if terms.told.get(round_) == key:
            offers[key] = (round_, gains[rank] + stay, rank)
        elif round_ in terms.borrowed:
            offers[key] = (round_, gains[rank] - stay, rank)
        else:
            offers[key] = (round_, gains[rank], rank)
    return offers


def _free(person: Person, round_: int, stands: dict[int, Stand]) -> bool:
    if person.rounds is not None and round_ not in person.rounds:
        return False
    own = stands.get(person.presents) if person.presents is not None else None
    return own is None or not own.open or own.round != round_


def _allowed(person: Person, stand: Stand, round_: int) -> bool:
    if not stand.open or stand.round != round_:
        return False
    return person.municipality is None or stand.municipality != person.municipality


def _best_bundle(
    offers: dict[int, tuple[int, int, int]], prices: Mapping[int, int], bonus: int
) -> int:
    best: dict[int, int] = {}
    for key, (round_, gain, _) in offers.items():
        surplus = gain - max(0, prices.get(key, 0))
        best[round_] = max(best.get(round_, surplus), surplus)
    if not best:
        return 0
    if max(best.values()) <= 0:
        return max(0, max(best.values()) + bonus)
    return bonus + sum(surplus for surplus in best.values() if surplus > 0)


def _breaches(
    problem: Problem, seats: Mapping[Seat, int], stands: dict[int, Stand]
) -> Iterator[tuple[Breach, object, int | None]]:
    people = {person.key: person for person in problem.people}
    load: Counter[int] = Counter()
    for (who, round_), key in seats.items():
        person, stand = people.get(who), stands.get(key)
        if person is None:
            yield Breach.UNKNOWN_PERSON, who, key
            continue
        if stand is None:
            yield Breach.UNKNOWN_STAND, who, key
            continue
        load[key] += 1
        if not stand.open:
            yield Breach.CLOSED, who, key
        elif stand.round != round_:
            yield Breach.WRONG_ROUND, who, key
        elif not _allowed(person, stand, round_):
            yield Breach.OWN_MUNICIPALITY, who, key
        if not _free(person, round_, stands):
            yield Breach.NOT_FREE, who, key
    for person in problem.people:
        for round_, key in person.pins.items():
            if seats.get((person.key, round_)) != key:
                yield Breach.PIN_BROKEN, person.key, key
    for key, count in load.items():
        if count > stands[key].capacity:
            yield Breach.OVER_CAPACITY, None, key
