"""Which participant of the day a row of a list is: the surest ways first, else a question."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from db.vocabulary import Severity
from seminar_tui.rules.answers import Answers, Decision
from seminar_tui.rules.findings import Code, Finding
from seminar_tui.rules.names import fold
from seminar_tui.rules.records import Registration

Place = tuple[str | None, str]
Key = tuple[str, Place]


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

    @property
    def merged(self) -> bool:
        """Tell whether this registration went into another: its row is known and says no more."""
        return self.gone and self.walked_in and bool(self.group)


def place_of(registration: Registration) -> Place:
    """Return where somebody comes from, as namesakes are told apart by it."""
    return registration.municipality, fold(registration.organisation)


def key_of(registration: Registration) -> Key:
    """Return what makes two rows the same name from the same place."""
    return fold(registration.name), place_of(registration)


def mail_of(registration: Registration) -> str:
    """Return the e-mail address as compared, empty where there is none."""
    return (registration.email or "").casefold()


def ask_same(one: Registration, column: str, related: tuple[int, ...]) -> Finding:
    """Return the question whether two of a name and a place are one person."""
    return Finding(
        one.row,
        column,
        one.name,
        Severity.ASK,
        Code.SAME_NAME_SAME_MUNICIPALITY_OTHER_EMAIL,
        related,
        (Decision.ONE.value, Decision.SEVERAL.value),
    )


@dataclass(slots=True)
class Matcher:
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
            self._ask(index, ask_same(one, self.column, ()))

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
        code = (
            Code.RENAMED if fold(one.name) != fold(listed.now.name) else Code.MUNICIPALITY_CHANGED
        )
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
