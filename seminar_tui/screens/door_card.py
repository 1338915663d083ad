"""The door's card: what it says, about whom, and the same again in another language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from db.vocabulary import Instant
from seminar_tui.i18n import t
from seminar_tui.screens import door_cards as cards
from seminar_tui.screens.door_queue import ScanQueue
from seminar_tui.screens.door_windows import WindowsScreen
from seminar_tui.text import clean, short
from seminar_tui.widgets.result_card import Card, ResultCard
from seminar_tui.widgets.scan_line import ScanLine

if TYPE_CHECKING:
    from db.rows import PersonRow
    from seminar_tui.day.station import Station
    from seminar_tui.day.suggesting import Suggested
    from seminar_tui.day.undo import Undone
    from seminar_tui.rules.checkin import CheckInAnswer


class CardScreen(WindowsScreen):
    """Puts cards up, one in the place of the other; one that asks stays."""

    def __init__(self) -> None:
        super().__init__()
        self.queue = ScanQueue()
        self.last: CheckInAnswer | None = None
        self._card: Callable[[], Card] = cards.ready
        """Makes the card that is up, in the language of the moment."""
        self._ticket = ""
        """A ticket's code that nobody is known by, until another guest is scanned."""

    def box_of(self, answer: CheckInAnswer) -> str:
        """Return which box a guest's badge lies in, as far as is known."""
        raise NotImplementedError

    def show_card(self, make: Callable[[], Card]) -> None:
        """Put a card up in the place of the last; one that asks stays, and the other is said.

        A card that asks is seen at once, over a search too, and what was typed of that is no
        answer to it; any other waits under the hits.
        """
        card = make()
        stays = self.queue.ask is not None and not card.asking
        if card.asking:
            self.searching = False
            self.query_one(ScanLine).break_off()
        elif stays or self.searching:
            self.say(" · ".join(filter(None, (card.headline, card.name))))
        if not stays:
            self._card = make
            self.query_one(ResultCard).show(card)

    def show_person(self, person: PersonRow, make: Callable[[], Card]) -> None:
        """Put a card about somebody up; under one that asks the keys stay with its guest."""
        if self.queue.ask is None:
            self.on_card = person
        self.show_card(make)

    def welcome(self, answer: CheckInAnswer) -> None:
        """Put up the card of an answer; who has no seat is then told where there is room."""
        if answer.people:
            self.show_card(lambda: cards.delegation(answer, read=True))
            return

        def make() -> Card:
            return self._welcome_card(answer)

        self.show_card(make)
        guest = answer.participant
        if not answer.ok or guest is None or len(answer.placements) >= self.rounds_to_be_in(answer):
            return

        def job(station: Station, now: Instant) -> tuple[Suggested, ...]:
            from seminar_tui.day.door_view import read_suggestions

            return read_suggestions(station, now, guest.id)

        def told(found: tuple[Suggested, ...]) -> None:
            if found and self._card is make:
                self._card = lambda: cards.with_room(make(), found)
                self.query_one(ResultCard).show(self._card())

        self.look("suggest", job, told, patient=True)

    def _welcome_card(self, answer: CheckInAnswer) -> Card:
        card = cards.welcome(answer, self.timezone, self.box_of(answer))
        if not self._ticket or not answer.ok:
            return card
        learn = t("door.ticket.learn", ticket=short(self._ticket, 40))
        return replace(card, hint=" · ".join(filter(None, (card.hint, learn))))

    def rounds_to_be_in(self, answer: CheckInAnswer) -> int:
        """Return in how many rounds a guest can be one."""
        rounds = self.day.rounds if self.day is not None else 0
        return rounds - (answer.presents is not None)

    def enter(self) -> None:
        """Put up the same card in the words of the language that was just chosen."""
        self.query_one(ResultCard).show(self._card())

    def undo(self) -> None:
        """Take back this station's last action, and say on the card what it was."""

        def job(station: Station, now: Instant) -> tuple[Undone, PersonRow | None]:
            from db.reads.people import people_by_id
            from seminar_tui.day.undo import undo_last

            undone = undo_last(station, now)
            ids = [] if undone.participant_id is None else [undone.participant_id]
            with station.look() as connection:
                found = people_by_id(connection, ids)
            return undone, found[0] if found else None

        self.act(job, self._show_undone)

    def _show_undone(self, done: tuple[Undone, PersonRow | None]) -> None:
        undone, person = done

        def said() -> str:
            return f"↶  {t('undo.done', what=t(f'action.{undone.kind}'))}"

        self.last = None
        if self.queue.ask is not None or self.dialog is not None:
            self.say(said() if person is None else f"{said()} ({clean(person.name)})")
            return
        if person is None:
            self.on_card = None
            self.show_card(lambda: cards.plain(said()))
        else:
            self.show_person(person, lambda: cards.person_card(person, (), said()))
