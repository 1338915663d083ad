"""A door without staff: guests scan themselves and see where to go, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap

from db.errors import StoreError
from db.vocabulary import Instant, StationRole
from seminar_tui.clock import elapsed
from seminar_tui.i18n import language, t
from seminar_tui.messages import LeftKiosk, Scans
from seminar_tui.rules.concern import OfDoor
from seminar_tui.rules.kiosk import CARD_S, WINDOW_S, KioskSays, is_ticket
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.screens import kiosk_faces as faces
from seminar_tui.screens.door_queue import Scan, ScanQueue, chosen_reply
from seminar_tui.screens.scan_catcher import without_spilt
from seminar_tui.screens.scanning_screen import SAME_PRESS_S, ScanningScreen
from seminar_tui.widgets.bell import Bell
from seminar_tui.widgets.day_header import DayHeader
from seminar_tui.widgets.kiosk_card import KioskCard

if TYPE_CHECKING:
    from seminar_tui.day.door_wishes import Rewished
    from seminar_tui.day.kiosk import KioskAnswer, WhereTo
    from seminar_tui.day.station import Station
    from seminar_tui.rules.checkin import Question

TYPED_LIMIT = 120
STALE_S = 3.0
"""Letters older than this on the unseen line are nobody's scan."""


def kiosk_keys() -> BindingsMap:
    """Return the keys of the kiosk, in the guest's language."""
    return BindingsMap(
        [
            Binding("f7", "wishes", t("kiosk.key.wishes"), show=False),
            Binding("escape", "clear", t("kiosk.key.clear"), show=False),
            Binding("ctrl+q", "leave", t("kiosk.key.leave"), show=False, priority=True),
        ]
    )


