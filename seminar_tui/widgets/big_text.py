"""Letters for a wall: three rows high, drawn with half blocks, readable across a foyer.

A letter is five dots high with a row above for the ring of Å; a dot is one column and half
a row, which is nearly square in a terminal. Accents other than the Danish letters' fall away.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from seminar_tui.text import clean

HEIGHT = 3
"""Rows of a line of big text."""

_DRAWN = """
A .##. #..# #### #..# #..#
B ###. #..# ###. #..# ###.
C .### #... #... #... .###
D ###. #..# #..# #..# ###.
E #### #... ###. #... ####
F #### #... ###. #... #...
G .### #... #.## #..# .###
H #..# #..# #### #..# #..#
I # # # # #
J ...# ...# ...# #..# .##.
K #..# #.#. ##.. #.#. #..#
L #... #... #... #... ####
M #...# ##.## #.#.# #...# #...#
N #...# ##..# #.#.# #..## #...#
O .##. #..# #..# #..# .##.
P ###. #..# ###. #... #...
Q .##. #..# #..# #.#. .#.#
R ###. #..# ###. #.#. #..#
S .### #... .##. ...# ###.
T ##### ..#.. ..#.. ..#.. ..#..
U #..# #..# #..# #..# .##.
V #...# #...# .#.#. .#.#. ..#..
W #...# #...# #.#.# ##.## #...#
X #...# .#.#. ..#.. .#.#. #...#
Y #...# .#.#. ..#.. ..#.. ..#..
Z #### ...# .##. #... ####
Æ .##### #..#.. ###### #..#.. #..###
Ø .#### #..## #.#.# ##..# ####.
0 .##. #..# #..# #..# .##.
1 .#. ##. .#. .#. ###
2 ###. ...# .##. #... ####
3 ###. ...# .##. ...# ###.
4 #..# #..# #### ...# ...#
5 #### #... ###. ...# ###.
6 .##. #... ###. #..# .##.
7 #### ...# ..#. .#.. .#..
8 .##. #..# .##. #..# .##.
9 .##. #..# .### ...# .##.
. . . . . #
, .. .. .. .# #.
- ... ... ### ... ...
– .... .... #### .... ....
" #.# #.# ... ... ...
% #..# ...# .##. #... #..#
; . # . # #
: . # . # .
/ ...# ..#. ..#. .#.. #...
( .# #. #. #. .#
) #. .# .# .# #.
' # # . . .
! # # # . #
? ###. ...# .##. .... .#..
+ ... .#. ### .#. ...
& .##.. #..#. .##.. #..#. .##.#
· . . # . .
… ..... ..... ..... ..... #.#.#
→ ..#. ...# #### ...# ..#.
"""
_SPACE = ("..",) * 6
_UNKNOWN = ("....", "####", "#..#", "#..#", "#..#", "####")


def _glyphs() -> dict[str, tuple[str, ...]]:
    glyphs = {}
    for line in _DRAWN.strip().splitlines():
        letter, *rows = line.split(" ")
        glyphs[letter] = ("." * len(rows[0]), *rows)
    glyphs[" "] = _SPACE
    glyphs["Å"] = ("..#..", ".....", ".###.", "#...#", "#####", "#...#")
    return glyphs


_GLYPHS = _glyphs()
_HALVES = {"..": " ", "#.": "▀", ".#": "▄", "##": "█"}


def _glyph(letter: str) -> tuple[str, ...]:
    found = _GLYPHS.get(letter)
    if found is None:
        found = _GLYPHS.get(unicodedata.normalize("NFD", letter)[0], _UNKNOWN)
    return found


def width_of(text: str) -> int:
    """Return how many columns a text takes in big type."""
    return max(0, sum(len(_glyph(letter)[0]) + 1 for letter in clean(text).upper()) - 1)


@lru_cache(maxsize=512)
def big_rows(text: str, width: int) -> tuple[str, ...]:
    """Return a text's three rows, exactly so many columns each; what does not fit ends in dots."""
    letters = list(clean(text).upper())
    if width_of(text) > width:
        while letters and width_of("".join(letters)) + 6 > width:
            letters.pop()
        letters = [*"".join(letters).rstrip(), "…"] if letters else []
    glyphs = [_glyph(letter) for letter in letters]
    dots = [".".join(glyph[row] for glyph in glyphs).ljust(width, ".") for row in range(6)]
    return tuple(
        "".join(_HALVES[upper + lower] for upper, lower in zip(top, bottom, strict=True))[:width]
        for top, bottom in zip(dots[::2], dots[1::2], strict=True)
    )


def big_lines(text: str, width: int, height: int) -> tuple[str, ...]:
    """Return a whole text in big type, its lines broken at words and centred.

    Nothing where it does not fit so many columns and rows, or has a letter that is not drawn.
    """
    lines: list[str] = []
    for word in clean(text).upper().split():
        if not all(_is_drawn(letter) for letter in word) or width_of(word) > width:
            return ()
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) * HEIGHT > height:
        return ()
    return tuple(
        " " * ((width - width_of(line)) // 2) + row
        for line in lines
        for row in big_rows(line, width_of(line))
    )


def _is_drawn(letter: str) -> bool:
    return _glyph(letter) is not _UNKNOWN
