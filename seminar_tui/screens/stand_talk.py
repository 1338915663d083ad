"""What is said at a stand: the line to write it on, and the drafts that keep it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from db.vocabulary import EntryKind, Instant
from seminar_tui.i18n import t
from seminar_tui.rules.badge import read_code
from seminar_tui.rules.entries import LIMIT
from seminar_tui.rules.typed_entry import next_kind, read_typed
from seminar_tui.screens.entry_actions import EntryActions
from seminar_tui.screens.entry_dialogs import ANONYMOUS, WhoAsked
from seminar_tui.screens.pen import Pen, Place, Writing
from seminar_tui.screens.stand_guests import Scanned
from seminar_tui.screens.stand_keys import talk_hint, talk_keys
from seminar_tui.terminal import is_running
from seminar_tui.text import clean, short
from seminar_tui.widgets.entry_list import EntryList
from seminar_tui.widgets.line_input import LineInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.reads.drafts import DraftRow
    from db.reads.entries import StoredEntry
    from seminar_tui.day.drafts import Drafts
    from seminar_tui.day.entries import Reworded
    from seminar_tui.day.stand_view import StandView
    from seminar_tui.day.station import Station


class TalkPanel(EntryActions):
    """The entry line and the entries. Enter saves and clears; what is typed is stored at once."""

    def __init__(self, *, id: str, pen: Pen) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes="panel")
        self._bindings: BindingsMap = talk_keys()
        self.pen = pen
        self._view: StandView | None = None

    def compose(self) -> ComposeResult:
        """Lay out the kind, the line and the list."""
        with Horizontal(id="line"):
            yield Static(id="kind", markup=False)
            yield LineInput(self.pen.now.text, id="entry", placeholder=t("stand.write"))
        yield EntryList(id="entries")

    def on_mount(self) -> None:
        """Say which kind an empty line is."""
        self._show_kind()

    @property
    def field(self) -> LineInput:
        """The entry line."""
        return self.query_one("#entry", LineInput)

    def show(self, view: StandView, timezone: str) -> None:
        """Show a stand's entries, and at first what was being typed there."""
        place = (view.clock.stand.id, view.clock.round)
        moved = self.pen.place != place
        if moved:
            self._leave_place(place)
        self._view = view
        self.query_one(EntryList).show(view.entries, timezone)
        self._show_hint()
        if moved:
            self._take_drafts(place)

    # -- the line

    def action_leave(self) -> None:
        """Leave the line. What is typed stays; a new wording is given up."""
        now = self.pen.now
        if not now.is_new:
            self.pen.write(replace(now, text=now.before))
            self.store_draft()
            self._begin_anew()
        elif not now.text.strip():
            self.store_draft()
            self._begin_anew()
        self.screen.set_focus(None)

    def action_kind(self) -> None:
        """Choose the kind of entry; after the last the line decides again."""
        self._write(replace(self.pen.now, kind=next_kind(self.pen.now.kind)))

    def action_who(self) -> None:
        """Choose who said it among the guests here; without a choice nobody is named."""
        if self._view is None:
            return
        here = tuple(guest for guest in self._view.people.guests if guest.here and guest.name)

        def chosen(participant_id: int | None) -> None:
            if participant_id is None:
                return
            by = next((g for g in here if g.participant_id == participant_id), None)
            self._write(replace(self.pen.now, by=by))

        self.app.push_screen(WhoAsked(here), chosen)

    def action_answer(self) -> None:
        """Write the answer to the question under the cursor."""
        stored = self.selected()
        if stored is not None:
            if not self.pen.now.is_new:
                self.action_leave()
            answer = replace(self.pen.now, kind=EntryKind.ANSWER, answering=stored.row.id)
            self._write(answer)
            self.screen.set_focus(self.field)

    def action_edit(self) -> None:
        """Mend the wording of the entry under the cursor."""
        stored = self.selected()
        if stored is not None:
            self._reword(stored, clean(stored.row.text), stored.row.version)
            self.screen.set_focus(self.field)

    def _reword(self, stored: StoredEntry, text: str, version: int) -> None:
        self.store_draft()
        before = clean(stored.row.text)
        self.pen.begin_wording(
            Writing(text, entry_id=stored.row.id, version=version, before=before)
        )
        self._show_line()

    def _write(self, writing: Writing) -> None:
        self.pen.write(writing)
        self._show_kind()

    def _show_line(self) -> None:
        if self.field.value != self.pen.now.text:
            self.field.value = self.pen.now.text
            self.field.cursor_position = len(self.field.value)
        self._show_kind()

    @on(Input.Changed, "#entry")
    def _typing(self) -> None:
        # Not as it was when the letter fell, but as it is: the line may be another by now.
        self._write(replace(self.pen.now, text=self.field.value))

    def _show_kind(self) -> None:
        now = self.pen.now
        kind, text = read_typed(now.text, now.kind)
        words = [f"{t(f'entry.sign.{kind.value}')} {t(f'entry.kind.{kind.value}')}"]
        if now.by is not None:
            words.append(f"· {short(now.by.name, 16)}")
        if not now.is_new:
            words = [t("stand.editing")]
        if len(text) > LIMIT - 100:
            words.append(t("stand.room_left", count=LIMIT - len(text)))
        self.query_one("#kind", Static).update(Content(" ".join(words)))
        self.set_class(len(text) > LIMIT, "-stop")

    @on(LineInput.Entered, "#entry")
    def _entered_line(self, event: LineInput.Entered) -> None:
        event.stop()
        line, now = event.line, replace(self.pen.now, text=event.line)
        if read_code(line) is not None:
            self.store_draft()
            self._begin_anew(self.field.value)
            self.post_message(Scanned(line))
        elif self._view is None:
            # Too early: the stand is not read yet. Nothing typed is thrown away.
            self._put_back(line)
        elif not clean(line):
            return
        elif now.is_new:
            self._add(now, self._view)
        else:
            self._store_wording(now)

    def _add(self, written: Writing, view: StandView) -> None:
        asked, round_ = str(view.clock.stand.number), view.clock.round
        kind, text = read_typed(written.text, written.kind)
        answering, by = written.answering, written.by
        guest = ANONYMOUS if by is None else by.participant_id

        def job(station: Station, now: Instant) -> StoredEntry:
            from seminar_tui.day.entries import LATEST, NewEntry, add_entry

            answers = LATEST if answering is None else answering
            new = NewEntry(kind, text, answers=answers, guest=guest or None)
            return add_entry(station, now, asked, new, round_)

        # The line is empty already, so that the next thing said can be typed; a refusal
        # puts the words back.
        self._begin_anew(self.field.value)
        self.day_screen.act(job, lambda stored: self.day_screen.reload(), self._refusal_of(written))

    def _store_wording(self, written: Writing) -> None:
        def job(station: Station, now: Instant) -> Reworded:
            from seminar_tui.day.entries import reword_entry

            return reword_entry(station, now, written.entry_id, written.text, written.version)

        self._begin_anew(self.field.value)
        self.day_screen.act(job, self._reworded, self._refusal_of(written))

    def _reworded(self, done: Reworded) -> None:
        if done.other is not None:
            self.day_screen.say(t("entry.conflict", text=clean(done.other.text)), long=True)
        self.day_screen.reload()

    def _refusal_of(self, written: Writing) -> Callable[[Exception], None]:
        """Return what hears that words were refused: this panel, or the one built anew for it."""
        screen = self.day_screen
        return lambda error: screen.query_one(TalkPanel).give_back(written, error)

    def give_back(self, written: Writing, error: Exception) -> None:
        """Put back what was refused, as what it was. A name that was refused is not."""
        written = replace(written, by=None)
        if not written.is_new:
            self.store_draft()
            self.pen.begin_wording(written)
            self._show_line()
        elif self.field.value:
            self._put_back(written.text)
        else:
            self.pen.write(written)
            self._show_line()
        self.day_screen.say_trouble(error)

    def _put_back(self, line: str) -> None:
        self._write(replace(self.pen.now, text=f"{line} {self.field.value}".strip()))
        self._show_line()

    def _begin_anew(self, since: str = "") -> None:
        """Go on with what was put aside; what was typed since Enter belongs to it."""
        self.pen.begin_anew()
        if since:
            self.pen.write(replace(self.pen.now, text=f"{self.pen.now.text} {since}".strip()))
        self._show_line()

    # -- the draft

    def tick(self) -> None:
        """Store what was typed a moment ago."""
        if self.pen.is_due:
            self.store_draft()

    def store_draft(self) -> None:
        """Store what is being typed now."""
        if self.pen.place is None:
            return
        writing = self.pen.take_unstored()
        if writing is not None:
            self._keep(self.pen.place, writing, writing.kept)

    def _keep(self, place: Place, writing: Writing, text: str) -> None:
        kind = writing.means

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.drafts import Typing, save_draft

            typing = Typing(kind, text, writing.entry_id, writing.version, writing.answering)
            save_draft(station, now, *place, typing)

        self.day_screen.act(job, lambda _: None)

    @on(events.DescendantBlur)
    def _left(self) -> None:
        self._show_hint()
        self.store_draft()

    @on(events.DescendantFocus)
    def _show_hint(self) -> None:
        """Say which keys work on an entry, or how to get to the entries."""
        entries = self.query_one(EntryList)
        hint = talk_hint() if entries.has_focus else t("stand.to_entries")
        self.border_subtitle = Content(hint) if entries.option_count else None

    def enter_list(self) -> None:
        """Take the cursor to the entries, where there are any."""
        entries = self.query_one(EntryList)
        if entries.option_count:
            self.screen.set_focus(entries)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the kinds on the line only, and the entries' keys in the list only."""
        del parameters
        if action in ("kind", "who"):
            return self.field.has_focus and (action == "kind" or self.pen.now.is_new)
        return True

    def _leave_place(self, place: Place) -> None:
        """Begin clean at another stand or round; what is half typed waits where it belongs.

        Only what is under the fingers this moment comes along.
        """
        former, now = self.pen.place, self.pen.now
        comes = now.is_new and (former is None or self.field.has_focus)
        if comes and former is not None and now.text:
            self._keep(former, now, "")
        elif not comes:
            self.store_draft()
        self.pen.move(place)
        if comes:
            self.pen.write(replace(now, answering=None if former else now.answering))
        self._show_line()

    def _take_drafts(self, place: Place) -> None:
        def job(station: Station, now: Instant) -> Drafts:
            from seminar_tui.day.drafts import take_drafts

            return take_drafts(station, now, *place, is_running)

        self.day_screen.act(job, lambda drafts: self._restore(place, drafts))

    def _restore(self, place: Place, drafts: Drafts) -> None:
        if self.pen.place != place or not (drafts.new or drafts.wording):
            return
        if drafts.new is not None:
            self._restore_new(drafts.new)
        if drafts.wording is not None and self.pen.now.is_new:
            self._restore_wording(drafts.wording)
        self.day_screen.say(t("stand.restored"))

    def _restore_new(self, draft: DraftRow) -> None:
        text = clean(draft.text)
        if not self.pen.now.is_new:
            self.pen.aside = Writing(text)
            return
        # What was typed before the store was read comes behind it.
        self._put_back(text)
        if self.pen.now.means is not draft.kind:
            self._write(replace(self.pen.now, kind=draft.kind))
        self._write(replace(self.pen.now, answering=draft.answers))

    def _restore_wording(self, draft: DraftRow) -> None:
        entries = self._view.entries if self._view is not None else ()
        stored = next((one for one in entries if one.row.id == draft.entry_id), None)
        if stored is None:
            self._put_back(clean(draft.text))
        else:
            self._reword(stored, clean(draft.text), draft.version)
