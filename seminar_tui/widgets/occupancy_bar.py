"""The bar of a stand: who is here, who is still to come, and where the target is.

`▇▇▇▇▇▇▒▒▒┃··` reads: six parts here, three placed and on their way, the target, room.
The signs differ by shape, so that the bar reads without colour.
"""

from __future__ import annotations

from seminar_tui.rules.occupancy import Bar, Fill, bar, fill

HERE, COMING, FREE, TARGET = "▇", "░", "·", "┃"
Piece = tuple[str, str]
"""A run of characters and the name of its style: ok, warn, stop, quiet, dim or plain."""

_STYLE_OF = {
    Fill.EMPTY: "dim",
    Fill.ROOM: "ok",
    Fill.TARGET: "ok",
    Fill.FULL: "warn",
    Fill.OVER: "stop",
}


def fill_style(people: int, target: int, capacity: int) -> str:
    """Return the name of the style that says how full a stand is."""
    return _STYLE_OF[fill(people, target, capacity)]


def bar_pieces(here: int, placed: int, target: int, capacity: int, width: int) -> list[Piece]:
    """Return the bar over exactly `width` cells, left to right."""
    parts = bar(here, placed, target, capacity, width)
    solid = fill_style(here, target, capacity)
    cells = [(HERE, solid)] * parts.here + [(COMING, "quiet")] * parts.coming
    cells += [(FREE, "dim")] * parts.free
    _mark(cells, parts)
    if parts.over and cells:
        cells[-1] = ("!", "stop")
    return _joined(cells)


def _mark(cells: list[Piece], parts: Bar) -> None:
    # The mark gives way to people: a stand beyond its target says so by its length.
    if parts.target is not None and parts.target >= parts.here:
        cells[parts.target] = (TARGET, "dim")


def _joined(cells: list[Piece]) -> list[Piece]:
    pieces: list[Piece] = []
    for sign, style in cells:
        if pieces and pieces[-1][1] == style:
            pieces[-1] = (pieces[-1][0] + sign, style)
        else:
            pieces.append((sign, style))
    return pieces
