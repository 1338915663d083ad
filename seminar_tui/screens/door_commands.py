"""What the door's keys do, in the command palette; loaded when the palette is first opened."""

from __future__ import annotations

from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from seminar_tui.i18n import t
from seminar_tui.screens.door_keys import HIDDEN, SHOWN


class DoorCommands(Provider):
    """Offers what the door's keys do in the command palette."""

    def __init__(self, screen: Screen[Any], match_style: Any = None) -> None:
        super().__init__(screen, match_style)
        own = [(action, t(name)) for _key, action, name in (*SHOWN, *HIDDEN)]
        own.append(("close_door", t("door.key.close")))
        self._own = [(action, said) for action, said in own if not action.startswith("app.")]

    async def discover(self) -> Hits:
        """Offer everything before anything is typed."""
        for action, said in self._own:
            yield DiscoveryHit(said, partial(self.screen.run_action, action))

    async def search(self, query: str) -> Hits:
        """Offer what fits."""
        matcher = self.matcher(query)
        for action, said in self._own:
            score = matcher.match(said)
            if score > 0:
                yield Hit(score, matcher.highlight(said), partial(self.screen.run_action, action))
