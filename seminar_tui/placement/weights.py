"""The objective as integers: convex by default, lexicographic when asked for.

- convex: a seat on wish k is worth 40 - (0, 1, 3, 7, 15, 31, 39 ...), any wish at all 30 more.
- generous: most wish seats first, then most people with any wish, then fewest on the last rank,
  then on the last but one ... (Kwanashie, Irving, Manlove, Sng 2014).
- rank-maximal: most first wishes, then most second wishes ...; people with any wish break ties
  (Irving, Kavitha, Mehlhorn, Michail, Paluch 2006).

Lexicographic tiers are powers of a base above the number of seats handed out. Python's integers
have no ceiling, so that they are exact at any size where 64 bits end at five tiers of 1,000 people.
"""

from __future__ import annotations

from .model import Objective, Problem, Weights

WISH = 40
"""Convex value of a seat on a first wish."""
ANY_WISH = 30
"""Convex bonus for having any wish in any round."""


def ranks(problem: Problem) -> int:
    """The longest wish list, at least 5, so that one person's list does not change the scale."""
    return max(5, max((len(person.wishes) for person in problem.people), default=0))


def weigh(problem: Problem, objective: Objective, stay: int = 0) -> Weights:
    """The integers for this problem. `stay` is the price of moving one told person: value units in
    the convex objective; in a lexicographic one moves only ever break ties."""
    base = 0 if objective is Objective.CONVEX else _above(seats(problem))
    return scale(objective, ranks(problem), base, stay)


def scale(objective: Objective, depth: int, base: int, stay: int) -> Weights:
    """The integers of an objective for wish lists up to `depth`, with tiers `base` apart."""
    if objective is Objective.CONVEX:
        gain = tuple(WISH - min(2**k - 1, WISH - 1) for k in range(depth))
        return Weights(gain, ANY_WISH, stay)
    unit = base if stay else 1
    step = 1 if stay else 0
    if objective is Objective.RANK_MAXIMAL:
        gain = tuple(unit * base ** (depth - k) for k in range(depth))
        return Weights(gain, unit, step, base)
    full = base ** (depth + 1)
    cost = (0, *(base**k for k in range(1, depth)))
    return Weights(tuple(unit * (full - c) for c in cost), unit * base**depth, step, base)


def seats(problem: Problem) -> int:
    """No plan hands out more seats than this."""
    return len(problem.people) * problem.rounds


def sound(weights: Weights, problem: Problem, objective: Objective) -> bool:
    """Whether these integers are this objective for this problem."""
    depth = len(weights.gain)
    if depth < ranks(problem) or weights.stay < 0:
        return False
    if objective is not Objective.CONVEX and weights.base <= seats(problem):
        return False
    return weights == scale(objective, depth, weights.base, weights.stay)


def _above(count: int) -> int:
    """A power of two with room to spare, so that a walk-in seldom changes the scale."""
    return 1 << (4 * count + 4).bit_length()
