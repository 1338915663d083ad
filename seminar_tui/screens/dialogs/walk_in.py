"""The walk-in form: a name, where they come from, and they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static

from db.errors import StoreError
from db.reference import municipalities, municipality_name
from db.vocabulary import Instant
from seminar_tui.door_words import who
from seminar_tui.i18n import t
from seminar_tui.rules.municipality import code_of
from seminar_tui.rules.names import danish_key, fold
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.screens.dialogs.door_dialog import DoorDialog
from seminar_tui.sentences import trouble
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.people import Added
    from seminar_tui.day.station import Station
    from seminar_tui.screens.door_windows import WindowsScreen

FIELDS = ("name", "municipality", "title", "wishes")
MOST_ALIKE = 3


class MunicipalitySuggester(Suggester):
    """Completes the name of a municipality; the right arrow takes it."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        names = sorted((one.name for one in municipalities().values()), key=danish_key)
        self._names = [(fold(name), name) for name in names]

    async def get_suggestion(self, value: str) -> str | None:
        """Return the first name that starts so, as Danes sort names."""
        begun = fold(value)
        if not begun:
            return None
        found = next((name for folded, name in self._names if folded.startswith(begun)), None)
        # A suggestion is drawn behind what was typed, so it must begin with it: "koeb|enhavn".
        return None if found is None else value + _left_of(found, begun)


def _left_of(name: str, begun: str) -> str:
    """Return what is left of a name that begins so, whichever way its letters are written."""
    for at in range(1, len(name) + 1):
        if fold(name[:at]).startswith(begun):
            return name[at:]
    return ""


class WalkInDialog(DoorDialog["Added"]):
    """Adds a guest and lets them in. Enter goes on; in the last field it is done."""

    BINDINGS = [Binding("f6", "save", show=False), Binding("ctrl+s", "save", show=False)]
    DEFAULT_CSS = """
    WalkInDialog {
        .row { height: 1; }
        #box .row Static { width: 14; color: $text-muted; }
        .row Input { width: 1fr; }
        #alike { color: $warning; padding: 1 0 0 0; }
    }
    """

    def __init__(self, door: WindowsScreen, name: str = "") -> None:
        super().__init__(door)
        self._name = name

    def title_text(self) -> str:
        """Return the window's title."""
        return t("door.walk_in")

    def keys_text(self) -> str:
        """Return what the keys do."""
        return t("door.walk_in.keys")

    def compose_body(self) -> ComposeResult:
        """Lay out a row a field."""
        for name in FIELDS:
            with Horizontal(classes="row"):
                yield Static(t(f"door.walk_in.{name}"), markup=False)
                yield Input(
                    self._name if name == "name" else "",
                    id=name,
                    placeholder=t(f"door.walk_in.{name}.hint"),
                    suggester=MunicipalitySuggester() if name == "municipality" else None,
                    select_on_focus=False,
                )
        yield Static(id="alike", classes="-empty", markup=False)

    def on_mount(self) -> None:
        """Begin at the first field that is empty."""
        # At once: the next key may be here already.
        self.set_focus(self.query_one("#municipality" if self._name else "#name", Input))
        self._show_alike()

    def _value(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    @on(Input.Changed, "#name")
    def _show_alike(self) -> None:
        """Show who of that name is on the list already: most walk-ins are."""
        index, name = self.door.index, self._value("name")
        hits = () if index is None or len(name) < 3 else index.search(name, MOST_ALIKE)
        lines = [f"{clean(hit.person.name)} · {who(hit.person)}" for hit in hits]
        alike = self.query_one("#alike", Static)
        alike.set_class(not lines, "-empty")
        alike.update(Content("\n".join([t("door.walk_in.alike"), *lines])))

    def field_entered(self, field: Input) -> None:
        """Go on to the next field, and save from the last."""
        if field.id == "municipality" and (known := code_of(field.value)) is not None:
            field.value = municipality_name(known)
        following = FIELDS.index(field.id or "name") + 1
        if following < len(FIELDS):
            # At once: the letters behind this Enter may be here already.
            self.set_focus(self.query_one(f"#{FIELDS[following]}", Input))
        else:
            self.action_save()

    def action_save(self) -> None:
        """Add the guest and let them in; what is unclear is said here and nothing is stored."""
        if self.storing:
            return
        self.store()
        name, municipality, title, wishes = map(self._value, FIELDS)
        asked = tuple(wishes.replace(",", " ").replace(";", " ").split())

        def job(station: Station, now: Instant) -> Added:
            from seminar_tui.day.people import WalkIn, walk_in

            wanted = WalkIn(name, municipality, title=title, wishes=asked)
            return walk_in(station, now, wanted, let_in=True)

        self.door.act(job, self._saved, self._unclear)

    def _saved(self, added: Added) -> None:
        self.dismiss(added)

    def _unclear(self, error: Exception) -> None:
        self.storing = False
        if not isinstance(error, Refused | BadInput | StoreError):
            raise error
        self.say_problem(trouble(error))
        fields = {"name_missing": "name", "municipality_unknown": "municipality"}
        self.query_one(f"#{fields.get(error.code, 'wishes')}", Input).focus()
