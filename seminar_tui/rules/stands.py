"""Which stand is meant, and what may be changed about one."""

from __future__ import annotations

from collections.abc import Sequence

from db.rows import StandRow
from db.vocabulary import ProgrammeText
from seminar_tui.rules.municipality import code_of
from seminar_tui.rules.refusal import BadInput


def find_stand(stands: Sequence[StandRow], asked: str) -> StandRow:
    """Return the stand of that number or municipality.

    Raises BadInput: stand_unknown, with the numbers there are.
    """
    text = asked.strip().removeprefix("#")
    code = None if text.isdecimal() and len(text) < 4 else code_of(text)
    for stand in stands:
        if (text.isdecimal() and stand.number == int(text)) or stand.municipality == code:
            return stand
    numbers = _ranges([stand.number for stand in stands])
    raise BadInput("stand_unknown", asked=asked, numbers=numbers)


def programme_text(stand: StandRow) -> ProgrammeText:
    """Return how far a stand's theme and question have come; a text that is gone is missing."""
    if not stand.theme or not stand.question:
        return ProgrammeText.MISSING
    return ProgrammeText.RECEIVED if stand.approved_at is None else ProgrammeText.APPROVED


def _ranges(numbers: Sequence[int]) -> str:
    """Return numbers as people write them: 1-12, 14."""
    parts: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if parts and parts[-1][1] == number - 1:
            parts[-1] = (parts[-1][0], number)
        else:
            parts.append((number, number))
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in parts)
