"""Names of a virtual meeting's attendance list matched with the people who were expected.

A match is certain or it is asked: one e-mail address of one person, or one name that only
one person has. What is merely alike is offered as a choice and never taken.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from seminar_tui.rules.answers import name_key
from seminar_tui.rules.badge import normalise
from seminar_tui.rules.names import fold
from seminar_tui.rules.records import Registration

MOST_CHOICES = 3
_NEW = frozenset("ny new gæst guest ukendt unknown".split())
_LEFT_OUT = frozenset("udelad skip ignore drop slet".split()) | {"leave out", "spring over"}


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody the list may mean; `code` is the badge's."""

    code: str
    name: str
    email: str
    municipality: str | None


class Outcome(StrEnum):
    """What became of a name on the list."""

    MATCHED = "matched"
    NEW = "new"
    LEFT_OUT = "left_out"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Match:
    """A name on the list, who it is (`code`), or who it might be."""

    registration: Registration
    outcome: Outcome
    code: str = ""
    choices: tuple[Expected, ...] = ()


def match_all(
    listed: Sequence[Registration],
    expected: Sequence[Expected],
    answers: Mapping[str, str] | None = None,
) -> tuple[Match, ...]:
    """Match every name. `answers` are a name on the list to a badge code, a name, new or skip."""
    index = _Index(expected, {name_key(k): v.strip() for k, v in (answers or {}).items()})
    return tuple(index.match(one) for one in listed)


class _Index:
    """The people expected, by what may identify them."""

    def __init__(self, expected: Sequence[Expected], answers: Mapping[str, str]) -> None:
        self.expected = expected
        self.answers = answers
        self.by_code = {one.code: one for one in expected}
        self.by_mail: dict[str, list[Expected]] = defaultdict(list)
        self.by_name: dict[str, list[Expected]] = defaultdict(list)
        for one in expected:
            self.by_name[fold(one.name)].append(one)
            if one.email:
                self.by_mail[one.email.casefold()].append(one)

    def match(self, listed: Registration) -> Match:
        """Match one name."""
        answer = self.answers.get(name_key(listed.name))
        if answer is not None:
            return self._answered(listed, answer)
        behind = self.by_code.get(normalise(listed.name))
        if behind is not None:
            # A row that is no person, such as a telephone, was answered with a badge's code.
            return Match(listed, Outcome.MATCHED, behind.code)
        name = fold(listed.name)
        found = self.by_name.get(name, [])
        by_mail = self.by_mail.get((listed.email or "").casefold(), []) if listed.email else []
        certain = [one for one in by_mail if fold(one.name) == name] or [
            one for one in found if _may_be(one, listed)
        ]
        if len(certain) == 1:
            return Match(listed, Outcome.MATCHED, certain[0].code)
        return Match(listed, Outcome.ASK, choices=self._choices(listed, [*certain, *by_mail]))

    def _answered(self, listed: Registration, answer: str) -> Match:
        word = answer.casefold()
        if word in _NEW:
            return Match(listed, Outcome.NEW)
        if word in _LEFT_OUT:
            return Match(listed, Outcome.LEFT_OUT)
        named = self.by_code.get(normalise(answer))
        same = [named] if named else self.by_name.get(name_key(answer), [])
        if len(same) == 1:
            return Match(listed, Outcome.MATCHED, same[0].code)
        return Match(listed, Outcome.ASK, choices=self._choices(listed, same))

    def _choices(self, listed: Registration, first: Sequence[Expected]) -> tuple[Expected, ...]:
        close = difflib.get_close_matches(fold(listed.name), self.by_name, MOST_CHOICES, 0.6)
        alike = [one for name in close for one in self.by_name[name]]
        return tuple(dict.fromkeys([*first, *alike]))[:MOST_CHOICES]


def _may_be(one: Expected, listed: Registration) -> bool:
    """Tell whether nothing on the list contradicts that it is this person."""
    other_place = listed.municipality is not None and listed.municipality != one.municipality
    other_mail = bool(listed.email and one.email) and (
        (listed.email or "").casefold() != one.email.casefold()
    )
    return not other_place and not other_mail
