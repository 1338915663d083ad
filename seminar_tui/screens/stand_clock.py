"""The keys of a stand's clock, on whatever screen shows one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from db.vocabulary import Instant, Phase, TimerState
from seminar_tui.clock import elapsed
from seminar_tui.i18n import t
from seminar_tui.rules.bells import PATTERNS, crossed
from seminar_tui.rules.fixed_codes import SheetCommand
from seminar_tui.rules.timer import TimerView
from seminar_tui.rules.timer_table import Command, Request
from seminar_tui.screens.base import DayScreen
from seminar_tui.screens.stand_dialogs import StartedEarlier
from seminar_tui.widgets.bell import Bell
from seminar_tui.widgets.big_clock import TONES, BigClock
from seminar_tui.widgets.clock_face import face_of

if TYPE_CHECKING:
    from seminar_tui.day.stand_view import StandView
    from seminar_tui.day.station import Station
    from seminar_tui.day.timing import Pressed

FLASH_S = 3.0


def _changes_at(shown: TimerView, now: Instant) -> int:
    """Return the moment (UTC ms) at which the next second begins, of the day or of the clock."""
    day = 1000 - now.utc_ms % 1000
    left = day if shown.state is not TimerState.RUNNING else shown.remaining_ms % 1000 or 1000
    return now.utc_ms + min(day, left)


class ClockScreen(DayScreen):
    """A screen with one stand's clock and its keys. The subclass reads and lays out.

    A key means the clock as the keys before it leave it. So one key is in the store at a
    time; those typed meanwhile are held, and let go of when one of them is refused.
    `answered` counts the keys stored, so that a read begun before one is not shown after it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.view: StandView | None = None
        self.shown: TimerView | None = None
        self.bell = Bell(self)
        self._flash_until = 0.0
        self._second: tuple[object, ...] = ()
        self._looked: tuple[StandView | None, range] = (None, range(0))
        self.answered = 0
        self._pressing = False
        self._held: deque[Callable[[], None]] = deque()

    def show_time(self, now: Instant) -> bool:
        """Show the clock; sound and flash when a threshold was crossed.

        Between two seconds nothing can change by time alone: then nothing is worked out,
        and the answer is False.
        """
        if self.view is None or self.day is None:
            return False
        self._flash()
        view, until = self._looked
        if view is self.view and self.shown is not None and now.utc_ms in until:
            return False
        shown = self.view.clock.shows(now)
        self._looked = self.view, range(now.utc_ms, _changes_at(shown, now))
        signal = crossed(self.shown, shown)
        if signal is not None:
            self.bell.ring(PATTERNS[signal])
            self._flash_until = elapsed() + FLASH_S
        self.shown = shown
        clock = self.query_one(BigClock)
        second = (now.utc_ms // 1000, -(-shown.remaining_ms // 1000), shown.seq, shown.state)
        if second == self._second and clock.face is not None:
            return True
        self._second = second
        face = face_of(shown, self.day.timezone)
        clock.show(face)
        panel = self.query_one("#face")
        for tone in TONES:
            panel.set_class(tone == face.tone, f"-{tone}")
        # Once the talk is over, what is talked about matters more than the clock; so it does
        # when all is over, and what was said is written down.
        talking = shown.phase is Phase.DIALOGUE or shown.state is TimerState.DONE
        self.query_one("#top").set_class(talking, "-dialogue")
        return True

    def _flash(self) -> None:
        if not self._flash_until:
            return
        left = self._flash_until - elapsed()
        # One turn a second, far below three flashes, and for three seconds at most.
        self.query_one(BigClock).flash(left > 0 and int(elapsed() * 2) % 2 == 0)
        if left <= 0:
            self._flash_until = 0.0

    def _in_turn(self, key: Callable[[], None]) -> None:
        if self._pressing:
            self._held.append(key)
            return
        key()

    def action_run(self) -> None:
        """Start, pause or resume, as the clock stands on this screen."""
        self._in_turn(self._run_or_pause)

    def _run_or_pause(self) -> None:
        if self.shown is None:
            return
        match self.shown.state:
            case TimerState.ARMED:
                self.press_key(Command.START)
            case TimerState.RUNNING:
                self.press_key(Command.PAUSE)
            case TimerState.PAUSED:
                self.press_key(Command.RESUME)
            case TimerState.DONE:
                self.say(t("stand.over"))

    def action_advance(self) -> None:
        """Go from talk to dialogue."""
        self._in_turn(partial(self.press_key, Command.ADVANCE))

    def action_minute(self, minutes: int) -> None:
        """Give or take minutes. Two stations that both press mean both."""
        add = partial(self.press_key, Command.ADD, delta_ms=minutes * 60_000, any_seq=True)
        self._in_turn(add)

    def action_finish(self) -> None:
        """Say that the stand's time is over."""
        self._in_turn(partial(self.press_key, Command.FINISH))

    def action_reset(self) -> None:
        """Set the clock back to its start; what was is kept."""
        self._in_turn(partial(self.press_key, Command.RESET))

    def action_undo_clock(self) -> None:
        """Take the clock's last event back."""
        self._in_turn(partial(self.press_key, Command.UNDO))

    def action_earlier(self) -> None:
        """Say that it started earlier than noted."""
        self._in_turn(self._ask_how_much_earlier)

    def _ask_how_much_earlier(self) -> None:
        shown = self.shown
        if shown is None or self.day is None:
            return
        armed = shown.state is TimerState.ARMED
        current = shown.talk if shown.phase is Phase.TALK else shown.dialogue
        start = self.runtime.now().utc_ms if armed or current.began is None else current.began

        def chosen(minutes: int | None) -> None:
            if minutes is None:
                return
            if armed:
                self.press_key(Command.START, ago_ms=minutes * 60_000)
            else:
                self.press_key(Command.CORRECT, delta_ms=-minutes * 60_000)

        self.app.push_screen(StartedEarlier(start, self.day.timezone), chosen)

    def press_key(
        self, command: Command, *, ago_ms: int = 0, delta_ms: int = 0, any_seq: bool = False
    ) -> None:
        """Press a key against the clock as it was seen, or as it is with `any_seq`."""
        if self.view is None or self.shown is None:
            return
        asked, round_ = str(self.view.clock.stand.number), self.view.clock.round
        request = Request(command, ago_ms, delta_ms, None if any_seq else self.shown.seq)

        def job(station: Station, now: Instant) -> Pressed:
            from seminar_tui.day.timing import press

            return press(station, now, asked, request, round_)

        self._pressing = True
        self.act(job, self._pressed, self._refused)

    def _pressed(self, pressed: Pressed) -> None:
        self._pressing = False
        self.answered += 1
        if self.view is None:
            return
        self.view = replace(self.view, clock=pressed.clock)
        self.show_time(self.runtime.now())
        if pressed.undid is not None:
            self.say(t("undo.done", what=t(f"stand.did.{pressed.undid.value}")))
        while self._held and not self._pressing:
            self._held.popleft()()

    def _refused(self, error: Exception) -> None:
        self._pressing = False
        self._held.clear()
        self.say_trouble(error)
        self.reload()

    def obey(self, command: SheetCommand) -> None:
        """Do what a scanned command says to the clock."""
        match command:
            case SheetCommand.START:
                self._in_turn(self._start_or_resume)
            case SheetCommand.PAUSE:
                self._in_turn(partial(self.press_key, Command.PAUSE))
            case SheetCommand.ADVANCE:
                self.action_advance()
            case SheetCommand.ADD_MINUTE:
                self.action_minute(1)
            case SheetCommand.TAKE_MINUTE:
                self.action_minute(-1)
            case SheetCommand.FINISH:
                self.action_finish()
            case SheetCommand.UNDO:
                self.action_undo_clock()
            case SheetCommand.WALK_IN | SheetCommand.TEST:
                self.say(t("stand.command_of_door"))

    def _start_or_resume(self) -> None:
        paused = self.shown is not None and self.shown.state is TimerState.PAUSED
        self.press_key(Command.RESUME if paused else Command.START)

    def action_mute(self) -> None:
        """Turn the bell off, or on with one stroke to hear it."""
        self.bell.turn()
        self.say(t("stand.sound_on" if self.bell.on else "stand.sound_off"))
