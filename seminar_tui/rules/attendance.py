"""Who came to which meetings of a series: the matrix, first-timers and drop-offs.

One person is one row: the delegate where the participant is known to be one, else the
same name from the same place, as an import tells people apart. Purged names leave rows
that count and say nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.series_vocabulary import AppearanceRow, MeetingRow
from db.vocabulary import Role
from seminar_tui.rules.names import fold


class Cell(StrEnum):
    """What a person was at a meeting."""

    HERE = "here"
    MISSED = "missed"
    NOT_EXPECTED = "not_expected"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person's row: one cell a meeting, in the meetings' order. `role` is the latest."""

    name: str
    municipality: str | None
    organisation: str
    role: Role
    delegate_id: int | None
    cells: tuple[Cell, ...]

    @property
    def times(self) -> int:
        """How many meetings the person came to."""
        return self.cells.count(Cell.HERE)


@dataclass(frozen=True, slots=True)
class HouseLine:
    """A municipality's row: how many came to each meeting. None is everybody from elsewhere.

    `people` is how many different ones were seen over the series.
    """

    municipality: str | None
    counts: tuple[int, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """People by meetings, and municipalities by meetings."""

    meetings: tuple[MeetingRow, ...]
    people: tuple[PersonLine, ...]
    houses: tuple[HouseLine, ...]

    @property
    def held(self) -> tuple[int, ...]:
        """The columns of meetings that somebody came to."""
        return tuple(
            column
            for column in range(len(self.meetings))
            if any(line.cells[column] is Cell.HERE for line in self.people)
        )

    def first_timers(self, column: int) -> tuple[PersonLine, ...]:
        """Return who came to this meeting and to none before."""
        return tuple(
            line
            for line in self.people
            if line.cells[column] is Cell.HERE and Cell.HERE not in line.cells[:column]
        )

    def drop_offs(self) -> tuple[PersonLine, ...]:
        """Return who came once and was expected at the latest held meeting for them, in vain."""
        held = set(self.held)
        return tuple(line for line in self.people if _dropped(line.cells, held))


def _dropped(cells: Sequence[Cell], held: set[int]) -> bool:
    theirs = [
        cell
        for column, cell in enumerate(cells)
        if column in held and cell is not Cell.NOT_EXPECTED
    ]
    return Cell.HERE in theirs and theirs[-1] is Cell.MISSED


def matrix_of(
    meetings: Sequence[MeetingRow],
    appearances: Iterable[AppearanceRow],
    municipalities: Iterable[str] = (),
) -> Matrix:
    """Return the matrix. `municipalities` have a row even where nobody of theirs came."""
    seen = tuple(appearances)
    column = {meeting.id: index for index, meeting in enumerate(meetings)}
    persons = _people(seen)
    lines = tuple(_line(rows, column) for rows in persons.values())
    houses = _houses(lines, len(meetings), municipalities)
    return Matrix(tuple(meetings), lines, houses)


def _people(seen: Sequence[AppearanceRow]) -> dict[Hashable, list[AppearanceRow]]:
    """Group the appearances of each person."""
    # A name stands in many meetings and is folded once.
    folded = {text: fold(text) for text in {t for r in seen for t in (r.name, r.organisation)}}
    spelt = [(folded[row.name], row.municipality, folded[row.organisation]) for row in seen]
    delegates: dict[Hashable, set[int]] = defaultdict(set)
    for row, key in zip(seen, spelt, strict=True):
        if row.delegate_id is not None:
            delegates[key].add(row.delegate_id)
    grouped: dict[Hashable, list[AppearanceRow]] = defaultdict(list)
    for row, key in zip(seen, spelt, strict=True):
        grouped[_who(row, key, delegates)].append(row)
    return grouped


def _who(
    row: AppearanceRow, key: tuple[str, str | None, str], delegates: dict[Hashable, set[int]]
) -> Hashable:
    if row.delegate_id is not None:
        return row.delegate_id
    if not row.name:
        return ("purged", row.participant_id)
    same = delegates.get(key, set())
    return next(iter(same)) if len(same) == 1 else key


def _line(rows: Sequence[AppearanceRow], column: dict[int, int]) -> PersonLine:
    cells = [Cell.NOT_EXPECTED] * len(column)
    for row in rows:
        at = column[row.meeting_id]
        if row.arrived:
            cells[at] = Cell.HERE
        elif row.expected and cells[at] is Cell.NOT_EXPECTED:
            cells[at] = Cell.MISSED
    last = rows[-1]
    delegate = next((row.delegate_id for row in rows if row.delegate_id is not None), None)
    return PersonLine(
        last.name, last.municipality, last.organisation, last.role, delegate, tuple(cells)
    )


def _houses(
    lines: Sequence[PersonLine], width: int, municipalities: Iterable[str]
) -> tuple[HouseLine, ...]:
    counts: dict[str | None, Counter[int]] = {code: Counter() for code in municipalities}
    people: Counter[str | None] = Counter()
    for line in lines:
        house = counts.setdefault(line.municipality, Counter())
        house.update(at for at, cell in enumerate(line.cells) if cell is Cell.HERE)
        people[line.municipality] += line.times > 0
    return tuple(
        HouseLine(code, tuple(house[at] for at in range(width)), people[code])
        for code, house in counts.items()
    )
