"""Which row of a table is its header, and what each column means.

Recognised by heading, in Danish and English: hand-made lists, forms, and the exports of
pretix, Eventbrite and meeting programs. A mapping given by a person wins over all of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from seminar_tui.rules.names import fold
from seminar_tui.rules.records import Field, ListKind

HEADER_WITHIN = 40
"""A header stands within so many rows from the top."""

_SHARED = {
    Field.MUNICIPALITY: "kommune|kommunenavn|municipality|kommunens navn|hjemkommune|din kommune"
    "|hvilken kommune",
    Field.NOTE: "bemaerkning|bemaerkninger|note|notes|noter|kommentar|kommentarer|remark|remarks"
    "|comment|comments|saerlige hensyn",
}
_PEOPLE = _SHARED | {
    Field.NAME: "attendee name|navn paa deltager|deltagernavn|deltagerens navn|fulde navn"
    "|full name|fuldt navn|navn|name|deltager|deltagere|participant|participants|person"
    "|for og efternavn|fornavn og efternavn|navn efternavn fornavn|display name|vist navn",
    Field.FIRST_NAME: "attendee name given name|navn paa deltager fornavn"
    "|deltagerens navn fornavn|fornavn|fornavne|first name|given name|firstname|for navn",
    Field.LAST_NAME: "attendee name family name|navn paa deltager efternavn"
    "|deltagerens navn efternavn|efternavn|last name|family name|surname|lastname|efter navn",
    Field.EMAIL: "attendee email|deltagerens e mail|deltagers e mail|deltagerens email"
    "|e mailadresse|emailadresse|e mail adresse|email adresse|mailadresse|e mail address"
    "|email address|e mail|email|mail|e post|arbejdsmail|mail adresse",
    Field.MUNICIPALITY_CODE: "kommunekode|kommunenummer|kommunenr|kommune nr|kommune kode"
    "|municipality code",
    Field.ORGANISATION: "organisation|organisation kommune|kommune organisation|arbejdsplads"
    "|arbejdssted|virksomhed|firma|company|organization|forvaltning|forvaltning afdeling"
    "|afdeling|ansaettelsessted|attendee company|deltagerens virksomhed|institution|workplace"
    "|kommune eller organisation|kommune virksomhed|employer",
    Field.ROLE: "rolle|role|deltagertype|deltager som|deltagerrolle|type|kategori|category"
    "|deltagerkategori|attendee type|gruppe|jeg deltager som",
    Field.TICKET: "produkt|product|ticket type|billettype|billet|ticket|varenavn|item",
    Field.TITLE: "titel|stilling|stillingsbetegnelse|title|job title|position|jobtitel"
    "|stilling titel|titel stilling|funktion|din titel|din stilling|jobtitle",
    Field.PRESENTS: "oplaegsholder paa stand|oplaegsholder stand|presents|holder oplaeg"
    "|holder oplaeg paa stand|presents at stand|presenter at|oplaegsholder for|praesenterer"
    "|staar paa stand|oplaegsholder",
    Field.CODE: "ticket secret|billethemmelighed|hemmelighed|secret|billetkode|ticket code"
    "|stregkode|barcode|qr kode|qr|ekstern kode|outside code|kode|code|billetnummer",
    Field.STATUS: "attendee status|status|tilmeldingsstatus|registration status|deltagerstatus"
    "|ordrestatus|state",
    Field.ADD_ON: "add on to position id|tillaeg til positions id|tillaeg til post id",
}
_STANDS = _SHARED | {
    Field.NUMBER: "stand nr|standnr|stand nummer|standnummer|nr|nummer|number|stand number|stand"
    "|stand no|no",
    Field.MUNICIPALITY: _SHARED[Field.MUNICIPALITY] + "|organisation|kommune organisation|vaert",
    Field.THEME: "overskrift|tema|theme|titel|title|emne|heading|topic|oplaeg|oplaeggets titel",
    Field.QUESTION: "spoergsmaal|spoergsmaal til droeftelse|question|droeftelsesspoergsmaal"
    "|spoergsmaal til dialog|question for discussion|dialogspoergsmaal",
    Field.PLACE: "lokale|sted|place|room|placering|rum|location",
    Field.CAPACITY: "plads til|kapacitet|capacity|pladser|antal pladser|max antal|maks antal|seats"
    "|maksimum",
    Field.ROUND: "runde|round|hold|half",
    Field.EQUIPMENT: "udstyr|equipment|teknik|behov|hjaelpemidler",
    Field.PRESENTERS: "oplaegsholdere|presenters|oplaegsholder|presenter|speakers|deltagere"
    "|oplaegsholder e|bemanding",
}
_SYNONYMS = {
    kind: {
        word: (field, rank)
        for field, words in fields.items()
        for rank, word in enumerate(words.split("|"))
    }
    for kind, fields in ((ListKind.PARTICIPANTS, _PEOPLE), (ListKind.STANDS, _STANDS))
}
_RANKS = {"foerste": 1, "anden": 2, "tredje": 3, "fjerde": 4, "femte": 5, "first": 1, "second": 2}
_RANKS |= {"third": 3, "fourth": 4, "fifth": 5}
_WISH = re.compile(
    r"(?:stand ?)?(?:oensker?|oensket stand|oenskede stande?|prioritet|prioriteter|prioritering"
    r"|prio|wish|wishes|priority|choice|valg|standoenske|standoensker|besoeg)"
    r"(?: (?:nr |no )?(\d))?(?: stand)?|(?:(\d)|([a-z]+)) (?:stand ?)?(?:oenske|prioritet|prio|wish"
    r"|priority|choice|valg)(?: stand)?"
)
_ASKED = (
    ("kommune|municipality", Field.MUNICIPALITY),
    ("e mail|email|mailadresse", Field.EMAIL),
    ("fornavn|first name", Field.FIRST_NAME),
    ("efternavn|last name|surname", Field.LAST_NAME),
    ("navn|name", Field.NAME),
    ("stilling|titel|job title", Field.TITLE),
    ("rolle|deltager du som|role", Field.ROLE),
    ("arbejdsplads|organisation|workplace", Field.ORGANISATION),
)
_ASKING = re.compile(
    r"^(?:hvad er|hvilken|hvilket|hvilke|angiv|skriv|indtast|oplys|hvor er du ansat|what is"
    r"|which|please enter|enter your|state your|your|dit|din|hvad hedder)\b"
)
_WISH_ASKED = re.compile(r"\bstande?s?\b.*?(?:prioritet|oenske|wish|choice|priority)? ?(\d)?$")


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of a list: its row (index) and which column holds which field."""

    row: int
    headings: tuple[str, ...]
    fields: Mapping[str, int]
    shape: str
    unread: tuple[str, ...] = ()

    @property
    def names_people(self) -> bool:
        """Whether a column, or two, hold names."""
        return Field.NAME in self.fields or (
            Field.FIRST_NAME in self.fields and Field.LAST_NAME in self.fields
        )


