"""One stand up close: what it is about, its clock, who presents and who came."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from db.reference import municipality_name
from db.vocabulary import Instant, Phase, TimerState
from seminar_tui.i18n import language, t
from seminar_tui.rules.dates import minutes_seconds, spoken_time
from seminar_tui.screens.keys import name_keys
from seminar_tui.screens.organiser.by_hand import swap_round
from seminar_tui.screens.organiser.history import History
from seminar_tui.screens.organiser.remedies import write_to
from seminar_tui.screens.window import Window
from seminar_tui.text import clean
from seminar_tui.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from seminar_tui.day.station import Station
    from seminar_tui.day.timing import StandClock
    from seminar_tui.day.visits import StandPeople
    from seminar_tui.screens.base import DayScreen

REREAD_S = 2.0


class StandDialog(Window[None]):
    """A stand with everything an organiser does to one on the day."""

    DEFAULT_CSS = """
    StandDialog {
        align: center middle; background: $background 60%;
        #box {
            width: 84; max-width: 100%; height: auto; max-height: 92%; padding: 0 2;
            border: round $primary; background: $surface;
        }
        #about, #clock, .title { height: auto; }
        #clock { margin: 1 0; }
        .title { color: $accent; text-style: bold; }
        #presenters {
            height: auto; max-height: 5; border: none; padding: 0; background: $surface;
        }
        #presenters:focus { border: none; }
        #people { height: auto; max-height: 8; }
        #guests { height: auto; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("s", "press('start')", "s", id="floor.start"),
        Binding("n", "press('advance')", "n", id="floor.advance"),
        Binding("f", "press('finish')", "f", id="floor.finish"),
        Binding("m", "message", "m", id="floor.message"),
        Binding("p", "report", "p", id="floor.presenters"),
        Binding("r", "swap", "r", id="floor.swap"),
        Binding("escape", "leave", "Esc", id="floor.leave"),
    ]

    def __init__(self, number: int, day_screen: DayScreen) -> None:
        super().__init__()
        self._number = number
        self._day_screen = day_screen
        self._clock: StandClock | None = None
        self._people: StandPeople | None = None

    def compose(self) -> ComposeResult:
        """What it is about, the clock, the people."""
        name_keys(self)
        with Vertical(id="box"):
            yield Static(id="about", markup=False)
            yield Static(id="clock", markup=False)
            yield Static(t("organiser.stand.presenters"), classes="title", markup=False)
            yield OptionList(id="presenters", markup=False)
            yield Static(id="count", classes="title", markup=False)
            with VerticalScroll(id="people"):
                yield Static(id="guests", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read, and read again while it is up."""
        self.reload()
        self.set_interval(REREAD_S, self.reload)
        self.set_interval(0.25, self._show_clock)

    def reload(self) -> None:
        """Read the stand."""
        number = str(self._number)

        def job(station: Station, now: Instant) -> tuple[StandClock, StandPeople]:
            from seminar_tui.day.timing import read_clock
            from seminar_tui.day.visits import read_people

            with station.look() as connection:
                clock = read_clock(connection, station.day_id, number, now)
                return clock, read_people(connection, clock.stand.id, clock.round)

        self._day_screen.look("stand", job, self._show)

    def _show(self, read: tuple[StandClock, StandPeople]) -> None:
        if not self.is_attached:
            return
        self._clock, self._people = read
        self._show_about()
        self._show_clock()
        self._show_people()

    def _show_about(self) -> None:
        assert self._clock is not None
        stand = self._clock.stand
        round_words = t("organiser.board.no_round")
        if stand.round is not None:
            round_words = t("organiser.stand.round", round=stand.round)
        facts = (round_words, clean(stand.place), t("organiser.stand.fits", seats=stand.capacity))
        about = Content.assemble(
            (f"{stand.number}  {clean(municipality_name(stand.municipality))}", "bold"),
            ("   " + " · ".join(filter(None, facts)), "$secondary"),
            "\n",
            clean(stand.theme) or (t("organiser.stand.no_theme"), "$warning"),
            "\n",
            (clean(stand.question), "italic")
            if stand.question
            else (t("organiser.stand.no_question"), "$warning"),
        )
        self.query_one("#about", Static).update(about)

    def _show_clock(self) -> None:
        if self._clock is None or self._day_screen.day is None:
            return
        shown = self._clock.shows(self._day_screen.runtime.now())
        zone = self._day_screen.day.timezone
        parts = [t(f"organiser.clock.{shown.state.value}")]
        if shown.state in (TimerState.RUNNING, TimerState.PAUSED):
            phase = "floor.talk" if shown.phase is Phase.TALK else "floor.dialogue"
            parts.append(f"{t(phase)} {minutes_seconds(shown.remaining_ms)}")
            at = spoken_time(shown.projected_end, zone, language())
            parts.append(t("organiser.clock.ends", at=at))
        self.query_one("#clock", Static).update(Content.styled(" · ".join(parts), "bold"))

    def _show_people(self) -> None:
        assert self._people is not None
        people = self._people
        options = self.query_one("#presenters", OptionList)
        at = options.highlighted
        options.clear_options()
        for one in people.presenters:
            came = one.arrived and not one.missing
            sign = ("✓ ", "$success") if came else ("! ", "bold $error")
            offer = "" if came else "   ⏎ " + t("organiser.stand.let_in")
            options.add_option(Option(Content.assemble(sign, clean(one.name), (offer, "$accent"))))
        if not people.presenters:
            none = Content.styled(t("organiser.stand.no_presenters"), "$error")
            options.add_option(Option(none, disabled=True))
        elif at is not None:
            options.highlighted = min(at, len(people.presenters) - 1)
        count = t("organiser.stand.guests", here=people.here, placed=people.expected)
        self.query_one("#count", Static).update(Content(count))
        lines = [_guest(guest.here, guest.arrived, guest.name) for guest in people.guests]
        shown = Content("\n").join(lines) if lines else Content(t("organiser.stand.no_guests"))
        self.query_one("#guests", Static).update(shown)

    @on(OptionList.OptionSelected, "#presenters")
    def _let_in(self, event: OptionList.OptionSelected) -> None:
        assert self._people is not None
        who = self._people.presenters[event.option_index]
        if who.arrived and not who.missing:
            self.app.push_screen(History(who.participant_id, who.name, self._day_screen))
            return

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.arrivals import check_in_person
            from seminar_tui.day.visits import report_presenters

            if who.missing:
                report_presenters(station, now, str(self._number))
            if not who.arrived:
                check_in_person(station, now, who.participant_id)

        said = t("organiser.stand.came", name=clean(who.name))
        self._day_screen.act(job, lambda _none: self._done(said))

    def _done(self, said: str) -> None:
        self._day_screen.say(said)
        if self.is_attached:
            self.reload()

    def action_press(self, command: str) -> None:
        """Press a key of the stand's clock."""

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.timing import press
            from seminar_tui.rules.timer_table import Command, Request

            press(station, now, str(self._number), Request(Command(command)))

        said = t(f"organiser.pressed.{command}", stand=self._number)
        self._day_screen.act(job, lambda _none: self._done(said))

    def action_message(self) -> None:
        """Say something to the stand."""
        write_to(self._day_screen, self._number)

    def action_report(self) -> None:
        """Say that the presenters are missing, or that they came."""

        def job(station: Station, now: Instant) -> bool:
            from seminar_tui.day.visits import report_presenters

            return report_presenters(station, now, str(self._number))

        def told(missing: bool) -> None:
            word = "missing" if missing else "came"
            self._done(t(f"organiser.stand.presenters_{word}", stand=self._number))

        self._day_screen.act(job, told)

    def action_swap(self) -> None:
        """Move the stand to the other round: a municipality that is late presents later."""
        day = self._day_screen.day
        if self._clock is not None and day is not None:
            stand = self._clock.stand
            swap_round(self._day_screen, stand.number, stand.round, day.rounds, self._done)

    def action_leave(self) -> None:
        """Back to the board."""
        self.dismiss(None)


def _guest(here: bool, arrived: bool, name: str) -> Content:
    if here:
        return Content.assemble(("✓ ", "$success"), clean(name))
    if arrived:
        return Content.assemble(("○ ", "$secondary"), clean(name))
    words = "  " + t("organiser.stand.not_come")
    return Content.assemble(("· ", "$secondary"), (clean(name) + words, "$secondary"))
