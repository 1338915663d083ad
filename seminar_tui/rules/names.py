"""Names of people: folding, tidying, sorting, and telling a name from something else.

Source of the habits: lists as municipalities send them (surname first, all capitals,
two people in one cell, held seats, telephones that joined a meeting).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "å": "aa",
        "æ": "ae",
        "ø": "oe",
        "ä": "ae",
        "ö": "oe",
        "ı": "i",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "œ": "oe",
        "ß": "ss",
    }
)
_NOT_A_LETTER = re.compile(r"[\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_JOINED = re.compile(r"\s+og\s+|\s+and\s+|\s*&\s*|\s*[/;]\s*|\s+\+\s+|\s*[\r\n]+\s*", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"(?:n ?n|nn ?\d+|x{2,}|y{2,}|tba|tbd|tbc|navn|navne|name|ukendt|unknown|ubesat|vakant|vacant"
    r"|ikke (?:afklaret|besluttet|oplyst)|ingen|anonym|anonymous|deltager|participant|ledig|\d*)"
    r"(?: ?\d+)?"
)
_HELD_SEAT = re.compile(
    r"\bnavne? (?:foelger|kommer|mangler|paa vej|oplyses|eftersendes)\b|\bledig plads\b"
    r"|\breserveret\b|\breserved\b|\bto be (?:announced|named|confirmed)\b|^\d+ [a-z]"
    r"|\bekstra plads\b|\bhold(?:t)? plads\b"
)
_DEVICE = re.compile(
    r"\b(?:ipad|iphone|ipod|android|galaxy|macbook|laptop|surface hub|teams rum|conference room"
    r"|meeting room|meetingroom|webex|zoom room|polycom|telepresence|receptionen)\b"
    r"|\b(?:moedelokale|moederum|lokale|konferencerum|konferencelokale|storskaerm)\b"
)
_ORDINARY = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?: [^\W\d_]+(?:['’-][^\W\d_]+)*)+")
_ODD = re.compile(
    r"\b(?:og|and|n|nn|x+|tba|tbd|tbc|navne?|name|ukendt|unknown|ubesat|vakant|vacant|ikke|ingen"
    r"|anonym|anonymous|deltager|participant|ledig|plads|reserve\w*|to|ipad|iphone|ipod|android"
    r"|galaxy|macbook|laptop|surface|teams|conference|meeting|meetingroom|webex|zoom|polycom"
    r"|telepresence|receptionen|moede\w*|lokale|konference\w*|storskaerm)\b"
)
"""Any word of the patterns above; a name without one needs no closer look."""
_GUEST = re.compile(
    r"\s*[(\[](?:g[æa]?est|g[æa]st|guest|unverified|ikke bekr[æa]ftet|ekstern|external)[)\]]\s*$",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:total|sum|subtotal|antal|samlet)(?: \d+)?|(?:i ?alt|tilmeldte i alt)(?: .*)?"
)
_REMARK = re.compile(r"^\s*(?:\*|note\w*\b|obs\b|nb\b|ps\b)|:", re.IGNORECASE)
_PARTICLES = frozenset("af da de del den der di dos du el la le ten ter van von y".split())


@lru_cache(maxsize=1 << 17)
def fold(text: str) -> str:
    """Return the text as compared: case, accents, hyphens and kinds of space do not count.

    å is aa, æ is ae, ø is oe, as people write them on a foreign keyboard.
    """
    if not text.isascii():
        composed = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", composed))
    folded = _NOT_A_LETTER.sub(" ", text.casefold()).strip()
    return folded or text.strip()


def danish_key(text: str) -> tuple[tuple[int, ...], str]:
    """Return a key that sorts as Danes do: æ, ø, å last, aa as å, case and accents not at all."""
    ranks: list[int] = []
    lowered = unicodedata.normalize("NFC", text).casefold().replace("aa", "å")
    for letter in lowered:
        if letter in "æäøöå":
            ranks.append({"æ": 200, "ä": 200, "ø": 201, "ö": 201, "å": 202}[letter])
            continue
        base = unicodedata.normalize("NFKD", letter.translate(_LETTERS))[:1]
        if base.isdigit():
            ranks.append(20 + int(base) if base.isdecimal() else 30)
        elif base.isalpha():
            ranks.append(100 + ord(base) - ord("a") if "a" <= base <= "z" else 300 + ord(base))
        else:
            ranks.append(1)
    return tuple(ranks), lowered


def turned(name: str) -> str:
    """Return "Andersen, Niels" as "Niels Andersen"; a name without one comma stays as it is."""
    last, comma, first = name.partition(",")
    if not comma or "," in first or not last.strip() or not first.strip():
        return name.strip()
    return f"{first.strip()} {last.strip()}"


def tidied(name: str) -> str:
    """Return a name that was typed in capitals or in small letters as names are written.

    A name with both kinds of letters was written on purpose and stays.
    """
    words = " ".join(name.split())
    if len(words) < 4 or " " not in words:
        return words
    if words.isupper():
        return " ".join(_capitalised(word) for word in words.split(" "))
    if words.islower():
        return " ".join(
            word if word in _PARTICLES else _capitalised(word) for word in words.split(" ")
        )
    return words


def _capitalised(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def without_guest_mark(name: str) -> str:
    """Return the name without the "(Guest)" a meeting program puts behind it."""
    return _GUEST.sub("", name)


def without_title(name: str, title: str) -> str:
    """Return the name without the title before it, where the title stands in its own cell too."""
    if not title or not name.casefold().startswith(title.casefold() + " "):
        return name
    rest = name[len(title) :].strip()
    return rest if " " in rest else name


@lru_cache(maxsize=1 << 17)
def is_ordinary(name: str) -> bool:
    """Tell whether this is plainly one person's name: words of letters, none of them odd."""
    return bool(_ORDINARY.fullmatch(name)) and not _ODD.search(fold(name))


