"""The door's keys, in the reader's language. None is printable: those belong to the line."""

from __future__ import annotations

from textual.binding import Binding, BindingsMap

from seminar_tui.i18n import t

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
    ("ctrl+k", "learn_ticket", "door.key.ticket"),
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
