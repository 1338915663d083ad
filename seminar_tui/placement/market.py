"""The market of wish seats: stands have prices, people take the wish that is worth most to them.

A market is a circulation `outside -> person -> person's round -> stand -> outside` with

- `outside -> person`: a first unit worth `bonus` (any wish at all) and further units worth 0,
- `person's round -> stand`: capacity 1, worth the wish's gain (plus the stay price where told so),
- `stand -> outside`: one unit a seat; seats lent to guests who did not wish for them cost `stay`.

Persons are passed through, so that the residual graph has stands for nodes: an arc s -> t is
"someone seated at s who may sit at t". A price is the stand's potential; person potentials follow
from prices (best gain - price). `paths` finds augmenting paths by Dijkstra on reduced costs.
Invariant between calls (complementary slackness): cost of the last seat taken <= price <= cost of
the next free seat, and each person holds a bundle that is best at these prices.

Source: Ahuja, Magnanti, Orlin, Network Flows (1993), ch. 9.7 successive shortest paths.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from .journal import Journal
from .model import Person, Problem, Seat, Stand, Weights
from .seats import free_rounds

NOWHERE = -1
"""Seat index of someone who has no wish seat in a round."""


class Market:
    """Mutable state on dense indices: people v, stands s, person-rounds k = v * rounds + round.

    `options[v]`: (stand, gain) best first. `seat[k]`, `worth[k]`: where v sits and what for.
    `held[v]`: wishes v has (visited and pinned ones counted). `members[s]`: who sits there, sorted,
    so that results do not depend on history. `capacity[s]`, `lent[s]`: seats, and how many of them
    guests without a wish use. `price[s]` >= 0. `touched` lists the k whose seat changed while the
    journal was open.
    """

    def __init__(self, problem: Problem, weights: Weights) -> None:
        self.problem_rounds = problem.rounds
        self.journal = Journal()
        self.weights = weights
        self.stands: list[Stand] = []
        self.stand_index: dict[int, int] = {}
        self.people: list[Person] = []
        self.round_of: list[int] = []
        self.capacity: list[int] = []
        self.lent: list[int] = []
        self.price: list[int] = []
        self.members: list[list[int]] = []
        self.options: list[list[tuple[int, int]]] = []
        self.seat: list[int] = []
        self.worth: list[int] = []
        self.held: list[int] = []
        self.fans: list[list[int]] | None = None
        self.settled = 0
        self.touched: list[int] = []
        for stand in problem.stands:
            self._add_stand(stand)
        by_key = {stand.key: stand for stand in problem.stands}
        for person in problem.people:
            self.add_person(person, by_key)

    def _add_stand(self, stand: Stand) -> None:
        self.stand_index[stand.key] = len(self.stands)
        self.stands.append(stand)
        self.round_of.append((stand.round or 1) - 1)
        self.capacity.append(stand.capacity if stand.open else 0)
        self.lent.append(0)
        self.price.append(0)
        self.members.append([])

    def add_person(self, person: Person, stands: dict[int, Stand]) -> int:
        """Someone new with their wishes, seated nowhere; pins take their seats out of the
        market."""
        v = len(self.people)
        self.people.append(person)
        self.seat.extend([NOWHERE] * self.problem_rounds)
        self.worth.extend([0] * self.problem_rounds)
        self.held.append(granted(person))
        self.options.append(self.wanted(person, stands))
        self.settled += worth_of_pins(person, self.weights)
        for key in person.pins.values():
            self.capacity[self.stand_index[key]] -= 1
        return v

    def enlist(self, person: Person) -> int:
        """Someone new on the day, without wishes or pins yet."""
        v = self.add_person(person, {})
        self.journal.note(self.drop_last, (), self.enlist, (person,))
        return v

    def drop_last(self) -> None:
        """Forget the one enlisted last, who must hold nothing."""
        for values in (self.people, self.held, self.options):
            values.pop()
        del self.seat[-self.problem_rounds :]
        del self.worth[-self.problem_rounds :]

    def wanted(self, person: Person, stands: dict[int, Stand]) -> list[tuple[int, int]]:
        """The person's options: (stand index, gain), dearest first."""
        found = [
            (self.stand_index[key], gain)
            for key, gain in offers(person, self.problem_rounds, stands, self.weights)
        ]
        found.sort(key=_dearest_first)
        return found

    def set_options(self, v: int, options: list[tuple[int, int]]) -> None:
        """Replace what v would take; keeps the index of fans."""
        old = self.options[v]
        if self.fans is not None:
            for s, _ in old:
                fans = self.fans[s]
                del fans[bisect_left(fans, v)]
            for s, _ in options:
                insort(self.fans[s], v)
        self.options[v] = options
        self.journal.note(self.set_options, (v, old), self.set_options, (v, options))

    # -- seats ---------------------------------------------------------------------------------

    def put(self, v: int, s: int, gain: int) -> None:
        """Seat v at s in the stand's round."""
        k = v * self.problem_rounds + self.round_of[s]
        self.seat[k] = s
        self.worth[k] = gain
        self.held[v] += 1
        insort(self.members[s], v)
        if self.journal.open:
            self.touched.append(k)
            self.journal.note(self.lift, (v, s), self.put, (v, s, gain))

    def lift(self, v: int, s: int) -> None:
        """Take v up from s."""
        k = v * self.problem_rounds + self.round_of[s]
        self.seat[k] = NOWHERE
        self.held[v] -= 1
        members = self.members[s]
        del members[bisect_left(members, v)]
        if self.journal.open:
            self.touched.append(k)
            self.journal.note(self.put, (v, s, self.worth[k]), self.lift, (v, s))

    def gain(self, v: int, s: int) -> int:
        """What s is worth to v. Raises KeyError if v did not wish for s."""
        for t, gain in self.options[v]:
            if t == s:
                return gain
        raise KeyError((v, s))

    def next_cost(self, s: int) -> int | None:
        """Cost of one more wish seat at s; None when the stand is full."""
        used, capacity = len(self.members[s]), self.capacity[s]
        if used >= capacity:
            return None
        return 0 if used < capacity - self.lent[s] else self.weights.stay

    def last_cost(self, s: int) -> int:
        """Cost of the dearest wish seat in use at s."""
        return self.weights.stay if len(self.members[s]) > self.capacity[s] - self.lent[s] else 0

    # -- answers -------------------------------------------------------------------------------

    def wish_seats(self) -> dict[Seat, int]:
        """The wish seats handed out by the market (pins are not among them)."""
        rounds = self.problem_rounds
        return {
            (self.people[k // rounds].key, k % rounds + 1): self.stands[s].key
            for k, s in enumerate(self.seat)
            if s != NOWHERE
        }

    def value(self) -> int:
        """What the wishes met are worth now, with the stay price in it."""
        seated = sum(self.worth[k] for k, s in enumerate(self.seat) if s != NOWHERE)
        newly = sum(
            1 for v, person in enumerate(self.people) if self.held[v] and not granted(person)
        )
        return self.settled + seated + newly * self.weights.bonus

    def prices(self) -> dict[int, int]:
        """Price by stand number; open stands only."""
        return {s.key: p for s, p in zip(self.stands, self.price, strict=True) if s.open}


def granted(person: Person) -> int:
    """Wishes the person has already: visited in a round now over, or pinned."""
    wished = set(person.wishes)
    return sum(key in wished for key in {*person.pins.values(), *person.seen})


def worth_of_pins(person: Person, weights: Weights) -> int:
    """Value of pinned wishes, whatever the market does: gains, and the bonus if they are the
    first."""
    wishes = person.wishes
    new = [key for key in person.pins.values() if key in wishes and key not in person.seen]
    first = weights.bonus if new and not any(key in wishes for key in person.seen) else 0
    return first + sum(weights.gain[wishes.index(key)] for key in new)


def offers(
    person: Person, rounds: int, stands: dict[int, Stand], weights: Weights
) -> Iterable[tuple[int, int]]:
    """(stand number, gain) of each wish that may be met, in rank order; the stay price is in the
    gain."""
    own, stay = stands.get(person.presents) if person.presents is not None else None, weights.stay
    busy = own.round if own is not None and own.open else None
    here, pins, told = person.rounds, person.pins, person.told
    for rank, key in enumerate(person.wishes):
        stand = stands[key]
        round_ = stand.round
        if (
            not stand.open
            or round_ is None
            or round_ == busy
            or (here is not None and round_ not in here)
            or round_ in pins
            or (person.municipality is not None and stand.municipality == person.municipality)
            or key in person.seen
        ):
            continue
        gain = weights.gain[rank]
        if stay and round_ in told:
            before = told[round_]
            if before == key:
                gain += stay
            elif borrowed(person, round_, stands):
                gain -= stay
        yield key, gain


def borrowed(person: Person, round_: int, stands: dict[int, Stand]) -> bool:
    """Whether the person was told a seat in this round that can still be had and was no wish."""
    key = person.told.get(round_)
    if key is None or key in person.wishes or round_ in person.pins:
        return False
    stand = stands.get(key)
    if stand is None or not stand.open or stand.round != round_:
        return False
    return person.municipality is None or stand.municipality != person.municipality


def lent_seats(problem: Problem) -> dict[int, int]:
    """How many told seats of each stand are held by people who did not wish for them."""
    stands = {stand.key: stand for stand in problem.stands}
    lent = dict.fromkeys(stands, 0)
    for person in problem.people:
        if not person.told:
            continue
        for round_ in free_rounds(person, problem.rounds, stands):
            if borrowed(person, round_, stands):
                lent[person.told[round_]] += 1
    return lent


def _dearest_first(option: tuple[int, int]) -> int:
    return -option[1]
