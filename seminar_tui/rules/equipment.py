"""What the stands need set up, counted: poster boards and tables. There is no projector."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_BETWEEN = re.compile(r"[,;/&+\n]|\bog\b|\bsamt\b|\band\b")
_ITEM = re.compile(r"\s*(?:(\d{1,3})\s*(?:x|stk\.?)?\s*)?(.*?)\s*", re.DOTALL)
_BOARDS = re.compile(r"(?:plakat|opslags)?tavler?|plancher?|poster ?boards?|boards?")
_TABLES = re.compile(r"(?:stå|høj|cafe|café)?borde?|(?:standing |high )?tables?")


@dataclass(frozen=True, slots=True)
class Needed:
    """How many of each all stands together asked for."""

    boards: int = 0
    tables: int = 0


def needed(wanted: Iterable[str]) -> Needed:
    """Return what these texts ask for: "1 bord, 2 plakattavler"; a word without a number is one.

    Anything else is left to whoever reads the list.
    """
    boards = tables = 0
    for text in wanted:
        for item in _BETWEEN.split(text.casefold()):
            count, thing = _ITEM.fullmatch(item).groups()  # type: ignore[union-attr]  # fits all
            number = int(count or 1)
            boards += number * bool(_BOARDS.fullmatch(thing))
            tables += number * bool(_TABLES.fullmatch(thing))
    return Needed(boards, tables)