class UnknownColumn(Exception):
    """A mapping names a column the list does not have, or a field that is none."""

    def __init__(self, code: str, column: str, field: str) -> None:
        super().__init__(code)
        self.code = code
        self.column = column
        self.field = field


def field_named(word: str, kind: ListKind) -> str | None:
    """Return the field a person means by a word ("wish 2", "kommune"), None for no field."""
    folded = fold(word)
    if folded in ("", "ignore", "skip", "ingen", "none"):
        return ""
    exact = folded.replace(" ", "_")
    if (exact in set(Field) and exact != Field.WISH) or re.fullmatch(r"wish\d", exact):
        return exact
    return meaning(word, kind)


def fields_of(kind: ListKind, wishes: int) -> list[str]:
    """Return every field a column of such a list can be read as, wishes down to a rank."""
    known = _PEOPLE if kind is ListKind.PARTICIPANTS else _STANDS
    ranks = range(1, wishes + 1) if kind is ListKind.PARTICIPANTS else ()
    return [*(field.value for field in known), *(f"{Field.WISH}{rank}" for rank in ranks)]


def is_heading(cell: str, kind: ListKind) -> bool:
    """Tell whether a cell is exactly one of the known headings; quick, for every row."""
    return cell[:1].isalpha() and len(cell) < 40 and fold(cell) in _SYNONYMS[kind]


@lru_cache(maxsize=4096)
def meaning(heading: str, kind: ListKind) -> str | None:
    """Return the field a heading stands for; a wish as `wish1`, `wish2` ..., else None."""
    found = _known(heading, kind)
    return found[0] if found else None


def _known(heading: str, kind: ListKind) -> tuple[str, int] | None:
    """Return the field and how much the heading is made for it (0 most)."""
    synonyms = _SYNONYMS[kind]
    whole = fold(heading)
    bare = fold(re.sub(r"\(.*?\)|\*", " ", heading))
    for text in (whole, bare):
        if text in synonyms:
            field, rank = synonyms[text]
            return field.value, rank
    if kind is ListKind.STANDS:
        return None
    for text in (whole, bare):
        wish = _wish(text)
        if wish is not None:
            return wish, 0
    asked = _asked(bare)
    return None if asked is None else (asked, 100)


def _wish(text: str) -> str | None:
    found = _WISH.fullmatch(text)
    if found is None:
        return None
    number, before, word = found.groups()
    if word is not None:
        return f"wish{_RANKS[word]}" if word in _RANKS else None
    return f"wish{number or before or 1}"


