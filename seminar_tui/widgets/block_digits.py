"""Digits that can be read across a room: one drawing of each, at any size.

A digit is 4 x 7 dots. At size 2 a dot is two columns and one row, so that a digit is seven
rows high; every size up adds half a row and one column to a dot. Half rows are drawn with
half blocks, which every terminal has.
"""

from __future__ import annotations

from functools import lru_cache

DOTS_HIGH = 7
_DOTS = {
    "0": ("####", "#..#", "#..#", "#..#", "#..#", "#..#", "####"),
    "1": ("..#.", ".##.", "..#.", "..#.", "..#.", "..#.", ".###"),
    "2": ("####", "...#", "...#", "####", "#...", "#...", "####"),
    "3": ("####", "...#", "...#", ".###", "...#", "...#", "####"),
    "4": ("#..#", "#..#", "#..#", "####", "...#", "...#", "...#"),
    "5": ("####", "#...", "#...", "####", "...#", "...#", "####"),
    "6": ("####", "#...", "#...", "####", "#..#", "#..#", "####"),
    "7": ("####", "...#", "...#", "..#.", "..#.", ".#..", ".#.."),
    "8": ("####", "#..#", "#..#", "####", "#..#", "#..#", "####"),
    "9": ("####", "#..#", "#..#", "####", "...#", "...#", "####"),
    ":": (".", ".", "#", ".", "#", ".", "."),
    "+": ("...", "...", ".#.", "###", ".#.", "...", "..."),
}
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
LARGEST = 6


def width_of(text: str, size: int) -> int:
    """Return how many columns a text takes. Raises KeyError for what has no drawing."""
    dots = sum(len(_DOTS[letter][0]) for letter in text) + max(0, len(text) - 1)
    return dots * size


def height_of(size: int) -> int:
    """Return how many rows digits of a size take."""
    return -(-DOTS_HIGH * size // 2)


def largest_size(text: str, width: int, height: int) -> int:
    """Return the largest size that fits so many columns and rows; 0 where none does."""
    for size in range(LARGEST, 0, -1):
        if width_of(text, size) <= width and height_of(size) <= height:
            return size
    return 0


@lru_cache(maxsize=32)
def draw(text: str, size: int) -> tuple[str, ...]:
    """Return the rows of a text in digits, colon and plus."""
    dots = [".".join(_DOTS[letter][row] for letter in text) for row in range(DOTS_HIGH)]
    halves = [[dot == "#" for dot in row for _ in range(size)] for row in dots for _ in range(size)]
    if len(halves) % 2:
        halves.append([False] * len(halves[0]))
    return tuple(
        "".join(_HALVES[pair] for pair in zip(upper, lower, strict=True))
        for upper, lower in zip(halves[::2], halves[1::2], strict=True)
    )
