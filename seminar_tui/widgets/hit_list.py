"""Who a typed text may mean, a line each; the chosen one echoed large below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from seminar_tui.door_words import who
from seminar_tui.i18n import t, tn
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.rules.search import Hit


_HINT, _ECHO = 1, 3
"""Rows below the hits: what the keys do, and who is chosen."""


def state_sign(hit: Hit) -> str:
    """Return the sign of where somebody is: inside, cancelled, or still expected."""
    if hit.person.status.value != "registered":
        return "✗"
    return "✓" if hit.person.inside else "○"


class HitList(Vertical):
    """Hits, best first. Nobody is chosen until an arrow key chooses, or one alone is left."""

    DEFAULT_CSS = """
    HitList {
        width: 1fr; height: 1fr; background: $surface; border: round $primary;
        #hits { height: 1fr; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; width: 1fr; }
        #echo { height: auto; padding: 0 1; background: $primary; color: $background;
                text-style: bold; width: 1fr; }
        #echo.-empty { display: none; }
        #choose { height: 1; padding: 0 1; color: $text-muted; width: 1fr; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.hits: tuple[Hit, ...] = ()
        self.chosen: int | None = None
        self._opening = False

    def _furnish(self) -> None:
        """Make the list, the echo and what the keys do, once something is searched."""
        if not self.children:
            self.mount_all(Static(id=part, markup=False) for part in ("hits", "echo", "choose"))

    @property
    def hit(self) -> Hit | None:
        """The one that Enter means."""
        return None if self.chosen is None else self.hits[self.chosen]

    def show(self, hits: Sequence[Hit], *, opening: bool = False) -> None:
        """Show hits. One alone that fits by its letters is chosen; several never are."""
        self.hits = tuple(hits)
        alone = len(self.hits) == 1 and not self.hits[0].likely
        self.chosen = 0 if alone else None
        self._opening = opening
        self._redraw()

    def move(self, step: int) -> None:
        """Choose the next or the one before."""
        if not self.hits:
            return
        if self.chosen is None:
            self.chosen = 0 if step > 0 else len(self.hits) - 1
        else:
            self.chosen = (self.chosen + step) % len(self.hits)
        self._redraw()

    def on_resize(self) -> None:
        """Show as many as there is room for: hidden, the list has none."""
        self._redraw()

    def _redraw(self) -> None:
        self._furnish()
        room = max(3, self.size.height - _HINT - (_ECHO if self.chosen is not None else 0))
        first = 0 if self.chosen is None else max(0, self.chosen - room + 1)
        shown = self.hits[first : first + room]
        lines = [self._line(at, hit) for at, hit in enumerate(shown, start=first)]
        if not self.hits:
            lines = [Content(t("door.search.opening" if self._opening else "door.search.nobody"))]
        shown_lines = Content("\n").join(lines)
        self.query_one("#hits", Static).update(shown_lines, layout=False)
        self._redraw_echo()
        more = len(self.hits) - len(shown)
        self.query_one("#choose", Static).update(Content(self._hint(more)), layout=False)

    def _hint(self, more: int) -> str:
        if not self.hits:
            return t("door.search.nobody.hint")
        if self.hit is not None:
            inside = self.hit.person.inside
            return t("door.search.inside" if inside else "door.search.enter")
        likely = t("door.search.likely") + " " if self.hits[0].likely else ""
        unseen = f" · {tn('door.search.more', more)}" if more > 0 else ""
        return likely + t("door.search.choose") + unseen

    def _line(self, at: int, hit: Hit) -> Content:
        mark = "▶" if at == self.chosen else " "
        name = clean(hit.person.name)
        style = "bold reverse" if at == self.chosen else "bold"
        rest = f"  {who(hit.person)}"
        return Content.assemble(
            (f"{mark}{state_sign(hit)} ", ""), (name, style), (rest, "bold" if hit.namesake else "")
        )

    def _redraw_echo(self) -> None:
        echo = self.query_one("#echo", Static)
        hit = self.hit
        echo.set_class(hit is None, "-empty")
        if hit is not None:
            state = t("people.inside") if hit.person.inside else ""
            lines = [clean(hit.person.name), who(hit.person), state]
            echo.update(Content("\n".join(filter(None, lines))))
