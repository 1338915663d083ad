"""Taking a person's name out of what others wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection

SHORTEST = 5
"""A shorter name is a word as often as a name; in a text nobody can tell."""
GONE = "—"


def without_names(names: Collection[str]) -> Callable[[str], str]:
    """Return what takes these names, addresses and codes out of a text, in any case.

    Inside JSON a name with quotes or backslashes is written otherwise: that is taken too.
    """
    known = {name for name in names if len(name) >= SHORTEST}
    known |= {json.dumps(name, ensure_ascii=False)[1:-1] for name in known}
    if not known:
        return lambda text: text
    longest_first = sorted(known, key=len, reverse=True)
    pattern = "|".join(re.escape(name) for name in longest_first)
    found = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)
    return lambda text: found.sub(GONE, text)
