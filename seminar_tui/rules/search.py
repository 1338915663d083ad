"""Finding people by what is typed at a desk: any words, in any order, at each key.

Everything is folded once when the index is made: å, aa and a, ø, oe and o, æ, ae and a are
the same letter to a search. The index knows for each different word (a few thousand among
ten thousand people) who has it, so a key costs a look through the words and a few unions
of sets. Only where nothing fits is likeness tried.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import nsmallest

from db.rows import PersonRow
from db.vocabulary import PersonStatus
from seminar_tui.rules.badge import normalise
from seminar_tui.rules.names import danish_key, fold

FEWEST = 2
"""Characters before anything is searched: a list open on a screen shows names to passers-by."""
LIKENESS = 72.0
"""Percent of likeness that a misspelt word must reach."""
REMEMBERED = 32
"""Words whose answer is kept for the next key."""
Fitting = tuple[Set[int], Set[int], Set[int]]
_KIND = frozenset({"kommune", "regionskommune"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A person the text may mean. `namesake`: another hit has the same name.

    `likely`: found by likeness only, so a person must say that it is the one.
    """

    person: PersonRow
    namesake: bool = False
    likely: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    """A person's words, folded."""

    person: PersonRow
    name: tuple[str, ...]
    other: tuple[str, ...]
    order: tuple[int, ...]
    outside: str


@lru_cache(maxsize=50_000)
def _coarse_word(word: str) -> str:
    return fold(word).replace("aa", "a").replace("ae", "a").replace("oe", "o")


@lru_cache(maxsize=50_000)
def _order_of_word(word: str) -> tuple[int, ...]:
    # 1 stands between words, as in `danish_key` of the whole name.
    return (*danish_key(word)[0], 1)


def coarse(text: str) -> tuple[str, ...]:
    """Return the words of the text with every way to write å, æ and ø made one."""
    return tuple(part for word in text.split() for part in _coarse_word(word).split())


