"""Two small questions: a line of text, and yes or no."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from seminar_tui.i18n import t
from seminar_tui.screens.window import Window
from seminar_tui.text import plain
from seminar_tui.widgets.answer_keys import AnswerKeys

_BOX = """
    align: center middle; background: $background 60%;
    & > Vertical {
        width: 72; max-width: 96%; height: auto; padding: 1 2;
        border: round $primary; background: $surface;
    }
    & Static { height: auto; }
    & Input { margin: 1 0 0 0; }
"""


class AskText(Window[str | None]):
    """Asks for one line of text; None when it was left.

    `enter` is what Enter then does: "save", "send" it to somebody, "find" it, or "go" on.

    Below the line stands the whole text where the line is too short for it: nothing is sent
    that its writer has not seen.
    """

    DEFAULT_CSS = f"AskText {{ {_BOX} #whole {{ color: $secondary; padding: 0 3; }} }}"
    BINDINGS: ClassVar = [Binding("escape", "leave", show=False)]

    def __init__(
        self, question: str, value: str = "", limit: int = 300, *, enter: str = "save"
    ) -> None:
        super().__init__()
        self._question, self._value, self._limit = question, value, limit
        self._enter = enter

    def compose(self) -> ComposeResult:
        """The question over the line."""
        with Vertical():
            yield Static(plain(self._question, "bold"), markup=False)
            yield Input(self._value, max_length=self._limit)
            yield Static(id="whole", markup=False)
            said = t(f"organiser.ask.{self._enter}")
            yield AnswerKeys((said, "answer"), (t("organiser.ask.leave"), "leave"))

    @on(Input.Changed)
    def on_resize(self) -> None:
        """Show the whole text where the line does not."""
        line, whole = self.query_one(Input), self.query_one("#whole", Static)
        # One cell of the line is the cursor's.
        whole.display = cell_len(line.value) >= line.content_size.width
        whole.update(plain(line.value))

    @on(Input.Submitted)
    def action_answer(self) -> None:
        """Answer with what is written."""
        self.dismiss(self.query_one(Input).value.strip())

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class AskYes(Window[bool]):
    """Asks whether to do it. Enter does; Esc does not."""

    DEFAULT_CSS = f"AskYes {{ {_BOX} }}"
    BINDINGS: ClassVar = [
        Binding("enter", "answer(True)", show=False),
        Binding("escape", "answer(False)", show=False),
    ]

    def __init__(self, question: str, detail: str = "") -> None:
        super().__init__()
        self._question, self._detail = question, detail

    def compose(self) -> ComposeResult:
        """The question, what it means, and the two keys."""
        with Vertical():
            yield Static(plain(self._question, "bold"), markup=False)
            if self._detail:
                yield Static(plain(self._detail), markup=False)
            yield AnswerKeys(
                (t("organiser.ask.yes"), "answer(True)"), (t("organiser.ask.no"), "answer(False)")
            )

    def action_answer(self, answer: bool) -> None:
        """Answer."""
        self.dismiss(answer)
