"""Which municipality a text means: one of the 98 by a known spelling, or a question.

Never a guess: likeness is 83 of 100 for Solrød and Sorø and 82 for Sønderborg and
Skanderborg, so a likely name is at most offered as a choice.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from db.reference import aliases, municipalities

NOT_A_MUNICIPALITY = "other"
"""The answer that says: an organisation, not a municipality."""

_LETTERS = str.maketrans({"å": "aa", "æ": "ae", "ø": "oe"})
_KIND = re.compile(r"\b(?:regions)?kommune\b|\bmunicipality\b")
_NOT_ALPHANUMERIC = re.compile(r"[^0-9a-z]+")
_PIECES = re.compile(r"\s*[,;/|()\n]\s*|\s+[-–—]\s+")
_CODE = re.compile(r"(\d{1,4})(?:[.,]0+)?")
_LIKE_A_MUNICIPALITY = re.compile(r"komm?une?|municip")
_ORGANISATION_WORDS = frozenset(
    "region regionen regionerne kl komponent aps a/s i/s fonden fond uc via hus privat firma "
    "erhvervsakademi bupl dlf djøf dcum eva vive dpu ucl institut instituttet rådet forlag "
    "forlaget akademi akademiet netværk netværket konsulenterne folketinget".split()
)
_ORGANISATION_PARTS = (
    "ministeri",
    "styrelse",
    "center",
    "centret",
    "centre",
    "skole",
    "universitet",
    "forening",
    "huset",
    "husene",
    "højskole",
    "konsulent",
    "forbund",
    "institution",
    "organisation",
    "selskab",
)
_OUTSIDE_THE_DIVISION = frozenset({"0411", "411", "christiansoe", "ertholmene"})
"""Christiansø has a number in the register and belongs to no municipality."""


class Kind(StrEnum):
    """What a text in a municipality's cell turned out to be."""

    MISSING = "missing"
    MUNICIPALITY = "municipality"
    ORGANISATION = "organisation"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Found:
    """The answer. `code` is set for a municipality, `organisation` for one that is none."""

    kind: Kind
    code: str | None = None
    organisation: str = ""


MISSING = Found(Kind.MISSING)
UNKNOWN = Found(Kind.UNKNOWN)


@lru_cache(maxsize=1 << 14)
def folded(text: str) -> str:
    """Return the text as spellings are compared: no case, no "Kommune", å as aa, only letters."""
    lowered = unicodedata.normalize("NFKC", text).casefold()
    return _NOT_ALPHANUMERIC.sub("", _KIND.sub(" ", lowered).translate(_LETTERS))


@cache
def _spellings() -> dict[str, str]:
    known = {folded(alias): code for alias, code in aliases()}
    known.update({folded(row.name): code for code, row in municipalities().items()})
    return known


@lru_cache(maxsize=1 << 14)
def code_of(text: str) -> str | None:
    """Return the municipality's code where the whole text is a known spelling or its number."""
    number = _CODE.fullmatch(text.strip())
    if number:
        code = number.group(1).zfill(4)
        return code if code in municipalities() else None
    return _spellings().get(folded(text))


def resolve(text: str, answers: Mapping[str, str] | None = None) -> Found:
    """Return what a municipality's cell means.

    `answers` are earlier decisions: folded text to a code or `NOT_A_MUNICIPALITY`. They
    are asked only where the text itself does not say, and for the part before a
    department too ("Hadsten, PPR"): no answer ever turns Vejle into Thisted.
    """
    given = " ".join(text.split())
    if not given:
        return MISSING
    code = code_of(given)
    if code is not None:
        return Found(Kind.MUNICIPALITY, code)
    if folded(given) in _OUTSIDE_THE_DIVISION:
        return Found(Kind.ORGANISATION, organisation="Christiansø")
    pieces = [piece for piece in _PIECES.split(given) if piece]
    natural = _from_pieces(pieces) if len(pieces) > 1 else None
    if natural is not None and natural.kind is Kind.MUNICIPALITY:
        return natural
    decided = _decided(given, answers) or (_decided(pieces[0], answers) if pieces else None)
    if decided is not None:
        return decided
    if natural is not None:
        return natural
    return Found(Kind.ORGANISATION, organisation=given) if is_organisation(given) else UNKNOWN


def _decided(text: str, answers: Mapping[str, str] | None) -> Found | None:
    answer = (answers or {}).get(folded(text))
    if answer is None:
        return None
    if answer == NOT_A_MUNICIPALITY:
        return Found(Kind.ORGANISATION, organisation=text)
    return Found(Kind.MUNICIPALITY, answer)


def _from_pieces(pieces: list[str]) -> Found | None:
    """Read "Vejle Kommune, PPR" or "PPR, Vejle Kommune"; two municipalities are a question."""
    codes = {code for piece in pieces if (code := code_of(piece)) is not None}
    if len(codes) > 1:
        return UNKNOWN
    first = code_of(pieces[0])
    if first is not None:
        return Found(Kind.MUNICIPALITY, first)
    named = {code_of(piece) for piece in pieces if _LIKE_A_MUNICIPALITY.search(piece.casefold())}
    if len(named) == 1 and None not in named:
        return Found(Kind.MUNICIPALITY, named.pop())
    return None


def is_organisation(text: str) -> bool:
    """Tell whether a word in the text says that this is no municipality.

    A text that claims to be a municipality is none of these, whatever else it says.
    """
    lowered = unicodedata.normalize("NFC", text).casefold()
    if _LIKE_A_MUNICIPALITY.search(lowered):
        return False
    words = re.findall(r"[\w/']+", lowered)
    return any(
        word in _ORGANISATION_WORDS or any(part in word for part in _ORGANISATION_PARTS)
        for word in words
    )


def answered(answer: str) -> str | None:
    """Return the code an answer names, `NOT_A_MUNICIPALITY`, or None where it names neither."""
    given = " ".join(answer.split())
    if given.casefold() in _NO_MUNICIPALITY:
        return NOT_A_MUNICIPALITY
    found = resolve(given)
    if found.kind is Kind.ORGANISATION:
        return NOT_A_MUNICIPALITY
    return found.code


_NO_MUNICIPALITY = frozenset(
    {
        NOT_A_MUNICIPALITY,
        "andet",
        "anden",
        "organisation",
        "ingen",
        "ingen kommune",
        "ikke en kommune",
        "none",
        "no municipality",
        "-",
    }
)


def likely(text: str, most: int = 3) -> tuple[str, ...]:
    """Return names of municipalities that look like the text, to offer and never to take."""
    names = {folded(row.name): row.name for row in municipalities().values()}
    sought = folded(text)
    starts = [name for key, name in names.items() if sought and key.startswith(sought)]
    close = difflib.get_close_matches(sought, names, n=most, cutoff=0.75)
    return tuple(dict.fromkeys([*starts, *(names[key] for key in close)]))[:most]