def _without_kind(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without "Kommune", which nobody is found by: all come from one."""
    return tuple(word for word in words if word not in _KIND) or words


class _Words:
    """Who has which word: positions by word."""

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        self.having: dict[str, set[int]] = defaultdict(set)
        for at, words in enumerate(texts):
            for word in words:
                self.having[word].add(at)
        self._asked: dict[str, Fitting] = {}

    def fitting(self, asked: str) -> Fitting:
        """Return who has the word itself, who one that starts so, who one that holds it.

        The last words asked are remembered: a key changes one word of a line, not the others.
        """
        if asked not in self._asked:
            if len(self._asked) >= REMEMBERED:
                self._asked.clear()
            self._asked[asked] = self._look(asked)
        return self._asked[asked]

    def _look(self, asked: str) -> Fitting:
        start: set[int] = set()
        inside: set[int] = set()
        having = self.having
        if len(asked) == 1:
            # A lone letter is an initial; inside a word it says nothing.
            start = start.union(*(who for word, who in having.items() if word[0] == asked))
            return set(having.get(asked, ())), start, inside
        for word in [word for word in having if asked in word]:
            if word.startswith(asked):
                start |= having[word]
            else:
                inside |= having[word]
        return set(having.get(asked, ())), start, inside


def _starting(ordered: Sequence[str], start: str) -> Sequence[str]:
    """Return those of the ordered codes that start so."""
    first = bisect_left(ordered, start)
    return ordered[first : bisect_left(ordered, start + "\U0010ffff", first)]


class SearchIndex:
    """The people of a day, ready to be searched. Never changed: a change makes a new one."""

    def __init__(
        self, entries: Sequence[_Entry], municipality: Callable[[str | None], str]
    ) -> None:
        self._municipality = municipality
        self._entries = list(entries)
        self._at = {entry.person.id: at for at, entry in enumerate(self._entries)}
        self._names = _Words(entry.name for entry in self._entries)
        self._others = _Words(entry.other for entry in self._entries)
        self._last = {at for at, entry in enumerate(self._entries) if _comes_last(entry.person)}
        self.by_code = {e.person.code: e.person.id for e in self._entries if e.person.code}
        self.by_outside = {e.outside.casefold(): e.person.id for e in self._entries if e.outside}
        self._codes, self._tickets = sorted(self.by_code), sorted(self.by_outside)

    def __len__(self) -> int:
        return len(self._entries)

    def person(self, participant_id: int) -> PersonRow | None:
        """Return the person of that id."""
        at = self._at.get(participant_id)
        return None if at is None else self._entries[at].person

    @property
    def people(self) -> tuple[PersonRow, ...]:
        """Everybody, as Danes sort names."""
        return tuple(entry.person for entry in self._entries)

    def with_people(
        self, people: Iterable[PersonRow], outside_codes: Mapping[int, str] | None = None
    ) -> SearchIndex:
        """Return an index in which these people are as given; new ones are added.

        `outside_codes` are their foreign codes; None leaves those known.
        """
        changed = list(people)
        known = [self._at.get(one.id) for one in changed]
        if all(self._same(at, one, outside_codes) for one, at in zip(changed, known, strict=True)):
            return self._with_states(changed)
        entries = {entry.person.id: entry for entry in self._entries}
        for one in changed:
            code = entries[one.id].outside if one.id in entries else ""
            codes = {one.id: code} if outside_codes is None else outside_codes
            entries[one.id] = _entry(one, self._municipality, codes)
        ordered = sorted(entries.values(), key=lambda entry: entry.order)
        return SearchIndex(ordered, self._municipality)

    def _same(
        self, at: int | None, person: PersonRow, outside_codes: Mapping[int, str] | None
    ) -> bool:
        """Tell whether a person is found by the same words and codes as before."""
        if at is None or not _same_texts(self._entries[at].person, person):
            return False
        return outside_codes is None or (
            outside_codes.get(person.id, "") == self._entries[at].outside
        )

    def _with_states(self, changed: Sequence[PersonRow]) -> SearchIndex:
        """Return an index with the same words: only who is inside has changed."""
        other = object.__new__(SearchIndex)
        other.__dict__.update(self.__dict__)
        other._entries, other._last = list(self._entries), set(self._last)
        for one in changed:
            at = self._at[one.id]
            other._entries[at] = replace(self._entries[at], person=one)
            (other._last.add if _comes_last(one) else other._last.discard)(at)
        return other

    def search(self, text: str, most: int = 20) -> tuple[Hit, ...]:
        """Return who the text may mean, best first; nobody for fewer than two characters.

        Every word of the text must fit: the start or a part of a name, a municipality, an
        organisation, a title, the number of the stand they present at, or a code's start.
        """
        words = _without_kind(coarse(text))
        if len(text.strip()) < FEWEST or not words:
            return ()
        # Four letters with a digit are no name; those without are one where it is known.
        by_code = self._by_code_start(text) if any(map(str.isdigit, text)) else []
        best = (
            by_code[:most]
            or self._by_one_name(words, most)
            or self._best([self._classes(word) for word in words], most)
            or self._by_code_start(text)[:most]
        )
        if best:
            return self._hits(best, likely=False)
        if sum(map(len, words)) < 4:
            return ()
        return self._hits(self._best([self._like(word) for word in words], 8), likely=True)

    def _by_code_start(self, text: str) -> list[int]:
        code = normalise(text)
        if len(code) < 4:
            return []
        raw = text.strip().casefold()
        ids = [self.by_code[known] for known in _starting(self._codes, code)]
        ids += [self.by_outside[known] for known in _starting(self._tickets, raw)]
        return [self._at[who] for who in dict.fromkeys(ids)]

    def _by_one_name(self, words: Sequence[str], most: int) -> list[int]:
        """Answer one word from the names alone where they fill the list; else nobody."""
        if len(words) > 1:
            return []
        whole, start, _inside = self._names.fitting(words[0])
        return self._best([[whole, start]], most) if len(start) >= most else []

    def _classes(self, word: str) -> list[Set[int]]:
        """Return who the word fits, by how well: a whole word of the name, the start of one,
        the start of another word (municipality, title ...), inside the name, inside another."""
        whole, start, inside = self._names.fitting(word)
        _, other_start, other_inside = self._others.fitting(word)
        return [whole, start, other_start, inside, other_inside]

    def _like(self, word: str) -> list[Set[int]]:
        """Return who the word fits, and who has a name like it."""
        classes = self._classes(word)
        if len(word) < 3:
            return classes
        from rapidfuzz import fuzz, process

        like: set[int] = set()
        known = self._names.having
        for name, _, _ in process.extract(
            word, known.keys(), scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=20
        ):
            like |= known[name]
        return [*classes, like]

    def _best(self, words: Sequence[Sequence[Set[int]]], most: int) -> list[int]:
        """Return the positions that every word fits, the best first, not many more than `most`."""
        everybody = set[int]().union(*words[0])
        for classes in words[1:]:
            everybody &= set[int]().union(*classes)
        if not everybody:
            return []
        levels: dict[int, set[int]] = {0: everybody}
        for classes in words:
            levels = _refined(levels, classes)
        chosen: list[int] = []
        for score in sorted(levels):
            for group in (levels[score] - self._last, levels[score] & self._last):
                chosen += nsmallest(most - len(chosen), group)
            if len(chosen) >= most:
                break
        return chosen

    def _hits(self, positions: Sequence[int], *, likely: bool) -> tuple[Hit, ...]:
        chosen = [self._entries[at] for at in positions]
        times: dict[tuple[str, ...], int] = defaultdict(int)
        for entry in chosen:
            times[entry.name] += 1
        return tuple(Hit(entry.person, times[entry.name] > 1, likely) for entry in chosen)


def _refined(levels: dict[int, set[int]], classes: Sequence[Set[int]]) -> dict[int, set[int]]:
    """Split each level by how well one more word fits; a lower level is a better fit."""
    finer: dict[int, set[int]] = defaultdict(set)
    for score, group in levels.items():
        left = group
        for worse, fitting in enumerate(classes):
            here = left & fitting
            if here:
                finer[score + worse] |= here
                left = left - here
    return finer


def index_of(
    people: Iterable[PersonRow],
    municipality: Callable[[str | None], str],
    outside_codes: Mapping[int, str] | None = None,
) -> SearchIndex:
    """Return the index of these people. `municipality` gives a code's name."""
    codes = outside_codes or {}
    entries = [_entry(person, municipality, codes) for person in people]
    entries.sort(key=lambda entry: entry.order)
    return SearchIndex(entries, municipality)


def _entry(
    person: PersonRow, municipality: Callable[[str | None], str], outside: Mapping[int, str]
) -> _Entry:
    stand = f"stand {person.presents}" if person.presents is not None else ""
    house = municipality(person.municipality)
    return _Entry(
        person,
        coarse(person.name),
        coarse(" ".join((house, person.organisation, person.title, stand))),
        tuple(rank for word in person.name.split() for rank in _order_of_word(word)),
        outside.get(person.id, ""),
    )


def _comes_last(person: PersonRow) -> bool:
    """Among equals, who is still expected comes first."""
    return person.inside or person.status is not PersonStatus.REGISTERED


def _same_texts(one: PersonRow, other: PersonRow) -> bool:
    return (
        one.code == other.code
        and one.name == other.name
        and one.municipality == other.municipality
        and one.organisation == other.organisation
        and one.title == other.title
        and one.presents == other.presents
    )
