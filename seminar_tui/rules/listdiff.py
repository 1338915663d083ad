"""A list against itself and against the day: who is one person, who is new, changed, gone.

Same name, same municipality, same or one missing e-mail is one person; the same with two
e-mails is a question. An import is a difference: what the list itself changed since it
was last read is taken, what was changed on the day holds, and nothing is ever erased.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from db.vocabulary import PersonStatus, Role, Severity
from seminar_tui.rules.answers import Answers, Decision, name_key
from seminar_tui.rules.findings import Code, Finding
from seminar_tui.rules.names import fold
from seminar_tui.rules.records import Registration

Place = tuple[str | None, str]
Key = tuple[str, Place]

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
class Listed:
    """A participant of the day as an import sees one. `last` is what the list last said."""

    id: int
    badge: str
    now: Registration
    last: Registration | None = None
    group: str = ""
    gone: bool = False
    walked_in: bool = False
    arrived: bool = False


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


def place_of(registration: Registration) -> Place:
    """Return where somebody comes from, as namesakes are told apart by it."""
    return registration.municipality, fold(registration.organisation)


def key_of(registration: Registration) -> Key:
    """Return what makes two rows the same name from the same place."""
    return fold(registration.name), place_of(registration)


def mail_of(registration: Registration) -> str:
    """Return the e-mail address as compared, empty where there is none."""
    return (registration.email or "").casefold()


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


def _unite_group(
    group: list[Registration], answers: Answers, column: str, united: United
) -> None:
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
            united.findings.append(_ask_same(one, column, others))
            united.waiting.append(one.name)


def _ask_same(one: Registration, column: str, related: tuple[int, ...]) -> Finding:
    return Finding(
        one.row,
        column,
        one.name,
        Severity.ASK,
        Code.SAME_NAME_SAME_MUNICIPALITY_OTHER_EMAIL,
        related,
        (Decision.ONE.value, Decision.SEVERAL.value),
    )


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
    matcher = _Matcher(people, day, answers, column)
    matcher.match()
    changed, unchanged = [], []
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


def _gone(
    day: Sequence[Listed], seen: set[int], shape: str, spared: set[str]
) -> list[Listed]:
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


@dataclass(slots=True)
class _Matcher:
    """Finds for each person on the list the participant it is, the surest ways first."""

    people: Sequence[Registration]
    day: Sequence[Listed]
    answers: Answers
    column: str
    pairs: dict[int, Listed] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    fresh: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def match(self) -> None:
        """Match by name, place and e-mail; by code; by e-mail; by name and e-mail."""
        if not self.day:
            return
        self._by_name_exactly()
        self._by_name()
        self._by_code()
        self._by_mail()
        self._by_name_and_mail()

    def _identities(self) -> Iterator[tuple[Listed, Key, str]]:
        """What the day calls somebody and what the list last did: both lead to the person."""
        for listed in self.day:
            now = (key_of(listed.now), mail_of(listed.now))
            yield listed, *now
            if listed.last is not None:
                last = (key_of(listed.last), mail_of(listed.last))
                if last != now:
                    yield listed, *last

    def _pair(self, index: int, listed: Listed) -> None:
        self.pairs[index] = listed
        self.taken.add(listed.id)

    def _open(self) -> Iterator[tuple[int, Registration]]:
        for index, one in enumerate(self.people):
            if index not in self.pairs and index not in self.asked and index not in self.fresh:
                yield index, one

    def _by_name_exactly(self) -> None:
        known: dict[tuple[Key, str], list[Listed]] = defaultdict(list)
        for listed, key, mail in self._identities():
            known[(key, mail)].append(listed)
        for index, one in enumerate(self.people):
            mail = mail_of(one)
            free = [
                listed
                for listed in known.get((key_of(one), mail), ())
                if listed.id not in self.taken
            ]
            if len(free) == 1 or (free and mail):
                self._pair(index, free[0])

    def _by_name(self) -> None:
        left = list(self._open())
        if not left:
            return
        known: dict[Key, dict[int, Listed]] = defaultdict(dict)
        for listed, key, _mail in self._identities():
            known[key][listed.id] = listed
        for index, one in left:
            candidates = list(known.get(key_of(one), {}).values())
            if candidates:
                self._settle(index, one, candidates)

    def _settle(self, index: int, one: Registration, candidates: list[Listed]) -> None:
        """Decide between a row and its namesakes from the same place on the day."""
        free = [listed for listed in candidates if listed.id not in self.taken]
        same_code = [listed for listed in free if one.code and listed.now.code == one.code]
        silent = [listed for listed in free if not listed.now.email or not one.email]
        if same_code:
            self._pair(index, same_code[0])
        elif len(candidates) == 1 and silent:
            self._pair(index, silent[0])
        elif self._decision(one) is Decision.ONE and free:
            self._pair(index, free[0])
        elif self._decision(one) is Decision.SEVERAL and one.email:
            self.fresh.add(index)
        else:
            self._ask(index, _ask_same(one, self.column, ()))

    def _decision(self, one: Registration) -> Decision | None:
        answer = self.answers.about_name(one.name)
        return answer.decision if answer else None

    def _ask(self, index: int, finding: Finding) -> None:
        self.asked.add(index)
        self.findings.append(finding)

    def _by_code(self) -> None:
        known = {
            listed.now.code: listed
            for listed in self.day
            if listed.now.code and listed.id not in self.taken
        }
        for index, one in list(self._open()):
            listed = known.get(one.code) if one.code else None
            if listed is None or listed.id in self.taken:
                continue
            if self._is_renamed(one, listed) or self._decision(one) is Decision.ONE:
                self._rename(index, one, listed)
            elif self._decision(one) is Decision.SEVERAL:
                self.fresh.add(index)
            else:
                self._ask(index, self._ask_code(one))

    def _ask_code(self, one: Registration) -> Finding:
        return Finding(
            one.row,
            self.column,
            one.name,
            Severity.ASK,
            Code.CODE_ON_ANOTHER_PERSON,
            (),
            (Decision.ONE.value, Decision.SEVERAL.value),
        )

    @staticmethod
    def _is_renamed(one: Registration, listed: Listed) -> bool:
        """Only the name differs, or only the place; a ticket passed on differs in more."""
        mails = {mail_of(one), mail_of(listed.now)}
        same_mail = len(mails - {""}) < 2
        same_place = place_of(one) == place_of(listed.now)
        return same_mail and (same_place or fold(one.name) == fold(listed.now.name))

    def _rename(self, index: int, one: Registration, listed: Listed) -> None:
        self._pair(index, listed)
        code = Code.RENAMED if fold(one.name) != fold(listed.now.name) else Code.MUNICIPALITY_CHANGED
        self.findings.append(Finding(one.row, self.column, one.name, Severity.NOTE, code))

    def _by_mail(self) -> None:
        """Same e-mail and place, only the name differs: renamed, if the e-mail is one person's."""
        self._pair_alone(lambda one: (mail_of(one), place_of(one)))

    def _by_name_and_mail(self) -> None:
        """Same name and e-mail from another place: somebody whose municipality was put right."""
        self._pair_alone(lambda one: (mail_of(one), fold(one.name)))

    def _pair_alone(self, key: Callable[[Registration], tuple[str, object]]) -> None:
        """Pair those who alone have a key on the list and on the day, and an e-mail in it."""
        left = list(self._open())
        if not left:
            return
        on_list = Counter(key(one) for one in self.people)
        on_day: dict[tuple[str, object], list[Listed]] = defaultdict(list)
        for listed in self.day:
            on_day[key(listed.now)].append(listed)
        for index, one in left:
            found = on_day.get(key(one), ())
            if not mail_of(one) or on_list[key(one)] != 1 or len(found) != 1:
                continue
            if found[0].id not in self.taken and not found[0].walked_in:
                self._rename(index, one, found[0])


def role_or_staff(role: Role | None) -> Role:
    """Return the role a participant has where no list says one."""
    return role or Role.STAFF
