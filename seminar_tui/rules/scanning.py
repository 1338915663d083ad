"""What a line of scanner input is.

A scanner types like a keyboard, only faster, and not always on the layout the computer
believes in. It may put a prefix before the code, end with CR, LF or Tab, send two codes
as one line, or land in a line where somebody was typing a name. Codes of ours survive all
of that; a foreign ticket's code survives a wrong layout once a set-up card was scanned.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from seminar_tui.rules.badge import LENGTH, Code, CodeKind, Damaged, read_code

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\ufeff]")
_PREFIX = re.compile(r"^(?:\\0*\d{6}|[\[\]][A-Za-z][0-9a-z](?=[A-Za-z0-9]{6}))")
"""An ECI designator (`\\000026`) and an AIM identifier (`]Q1`), as scanners put before a code."""
_SHORTEST_TICKET = 6
_PIECES = re.compile(r"[\r\n\t;,|]+")


class Kind(StrEnum):
    """What a line was taken for."""

    CODE = "code"
    DAMAGED = "damaged"
    COMMAND = "command"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Scanned:
    """One thing on a line. `text` is a code in its own letters, or what was typed."""

    kind: Kind
    text: str


SETUP_CARD = (
    "SEMINAR-0123456789-_/+.:;=?&%#@!()'\"*<>-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)
"""The set-up card's text. Its first letters and digits are the same on every Latin layout."""

# What a Danish keyboard writes for the keys a scanner set to the US layout presses.
_DANISH_TO_US: dict[str, str] = {
    "½": "`",
    "§": "~",
    '"': "@",
    "¤": "$",
    "€": "$",
    "&": "^",
    "/": "&",
    "(": "*",
    ")": "(",
    "=": ")",
    "+": "-",
    "?": "_",
    "´": "=",
    "`": "+",
    "å": "[",
    "Å": "{",
    "¨": "]",
    "^": "}",
    "'": "\\",
    "*": "|",
    "æ": ";",
    "Æ": ":",
    "ø": "'",
    "Ø": '"',
    ";": "<",
    ":": ">",
    "-": "/",
    "_": "?",
}
_DEAD = {"\u0301": "´", "\u0300": "`", "\u0308": "¨", "\u0302": "^"}


class Fit(StrEnum):
    """How a scanner's keyboard layout fits the computer's."""

    RIGHT = "right"
    CAPS = "caps"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Layout:
    """How what arrives is turned into what the code says. Empty: as it is.

    `caps`: caps lock is on, so big and small letters have changed places.
    """

    table: Mapping[str, str]
    dead_keys: bool = False
    caps: bool = False

    @property
    def right(self) -> bool:
        """Whether nothing needs translating."""
        return not self.table and not self.caps

    @property
    def fit(self) -> Fit:
        """What is to be said of it."""
        if self.table:
            return Fit.OTHER
        return Fit.CAPS if self.caps else Fit.RIGHT


RIGHT_LAYOUT = Layout({})
US_ON_DANISH = Layout(_DANISH_TO_US, dead_keys=True)


def translate(text: str, layout: Layout) -> str:
    """Return what the scanner meant, given what arrived."""
    if layout.right:
        return text
    if layout.dead_keys:
        text = "".join(_undone(letter) for letter in text)
    meant = "".join(layout.table.get(letter, letter) for letter in text)
    return meant.swapcase() if layout.caps else meant


def _undone(letter: str) -> str:
    """Return the two keys a dead key and its letter were: é is ´ and e. å stays a key."""
    if letter in _DANISH_TO_US or len(parts := unicodedata.normalize("NFD", letter)) != 2:
        return letter
    dead = _DEAD.get(parts[1])
    return letter if dead is None else dead + parts[0]


