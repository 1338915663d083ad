"""How large a name may be set.

An estimate from the letters' widths in the shipped bold face, rounded up: asking the
typesetter to measure five thousand names doubles the memory of a printing.
"""

from __future__ import annotations

POINT_MM = 0.3528
REGULAR = 0.9
"""How wide the regular face runs against the bold one."""

_HUNDREDTHS = {
    25: "',.| ",
    30: "!:;’",
    35: "()/\\ijl{}ıł",
    40: '"-IJ[]`ft',
    45: "*?rsş",
    50: "_cez~éèçž",
    55: "#$+0123456789<>FS^abgvåäğ–…",
    60: "=LdopquxyøöŁő",
    65: "%EPYZhkn",
    70: "BTV",
    75: "&ACDGKNOQRUXæØÅÄÖ·",
    80: "w",
    85: "H",
    90: "M",
    95: "m",
    100: "@Æ",
    105: "W",
}
"""Hundredths of an em, rounded up, and the letters of the shipped bold face that are so wide."""

_WIDTH = {letter: width / 100 for width, letters in _HUNDREDTHS.items() for letter in letters}


def width_em(text: str) -> float:
    """Return the text's estimated width in bold, in ems."""
    known = _WIDTH.get
    return sum([known(letter) or _unknown(letter) for letter in text])


def _unknown(letter: str) -> float:
    if ord(letter) >= 0x1100:
        return 1.0
    return 0.8 if letter.isupper() else 0.65


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
