"""`event`: something happens on the day; who would move, and the move itself once accepted."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.plan_words import moves_json, moves_text
from seminar_tui.cli.reply import Reply
from seminar_tui.i18n import t, tn
from seminar_tui.rules.happening import KINDS, Happening


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
    from seminar_tui.day.happening import event_of
    from seminar_tui.day.replanning import accept, propose_event

    said = Happening(given.kind, given.who, tuple(given.more), given.out, given.in_)
    with context.look() as connection:
        event = event_of(connection, context.day.id, said)
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
    head = t("plan.happened") if given.accept else tn("plan.would_move", len(proposal.moves))
    lines = [head, moves_text(proposal.moves)]
    result = "happened" if given.accept else "proposed"
    return Reply(result, facts, "\n".join(line for line in lines if line))


COMMANDS = (Command("event", _configure_event, _event),)