def read_setup(arrived: str) -> Layout | None:
    """Return the layout that a scan of the set-up card shows, or None where it is no such scan."""
    text = unprefixed(arrived)
    if text == SETUP_CARD:
        return RIGHT_LAYOUT
    for layout in (
        Layout({}, caps=True),
        US_ON_DANISH,
        Layout(_DANISH_TO_US, dead_keys=True, caps=True),
    ):
        if translate(text, layout) == SETUP_CARD:
            return layout
    return _learnt(text)


def _learnt(text: str) -> Layout | None:
    """Learn a layout letter by letter from a card that arrived at full length."""
    if len(text) != len(SETUP_CARD) or text[:7].upper() not in ("SEMINAR", "SE,INAR", "SEMINQR"):
        return None
    table: dict[str, str] = {}
    for came, meant in zip(text, SETUP_CARD, strict=True):
        if table.setdefault(came, meant) != meant:
            return None
    return Layout({came: meant for came, meant in table.items() if came != meant})


def unprefixed(line: str) -> str:
    """Return the line without control characters and a scanner's prefix."""
    return _PREFIX.sub("", _CONTROL.sub("", line).strip())


def read_line(line: str, layout: Layout | None = None, *, fast: int = 0) -> tuple[Scanned, ...]:
    """Return what stands on a line, in order; nothing for a blank one.

    Our codes are found wherever they stand: several on one line, behind a prefix, or after
    half a typed name. A line without any is one text, to be searched or tried as a foreign
    ticket's code. `fast` is how many letters at the end came at a scanner's pace.
    """
    whole = unprefixed(line)
    if not whole:
        return ()
    found: list[Scanned] = []
    *pieces, last = _PIECES.split(line.rstrip())
    for piece in pieces:
        found += _codes_in(unprefixed(piece))
    found += _codes_in(unprefixed(last), fast)
    if found:
        return tuple(found)
    single = read_code(whole)
    if isinstance(single, Damaged) and " " not in whole and _has_digit(whole):
        return (Scanned(Kind.DAMAGED, single.text),)
    return (Scanned(Kind.TEXT, translate(whole, layout or RIGHT_LAYOUT)),)


def looks_scanned(text: str) -> bool:
    """Tell whether a line that came at a scanner's pace is a foreign ticket's code.

    Six characters with a digit and no space: nobody types so much so fast.
    """
    whole = unprefixed(text)
    return len(whole) >= _SHORTEST_TICKET and " " not in whole and _has_digit(whole)


def stands_out(letters: str, before: str) -> bool:
    """Tell a code from ten letters of a name, by what stands before it.

    One letter in thirty-two would be right as a check character, and one code in thirty has
    no digit: such a code is known by its capitals, where what was typed is not in capitals.
    """
    return _has_digit(letters) or (letters.isupper() and not before.isupper())


def _codes_in(piece: str, fast: int = 0) -> list[Scanned]:
    """Return the codes of a piece: all of it, a row of them, or one at its end."""
    single = read_code(piece)
    if isinstance(single, Code) and (" " not in piece or stands_out(piece, "")):
        return [_of(single)]
    packed = "".join(piece.split())
    row = [read_code(packed[at : at + LENGTH]) for at in range(0, len(packed), LENGTH)]
    if len(packed) > LENGTH and len(packed) % LENGTH == 0 and all(row):
        damaged = [code for code in row if isinstance(code, Damaged)]
        if len(damaged) < len(row):
            return [_of(code) for code in row if code is not None]
    before, letters = packed[:-LENGTH], packed[-LENGTH:]
    last = read_code(letters)
    scanned = fast >= LENGTH and piece[-LENGTH:] in (letters.upper(), letters.lower())
    if before and isinstance(last, Code) and (scanned or stands_out(letters, before)):
        return [_of(last)]
    return []


def _of(code: Code | Damaged) -> Scanned:
    if isinstance(code, Damaged):
        return Scanned(Kind.DAMAGED, code.text)
    kind = Kind.COMMAND if code.kind is CodeKind.COMMAND else Kind.CODE
    return Scanned(kind, code.text)


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)
