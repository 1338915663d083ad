"""A sealed start for the market: people bid, prices rise to where nobody without a tie is left out.

Everyone bids, in each round, for the stand with the highest surplus (gain - price). A bid is the
price at which the bidder would be as well off without that seat. A stand keeps as many of the
highest bids as it has seats; its price is the highest bid it turned down, whose bidder bids again.
Bids only grow while other prices rise, so that an old one is a sound lower bound. Hence a price
never passes the least one at which all demand can be met, and the market ends where the paths would
have brought it, with few augmenting paths left: for ties that have to be sorted out by moving
others.

Sources: Demange, Gale, Sotomayor, Multi-item auctions, J. Polit. Econ. 94 (1986); Bertsekas, The
auction algorithm, Ann. OR 14 (1988); used as a start for shortest augmenting paths by Jonker,
Volgenant, Computing 38 (1987).
"""

from __future__ import annotations

from heapq import heappop, heappush

from .market import NOWHERE, Market

TRIES = 4
"""How often a bidder with a tie is called again: prices may have told the two apart meanwhile."""

Bid = tuple[int, int]
"""Highest price worth paying, and the person-round k that bids."""


def auction(market: Market) -> None:
    """Set prices of an empty market and seat everyone who then has a best bundle in hand. Seats may
    be left free at stands with a price: they are there for those with ties."""
    hall = _Hall(market)
    for _ in range(TRIES):
        hall.call(hall.tied)
    for v in range(len(market.people)):
        hall.hand_over(v)


class _Hall:
    """Bids standing at each stand (lowest first), what each person-round has won, and the k that
    found no stand strictly best."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.rounds = market.problem_rounds
        self.bids: list[list[Bid]] = [[] for _ in market.stands]
        self.won = [NOWHERE] * len(market.seat)
        self.tied = list(range(len(market.seat)))

    def call(self, bidders: list[int]) -> None:
        """Let these bid, and bid again when they are turned down, until all are in or tied."""
        options, round_of = self.market.options, self.market.round_of
        price, rounds, won = self.market.price, self.rounds, self.won
        nothing = [0 if held else -self.market.weights.bonus for held in self.market.held]
        self.tied, stack = [], bidders[::-1]
        while stack:
            k = stack.pop()
            v, r = divmod(k, rounds)
            top, best, second = NOWHERE, nothing[v], nothing[v]
            elsewhere = second
            for s, gain in options[v]:
                surplus = gain - price[s]
                if round_of[s] != r:
                    if surplus > elsewhere:
                        elsewhere = surplus
                elif surplus > best:
                    second, top, best, worth = best, s, surplus, gain
                elif surplus > second:
                    second = surplus
            elsewhere = min(elsewhere, 0)
            second = max(second, elsewhere)
            if top == NOWHERE or best < second:
                continue
            if best > second:
                loser = self._bid(top, worth - second, k)
                won[k] = top
                if loser != NOWHERE:
                    won[loser] = NOWHERE
                    stack.append(loser)
            elif not self._take_free(k, best):
                self.tied.append(k)

    def _bid(self, s: int, bid: int, k: int) -> int:
        """Enter a bid at s; returns who is turned down (NOWHERE: nobody), perhaps k."""
        market, mine = self.market, self.bids[s]
        heappush(mine, (bid, k))
        free = market.capacity[s] - market.lent[s]
        if len(mine) <= free:
            return NOWHERE
        stay = market.weights.stay
        if len(mine) <= market.capacity[s] and mine[0][0] > stay:
            market.price[s] = max(market.price[s], stay)
            return NOWHERE
        market.price[s], loser = heappop(mine)
        return loser

    def _take_free(self, k: int, surplus: int) -> bool:
        """Of stands that are equally good, take one where nobody has to give way."""
        market = self.market
        v, r = divmod(k, self.rounds)
        for s, gain in market.options[v]:
            price = market.price[s]
            free = market.capacity[s] - market.lent[s]
            if gain - price == surplus and market.round_of[s] == r and len(self.bids[s]) < free:
                heappush(self.bids[s], (price, k))
                self.won[k] = s
                return True
        return False

    def hand_over(self, v: int) -> None:
        """Seat v where bids were won, if no other bundle is worth more now."""
        market, first = self.market, v * self.rounds
        seats = self.won[first : first + self.rounds]
        if market.content(v, seats, market.held[v] > 0):
            for s, gain in market.options[v]:
                if s in seats:
                    market.put(v, s, gain)
