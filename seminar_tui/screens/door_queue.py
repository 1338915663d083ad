"""Scans in order: one at a time to the store, none lost, none doubled, none overtaking.

While a card asks for something or a window is open, scans wait and the line says how many.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from seminar_tui.clock import elapsed

if TYPE_CHECKING:
    from seminar_tui.rules.checkin import CheckInAnswer, Question
    from seminar_tui.rules.fixed_codes import SheetCommand
    from seminar_tui.runtime import Told

SLOW_S = 0.5
"""Seconds at the store after which a scan is said to wait."""


@dataclass(frozen=True, slots=True)
class Scan:
    """Somebody to let in: by code, or by id where they were chosen from the list.

    `passed` are the questions (ids) that need no answer and got none: they are not put again.
    A `command` of the command sheet takes its turn among them.
    """

    code: str = ""
    person_id: int | None = None
    force: str | None = None
    replies: Mapping[int, str] = field(default_factory=dict)
    passed: frozenset[int] = frozenset()
    command: SheetCommand | None = None

    def answered(self, question: Question, value: str | None) -> Scan:
        """Return the scan with one more of the door's questions answered; None passes it over."""
        if value is None:
            return replace(self, passed=self.passed | {question.id})
        return replace(self, replies={**self.replies, question.id: value})

    def open(self, questions: Iterable[Question]) -> tuple[Question, ...]:
        """Return the questions that are still to be put."""
        return tuple(one for one in questions if one.required or one.id not in self.passed)

    @property
    def answers(self) -> bool:
        """Whether this is no guest, but what the command sheet says to a card that asks."""
        if self.command is None:
            return False
        from seminar_tui.rules.fixed_codes import ANSWERS

        return self.command in ANSWERS


class Asking(StrEnum):
    """What a card waits for."""

    READ = "read"
    REPLY = "reply"
    WHY = "why"
    RETRY = "retry"
    INSTEAD = "instead"


@dataclass(frozen=True, slots=True)
class Ask:
    """A card that stays until it is answered, and the scan it came from.

    `trouble` is why the store did not take the scan, where that is what it is about.
    """

    what: Asking
    scan: Scan
    answer: CheckInAnswer | None = None
    questions: tuple[Question, ...] = ()
    trouble: Told | None = None

    @property
    def question(self) -> Question:
        """The question put now."""
        return self.questions[0]

    @property
    def takes_words(self) -> bool:
        """Whether any words may answer it, so that none of them is taken for a scan."""
        free = self.what is Asking.REPLY and not self.question.choices
        return free or self.what is Asking.WHY

    def replied(self, value: str | None) -> Ask:
        """Return what is left to ask after an answer; None skips the question."""
        scan = self.scan.answered(self.question, value)
        return replace(self, scan=scan, questions=self.questions[1:])


def chosen_reply(question: Question, typed: str) -> str | None:
    """Return the answer that was typed: a choice by its number or its words; None: no answer."""
    text = typed.strip()
    if not question.choices:
        return text or None
    if text.isdecimal() and 1 <= int(text) <= len(question.choices):
        return question.choices[int(text) - 1]
    fitting = [one for one in question.choices if one.casefold().startswith(text.casefold())]
    return fitting[0] if text and len(fitting) == 1 else None


class ScanQueue:
    """What waits, what is at the store, and what is asked."""

    def __init__(self) -> None:
        self.waiting: deque[Scan] = deque()
        self.at_store: Scan | None = None
        self.ask: Ask | None = None
        self._sent_at = 0.0

    @property
    def busy(self) -> bool:
        """Whether scans are on their way to the store, with nothing asked that holds them up."""
        return self.ask is None and (self.at_store is not None or bool(self.waiting))

    @property
    def slow(self) -> bool:
        """Whether the store takes so long over a scan that it has to be said."""
        return self.at_store is not None and elapsed() - self._sent_at > SLOW_S

    def add(self, scan: Scan) -> None:
        """Put a scan at the end."""
        self.waiting.append(scan)

    def next(self) -> Scan | None:
        """Return the scan to send now, if one may be sent."""
        if self.at_store is not None or not self.waiting:
            return None
        if self.ask is not None and not self.waiting[0].answers:
            return None
        return self.send(self.waiting.popleft())

    def send(self, scan: Scan) -> Scan:
        """Note that a scan is at the store from now on, and return it."""
        self.at_store, self._sent_at = scan, elapsed()
        return scan

    def answered(self) -> Scan:
        """Return the scan that was at the store, which is free again."""
        assert self.at_store is not None
        scan, self.at_store = self.at_store, None
        return scan

    def again(self, scan: Scan) -> None:
        """Put a scan before all others."""
        self.waiting.appendleft(scan)
