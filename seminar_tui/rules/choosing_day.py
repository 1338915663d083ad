"""Which of a store's days is meant."""

from __future__ import annotations

from collections.abc import Sequence

from db.rows import DayRow
from seminar_tui.rules.refusal import BadInput

LONGEST_ECHO = 40
"""Characters of what was asked that are said back; nobody's day is named longer."""


def choose_day(days: Sequence[DayRow], asked: str | None, today: str) -> DayRow:
    """Return the day asked for by id or ISO date; else the only one; else today's.

    Raises BadInput: no_day where the store has none, day_unknown for one it has not,
    day_unclear where several could be meant (facts name them).
    """
    if not days:
        raise BadInput("no_day")
    listed = ", ".join(f"{day.id} ({day.date} {day.title})" for day in days)
    if asked is not None:
        fitting = [day for day in days if asked.strip() in (str(day.id), day.date)]
        if not fitting:
            raise BadInput("day_unknown", asked=_short(asked), days=listed)
    else:
        fitting = list(days) if len(days) == 1 else [day for day in days if day.date == today]
    if len(fitting) != 1:
        raise BadInput("day_unclear", days=listed)
    return fitting[0]


def _short(asked: str) -> str:
    return asked if len(asked) <= LONGEST_ECHO else f"{asked[:LONGEST_ECHO]}…"
