"""Company: cyclic and path exchanges of guests that cost the wishes nothing (or a stated
tolerance).

By complementary slackness every optimal plan of wishes uses only tight arcs of the certificate: a
guest with a wish seat may move to another wish of the round of equal gain - price, a guest without
one to any stand of price 0. An exchange is a chain of such guests, each taking the next one's
place, that closes at the first one's stand or ends at a free seat (or outside, where people without
a seat wait). Chains are grown breadth first from one guest while their partial sums stay negative:
every improving cycle has such a rotation (Lin, Kernighan 1973); stands are visited once (Thompson,
Psaraftis 1993; Ahuja, Orlin, Sharma 2000).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .floor import ALONE, Floor
from .market import NOWHERE, Market

DEPTH = 6
"""Most people in one exchange."""
BEAM = 40
"""Chains kept at each length."""
OUTSIDE = -2
"""The stand of those who have no seat in the round."""
WORK = 3_000_000
"""Replacements weighed before the search is content with what it has."""


@dataclass(slots=True)
class _Chain:
    """People k in order, the stands they leave, company cost so far and value lost so far."""

    guests: tuple[int, ...]
    stands: tuple[int, ...]
    cost: int
    loss: int


def improve(floor: Floor, market: Market, waiting: list[list[int]], tolerance: int = 0) -> int:
    """Improve the floor by exchanges until none is found. `waiting[r]` are the k without a seat in
    round r + 1 (kept up to date). Returns the value given up, at most `tolerance`."""
    spent, work = 0, WORK
    for round_ in range(1, floor.rounds + 1):
        search = _Search(floor, market, round_, waiting[round_ - 1], work // 2)
        spent += search.run(tolerance - spent)
    return spent


class _Search:
    """Exchanges within one round."""

    def __init__(
        self, floor: Floor, market: Market, round_: int, waiting: list[int], work: int
    ) -> None:
        self.floor, self.market, self.waiting, self.work = floor, market, waiting, work
        self.round = round_ - 1
        self.stands = floor.open_in(round_)
        self.cheap = [s for s in self.stands if market.price[s] == 0]
        self.alone = floor.group
        self.politician = [person.politician for person in floor.people]
        self.members: dict[int, list[int]] = {s: [] for s in self.stands}
        self.budget = 0

    def run(self, tolerance: int) -> int:
        """Exchange until a whole pass finds nothing; returns the value given up."""
        self.budget = tolerance
        self.targets = {k: t for k in self._everyone() if (t := list(self._moves(k)))}
        self._place()
        improved = True
        while improved and self.work > 0:
            improved = False
            for k in list(self.targets):
                while self.work > 0 and (chain := self._best_from(k)) is not None:
                    self._apply(chain)
                    improved = True
        return tolerance - self.budget

    def _everyone(self) -> Iterator[int]:
        yield from (k for k in sorted(self.floor.at) if k % self.floor.rounds == self.round)
        yield from self.waiting

    def _place(self) -> None:
        """Who could be displaced at each stand: those who have somewhere else to go."""
        for s in self.stands:
            self.members[s] = []
        self.members[OUTSIDE] = [k for k in self.waiting if k in self.targets]
        for k in self.targets:
            if k in self.floor.at:
                self.members[self.floor.at[k]].append(k)

    def _moves(self, k: int) -> Iterator[tuple[int, int]]:
        """(stand, value lost) that k may move to: wishes of equal surplus, or cheap stands."""
        floor, market = self.floor, self.market
        v, here = k // floor.rounds, floor.at.get(k, OUTSIDE)
        if self.round + 1 in floor.people[v].pins:
            return
        now = market.seat[k]
        if now == NOWHERE:
            yield from ((s, 0) for s in self.cheap if s != here and floor.allowed(v, s))
            if here != OUTSIDE:
                yield OUTSIDE, 0
            return
        surplus = market.worth[k] - market.price[now]
        for t, gain in market.options[v]:
            if t != now and market.round_of[t] == self.round:
                loss = surplus - gain + market.price[t]
                if loss <= self.budget:
                    yield t, loss

    # -- marginal company costs ----------------------------------------------------------------

    def _swap_cost(self, s: int, out: int, come: int) -> int:
        """Company cost at s when `come` takes the place of `out` (people v; NOWHERE: nobody)."""
        if s == OUTSIDE:
            return 0
        floor, spread = self.floor, self.floor.spread
        together, cost = floor.delegations[s], 0
        group_out = floor.group[out] if out >= 0 else ALONE
        group_come = floor.group[come] if come >= 0 else ALONE
        if group_out != group_come:
            if group_out != ALONE:
                cost -= spread.delegation * (together[group_out] - 1)
            if group_come != ALONE:
                cost += spread.delegation * together.get(group_come, 0)
        here = floor.politicians[s]
        after = here
        if out >= 0 and self.politician[out]:
            after -= 1
        if come >= 0 and self.politician[come]:
            after += 1
        if (here > 0) != (after > 0):
            cost += spread.politician if here else -spread.politician
        return cost

    def _hole_cost(self, s: int) -> int:
        """Size part of losing a guest for good."""
        if s == OUTSIDE:
            return 0
        size, spread = self.floor.size[s], self.floor.spread
        cost = -spread.even * (size - 1 - self.floor.stands[s].target)
        return cost + spread.first if size == 1 else cost

    # -- chains --------------------------------------------------------------------------------

    def _best_from(self, k: int) -> _Chain | None:
        """The best improving exchange that starts with k leaving; None if there is none."""
        floor, rounds = self.floor, self.floor.rounds
        start = floor.at.get(k, OUTSIDE)
        first = _Chain((k,), (start,), self._swap_cost(start, k // rounds, NOWHERE), 0)
        hole = self._hole_cost(start) if self._may_shrink(start) else None
        front, best = [first], None
        best_cost = 0
        for _ in range(DEPTH):
            reached: dict[int, _Chain] = {}
            for chain in front:
                for end, cost, loss in self._ends(chain, hole):
                    if cost < best_cost and loss <= self.budget:
                        best_cost = cost
                        best = _Chain(chain.guests, (*chain.stands, end), cost, loss)
                self._grow(chain, reached)
            front = sorted(reached.values(), key=lambda c: c.cost)[:BEAM]
            if not front:
                break
        return best

    def _may_shrink(self, s: int) -> bool:
        return s == OUTSIDE or self.market.price[s] == 0

    def _ends(self, chain: _Chain, hole: int | None) -> Iterator[tuple[int, int, int]]:
        """(stand, company cost, value lost) of closing the chain or letting it end at a free
        seat."""
        v = chain.guests[-1] // self.floor.rounds
        start = chain.stands[0]
        opener = chain.guests[0] // self.floor.rounds
        for t, loss in self.targets[chain.guests[-1]]:
            if t == start:
                if len(chain.guests) > 1:
                    base = chain.cost - self._swap_cost(t, opener, NOWHERE)
                    yield t, base + self._swap_cost(t, opener, v), chain.loss + loss
            elif t == OUTSIDE and start != OUTSIDE:
                continue
            elif t != OUTSIDE and hole is not None and self.floor.room(t) and t not in chain.stands:
                cost = chain.cost + hole + self.floor.crowding(t)
                yield t, cost + self._swap_cost(t, NOWHERE, v), chain.loss + loss

    def _grow(self, chain: _Chain, reached: dict[int, _Chain]) -> None:
        """Chains one longer: the last guest takes someone's place, who must go on."""
        rounds, v = self.floor.rounds, chain.guests[-1] // self.floor.rounds
        for t, loss in self.targets[chain.guests[-1]]:
            if t in chain.stands or chain.loss + loss > self.budget:
                continue
            for k in self.members[t]:
                self.work -= 1
                cost = chain.cost + self._swap_cost(t, k // rounds, v)
                if cost >= 0:
                    continue
                known = reached.get(k)
                if known is None or cost < known.cost:
                    reached[k] = _Chain(
                        (*chain.guests, k), (*chain.stands, t), cost, chain.loss + loss
                    )

    def _apply(self, chain: _Chain) -> None:
        floor, market, rounds = self.floor, self.market, self.floor.rounds
        fixed = [market.seat[k] != NOWHERE for k in chain.guests]
        for k, wished in zip(chain.guests, fixed, strict=True):
            if k in floor.at:
                self.members[floor.leave(k)].remove(k)
            else:
                self.members[OUTSIDE].remove(k)
                self.waiting.remove(k)
            if wished:
                market.lift(k // rounds, market.seat[k])
        for k, t, wished in zip(chain.guests, chain.stands[1:], fixed, strict=True):
            self.members[t].append(k)
            if t == OUTSIDE:
                self.waiting.append(k)
                continue
            floor.sit(k, t, wished)
            if wished:
                market.put(k // rounds, t, market.gain(k // rounds, t))
        self.budget -= chain.loss
        for k in chain.guests:
            self.targets[k] = list(self._moves(k))
