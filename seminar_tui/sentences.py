"""Codes turned into the sentences a screen or a command shows."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from db.errors import StoreError
from db.vocabulary import Role
from seminar_tui.i18n import known, t
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.roles import role_of
from seminar_tui.text import clean_lines

_ROLES = tuple(Role)
_ENDS = (".", "!", "?", "…")


def trouble(error: Refused | BadInput | StoreError) -> str:
    """Return what is wrong and what to do about it."""
    group = "refused" if isinstance(error, Refused) else "error"
    if isinstance(error, StoreError):
        group = "store"
    return in_one_line(*said(group, error.code, error.facts))


def in_one_line(sentence: str, hint: str) -> str:
    """Return a sentence and its hint after one another, each with its full stop.

    A sentence that ends in a file's name has none where it stands alone.
    """
    if not hint:
        return sentence
    return f"{sentence}{'' if sentence.endswith(_ENDS) else '.'} {hint}"


def said(group: str, code: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """Return the sentence of a code and its hint; the hint may be empty.

    A hint that names a fact there is nothing to say of gives way to its `.plain` one.
    """
    filled = _Facts({name: _shown(name, fact) for name, fact in facts.items()})
    if code == "out_of_range":
        filled["field"] = field_word(str(facts.get("field", "")))
    key = f"{group}.{code}"
    hints = (t(name) for name in (f"{key}.hint", f"{key}.hint.plain") if known(name))
    hint = next((one for one in hints if _can_be_said(one, filled)), "")
    return t(key).format_map(filled), hint.format_map(filled)


def _can_be_said(message: str, facts: Mapping[str, object]) -> bool:
    named = [name for _, name, _, _ in Formatter().parse(message) if name]
    return all(facts.get(name) != "" for name in named)


def field_word(field: str) -> str:
    """Return what a field or an option is called by its reader."""
    key = f"field.{field}"
    return t(key) if known(key) else field


def role_word(role: Role) -> str:
    """Return a role as it is typed in the reader's language."""
    word = t(f"role.{role.value}")
    return word if role_of(word) is role else role.value


def _shown(name: str, fact: object) -> object:
    if not isinstance(fact, str):
        return fact
    if name in ("role", "roles"):
        words = fact.split(", ")
        return ", ".join(role_word(Role(one)) if one in _ROLES else one for one in words)
    return clean_lines(fact)


class _Facts(dict[str, object]):
    """Facts for a sentence; one that is missing is left out rather than crashing."""

    def __missing__(self, key: str) -> str:
        return ""
