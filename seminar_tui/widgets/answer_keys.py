"""The keys that end a window, in a line: named for who types, and to be clicked on."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static


class AnswerKey(Static):
    """One key's words; a click does what the key does."""

    def __init__(self, words: str, action: str) -> None:
        super().__init__(words, markup=False)
        self._does = action

    async def on_click(self, event: events.Click) -> None:
        """Do it."""
        event.stop()
        await self.screen.run_action(self._does)


class AnswerKeys(Horizontal):
    """Keys side by side: what each is called, and the window's action behind it."""

    DEFAULT_CSS = """
    AnswerKeys {
        height: 1; margin: 1 0 0 0;
        & > AnswerKey { width: auto; margin: 0 3 0 0; color: $secondary; }
        & > AnswerKey:hover { color: $foreground; background: $primary 30%; }
    }
    """

    def __init__(self, *keys: tuple[str, str]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """A word a key."""
        for words, action in self._keys:
            yield AnswerKey(words, action)
