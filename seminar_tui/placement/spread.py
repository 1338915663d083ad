"""Company: cyclic and path exchanges of guests that cost the wishes nothing (or a stated
tolerance).

By complementary slackness every optimal plan of wishes uses only what is tight at the certificate's
prices: with everything else as it is, a guest may move to another wish of equal gain - price (in
the other round too, where they have no seat), from a wish worth nothing above its price to no wish
at all or back, and without a wish to any stand of price 0. An exchange is a chain of such guests,
each taking the next one's place, that closes at the first one's stand or ends at a free seat (or
outside, where people without a seat wait). Chains are grown breadth first from one guest while
their partial sums stay negative: every improving cycle has such a rotation (Lin, Kernighan 1973);
stands are visited once (Thompson, Psaraftis 1993; Ahuja, Orlin, Sharma 2000).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .floor import ALONE, Floor
from .market import NOWHERE, Market

DEPTH = 20
"""Most people in one exchange."""
BEAM = 100
"""Chains kept at each length."""
WORK = 1_000_000
"""Replacements weighed before the search is content with what it has."""
STANDS = 2_000_000
"""Pairs of a guest without a wish and a stand that are looked at; of very many stands, each guest
looks at some, others at others."""

Target = tuple[int, int, int]
"""A stand (or outside, below 0), the value lost by going there, the person-round that goes."""


@dataclass(slots=True)
class _Chain:
    """Person-rounds k that leave, the stands they leave, who arrives where (k, stand), company cost
    and value lost so far."""

    guests: tuple[int, ...]
    stands: tuple[int, ...]
    arrivals: tuple[tuple[int, int], ...]
    cost: int
    loss: int


def improve(floor: Floor, market: Market, waiting: list[list[int]], tolerance: int = 0) -> int:
    """Improve the floor by exchanges until none is found. `waiting[r]` are the k without a seat in
    round r + 1. Returns the value given up, at most `tolerance`."""
    search = _Search(floor, market, waiting, tolerance)
    search.run()
    return tolerance - search.budget


def outside(round_: int) -> int:
    """The stand of those who have no seat in a round (counted from 0)."""
    return -2 - round_


class _Search:
    """Exchanges on one floor."""

    def __init__(
        self, floor: Floor, market: Market, waiting: list[list[int]], tolerance: int
    ) -> None:
        self.floor, self.market, self.work = floor, market, WORK
        self.budget = tolerance
        self.rounds = floor.rounds
        self.cheap = [
            [s for s in floor.open_in(r + 1) if market.price[s] == 0] for r in range(self.rounds)
        ]
        self.politician = [person.politician for person in floor.people]
        self.out = {k for ks in waiting for k in ks}
        self.targets: dict[int, list[Target]] = {}
        self.improvable: dict[int, bool] = {}
        self.members: dict[int, list[int]] = {s: [] for s in range(len(floor.stands))}
        self.members.update({outside(r): [] for r in range(self.rounds)})
        everyone = sorted({*floor.at, *self.out})
        self.look = max(16, STANDS // (len(everyone) + 1))
        for k in everyone:
            self._refresh(k)

    def run(self) -> None:
        """Exchange until a whole pass finds nothing."""
        improved = True
        while improved and self.work > 0:
            improved = False
            for k in sorted(self.targets):
                while self.work > 0 and (chain := self._best_from(k)) is not None:
                    self._apply(chain)
                    improved = True

    def _here(self, k: int) -> int:
        return self.floor.at.get(k, outside(k % self.rounds))

    def _refresh(self, k: int) -> None:
        """Work out where k may go, and whether it can be displaced at all."""
        if k not in self.floor.at and k not in self.out:
            return
        members = self.members[self._here(k)]
        was = k in self.targets
        self.targets.pop(k, None)
        targets = list(self._moves(k))
        if targets:
            self.targets[k] = targets
            if not was:
                members.append(k)
        elif was:
            members.remove(k)

    def _moves(self, k: int) -> Iterator[Target]:
        floor, market = self.floor, self.market
        v, r, here = k // self.rounds, k % self.rounds, self._here(k)
        if r + 1 in floor.people[v].pins:
            return
        now = market.seat[k]
        seated = now != NOWHERE
        bonus = 0 if market.held[v] - seated else market.weights.bonus
        worth = market.worth[k] - market.price[now] + bonus if seated else 0
        for t, gain in market.options[v]:
            loss = worth - (gain - market.price[t] + bonus)
            if t == now or loss > self.budget:
                continue
            other = v * self.rounds + market.round_of[t]
            if other == k or (seated and other in self.out):
                yield t, loss, other
        if worth > self.budget:
            return
        wished = {t for t, _ in market.options[v]}
        for s in self._looked_at(self.cheap[r], k):
            if s != here and s not in wished and floor.allowed(v, s):
                yield s, worth, k
        if here >= 0:
            yield outside(r), worth, k

    def _looked_at(self, stands: list[int], k: int) -> list[int]:
        if len(stands) <= self.look:
            return stands
        start = k % len(stands)
        return (stands[start:] + stands[:start])[: self.look]

    # -- marginal company costs ----------------------------------------------------------------

    def _swap_cost(self, s: int, out: int, come: int) -> int:
        """Company cost at s when person `come` takes the place of `out` (NOWHERE: nobody)."""
        if s < 0:
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

    def _improvable(self, s: int) -> bool:
        """Whether any one replacement at s can help: a delegation together, or no politician."""
        known = self.improvable.get(s)
        if known is None:
            together = s >= 0 and any(n > 1 for n in self.floor.delegations[s].values())
            known = self.improvable[s] = together or (s >= 0 and not self.floor.politicians[s])
        return known

    def _hole_cost(self, s: int) -> int | None:
        """Size part of losing a guest for good; None where the seat must be filled."""
        if s < 0:
            return 0
        if self.market.price[s]:
            return None
        size, spread = self.floor.size[s], self.floor.spread
        cost = -spread.even * (size - 1 - self.floor.stands[s].target)
        return cost + spread.first if size == 1 else cost

    # -- chains --------------------------------------------------------------------------------

    def _best_from(self, k: int) -> _Chain | None:
        """The best improving exchange that starts with k leaving; None if there is none."""
        if k not in self.targets:
            return None
        start = self._here(k)
        hole = self._hole_cost(start)
        leave = self._swap_cost(start, k // self.rounds, NOWHERE)
        front = [_Chain((k,), (start,), (), leave, 0)]
        best, best_cost = None, 0
        label: dict[int, int] = {}
        for _ in range(DEPTH):
            reached: dict[int, _Chain] = {}
            for chain in front:
                for end, cost, loss, goer in self._ends(chain, hole):
                    if cost < best_cost and loss <= self.budget:
                        arrivals = (*chain.arrivals, (goer, end))
                        best_cost = cost
                        best = _Chain(chain.guests, chain.stands, arrivals, cost, loss)
                self._grow(chain, reached, label, max(0, leave))
            front = sorted(reached.values(), key=_cost)[:BEAM]
            if best is not None or not front:
                break
        return best

    def _ends(self, chain: _Chain, hole: int | None) -> Iterator[tuple[int, int, int, int]]:
        """(stand, company cost, value lost, who) of closing the chain or ending at a free seat."""
        last = chain.guests[-1]
        v, start = last // self.rounds, chain.stands[0]
        opener = chain.guests[0] // self.rounds
        for t, loss, goer in self.targets[last]:
            if t == start:
                if len(chain.guests) > 1:
                    cost = chain.cost - self._swap_cost(t, opener, NOWHERE)
                    yield t, cost + self._swap_cost(t, opener, v), chain.loss + loss, goer
                continue
            same_round = goer % self.rounds == chain.guests[0] % self.rounds
            if t < 0 or hole is None or not same_round or t in chain.stands:
                continue
            if self.floor.room(t):
                cost = chain.cost + hole + self.floor.crowding(t)
                yield t, cost + self._swap_cost(t, NOWHERE, v), chain.loss + loss, goer

    def _grow(
        self, chain: _Chain, reached: dict[int, _Chain], label: dict[int, int], owed: int
    ) -> None:
        """Chains one longer: the last guest takes someone's place, who must go on. `owed` is what
        the first guest's leaving costs; closing the chain may pay it back. `label` is the least
        cost at which each guest was displaced so far."""
        rounds = self.rounds
        last, busy = chain.guests[-1], {k // rounds for k in chain.guests}
        v = last // rounds
        gained = chain.cost < owed
        for t, loss, goer in self.targets[last]:
            if t in chain.stands or chain.loss + loss > self.budget:
                continue
            if not gained and not self._improvable(t):
                continue
            self.work -= len(self.members[t])
            for k in self.members[t]:
                cost = chain.cost + self._swap_cost(t, k // rounds, v)
                if cost < label.get(k, owed) and k // rounds not in busy:
                    label[k] = cost
                    reached[k] = _Chain(
                        (*chain.guests, k),
                        (*chain.stands, t),
                        (*chain.arrivals, (goer, t)),
                        cost,
                        chain.loss + loss,
                    )

    def _apply(self, chain: _Chain) -> None:
        floor, market, rounds = self.floor, self.market, self.rounds
        people = [k // rounds for k in chain.guests]
        for v in people:
            for k in range(v * rounds, (v + 1) * rounds):
                if self.targets.pop(k, None) is not None:
                    self.members[self._here(k)].remove(k)
        for k in chain.guests:
            if k in floor.at:
                floor.leave(k)
                self.out.add(k)
            if market.seat[k] != NOWHERE:
                market.lift(k // rounds, market.seat[k])
        for k, t in chain.arrivals:
            if t < 0:
                continue
            v = k // rounds
            gain = next((g for s, g in market.options[v] if s == t), None)
            self.out.discard(k)
            floor.sit(k, t, gain is not None)
            if gain is not None:
                market.put(v, t, gain)
        self.budget -= chain.loss
        self.improvable.clear()
        for v in people:
            for k in range(v * rounds, (v + 1) * rounds):
                self._refresh(k)


def _cost(chain: _Chain) -> int:
    return chain.cost
