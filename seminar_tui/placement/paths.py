"""Augmenting paths in the market: Dijkstra over stands on reduced costs, both ways.

`seat_person` and `push_out` look forward (someone needs a seat), `fill_seat` backward (a seat needs
someone). Each finds the shortest augmenting path below a limit, applies it, and moves the prices of
the stands nearer than its end by the difference, which keeps every reduced cost >= 0. The label of
a stand is the reduced cost of having one person too many (forward) or too few (backward) there.
"""

from __future__ import annotations

from heapq import heappop, heappush

from .market import NOWHERE, Exit, Market

Step = tuple[int, int]
"""Who moves, and the stand they come from (forward) or go to (backward)."""
Label = tuple[int, int]
"""Reduced distance and stand, as the heap orders them."""


def seat_person(market: Market, v: int) -> bool:
    """Give v one more wish seat if that raises the total value; others may move or give way."""
    price, round_of, seat = market.price, market.round_of, market.seat
    first = v * market.problem_rounds
    top, choice, choice_gain = 0, NOWHERE, 0
    entries = []
    for t, gain in market.options[v]:
        if seat[first + round_of[t]] != NOWHERE:
            continue
        surplus = gain - price[t]
        entries.append((t, surplus))
        if choice == NOWHERE or surplus > top:
            top, choice, choice_gain = surplus, t, gain
    limit = top if market.held[v] else top + market.weights.bonus
    if choice == NOWHERE or limit <= 0:
        return False
    cost = market.next_cost(choice)
    if cost is not None and cost <= price[choice]:
        market.put(v, choice, choice_gain)
        return True
    starts = [(top - surplus, t) for t, surplus in entries]
    return _forward(market, v, starts, limit)


def push_out(market: Market, s: int, limit: int) -> bool:
    """Move one person away from s, if that costs less than `limit`; prices rise either way."""
    return _forward(market, NOWHERE, [(0, s)], limit)


def _forward(market: Market, v: int, starts: list[Label], limit: int) -> bool:
    """Shortest path from the starts to a free seat, or to someone for whom giving up is
    cheapest."""
    price, members, options = market.price, market.members, market.options
    round_of, seat, worth, held = market.round_of, market.seat, market.worth, market.held
    rounds, bonus, bar = market.problem_rounds, market.weights.bonus, market.bar
    dist: dict[int, int] = {}
    via: dict[int, Step] = {}
    exits: dict[int, Exit | None] = {}
    heap: list[Label] = []
    end, leaver = NOWHERE, NOWHERE
    for d, t in starts:
        if d >= limit:
            continue
        dist[t] = d
        via[t] = (v, NOWHERE)
        heappush(heap, (d, t))
        out = market.way_out(t) if v != NOWHERE else market.quitter(t)
        if out is not None and d + out[0] < limit:
            limit, end, leaver = d + out[0], t, out[1]
    while heap:
        d, s = heappop(heap)
        if d >= limit:
            break
        if d > dist[s]:
            continue
        r = round_of[s]
        base = d - price[s]
        content = limit - base + market.fallen
        for u in members[s]:
            k = u * rounds
            if bar[k + r] >= content:
                continue
            here = base + worth[k + r]
            best = 0 if held[u] > 1 else -bonus
            for t, gain in options[u]:
                if here - gain >= limit:
                    if gain > best:
                        best = gain
                    break
                surplus = gain - price[t]
                if t == s or (surplus <= best and here - surplus >= limit):
                    continue
                rt = round_of[t]
                if rt != r and seat[k + rt] != NOWHERE:
                    continue
                if surplus > best:
                    best = surplus
                there = here - surplus
                if there >= limit or there >= dist.get(t, limit):
                    continue
                dist[t] = there
                via[t] = (u, s)
                heappush(heap, (there, t))
                if t in exits:
                    out = exits[t]
                else:
                    out = exits[t] = market.way_out(t)
                if out is not None and there + out[0] < limit:
                    limit, end, leaver = there + out[0], t, out[1]
            bar[k + r] = worth[k + r] - best + market.fallen
            if limit <= d:
                break
    market.shift([(s, price[s] + limit - d) for s, d in dist.items() if d < limit])
    if end == NOWHERE:
        return False
    if leaver != NOWHERE:
        market.lift(leaver, end)
    _walk_back(market, via, end)
    return True


def _walk_back(market: Market, via: dict[int, Step], end: int) -> None:
    """Apply a forward path from its end: each mover takes the seat the one before has left."""
    t = end
    while t != NOWHERE:
        u, s = via[t]
        if u == NOWHERE:
            return
        if s != NOWHERE:
            market.lift(u, s)
        market.put(u, t, market.gain(u, t))
        t = s


def fill_seat(market: Market, s: int, limit: int) -> bool:
    """Find someone for a free seat at s whose price may fall by up to `limit`; prices fall either
    way.

    The path runs backward from s: who would come, who would take the seat they leave, and so on, up
    to someone new, or to a seat that may stay empty.
    """
    price, round_of, seat = market.price, market.round_of, market.seat
    worth, held, rounds = market.worth, market.held, market.problem_rounds
    bonus, fans = market.weights.bonus, market.fans or index_fans(market)
    dist = {s: 0}
    via: dict[int, Step] = {}
    heap: list[Label] = [(0, s)]
    end, comer = NOWHERE, NOWHERE
    while heap:
        d, t = heappop(heap)
        if d >= limit:
            break
        if d > dist[t]:
            continue
        r = round_of[t]
        for u, gain in fans[t]:
            k = u * rounds
            y = seat[k + r]
            if y == t:
                continue
            base = d + price[t] - gain
            if y == NOWHERE:
                cost = base if held[u] else base - bonus
                if cost < limit:
                    limit, end, comer = cost, t, u
            for other in (y,) if y != NOWHERE else seat[k : k + rounds]:
                if other == NOWHERE:
                    continue
                there = base + worth[k + round_of[other]] - price[other]
                if there >= limit or there >= dist.get(other, limit):
                    continue
                dist[other] = there
                via[other] = (u, t)
                heappush(heap, (there, other))
                spare = there + price[other] - market.last_cost(other)
                if spare < limit:
                    limit, end, comer = spare, other, NOWHERE
    market.shift([(t, price[t] - limit + d) for t, d in dist.items() if d < limit])
    if end == NOWHERE:
        return False
    if comer != NOWHERE:
        market.put(comer, end, market.gain(comer, end))
    t = end
    while t in via:
        u, to = via[t]
        market.lift(u, t)
        market.put(u, to, market.gain(u, to))
        t = to
    return True


def settle(market: Market, s: int) -> None:
    """Restore complementary slackness at s after its seats or its guests changed."""
    while True:
        cost, last, price = market.next_cost(s), market.last_cost(s), market.price[s]
        if len(market.members[s]) > market.capacity[s]:
            push_out(market, s, _everything(market))
        elif price < last and market.members[s]:
            push_out(market, s, last - price)
        elif cost is not None and price > cost:
            fill_seat(market, s, price - cost)
        else:
            return


def index_fans(market: Market) -> list[list[tuple[int, int]]]:
    """Who wished for each stand and may sit there, and what that is worth to them; sorted."""
    market.fans = [[] for _ in market.stands]
    for v, options in enumerate(market.options):
        for s, gain in options:
            market.fans[s].append((v, gain))
    return market.fans


def _everything(market: Market) -> int:
    """More than any augmenting path can cost."""
    weights = market.weights
    return (max(weights.gain) + weights.bonus + weights.stay) * (len(market.stands) + 2)
