"""Which box a badge lies in at the desk: the alphabet cut where the queue is even."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from seminar_tui.rules.names import danish_key

BOXES = 4
"""As many as badges are printed for, unless asked otherwise."""

_BARRED = str.maketrans({"Ł": "L", "Đ": "D", "Þ": "T", "Ħ": "H", "Ä": "Æ", "Ö": "Ø"})


def initial(name: str) -> str:
    """Return the letter a name is filed under; "Aa" is Å, and a name without letters is "#".

    Accents do not count: Émile lies under E.
    """
    text = name.strip().upper()
    if text.startswith("AA"):
        return "Å"
    first = text[:1]
    if first not in "ÆØÅ":
        first = unicodedata.normalize("NFKD", first.translate(_BARRED))[:1]
    return first if first.isalpha() else "#"


def boxes(names: Iterable[str], count: int) -> Mapping[str, str]:
    """Return the label of the box of every initial: {"K": "K–Ø", ...}.

    The initials in Danish order are cut into at most `count` boxes of as even a filling
    as whole letters allow. No names, no boxes.
    """
    filed = Counter(initial(name) for name in names)
    letters = sorted(filed, key=danish_key)
    groups: list[list[str]] = []
    left, open_boxes = filed.total(), count
    filling = 0
    for letter in letters:
        share = left / max(1, open_boxes)
        # A letter opens a new box when the present one is nearer its share without it.
        full = groups and len(groups) < count and filling + filed[letter] / 2 > share
        if not groups or full:
            left -= filling
            open_boxes -= 1 if groups else 0
            groups.append([])
            filling = 0
        groups[-1].append(letter)
        filling += filed[letter]
    return {letter: _label(group) for group in groups for letter in group}


def _label(group: list[str]) -> str:
    return group[0] if len(group) == 1 else f"{group[0]}–{group[-1]}"
