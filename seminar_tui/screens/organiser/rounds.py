"""The rounds: start everybody at once, move them in time, close one, say something to all."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding

from db.rows import RoundRow
from db.vocabulary import Instant, TimerState
from seminar_tui.floor_words import skipped_words
from seminar_tui.i18n import t, tn
from seminar_tui.rules.dates import hh_mm
from seminar_tui.screens.organiser.list_page import ListPage
from seminar_tui.screens.organiser.prompt import AskYes
from seminar_tui.screens.organiser.remedies import write_to
from seminar_tui.text import cell
from seminar_tui.widgets.row_table import Row

if TYPE_CHECKING:
    from seminar_tui.day.station import Station
    from seminar_tui.day.status import Floor
    from seminar_tui.day.timing import AllStarted

STEP_MINUTES = 5
TOLD = 2
"""Stands of which it is told why they did not start; the others are counted."""


class RoundsPage(ListPage):
    """A row a round."""

    NAME = "rounds"
    COLUMNS = ("round", "talk", "dialogue", "ends", "stands", "running", "done", "waiting")
    BINDINGS: ClassVar = [
        Binding("s", "start", "s", id="rounds.start"),
        Binding("c", "close", "c", id="rounds.close"),
        Binding("plus", f"shift({STEP_MINUTES})", "+", id="rounds.later"),
        Binding("minus", f"shift(-{STEP_MINUTES})", "-", id="rounds.earlier"),
        Binding("m", "message", "m", id="organiser.message"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._floor: Floor | None = None

    def reload(self) -> None:
        """Read the floor."""

        def job(station: Station, now: Instant) -> Floor:
            from seminar_tui.day.status import floor

            return floor(station, now)

        self.day_screen.look("rounds", job, self._take)

    def _take(self, floor: Floor) -> None:
        self._floor = floor
        now = self.day_screen.runtime.now()
        slack = t("organiser.rounds.slack", minutes=_slack(floor))
        self.show(slack, [_row(floor, one, now) for one in floor.rounds])

    @property
    def _number(self) -> int | None:
        key = self.table.key
        return int(key) if key else None

    def action_start(self) -> None:
        """Start every stand of the round at one instant."""
        number = self._number
        if number is None or self._floor is None:
            return
        if not self._floor.of_round(number):
            # Stands that have no round would start where this page cannot show them.
            self.day_screen.say(t("organiser.rounds.no_stands", round=number))
            return

        def job(station: Station, now: Instant) -> AllStarted:
            from seminar_tui.day.timing import start_all

            return start_all(station, now, number)

        def answered(yes: bool | None) -> None:
            if yes:
                screen = self.day_screen
                screen.act(job, lambda done: screen.say(_started(done), long=bool(done.skipped)))

        question = t("organiser.rounds.ask_start", round=number)
        self.app.push_screen(AskYes(question, t("organiser.rounds.ask_start.detail")), answered)

    def action_close(self) -> None:
        """Stop every clock of the round that still runs."""
        number = self._number
        if number is None:
            return

        def job(station: Station, now: Instant) -> int:
            from seminar_tui.day.rounds import close_round

            return len(close_round(station, now, number))

        def answered(yes: bool | None) -> None:
            if yes:
                screen = self.day_screen
                screen.act(job, lambda count: screen.say(tn("organiser.rounds.closed", count)))

        self.app.push_screen(AskYes(t("organiser.rounds.ask_close", round=number)), answered)

    def action_shift(self, minutes: int) -> None:
        """Move the round and all after it."""
        number = self._number
        if number is None:
            return

        def job(station: Station, now: Instant) -> tuple[RoundRow, ...]:
            from seminar_tui.day.rounds import shift_round

            return shift_round(station, now, number, minutes)

        self.day_screen.act(job, lambda rounds: self._shifted(number, rounds))

    def _shifted(self, number: int, rounds: tuple[RoundRow, ...]) -> None:
        starts = next(one.starts for one in rounds if one.number == number)
        day = self.day_screen.day
        at = hh_mm(starts, day.timezone if day else "Europe/Copenhagen")
        self.day_screen.say(t("organiser.rounds.shifted", round=number, at=at))
        self.reload()

    def action_message(self) -> None:
        """Say something to every stand."""
        write_to(self.day_screen, None)


def _started(done: AllStarted) -> str:
    """Return how many stands were started, and of those that do not run why not."""
    still = [(n, why) for n, why in done.skipped.items() if why.code != "already_running"]
    lines = [tn("organiser.rounds.started", len(done.started)) + "."]
    lines += [skipped_words(number, why) for number, why in still[:TOLD]]
    if len(still) > TOLD:
        lines.append(f"(+{len(still) - TOLD})")
    return " ".join(lines)


def _slack(floor: Floor) -> int:
    used = sum(one.ends - one.starts for one in floor.rounds)
    return (floor.day.block_ms - used) // 60_000


def _row(floor: Floor, one: RoundRow, now: Instant) -> Row:
    zone = floor.day.timezone
    clocks = [line.clock(now) for line in floor.of_round(one.number) if line.is_open]
    going = sum(c.state in (TimerState.RUNNING, TimerState.PAUSED) for c in clocks)
    done = sum(c.state is TimerState.DONE for c in clocks)
    times = [hh_mm(at, zone) for at in (one.starts, one.talk_ends, one.ends)]
    figures = (len(clocks), going, done, len(clocks) - going - done)
    cells = (str(one.number), *times, *map(str, figures))
    return str(one.number), tuple(cell(text) for text in cells)
