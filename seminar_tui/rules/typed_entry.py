"""What kind of entry a typed line is: a sign in front says it, a question mark gives it away."""

from __future__ import annotations

from db.vocabulary import EntryKind

_SIGNS = {
    "?": EntryKind.QUESTION,
    ">": EntryKind.ANSWER,
    "!": EntryKind.FOLLOW_UP,
    ".": EntryKind.COMMENT,
}


def read_typed(line: str, chosen: EntryKind | None = None) -> tuple[EntryKind, str]:
    """Return the kind and the text of a typed line.

    A kind chosen by key wins over every sign. Otherwise a leading `?`, `>`, `!` or `.` says
    it, a line that ends in a question mark is a question, and all else is a comment.
    """
    text = line.strip()
    if chosen is not None:
        return chosen, text
    sign = _SIGNS.get(text[:1])
    if sign is not None and text[1:2] != text[:1]:
        return sign, text[1:].strip()
    return (EntryKind.QUESTION if text.endswith("?") else EntryKind.COMMENT), text


def next_kind(kind: EntryKind | None) -> EntryKind | None:
    """Return the kind after this one; after the last none is chosen and the line decides."""
    order: list[EntryKind | None] = [None, *EntryKind]
    return order[(order.index(kind) + 1) % len(order)]
