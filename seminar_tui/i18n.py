"""What the program says, in the reader's language.

The code names a message (`t("door.welcome")`); the sentences stand in
`locale/<language>/<room>.po`, one file a room. Rules return codes and never sentences.

The catalogues are gettext's PO files, read as they stand: there is no compile step, so
nothing generated is kept and an edited file shows at once. A room's file is read when
one of its messages is asked for, for a screen that comes up needs few of them.
"""

from __future__ import annotations

import ast
import gettext
import re
from functools import cache
from pathlib import Path
from threading import Lock

LANGUAGES = ("da", "en")
"""Danish first; both are complete."""

_LOCALE = Path(__file__).parent / "locale"
_STRING = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
_ENTRY = re.compile(
    rf"^msgid\s+{_STRING}(?:msgid_plural\s+{_STRING}msgstr\[0\]\s+{_STRING}msgstr\[1\]\s+{_STRING}"
    rf"|msgstr\s+{_STRING})",
    re.MULTILINE,
)
_EVERYWHERE = ("app", "cli")
"""The rooms whose messages every screen or command uses."""

_language = "da"


def _joined(strings: str) -> str:
    if strings.count('"') == 2 and "\\" not in strings:
        return strings.strip()[1:-1]
    return str(ast.literal_eval("(" + strings + ")"))


def read_catalogue(text: str) -> dict[str, str]:
    """Return the messages of a PO file; a plural message's two forms are joined by NUL."""
    messages: dict[str, str] = {}
    for key, plural, one, many, single in _ENTRY.findall(text):
        name = _joined(key)
        if not name:
            continue
        if plural:
            messages[name + "\0" + _joined(plural)] = _joined(one) + "\0" + _joined(many)
        else:
            messages[name] = _joined(single)
    return messages


def catalogue_messages(language: str) -> dict[str, str]:
    """Return every message of a language, all rooms together."""
    messages: dict[str, str] = {}
    for file in sorted((_LOCALE / language).glob("*.po")):
        messages.update(read_catalogue(file.read_text(encoding="utf-8")))
    return messages


class _Translations(gettext.NullTranslations):
    """One language's messages; both languages say one thing of 1 and another of the rest."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._unread = {file.stem: file for file in sorted((_LOCALE / language).glob("*.po"))}
        self._messages: dict[str, tuple[str, ...]] = {}
        self._reading = Lock()

    def gettext(self, message: str) -> str:
        """Return the message of that name; its name where there is none."""
        return (self._forms(message) or (message,))[0]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the message of that name for so many; its name where there is none."""
        forms = self._forms(msgid1)
        return super().ngettext(msgid1, msgid2, n) if forms is None else forms[0 if n == 1 else -1]

    def _forms(self, name: str) -> tuple[str, ...] | None:
        found = self._messages.get(name)
        if found is not None:
            return found
        own = name.partition(".")[0]
        with self._reading:
            while (found := self._messages.get(name)) is None and self._unread:
                room = next((r for r in (own, *_EVERYWHERE) if r in self._unread), None)
                room = room or next(iter(self._unread))
                self._take(self._unread.pop(room).read_text(encoding="utf-8"))
        return found

    def _take(self, text: str) -> None:
        for key, message in read_catalogue(text).items():
            self._messages[key.partition("\0")[0]] = tuple(message.split("\0"))


@cache
def _catalogue(language: str) -> _Translations:
    return _Translations(language)


def use_language(language: str) -> None:
    """Speak this language from now on. Raises ValueError for one we do not have."""
    if language not in LANGUAGES:
        raise ValueError(language)
    global _language
    _language = language


def language() -> str:
    """Return the language spoken now."""
    return _language


def t(key: str, **facts: object) -> str:
    """Return the message of that name with the facts filled in; a missing one is its name."""
    message = _catalogue(_language).gettext(key)
    return message.format_map(facts) if facts else message


def tn(key: str, count: int, **facts: object) -> str:
    """Return the message of that name for so many; `{n}` is the count."""
    message = _catalogue(_language).ngettext(key, key, count)
    return message.format_map({"n": count, **facts})


def read_the_rest() -> None:
    """Read the rooms nobody has asked for yet, so that no key waits for them later."""
    known("")


def known(key: str) -> bool:
    """Tell whether the present language has a message of that name."""
    return _catalogue(_language).gettext(key) != key
