"""The plan in rows and in a line of facts: who lacks something, who sits where, who would move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual.content import Content

from db.reference import municipality_name
from db.vocabulary import StandStatus
from seminar_tui.i18n import known, t, tn
from seminar_tui.placement.model import Objective
from seminar_tui.rules.names import danish_key
from seminar_tui.text import cell
from seminar_tui.widgets.row_table import Row

if TYPE_CHECKING:
    from db.reads.plan import PlacementRow
    from seminar_tui.day.plan_report import PlanReport, StandReason
    from seminar_tui.day.planning import HalvesProposal
    from seminar_tui.day.problem import DayProblem
    from seminar_tui.day.replanning import Proposal
    from seminar_tui.placement.seats import Room

Called = Callable[[str], str]
MOST = 1000
"""How many seats are listed."""
TOGETHER = 2
"""How many of a delegation are named."""


def lacking_rows(report: PlanReport, called: Called) -> list[Row]:
    """Return a row for each who got none of their wishes or has no seat in a round, for each
    delegation that shares a stand, and last for each who named fewer wishes than asked for."""
    rows = [
        (f"wish-{code}", _cells(called(code), "", "", "", t("organiser.plan.no_wish")))
        for code in report.without_wish
    ]
    words = t("organiser.plan.unseated")
    for code, number in report.unseated:
        rows.append((f"seat-{code}-{number}", _cells(called(code), str(number), "", "", words)))
    rounds = {stand: number for number, stands in report.rounds for stand, _codes in stands}
    for stand, town, codes in report.together:
        who = f"{municipality_name(town)} ({len(codes)})"
        words = t("organiser.plan.together", names=_names(codes, called))
        row = _cells(who, str(rounds.get(stand, "")), "", str(stand), words)
        rows.append((f"stand-{stand}-{town}", row))
    for code, named in report.short_lists:
        words = tn("organiser.plan.few_wishes", named, wishes=report.wishes_asked)
        rows.append((f"few-{code}", _cells(called(code), "", "", "", words)))
    return rows


def stand_rows(stories: Sequence[StandReason], posed: DayProblem) -> list[Row]:
    """Return a row for each stand: how full it is, who waits, and what one more seat is worth."""
    stands = {one.number: one for one in posed.stands}
    rows = []
    for one in stories:
        stand = stands[one.stand]
        closed = t("organiser.why.closed") if stand.status is not StandStatus.OPEN else ""
        worth_more = t("organiser.why.price", price=one.price) if one.price else ""
        cells = _cells(
            f"{one.stand:>3}  {municipality_name(stand.municipality)}",
            "–" if one.round is None else str(one.round),
            f"{len(one.holders)}/{one.capacity}",
            str(len(one.waiting) or ""),
            closed or worth_more,
        )
        rows.append((f"stand-{one.stand}", cells))
    return rows


def _names(codes: Sequence[str], called: Called) -> str:
    """Return the names of a few people, and how many more there are."""
    some = ", ".join(called(code) for code in codes[:TOGETHER])
    return some if len(codes) <= TOGETHER else f"{some} +{len(codes) - TOGETHER}"


def move_rows(proposal: Proposal, called: Called) -> list[Row]:
    """Return a row for each who would move: from, to and why."""
    return [
        (
            f"move-{one.code}-{one.round}",
            _cells(
                called(one.code),
                str(one.round),
                _stand(one.from_stand),
                _stand(one.to_stand),
                _why(one.why),
            ),
        )
        for one in proposal.moves
    ]


def seat_rows(posed: DayProblem, called: Called) -> tuple[Content, list[Row]]:
    """Return who sits where, those who are pinned first, then by name as Danes sort."""
    seats = [(seat, posed.people[seat.participant_id].code) for seat in posed.placed]
    ordered = sorted(
        seats, key=lambda one: (not one[0].pinned, danish_key(called(one[1])), one[0].round)
    )
    wishes = {person.key: person.wishes for person in posed.problem.people}
    rows = [
        (
            f"seat-{code}-{seat.round}",
            _cells(
                called(code),
                str(seat.round),
                "",
                str(seat.stand),
                _how(seat, wishes.get(seat.participant_id, ())),
            ),
        )
        for seat, code in ordered[:MOST]
    ]
    pinned = sum(seat.pinned for seat, _code in seats)
    words = tn("organiser.plan.seats", len(seats)) + " · " + tn("organiser.plan.pins", pinned)
    return Content.assemble((words, "bold"), "\n", t("organiser.plan.seats.keys")), rows


def _how(seat: PlacementRow, wishes: tuple[int, ...]) -> str:
    said = ["◆ " + t("organiser.plan.is_pinned")] if seat.pinned else []
    if seat.stand in wishes:
        said.append(t("organiser.plan.wish", rank=wishes.index(seat.stand) + 1))
    return " · ".join(said)


def would_change(proposal: Proposal, said: str) -> Content:
    """Return what happens (if anything is `said` to), how many move, and the keys to choose with.

    The value of a lexicographic plan is a number with a digit for every tier: it says nothing.
    """
    moves = len(proposal.moves)
    if not moves:
        words = t("plan.nobody_moves")
    elif proposal.plan.objective is Objective.CONVEX:
        words = tn("organiser.plan.moves", moves, gain=proposal.gain)
    else:
        words = tn("organiser.plan.moves_only", moves)
    head = (f"{said}\n", "bold $accent") if said else ""
    return Content.assemble(head, (words, "bold"), "\n", t("organiser.plan.choose"))


def half_rows(found: HalvesProposal) -> list[Row]:
    """Return a row for each stand that would present in another round."""
    homes = {one.number: municipality_name(one.municipality) for one in found.posed.stands}
    return [
        (
            f"half-{number}",
            _cells(
                f"{number:>3}  {homes[number]}",
                "",
                "–" if former is None else t("organiser.plan.in_round", round=former),
                t("organiser.plan.in_round", round=to),
                "",
            ),
        )
        for number, former, to in found.changes
    ]


def halves_facts(found: HalvesProposal) -> Content:
    """Return what the halves are worth, who would lose a seat, and the keys to choose with."""
    moved = {number for number, _from, _to in found.changes}
    seats = sum(seat.stand in moved for seat in found.posed.placed)
    words = tn("organiser.plan.halves_found", len(moved), value=found.value, before=found.before)
    lines = [(words, "bold")]
    if found.bound is not None:
        lines.append((" · " + t("organiser.plan.halves_bound", bound=found.bound), ""))
    if seats:
        lines.append(("\n" + tn("organiser.plan.halves_seats", seats), ""))
    return Content.assemble(*lines, "\n", t("organiser.plan.choose"))


def worth(report: PlanReport, version: int) -> Content:
    """Return where seats are short, what a plan is worth, and what it lacks, a line each.

    `version` is the plan's, as papers carry it that say who goes where.
    """
    profile = " / ".join(map(str, report.profile))
    proof = f"organiser.plan.proof.{report.proof}"
    convex = report.objective is Objective.CONVEX
    parts = [
        t("organiser.plan.value", value=report.value)
        if convex
        else t(f"organiser.plan.objective.{report.objective.value}"),
        t(proof) if known(proof) else report.proof,
        t("organiser.plan.profile", profile=profile),
    ]
    lacks = [
        tn("organiser.plan.without", len(report.without_wish)),
        tn("organiser.plan.pairs", report.same_municipality_pairs),
    ]
    if report.short_lists:
        lacks.append(tn("organiser.plan.short_lists", len(report.short_lists)))
    for key, stands in (
        ("empty", report.empty_stands),
        ("no_politician", report.stands_without_politician),
    ):
        if stands:
            lacks.append(t(f"organiser.plan.{key}", stands=", ".join(map(str, stands[:12]))))
    lacks.append(t("organiser.plan.version", version=version))
    words = Content.assemble((" · ".join(parts), "bold"), "\n", " · ".join(lacks))
    return Content.assemble(seats_short(report.rooms), words)


def seats_short(rooms: Sequence[Room]) -> Content:
    """Return a line for each round that has too few seats: it is said before anything else."""
    lines = [
        tn("plan.short", room.short, round=room.round, capacity=room.capacity_needed) + "\n"
        for room in rooms
        if room.short and room.capacity_needed
    ]
    return Content.assemble(*((f"△ {line}", "bold $warning") for line in lines))


def _cells(*words: str) -> tuple[Text, ...]:
    return tuple(cell(word) for word in words)


def _stand(number: int | None) -> str:
    return "–" if number is None else str(number)


def _why(code: str) -> str:
    key = f"plan.because.{code}"
    return t(key) if known(key) else code
