"""`status`: how the day stands, in figures or in words."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING

from db.reference import municipality_name
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.reply import Reply
from seminar_tui.i18n import t
from seminar_tui.text import clean

if TYPE_CHECKING:
    from db.vocabulary import Instant
    from seminar_tui.day.status import Floor, Heads, StandLine
    from seminar_tui.rules.alerts import Alert
    from seminar_tui.rules.timer import TimerView


def _configure(_parser: ArgumentParser) -> None:
    """`status` takes the global options only."""


def _status(context: Context, _given: Namespace) -> Reply:
    from db.reads.door import arrived_by_desk
    from seminar_tui.day.status import floor

    now = context.now()
    floor_now = floor(context.station, now)
    with context.look() as connection:
        desks = arrived_by_desk(connection, context.day.id)
    raised = floor_now.alerts(now)
    facts = {
        **_heads(floor_now.heads),
        "by_role": {role: _heads(heads) for role, heads in sorted(floor_now.by_role.items())},
        "by_municipality": {
            municipality_name(code): _heads(heads)
            for code, heads in sorted(floor_now.by_municipality.items())
        },
        "by_desk": {clean(desk): count for desk, count in desks.items()},
        "rounds": [
            {
                "round": one.number,
                "starts": context.iso(one.starts),
                "ends": context.iso(one.ends),
                "stands": _stands(context, floor_now, one.number, now),
            }
            for one in floor_now.rounds
        ],
        "without_round": _stands(context, floor_now, None, now),
        "now": floor_now.round_at(now),
        "alerts": [_alert(context, alert, floor_now) for alert in raised],
    }
    return Reply("status", facts, _text(floor_now, desks, raised, now))


def _heads(heads: Heads) -> dict[str, int]:
    return {
        "registered": heads.registered,
        "arrived": heads.arrived,
        "inside": heads.inside,
        "expected": heads.expected,
    }


def _stands(
    context: Context, floor: Floor, number: int | None, now: Instant
) -> list[dict[str, object]]:
    return [_stand(context, floor, line, now) for line in floor.of_round(number)]


def _stand(context: Context, floor: Floor, line: StandLine, now: Instant) -> dict[str, object]:
    count = line.count
    return {
        "stand": line.row.number,
        "municipality": municipality_name(line.row.municipality),
        "place": line.row.place,
        "status": line.row.status.value,
        "capacity": line.row.capacity,
        "target": floor.day.target,
        "placed": count.placed,
        "arrived": count.placed_here,
        "visiting": count.visiting,
        "presenters": count.presenters,
        "presenters_missing": count.presenters - count.presenters_here,
        "presenters_not_registered": count.named,
        "entries": count.entries,
        "timer": _timer(context, line.clock(now)),
    }


def _timer(context: Context, clock: TimerView) -> dict[str, object]:
    return {
        "state": clock.state.value,
        "phase": clock.phase.value,
        "remaining_s": clock.remaining_ms / 1000,
        "elapsed_s": clock.elapsed_ms / 1000,
        "overtime_s": clock.overtime_ms / 1000,
        "level": clock.level.value,
        "phase_ends": context.iso(clock.phase_ends),
        "projected_end": context.iso(clock.projected_end),
        "round_ends": context.iso(clock.round_ends),
        "seq": clock.seq,
    }


def _alert(context: Context, alert: Alert, floor: Floor) -> dict[str, object]:
    from seminar_tui.floor_words import sentence

    homes = {line.row.number: municipality_name(line.row.municipality) for line in floor.lines}
    return {
        "kind": alert.kind.value,
        "stand": alert.stand,
        "municipality": homes.get(alert.stand or 0),
        "round": alert.round,
        "amount": alert.amount,
        "station": alert.station or None,
        "hurts_at": context.iso(alert.hurts_at),
        "stops": alert.stops,
        "message": sentence(alert),
    }


def _text(floor: Floor, desks: Mapping[str, int], raised: tuple[Alert, ...], now: Instant) -> str:
    from seminar_tui.floor_words import clock_word, sentence
    from seminar_tui.rules.dates import hh_mm, minutes_seconds

    heads = floor.heads
    lines = [
        t("status.title", title=floor.day.title, time=hh_mm(now.utc_ms, floor.day.timezone)),
        t("status.heads", arrived=heads.arrived, registered=heads.registered, inside=heads.inside),
    ]
    if len(desks) > 1:
        lines.append(" · ".join(f"{clean(desk)}: {count}" for desk, count in desks.items()))
    lines += [f"! {sentence(alert)}" for alert in raised]
    for number in [*(one.number for one in floor.rounds), None]:
        stands = floor.of_round(number)
        if not stands:
            continue
        lines += ["", t("status.round", round=number) if number else t("status.no_round")]
        for line in stands:
            clock = line.clock(now)
            lines.append(
                t(
                    "status.stand",
                    stand=line.row.number,
                    municipality=clean(municipality_name(line.row.municipality)),
                    visiting=line.count.visiting,
                    placed=line.count.placed,
                    target=floor.day.target,
                    state=clock_word(line, clock),
                    left=minutes_seconds(clock.remaining_ms),
                )
            )
    if not floor.lines:
        lines += ["", t("status.no_stands")]
    return "\n".join(lines)


COMMANDS = (Command("status", _configure, _status),)