class KioskScreen(ScanningScreen):
    """Takes a guest's own scan. No names are read here, and the organiser's PIN leads out."""

    DEFAULT_CSS = """
    KioskScreen { #face { height: 1fr; } }
    """

    def __init__(self) -> None:
        super().__init__()
        self.queue = ScanQueue()
        self.bell_of_door = Bell(self)
        self.locked = False
        """Whether the organiser has a PIN: before that nobody is let in here."""
        self.answer: KioskAnswer | None = None
        self._asked: tuple[Question, ...] = ()
        self._scan = Scan()
        self._typed = ""
        self._typed_at = 0.0
        self._problem = False
        self._wished = False
        self._gone_at: float | None = None
        self._home_language = language()

    @property
    def only_actions(self) -> frozenset[str]:
        """The app's actions that a guest may use."""
        return frozenset() if self.dialog is not None else frozenset({"language"})

    def compose(self) -> ComposeResult:
        """Lay out the header and the face."""
        # Anew each time: the language may have changed.
        self._bindings = kiosk_keys()
        yield DayHeader()
        yield KioskCard(id="face")

    def on_mount(self) -> None:
        """Say what to do."""
        self.concerned(OfDoor())
        self._redraw()

    def reload(self) -> None:
        """Look whether the kiosk can be locked, and show the face in the present language."""
        if self.day is None:
            return
        self._redraw()
        if self.dialog is not None:
            self.dialog.reload()
        elif not self.locked:

            def job(station: Station, _now: Instant) -> bool:
                from seminar_tui.day.access import has_pin

                return has_pin(station, StationRole.ORGANISER)

            self.look("pin", job, self._know_pin)

    def _know_pin(self, has_one: bool) -> None:
        if has_one:
            self.locked = True
            self._redraw()
            self.pump()
        elif self.dialog is None:
            self._ask_pin(new=True)

    def _ask_pin(self, *, new: bool) -> None:
        from seminar_tui.screens.dialogs.kiosk_windows import PinDialog

        self.open_window(PinDialog(self, new=new), self._pin_given)
        if new:
            self._leave_unlocked()

    def _leave_unlocked(self) -> None:
        """Go back to the door where the window is left and no PIN was given."""
        assert self.dialog is not None
        given = self.dialog

        def look() -> None:
            if self.dialog is given:
                self.set_timer(0.1, look)
            elif not self.locked:
                self._to_door()

        self.set_timer(0.1, look)

    def _pin_given(self, _right: bool) -> None:
        if not self.locked:
            self.locked = True
            self._redraw()
            return
        self._to_door()

    def _to_door(self) -> None:
        self.app.post_message(LeftKiosk())

    def tick(self, now: Instant) -> None:
        """Show the time, and take a guest's card away when its time is up."""
        if self.day is None or not self.query("DayHeader #age"):
            return
        from seminar_tui.rules.dates import hh_mm

        header = self.query_one(DayHeader)
        header.show(self.day.title, hh_mm(now.utc_ms, self.day.timezone), self.runtime.age_s)
        if self._gone_at is None or self.dialog is not None:
            return
        left = self._gone_at - elapsed()
        if left <= 0:
            self._forget()
        else:
            seconds = int(left) + 1
            self.query_one(KioskCard).say_left(t("kiosk.left", seconds=seconds))

    def _forget(self) -> None:
        """Be ready for the next guest, in the language the kiosk began with."""
        self._clear()
        if language() != self._home_language:
            self.run_worker(self.app.run_action("app.language"), exclusive=True)

    def _clear(self) -> None:
        self.answer, self._asked, self._typed, self._problem = None, (), "", False
        self._wished = False
        self._gone_at = None
        self._redraw()

    def _redraw(self) -> None:
        card = self.query_one(KioskCard)
        if not self.locked:
            card.show(faces.unlocked())
        elif self._asked:
            card.show(faces.question(self._asked[0], self._typed, self._problem))
        elif self.answer is not None:
            card.show(faces.answered(self.answer, self.timezone, wished=self._wished))
        else:
            card.show(faces.ready())
        if self._gone_at is None:
            card.say_left("")

    def _stay(self, seconds: float = CARD_S) -> None:
        self._gone_at = elapsed() + seconds

    def on_key(self, event: events.Key) -> None:
        """Gather a scan, unseen; or an answer, seen."""
        since = event.time - self._typed_at
        if since > STALE_S and not self._asked:
            self._typed = ""
        self._typed_at = event.time
        match event.key:
            case "enter" | "ctrl+j" | "tab":
                if self._typed or since > SAME_PRESS_S:
                    self._submit()
            case "backspace":
                self._type(self._typed[:-1])
            case "space" if not self._typed and not self._asked:
                self.action_wishes()
            case _ if event.is_printable and event.character:
                self._type((self._typed + event.character)[-TYPED_LIMIT:])
            case _:
                return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Take what a terminal hands over in one piece."""
        event.stop()
        for line in event.text.splitlines():
            self._typed = line[-TYPED_LIMIT:]
            self._submit()

    def _type(self, text: str) -> None:
        self._typed = text
        if self._asked:
            self._stay(WINDOW_S)
            self._redraw()

    def type_ahead(self, text: str) -> None:
        """Nothing typed in a window is kept here."""

    def _submit(self) -> None:
        text, self._typed = self._typed, ""
        if self._take_line(text):
            return
        if self._asked:
            self._reply(text.strip())
        elif not text:
            self._clear()

    def _take_line(self, text: str) -> bool:
        """Take the scans of a line, if it holds any. A command sheet is the staff's."""
        from seminar_tui.rules.scanning import Kind, read_line

        scans = []
        for one in read_line(text, self.layout_of_scanner):
            ticket = one.kind is Kind.TEXT and not self._asked and is_ticket(one.text)
            if ticket or one.kind in (Kind.CODE, Kind.DAMAGED):
                scans.append(Scan(code=one.text))
        for scan in scans:
            self.take_scan(scan)
        return bool(scans)

    @on(Scans)
    def _hear_scans(self, event: Scans) -> None:
        """Take scans that landed in a window: the guest before has gone, and it is closed."""
        if self.dialog is not None and self.locked and self.app.screen is self.dialog:
            self.dialog.dismiss(None)
        self.take_back(event.spilt)
        for line in event.lines:
            self._take_line(line)

    def take_back(self, spilt: str) -> None:
        """Take the beginning of a scan off the line."""
        self._typed = without_spilt(self._typed, spilt)

    def is_scan(self, text: str, burst: bool) -> bool:
        """Tell whether a line that landed in a window is a scan; digits alone are a PIN."""
        return super().is_scan(text, burst) and not text.strip().isdigit()

    def take_scan(self, scan: Scan) -> None:
        """Accept a scan; the guest before has gone."""
        if not self.locked:
            return
        self._asked = ()
        self.queue.add(scan)
        self.pump()

    def pump(self) -> None:
        """Send the next scan, one at a time and in order."""
        scan = None if self.dialog is not None else self.queue.next()
        if scan is None:
            return
        code, replies = scan.code, scan.replies

        def job(station: Station, now: Instant) -> KioskAnswer:
            from seminar_tui.day.kiosk import scan_at_kiosk

            return scan_at_kiosk(station, now, code, replies)

        self.act(job, self._hear_answer, self._hear_trouble_of_scan)

    def _hear_answer(self, answer: KioskAnswer) -> None:
        from seminar_tui.screens.door_cards import pattern

        self._scan = self.queue.answered()
        self._clear()
        self.answer = answer
        here = answer.says is KioskSays.HERE_ALREADY
        self._asked = () if here else self._scan.open(answer.questions)
        self._stay(WINDOW_S if self._asked else CARD_S)
        self.bell_of_door.ring(pattern(faces.SOUND[answer.says]))
        self._redraw()
        self.pump()

    def _hear_trouble_of_scan(self, error: Exception) -> None:
        from seminar_tui.day.kiosk import KioskAnswer

        if not isinstance(error, Refused | BadInput | StoreError):
            raise error
        self._scan = self.queue.answered()
        self._clear()
        self.answer = KioskAnswer(KioskSays.DESK)
        self._stay()
        self._redraw()
        self.pump()

    def _reply(self, text: str) -> None:
        """Keep an answer; Enter alone passes over a question that need not be answered."""
        asked = self._asked[0]
        value = chosen_reply(asked, text) if text else None
        self._problem = value is None and (bool(text) or asked.required)
        if self._problem:
            self._redraw()
            return
        self._scan = self._scan.answered(asked, value)
        self._asked = self._asked[1:]
        if not self._asked:
            self._answered_all()
        self._redraw()

    def _answered_all(self) -> None:
        answer, scan = self.answer, self._scan
        self._stay()
        if answer is not None and answer.person is not None:
            self._save_replies(answer.person.id, scan.replies)
        else:
            self.queue.again(scan)
            self.pump()

    def _save_replies(self, participant_id: int, replies: Mapping[int, str]) -> None:
        if not replies:
            return

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.arrivals import save_replies

            save_replies(station, now, participant_id, replies)

        self.act(job, lambda _none: None)

    def action_clear(self) -> None:
        """Take the card away."""
        self._clear()

    def action_wishes(self) -> None:
        """Let the guest on the card choose stands."""
        person = self.answer.person if self.answer is not None and not self._asked else None
        if person is None:
            return
        from seminar_tui.screens.dialogs.kiosk_windows import KioskWishes

        self.open_window(KioskWishes(self, person), self._rewished)

    def _rewished(self, done: Rewished) -> None:
        participant_id = done.person.id

        def job(station: Station, _now: Instant) -> tuple[WhereTo, ...]:
            from seminar_tui.day.kiosk import where_to

            return where_to(station, participant_id)

        def show(rounds: tuple[WhereTo, ...]) -> None:
            if self.answer is None or self.answer.person is None:
                return
            if self.answer.person.id == participant_id:
                self.answer = replace(self.answer, rounds=rounds)
                self._wished = True
                self._stay()
                self._redraw()

        self.look("rounds", job, show)

    def action_leave(self) -> None:
        """Ask for the organiser's PIN."""
        if self.dialog is None and self.locked:
            self._ask_pin(new=False)
