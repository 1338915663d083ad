"""Hard rules of a problem, checked before anything is solved; the first broken one is refused."""

from __future__ import annotations

from collections import Counter

from .model import Person, Problem, Refusal, Refused, Stand
from .seats import free_rounds


def check(problem: Problem) -> None:
    """Raise `Refused` for the first thing that cannot be planned. Changes nothing."""
    stands = _stands(problem)
    if not problem.people:
        raise Refused(Refusal.NO_PEOPLE)
    keys = {person.key for person in problem.people}
    if len(keys) != len(problem.people):
        raise Refused(Refusal.PERSON_TWICE)
    wanted: set[int] = set()
    pinned: Counter[int] = Counter()
    for person in problem.people:
        check_wishes(person, stands)
        free = free_rounds(person, problem.rounds, stands)
        wanted.update(free)
        for round_, key in person.pins.items():
            check_pin(person, round_, key, stands, free)
            pinned[key] += 1
    for key, count in sorted(pinned.items()):
        if count > stands[key].capacity:
            raise Refused(Refusal.PINS_OVER_CAPACITY, stand=key, pins=count)
    running = {stand.round for stand in problem.stands if stand.open}
    for round_ in sorted(wanted - running):
        raise Refused(Refusal.NO_OPEN_STAND, round=round_)


def _stands(problem: Problem) -> dict[int, Stand]:
    stands: dict[int, Stand] = {}
    for stand in problem.stands:
        if stand.key in stands:
            raise Refused(Refusal.STAND_TWICE, stand=stand.key)
        stands[stand.key] = stand
        check_stand(stand, problem.rounds)
    return stands


def check_stand(stand: Stand, rounds: int) -> None:
    """Refuse an open stand that has no round of this day, or no seat."""
    if not stand.open:
        return
    if stand.round is None:
        raise Refused(Refusal.STAND_WITHOUT_ROUND, stand=stand.key)
    if not 1 <= stand.round <= rounds:
        raise Refused(Refusal.UNKNOWN_ROUND, stand=stand.key, round=stand.round)
    if stand.capacity < 1:
        raise Refused(Refusal.ZERO_CAPACITY, stand=stand.key)


def check_wishes(person: Person, stands: dict[int, Stand]) -> None:
    """Refuse a wish named twice and a wish or own stand that does not exist."""
    if len(set(person.wishes)) != len(person.wishes):
        raise Refused(Refusal.WISH_TWICE, person=person.key)
    for key in (*person.wishes, *([] if person.presents is None else [person.presents])):
        if key not in stands:
            raise Refused(Refusal.UNKNOWN_STAND, person=person.key, stand=key)


def check_pin(
    person: Person, round_: int, key: int, stands: dict[int, Stand], free: tuple[int, ...]
) -> None:
    """Refuse a pin that cannot hold."""
    facts = {"person": person.key, "round": round_, "stand": key}
    stand = stands.get(key)
    if stand is None:
        raise Refused(Refusal.UNKNOWN_STAND, **facts)
    if person.municipality is not None and stand.municipality == person.municipality:
        raise Refused(Refusal.PIN_OWN_MUNICIPALITY, **facts)
    if not stand.open:
        raise Refused(Refusal.PIN_CLOSED, **facts)
    if stand.round != round_:
        raise Refused(Refusal.PIN_WRONG_ROUND, **facts)
    if round_ in free:
        return
    here = person.rounds is None or round_ in person.rounds
    raise Refused(Refusal.PIN_PRESENTING if here else Refusal.PIN_ABSENT, **facts)
