"""Codes turned into the sentences a screen or a command shows."""

from __future__ import annotations

from collections.abc import Mapping

from db.errors import StoreError
from seminar_tui.i18n import known, t
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.text import clean_lines


def trouble(error: Refused | BadInput | StoreError) -> str:
    """Return what is wrong and what to do about it."""
    group = "refused" if isinstance(error, Refused) else "error"
    if isinstance(error, StoreError):
        group = "store"
    return " ".join(filter(None, said(group, error.code, error.facts)))


def said(group: str, code: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """Return the sentence of a code and its hint; the hint may be empty."""
    filled = _Facts(
        {key: clean_lines(fact) if isinstance(fact, str) else fact for key, fact in facts.items()}
    )
    key = f"{group}.{code}"
    hint = t(key + ".hint").format_map(filled) if known(key + ".hint") else ""
    return t(key).format_map(filled), hint


class _Facts(dict[str, object]):
    """Facts for a sentence; one that is missing is left out rather than crashing."""

    def __missing__(self, key: str) -> str:
        return ""
