"""QR codes: as a matrix, SVG, PNG bytes and half blocks for a terminal.

Badge codes are version 1 at level H: ten alphanumeric characters, and a third of the
code may be torn or smudged. The mask is fixed: choosing the best of eight takes ten
times as long, and a reader accepts any of them.
"""

from __future__ import annotations

import re
import struct
import zlib
from functools import cache, lru_cache

from seminar_tui.rules.badge import LENGTH, normalise

SIZE = 21
"""Modules a side of version 1."""

QUIET = 4
"""Light modules that must surround a code."""

_MASK = 3
_ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_PAIR_BITS = 11
_RUN = re.compile("1+")
_ROW = (1 << SIZE) - 1

Matrix = tuple[tuple[bool, ...], ...]


def matrix(code: str) -> Matrix:
    """Return the modules of a code, rows from the top, True for dark; no quiet zone.

    Ten characters of a badge code give 21 x 21 modules. Raises ValueError for text that
    no version 1 code at level H can hold.
    """
    return _rows(_bits(code))


def _bits(code: str) -> int:
    """Return the modules of a code as one number, the first in the highest of 441 bits."""
    text = normalise(code)
    if not text or len(text) > LENGTH or any(letter not in _ALPHANUMERIC for letter in text):
        raise ValueError(code)
    return _whole(text) if len(text) == LENGTH else _packed(_drawn(text))


def _drawn(text: str) -> Matrix:
    from qrcode.constants import ERROR_CORRECT_H
    from qrcode.main import QRCode
    from qrcode.util import MODE_ALPHA_NUM, QRData

    drawing = QRCode(version=1, error_correction=ERROR_CORRECT_H, mask_pattern=_MASK)
    drawing.add_data(QRData(text.encode("ascii"), mode=MODE_ALPHA_NUM))
    drawing.make(fit=False)
    return tuple(tuple(bool(module) for module in row) for row in drawing.modules)


def _packed(modules: Matrix) -> int:
    return int("".join("1" if dark else "0" for row in modules for dark in row), 2)


def _rows(packed: int) -> Matrix:
    bits = f"{packed:0{SIZE * SIZE}b}"
    return tuple(
        tuple(bit == "1" for bit in bits[start : start + SIZE])
        for start in range(0, SIZE * SIZE, SIZE)
    )


@cache
def _basis() -> tuple[int, tuple[int, ...]]:
    """Return the code of "0000000000" and what each of the 55 data bits flips in it.

    Reed-Solomon codes are linear and the mask is a constant, so that the code of any ten
    characters is the exclusive or of these; 56 drawn codes then stand for all of them.
    """
    zero = _packed(_drawn("0" * LENGTH))
    flips = []
    for pair in range(LENGTH // 2):
        for bit in range(_PAIR_BITS):
            first, second = divmod(1 << bit, len(_ALPHANUMERIC))
            letters = ["0"] * LENGTH
            letters[2 * pair] = _ALPHANUMERIC[first]
            letters[2 * pair + 1] = _ALPHANUMERIC[second]
            flips.append(_packed(_drawn("".join(letters))) ^ zero)
    return zero, tuple(flips)


@cache
def _pair(place: int, letters: str) -> int:
    """Return what two characters at a place flip in the code of zeros."""
    _, flips = _basis()
    value = _ALPHANUMERIC.index(letters[0]) * len(_ALPHANUMERIC) + _ALPHANUMERIC.index(letters[1])
    flipped = 0
    for bit in range(_PAIR_BITS):
        if value >> bit & 1:
            flipped ^= flips[place * _PAIR_BITS + bit]
    return flipped


def _whole(text: str) -> int:
    packed, _ = _basis()
    for place in range(LENGTH // 2):
        packed ^= _pair(place, text[2 * place : 2 * place + 2])
    return packed


@lru_cache(maxsize=1 << 16)
def _line(bits: int, y: int) -> str:
    """Return the strokes of a row, its first module in the highest of 21 bits."""
    runs = _RUN.finditer(f"{bits:0{SIZE}b}")
    return "".join([f"M{run.start()} {y}h{run.end() - run.start()}" for run in runs])


def svg(code: str) -> str:
    """Return a code with its quiet zone as one stroked path, 29 units a side.

    Strokes take half the text of filled boxes; five thousand badges in one document
    count every character.
    """
    packed = _bits(code)
    rows = range(SIZE)
    path = "".join([_line(packed >> SIZE * (SIZE - 1 - y) & _ROW, y) for y in rows])
    side = SIZE + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-{QUIET} -{QUIET}.5 {side} {side}">'
        f'<path stroke="#000" d="{path}"/></svg>'
    )


def svg_of_text(text: str) -> str:
    """Return a QR code of any text, an address say, with its quiet zone."""
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    drawing = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    drawing.add_data(text)
    drawing.make(fit=True)
    rows = drawing.get_matrix()
    path = "".join(
        f"M{x} {y}h1" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -.5 {len(rows)} {len(rows)}">'
        f'<path stroke="#000" d="{path}"/></svg>'
    )


def png(code: str, scale: int = 12) -> bytes:
    """Return a code with its quiet zone as a PNG, `scale` pixels a module, black on white."""
    modules = _framed(matrix(code))
    lines = []
    for row in modules:
        bits = "".join(("0" if dark else "1") * scale for dark in row)
        padded = bits + "0" * (-len(bits) % 8)
        line = b"\0" + int(padded, 2).to_bytes(len(padded) // 8, "big")
        lines.append(line * scale)
    side = len(modules) * scale
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    body = zlib.compress(b"".join(lines), 9)
    chunks = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def _framed(modules: Matrix, quiet: int = QUIET) -> list[tuple[bool, ...]]:
    side = len(modules) + 2 * quiet
    margin = (False,) * quiet
    empty = [(False,) * side] * quiet
    return [*empty, *((*margin, *row, *margin) for row in modules), *empty]


def terminal(code: str, quiet: int = QUIET) -> str:
    """Return a code as lines of half blocks: 15 lines of 29 columns with the whole quiet zone.

    Light modules are drawn and dark ones left open, so that the code reads on a dark
    terminal; most readers take the inverse on a light one too.
    """
    rows = _framed(matrix(code), quiet)
    if len(rows) % 2:
        rows.append((True,) * len(rows[0]))
    blocks = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    return "\n".join(
        "".join(blocks[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    )
