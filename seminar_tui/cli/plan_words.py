"""A plan, its moves and its reasons in JSON and in words: what several commands answer with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from db.reference import municipality_name
from seminar_tui.i18n import t, tn
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.plan_report import PlanReport, StandReason, WishReason
    from seminar_tui.placement.proof import Proof
    from seminar_tui.rules.moving import Move

Ranked = tuple[str, int | None]
"""A badge code, and the rank that its bearer gave a stand (None: no wish)."""


def plan_json(made: PlanReport) -> dict[str, object]:
    """Return a plan as the contract names its fields."""
    return {
        "value": made.value,
        "objective": made.objective.value,
        "proof": made.proof,
        "profile": list(made.profile),
        "without_wish": list(made.without_wish),
        "unseated": [{"code": code, "round": round_} for code, round_ in made.unseated],
        "seats_short": [
            {
                "round": room.round,
                "seats": room.seats,
                "people": room.people,
                "short": room.short,
                "capacity_needed": room.capacity_needed,
            }
            for room in made.rooms
            if room.short and room.capacity_needed
        ],
        "empty_stands": list(made.empty_stands),
        "stands_without_politician": list(made.stands_without_politician),
        "same_municipality_pairs": made.same_municipality_pairs,
        "delegations_together": [
            {"stand": stand, "municipality": town, "codes": list(codes)}
            for stand, town, codes in made.together
        ],
        "short_lists": [code for code, _named in made.short_lists],
        "seed": made.seed,
        "rounds": [
            {
                "round": round_,
                "stands": [{"stand": number, "placed": list(codes)} for number, codes in stands],
            }
            for round_, stands in made.rounds
        ],
    }


def plan_text(made: PlanReport, names: Mapping[str, str]) -> str:
    """Return a plan in a few lines for people; `names` by badge code."""
    lines = [
        tn("plan.short", room.short, round=room.round, capacity=room.capacity_needed)
        for room in made.rooms
        if room.short and room.capacity_needed
    ]
    lines.append(t("plan.value", value=made.value, profile=" / ".join(map(str, made.profile))))
    lines.append(tn("plan.without_wish", len(made.without_wish)))
    lines += [f"  {code}  {clean(names.get(code, ''), 60)}" for code in made.without_wish]
    for key, stands in (
        ("plan.empty", made.empty_stands),
        ("plan.no_politician", made.stands_without_politician),
    ):
        if stands:
            lines.append(t(key, stands=", ".join(map(str, stands))))
    if made.together:
        together = ", ".join(
            f"{municipality_name(town)} {stand}:{len(codes)}"
            for stand, town, codes in made.together
        )
        lines.append(t("plan.together", together=together))
    if made.short_lists:
        lines.append(tn("plan.short_lists", len(made.short_lists), wishes=made.wishes_asked))
    for round_, stands_there in made.rounds:
        placed = "  ".join(f"{number}:{len(codes)}" for number, codes in stands_there)
        lines.append(t("plan.round", round=round_, stands=placed))
    return "\n".join(lines)


def check_json(checked: Proof, code: Callable[[object], str]) -> dict[str, object]:
    """Return what a check of the plan found; `code` gives a person's badge code."""
    return {
        "value": checked.value,
        "bound": checked.bound,
        "gap": checked.gap,
        "breaches": [
            {
                "rule": rule.value,
                "code": code(person) if isinstance(person, int) else None,
                "stand": stand,
            }
            for rule, person, stand in checked.breaches
        ],
    }


def check_text(checked: Proof, code: Callable[[object], str]) -> str:
    """Return the same in a sentence, or in one for each rule that is broken."""
    if not checked.breaches:
        result = "not_optimal" if checked.gap else "optimal"
        return t(f"plan.{result}", value=checked.value, gap=checked.gap)
    lines = [tn("plan.broken", len(checked.breaches))]
    for rule, person, stand in checked.breaches:
        who = code(person) if isinstance(person, int) else None
        about = [who] if who else []
        if stand is not None:
            about.append(t("plan.breach.stand", stand=stand))
        lines.append("  " + " · ".join([*about, t(f"plan.breach.{rule.value}")]))
    return "\n".join(lines)


def moves_json(moves: Sequence[Move]) -> list[dict[str, object]]:
    """Return moves as the contract names their fields."""
    return [
        {
            "code": one.code,
            "round": one.round,
            "from": one.from_stand,
            "to": one.to_stand,
            "why": one.why,
        }
        for one in moves
    ]


def moves_text(moves: Sequence[Move]) -> str:
    """Return moves a line each."""
    return "\n".join(
        t(
            "plan.move",
            code=one.code,
            round=one.round,
            origin=one.from_stand or "–",
            target=one.to_stand or "–",
            why=t(f"plan.because.{one.why}"),
        )
        for one in moves
    )


def wishes_json(reasons: Sequence[WishReason]) -> list[dict[str, object]]:
    """Return what became of somebody's wishes as the contract names the fields."""
    return [
        {
            "rank": one.rank,
            "stand": one.stand,
            "round": one.round,
            "why": one.why,
            "holders": _ranked_json(one.holders),
            "price": one.price,
            "cost": one.cost,
            "moves": moves_json(one.moves),
        }
        for one in reasons
    ]


def wishes_text(reasons: Sequence[WishReason]) -> str:
    """Return a line for each wish; under it, who would have to move for a seat there."""
    lines = []
    for one in reasons:
        why = "pinned_full" if one.why == "full" and one.cost is None else one.why
        lines.append(t(f"plan.why.{why}", rank=one.rank, stand=one.stand, cost=one.cost or 0))
        lines += [f"    {line}" for line in moves_text(one.moves).splitlines()]
    return "\n".join(lines) or t("plan.why.none")


def stand_json(story: StandReason) -> dict[str, object]:
    """Return what a stand's seats are worth, who has them and who waits."""
    return {
        "stand": story.stand,
        "round": story.round,
        "capacity": story.capacity,
        "price": story.price,
        "free": story.free,
        "holders": _ranked_json(story.holders),
        "waiting": _ranked_json(story.waiting),
    }


def stand_text(story: StandReason) -> str:
    """Return the same in a few lines."""
    lines = [
        t("plan.stand", stand=story.stand, guests=len(story.holders), free=story.free),
        t("plan.stand.price", price=story.price),
    ]
    if not story.waiting:
        return "\n".join([*lines, t("plan.stand.nobody_waits")])
    lines.append(tn("plan.stand.waiting", len(story.waiting)))
    lines += [t("plan.stand.waits", code=code, rank=rank or 0) for code, rank in story.waiting]
    return "\n".join(lines)


def _ranked_json(ranked: Sequence[Ranked]) -> list[dict[str, object]]:
    return [{"code": code, "wish": wish} for code, wish in ranked]
