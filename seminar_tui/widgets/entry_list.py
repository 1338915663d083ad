"""What was said at a stand, newest last, each with its time, sign and state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from db.vocabulary import EntryState
from seminar_tui.i18n import t
from seminar_tui.rules.dates import hh_mm
from seminar_tui.text import clean

if TYPE_CHECKING:
    from db.reads.entries import StoredEntry


class EntryList(OptionList):
    """A line an entry. It keeps its place when others write."""

    DEFAULT_CSS = """
    EntryList { height: 1fr; min-height: 1; border: none; padding: 0; background: transparent; }
    EntryList:focus { border: none; background-tint: transparent; }
    EntryList > .option-list--option { padding: 0; }
    EntryList > .option-list--option-highlighted {
        background: transparent; color: $foreground; text-style: none;
    }
    EntryList:focus > .option-list--option-highlighted {
        background: $block-cursor-background; color: $block-cursor-foreground;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self._entries: tuple[StoredEntry, ...] = ()

    def show(self, entries: Sequence[StoredEntry], timezone: str) -> None:
        """Show the entries; the same ones cost nothing."""
        wanted = tuple(entries)
        if wanted == self._entries:
            return
        at_end = self.highlighted in (None, len(self._entries) - 1)
        kept = self.selected_id
        self._entries = wanted
        self.clear_options()
        self.add_options([Option(line(stored, timezone)) for stored in wanted])
        if not wanted:
            return
        ids = [stored.row.id for stored in wanted]
        self.highlighted = len(ids) - 1 if at_end or kept not in ids else ids.index(kept)
        if not self.has_focus:
            self.highlighted = len(ids) - 1

    @property
    def selected(self) -> StoredEntry | None:
        """The entry the cursor is on."""
        if self.highlighted is None or self.highlighted >= len(self._entries):
            return None
        return self._entries[self.highlighted]

    @property
    def selected_id(self) -> int | None:
        """The id of the entry the cursor is on."""
        stored = self.selected
        return None if stored is None else stored.row.id


def line(stored: StoredEntry, timezone: str) -> Content:
    """Return an entry as a line: time, sign, text, star, what became of it."""
    row = stored.row
    style = "strike $text-muted" if row.state is EntryState.WITHDRAWN else ""
    sign = t(f"entry.sign.{row.kind.value}")
    parts: list[str | tuple[str, str]] = [
        (f"{hh_mm(row.at, timezone)} ", "$text-muted"),
        ("★ " if row.starred else "", "bold $accent"),
        f"{sign} ",
        (clean(row.text), style),
    ]
    if stored.tags:
        tags = ", ".join(t(f"entry.tag.{tag}") for tag in stored.tags)
        parts.append((f"  # {tags}", "$text-muted"))
    if row.state is not EntryState.OPEN:
        parts.append((f"  {t(f'entry.state.{row.state.value}')}", "$text-muted"))
    return Content.assemble(*parts)
