"""`halves`, `place`, `plan`, `replan`, `move`, `pin`, `unpin`, `why`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.plan_words import (
    check_json,
    check_text,
    moves_json,
    moves_text,
    plan_json,
    plan_text,
    stand_json,
    stand_text,
    wishes_json,
    wishes_text,
)
from seminar_tui.cli.reply import Reply
from seminar_tui.i18n import t
from seminar_tui.rules.refusal import BadInput
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.moving import Moved

OBJECTIVES = ("convex", "generous", "rank-maximal")


def _configure_halves(parser: ArgumentParser) -> None:
    parser.add_argument("--seconds", type=float, metavar="S")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    parser.add_argument("--lock", action="append", default=[], metavar="STAND=ROUND")
    parser.add_argument("--keep", action="store_true")


def _locks(context: Context, given: list[str]) -> dict[int, int]:
    from seminar_tui.day.stands import stand_named

    locks: dict[int, int] = {}
    with context.look() as connection:
        for lock in given:
            name, _, round_ = lock.partition("=")
            if not (round_.isascii() and round_.isdecimal() and len(round_) < 10):
                raise BadInput("lock_unclear", lock=clean(lock, 80))
            wanted, last = int(round_), context.day.rounds
            if not 1 <= wanted <= last:
                raise BadInput("out_of_range", field="lock", value=wanted, low=1, high=last)
            locks[stand_named(connection, context.day.id, name).number] = wanted
    return locks


def _halves(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.planning import halves

    found = halves(
        context.station,
        context.now(),
        seed=given.seed,
        seconds=given.seconds,
        locks=_locks(context, given.lock),
        keep=given.keep,
    )
    rounds: dict[str, list[int]] = {}
    for number, round_ in sorted(found.rounds.items(), key=lambda item: (item[1], item[0])):
        rounds.setdefault(str(round_), []).append(number)
    facts: dict[str, object] = {
        "rounds": rounds,
        "value": found.value,
        "before": found.before,
        "bound": found.bound,
        "stored": found.stored,
        "seed": given.seed,
    }
    lines = [
        t("plan.round", round=round_, stands=", ".join(map(str, numbers)))
        for round_, numbers in rounds.items()
    ]
    lines.append(t("plan.halves_value", value=found.value, before=found.before))
    if found.bound is not None:
        lines.append(t("plan.halves_bound", bound=found.bound))
    return Reply("split", facts, "\n".join(lines))


def _configure_place(parser: ArgumentParser) -> None:
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    parser.add_argument("--objective", choices=OBJECTIVES, default="convex")
    parser.add_argument("--tolerance", type=int, default=0, metavar="VALUE")


def _place(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.plan_report import report
    from seminar_tui.day.planning import place
    from seminar_tui.placement.model import Objective

    objective = Objective(given.objective)
    stored = place(context.station, context.now(), given.seed, objective, given.tolerance)
    made = report(stored)
    return Reply("placed", plan_json(made), plan_text(made, _names(context)))


def _names(context: Context) -> dict[str, str]:
    from db.reads.participants import names_by_code

    with context.look() as connection:
        return names_by_code(connection, context.day.id)


def _configure_plan(parser: ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true")


def _plan(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.plan_report import report
    from seminar_tui.day.planning import check, judge_company, stored_plan

    with context.look() as connection:
        stored = stored_plan(connection, context.day.id)
    made = report(stored)
    if not given.check:
        return Reply("plan", plan_json(made), plan_text(made, _names(context)))
    checked = check(stored)
    optimal = checked.verdict.value == "optimal"
    facts, text = check_json(checked, stored.posed.code), check_text(checked, stored.posed.code)
    mixed = judge_company(stored) if optimal else None
    if mixed is not None:
        gap = mixed.cost - mixed.bound
        facts["company"] = {"cost": mixed.cost, "bound": mixed.bound, "gap": gap}
        text += "\n" + t("plan.company", gap=gap)
    return Reply("optimal" if optimal else "not_optimal", facts, text, ok=optimal)


def _configure_move(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("stand", metavar="STAND")
    parser.add_argument("--force", metavar="REASON")


def _by_hand(context: Context, given: Namespace, kind: str) -> Reply:
    from seminar_tui.day import moving

    do = moving.pin if kind == "pin" else moving.move
    return _moved(do(context.station, context.now(), given.code, given.stand, force=given.force))


def _configure_unpin(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("--round", type=int, metavar="N")


def _unpin(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.moving import unpin

    return _moved(unpin(context.station, context.now(), given.code, given.round))


def _moved(moved: Moved) -> Reply:
    forced = {"asked": moved.forced_asked, "needed": moved.forced_needed}
    facts = {"moves": moves_json(moved.moves), "forced": forced}
    return Reply(moved.result, facts, moves_text(moved.moves) or t("plan.unpinned"))


def _configure_why(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE|STAND")


def _why(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.plan_report import stand_reason, why_not

    with context.look() as connection:
        try:
            reasons = why_not(connection, context.day.id, given.code)
        except BadInput as nobody:
            try:
                story = stand_reason(connection, context.day.id, given.code)
            except BadInput:
                raise nobody from None
            return Reply("why", stand_json(story), stand_text(story))
    return Reply("why", {"wishes": wishes_json(reasons)}, wishes_text(reasons))


def _configure_replan(parser: ArgumentParser) -> None:
    parser.add_argument("--stay", type=int, default=5, metavar="VALUE")
    parser.add_argument("--from-round", type=int, metavar="N")
    parser.add_argument("--arrived-only", action="store_true")
    parser.add_argument("--accept", action="store_true")


def _replan(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.replanning import accept, propose

    proposal = propose(
        context.station,
        context.now(),
        stay=given.stay,
        from_round=given.from_round,
        arrived_only=given.arrived_only,
    )
    if given.accept and proposal.moves:
        accept(context.station, context.now(), proposal)
    result = "replanned" if given.accept else "proposed"
    facts = {"moves": moves_json(proposal.moves), "gain": proposal.gain}
    text = moves_text(proposal.moves) or t("plan.nobody_moves")
    return Reply(result, facts, text)


COMMANDS = (
    Command("halves", _configure_halves, _halves),
    Command("place", _configure_place, _place),
    Command("plan", _configure_plan, _plan),
    Command("move", _configure_move, lambda context, given: _by_hand(context, given, "move")),
    Command("pin", _configure_move, lambda context, given: _by_hand(context, given, "pin")),
    Command("unpin", _configure_unpin, _unpin),
    Command("why", _configure_why, _why),
    Command("replan", _configure_replan, _replan),
)
