"""A list of stands: rows as stands or questions, and what the list changes on the day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from db.reference import municipality_name
from db.vocabulary import Severity
from seminar_tui.rules import municipality
from seminar_tui.rules.answers import Answers, Decision
from seminar_tui.rules.findings import Code, Finding
from seminar_tui.rules.municipality import Kind
from seminar_tui.rules.names import fold, presenters_in
from seminar_tui.rules.records import Field, RawList, RawRow, StandRecord

MAX_NUMBER = 999
MAX_CAPACITY = 1000
_NUMBER = re.compile(r"(?:stand\s*(?:nr\.?)?\s*)?#?(\d+)(?:[.,]0)?\.?", re.IGNORECASE)
_COUNT = re.compile(
    r"(?:ca\.?\s*|max\.?\s*|maks\.?\s*|runde\s*|hold\s*|round\s*)?(-?\d+)(?:[.,]0)?"
    r"(?:\.?\s*(?:personer|pers\.?|pladser|gæster|people|seats|runde|hold))?"
)

FIELDS = (
    "number",
    "municipality",
    "theme",
    "question",
    "place",
    "capacity",
    "round",
    "equipment",
    "presenters",
)
"""What an import may change of a stand."""


@dataclass(slots=True)
class StandsRead:
    """The stands of the clear rows, and what was found."""

    stands: list[StandRecord] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


def read_stands(raw: RawList, answers: Answers, rounds: int) -> StandsRead:
    """Read every row of a list of stands; a stand without a number gets the next free one."""
    read = StandsRead()
    numbers: dict[int, int] = {}
    codes: dict[str, int] = {}
    for row in raw.rows:
        one = _Row(raw, row, answers, rounds)
        stand = one.stand(numbers, codes)
        read.findings += one.findings
        if stand is None:
            read.waiting.append(row.of(Field.NUMBER))
            continue
        numbers[stand.number] = codes[stand.municipality] = row.number
        read.stands.append(stand)
    return read


@dataclass(slots=True)
class _Row:
    raw: RawList
    row: RawRow
    answers: Answers
    rounds: int
    findings: list[Finding] = field(default_factory=list)

    def say(
        self,
        severity: Severity,
        code: Code,
        name: Field,
        related: tuple[int, ...] = (),
        choices: tuple[str, ...] = (),
    ) -> None:
        """Add a finding about a field of this row."""
        self.findings.append(
            Finding(
                self.row.number,
                self.raw.heading(name),
                self.row.of(name),
                severity,
                code,
                related,
                choices,
            )
        )

    def stand(self, numbers: Mapping[int, int], codes: Mapping[str, int]) -> StandRecord | None:
        """Return the stand of this row, or None where it has to wait."""
        number = self._number(numbers)
        code = self._municipality(codes)
        capacity = self._count(Field.CAPACITY, MAX_CAPACITY)
        round_ = self._count(Field.ROUND, self.rounds)
        if any(finding.severity is not Severity.NOTE for finding in self.findings):
            return None
        if number is None or code is None:
            return None
        for name, missing in (
            (Field.THEME, Code.THEME_MISSING),
            (Field.QUESTION, Code.QUESTION_MISSING),
        ):
            if not self.row.of(name):
                self.say(Severity.NOTE, missing, name)
        return StandRecord(
            row=self.row.number,
            number=number,
            municipality=code,
            theme=self.row.of(Field.THEME),
            question=self.row.of(Field.QUESTION),
            place=self.row.of(Field.PLACE),
            capacity=capacity,
            round=round_,
            equipment=self.row.of(Field.EQUIPMENT),
            presenters=presenters_in(self.row.of(Field.PRESENTERS)),
        )

    def _number(self, taken: Mapping[int, int]) -> int | None:
        text = self.row.of(Field.NUMBER)
        if not text:
            if Field.NUMBER in self.raw.columns:
                self.say(Severity.ERROR, Code.NUMBER_MISSING, Field.NUMBER)
                return None
            return max(taken, default=0) + 1
        found = _NUMBER.fullmatch(text)
        number = int(found.group(1)) if found else 0
        if not 1 <= number <= MAX_NUMBER:
            self.say(Severity.ERROR, Code.VALUE_OUT_OF_RANGE, Field.NUMBER)
            return None
        if number in taken:
            self.say(Severity.ERROR, Code.NUMBER_TWICE, Field.NUMBER, (taken[number],))
            return None
        return number

    def _municipality(self, taken: Mapping[str, int]) -> str | None:
        text = self.row.of(Field.MUNICIPALITY)
        found = municipality.resolve(text, self.answers.municipalities)
        match found.kind:
            case Kind.MISSING:
                self.say(Severity.ASK, Code.MUNICIPALITY_MISSING, Field.MUNICIPALITY)
                return None
            case Kind.UNKNOWN | Kind.ORGANISATION:
                choices = municipality.likely(text)
                self.say(
                    Severity.ASK, Code.MUNICIPALITY_UNKNOWN, Field.MUNICIPALITY, choices=choices
                )
                return None
            case Kind.MUNICIPALITY:
                assert found.code is not None
        if found.code in taken:
            related = (taken[found.code],)
            self.say(Severity.ERROR, Code.MUNICIPALITY_TWICE, Field.MUNICIPALITY, related)
        return found.code

    def _count(self, name: Field, most: int) -> int | None:
        text = self.row.of(name)
        if not text:
            return None
        found = _COUNT.fullmatch(text.strip().casefold())
        number = int(found.group(1)) if found else 0
        if not 1 <= number <= most:
            self.say(Severity.ERROR, Code.VALUE_OUT_OF_RANGE, name)
            return None
        return number


@dataclass(frozen=True, slots=True)
class KnownStand:
    """A stand of the day as an import sees it. `last` is what the list last said."""

    id: int
    now: StandRecord
    last: StandRecord | None = None


@dataclass(frozen=True, slots=True)
class StandChange:
    """A stand the list tells something new of; `fields` are of `FIELDS`."""

    known: KnownStand
    record: StandRecord
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandDifference:
    """What an import does to the day's stands."""

    new: tuple[StandRecord, ...]
    changed: tuple[StandChange, ...]
    unchanged: tuple[StandChange, ...]
    gone: tuple[KnownStand, ...]
    findings: tuple[Finding, ...]


