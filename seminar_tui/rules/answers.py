"""What a person answered to the questions of an import, ready to be asked by each rule.

An answer is "value=answer" and answers every question about that value: a municipality,
a role, a state, or who is behind a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from db.vocabulary import PersonStatus, Role
from seminar_tui.rules import municipality
from seminar_tui.rules.names import fold, people_in, tidied, turned
from seminar_tui.rules.roles import role_of, status_of


class Decision(StrEnum):
    """What was decided about a name."""

    ONE = "one"
    SEVERAL = "several"
    LEAVE_OUT = "leave_out"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class NameAnswer:
    """A decision about a name; `names` where the people behind it were named."""

    decision: Decision
    names: tuple[str, ...] = ()


_WORDS = {
    Decision.ONE: "one|en|én|et|1|same|samme|one person|same person|samme person|en person"
    "|én person|1 person|ja|yes|same stand|same_stand|samme stand",
    Decision.SEVERAL: "two|to|2|split|del|several|flere|different|forskellige|two people"
    "|to personer|2 personer|2 people|to forskellige|nej|no",
    Decision.LEAVE_OUT: "skip|leave out|udelad|spring over|ignore|drop|ikke en person|none|ingen"
    "|not a person|slet",
}
_DECISIONS = {word: one for one, words in _WORDS.items() for word in words.split("|")}


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers, by family. Keys are folded as each family compares."""

    municipalities: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    statuses: Mapping[str, PersonStatus] = field(default_factory=dict)
    names: Mapping[str, NameAnswer] = field(default_factory=dict)

    def about_name(self, cell: str) -> NameAnswer | None:
        """Return what was decided about the name in a cell."""
        return self.names.get(name_key(cell)) if self.names else None


def name_key(cell: str) -> str:
    """Return a name's cell as answers are filed: "Andersen, Niels" is "Niels Andersen"."""
    return fold(turned(cell))


def understood(given: Mapping[str, str]) -> Answers:
    """Sort "value -> answer" into the families that can use it."""
    municipalities: dict[str, str] = {}
    roles: dict[str, Role] = {}
    statuses: dict[str, PersonStatus] = {}
    names: dict[str, NameAnswer] = {}
    for value, answer in given.items():
        text = answer.strip()
        if not text:
            continue
        code = municipality.answered(text)
        if code is not None:
            municipalities[municipality.folded(value)] = code
        role = role_of(text)
        if role is not None:
            roles[fold(value)] = role
        status = status_of(text)
        if status is not None:
            statuses[fold(value)] = status
        names[name_key(value)] = _about_name(text)
    return Answers(municipalities, roles, statuses, names)


def _about_name(text: str) -> NameAnswer:
    decision = _DECISIONS.get(text.casefold())
    if decision is not None:
        return NameAnswer(decision)
    return NameAnswer(Decision.NAMED, tuple(tidied(turned(name)) for name in people_in(text)))
