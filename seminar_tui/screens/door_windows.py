"""The door's windows: walk-in, wishes, badge, delegation, missing people, scanner test."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from seminar_tui.i18n import t
from seminar_tui.screens import door_cards as cards
from seminar_tui.screens.door_queue import Scan
from seminar_tui.screens.scanning_screen import ScanningScreen
from seminar_tui.widgets.result_card import Card

if TYPE_CHECKING:
    from db.rows import PersonRow
    from seminar_tui.day.door_wishes import Rewished
    from seminar_tui.day.people import Added
    from seminar_tui.rules.checkin import CheckInAnswer
    from seminar_tui.rules.scanning import Layout


class WindowsScreen(ScanningScreen):
    """Opens the door's windows; scans wait meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.on_card: PersonRow | None = None

    def show_card(self, make: Callable[[], Card]) -> None:
        """Put a card up in the place of the last. `make` says it in the language chosen."""
        raise NotImplementedError

    def show_person(self, person: PersonRow, make: Callable[[], Card]) -> None:
        """Put a card about somebody up; the keys are about them while it is."""
        raise NotImplementedError

    def person_now(self) -> PersonRow | None:
        """Return whom a key is about."""
        raise NotImplementedError

    def _about(self) -> PersonRow | None:
        person = self.person_now()
        if person is None:
            self.say(t("door.nobody_on_card"))
        return person

    def clear_line(self) -> None:
        """Come home before a window opens, so that nothing half-typed is left behind it."""
        from seminar_tui.widgets.scan_line import ScanLine

        self.query_one(ScanLine).erase(all_of_it=True)
        self.searching = False

    def show_answer(self, answer: CheckInAnswer, scan: Scan) -> None:
        """Show what the door says to a scan, and ask what is to be asked."""
        raise NotImplementedError

    def action_walk_in(self) -> None:
        """Add somebody who was not registered."""
        from seminar_tui.screens.dialogs.walk_in import WalkInDialog
        from seminar_tui.widgets.scan_line import ScanLine

        typed = self.query_one(ScanLine).text
        name = "" if any(letter.isdigit() for letter in typed) else typed.strip()
        self.clear_line()
        self.open_window(WalkInDialog(self, name), self._walked_in)

    def _walked_in(self, added: Added) -> None:
        if added.answer is not None and not added.answer.ok:
            self.show_answer(added.answer, Scan(person_id=added.person.id))
        elif added.answer is not None:
            card = partial(cards.walked_in, added, added.answer, self.timezone)
            self.show_person(added.person, card)

    def action_wishes(self) -> None:
        """Change the guest's wishes, and give a new place at once."""
        person = self._about()
        if person is None:
            return
        from seminar_tui.screens.dialogs.wishes import WishesDialog

        self.clear_line()
        self.open_window(WishesDialog(self, person), self._rewished)

    def _rewished(self, done: Rewished) -> None:
        def card() -> Card:
            return cards.person_card(done.person, done.seats, f"✓  {t('door.wishes.done')}")

        self.show_person(done.person, card)

    def action_badge(self) -> None:
        """Show the guest's badge code; make a new one if the old is lost."""
        person = self._about()
        if person is None:
            return
        from seminar_tui.screens.dialogs.badge import BadgeDialog

        self.clear_line()
        self.open_window(BadgeDialog(self, person), self._badged)

    def _badged(self, person: PersonRow) -> None:
        if person == self.on_card:
            return

        # The card named the old code, or was another guest's.
        def card() -> Card:
            hint = t("door.walk_in.done", code=person.code)
            return cards.person_card(person, (), t("door.badge").upper(), hint)

        self.show_person(person, card)

    def action_delegation(self) -> None:
        """Let in the guest's colleagues, all or some."""
        person = self._about()
        if person is None:
            return
        from seminar_tui.screens.dialogs.delegation import DelegationDialog

        self.clear_line()
        self.open_window(DelegationDialog(self, person), self.came_together)

    def came_together(self, answer: CheckInAnswer) -> None:
        """Show who of a delegation came in."""
        raise NotImplementedError

    def action_missing(self) -> None:
        """Show who has not come: presenters, politicians, everybody."""
        from seminar_tui.screens.dialogs.missing import MissingDialog

        self.clear_line()
        self.open_window(MissingDialog(self), lambda _none: None)

    def action_test_scanner(self) -> None:
        """Show what the scanner sends, and learn its keyboard layout."""
        from seminar_tui.screens.dialogs.scanner import ScannerDialog

        self.clear_line()
        self.open_window(ScannerDialog(self), self._tested)

    def _tested(self, layout: Layout) -> None:
        self.layout_of_scanner = layout
