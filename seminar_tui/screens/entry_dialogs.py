"""The entries' three questions: who asked, which tag, and how a wording came to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from db.reference import municipality_name
from seminar_tui.i18n import t
from seminar_tui.rules.dates import hh_mm
from seminar_tui.rules.entries import TAGS
from seminar_tui.screens.stand_dialogs import DIALOG_CSS
from seminar_tui.screens.window import Window
from seminar_tui.text import clean

if TYPE_CHECKING:
    from db.reads.entries import VersionRow
    from db.reads.visits import GuestRow

ANONYMOUS = 0
"""Nobody is named; no participant has this id."""


class WhoAsked(Window[int | None]):
    """Asks which of the guests here said it; the first answer is nobody's name."""

    CSS = f"WhoAsked {{ {DIALOG_CSS} }}"
    BINDINGS = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, guests: Sequence[GuestRow]) -> None:
        super().__init__()
        self._guests = tuple(guests)

    def compose(self) -> ComposeResult:
        """Lay out the guests who are here."""
        with Vertical(id="box"):
            yield Static(t("stand.who"), markup=False)
            yield OptionList(
                Content(t("stand.anonymous")),
                *(Option(Content(_named(guest))) for guest in self._guests),
                markup=False,
            )
            yield Static(t("stand.who.hint"), id="hint", markup=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        ids = (ANONYMOUS, *(guest.participant_id for guest in self._guests))
        self.dismiss(ids[event.option_index])


def _named(guest: GuestRow) -> str:
    home = municipality_name(guest.municipality) if guest.municipality else guest.organisation
    return " · ".join(filter(None, (clean(guest.name), clean(home))))


class ChooseTag(Window[tuple[str, ...] | None]):
    """Puts a tag on an entry or takes it off; a digit answers at once with all its tags."""

    CSS = f"ChooseTag {{ {DIALOG_CSS} }}"
    BINDINGS = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__()
        self._tags = frozenset(tags)

    def compose(self) -> ComposeResult:
        """Lay out the tags, each with its digit and whether it is on."""
        with Vertical(id="box"):
            yield Static(t("stand.tags"), markup=False)
            yield OptionList(
                *(
                    Option(Content(f"{number} {self._sign(tag)} {t(f'entry.tag.{tag}')}"))
                    for number, tag in enumerate(TAGS, 1)
                ),
                markup=False,
            )
            yield Static(t("stand.tags.hint"), id="hint", markup=False)

    def _sign(self, tag: str) -> str:
        return "■" if tag in self._tags else "□"

    def on_key(self, event: events.Key) -> None:
        """Take a digit for its tag."""
        number = int(event.character) if event.character in tuple("123456789") else 0
        if 1 <= number <= len(TAGS):
            event.stop()
            self._turn(number - 1)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._turn(event.option_index)

    def _turn(self, index: int) -> None:
        wanted = self._tags ^ {TAGS[index]}
        self.dismiss(tuple(tag for tag in TAGS if tag in wanted))


class Wordings(Window[None]):
    """Shows every wording of an entry, oldest first."""

    CSS = f"Wordings {{ {DIALOG_CSS} #wordings {{ height: auto; max-height: 14; }} }}"
    BINDINGS = [Binding("escape,enter", "dismiss(None)", show=False)]

    def __init__(self, versions: Sequence[VersionRow], timezone: str) -> None:
        super().__init__()
        self._versions = tuple(versions)
        self._timezone = timezone

    def compose(self) -> ComposeResult:
        """Lay out the wordings, each with its time and station."""
        with Vertical(id="box"):
            yield Static(t("stand.wordings"), markup=False)
            with VerticalScroll(id="wordings"):
                for one in self._versions:
                    when = f"{hh_mm(one.at, self._timezone)} {clean(one.station)}  "
                    wording = Content.assemble((when, "$text-muted"), clean(one.text))
                    yield Static(wording, markup=False)
            yield Static(t("stand.wordings.hint"), id="hint", markup=False)
