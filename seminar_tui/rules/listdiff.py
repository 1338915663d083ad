"""A list against itself and against the day: who is one person, who is new, changed, gone.

Same name, same municipality, same or one missing e-mail is one person; the same with two
e-mails is a question. An import is a difference: what the list itself changed since it
was last read is taken, what was changed on the day holds, and nothing is ever erased.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from db.vocabulary import PersonStatus, Role, Severity
from seminar_tui.rules.answers import Answers, Decision, name_key
from seminar_tui.rules.findings import Code, Finding
from seminar_tui.rules.listmatch import (
    Key,
    Listed,
    Matcher,
    ask_same,
    key_of,
    mail_of,
    place_of,
)
from seminar_tui.rules.lost_letters import with_known_names
from seminar_tui.rules.names import fold
from seminar_tui.rules.records import Registration

FIELDS = (
    "name",
    "email",
    "municipality",
    "role",
    "title",
    "presents",
    "wishes",
    "code",
    "status",
    "note",
)
"""What an import may change of a participant. `municipality` stands for the organisation too."""


@dataclass(frozen=True, slots=True)
class Change:
    """A participant the list tells something new of; `fields` are of `FIELDS`, or `gone`."""

    listed: Listed
    registration: Registration
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import does to the day."""

    new: tuple[Registration, ...]
    changed: tuple[Change, ...]
    unchanged: tuple[Change, ...]
    gone: tuple[Listed, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class United:
    """A list in which everybody stands once."""

    people: list[Registration] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


def unite(registrations: Sequence[Registration], answers: Answers, column: str) -> United:
    """Return the people of a list, each once; `column` is the heading of the names."""
    groups: dict[Key, list[Registration]] = defaultdict(list)
    for one in registrations:
        groups[key_of(one)].append(one)
    united = United()
    for group in groups.values():
        _unite_group(group, answers, column, united)
    united.people.sort(key=lambda one: one.row)
    return united


def _unite_group(group: list[Registration], answers: Answers, column: str, united: United) -> None:
    mails = {mail_of(one) for one in group if one.email}
    answer = answers.about_name(group[0].name) if len(mails) > 1 else None
    decision = answer.decision if answer else None
    if len(mails) < 2 or decision is Decision.ONE:
        _add_one(group, column, united)
        return
    by_mail: dict[str, list[Registration]] = defaultdict(list)
    for one in group:
        by_mail[mail_of(one)].append(one)
    first = mail_of(next(one for one in group if one.email))
    for mail, rows in by_mail.items():
        if mail == first or (mail and decision is Decision.SEVERAL):
            _add_one(rows, column, united)
            continue
        others = tuple(one.row for one in group if mail_of(one) != mail)
        for one in rows:
            united.findings.append(ask_same(one, column, others))
            united.waiting.append(one.name)


def _add_one(rows: list[Registration], column: str, united: United) -> None:
    """Add one person; a valid row wins over a cancelled one, and gaps are filled from the rest."""
    if len(rows) == 1:
        united.people.append(rows[0])
        return
    ranked = sorted(rows, key=lambda one: one.status is not PersonStatus.REGISTERED)
    person = ranked[0]
    for other in ranked[1:]:
        person = replace(
            person,
            email=person.email or other.email,
            role=person.role or other.role,
            title=person.title or other.title,
            presents=person.presents or other.presents,
            wishes=person.wishes or other.wishes,
            code=person.code or other.code,
            note=person.note or other.note,
        )
    numbers = tuple(sorted(number for one in rows for number in one.rows))
    united.people.append(replace(person, rows=numbers))
    united.findings += [
        Finding(number, column, person.name, Severity.NOTE, Code.SAME_PERSON_TWICE, numbers[:1])
        for number in dict.fromkeys(numbers[1:])
        if number != numbers[0]
    ]


def compare(
    people: Sequence[Registration],
    day: Sequence[Listed],
    answers: Answers,
    *,
    group: str,
    waiting: Iterable[str] = (),
    column: str = "",
) -> Difference:
    """Return what a list changes on a day.

    `group` is the kind of list this is (see `group_of`); `waiting` are the names of rows
    that wait for an answer: nobody of such a name is taken for gone.
    """
    people = with_known_names(people, day)
    matcher = Matcher(people, day, answers, column)
    matcher.match()
    changed: list[Change] = []
    unchanged: list[Change] = []
    for index, listed in sorted(matcher.pairs.items()):
        fields = tuple(_changes(listed, people[index]))
        (changed if fields else unchanged).append(Change(listed, people[index], fields))
    new = [
        one
        for index, one in enumerate(people)
        if index not in matcher.pairs and index not in matcher.asked
    ]
    seen = {listed.id for listed in matcher.pairs.values()}
    spared = {name_key(name) for name in waiting} | {
        name_key(people[index].name) for index in matcher.asked
    }
    gone = _gone(day, seen, group, spared)
    return Difference(
        tuple(new), tuple(changed), tuple(unchanged), tuple(gone), tuple(matcher.findings)
    )


def _gone(day: Sequence[Listed], seen: set[int], shape: str, spared: set[str]) -> list[Listed]:
    resent = resent_groups(day, seen, shape)
    return [
        one
        for one in day
        if one.id not in seen
        and one.group in resent
        and not one.gone
        and not one.walked_in
        and fold(one.now.name) not in spared
        and (one.last is None or fold(one.last.name) not in spared)
    ]


def resent_groups(day: Sequence[Listed], seen: set[int], shape: str) -> frozenset[str]:
    """Return the earlier lists that this one is sent again of.

    A list is an earlier one sent again where it has somebody of it under the same
    headings, or half of it under any. A second list of other people makes nobody gone.
    """
    sizes: dict[str, int] = defaultdict(int)
    met: dict[str, int] = defaultdict(int)
    for one in day:
        if one.group:
            sizes[one.group] += not one.gone
            met[one.group] += one.id in seen
    return frozenset(
        group
        for group, count in met.items()
        if count and (group.partition("/")[0] == shape or count * 2 >= sizes[group])
    )


def group_of(day: Sequence[Listed], seen: set[int], shape: str) -> str:
    """Return the group a list's people belong to from now on: `shape/number`."""
    again = sorted(
        group for group in resent_groups(day, seen, shape) if group.partition("/")[0] == shape
    )
    if again:
        return again[0]
    taken = {one.group for one in day}
    number = 1
    while f"{shape}/{number}" in taken:
        number += 1
    return f"{shape}/{number}"


def _changes(listed: Listed, said: Registration) -> Iterator[str]:
    """Yield the fields in which the list says something it did not say before."""
    if listed.merged:
        return
    for name in FIELDS:
        value = _value(said, name)
        if not value or value == _value(listed.now, name):
            continue
        if listed.last is not None and value == _value(listed.last, name):
            continue
        if name == "status" and not _may_change_status(listed, said):
            continue
        yield name
    if listed.gone:
        yield "gone"


def _may_change_status(listed: Listed, said: Registration) -> bool:
    """A blocked person stays blocked, and somebody who is here is not cancelled by a list."""
    if listed.now.status is PersonStatus.BLOCKED:
        return False
    return not (listed.arrived and said.status is not PersonStatus.REGISTERED)


def _value(one: Registration, name: str) -> object:
    match name:
        case "name":
            return fold(one.name)
        case "email":
            return mail_of(one)
        case "municipality":
            return place_of(one) if one.municipality or one.organisation else None
        case _:
            return getattr(one, name)


def role_or_staff(role: Role | None) -> Role:
    """Return the role a participant has where no list says one."""
    return role or Role.STAFF
