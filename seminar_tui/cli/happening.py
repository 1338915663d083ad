"""`event`: something happens on the day; who would move, and the move itself once accepted."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.planning import moves_json, moves_text
from seminar_tui.cli.reply import Reply
from seminar_tui.i18n import t, tn
from seminar_tui.rules.refusal import BadInput

if TYPE_CHECKING:
    from seminar_tui.placement.events import Event

KINDS = (
    "walk-in",
    "no-show",
    "late",
    "leaves",
    "here",
    "wishes",
    "pin",
    "unpin",
    "cancel",
    "reopen",
    "capacity",
    "round",
    "presenters",
)
"""What can happen; who or which stand it is about comes first, then what it takes."""


def _configure_event(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("who", metavar="CODE|STAND")
    parser.add_argument("more", nargs="*", metavar="STAND|ROUND|SEATS")
    parser.add_argument("--out", metavar="CODE")
    parser.add_argument("--in", dest="in_", metavar="CODE")
    parser.add_argument("--stay", type=int, default=5, metavar="VALUE")
    parser.add_argument("--from-round", type=int, metavar="N")
    parser.add_argument("--accept", action="store_true")


def _event(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.replanning import accept, propose_event

    event = _meant(context, given)
    proposal = propose_event(
        context.station, context.now(), event, stay=given.stay, from_round=given.from_round
    )
    if given.accept:
        accept(context.station, context.now(), proposal)
    facts = {
        "event": given.kind,
        "moves": moves_json(proposal.moves),
        "gain": proposal.gain,
        "value": proposal.plan.value,
    }
    said = t("plan.happened") if given.accept else tn("plan.would_move", len(proposal.moves))
    lines = [said, moves_text(proposal.moves)]
    result = "happened" if given.accept else "proposed"
    return Reply(result, facts, "\n".join(line for line in lines if line))


def _meant(context: Context, given: Namespace) -> Event:
    """Return the event of these words. Raises BadInput: usage, code_unknown, stand_unknown."""
    from seminar_tui.placement import events
    from seminar_tui.placement.model import Person

    words = _Words(context, given)
    match given.kind:
        case "walk-in":
            return events.WalkIn(Person(words.person(), ""))
        case "no-show":
            return events.Here(words.person(), frozenset())
        case "here":
            return events.Here(words.person(), None)
        case "late":
            first, last = words.number("round", 1, words.rounds), words.rounds
            return events.Here(words.person(), frozenset(range(first, last + 1)))
        case "leaves":
            last = words.number("round", 1, words.rounds)
            return events.Here(words.person(), frozenset(range(1, last + 1)))
        case "wishes":
            return events.WishesChanged(words.person(), words.wishes())
        case "pin":
            return events.Pinned(words.person(), words.stand(words.one()))
        case "unpin":
            round_ = words.number("round", 1, words.rounds) if given.more else None
            return events.Unpinned(words.person(), round_)
        case "cancel":
            return events.StandCancelled(words.stand(given.who))
        case "reopen":
            return events.StandReopened(words.stand(given.who))
        case "capacity":
            return events.CapacityChanged(words.stand(given.who), words.number("capacity", 0, 1000))
        case "round":
            return events.StandMoved(words.stand(given.who), words.number("round", 1, words.rounds))
        case _:
            return events.PresenterSwapped(
                words.stand(given.who), words.named(given.out), words.named(given.in_)
            )


class _Words:
    """The words of one event, looked up in the day."""

    def __init__(self, context: Context, given: Namespace) -> None:
        self._context, self._given = context, given
        self.rounds = context.day.rounds

    def person(self) -> int:
        found = self.named(self._given.who)
        assert found is not None
        return found

    def named(self, code: str | None) -> int | None:
        from seminar_tui.day.people import person_id

        if code is None:
            return None
        with self._context.look() as connection:
            return person_id(connection, self._context.day.id, code)

    def stand(self, name: str) -> int:
        from seminar_tui.day.stands import stand_named

        with self._context.look() as connection:
            return stand_named(connection, self._context.day.id, name).number

    def one(self) -> str:
        """The one word after who it is about."""
        if len(self._given.more) != 1:
            raise BadInput("event_unclear", event=self._given.kind)
        return str(self._given.more[0])

    def number(self, field: str, low: int, high: int) -> int:
        word = self.one()
        if not (word.isascii() and word.isdecimal() and len(word) < 10):
            raise BadInput("event_unclear", event=self._given.kind)
        if not low <= int(word) <= high:
            raise BadInput("out_of_range", field=field, value=int(word), low=low, high=high)
        return int(word)

    def wishes(self) -> tuple[int, ...]:
        """The stands wished for, checked as anybody's wishes are."""
        from seminar_tui.day.wishes import read_asked

        with self._context.look() as connection:
            return read_asked(connection, self._context.day.id, self._given.who, self._given.more)


COMMANDS = (Command("event", _configure_event, _event),)
