"""One row of a list of participants as a registration, or as a question.

Nothing is guessed: what cannot be told for certain is asked, and the row waits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from db.reference import municipality_name
from db.vocabulary import PersonStatus, Role, Severity
from seminar_tui.rules import municipality
from seminar_tui.rules.answers import Answers, Decision
from seminar_tui.rules.findings import Code, Finding
from seminar_tui.rules.municipality import Found, Kind
from seminar_tui.rules.names import (
    fold,
    is_no_person,
    is_ordinary,
    is_placeholder,
    people_in,
    tidied,
    turned,
    without_guest_mark,
    without_title,
)
from seminar_tui.rules.records import Field, RawList, RawRow, Registration
from seminar_tui.rules.roles import is_expired, role_of, role_of_title, status_of

_ADDRESS = re.compile(
    r"[^\s@,;:()<>\"\[\]]+@[^\s@,;:()<>\"\[\].]+(?:\.[^\s@,;:()<>\"\[\].]+)*\.\w{2,}"
)
_SHOWN_PLACE = re.compile(r"(.+?)\s*(?:\(([^()]+)\)|\|\s*([^|]+))\s*")
_STAND = re.compile(
    r"(?:stand\s*(?:nr\.?|no\.?|#)?\s*)?#?(\d{1,3})(?:[\s.:)–—-]+(.*))?", re.IGNORECASE
)
_STAND_WORD = re.compile(r"^stand(?:\s*nr\.?)?\s+", re.IGNORECASE)
_WISHES = re.compile(r"\s*[,;\n]\s*")
_FROM_OUTSIDE = (Role.SPEAKER, Role.ORGANISER)
"""Who may belong to an organisation instead of a municipality, because the list says so."""
_YES = frozenset("ja yes x j y true sand 1".split())
_NO = frozenset("nej no n false falsk 0".split())


_TOLD_EVERY = 500
"""Rows between two tellings of how far the reading is."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a list is read against: the day's stands (number to municipality) and answers."""

    stands: Mapping[int, str] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)
    _meant: dict[str, int | None] = field(default_factory=dict, compare=False)

    def stand_of(self, text: str) -> int | None:
        """Return the stand a wish means, by number or municipality; None where none answers."""
        if text not in self._meant:
            self._meant[text] = self._stand_of(text)
        return self._meant[text]

    def _stand_of(self, text: str) -> int | None:
        found = _STAND.fullmatch(text.strip())
        if found is not None:
            return self._numbered(int(found.group(1)), found.group(2) or "")
        code = municipality.resolve(
            _STAND_WORD.sub("", text.strip()), self.answers.municipalities
        ).code
        return None if code is None else self.stand_by_municipality(code)

    def _numbered(self, number: int, rest: str) -> int | None:
        """A number and a name that contradict each other mean no stand for certain."""
        if number not in self.stands:
            return None
        named = municipality.code_of(rest) if rest else None
        return None if named is not None and named != self.stands[number] else number

    def stand_by_municipality(self, code: str) -> int | None:
        """Return the number of a municipality's stand."""
        return next((number for number, at in self.stands.items() if at == code), None)


@dataclass(slots=True)
class Reading:
    """The outcome: registrations of the clear rows, findings, and the names that wait."""

    registrations: list[Registration] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


def read_registrations(
    raw: RawList, known: Known, passed: Callable[[float], None] = lambda _share: None
) -> Reading:
    """Read every row of a list; `passed` is told now and then the share that is done."""
    reading = Reading()
    for index, row in enumerate(raw.rows):
        if index % _TOLD_EVERY == 0:
            passed(index / len(raw.rows))
        one = _Row(raw, row, known)
        registrations = list(one.registrations())
        reading.findings += one.findings
        if one.waits:
            reading.waiting.append(one.cell)
        else:
            reading.registrations += registrations
    return reading


