"""The plan of a day's times: rounds of talk and dialogue inside a block."""

from __future__ import annotations

from db.rows import RoundRow
from seminar_tui.rules.refusal import Refused

MINUTE = 60_000


def slack_ms(rounds: int, talk_ms: int, dialogue_ms: int, block_ms: int) -> int:
    """Return what the block leaves for walking; negative where the rounds do not fit."""
    return block_ms - rounds * (talk_ms + dialogue_ms)


def plan_rounds(
    starts: int, rounds: int, talk_ms: int, dialogue_ms: int, block_ms: int
) -> tuple[RoundRow, ...]:
    """Return the rounds' planned times, the slack shared between them in whole minutes.

    The first round opens the block; people walk between rounds. Raises Refused:
    does_not_fit, with the minutes that are missing.
    """
    slack = slack_ms(rounds, talk_ms, dialogue_ms, block_ms)
    if slack < 0:
        raise Refused("does_not_fit", over=-(slack // MINUTE), block=block_ms // MINUTE)
    pause = slack // max(1, rounds - 1) // MINUTE * MINUTE if rounds > 1 else 0
    planned = []
    for number in range(1, rounds + 1):
        begins = starts + (number - 1) * (talk_ms + dialogue_ms + pause)
        planned.append(RoundRow(number, begins, begins + talk_ms, begins + talk_ms + dialogue_ms))
    return tuple(planned)


def round_now(rounds: tuple[RoundRow, ...], now: int, half_pause_ms: int = 5 * MINUTE) -> int:
    """Return the round a screen should show: the one that runs, else the next, else the last.

    A round is shown until half the pause after it is over, so that stragglers still find it.
    """
    for planned in rounds:
        if now < planned.ends + half_pause_ms:
            return planned.number
    return rounds[-1].number if rounds else 1
