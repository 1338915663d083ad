"""What is said at a stand: the line to write it on, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from db.vocabulary import EntryKind, EntryState, Instant
from seminar_tui.clock import elapsed
from seminar_tui.i18n import t
from seminar_tui.rules.badge import read_code
from seminar_tui.rules.entries import LIMIT
from seminar_tui.rules.typed_entry import next_kind, read_typed
from seminar_tui.screens.base import DayScreen
from seminar_tui.screens.entry_dialogs import ANONYMOUS, ChooseTag, WhoAsked, Wordings
from seminar_tui.screens.stand_keys import talk_hint, talk_keys
from seminar_tui.text import clean
from seminar_tui.widgets.entry_list import EntryList
from seminar_tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from db.reads.entries import DraftRow, StoredEntry, VersionRow
    from db.reads.visits import GuestRow
    from seminar_tui.day.entries import Reworded
    from seminar_tui.day.stand_view import StandView
    from seminar_tui.day.station import Station

SAVE_DRAFT_S = 1.0
"""Seconds after which what was typed is stored, so that at most two are ever lost."""


class TalkPanel(Vertical):
    """The entry line and the entries. Enter saves and clears; what is typed is stored at once."""

    class Scanned(Message):
        """A badge was scanned into the entry line."""

        def __init__(self, code: str) -> None:
            super().__init__()
            self.code = code

    def __init__(self, *, id: str, typed: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes="panel")
        self._bindings: BindingsMap = talk_keys()
        self.typed = typed
        self._saved = typed
        self._typed_at = 0.0
        self._view: StandView | None = None
        self._drafts_of: tuple[int, int] | None = None
        self._kind: EntryKind | None = None
        self._editing: StoredEntry | None = None
        self._answering: int | None = None
        self._by: GuestRow | None = None

    def compose(self) -> ComposeResult:
        """Lay out the kind, the line and the list."""
        with Horizontal(id="line"):
            yield Static(id="kind", markup=False)
            yield LineInput(self.typed, id="entry", placeholder=t("stand.write"))
        yield EntryList(id="entries")

    def on_mount(self) -> None:
        """Say which kind an empty line is."""
        self._show_kind()

    @property
    def day_screen(self) -> DayScreen:
        """The screen this panel is on."""
        screen = self.screen
        assert isinstance(screen, DayScreen)
        return screen

    @property
    def field(self) -> LineInput:
        """The entry line."""
        return self.query_one("#entry", LineInput)

    def show(self, view: StandView, timezone: str) -> None:
        """Show a stand's entries, and at first what was being typed there."""
        self._view = view
        self.query_one(EntryList).show(view.entries, timezone)
        self._take_draft(view)

    # -- the line

    def action_leave(self) -> None:
        """Leave the line. What is typed stays; an edit is given up."""
        if self._editing is not None:
            self.field.value = ""
        self._kind = self._editing = self._answering = self._by = None
        self.screen.set_focus(None)
        self._show_kind()

    def action_kind(self) -> None:
        """Choose the kind of entry; after the last the line decides again."""
        self._kind = next_kind(self._kind)
        self._show_kind()

    def action_who(self) -> None:
        """Choose who said it among the guests here; without a choice nobody is named."""
        if self._view is None:
            return
        here = tuple(guest for guest in self._view.people.guests if guest.here and guest.name)

        def chosen(participant_id: int | None) -> None:
            if participant_id is None:
                return
            self._by = next((g for g in here if g.participant_id == participant_id), None)
            self._show_kind()

        self.app.push_screen(WhoAsked(here), chosen)

    @on(Input.Changed, "#entry")
    def _typing(self, event: Input.Changed) -> None:
        if event.value != self.typed:
            self.typed, self._typed_at = event.value, elapsed()
        self._show_kind()

    def _show_kind(self) -> None:
        kind, text = read_typed(self.typed, self._kind)
        words = [f"{t(f'entry.sign.{kind.value}')} {t(f'entry.kind.{kind.value}')}"]
        if self._by is not None:
            words.append(f"· {clean(self._by.name, 16)}")
        if self._editing is not None:
            words = [t("stand.editing")]
        if len(text) > LIMIT - 100:
            words.append(t("stand.room_left", count=LIMIT - len(text)))
        self.query_one("#kind", Static).update(Content(" ".join(words)))
        self.set_class(len(text) > LIMIT, "-stop")

    @on(LineInput.Entered, "#entry")
    def _entered_line(self, event: LineInput.Entered) -> None:
        event.stop()
        line, editing = event.line, self._editing
        if read_code(line) is not None:
            self._begin_anew()
            self.post_message(self.Scanned(line))
        elif self._view is None:
            # Too early: the stand is not read yet. Nothing typed is thrown away.
            self._put_back(line)
        elif not clean(line):
            return
        elif editing is None:
            self._add(line, self._view)
        else:
            self._reword(editing, line)

    def _add(self, line: str, view: StandView) -> None:
        asked, round_ = str(view.clock.stand.number), view.clock.round
        kind, text = read_typed(line, self._kind)
        answering, by = self._answering, self._by
        guest = ANONYMOUS if by is None else by.participant_id

        def job(station: Station, now: Instant) -> StoredEntry:
            from seminar_tui.day.entries import LATEST, NewEntry, add_entry

            answers = LATEST if answering is None else answering
            new = NewEntry(kind, text, answers=answers, guest=guest or None)
            return add_entry(station, now, asked, new, round_)

        # The line is empty already, so that the next thing said can be typed; a refusal
        # puts the words back.
        self._begin_anew()
        self._saved = ""
        self.day_screen.act(job, self._done, lambda error: self._give_back(line, error))

    def _done(self, stored: StoredEntry) -> None:
        del stored
        self.day_screen.reload()

    def _give_back(self, line: str, error: Exception) -> None:
        self._put_back(line)
        self.day_screen.say_trouble(error)

    def _put_back(self, line: str) -> None:
        self.field.value = f"{line} {self.field.value}".strip()
        self.field.cursor_position = len(self.field.value)

    def _reword(self, before: StoredEntry, line: str) -> None:
        def job(station: Station, now: Instant) -> Reworded:
            from seminar_tui.day.entries import reword_entry

            return reword_entry(station, now, before.row.id, line, before.row.version)

        self._begin_anew()
        self.day_screen.act(job, self._reworded, lambda error: self._give_back(line, error))

    def _reworded(self, done: Reworded) -> None:
        if done.other is not None:
            self.day_screen.say(t("entry.conflict", text=clean(done.other.text)))
        self.day_screen.reload()

    def _begin_anew(self) -> None:
        self._kind = self._editing = self._answering = self._by = None
        self._show_kind()

    # -- the draft

    def tick(self) -> None:
        """Store what was typed a moment ago."""
        if elapsed() - self._typed_at >= SAVE_DRAFT_S or not self.typed:
            self.store_draft()

    def store_draft(self) -> None:
        """Store what is being typed now."""
        if self._view is None or self.typed == self._saved or self._editing is not None:
            return
        stand_id, round_ = self._view.clock.stand.id, self._view.clock.round
        text, kind = self.typed, read_typed(self.typed, self._kind)[0]
        self._saved = text

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.entries import save_draft

            save_draft(station, now, stand_id, round_, kind, text)

        self.day_screen.act(job, lambda _: None)

    @on(events.DescendantBlur)
    def _left(self) -> None:
        self.border_subtitle = None
        self.store_draft()

    @on(events.DescendantFocus)
    def _entered(self) -> None:
        listing = self.query_one(EntryList).has_focus
        self.border_subtitle = Content(talk_hint()) if listing else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the kinds on the line only, and the entries' keys in the list only."""
        del parameters
        if action in ("kind", "who"):
            return self.field.has_focus and (action == "kind" or self._editing is None)
        return True

    def _take_draft(self, view: StandView) -> None:
        where = (view.clock.stand.id, view.clock.round)
        if self._drafts_of == where:
            return
        self._drafts_of = where

        def job(station: Station, now: Instant) -> DraftRow | None:
            from seminar_tui.day.entries import take_draft

            return take_draft(station, now, *where)

        self.day_screen.act(job, self._restore)

    def _restore(self, draft: DraftRow | None) -> None:
        if draft is None or self.field.value:
            return
        self.typed = self._saved = self.field.value = clean(draft.text)
        self.day_screen.say(t("stand.restored"))

    # -- what became of an entry

    def _selected(self) -> StoredEntry | None:
        """Return the entry under the cursor; where the list is not in use, go there first."""
        entries = self.query_one(EntryList)
        if entries.has_focus:
            return entries.selected
        if entries.option_count:
            entries.focus()
        return None

    def _change(self, use_case: Callable[[Station, Instant], StoredEntry]) -> None:
        self.day_screen.act(use_case, self._done)

    def action_answer(self) -> None:
        """Write the answer to the question under the cursor."""
        stored = self._selected()
        if stored is not None:
            self._answering, self._kind = stored.row.id, EntryKind.ANSWER
            self.screen.set_focus(self.field)
            self._show_kind()

    def action_edit(self) -> None:
        """Mend the wording of the entry under the cursor."""
        stored = self._selected()
        if stored is not None:
            self.store_draft()
            self._editing = stored
            self.field.value = clean(stored.row.text)
            self.screen.set_focus(self.field)
            self._show_kind()

    def action_star(self) -> None:
        """Mark the entry to be brought to everybody, or not."""
        stored = self._selected()
        if stored is None:
            return
        entry_id = stored.row.id

        def work(station: Station, now: Instant) -> StoredEntry:
            from seminar_tui.day.entries import star

            return star(station, now, entry_id)

        self._change(work)

    def action_withdraw(self) -> None:
        """Take the entry out, or back in."""
        stored = self._selected()
        if stored is None:
            return
        entry_id, out = stored.row.id, stored.row.state is EntryState.WITHDRAWN

        def work(station: Station, now: Instant) -> StoredEntry:
            from seminar_tui.day.entries import restore, withdraw

            return (restore if out else withdraw)(station, now, entry_id)

        self._change(work)

    def action_park(self) -> None:
        """Put the entry by for later, or open it again."""
        stored = self._selected()
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
        stored = self._selected()
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
        stored, day = self._selected(), self.day_screen.day
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
