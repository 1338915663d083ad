"""What the program says, in the reader's language.

The code names a message (`t("door.welcome")`); the sentences stand in
`locale/<language>/<room>.po`, one file a room. Rules return codes and never sentences.

The catalogues are read as they stand and handed to the standard library's gettext:
there is no compile step, so nothing generated is kept and an edited file shows at once.
"""

from __future__ import annotations

import ast
import gettext
import io
import re
import struct
from functools import cache
from pathlib import Path

LANGUAGES = ("da", "en")
"""Danish first; both are complete."""

_LOCALE = Path(__file__).parent / "locale"
_STRING = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
_ENTRY = re.compile(
    rf"^msgid\s+{_STRING}(?:msgid_plural\s+{_STRING}msgstr\[0\]\s+{_STRING}msgstr\[1\]\s+{_STRING}"
    rf"|msgstr\s+{_STRING})",
    re.MULTILINE,
)
_HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"

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


def _compiled(messages: dict[str, str]) -> bytes:
    """Return the messages as a MO file, the format the standard library reads."""
    items = sorted((k.encode(), v.encode()) for k, v in {"": _HEADER, **messages}.items())
    count = len(items)
    offset = 28 + 16 * count
    keys, values, data = [], [], b""
    for key, _ in items:
        keys.append((len(key), offset + len(data)))
        data += key + b"\0"
    for _, value in items:
        values.append((len(value), offset + len(data)))
        data += value + b"\0"
    index = b"".join(struct.pack("<II", *pair) for pair in keys + values)
    return struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0) + index + data


def catalogue_messages(language: str) -> dict[str, str]:
    """Return every message of a language, all rooms together."""
    messages: dict[str, str] = {}
    for file in sorted((_LOCALE / language).glob("*.po")):
        messages.update(read_catalogue(file.read_text(encoding="utf-8")))
    return messages


@cache
def _catalogue(language: str) -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(_compiled(catalogue_messages(language))))


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


def known(key: str) -> bool:
    """Tell whether the present language has a message of that name."""
    return _catalogue(_language).gettext(key) != key
