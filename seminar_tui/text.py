"""The only door for text from people to the screen, a file or a log.

Text is cleaned on the way in and again on the way out: a stored value may be older
than this rule. Everything shown is `Content` or rich `Text`, never a markup string.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text
    from textual.content import Content

# C0, DEL, C1, line and paragraph separators, bidi marks, embeddings and isolates,
# zero-width characters, the byte-order mark, surrogates, and tag characters.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACES = re.compile(r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t\r\n\x0b\x0c]+")
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def clean(text: str, limit: int | None = None) -> str:
    """Return the text without anything a terminal, a screen or a file could obey.

    Escape sequences, control characters and direction overrides go; every run of
    white space becomes one space; letters are composed (NFC). Where `limit` is given,
    at most so many characters remain.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        cleaned = text.strip()
    else:
        cleaned = _ESCAPES.sub("", text)
        # Spaces twice: line ends part words before they go, and what goes may stand between two.
        cleaned = _UNSAFE.sub("", _SPACES.sub(" ", cleaned))
        cleaned = unicodedata.normalize("NFC", _SPACES.sub(" ", cleaned)).strip()
    return cleaned if limit is None else cleaned[:limit].rstrip()


def short(text: str, limit: int) -> str:
    """Like `clean`; a text longer than `limit` shows by an ellipsis that it was cut."""
    cleaned = clean(text)
    return cleaned if len(cleaned) <= limit else cleaned[: limit - 1].rstrip() + "…"


def clean_lines(text: str, limit: int | None = None) -> str:
    """Like `clean`, but lines stay lines."""
    lines = [clean(line) for line in re.split(r"\r\n|[\r\n\u2028\u2029]", text)]
    joined = "\n".join(lines).strip("\n")
    return joined if limit is None else joined[:limit].rstrip()


def plain(text: str, style: str = "") -> Content:
    """Return text from people as content for a widget: shown as it is, obeyed by nobody."""
    from textual.content import Content

    return Content.styled(clean(text), style) if style else Content(clean(text))


def cell(text: str, style: str = "") -> Text:
    """Return text from people as a cell of a table."""
    from rich.text import Text

    return Text(clean(text), style=style, no_wrap=True, overflow="ellipsis")


def csv_cell(text: str) -> str:
    """Return text from people as a spreadsheet cell that no program takes for a formula."""
    cleaned = clean_lines(text)
    return "'" + cleaned if cleaned.startswith(_FORMULA) else cleaned
