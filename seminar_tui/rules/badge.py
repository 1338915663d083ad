"""Badge codes: a kind letter, eight random characters, a check character.

The alphabet is Crockford's base 32, whose letters and digits every scanner and keyboard
layout agrees on. The check character is the sum of alpha^i * d_i over GF(32), i counted
from the first character: it catches every single slip and every swap of two characters,
and stands in the same alphabet (Crockford's own check symbols do not survive keyboards).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
_VALUE = {letter: number for number, letter in enumerate(ALPHABET)}
_PRIMITIVE = 0b100101  # x^5 + x^2 + 1 generates GF(32).
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0"})


class CodeKind(StrEnum):
    """What a code stands for."""

    PERSON = "P"
    STAND = "S"
    COMMAND = "C"


@dataclass(frozen=True, slots=True)
class Code:
    """A whole code whose check character is right."""

    kind: CodeKind
    text: str


@dataclass(frozen=True, slots=True)
class Damaged:
    """Looks like one of our codes, but the check character is wrong."""

    text: str


def _times_alpha(value: int) -> int:
    value <<= 1
    return value ^ _PRIMITIVE if value & 0b100000 else value


def check_character(body: str) -> str:
    """Return the check character of a code's first nine characters, all in the alphabet."""
    total = 0
    # Horner's rule from the far end: the sum of alpha^i * d_i, then once more by alpha,
    # so that the check character's own weight (1) differs from every other.
    for letter in reversed(body):
        total = _times_alpha(total) ^ _VALUE[letter]
    return ALPHABET[_times_alpha(total)]


def new_code(kind: CodeKind, source: random.Random) -> str:
    """Draw a code of a kind: 40 random bits from the source."""
    body = kind.value + "".join(source.choices(ALPHABET, k=8))
    return body + check_character(body)


def normalise(raw: str) -> str:
    """Return what was scanned or typed in the alphabet's own letters.

    Lower case, spaces, a trailing CR, LF or Tab, and I, L and O for 1, 1 and 0 are taken
    for what was meant. Anything else stays as it is.
    """
    return "".join(raw.split()).upper().translate(_LOOKALIKES)


def read_code(raw: str) -> Code | Damaged | None:
    """Return the code in what was scanned, or None where it is no code of ours at all."""
    text = normalise(raw)
    if len(text) != LENGTH or text[0] not in tuple(CodeKind):
        return None
    if any(letter not in _VALUE for letter in text):
        return None
    if check_character(text[:-1]) != text[-1]:
        return Damaged(text)
    return Code(CodeKind(text[0]), text)
