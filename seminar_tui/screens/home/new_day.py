"""A new day in one short form; its times are shown while they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Grid, Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from db.vocabulary import Instant
from seminar_tui.i18n import t
from seminar_tui.rules.dates import hh_mm, moment
from seminar_tui.rules.day_form import read_date, read_number, read_time
from seminar_tui.rules.programme import MINUTE, plan_rounds, slack_ms
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.screens.window import Window
from seminar_tui.sentences import trouble
from seminar_tui.text import clean, clean_lines

if TYPE_CHECKING:
    from seminar_tui.day.days import DaySpec, NewDay
    from seminar_tui.day.station import Station
    from seminar_tui.screens.base import DayScreen

TIMEZONE = "Europe/Copenhagen"
WORDS = ("title", "date", "place", "starts")
NUMBERS = {"rounds": 2, "talk": 15, "dialogue": 10, "block": 60, "target": 10, "capacity": 14}


class NewDayForm(Window["NewDay | None"]):
    """Asks what a day needs and no more: a title and a date; the rest has its usual value."""

    DEFAULT_CSS = """
    NewDayForm {
        align: center middle; background: $background 60%;
        #form {
            width: 78; max-width: 100%; height: auto; padding: 1 2;
            border: round $primary; background: $surface;
        }
        #words { grid-size: 2; grid-columns: 14 1fr; grid-rows: 1; height: auto; }
        #numbers {
            grid-size: 6; grid-columns: 14 8 14 8 14 8; grid-rows: 1; height: auto; margin: 1 0;
        }
        Label { color: $secondary; }
        Input { background: $panel; }
        Input:focus { background: $primary 30%; }
        #times { height: auto; min-height: 4; }
        #said { height: auto; color: $error; }
        #buttons { height: auto; margin: 1 0 0 0; }
        Button { margin: 0 2 0 0; width: auto; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "make", show=False, priority=True),
        Binding("enter", "next", show=False, priority=True),
    ]

    def __init__(self, day_screen: DayScreen) -> None:
        super().__init__()
        self._day_screen = day_screen

    def compose(self) -> ComposeResult:
        """The fields, the times they give, and what is wrong."""
        with Vertical(id="form"):
            yield Label(Content.styled(t("home.form"), "bold $foreground"))
            with Grid(id="words"):
                for name in WORDS:
                    yield Label(t(f"home.form.{name}"))
                    value = "10:00" if name == "starts" else ""
                    hint = t(f"home.form.{name}.hint")
                    yield Input(value, placeholder=hint, id=name, compact=True, max_length=200)
            with Grid(id="numbers"):
                for name, usual in NUMBERS.items():
                    yield Label(t(f"home.form.{name}"))
                    yield Input(str(usual), id=name, compact=True, max_length=6)
            yield Static(id="times", markup=False)
            yield Static(id="said", markup=False)
            with Horizontal(id="buttons"):
                yield Button(t("home.form.make"), variant="primary", id="make", compact=True)
                yield Button(t("home.form.leave"), id="leave", compact=True)

    def on_mount(self) -> None:
        """Show the usual times at once."""
        self._times()

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one("#said", Static).update("")
        self._times()

    def _times(self) -> None:
        try:
            shown = self._planned()
        except BadInput:
            shown = ""
        except Refused as refused:
            shown = trouble(refused)
        self.query_one("#times", Static).update(Content(clean_lines(shown)))

    def _planned(self) -> str:
        """Return the rounds with their times and the slack, in words."""
        starts = moment("2018-11-14", read_time(self._given("starts")), TIMEZONE)
        numbers = self._numbers()
        lengths = tuple(numbers[name] * MINUTE for name in ("talk", "dialogue", "block"))
        if not 1 <= numbers["rounds"] <= 12:
            return ""
        rounds = plan_rounds(starts, numbers["rounds"], *lengths)
        said = [
            t(
                "days.round",
                number=one.number,
                starts=hh_mm(one.starts, TIMEZONE),
                talk_ends=hh_mm(one.talk_ends, TIMEZONE),
                ends=hh_mm(one.ends, TIMEZONE),
            )
            for one in rounds[:4]
        ]
        slack = slack_ms(numbers["rounds"], *lengths) // MINUTE
        return "\n".join([*said, t("days.slack", minutes=slack)])

    def _given(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value

    def _numbers(self) -> dict[str, int]:
        return {name: read_number(self._given(name), t(f"home.form.{name}")) for name in NUMBERS}

    def _spec(self) -> DaySpec:
        from seminar_tui.day.days import DaySpec

        if not self._given("title").strip():
            raise BadInput("title_missing")
        return DaySpec(
            title=self._given("title"),
            date=read_date(self._given("date")),
            place=self._given("place"),
            starts=read_time(self._given("starts")),
            timezone=TIMEZONE,
            **self._numbers(),
        )

    def action_next(self) -> None:
        """Enter goes on from title and date, and makes the day from any other field.

        The focus moves before the next key is read: who types fast types into the right field.
        """
        at = self.focused
        if isinstance(at, Button):
            at.press()
        elif at is not None and at.id in ("title", "date"):
            self.set_focus(self.query_one("#date" if at.id == "title" else "#place", Input))
        elif at is not None:
            self.action_make()

    @on(Button.Pressed, "#make")
    def action_make(self) -> None:
        """Make the day once the field has heard the keys that were typed before this one."""
        (self.focused or self).call_later(self._make)

    def _make(self) -> None:
        """Make the day, or say what is missing."""
        try:
            spec = self._spec()
        except BadInput as error:
            self._refused(error)
            return

        def job(station: Station, now: Instant) -> NewDay:
            from seminar_tui.day.days import create_day

            return create_day(station, now, spec)

        def made(day: NewDay) -> None:
            self.dismiss(day)

        self._day_screen.act(job, made, self._refused)

    def _refused(self, error: Exception) -> None:
        empty = [name for name in ("date", "title") if not self._given(name).strip()]
        if empty:
            self.query_one(f"#{empty[-1]}", Input).focus()
        if not isinstance(error, Refused | BadInput):
            self._day_screen.say_trouble(error)
            return
        self.query_one("#said", Static).update(Content("! " + clean(trouble(error))))

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        """Leave without a day."""
        self.dismiss(None)
