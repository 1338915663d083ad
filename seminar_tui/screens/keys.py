"""What the footer and the help call a key, in the reader's language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import format_key

from seminar_tui.i18n import known, t


def name_keys(node: DOMNode) -> None:
    """Name each of a screen's or widget's keys by its id: the message `key.<id>`, or `<id>`.

    Called when it is composed, so that a change of language renames them.
    """
    bindings: Any = node._bindings
    for key, bound in bindings.key_to_bindings.items():
        bindings.key_to_bindings[key] = [
            replace(one, description=_said(one.id)) if one.id else one for one in bound
        ]


def _said(key_id: str) -> str:
    """Return the words of a key; the keys of pages bear the page's own name."""
    return t(f"key.{key_id}") if known(f"key.{key_id}") else t(key_id)


def key_sign(bound: Binding) -> str:
    """Return a key as people write it: Ctrl+S, F1, Esc, +."""
    if bound.key_display:
        return bound.key_display
    *held, last = bound.key.split("+")
    shown = _name(last)
    return "+".join([one.title() for one in held] + [shown.upper() if held else shown])


def _name(key: str) -> str:
    """Return a key as it is written on the keyboard."""
    named = format_key(key)
    return named.title() if len(named) > 1 else named
