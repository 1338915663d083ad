"""What the door's keys do, in the command palette; loaded when the palette is first opened."""

from __future__ import annotations

from functools import partial
from typing import Any

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.screen import Screen

from seminar_tui.i18n import t


class DoorCommands(Provider):
    """Offers in the command palette what the door does without a key."""

    def __init__(self, screen: Screen[Any], match_style: Any = None) -> None:
        super().__init__(screen, match_style)
        self._own = [("close_door", t("door.key.close"))]

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
