"""Moving a day's rounds in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from db.rows import RoundRow
from seminar_tui.rules.refusal import BadInput, Refused

FURTHEST_MS = 24 * 3_600_000


def shifted_rounds(
    rounds: Sequence[RoundRow], number: int, by_ms: int, begun: frozenset[int] = frozenset()
) -> tuple[RoundRow, ...]:
    """Return the rounds with this one and all after it so much later (earlier where negative).

    `begun` are rounds with a clock that was started. Raises BadInput: no_such_round,
    out_of_range; Refused: round_begun, rounds_overlap.
    """
    if number not in {one.number for one in rounds}:
        raise BadInput("no_such_round", round=number, rounds=len(rounds))
    if not 0 < abs(by_ms) <= FURTHEST_MS:
        limit = FURTHEST_MS // 60_000
        raise BadInput(
            "out_of_range", field="minutes", value=by_ms // 60_000, low=-limit, high=limit
        )
    if number in begun:
        raise Refused("round_begun", round=number)
    moved = tuple(one if one.number < number else _moved(one, by_ms) for one in rounds)
    for before, after in pairwise(moved):
        if after.starts < before.ends:
            raise Refused("rounds_overlap", round=after.number)
    return moved


def _moved(one: RoundRow, by_ms: int) -> RoundRow:
    return replace(
        one,
        starts=one.starts + by_ms,
        talk_ends=one.talk_ends + by_ms,
        ends=one.ends + by_ms,
    )
