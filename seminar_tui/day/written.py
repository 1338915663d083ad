"""Free text as somebody wrote it: cleaned, and refused where it is too long to be kept whole."""

from __future__ import annotations

from collections.abc import Callable

from seminar_tui.rules.refusal import BadInput
from seminar_tui.text import clean


def written(text: str, limit: int, cleaned: Callable[[str], str] = clean) -> str:
    """Return the text cleaned. Nothing is cut: half a sentence may say the opposite.

    Raises BadInput: text_too_long, with its length and the limit in characters.
    """
    said = cleaned(text)
    if len(said) > limit:
        raise BadInput("text_too_long", length=len(said), limit=limit)
    return said
