"""The stand's keys, in the reader's language, and which of them the footer shows.

None is P, S or C: with those a scanned code begins. A scanner sends a whole code at once,
and a hurried host types on after Enter: so the keys that move the focus are looked at
before any other, and the next letter already finds its line.
"""

from __future__ import annotations

from textual.binding import Binding, BindingsMap

from seminar_tui.i18n import t

SCAN_BEGINS = "pPsScC"
MOVES_FOCUS = frozenset({"write", "scan"})
_SHOWN = (
    ("space", "run", "stand.key.run"),
    ("n", "advance", "stand.key.advance"),
    ("plus", "minute(1)", "stand.key.more"),
    ("minus", "minute(-1)", "stand.key.less"),
    ("b", "earlier", "stand.key.earlier"),
    ("u", "undo_clock", "stand.key.undo"),
    ("enter", "write", "stand.key.write"),
    ("f", "finish", "stand.key.finish"),
)
_SIGNS = {"space": "␣", "enter": "↵", "plus": "+", "minus": "−", "asterisk": "*"}
_HIDDEN = (
    ("k", "acknowledge", "stand.key.acknowledge"),
    ("ctrl+r", "reset", "stand.key.reset"),
    ("o", "presenters", "stand.key.presenters"),
    ("l", "mute", "stand.key.mute"),
    ("v", "round", "stand.key.round"),
    ("w", "choose", "stand.key.choose"),
    ("up", "entries", "stand.key.entries"),
    ("down", "entries", "stand.key.entries"),
    ("escape", "home", "stand.key.home"),
)
_NOT_TYPED = frozenset({"escape", "enter", "up", "down"})
TYPED_OVER = frozenset(
    action.partition("(")[0] for key, action, _ in (*_SHOWN, *_HIDDEN) if key not in _NOT_TYPED
)
"""Actions whose keys are letters, signs or close to them: asleep while something is typed."""
_WRITING = (
    ("ctrl+t", "kind", "stand.key.kind"),
    ("ctrl+n", "who", "stand.key.who"),
    ("escape", "leave", "stand.key.home"),
)
_TALK = (
    ("a", "answer", "stand.key.answer"),
    ("e", "edit", "stand.key.edit"),
    ("asterisk", "star", "stand.key.star"),
    ("x", "withdraw", "stand.key.withdraw"),
    ("g", "park", "stand.key.park"),
    ("t", "tags", "stand.key.tags"),
    ("h", "history", "stand.key.history"),
)


_MOVING = (
    Binding("tab", "app.focus_next", show=False, system=True),
    Binding("shift+tab", "app.focus_previous", show=False, system=True),
)


def _keys(rows: tuple[tuple[str, str, str], ...], *, show: bool) -> list[Binding]:
    return [
        Binding(
            key,
            action,
            t(name),
            show=show,
            key_display=_SIGNS.get(key),
            priority=action in MOVES_FOCUS,
        )
        for key, action, name in rows
    ]


def stand_keys() -> BindingsMap:
    """Return the keys that work wherever nothing is being typed."""
    return BindingsMap(
        [*_keys(_SHOWN, show=True), *_keys(_HIDDEN, show=False), *_scanning(), *_MOVING]
    )


def _scanning() -> list[Binding]:
    scan = t("stand.scan")
    return [
        Binding(letter, f"scan('{letter}')", scan, show=False, priority=True, system=True)
        for letter in SCAN_BEGINS
    ]


def talk_keys() -> BindingsMap:
    """Return the keys of the entries; they work on the entry under the cursor."""
    return BindingsMap([*_keys(_WRITING, show=True), *_keys(_TALK, show=False)])


def talk_hint() -> str:
    """Return the entries' keys as one line."""
    return "  ".join(f"{_SIGNS.get(key, key)} {t(name)}" for key, _, name in _TALK)
