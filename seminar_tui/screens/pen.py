"""What is being written on a stand's entry line, apart from the line it stands on.

The line is built anew when the language changes; what was being written is not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.vocabulary import EntryKind
from seminar_tui.clock import elapsed
from seminar_tui.rules.typed_entry import read_typed

if TYPE_CHECKING:
    from db.reads.visits import GuestRow

SAVE_DRAFT_S = 1.0
"""Seconds after the first letter not stored yet; so at most two are ever lost."""

Place = tuple[int, int]
"""A stand's id and a round."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A new entry, or a new wording of the one with `entry_id`.

    A new wording began from `version`, which read `before`. A new entry may have its kind
    chosen, answer one question, and name who said it.
    """

    text: str = ""
    kind: EntryKind | None = None
    answering: int | None = None
    by: GuestRow | None = None
    entry_id: int = 0
    version: int = 0
    before: str = ""

    @property
    def is_new(self) -> bool:
        """Whether this is a new entry."""
        return not self.entry_id

    @property
    def kept(self) -> str:
        """What is worth keeping: an entry opened but not changed is not."""
        return "" if self.text == self.before else self.text

    @property
    def means(self) -> EntryKind:
        """The kind the line has as it reads now."""
        return read_typed(self.text, self.kind)[0]


@dataclass(slots=True)
class Pen:
    """What is written now, what was put aside for it, and what of it is stored."""

    now: Writing = field(default_factory=Writing)
    aside: Writing | None = None
    place: Place | None = None
    stored: dict[int, Writing] = field(default_factory=dict)
    changed_at: float | None = None

    def write(self, writing: Writing) -> None:
        """Go on with this."""
        if writing != self.now and self.changed_at is None:
            self.changed_at = elapsed()
        self.now = writing

    def begin_wording(self, writing: Writing) -> None:
        """Reword an entry; a new entry half written waits meanwhile."""
        if self.now.is_new:
            self.aside = self.now
        self.write(writing)

    def begin_anew(self) -> None:
        """Be done with what is written now, and go on with what was put aside."""
        self.stored.pop(self.now.entry_id, None)
        back = None if self.now.is_new else self.aside
        self.now, self.changed_at = back or Writing(), None
        if back is not None:
            self.aside = None

    def move(self, place: Place) -> None:
        """Begin at another stand or in another round with nothing written."""
        self.now, self.aside, self.place = Writing(), None, place
        self.stored.clear()
        self.changed_at = None

    @property
    def is_due(self) -> bool:
        """Whether something has waited long enough to be stored."""
        return self.changed_at is not None and elapsed() - self.changed_at >= SAVE_DRAFT_S

    def take_unstored(self) -> Writing | None:
        """Return what is to be stored now, if it is not already."""
        self.changed_at = None
        former = self.stored.get(self.now.entry_id)
        if self.now == former or not (self.now.kept or former):
            return None
        self.stored[self.now.entry_id] = self.now
        return self.now