def compare_stands(
    records: Sequence[StandRecord],
    day: Sequence[KnownStand],
    waiting: Sequence[str],
    column: str,
    answers: Answers,
) -> StandDifference:
    """Return what a list of stands changes: by municipality first, then by number.

    A number whose municipality neither the list nor the day has elsewhere was put right, or
    passed on to another: that is asked. A number another stand of the day keeps is refused.
    """
    pairs = _pairs(records, day)
    changed: list[StandChange] = []
    unchanged: list[StandChange] = []
    findings: list[Finding] = []
    for index, known in pairs.items():
        fields = tuple(_changes(known, records[index]))
        if "municipality" in fields:
            same, finding = _taken_over(records[index], known, column, answers)
            findings += finding
            if not same:
                continue
        (changed if fields else unchanged).append(StandChange(known, records[index], fields))
    matched = {known.id for known in pairs.values()}
    left = [known for known in day if known.id not in matched]
    kept = {known.now.number for known in left}
    new = [one for index, one in enumerate(records) if index not in pairs]
    clashes = [one for one in records if one.number in kept]
    findings += [
        Finding(one.row, "", str(one.number), Severity.ERROR, Code.NUMBER_TWICE) for one in clashes
    ]
    blocked = {one.row for one in clashes}
    gone = [
        known for known in left if known.last is not None and str(known.now.number) not in waiting
    ]
    return StandDifference(
        tuple(one for one in new if one.row not in blocked),
        tuple(change for change in changed if change.record.row not in blocked),
        tuple(unchanged),
        tuple(gone),
        tuple(findings),
    )


def _taken_over(
    said: StandRecord, known: KnownStand, column: str, answers: Answers
) -> tuple[bool, tuple[Finding, ...]]:
    """Tell whether a stand that comes under another municipality is the same stand.

    Its texts, wishes and presenters would be the other's: nothing is taken over unasked.
    """
    now, then = municipality_name(said.municipality), municipality_name(known.now.municipality)
    value = f"{said.number} {now}"
    answer = answers.about_name(value)
    match answer.decision if answer else None:
        case Decision.ONE:
            note = Finding(
                said.row, column, str(said.number), Severity.NOTE, Code.MUNICIPALITY_CHANGED
            )
            return True, (note,)
        case Decision.LEAVE_OUT:
            return False, ()
        case _:
            code = Code.STAND_TAKEN_OVER
            return False, (Finding(said.row, column, value, Severity.ASK, code, (), (then,)),)


def _pairs(records: Sequence[StandRecord], day: Sequence[KnownStand]) -> dict[int, KnownStand]:
    by_code = {known.now.municipality: known for known in day}
    pairs = {
        index: by_code[one.municipality]
        for index, one in enumerate(records)
        if one.municipality in by_code
    }
    matched = {known.id for known in pairs.values()}
    by_number = {known.now.number: known for known in day if known.id not in matched}
    for index, one in enumerate(records):
        if index not in pairs and one.number in by_number:
            pairs[index] = by_number.pop(one.number)
    return pairs


def _changes(known: KnownStand, said: StandRecord) -> Iterator[str]:
    for name in FIELDS:
        value = getattr(said, name)
        if name == "presenters":
            names = {fold(one) for one in said.presenters}
            before = {fold(one) for one in known.now.presenters}
            if names - before:
                yield name
            continue
        if not value or value == getattr(known.now, name):
            continue
        if known.last is None or value != getattr(known.last, name):
            yield name
