"""What can be pressed where you are: one list for the help window and for the palette."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, ClassVar

from rich.cells import set_cell_size
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Static

from seminar_tui.i18n import t
from seminar_tui.screens.keys import key_sign
from seminar_tui.screens.window import Window


@dataclass(frozen=True)
class Key:
    """A key that works here: how it is written, what it does, and how to do it without it."""

    sign: str
    says: str
    action: str
    node: DOMNode

    @property
    def of_app(self) -> bool:
        """Tell whether it works on every screen."""
        return isinstance(self.node, App)


def keys_here(screen: Screen[Any]) -> list[Key]:
    """Return the keys that work on a screen now, the screen's own before the app's.

    The toolkit's own (scrolling, moving the cursor) are left out: nobody looks for them.
    """
    found = list(_ours(screen))
    return sorted(found, key=lambda key: key.of_app)


def _ours(screen: Screen[Any]) -> Iterator[Key]:
    said: set[str] = set()
    for node, bound, _enabled, _tip in screen.active_bindings.values():
        if bound.system or not bound.description or _is_toolkits(node, bound):
            continue
        action = bound.action.removeprefix("app.").removeprefix("screen.")
        if action in said:
            continue
        said.add(action)
        of_app = bound.action.startswith("app.")
        yield Key(
            key_sign(bound),
            bound.description,
            action,
            screen.app if of_app else node,
        )


def _is_toolkits(node: DOMNode, bound: Binding) -> bool:
    """Tell whether a binding was made by the toolkit and not renamed by us."""
    if isinstance(node, App) and bound.action == "command_palette":
        return False
    for kind in type(node).__mro__:
        if not kind.__module__.startswith("textual."):
            continue
        for one in kind.__dict__.get("BINDINGS", ()):
            action = one.action if isinstance(one, Binding) else one[1]
            says = one.description if isinstance(one, Binding) else one[2]
            if (action, says) == (bound.action, bound.description):
                return True
    return False


class HelpWindow(Window[None]):
    """Lists the keys of the screen below. F1, Esc and Enter close it.

    Where a line takes every key, it takes them under the help too: no scan is lost.
    """

    DEFAULT_CSS = """
    HelpWindow {
        align: center middle; background: $background 60%;
        & > Vertical {
            width: 64; max-width: 96%; height: auto; max-height: 96%; padding: 0 2;
            border: round $primary; background: $surface;
        }
        & VerticalScroll { height: auto; max-height: 100%; }
        &.-two > Vertical { width: 100; }
        & Static { height: auto; }
        & .heading { color: $accent; text-style: bold; }
    }
    """
    HANDS_KEYS_ON = True
    BINDINGS: ClassVar = [
        Binding("f1,escape,enter", "leave", show=False),
    ]

    def __init__(self, keys: Iterable[Key]) -> None:
        super().__init__()
        self._keys = list(keys)

    def compose(self) -> ComposeResult:
        """What works here, then what works everywhere."""
        # A long list stands in two columns, so that a small terminal shows all of it.
        columns = 2 if len(self._keys) > self.app.size.height - 6 else 1
        self.set_class(columns == 2, "-two")
        with Vertical(), VerticalScroll():
            for of_app, heading in ((False, "help.here"), (True, "help.everywhere")):
                rows = [key for key in self._keys if key.of_app is of_app]
                if rows:
                    yield Static(t(heading), classes="heading", markup=False)
                    yield Static(_table(rows, columns), markup=False)

    def _below(self) -> Screen[Any] | None:
        """Return the screen below, if every key is its own."""
        stack = self.app.screen_stack
        below = stack[-2] if len(stack) > 1 else None
        return below if getattr(below, "TAKES_EVERY_KEY", False) else None

    def on_click(self) -> None:
        """A click closes, for who has only a mouse."""
        self.action_leave()

    def on_key(self, event: events.Key) -> None:
        """Hand a scan on."""
        below = self._below()
        if below is not None and (event.is_printable or event.key in ("enter", "ctrl+j")):
            below.post_message(events.Key(event.key, event.character))

    def on_paste(self, event: events.Paste) -> None:
        """Hand on what came in one piece."""
        below = self._below()
        if below is not None:
            event.stop()
            below.post_message(events.Paste(event.text))
            self.dismiss(None)

    def on_mount(self) -> None:
        """Say on the frame how to close, where no list can push it away."""
        self.query_one(Vertical).border_subtitle = Content(t("help.leave"))

    def action_leave(self) -> None:
        """Close."""
        self.dismiss(None)


COLUMN = 30
"""Cells of a column where there are two."""


def _table(rows: list[Key], columns: int) -> Content:
    wide = max(len(row.sign) for row in rows)
    words = [(f"  {row.sign:<{wide}}  ", row.says) for row in rows]
    high = -(-len(words) // columns)
    lines = []
    for left, right in zip_longest(words[:high], words[high:]):
        sign, says = left
        if right is None:
            lines.append(Content.assemble((sign, "bold"), Content(says)))
            continue
        gap = set_cell_size(says, COLUMN - len(sign))
        lines.append(
            Content.assemble((sign, "bold"), Content(gap), (right[0], "bold"), Content(right[1]))
        )
    return Content("\n").join(lines)