def _asked(text: str) -> str | None:
    """Read a heading that is a form's question ("Hvilken kommune kommer du fra?")."""
    if not _ASKING.match(text):
        return None
    if re.search(r"\bstande?\b", text):
        wish = _WISH_ASKED.search(text)
        return f"wish{wish.group(1) or 1}" if wish else None
    for words, field in _ASKED:
        if re.search(rf"(?:{words})", text):
            return field.value
    return None


def recognised(row: Sequence[str], kind: ListKind) -> int:
    """Return how many different fields a row's cells name, were it a header."""
    return len({found for cell in row if cell.strip() and (found := meaning(cell, kind))})


def score_of(rows: Sequence[Sequence[str]], kind: ListKind) -> int:
    """Return how much a table looks like a list of this kind: its best header's fields."""
    best = 0
    for row in rows[:HEADER_WITHIN]:
        found = recognised(row, kind)
        names = has_names(row, kind)
        best = max(best, found * 2 + (5 if names else 0) if found > 1 or names else 0)
    return best


def has_names(row: Sequence[str], kind: ListKind) -> bool:
    """Tell whether a header names what the list is about: people, or stands."""
    fields = {meaning(cell, kind) for cell in row if cell.strip()}
    if kind is ListKind.STANDS:
        return Field.NUMBER in fields or Field.MUNICIPALITY in fields
    return Field.NAME in fields or {Field.FIRST_NAME, Field.LAST_NAME} <= fields


def find_columns(
    rows: Sequence[Sequence[str]], kind: ListKind, mapping: Mapping[str, str] | None = None
) -> Columns | None:
    """Return the header of a table, or None where no row is one.

    `mapping` is a person's: folded heading to field, "" for a column not to be read.
    """
    given = mapping or {}
    best, best_score = None, 0
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        mapped = sum(1 for cell in row if fold(cell) in given)
        found = recognised(row, kind) + 3 * mapped
        found += 2 if found and has_names(row, kind) else 0
        filled = sum(1 for cell in row if cell.strip())
        alone = filled == 1 and has_names(row, kind)
        if found > best_score and ((found >= 2 and filled > 1) or alone or mapped):
            best, best_score = index, found
    return None if best is None else columns_of(rows[best], best, kind, given)


def columns_of(
    row: Sequence[str], index: int, kind: ListKind, mapping: Mapping[str, str]
) -> Columns:
    """Return what each column under a header means; of two for one field the better named."""
    headings = tuple(" ".join(cell.split()) for cell in row)
    chosen: dict[str, tuple[int, int]] = {}
    for position, heading in enumerate(headings):
        if not heading:
            continue
        if fold(heading) in mapping:
            field, rank = mapping[fold(heading)], -1
        else:
            known = None if _foreign(heading, headings, kind) else _known(heading, kind)
            if known is None:
                continue
            field, rank = known
        if field and (field not in chosen or rank < chosen[field][1]):
            chosen[field] = (position, rank)
    fields = {field: position for field, (position, _rank) in chosen.items()}
    used = set(fields.values())
    unread = tuple(h for position, h in enumerate(headings) if h and position not in used)
    return Columns(index, headings, fields, shape_of(headings), unread)


def shape_of(headings: Sequence[str]) -> str:
    """Return the hash of a list's headings, by which its mapping is remembered."""
    text = "\n".join(sorted(fold(heading) for heading in headings if heading.strip()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


_MEETING = frozenset(
    "first join|last leave|in meeting duration|join time|leave time|participant id upn"
    "|foerste deltagelse|seneste forladen|varighed i moedet|deltagelsestidspunkt".split("|")
)
_SHOP = frozenset(
    "event slug|arrangements slug sidste del af url|order code|bestillingsnr|position id"
    "|billethemmelighed|ticket secret|hemmelighed".split("|")
)
_SHOP_OWN = frozenset(
    "navn|name|fornavn|efternavn|first name|last name|virksomhed|company".split("|")
)
_SHOP_NOTES = frozenset("kommentar|comment|ordrekommentar|order comment".split("|"))


def _foreign(heading: str, headings: Sequence[str], kind: ListKind) -> bool:
    """Tell whether a heading means something else in the program that made the list.

    In a meeting report "Role" is the role in the meeting; in a ticket shop's export "Name"
    is the event's or the invoice's, and a company or comment belongs to the order.
    """
    if kind is ListKind.STANDS:
        return False
    folded = fold(heading)
    all_folded = _folded_set(tuple(headings))
    if all_folded & _MEETING and folded in ("role", "rolle"):
        return True
    if len(all_folded & _SHOP) < 2:
        return False
    return folded in _SHOP_OWN or folded in _SHOP_NOTES


@lru_cache(maxsize=64)
def _folded_set(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(heading) for heading in headings)
