"""A guest's colleagues: all or some of them in at one press, or one in another's place."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, Static

from db.errors import StoreError
from db.rows import PersonRow
from db.vocabulary import Instant, PersonStatus
from seminar_tui.door_words import house, who
from seminar_tui.i18n import t, tn
from seminar_tui.rules.checkin import same_house
from seminar_tui.rules.names import fold
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.screens.dialogs.door_dialog import DoorDialog
from seminar_tui.sentences import trouble
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.station import Station
    from seminar_tui.day.substitutes import Substituted
    from seminar_tui.rules.checkin import CheckInAnswer
    from seminar_tui.screens.door_windows import WindowsScreen

ROWS = 12


class DelegationDialog(DoorDialog["CheckInAnswer"]):
    """Everybody still expected is marked; a space takes the mark off."""

    BINDINGS = [Binding("f6", "substitute", show=False)]
    DEFAULT_CSS = """
    DelegationDialog {
        #people { text-wrap: nowrap; text-overflow: ellipsis; margin: 1 0; }
        #count { text-style: bold; color: $success; }
        #substitute { display: none; }
        &.-substituting #substitute { display: block; }
    }
    """

    def __init__(self, door: WindowsScreen, person: PersonRow) -> None:
        super().__init__(door)
        self._person = person
        self._people: tuple[PersonRow, ...] = ()
        self._left_out: set[int] = set()
        self._at = 0
        self._read = False

    def title_text(self) -> str:
        """Return the window's title."""
        return t("door.delegation", house=house(self._person))

    def keys_text(self) -> str:
        """Return what the keys do."""
        return t("door.delegation.keys")

    def compose_body(self) -> ComposeResult:
        """Lay out the colleagues and how many come in."""
        yield Static(id="people", markup=False)
        yield Input(id="substitute", placeholder=t("door.delegation.substitute"))
        yield Static(id="count", markup=False)

    def on_mount(self) -> None:
        """Ask who is still expected."""
        self.reload()

    def reload(self) -> None:
        """Read again who is still expected."""
        participant_id = self._person.id

        def job(station: Station, now: Instant) -> tuple[PersonRow, ...]:
            from seminar_tui.day.door_view import read_colleagues

            return read_colleagues(station, participant_id)

        self.door.look("colleagues", job, self._show)

    def _show(self, people: tuple[PersonRow, ...]) -> None:
        self._people = tuple(one for one in people if one.id != self._person.id)
        self._read = True
        self._at = min(self._at, max(0, len(self._people) - 1))
        self._redraw()

    @property
    def _chosen(self) -> list[int]:
        return [one.id for one in self._people if one.id not in self._left_out]

    def _redraw(self) -> None:
        if not self.is_attached:
            return
        first = max(0, self._at - ROWS + 1)
        lines = [
            self._line(at, one)
            for at, one in enumerate(self._people[first : first + ROWS], start=first)
        ]
        if not lines and self._read:
            lines = [Content(t("door.delegation.nobody"))]
        shown = Content("\n").join(lines)
        self.query_one("#people", Static).update(shown)
        count = len(self._chosen)
        said = tn("door.delegation.count", count) if count else ""
        self.query_one("#count", Static).update(Content(said))

    def _line(self, at: int, one: PersonRow) -> Content:
        mark = "[ ]" if one.id in self._left_out else "[x]"
        name = clean(one.name)
        style = "bold reverse" if at == self._at else "bold"
        return Content.assemble((f"{mark} ", ""), (name, style), (f"  {who(one)}", ""))

    def on_key(self, event: events.Key) -> None:
        """Move, mark, or take a scan."""
        if isinstance(self.focused, Input):
            return
        if event.key in ("up", "down") and self._people:
            self._at = (self._at + (1 if event.key == "down" else -1)) % len(self._people)
            self._redraw()
        elif event.key == "space" and not self.gathered and self._people:
            self._left_out ^= {self._people[self._at].id}
            self._redraw()
        else:
            super().on_key(event)
            return
        event.stop()
        event.prevent_default()

    def confirm(self) -> None:
        """Let in those who are marked."""
        chosen = self._chosen
        if not chosen:
            self.dismiss(None)
            return
        participant_id = self._person.id

        def job(station: Station, now: Instant) -> CheckInAnswer:
            from seminar_tui.day.arrivals import check_in_colleagues

            return check_in_colleagues(station, now, participant_id, chosen)

        self.ask_once(job, self._in, self._unclear)

    def _in(self, answer: CheckInAnswer) -> None:
        self.dismiss(answer)

    def action_substitute(self) -> None:
        """Ask who comes instead of the chosen one."""
        if not self._people:
            return
        self.add_class("-substituting")
        field = self.query_one("#substitute", Input)
        absent = clean(self._people[self._at].name)
        field.placeholder = t("door.delegation.instead", name=absent)
        self.set_focus(field)

    def field_entered(self, field: Input) -> None:
        """Let somebody new take over from the chosen one."""
        name = field.value.strip()
        if not name:
            self._done_substituting()
            return
        absent = self._people[self._at]
        by = self._on_the_list(name, absent)

        def job(station: Station, now: Instant) -> Substituted:
            from seminar_tui.day.substitutes import substitute

            if by is not None:
                return substitute(station, now, absent.code, by=by)
            return substitute(station, now, absent.code, name=name)

        said = "door.delegation.added" if by is None else "door.delegation.listed"
        self.ask_once(job, partial(self._substituted, said), self._unclear)

    def _on_the_list(self, name: str, absent: PersonRow) -> str | None:
        """Return the code of the one expected colleague called so; they are not to be doubled.

        Whom the door would turn away, and who is here already, is somebody else of that name.
        """
        index = self.door.index
        known = self._people if index is None else index.people
        house = [one for one in known if one.id != absent.id and same_house(one, absent)]
        called = [one.code for one in house if fold(one.name) == fold(name) and _is_expected(one)]
        return called[0] if len(called) == 1 else None

    def _substituted(self, said: str, done: Substituted) -> None:
        self._done_substituting()
        names = {"name": clean(done.person.name), "absent": clean(done.absent.name)}
        self.say_problem(t(said, code=done.person.code, **names))
        self.reload()

    def _done_substituting(self) -> None:
        self.remove_class("-substituting")
        self.query_one("#substitute", Input).value = ""
        self.set_focus(None)

    def _unclear(self, error: Exception) -> None:
        if not isinstance(error, Refused | BadInput | StoreError):
            raise error
        self.say_problem(trouble(error))

    def action_leave(self) -> None:
        """Leave the name of a substitute first, then the window."""
        if self.has_class("-substituting"):
            self._done_substituting()
        else:
            super().action_leave()


def _is_expected(person: PersonRow) -> bool:
    return person.status is PersonStatus.REGISTERED and person.arrived_at is None
