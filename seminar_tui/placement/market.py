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
from collections.abc import Iterable, Mapping
from math import inf

from .journal import Journal
from .model import Person, Problem, Seat, Stand, Weights
from .seats import free_rounds

NOWHERE = -1
"""Seat index of someone who has no wish seat in a round."""


Exit = tuple[int, int]
"""Reduced cost of ending a path, and who gives up for it (NOWHERE: a free seat is taken)."""


class Market:
    """Mutable state on dense indices: people v, stands s, person-rounds k = v * rounds + round.

    `options[v]`: (stand, gain) best first. `seat[k]`, `worth[k]`: where v sits and what for.
    `held[v]`: wishes v has (visited and pinned ones counted). `members[s]`: who sits there, sorted,
    so that results do not depend on history. `capacity[s]`, `lent[s]`: seats, and how many of them
    guests without a wish use. `price[s]` >= 0. `bar[k]` - `fallen` is a price up to which the guest
    of k surely stays (`fallen`: by how much prices have fallen in all), `least[s]` the cheapest to
    give up a seat at s; both are forgotten by `reconsider`. `touched` lists the k whose seat
    changed while the journal was open.
    """

    def __init__(self, problem: Problem, weights: Weights) -> None:
        self.problem_rounds = problem.rounds
        self.unknown = (-inf,) * problem.rounds
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
        self.bar: list[float] = []
        self.least: list[Exit | None] = []
        self.fallen = 0
        self.fans: list[list[tuple[int, int]]] | None = None
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
        self.least.append(None)

    def add_person(self, person: Person, stands: dict[int, Stand]) -> int:
        """Someone new with their wishes, seated nowhere; pins take their seats out of the
        market."""
        v = len(self.people)
        self.people.append(person)
        self.seat.extend([NOWHERE] * self.problem_rounds)
        self.worth.extend([0] * self.problem_rounds)
        self.bar.extend(self.unknown)
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
        del self.bar[-self.problem_rounds :]

    def wanted(self, person: Person, stands: dict[int, Stand]) -> list[tuple[int, int]]:
        """The person's options: (stand index, gain), dearest first."""
        index = self.stand_index
        found = [
            (index[key], gain)
            for key, gain in offers(person, self.problem_rounds, stands, self.weights)
        ]
        if self.weights.stay:
            found.sort(key=_dearest_first)
        return found

    def set_options(self, v: int, options: list[tuple[int, int]]) -> None:
        """Replace what v would take; keeps the index of fans."""
        old = self.options[v]
        if self.fans is not None:
            for s, gain in old:
                fans = self.fans[s]
                del fans[bisect_left(fans, (v, gain))]
            for s, gain in options:
                insort(self.fans[s], (v, gain))
        self.options[v] = options
        self.reconsider(v)
        self.journal.note(self.set_options, (v, old), self.set_options, (v, options))

    def set_held(self, v: int, held: int) -> None:
        """Count v's wishes met anew."""
        self.journal.note(self.set_held, (v, self.held[v]), self.set_held, (v, held))
        self.held[v] = held
        self.reconsider(v)

    def set_worth(self, v: int, s: int, gain: int) -> None:
        """The seat v has at s is worth something else now."""
        k = v * self.problem_rounds + self.round_of[s]
        self.journal.note(self.set_worth, (v, s, self.worth[k]), self.set_worth, (v, s, gain))
        self.worth[k] = gain
        self.reconsider(v)

    # -- seats ---------------------------------------------------------------------------------

    def put(self, v: int, s: int, gain: int) -> None:
        """Seat v at s in the stand's round."""
        k = v * self.problem_rounds + self.round_of[s]
        self.seat[k] = s
        self.worth[k] = gain
        self.held[v] += 1
        insort(self.members[s], v)
        self.reconsider(v)
        if self.journal.open:
            self.touched.append(k)
            self.journal.note(self.lift, (v, s), self.put, (v, s, gain))

    def lift(self, v: int, s: int) -> None:
        """Take v up from s."""
        k = v * self.problem_rounds + self.round_of[s]
        self.reconsider(v)
        self.seat[k] = NOWHERE
        self.held[v] -= 1
        members = self.members[s]
        del members[bisect_left(members, v)]
        if self.journal.open:
            self.touched.append(k)
            self.journal.note(self.put, (v, s, self.worth[k]), self.lift, (v, s))

    def reconsider(self, v: int) -> None:
        """What v has or may take has changed: nothing is known of when v would leave."""
        first = v * self.problem_rounds
        for s in self.seat[first : first + self.problem_rounds]:
            if s != NOWHERE:
                self.least[s] = None
        self.bar[first : first + self.problem_rounds] = self.unknown

    def shift(self, prices: list[tuple[int, int]]) -> None:
        """New prices of some stands, (stand, price), all at once."""
        if not prices:
            return
        price = self.price
        if self.journal.open:
            old = [(s, price[s]) for s, _ in prices]
            self.journal.note(self.shift, (old,), self.shift, (prices,))
        self.fallen += max(0, max(price[s] - new for s, new in prices))
        for s, new in prices:
            price[s] = new

    def lend(self, lent: Mapping[int, int]) -> None:
        """So many seats of each stand (by number) are held by guests who did not wish for them."""
        for key, seats in lent.items():
            self.lent[self.stand_index[key]] = seats

    def gain(self, v: int, s: int) -> int:
        """What s is worth to v. Raises KeyError if v did not wish for s."""
        for t, gain in self.options[v]:
            if t == s:
                return gain
        raise KeyError((v, s))

    def content(self, v: int, seats: Iterable[int], met: bool) -> bool:
        """Whether no bundle is worth more to v than these seats at the present prices. `met`: v has
        had a wish otherwise."""
        price, round_of = self.price, self.round_of
        first = 0 if met else self.weights.bonus
        best = [0] * self.problem_rounds
        value, some, single = 0, False, -first
        for s, gain in self.options[v]:
            surplus = gain - price[s]
            if surplus > best[round_of[s]]:
                best[round_of[s]] = surplus
            if surplus > single:
                single = surplus
            if s in seats:
                value, some = value + surplus, True
        top = sum(best) or min(single, 0)
        return (value + first if some else 0) == top + first

    def next_cost(self, s: int) -> int | None:
        """Cost of one more wish seat at s; None when the stand is full."""
        used, capacity = len(self.members[s]), self.capacity[s]
        if used >= capacity:
            return None
        return 0 if used < capacity - self.lent[s] else self.weights.stay

    def last_cost(self, s: int) -> int:
        """Cost of the dearest wish seat in use at s."""
        return self.weights.stay if len(self.members[s]) > self.capacity[s] - self.lent[s] else 0

    def quitter(self, s: int) -> Exit | None:
        """Who gives up at the least cost when s has one guest too many."""
        if not self.members[s]:
            return None
        known = self.least[s]
        if known is None:
            r, rounds, bonus = self.round_of[s], self.problem_rounds, self.weights.bonus
            worth, held = self.worth, self.held
            known = self.least[s] = min(
                (worth[v * rounds + r] + (0 if held[v] > 1 else bonus), v) for v in self.members[s]
            )
        return known[0] - self.price[s], known[1]

    def way_out(self, s: int) -> Exit | None:
        """The cheaper of a free seat at s (or the right to one that is lent) and a quitter."""
        cost, price = self.next_cost(s), self.price[s]
        if cost is not None and cost <= price:
            return 0, NOWHERE
        found = self.quitter(s)
        if cost is not None and (found is None or cost - price <= found[0]):
            return cost - price, NOWHERE
        return found

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
    if not person.pins and not person.seen:
        return 0
    wished = set(person.wishes)
    return sum(key in wished for key in {*person.pins.values(), *person.seen})


def worth_of_pins(person: Person, weights: Weights) -> int:
    """Value of pinned wishes, whatever the market does: gains, and the bonus if they are the
    first."""
    if not person.pins:
        return 0
    wishes = person.wishes
    new = [key for key in person.pins.values() if key in wishes and key not in person.seen]
    first = weights.bonus if new and not any(key in wishes for key in person.seen) else 0
    return first + sum(weights.gain[wishes.index(key)] for key in new)


def offers(
    person: Person, rounds: int, stands: dict[int, Stand], weights: Weights
) -> Iterable[tuple[int, int]]:
    """(stand number, gain) of each wish that may be met, in rank order; the stay price is in the
    gain."""
    free = free_rounds(person, rounds, stands)
    if person.pins:
        free = tuple(r for r in free if r not in person.pins)
    town, seen, told, stay = person.municipality, person.seen, person.told, weights.stay
    for key, gain in zip(person.wishes, weights.gain, strict=False):
        stand = stands[key]
        round_ = stand.round
        if round_ not in free or not stand.open or key in seen:
            continue
        if town is not None and stand.municipality == town:
            continue
        if stay and round_ is not None and round_ in told:
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