@dataclass(slots=True)
class _Row:
    """One row while it is read."""

    raw: RawList
    row: RawRow
    known: Known
    findings: list[Finding] = field(default_factory=list)
    waits: bool = False
    cell: str = ""
    shown_place: str | None = None

    def registrations(self) -> Iterator[Registration]:
        """Yield the people of this row: one, none, or several where a person said so."""
        names = self._names()
        place = self._place()
        title = self.row.of(Field.TITLE)
        role = self._role(title)
        status = self._status()
        email = self._email()
        wishes = self._wishes(place.code)
        presents = self._presents(place.code)
        for position, name in enumerate(names):
            first = position == 0
            yield Registration(
                rows=(self.row.number,),
                name=self._without_title(name, title),
                email=email if first else None,
                municipality=place.code,
                organisation=place.organisation,
                role=role,
                title=title,
                presents=presents,
                wishes=wishes,
                code=(self.row.of(Field.CODE) or None) if first else None,
                status=status,
                note=self.row.of(Field.NOTE),
            )

    def say(
        self,
        severity: Severity,
        code: Code,
        name: str,
        value: str,
        choices: tuple[str, ...] = (),
    ) -> None:
        """Add a finding; an error or a question makes the row wait."""
        heading = self.raw.heading(name)
        self.findings.append(
            Finding(self.row.number, heading, value, severity, code, choices=choices)
        )
        if severity is not Severity.NOTE:
            self.waits = True

    def _name_cell(self) -> tuple[str, str]:
        """Return the name's cell and the field it stands under."""
        whole = self.row.of(Field.NAME)
        if whole:
            return whole, Field.NAME
        parts = (self.row.of(Field.FIRST_NAME), self.row.of(Field.LAST_NAME))
        named = Field.NAME if Field.NAME in self.raw.columns else Field.LAST_NAME
        return " ".join(part for part in parts if part), named

    def _names(self) -> tuple[str, ...]:
        cell, column = self._name_cell()
        self.cell = cell
        if not cell:
            self.say(Severity.ERROR, Code.NAME_MISSING, column, "")
            return ()
        answer = self.known.answers.about_name(cell)
        if answer is not None:
            match answer.decision:
                case Decision.LEAVE_OUT:
                    return ()
                case Decision.NAMED if self._is_question(cell):
                    return answer.names
                case Decision.ONE if self._is_question(cell):
                    return (tidied(turned(cell)),)
                case Decision.SEVERAL if len(people_in(cell)) > 1:
                    return tuple(tidied(turned(name)) for name in people_in(cell))
                case Decision.ONE | Decision.SEVERAL | Decision.NAMED:
                    pass
        return self._named(cell, column)

    def _is_question(self, cell: str) -> bool:
        return is_placeholder(cell) or is_no_person(cell) or len(people_in(cell)) > 1

    def _named(self, cell: str, column: str) -> tuple[str, ...]:
        if is_ordinary(cell):
            return (tidied(cell),)
        if is_placeholder(cell):
            self.say(Severity.ASK, Code.PLACEHOLDER_NOT_A_PERSON, column, cell)
            return ()
        shown = without_guest_mark(cell)
        shown = self._without_place(shown)
        if is_no_person(shown):
            self.say(Severity.ASK, Code.NOT_A_PERSON, column, cell)
            return ()
        people = people_in(shown)
        if len(people) > 1:
            self.say(Severity.ASK, Code.TWO_PEOPLE_IN_ONE_CELL, column, cell, people)
            return ()
        return (tidied(turned(shown)),)

    def _without_place(self, name: str) -> str:
        """Take the municipality out of "Freja Dahl | Aarhus"; anything else stays in the name."""
        found = _SHOWN_PLACE.fullmatch(name)
        if found is None:
            return name
        code = municipality.code_of((found.group(2) or found.group(3)).strip())
        if code is None:
            return name
        self.shown_place = code
        return found.group(1)

    def _without_title(self, name: str, title: str) -> str:
        bare = without_title(name, title)
        if bare != name:
            self.say(Severity.NOTE, Code.TITLE_IN_NAME, self._name_cell()[1], name)
        return bare

    def _place(self) -> Found:
        """Return the municipality or organisation the row tells of.

        Its own column, its code and the department's are read together: two that name
        different municipalities are a question.
        """
        answers = self.known.answers.municipalities
        found = {
            name: municipality.resolve(self.row.of(name), answers)
            for name in (Field.MUNICIPALITY, Field.MUNICIPALITY_CODE, Field.ORGANISATION)
            if name in self.raw.columns
        }
        if not found:
            return (
                Found(Kind.MUNICIPALITY, self.shown_place)
                if self.shown_place
                else Found(Kind.MISSING)
            )
        codes = {one.code for one in found.values() if one.code is not None}
        if len(codes) > 1:
            return self._conflict(found, codes)
        strong: tuple[Field, ...] = tuple(name for name in found if name is not Field.ORGANISATION)
        for name in strong or tuple(found):
            if found[name].kind is Kind.UNKNOWN:
                return self._unknown(name)
        if codes:
            return Found(Kind.MUNICIPALITY, codes.pop())
        return self._elsewhere(found)

    def _conflict(self, found: Mapping[Field, Found], codes: set[str]) -> Found:
        answers = self.known.answers.municipalities
        for name in found:
            decided = answers.get(municipality.folded(self.row.of(name)))
            if decided in codes:
                return Found(Kind.MUNICIPALITY, decided)
        last = list(found)[-1]
        names = tuple(
            dict.fromkeys(municipality_name(one.code) for one in found.values() if one.code)
        )
        self.say(Severity.ASK, Code.MUNICIPALITY_CONFLICT, last, self.row.of(last), names)
        return Found(Kind.UNKNOWN)

    def _unknown(self, name: Field) -> Found:
        value = self.row.of(name)
        self.say(Severity.ASK, Code.MUNICIPALITY_UNKNOWN, name, value, municipality.likely(value))
        return Found(Kind.UNKNOWN)

    def _elsewhere(self, found: Mapping[Field, Found]) -> Found:
        for name, one in found.items():
            if one.kind is Kind.ORGANISATION:
                self.say(
                    Severity.NOTE, Code.ORGANISATION_NOT_A_MUNICIPALITY, name, self.row.of(name)
                )
                return one
        if self.shown_place is not None:
            return Found(Kind.MUNICIPALITY, self.shown_place)
        organisation = self.row.of(Field.ORGANISATION)
        if organisation and role_of(self.row.of(Field.ROLE)) in _FROM_OUTSIDE:
            return Found(Kind.ORGANISATION, organisation=organisation)
        if not self.waits or self.cell:
            self.say(Severity.ASK, Code.MUNICIPALITY_MISSING, next(iter(found)), "")
        return Found(Kind.MISSING)

    def _role(self, title: str) -> Role | None:
        word = self.row.of(Field.ROLE)
        if word:
            role = role_of(word) or self.known.answers.roles.get(fold(word))
            if role is None:
                self.say(Severity.NOTE, Code.ROLE_UNKNOWN, Field.ROLE, word)
                return role_of_title(title)
            return role
        ticket = self.row.of(Field.TICKET)
        return (role_of(ticket) if ticket else None) or role_of_title(title)

    def _status(self) -> PersonStatus:
        word = self.row.of(Field.STATUS)
        status = status_of(word) or self.known.answers.statuses.get(fold(word))
        if status is None:
            self.say(Severity.ASK, Code.STATUS_UNKNOWN, Field.STATUS, word)
            return PersonStatus.REGISTERED
        if word and is_expired(word):
            self.say(Severity.NOTE, Code.ORDER_EXPIRED, Field.STATUS, word)
        return status

    def _email(self) -> str | None:
        given = self.row.of(Field.EMAIL)
        if not given:
            return None
        address = given.removeprefix("mailto:").strip(" <>.,;")
        if _ADDRESS.fullmatch(address) is None:
            self.say(Severity.NOTE, Code.EMAIL_INVALID, Field.EMAIL, given)
            return None
        return address

    def _wishes(self, own: str | None) -> tuple[int, ...]:
        wishes: list[int] = []
        for name in sorted(name for name in self.raw.columns if name.startswith(Field.WISH)):
            for text in _WISHES.split(self.row.of(name)):
                if text:
                    self._wish(name, text, own, wishes)
        return tuple(wishes)

    def _wish(self, name: str, text: str, own: str | None, wishes: list[int]) -> None:
        stand = self.known.stand_of(text)
        if stand is None:
            self.say(Severity.NOTE, Code.WISH_UNKNOWN, name, text)
        elif own is not None and self.known.stands[stand] == own:
            self.say(Severity.NOTE, Code.WISH_OWN_MUNICIPALITY, name, text)
        elif stand in wishes:
            self.say(Severity.NOTE, Code.WISH_TWICE, name, text)
        else:
            wishes.append(stand)

    def _presents(self, own: str | None) -> int | None:
        text = self.row.of(Field.PRESENTS)
        if not text or text.casefold() in _NO - {"0"}:
            return None
        if text.casefold() in _YES - {"1"}:
            stand = None if own is None else self.known.stand_by_municipality(own)
        else:
            stand = self.known.stand_of(text)
        if stand is None:
            self.say(Severity.NOTE, Code.STAND_UNKNOWN, Field.PRESENTS, text)
        return stand