def people_in(cell: str) -> tuple[str, ...]:
    """Return the names of everybody in a cell; a person alone is one name.

    "Emre & Bjarke Bech Al-Sayed" share a surname: the first gets the last word of the
    second. A comma parts people only where both sides are whole names.
    """
    pieces = [piece.strip(" ,") for piece in _JOINED.split(cell) if piece.strip(" ,")]
    names: list[str] = []
    for piece in pieces:
        parts = [part.strip() for part in piece.split(",") if part.strip()]
        whole = len(parts) > 1 and all(" " in part for part in parts)
        names += parts if whole else [piece]
    if len(names) < 2:
        return (cell.strip(),)
    surname = names[-1].split()[-1]
    return tuple(name if " " in name else f"{name} {surname}" for name in names)


def presenters_in(cell: str) -> tuple[str, ...]:
    """Return the presenters a stand's cell names, in order and each once.

    Names are parted by comma, semicolon, line break, `og` or `&`; one comma after a
    single word is "surname, first name".
    """
    names: list[str] = []
    for piece in _JOINED.split(cell):
        parts = [part.strip() for part in piece.split(",") if part.strip()]
        if len(parts) == 2 and " " not in parts[0]:
            names.append(turned(", ".join(parts)))
        else:
            names += parts
    return tuple(dict.fromkeys(tidied(name) for name in names))


def is_placeholder(name: str) -> bool:
    """Tell whether this holds a seat for somebody not yet named ("N.N.", "navn følger")."""
    folded = fold(name)
    return bool(_PLACEHOLDER.fullmatch(folded) or _HELD_SEAT.search(folded))


def is_no_person(name: str) -> bool:
    """Tell whether this is a telephone, a room, a machine or an address rather than a name."""
    letters = sum(letter.isalpha() for letter in name)
    digits = sum(letter.isdigit() for letter in name)
    return letters == 0 or digits > letters or "@" in name or bool(_DEVICE.search(fold(name)))


def is_remark(cell: str) -> bool:
    """Tell whether a cell that stands alone in its row is a remark under the list."""
    return bool(_REMARK.search(cell)) or len(cell.split()) > 6


def is_total(cells: Iterable[str]) -> bool:
    """Tell whether a row sums up the list instead of naming somebody."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled or len(filled) > 4:
        return False
    return any(_TOTAL.fullmatch(fold(cell)) for cell in filled[:2])
