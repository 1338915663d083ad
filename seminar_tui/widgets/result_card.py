"""The large answer to a scan: sign, word, name, where to go, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from seminar_tui.text import clean

LOOKS = ("-ok", "-warn", "-stop", "-ask", "-plain")


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says. `look` is one of LOOKS; `lines` are where to go; `ask` what it waits for.

    `asking` cards stay until they are answered.
    """

    look: str
    headline: str
    name: str = ""
    who: str = ""
    reason: str = ""
    lines: Sequence[str] = ()
    note: str = ""
    ask: str = ""
    hint: str = ""
    asking: bool = False


class ResultCard(Vertical):
    """Shows one card; the next replaces it."""

    DEFAULT_CSS = """
    ResultCard {
        width: 1fr; height: 1fr; padding: 0; background: $surface; border: heavy $border;
        Static { width: 1fr; height: auto; padding: 0 2; color: $foreground; }
        #headline { text-style: bold; background: $panel; color: $foreground; }
        #name { text-style: bold; padding: 1 2 0 2; }
        #who { color: $text-muted; }
        #lines { padding: 1 2 0 2; text-style: bold; }
        #note { background: $warning; color: $background; text-style: bold; margin: 1 0 0 0; }
        #ask { color: $primary; text-style: bold; padding: 1 2 0 2; }
        #hint { color: $text-muted; dock: bottom; }
        .-empty { display: none; }
        &.-ok { border: heavy $success; #headline { background: $success; color: $background; } }
        &.-warn { border: heavy $warning; #headline { background: $warning; color: $background; } }
        &.-stop { border: outer $error; #headline { background: $error; color: $background; } }
        &.-ask { border: double $primary; #headline { background: $primary; color: $background; } }
    }
    """
    PARTS = ("headline", "name", "who", "reason", "lines", "note", "ask", "hint")

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.card: Card | None = None
        self._texts: dict[str, str] = {}

    def _part(self, part: str) -> Static:
        """Return a part, made the first time something is to stand in it."""
        for known in self.query(f"#{part}").results(Static):
            return known
        made = Static(id=part, markup=False)
        later = self.PARTS[self.PARTS.index(part) + 1 :]
        following = [child for child in self.children if child.id in later]
        self.mount(made, before=following[0] if following else None)
        return made

    def show(self, card: Card) -> None:
        """Show a card in the place of the last."""
        self.card = card
        self.update_classes({look: look == card.look for look in LOOKS})
        for part in self.PARTS:
            value = getattr(card, part)
            text = "\n".join(map(clean, value)) if part == "lines" else clean(value)
            if text == self._texts.get(part, ""):
                continue
            self._texts[part] = text
            static = self._part(part)
            static.set_class(not text, "-empty")
            static.update(Content(text))
