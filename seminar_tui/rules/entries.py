"""What may be written at a stand, and what may become of it."""

from __future__ import annotations

from collections.abc import Iterable

from db.rows import EntryRow
from db.vocabulary import EntryKind, EntryState
from seminar_tui.rules.refusal import BadInput, Refused

LIMIT = 1000
"""Characters of an entry. More is refused and counted, never cut."""

TAGS = ("follow_up", "plenary", "thanks", "criticism", "idea")
"""The short fixed list; the words stand in the catalogues as `entry.tag.<name>`."""


def checked_text(text: str) -> str:
    """Return a cleaned entry's text. Raises BadInput: text_missing, text_too_long."""
    if not text:
        raise BadInput("text_missing")
    if len(text) > LIMIT:
        raise BadInput("text_too_long", length=len(text), limit=LIMIT)
    return text


def checked_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return tags in their fixed order, each once. Raises BadInput: tag_unknown."""
    asked = set(tags)
    for tag in sorted(asked):
        if tag not in TAGS:
            raise BadInput("tag_unknown", tag=tag, tags=", ".join(TAGS))
    return tuple(tag for tag in TAGS if tag in asked)


def is_follow_up(row: EntryRow, tags: Iterable[str]) -> bool:
    """Tell whether somebody must come back to an entry: by its kind, or because it was sent on."""
    if row.state is EntryState.WITHDRAWN:
        return False
    return row.kind is EntryKind.FOLLOW_UP or "follow_up" in tags


def checked_state(kind: EntryKind, now: EntryState, wanted: EntryState) -> EntryState:
    """Return the state an entry goes to. Raises Refused: withdrawn, not_a_question.

    What was withdrawn is restored first; only what asks for something can be answered.
    """
    if now is EntryState.WITHDRAWN:
        raise Refused("withdrawn")
    if wanted is EntryState.ANSWERED and kind in (EntryKind.ANSWER, EntryKind.COMMENT):
        raise Refused("not_a_question", kind=kind.value)
    return wanted


def restored_state(answers: int) -> EntryState:
    """Return the state of an entry taken back in, with so many answers in force."""
    return EntryState.ANSWERED if answers else EntryState.OPEN
