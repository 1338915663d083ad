"""The door's conversation: scans to the store, answers on cards, cards that ask."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from db.errors import StoreError
from db.vocabulary import CheckInResult, Instant
from seminar_tui.i18n import t, tn
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.screens import door_cards as cards
from seminar_tui.screens.door_card import CardScreen
from seminar_tui.screens.door_queue import Ask, Asking, Scan, chosen_reply
from seminar_tui.widgets.bell import Bell
from seminar_tui.widgets.result_card import ResultCard
from seminar_tui.widgets.scan_line import ScanLine

if TYPE_CHECKING:
    from seminar_tui.day.station import Station
    from seminar_tui.rules.checkin import CheckInAnswer
    from seminar_tui.rules.fixed_codes import SheetCommand


class AskingScreen(CardScreen):
    """Sends scans one at a time, in order; holds them while a card asks or a window is open."""

    def __init__(self) -> None:
        super().__init__()
        self.bell_of_door = Bell(self)
        self._last_scan: Scan | None = None

    def take_scan(self, scan: Scan) -> None:
        """Accept a scan; it is sent as soon as those before it are done."""
        self.queue.add(scan)
        self.pump()

    def pump(self) -> None:
        """Send the next scan, if nothing is asked and no window is open."""
        scan = None if self.dialog is not None else self.queue.next()
        if scan is not None and scan.command is not None:
            self.queue.answered()
            self.obey(scan.command)
            self.pump()
            return
        if scan is not None:
            self._send(scan)
        self.say_waiting()

    def say_waiting(self) -> None:
        """Say how many scans wait for a card that asks, a window or a slow store."""
        slow = self.queue.slow
        held = slow or self.queue.ask is not None or self.dialog is not None
        waiting = len(self.queue.waiting) + slow if held else 0
        said = tn("door.waiting", waiting) if waiting else ""
        # As the screen comes up or goes, the line may not be there.
        for line in self.query(ScanLine):
            line.note(said)
        if self.dialog is not None:
            self.dialog.note(said)

    def take_command(self, command: SheetCommand) -> None:
        """Obey the command sheet, after the scans before it."""
        if self.queue.busy and self.dialog is None:
            self.queue.add(Scan(command=command))
        else:
            self.obey(command)

    def obey(self, command: SheetCommand) -> None:
        """Do what the command sheet says."""
        raise NotImplementedError

    def _send(self, scan: Scan) -> None:
        def job(station: Station, now: Instant) -> CheckInAnswer:
            from seminar_tui.day.arrivals import check_in, check_in_person

            given = {"force": scan.force, "replies": scan.replies}
            if scan.person_id is not None:
                return check_in_person(station, now, scan.person_id, **given)  # type: ignore[arg-type]
            return check_in(station, now, scan.code, **given)  # type: ignore[arg-type]

        self.act(job, self._hear_answer, self._hear_no_answer)

    def _hear_answer(self, answer: CheckInAnswer) -> None:
        scan = self.queue.answered()
        doubled = answer.result is CheckInResult.AGAIN and self._same_guest(answer)
        if not doubled:
            self.show_answer(answer, scan)
        self.pump()

    def _same_guest(self, answer: CheckInAnswer) -> bool:
        """Tell whether the card already welcomes this guest: a doubled scan changes nothing."""
        before, now = self.on_card, answer.participant
        return before is not None and now is not None and before.id == now.id

    def show_answer(self, answer: CheckInAnswer, scan: Scan) -> None:
        """Show what the door says to a scan, and ask what is to be asked.

        Under a card that asks already, the scan is put again when that is answered.
        """
        if self.queue.ask is not None:
            self.queue.again(scan)
            return
        self.last, self.on_card, self._last_scan = answer, answer.participant, scan
        self._ticket = self._unknown_ticket(answer, scan)
        self.bell_of_door.ring(cards.sound(answer))
        asked = scan.open(answer.questions)
        if asked and answer.result in (CheckInResult.IN, CheckInResult.INCOMPLETE):
            self._ask(Ask(Asking.REPLY, scan, answer, asked))
        elif answer.seating is not None and answer.seating.instead_of and not answer.ok:
            self._ask(Ask(Asking.INSTEAD, scan, answer))
        elif answer.attention_open and answer.ok and answer.participant is not None:
            self._ask(Ask(Asking.READ, scan, answer))
        else:
            self.welcome(answer)

    def _hear_no_answer(self, error: Exception) -> None:
        scan = self.queue.answered()
        if not isinstance(error, Refused | BadInput | StoreError):
            raise error
        self.bell_of_door.ring(cards.pattern(cards.REFUSED))
        self.on_card = None
        self._ask(Ask(Asking.RETRY, scan, trouble=error))
        self.pump()

    def confirm(self) -> None:
        """Answer a card with a blank Enter; without a card that asks, nothing."""
        ask = self.queue.ask
        if ask is None:
            return
        match ask.what:
            case Asking.READ:
                if not self.query_one(ResultCard).turn():
                    self._acknowledge(ask)
            case Asking.RETRY:
                self._resend(ask.scan)
            case Asking.REPLY:
                if ask.question.required:
                    self._put_ask("door.ask.required")
                else:
                    self._next_question(ask.replied(None))
            case Asking.WHY | Asking.INSTEAD:
                pass

    def reply(self, text: str) -> None:
        """Answer a card with words."""
        ask = self.queue.ask
        assert ask is not None
        match ask.what:
            case Asking.REPLY:
                value = chosen_reply(ask.question, text)
                if value is None:
                    self._put_ask("door.ask.not_a_choice")
                else:
                    self._next_question(ask.replied(value))
            case Asking.WHY:
                self._resend(replace(ask.scan, force=text))
            case Asking.INSTEAD:
                self._come_instead(ask, text)
            case Asking.READ | Asking.RETRY:
                self.say(t("door.ask.first"))

    def _come_instead(self, ask: Ask, text: str) -> None:
        """Let the guest take the seat of the colleague whose number was typed."""
        answer = ask.answer
        assert answer is not None
        assert answer.seating is not None
        assert answer.participant is not None
        absent, number = answer.seating.instead_of, text.strip()
        if not number.isdecimal() or not 1 <= int(number) <= len(absent):
            self._put_ask("door.ask.not_a_choice")
            return
        code, by = absent[int(number) - 1].code, answer.participant.code
        self.queue.ask = None
        self.queue.send(ask.scan)

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.substitutes import substitute

            substitute(station, now, code, by=by)

        def done(_none: None) -> None:
            self._resend(self.queue.answered())

        self.act(job, done, self._hear_no_answer)

    def give_up(self) -> None:
        """Leave a card that asks as it is; nothing more is stored of it."""
        ask, self.queue.ask = self.queue.ask, None
        if ask is not None:
            left = ask.answer if ask.answer is not None and ask.answer.ok else None
            if left is None:
                self.on_card = None
                self.show_card(cards.ready)
            else:
                self.welcome(left)
        self.pump()

    def _resend(self, scan: Scan) -> None:
        self.queue.ask = None
        self.queue.again(scan)
        self.pump()

    def _ask(self, ask: Ask) -> None:
        self.queue.ask = ask
        self._put_ask()

    def _put_ask(self, problem: str = "") -> None:
        """Put up the card of what is asked. `problem`: the message that says why again."""
        ask = self.queue.ask
        assert ask is not None
        box = "" if ask.answer is None else self.box_of(ask.answer)
        self.show_card(lambda: cards.asking(ask, self.timezone, box, problem and t(problem)))

    def _next_question(self, ask: Ask) -> None:
        if ask.questions:
            self._ask(ask)
            return
        self.queue.ask = None
        assert ask.answer is not None
        if ask.answer.result is CheckInResult.INCOMPLETE:
            self._resend(ask.scan)
            return
        self._save_replies(ask)
        self.show_answer(_asked_out(ask.answer), ask.scan)
        self.pump()

    def _save_replies(self, ask: Ask) -> None:
        answer, replies = ask.answer, ask.scan.replies
        if not replies or answer is None or answer.participant is None:
            return
        participant_id = answer.participant.id

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.arrivals import save_replies

            save_replies(station, now, participant_id, replies)

        self.act(job, lambda _none: None)

    def _acknowledge(self, ask: Ask) -> None:
        self.queue.ask = None
        assert ask.answer is not None
        for one in cards.noted(ask.answer):
            assert one.participant is not None
            self._store_read(one.participant.id)
        self.welcome(ask.answer)
        self.pump()

    def _store_read(self, participant_id: int) -> None:
        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.people import acknowledge

            acknowledge(station, now, participant_id)

        self.act(job, lambda _none: None)

    def action_walk_in(self) -> None:
        """Add somebody who was not registered; the card may ask something of them."""
        if self._nothing_asked():
            super().action_walk_in()

    def action_delegation(self) -> None:
        """Let in the guest's colleagues; the card may have notes to be read."""
        if self._nothing_asked():
            super().action_delegation()

    def _nothing_asked(self) -> bool:
        if self.queue.ask is not None:
            self.say(t("door.ask.first"))
        return self.queue.ask is None

    def came_together(self, answer: CheckInAnswer) -> None:
        """Show who of a delegation came in; then those are asked who must answer first."""
        self.last, self.on_card = answer, answer.participant or self.on_card
        later = [one.participant for one in cards.to_answer(answer) if one.participant]
        for person in reversed(later):
            self.queue.again(Scan(person_id=person.id))
        if cards.delegation(answer).asking and len(later) < len(answer.people):
            self.bell_of_door.ring(cards.pattern(cards.ATTENTION))
            self._ask(Ask(Asking.READ, Scan(), answer))
        elif not later:
            self.show_card(partial(cards.delegation, answer))

    def _unknown_ticket(self, answer: CheckInAnswer, scan: Scan) -> str:
        """Return the ticket's code that the guest found by name may turn out to be known by."""
        from seminar_tui.rules.badge import read_code

        if answer.result is CheckInResult.UNKNOWN:
            return scan.code if read_code(scan.code) is None else ""
        return self._ticket if scan.person_id is not None else ""

    def action_override(self) -> None:
        """Ask why the guest just refused is let in all the same."""
        from seminar_tui.rules.checkin import OVERRIDABLE

        last, scan = self.last, self._last_scan
        if last is None or scan is None or last.result not in OVERRIDABLE:
            self.say(t("door.override.nobody"))
            return
        self._ask(Ask(Asking.WHY, scan, last))
        self.pump()


def _asked_out(answer: CheckInAnswer) -> CheckInAnswer:
    """Return an answer whose questions have been put."""
    return replace(answer, questions=())
