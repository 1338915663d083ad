"""What becomes of the entry under the cursor: its star, its tags, its state, its wordings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.containers import Vertical

from db.vocabulary import EntryState, Instant
from seminar_tui.screens.base import DayScreen
from seminar_tui.screens.entry_dialogs import ChooseTag, Wordings
from seminar_tui.widgets.entry_list import EntryList

if TYPE_CHECKING:
    from db.reads.entries import StoredEntry, VersionRow
    from seminar_tui.day.station import Station


class EntryActions(Vertical):
    """A panel with a list of entries. The subclass lays out and lets them be written."""

    @property
    def day_screen(self) -> DayScreen:
        """The screen this panel is on."""
        screen = self.screen
        assert isinstance(screen, DayScreen)
        return screen

    def selected(self) -> StoredEntry | None:
        """Return the entry under the cursor; where the list is not in use, go there first."""
        entries = self.query_one(EntryList)
        if entries.has_focus:
            return entries.selected
        if entries.option_count:
            entries.focus()
        return None

    def _change(self, use_case: Callable[[Station, Instant], StoredEntry]) -> None:
        self.day_screen.act(use_case, lambda stored: self.day_screen.reload())

    def action_star(self) -> None:
        """Mark the entry to be brought to everybody, or not."""
        stored = self.selected()
        if stored is None:
            return
        entry_id = stored.row.id

        def work(station: Station, now: Instant) -> StoredEntry:
            from seminar_tui.day.entries import star

            return star(station, now, entry_id)

        self._change(work)

    def action_withdraw(self) -> None:
        """Take the entry out, or back in."""
        stored = self.selected()
        if stored is None:
            return
        entry_id, out = stored.row.id, stored.row.state is EntryState.WITHDRAWN

        def work(station: Station, now: Instant) -> StoredEntry:
            from seminar_tui.day.entries import restore, withdraw

            return (restore if out else withdraw)(station, now, entry_id)

        self._change(work)

    def action_park(self) -> None:
        """Put the entry by for later, or open it again."""
        stored = self.selected()
        if stored is None:
            return
        entry_id = stored.row.id
        state = EntryState.OPEN if stored.row.state is EntryState.PARKED else EntryState.PARKED

        def work(station: Station, now: Instant) -> StoredEntry:
            from seminar_tui.day.entries import set_state

            return set_state(station, now, entry_id, state)

        self._change(work)

    def action_tags(self) -> None:
        """Put a tag on the entry, or take one off."""
        stored = self.selected()
        if stored is None:
            return
        entry_id = stored.row.id

        def chosen(tags: tuple[str, ...] | None) -> None:
            if tags is None:
                return

            def work(station: Station, now: Instant) -> StoredEntry:
                from seminar_tui.day.entries import tag

                return tag(station, now, entry_id, tags)

            self._change(work)

        self.app.push_screen(ChooseTag(stored.tags), chosen)

    def action_history(self) -> None:
        """Show every wording the entry has had."""
        stored, day = self.selected(), self.day_screen.day
        if stored is None or day is None:
            return
        entry_id = stored.row.id

        def job(station: Station, now: Instant) -> tuple[VersionRow, ...]:
            del now
            from seminar_tui.day.entries import history

            return history(station, entry_id)

        def show(versions: tuple[VersionRow, ...]) -> None:
            self.app.push_screen(Wordings(versions, day.timezone))

        self.day_screen.look("wordings", job, show)
