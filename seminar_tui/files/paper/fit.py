"""How large a name may be set.

An estimate from the letters' widths in the shipped bold face, a little on the wide side:
asking the typesetter to measure five thousand names doubles the memory of a printing.
"""

from __future__ import annotations

POINT_MM = 0.3528
REGULAR = 0.9
"""How wide the regular face runs against the bold one."""

_NARROW = frozenset("iljtfrI.,:;'’!|()-1 ")
_WIDE = frozenset("mwMWÆŒæœ@%")


def width_em(text: str) -> float:
    """Return the text's estimated width in bold, in ems."""
    return sum(
        0.36
        if letter in _NARROW
        else 0.94
        if letter in _WIDE
        else 0.72
        if letter.isupper()
        else 0.56
        if ord(letter) < 0x2E80
        else 1.0
        for letter in text
    )


def fitted(text: str, room_mm: float, largest: float, smallest: float) -> float:
    """Return the size in points at which a line of text fits, within the two bounds."""
    width = width_em(text) or 1.0
    return round(max(smallest, min(largest, room_mm / (width * POINT_MM))), 1)


def shortened(text: str, room_mm: float, size: float) -> str:
    """Return the text, cut with an ellipsis where it would not fit on a line at that size."""
    if width_em(text) * size * POINT_MM <= room_mm:
        return text
    while text and width_em(text + "…") * size * POINT_MM > room_mm:
        text = text[:-1]
    return text.rstrip(" ,·-") + "…"


def lines_of(text: str, room_mm: float, size: float, most: int) -> list[str]:
    """Return the text broken at spaces into at most so many lines, the last one cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_em(longer) * size * POINT_MM <= room_mm:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [shortened(line, room_mm, size) for line in lines]
