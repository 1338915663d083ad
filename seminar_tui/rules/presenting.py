"""Which registered person a presenter named on a list of stands is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.vocabulary import PersonStatus
from seminar_tui.rules.names import fold


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be meant. `presents` is the id of the stand they present at already."""

    id: int
    name: str
    municipality: str | None
    status: PersonStatus
    presents: int | None


@dataclass(frozen=True, slots=True)
class Link:
    """A presenter found: the name as the list has it, at a stand, is this participant."""

    stand_id: int
    name: str
    participant_id: int
    already: bool


def find_presenters(
    pending: Iterable[tuple[int, str]],
    municipality_of: Mapping[int, str],
    people: Iterable[Candidate],
) -> tuple[Link, ...]:
    """Return who is found: exactly one registered person of that name from the stand's place.

    Somebody without a municipality (a guest from an organisation) fits any stand; two who
    fit are nobody for certain.
    """
    by_name: dict[str, list[Candidate]] = defaultdict(list)
    for one in people:
        if one.status is PersonStatus.REGISTERED:
            by_name[fold(one.name)].append(one)
    links = []
    busy: set[int] = set()
    for stand_id, name in pending:
        home = municipality_of.get(stand_id)
        fitting = [one for one in by_name[fold(name)] if one.municipality in (home, None)]
        if len(fitting) != 1 or fitting[0].id in busy:
            continue
        found = fitting[0]
        if found.presents in (None, stand_id):
            busy.add(found.id)
            links.append(Link(stand_id, name, found.id, found.presents == stand_id))
    return tuple(links)
