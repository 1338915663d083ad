"""A guest's badge: its code on the screen, printed again, or replaced by a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Center
from textual.content import Content
from textual.widgets import Static

from db.errors import StoreError
from db.rows import PersonRow
from db.vocabulary import Instant
from seminar_tui.door_words import who
from seminar_tui.i18n import language, t
from seminar_tui.rules.dates import spoken_time
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.screens.dialogs.door_dialog import DoorDialog
from seminar_tui.sentences import trouble
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.station import Station
    from seminar_tui.screens.dialogs.badge_paper import Printed
    from seminar_tui.screens.door_windows import WindowsScreen


class BadgeDialog(DoorDialog[PersonRow]):
    """Shows a code that can be scanned from the screen. A new one needs the key twice, and so
    does a badge that was printed before."""

    BINDINGS = [
        Binding("f8", "replace", show=False),
        Binding("f7", "print", show=False),
    ]
    DEFAULT_CSS = """
    BadgeDialog {
        #box { width: 60; }
        #box #code { text-align: center; text-style: bold; }
        #box #qr { width: auto; color: white; background: black; text-style: not bold; }
    }
    """

    def __init__(self, door: WindowsScreen, person: PersonRow) -> None:
        super().__init__(door)
        self._person = person
        self._sure = False
        self._changed = False
        self._again = False
        self._printing = False

    def title_text(self) -> str:
        """Return the window's title."""
        return t("door.badge")

    def keys_text(self) -> str:
        """Return what the keys do."""
        return t("door.badge.keys")

    def compose_body(self) -> ComposeResult:
        """Lay out the guest and the code."""
        yield Static(id="guest", classes="title", markup=False)
        with Center(id="drawn"):
            yield Static(id="qr", markup=False)
        yield Static(id="code", markup=False)

    def on_mount(self) -> None:
        """Draw the code."""
        self._show()

    def _show(self) -> None:
        from seminar_tui.files.qr import terminal

        person = self._person
        guest = f"{clean(person.name)} · {who(person)}"
        self.query_one("#guest", Static).update(Content(guest))
        drawn = terminal(person.code, quiet=2) if person.code else ""
        self.query_one("#qr", Static).update(Content(drawn))
        self.query_one("#code", Static).update(Content(person.code or t("door.badge.none")))

    def action_replace(self) -> None:
        """Make a new code; the old one is revoked. The first press asks whether it is meant."""
        if not self._sure:
            self._sure = True
            self.say_problem(t("door.badge.sure"))
            return
        self._sure = False
        code = self._person.code

        def job(station: Station, now: Instant) -> PersonRow:
            from seminar_tui.day.people import replace_badge

            return replace_badge(station, now, code).person

        self.ask_once(job, self._replaced, self._unclear)

    def _replaced(self, person: PersonRow) -> None:
        self._person = person
        self._changed, self._again = True, False
        if self.is_attached:
            self.say_problem("")
            self._show()

    def action_print(self) -> None:
        """Print the badge; one that was printed before only where the key is pressed again."""
        if self._printing:
            return
        self._printing = True
        if self._again:
            self._print()
            return
        code = self._person.code

        def job(station: Station, now: Instant) -> int | None:
            from seminar_tui.screens.dialogs.badge_paper import printed_before

            return printed_before(station, code)

        self.door.look("badge", job, self._ask_again, self._not_printed)

    def _ask_again(self, printed_at: int | None) -> None:
        if printed_at is None:
            self._print()
            return
        self._again, self._printing = True, False
        time = spoken_time(printed_at, self.door.timezone, language())
        self.say_problem(t("door.badge.again", time=time))

    def _print(self) -> None:
        self._again = False
        code, db = self._person.code, self.door.runtime.target.db
        self.say_problem(t("door.badge.printing"))

        def job(station: Station, now: Instant) -> Printed:
            from seminar_tui.screens.dialogs.badge_paper import badge_folder, print_badge

            return print_badge(station, now, code, badge_folder(db))

        # Not a part of the window: a badge is on paper also where that was closed meanwhile.
        self.door.aside(job, lambda printed: self._printed(printed), self._not_printed)

    def _printed(self, printed: Printed) -> None:
        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.keeping import note_file
            from seminar_tui.day.printing import badges_printed

            badges_printed(station, now, printed.guests)
            # A purge takes the file too.
            note_file(station, now, "print", printed.path)

        def noted(_none: None) -> None:
            self._printing = False

        self.door.act(job, noted, self._not_printed)
        key = "door.badge.on_paper" if printed.on_paper else "door.badge.printed"
        say = self.say_problem if self.is_attached else self.door.say
        say(t(key, path=clean(str(printed.path))))

    def _not_printed(self, error: Exception) -> None:
        self._printing = False
        self._unclear(error)

    def _unclear(self, error: Exception) -> None:
        if not isinstance(error, Refused | BadInput | StoreError):
            raise error
        self.say_problem(trouble(error))

    def confirm(self) -> None:
        """Close on Enter."""
        self.dismiss(self._person)

    def action_leave(self) -> None:
        """Close; a new code is kept."""
        self.dismiss(self._person if self._changed else None)
