"""One form for everything of a series that is typed: fields, a hint, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Grid, Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from db.vocabulary import Instant
from seminar_tui.i18n import known, t
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.screens.window import Window
from seminar_tui.sentences import trouble
from seminar_tui.text import clean, plain

if TYPE_CHECKING:
    from seminar_tui.day.station import Station
    from seminar_tui.screens.base import DayScreen

Given = Mapping[str, str]
MOST = 2000
"""Characters in a line: a programme of a whole day stands in one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a form; its label is `series.form.<name>`, its hint the same with `.hint`."""

    name: str
    value: str = ""


class SeriesForm(Window[Any]):
    """Asks a few lines and does a use case with them; what is refused is said in the form.

    Enter goes to the next line, and from the last one does it; Ctrl+S does it from any.
    """

    DEFAULT_CSS = """
    SeriesForm {
        align: center middle; background: $background 60%;
        #form {
            width: 78; max-width: 100%; height: auto; max-height: 100%; padding: 0 2;
            border: round $primary; background: $surface;
        }
        #heading { height: auto; margin: 0 0 1 0; }
        #words { grid-size: 2; grid-columns: 16 1fr; grid-rows: 1; height: auto; }
        Label { color: $secondary; }
        Input { background: $panel; }
        Input:focus { background: $primary 30%; }
        #hint { height: auto; min-height: 1; margin: 1 0 0 0; color: $secondary; }
        #said { height: auto; color: $error; }
        #buttons { height: auto; margin: 1 0 0 0; }
        Button { margin: 0 2 0 0; width: auto; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "save", show=False, priority=True),
    ]

    def __init__(
        self,
        screen: DayScreen,
        title: str,
        asked: Sequence[Asked],
        job: Callable[[Station, Instant, Given], Any],
    ) -> None:
        super().__init__()
        self._day_screen = screen
        self._title, self._asked, self._job = title, asked, job
        self._saving = False

    def compose(self) -> ComposeResult:
        """The lines, the hint of the one with the cursor, and what is wrong."""
        with VerticalScroll(id="form"):
            yield Static(plain(self._title, "bold"), id="heading", markup=False)
            with Grid(id="words"):
                for one in self._asked:
                    yield Label(t(f"series.form.{one.name}"))
                    yield Input(clean(one.value), id=one.name, compact=True, max_length=MOST)
            yield Static(id="hint", markup=False)
            yield Static(id="said", markup=False)
            with Horizontal(id="buttons"):
                yield Button(t("series.form.save"), variant="primary", id="save", compact=True)
                yield Button(t("series.form.leave"), id="leave", compact=True)

    def on_mount(self) -> None:
        """Start in the first line."""
        self.query_one(f"#{self._asked[0].name}", Input).focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say how the line under the cursor is written."""
        key = f"series.form.{event.widget.id}.hint"
        self.query_one("#hint", Static).update(Content(t(key) if known(key) else ""))

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one("#said", Static).update("")

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id == self._asked[-1].name:
            self.action_save()
        else:
            self.focus_next()

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Do it once, or say what is wrong."""
        if self._saving:
            return
        self._saving = True
        given = {one.name: self.query_one(f"#{one.name}", Input).value for one in self._asked}

        def job(station: Station, now: Instant) -> Any:
            return self._job(station, now, given)

        self._day_screen.act(job, self._done, self._refused)

    def _done(self, answer: Any) -> None:
        self.dismiss(answer)

    def _refused(self, error: Exception) -> None:
        self._saving = False
        if not isinstance(error, Refused | BadInput):
            self._day_screen.say_trouble(error)
            return
        self.query_one("#said", Static).update(Content("! " + clean(trouble(error))))

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """Leave without doing anything."""
        self.dismiss(None)
