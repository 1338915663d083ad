"""The end of the day: what closing it will do, what it left behind, and opening it again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Grid, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from db.rows import DayRow
from db.vocabulary import Instant
from seminar_tui.i18n import language, t, tn
from seminar_tui.rules.dates import long_date
from seminar_tui.screens.window import Window
from seminar_tui.text import clean

if TYPE_CHECKING:
    from db.reads.purging import Personal
    from seminar_tui.day.station import Station
    from seminar_tui.files.closing import Outcome
    from seminar_tui.screens.base import DayScreen


FOLDERS = 3
"""Folders that are named where a closed day is looked at again."""


class CloseDay(Window[None]):
    """Closes the day into a folder, or opens it again; says what will be purged and when."""

    DEFAULT_CSS = """
    CloseDay {
        align: center middle; background: $background 60%;
        & > Vertical {
            width: 78; max-width: 100%; height: auto; max-height: 100%; padding: 1 2;
            border: round $primary; background: $surface;
        }
        & Static { height: auto; }
        & Label { color: $secondary; }
        & VerticalScroll { height: auto; max-height: 12; }
        & Grid { grid-size: 2; grid-columns: 22 1fr; grid-rows: 1; height: auto; margin: 1 0; }
        & Input { background: $panel; }
        & Input:focus { background: $primary 30%; }
        & #after { margin: 1 0 0 0; }
        & #buttons { height: auto; margin: 1 0 0 0; }
        & Button { margin: 0 2 0 0; width: auto; }
        & .-gone { display: none; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "close_day", show=False, priority=True),
        Binding("ctrl+r", "reopen", show=False, priority=True),
    ]

    def __init__(self, day_screen: DayScreen) -> None:
        super().__init__()
        self._day_screen = day_screen
        self._day: DayRow | None = None
        self._busy = False

    def compose(self) -> ComposeResult:
        """What will be done, where to, and when names go."""
        with Vertical():
            yield Static(Content.styled(t("closing.title"), "bold"))
            with VerticalScroll(can_focus=False):
                yield Static(id="says", markup=False)
            with Grid():
                yield Label(t("closing.folder"))
                yield Input(id="folder", compact=True, max_length=400)
                yield Label(t("closing.purge_on"))
                yield Input(id="purge_on", compact=True, max_length=20)
            yield Static(id="after", markup=False)
            with Horizontal(id="buttons"):
                yield Button(t("closing.do"), variant="primary", id="do", compact=True)
                yield Button(t("closing.reopen"), id="reopen", compact=True)
                yield Button(t("closing.leave"), id="leave", compact=True)

    def on_mount(self) -> None:
        """Read how the day stands."""
        self._read()

    def _read(self) -> None:
        def job(station: Station, now: Instant) -> tuple[DayRow, Personal, tuple[Path, ...]]:
            from db.reads.days import day
            from seminar_tui.day.keeping import paper_folders, purgeable

            with station.look() as connection:
                found = day(connection, station.day_id)
            return found, purgeable(station), paper_folders(station)

        self._day_screen.look("closing", job, lambda read: self._show(*read))

    def _show(self, day: DayRow, personal: Personal, folders: tuple[Path, ...]) -> None:
        from seminar_tui.day.closing import usual_purge

        if not self.is_attached:
            return
        fresh, self._day = self._day is None, day
        is_open = day.closed_at is None
        if fresh:
            name = t("closing.file.folder", date=day.date)
            self.query_one("#folder", Input).value = str(Path.home() / name)
            self.query_one("#purge_on", Input).value = usual_purge(day)
        self.query_one(Grid).set_class(not is_open, "-gone")
        self.query_one("#do").set_class(not is_open, "-gone")
        self.query_one("#reopen").set_class(is_open or day.purged, "-gone")
        says = self.query_one("#says", Static)
        if day.purged:
            says.update(Content(t("closing.purged")))
        elif is_open:
            says.update(Content(t("closing.will")))
        elif fresh:
            says.update(Content(_closed(folders)))
        after = self.query_one("#after", Static)
        after.update(Content("" if day.purged else _purges(day, personal)))
        first = "#folder" if is_open else "#leave" if day.purged else "#reopen"
        self.query_one(first).focus()

    def action_close_day(self) -> None:
        """Write the papers, take the copy, close."""
        day = self._day
        if day is None or day.closed_at is not None or self._busy:
            return
        self._busy = True
        folder = Path(self.query_one("#folder", Input).value.strip() or ".")
        purge_on = self.query_one("#purge_on", Input).value.strip()
        # Papers take seconds: they have a thread of their own, so that the floor stays live.
        self._day_screen.act(
            lambda station, now: (station, now),
            lambda at: self._start(*at, folder, purge_on),
        )

    def _start(self, station: Station, now: Instant, folder: Path, purge_on: str) -> None:
        def job() -> None:
            from seminar_tui.files.closing import close_into
            from seminar_tui.files.paper.look import own_folder

            def step(what: str) -> None:
                tell(self._step, what)

            try:
                done = close_into(station, now, folder, purge_on, own_folder(), step)
            except Exception as error:  # said on the screen like any other refusal
                tell(self._not_closed, error)
                return
            tell(self._told, done)

        tell = self.app.call_from_thread
        self.run_worker(job, thread=True, exclusive=True, exit_on_error=False)

    def _step(self, what: str) -> None:
        self.query_one("#says", Static).update(
            Content.styled(t("closing.making", what=t(f"closing.what.{what}")), "bold $accent")
        )

    def _not_closed(self, error: Exception) -> None:
        self._busy = False
        self.query_one("#says", Static).update(Content(t("closing.will")))
        self._day_screen.say_trouble(error)

    def _told(self, done: Outcome) -> None:
        self._busy = False
        lines = [Content.styled(t("closing.done", folder=clean(str(done.folder))), "bold $success")]
        lines += [
            Content(f"  ✓ {t(f'closing.what.{one.what}')}: {clean(one.file.name)}")
            for one in done.files
        ]
        if not done.copied:
            lines.append(Content(t("closing.no_backup")))
        stopped = sum(len(stands) for _round, stands in done.closed.stopped)
        if stopped:
            lines.append(Content(tn("closing.stopped", stopped)))
        self.query_one("#says", Static).update(Content("\n").join(lines))
        self._read()

    def action_reopen(self) -> None:
        """Open the day again; what was written stays."""
        day = self._day
        if day is None or day.closed_at is None or day.purged:
            return

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.closing import reopen_day

            reopen_day(station, now)

        def told(_none: None) -> None:
            self._day_screen.say(t("closing.reopened", day=clean(day.title)))
            self._read()

        self._day_screen.act(job, told)

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        match event.button.id:
            case "do":
                self.action_close_day()
            case "reopen":
                self.action_reopen()
            case _:
                self.action_leave()

    def action_leave(self) -> None:
        """Back to the page."""
        if not self._busy:
            self.dismiss(None)


def _closed(folders: tuple[Path, ...]) -> str:
    """Say that the day is closed, and where its papers lie if they still do."""
    if not folders:
        return t("closing.is_closed.no_papers")
    named = (f"  {clean(str(one))}" for one in folders[:FOLDERS])
    return "\n".join((t("closing.is_closed"), *named))


def _purges(day: DayRow, personal: Personal) -> str:
    key = "closing.would_purge" if day.closed_at is None else "closing.will_purge"
    date = long_date(day.purge_on, language()) if day.purge_on else ""
    return t(
        key,
        date=date,
        people=personal.people,
        entries=personal.entries,
        files=len(personal.files),
    )
