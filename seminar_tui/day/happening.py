"""The event that somebody means: the words of a command or a screen, looked up in the day."""

from __future__ import annotations

from sqlalchemy import Connection

from db.reads import days as day_reads
from seminar_tui.day.people import person_id
from seminar_tui.day.stands import stand_named
from seminar_tui.day.wishes import read_asked
from seminar_tui.placement import events
from seminar_tui.placement.model import Person
from seminar_tui.rules.happening import ALONE, Happening
from seminar_tui.rules.refusal import BadInput

MOST_SEATS = 1000


def event_of(connection: Connection, day_id: int, said: Happening) -> events.Event:
    """Return the event of these words.

    Raises BadInput: event_unclear, out_of_range, code_unknown, stand_unknown, and what
    `read_asked` raises of wishes.
    """
    if said.more and said.kind in ALONE:
        raise BadInput("event_unclear", event=said.kind)
    words = _Words(connection, day_id, said)
    match said.kind:
        case "walk-in":
            return events.WalkIn(Person(words.person(), ""))
        case "no-show":
            return events.Here(words.person(), frozenset())
        case "here":
            return events.Here(words.person(), None)
        case "late":
            first, last = words.round(), words.rounds
            return events.Here(words.person(), frozenset(range(first, last + 1)))
        case "leaves":
            last = words.round()
            return events.Here(words.person(), frozenset(range(1, last + 1)))
        case "wishes":
            return events.WishesChanged(words.person(), words.wishes())
        case "pin":
            return events.Pinned(words.person(), words.stand(words.one()))
        case "unpin":
            return events.Unpinned(words.person(), words.round() if said.more else None)
        case "cancel":
            return events.StandCancelled(words.stand(said.who))
        case "reopen":
            return events.StandReopened(words.stand(said.who))
        case "capacity":
            seats = words.number("capacity", 0, MOST_SEATS)
            return events.CapacityChanged(words.stand(said.who), seats)
        case "round":
            return events.StandMoved(words.stand(said.who), words.round())
        case "presenters":
            return events.PresenterSwapped(
                words.stand(said.who), words.named(said.out), words.named(said.in_)
            )
        case _:
            raise BadInput("event_unclear", event=said.kind)


class _Words:
    """The words of one event, looked up in the day."""

    def __init__(self, connection: Connection, day_id: int, said: Happening) -> None:
        self._connection, self._day_id, self._said = connection, day_id, said
        self.rounds = day_reads.day(connection, day_id).rounds

    def person(self) -> int:
        """Whom it is about."""
        return person_id(self._connection, self._day_id, self._said.who)

    def named(self, code: str | None) -> int | None:
        """Whose code this is; None for nobody's."""
        return None if code is None else person_id(self._connection, self._day_id, code)

    def stand(self, name: str) -> int:
        """The number of the stand of that name."""
        return stand_named(self._connection, self._day_id, name).number

    def one(self) -> str:
        """The one word after whom it is about."""
        if len(self._said.more) != 1:
            raise BadInput("event_unclear", event=self._said.kind)
        return self._said.more[0]

    def round(self) -> int:
        """The one word, a round of the day."""
        return self.number("round", 1, self.rounds)

    def number(self, field: str, low: int, high: int) -> int:
        """The one word, a number within its range."""
        word = self.one()
        if not (word.isascii() and word.isdecimal() and len(word) < 10):
            raise BadInput("event_unclear", event=self._said.kind)
        if not low <= int(word) <= high:
            raise BadInput("out_of_range", field=field, value=int(word), low=low, high=high)
        return int(word)

    def wishes(self) -> tuple[int, ...]:
        """The stands wished for, checked as anybody's wishes are."""
        return read_asked(self._connection, self._day_id, self._said.who, list(self._said.more))
