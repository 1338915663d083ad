"""Who is expected at a stand, who is here, and who came besides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from db.reference import municipality_name
from seminar_tui.i18n import t
from seminar_tui.text import clean

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from db.reads.visits import GuestRow, PresenterRow
    from seminar_tui.day.visits import StandPeople


class GuestList(VerticalScroll, can_focus=False):
    """Counts, presenters who are missing, and a line a guest: here first, then expected."""

    DEFAULT_CSS = """
    GuestList { height: 1fr; scrollbar-size: 1 1; }
    GuestList Static { width: 1fr; height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._shown = ""

    def compose(self) -> ComposeResult:
        """Lay out one text."""
        yield Static(markup=False)

    def show(self, people: StandPeople, capacity: int) -> None:
        """Show the people; the same people cost nothing."""
        content = Content("\n").join(lines(people, capacity))
        if content.markup == self._shown:
            return
        self._shown = content.markup
        self.query_one(Static).update(content)


def lines(people: StandPeople, capacity: int) -> list[Content]:
    """Return the lines of the list."""
    came = people.here - people.extra
    count = (
        t("stand.guests", here=came, expected=people.expected)
        if people.expected
        else t("stand.guests_unplanned", here=people.here)
    )
    head = [Content.styled(count, "bold")]
    if people.extra and people.expected:
        head.append(Content(f"+ {t('stand.extra', count=people.extra)}"))
    if people.here > capacity:
        head.append(Content.styled(f"! {t('stand.over_capacity', capacity=capacity)}", "$warning"))
    head += [_presenter(one) for one in people.presenters if one.missing]
    return [*head, *(_guest(guest) for guest in _sorted(people.guests))]


def _sorted(guests: Sequence[GuestRow]) -> list[GuestRow]:
    return sorted(guests, key=lambda guest: (not guest.here, guest.elsewhere))


def _guest(guest: GuestRow) -> Content:
    if guest.here:
        sign = "✓" if guest.expected else "+"
    elif guest.elsewhere:
        sign = "→"
    else:
        sign = "○"
    home = municipality_name(guest.municipality) if guest.municipality else guest.organisation
    style = "" if guest.here or guest.arrived else "$text-muted"
    name = Content.styled(f"{sign} {clean(guest.name)}", style)
    return Content.assemble(name, (f"  {clean(home)}", "$text-muted"))


def _presenter(person: PresenterRow) -> Content:
    said = t("stand.presenter_missing", name=clean(person.name))
    return Content.styled(f"! {said}", "bold $warning")
