"""The door's keys, in the reader's language. None is printable: those belong to the line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from textual.binding import Binding, BindingsMap
from textual.command import DiscoveryHit, Hit, Hits, Provider

from seminar_tui.i18n import t

if TYPE_CHECKING:
    from textual.screen import Screen

SHOWN = (
    ("f6", "walk_in", "door.key.walk_in"),
    ("f7", "wishes", "door.key.wishes"),
    ("f8", "badge", "door.key.badge"),
    ("ctrl+d", "delegation", "door.key.delegation"),
    ("ctrl+z", "app.undo", "door.key.undo"),
    ("ctrl+o", "override", "door.key.override"),
    ("f1", "app.help", "door.key.help"),
)
HIDDEN = (
    ("ctrl+l", "leave", "door.key.leave"),
    ("ctrl+e", "missing", "door.key.missing"),
    ("ctrl+t", "test_scanner", "door.key.test"),
    ("ctrl+b", "mute", "door.key.mute"),
    ("escape", "home", "door.key.home"),
)


def door_keys() -> BindingsMap:
    """Return the keys of the door's screen."""
    # Undo stands here too, or the app's own would keep it out of the footer.
    shown = [
        Binding(key, action, t(name), key_display=_sign(key), priority=key == "ctrl+z")
        for key, action, name in SHOWN
    ]
    hidden = [Binding(key, action, t(name), show=False) for key, action, name in HIDDEN]
    return BindingsMap([*shown, *hidden])


def _sign(key: str) -> str:
    return key.replace("ctrl+", "^").upper()


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
