"""Choosing one of many with a few keys: type some letters, Enter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from seminar_tui.i18n import t
from seminar_tui.rules.names import fold
from seminar_tui.screens.window import Window
from seminar_tui.text import clean, plain, short
from seminar_tui.widgets.answer_keys import AnswerKeys

MOST = 200
"""How many are listed; more letters find the others."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of those to choose from: its key, what it is called, and quieter words beside it."""

    key: str
    name: str
    words: str = ""

    @property
    def sought(self) -> str:
        """What typed letters are looked for in."""
        return f" {fold(self.name)} {fold(self.words)}"


class Pick(Window[str | None]):
    """Asks for one of many; None when it was left. Typing narrows the list down."""

    DEFAULT_CSS = """
    Pick {
        align: center middle; background: $background 60%;
        & > Vertical {
            width: 72; max-width: 96%; height: auto; max-height: 96%; padding: 1 2;
            border: round $primary; background: $surface;
        }
        & Static { height: auto; }
        & Input { margin: 1 0 0 0; }
        & OptionList {
            height: auto; max-height: 10; border: none; padding: 0; background: $surface;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        & OptionList > .option-list--option-highlighted {
            background: $primary 30%; color: $foreground;
        }
        & .hint { margin: 1 0 0 0; color: $secondary; }
        & AnswerKeys { margin: 0; }
        &.-short OptionList { max-height: 10; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("escape", "leave", show=False),
        Binding("up", "cursor(-1)", show=False, priority=True),
        Binding("down", "cursor(1)", show=False, priority=True),
    ]

    def __init__(self, question: str, choices: Iterable[Choice], at: str | None = None) -> None:
        super().__init__()
        self._question = question
        self._choices = [(choice, choice.sought) for choice in choices]
        self._at = at

    def compose(self) -> ComposeResult:
        """The question, the line, the list."""
        with Vertical():
            yield Static(plain(self._question, "bold"), markup=False)
            yield Input(max_length=80)
            yield OptionList(markup=False)
            yield Static(t("organiser.pick.hint"), classes="hint", markup=False)
            yield AnswerKeys((t("organiser.ask.leave"), "leave"))

    def on_mount(self) -> None:
        """List everybody."""
        self._list("")
        self.query_one(OptionList).can_focus = False

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._list(event.value)

    def _list(self, typed: str) -> None:
        words = fold(clean(typed)).split() if typed.strip() else []
        fitting = [c for c, sought in self._choices if all(f" {w}" in sought for w in words)]
        # The one that was pointed at stays first in line, so that Enter takes it.
        fitting.sort(key=lambda choice: (choice.key != self._at, *_likeness(choice, words)))
        found = self.query_one(OptionList)
        found.clear_options()
        found.add_options([Option(_line(choice), id=choice.key) for choice in fitting[:MOST]])
        if fitting:
            found.highlighted = 0

    def action_cursor(self, by: int) -> None:
        """Move along the list while the line keeps the letters."""
        found = self.query_one(OptionList)
        if found.option_count:
            found.highlighted = ((found.highlighted or 0) + by) % found.option_count

    @on(Input.Submitted)
    def _given(self) -> None:
        found = self.query_one(OptionList)
        if found.highlighted is not None and found.option_count:
            self.dismiss(found.get_option_at_index(found.highlighted).id)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option.id)

    def action_leave(self) -> None:
        """Leave without a choice."""
        self.dismiss(None)


def _likeness(choice: Choice, words: list[str]) -> tuple[bool, bool, int]:
    """Return how well a choice is meant by the typed words, the best first.

    A number or a name comes before the same letters in the quieter words beside it, a name
    that goes on as it was typed before one with the words elsewhere, and of those the one with
    most of the words whole: "hans t" is Hans Tang before Tove Hansen.
    """
    name = fold(choice.name)
    parts = name.split()
    named = all(
        word in parts if word.isdecimal() else any(part.startswith(word) for part in parts)
        for word in words
    )
    whole = sum(word in parts for word in words)
    return not named, not name.startswith(" ".join(words)), -whole


def _line(choice: Choice) -> Content:
    return Content.assemble(
        (short(choice.name, 40), ""), ("   " + short(choice.words, 60), "$secondary")
    )
