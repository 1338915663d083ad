"""The guides: one page a screen, kept as Markdown beside the program, printed for the desk."""

from __future__ import annotations

import re
from pathlib import Path

from seminar_tui.files.paper.press import Document
from seminar_tui.i18n import language

GUIDES = Path(__file__).parents[2] / "guides"
_STEP = re.compile(r"\d+\. ")
_KINDS = (("# ", "title"), ("## ", "heading"), ("- ", "points"))

Piece = tuple[str, str, bool, bool]
"""Code or text, the words, and whether a space stands before and after them."""
Block = dict[str, object]


def guide(role: str) -> Document:
    """Return a guide (door, stand, organiser, wall, series) in the reader's language."""
    text = (GUIDES / f"{role}.{language()}.md").read_text(encoding="utf-8")
    read = blocks(text)
    title = text.partition("\n")[0].removeprefix("# ")
    return Document("guide.typ", title, {"blocks": read})


def blocks(text: str) -> list[Block]:
    """Return the blocks of a guide: titles, headings, points, steps and paragraphs.

    The guides use no more of Markdown than that, and code between backticks.
    """
    found: list[tuple[str, list[list[Piece]]]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        kind, said = _kind(line)
        lasting = kind in ("points", "steps") and found and found[-1][0] == kind
        if not lasting:
            found.append((kind, []))
        found[-1][1].append(_pieces(said))
    return [{"kind": kind, "items": items} for kind, items in found]


def _kind(line: str) -> tuple[str, str]:
    for mark, kind in _KINDS:
        if line.startswith(mark):
            return kind, line.removeprefix(mark)
    step = _STEP.match(line)
    return ("steps", line[step.end() :]) if step else ("text", line)


def _pieces(said: str) -> list[Piece]:
    """Part a line at its backticks: every other piece is code."""
    return [
        ("code" if number % 2 else "text", piece.strip(), piece[0] == " ", piece[-1] == " ")
        for number, piece in enumerate(said.split("`"))
        if piece.strip()
    ]
