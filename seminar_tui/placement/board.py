"""Market and floor kept right together, one change at a time.

`enter`, `change_person` and `change_stand` write a fact and restore the market's optimum by
augmenting paths; `stabilise` brings the floor after it: wish seats are mirrored, guests without a
wish who lose their seat are moved, those waiting are seated, an emptied stand gets a first guest.
What people have been told is then what is on the floor, and every price still proves it (Ahuja,
Magnanti, Orlin 1993, ch. 9.11 on sensitivity). All writes go through one journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from .fill import fill, waiting
from .floor import Spread, furnish
from .journal import Journal
from .market import NOWHERE, Market, granted, lent_seats
from .model import Person, PersonKey, Problem, Refusal, Refused, Seat, Stand, Weights
from .paths import index_fans, seat_person, settle
from .seats import free_rounds


class Board:
    """Mutable state of the live day. `problem` has everyone told what `seats` say; the wish seats
    are optimal at `prices`. `changed` collects the person-rounds k whose seat may have changed,
    `former` the people written over as they were (None: new), `restood` the stands written."""

    def __init__(
        self,
        problem: Problem,
        weights: Weights,
        prices: Mapping[int, int],
        wish_seats: Mapping[Seat, int],
        company: Spread,
    ) -> None:
        self.rounds = problem.rounds
        self.stands = {stand.key: stand for stand in problem.stands}
        self.index = {person.key: v for v, person in enumerate(problem.people)}
        self.market = market = Market(problem, weights)
        self.floor = furnish(problem, wish_seats, company)
        self.journal = market.journal = self.floor.journal = Journal()
        market.lend(lent_seats(problem))
        for s, stand in enumerate(market.stands):
            market.price[s] = prices.get(stand.key, 0)
        for (who, _), key in wish_seats.items():
            v, s = self.index[who], market.stand_index[key]
            market.put(v, s, market.gain(v, s))
        index_fans(market)
        self.waiting: set[int] = set()
        self.changed: set[int] = set()
        self.former: dict[int, Person | None] = {}
        self.restood: set[int] = set()
        self._loose: set[int] = set()
        for round_ in range(1, problem.rounds + 1):
            left = waiting(self.floor, problem, round_)
            self.waiting.update(v * self.rounds + round_ - 1 for v in left)

    # -- people --------------------------------------------------------------------------------

    def find(self, key: PersonKey) -> Person:
        """The person as they are now. Raises `Refused`."""
        if key not in self.index:
            raise Refused(Refusal.UNKNOWN_PERSON, person=key)
        return self.floor.people[self.index[key]]

    def enter(self, person: Person) -> int:
        """Someone new comes in."""
        bare = replace(person, wishes=(), pins={}, told={}, rounds=frozenset())
        v = self.market.enlist(bare)
        self.floor.add_person(bare)
        self.index[person.key] = v
        self.former[v] = None
        self.journal.note(self.index.pop, (person.key,), self.index.__setitem__, (person.key, v))
        self.change_person(v, replace(person, told={}))
        return v

    def change_person(self, v: int, person: Person) -> None:
        """The person is now like this: out of the market, changed, and in again."""
        old = self.floor.people[v]
        self._pull(v)
        for round_, key in old.pins.items():
            if person.pins.get(round_) != key:
                self._unpin(v, round_, key)
        before = set(free_rounds(old, self.rounds, self.stands))
        self._write(v, person)
        after = set(free_rounds(person, self.rounds, self.stands))
        for round_ in before - after:
            self._stand_up(v * self.rounds + round_ - 1)
            self._unwait(v * self.rounds + round_ - 1)
        for round_ in after - before:
            self._wait(v * self.rounds + round_ - 1)
        for round_, key in person.pins.items():
            if old.pins.get(round_) != key:
                self._pin(v, round_, key)
        self._return(v)

    def _pull(self, v: int) -> None:
        """Take v out of the market; others may take the seats."""
        market = self.market
        market.set_options(v, [])
        first = v * self.rounds
        seats = [s for s in market.seat[first : first + self.rounds] if s != NOWHERE]
        for s in seats:
            market.lift(v, s)
            self._resize(s, -1)
        for s in seats:
            self._resize(s, 1)
            settle(market, s)

    def _return(self, v: int) -> None:
        """Let v take wishes again."""
        self.market.set_options(v, self.market.wanted(self.floor.people[v], self.stands))
        while seat_person(self.market, v):
            pass

    def _write(self, v: int, person: Person) -> None:
        self.former.setdefault(v, self.floor.people[v])
        self.journal.assign(self.floor.people, v, person)
        self.journal.assign(self.market.people, v, person)
        seated = sum(
            s != NOWHERE for s in self.market.seat[v * self.rounds : (v + 1) * self.rounds]
        )
        self.market.set_held(v, granted(person) + seated)

    def _resize(self, s: int, seats: int) -> None:
        self.journal.assign(self.market.capacity, s, self.market.capacity[s] + seats)

    def _pin(self, v: int, round_: int, key: int) -> None:
        s, k = self.floor.index[key], v * self.rounds + round_ - 1
        self._resize(s, -1)
        settle(self.market, s)
        self._stand_up(k)
        self.floor.sit(k, s, True)
        self._unwait(k)
        self._loose.add(s)

    def _unpin(self, v: int, round_: int, key: int) -> None:
        s = self.floor.index[key]
        self._stand_up(v * self.rounds + round_ - 1)
        if self.floor.stands[s].open:
            self._resize(s, 1)
            settle(self.market, s)

    # -- stands --------------------------------------------------------------------------------

    def change_stand(self, stand: Stand) -> None:
        """The stand is now like this: shut, opened, in another round, with more or fewer seats."""
        s = self.floor.index[stand.key]
        old = self.floor.stands[s]
        moved = old.round != stand.round
        if old.open and (moved or not stand.open):
            self._shut(s)
        if stand.open and (moved or not old.open):
            self._open(s, stand)
            return
        if stand.open:
            self._resize(s, stand.capacity - old.capacity)
        self._write_stand(s, stand)
        settle(self.market, s)
        self._loose.add(s)

    def _shut(self, s: int) -> None:
        """Push everyone out along shortest paths, then strike the stand off every list."""
        market, floor, old = self.market, self.floor, self.floor.stands[s]
        self.journal.assign(market.capacity, s, 0)
        settle(market, s)
        lost = {k // self.rounds for k in floor.borrowers[s]}
        self._write_stand(s, replace(old, open=False))
        for v, _ in list(market.fans[s] if market.fans else ()):
            market.set_options(v, market.wanted(floor.people[v], self.stands))
        for v, person in enumerate(floor.people):
            if old.key in person.pins.values():
                pins = {r: key for r, key in person.pins.items() if key != old.key}
                self.change_person(v, replace(person, pins=pins))
            elif person.presents == old.key:
                self._reconsider_free(v, old.round, free=True)
        for v in sorted(lost):
            self._stand_up(v * self.rounds + (old.round or 1) - 1)
            self._pull(v)
            self._return(v)

    def _open(self, s: int, stand: Stand) -> None:
        """Open at a price nobody pays, then let the price fall until the seats are taken."""
        market, weights = self.market, self.market.weights
        self._write_stand(s, stand)
        self.journal.assign(market.round_of, s, (stand.round or 1) - 1)
        self.journal.assign(market.capacity, s, 0)
        market.shift([(s, max(weights.gain) + weights.bonus + 2 * weights.stay)])
        for v, person in enumerate(self.floor.people):
            if person.presents == stand.key:
                self._reconsider_free(v, stand.round, free=False)
            elif stand.key in person.wishes:
                market.set_options(v, market.wanted(person, self.stands))
        self.journal.assign(market.capacity, s, stand.capacity)
        settle(market, s)
        self._loose.add(s)

    def _reconsider_free(self, v: int, round_: int | None, *, free: bool) -> None:
        """A presenter whose stand was shut or opened may or may not be a guest in its round."""
        person = self.floor.people[v]
        if round_ is None or (person.rounds is not None and round_ not in person.rounds):
            return
        k = v * self.rounds + round_ - 1
        self._pull(v)
        if free:
            self._wait(k)
        else:
            if round_ in person.pins:
                self._unpin(v, round_, person.pins[round_])
                pins = {r: key for r, key in person.pins.items() if r != round_}
                self._write(v, replace(person, pins=pins))
            self._stand_up(k)
            self._unwait(k)
        self._return(v)

    def _write_stand(self, s: int, stand: Stand) -> None:
        self.restood.add(s)
        self.journal.assign(self.floor.stands, s, stand)
        self.journal.assign(self.market.stands, s, stand)
        self.journal.assign(self.stands, stand.key, stand)

    # -- the floor follows ---------------------------------------------------------------------

    def stabilise(self) -> None:
        """Until nothing moves: mirror wish seats, seat who waits, tell people, settle prices."""
        while True:
            self._mirror()
            for round_ in range(1, self.rounds + 1):
                self._fill(round_)
            self._tell()
            if not (self.market.touched or self.floor.touched or self._loose):
                return

    def _mirror(self) -> None:
        """Wish seats of the market go onto the floor; borrowers without a seat try the market."""
        while self.market.touched or self._loose:
            loose, self._loose = self._loose, set()
            for k in sorted(_drain(self.market.touched)):
                self.changed.add(k)
                s, now = self.market.seat[k], self.floor.at.get(k)
                if s != NOWHERE:
                    self._stand_up(k)
                    self.floor.sit(k, s, True)
                    self._unwait(k)
                    loose.add(s)
                elif now is not None and self._on_wish(k, now):
                    self._stand_up(k)
            for s in sorted(loose):
                self._evict(s)

    def _on_wish(self, k: int, s: int) -> bool:
        """Whether k sits at s for a wish: neither borrowed nor pinned."""
        pinned = k % self.rounds + 1 in self.floor.people[k // self.rounds].pins
        return not pinned and k not in self.floor.borrowers[s]

    def _evict(self, s: int) -> None:
        """Guests without a wish make room; those whose leaving helps the company most go first."""
        floor = self.floor
        while floor.size[s] > floor.stands[s].capacity and floor.borrowers[s]:
            k = min(floor.borrowers[s], key=lambda k: (self._leaving(k, s), k))
            self._stand_up(k)
            self._retell(k // self.rounds)

    def _leaving(self, k: int, s: int) -> int:
        floor, v = self.floor, k // self.rounds
        together = floor.delegations[s].get(floor.group[v], 1) - 1
        only = floor.people[v].politician and floor.politicians[s] == 1
        return (floor.spread.politician if only else 0) - floor.spread.delegation * together

    def _fill(self, round_: int) -> None:
        stands = self.floor.open_in(round_)
        if self.waiting and any(self.floor.room(s) for s in stands):
            waiting = sorted(k for k in self.waiting if k % self.rounds == round_ - 1)
            left = set(fill(self.floor, round_, [k // self.rounds for k in waiting]))
            for k in waiting:
                if k // self.rounds not in left:
                    self._unwait(k)
        self._first_guests(stands)

    def _first_guests(self, stands: list[int]) -> None:
        """An open stand without a guest gets one who did not wish for theirs, from the fullest."""
        floor = self.floor
        for s in stands:
            if floor.size[s]:
                continue
            givers = [d for d in stands if floor.size[d] > 1 and floor.borrowers[d]]
            givers.sort(key=lambda d: (-floor.size[d], d))
            guests = (k for d in givers for k in floor.borrowers[d])
            guest = next((k for k in guests if floor.allowed(k // self.rounds, s)), None)
            if guest is not None:
                floor.leave(guest)
                floor.sit(guest, s)

    def _tell(self) -> None:
        """What is on the floor is what people have been told; lent seats and prices follow."""
        touched = sorted(_drain(self.floor.touched))
        self.changed.update(touched)
        for v in sorted({k // self.rounds for k in touched}):
            self._retell(v)
        for s, borrowers in enumerate(self.floor.borrowers):
            lent = self._lent(borrowers)
            if lent != self.market.lent[s]:
                self.journal.assign(self.market.lent, s, lent)
                settle(self.market, s)

    def _lent(self, borrowers: list[int]) -> int:
        return len(borrowers) if self.market.weights.stay else 0

    def _retell(self, v: int) -> None:
        """Tell v the present seats; the stay price then counts from there."""
        floor, market = self.floor, self.market
        person, first = floor.people[v], v * self.rounds
        told = {
            r + 1: floor.stands[floor.at[first + r]].key
            for r in range(self.rounds)
            if first + r in floor.at
        }
        if told == person.told:
            return
        self._write(v, replace(person, told=told))
        market.set_options(v, market.wanted(floor.people[v], self.stands))
        for s in market.seat[first : first + self.rounds]:
            if s != NOWHERE:
                market.set_worth(v, s, market.gain(v, s))
        while seat_person(market, v):
            pass
        seats = [s for s in market.seat[first : first + self.rounds] if s != NOWHERE]
        if not market.content(v, seats, market.held[v] > len(seats)):
            self._pull(v)
            self._return(v)

    def _stand_up(self, k: int) -> None:
        if k in self.floor.at:
            self.floor.leave(k)
            self._wait(k)

    def _wait(self, k: int) -> None:
        if k not in self.waiting:
            self.waiting.add(k)
            self.journal.note(self.waiting.discard, (k,), self.waiting.add, (k,))

    def _unwait(self, k: int) -> None:
        if k in self.waiting:
            self.waiting.discard(k)
            self.journal.note(self.waiting.add, (k,), self.waiting.discard, (k,))

    def forget(self) -> None:
        """Drop the lists of what was touched; a proposal has been taken back."""
        self.market.touched.clear()
        self.floor.touched.clear()
        self._loose.clear()
        self.changed.clear()
        self.former = {}
        self.restood.clear()


def _drain(values: list[int]) -> Iterable[int]:
    found = set(values)
    values.clear()
    return found
