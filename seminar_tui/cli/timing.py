"""`timer`: a stand's clock, and every clock of a round."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from db.reference import municipality_name
from db.rows import TimerEventRow
from db.vocabulary import Instant, TimerState
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.reply import Reply
from seminar_tui.floor_words import skipped_words
from seminar_tui.i18n import language, t, tn
from seminar_tui.rules.dates import minutes_seconds, spoken_time
from seminar_tui.rules.lengths import length_ms, seconds_or_length_ms
from seminar_tui.rules.refusal import BadInput
from seminar_tui.rules.timer import PhaseTime, TimerView
from seminar_tui.rules.timer_table import Command as Key
from seminar_tui.rules.timer_table import Request
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.timing import StandClock

ACTIONS = ("show", *Key)


def seconds(length: int) -> float | int:
    """Return milliseconds as seconds, whole where they are."""
    return length // 1000 if length % 1000 == 0 else length / 1000


def _phase_json(context: Context, phase: PhaseTime) -> dict[str, object]:
    return {
        "planned_s": seconds(phase.planned_ms),
        "adjusted_s": seconds(phase.adjusted_ms),
        "active_s": seconds(phase.active_ms),
        "paused_s": seconds(phase.paused_ms),
        "overtime_s": seconds(max(0, -phase.remaining_ms)),
        "began": context.iso(phase.began),
        "ended": context.iso(phase.ended),
    }


def _event_json(context: Context, event: TimerEventRow) -> dict[str, object]:
    return {
        "seq": event.seq,
        "kind": event.kind.value,
        "phase": event.phase.value,
        "at": context.iso(event.at.utc_ms),
        "delta_s": seconds(event.delta_ms),
        "voids": event.voids,
        "station": clean(event.station),
    }


def clock_json(context: Context, clock: StandClock, now: Instant) -> dict[str, object]:
    """Return a stand's clock as the contract names its fields."""
    shown = clock.shows(now)
    return {
        "stand": clock.stand.number,
        "municipality": municipality_name(clock.stand.municipality),
        "round": clock.round,
        "state": shown.state.value,
        "phase": shown.phase.value,
        "remaining_s": seconds(shown.remaining_ms),
        "elapsed_s": seconds(shown.elapsed_ms),
        "overtime_s": seconds(shown.overtime_ms),
        "level": shown.level.value,
        "phase_ends": context.iso(shown.phase_ends),
        "projected_end": context.iso(shown.projected_end),
        "round_ends": context.iso(shown.round_ends),
        "seq": shown.seq,
        "conflict_s": seconds(shown.conflict_ms),
        "left_running": shown.left_running,
        "clock_step_s": seconds(shown.clock_step_ms),
        "clock_ahead_s": seconds(shown.ahead_ms),
        "log": [_event_json(context, event) for event in clock.events],
        "report": {
            "talk": _phase_json(context, shown.talk),
            "dialogue": _phase_json(context, shown.dialogue),
        },
    }


def clock_line(clock: StandClock, shown: TimerView, timezone: str) -> str:
    """Return a stand's clock as a line of text."""
    words = [
        t("timer.stand", number=clock.stand.number, round=clock.round),
        t(f"timer.state.{shown.state.value}"),
        t(f"timer.phase.{shown.phase.value}"),
    ]
    if shown.state is not TimerState.DONE:
        left = minutes_seconds(abs(shown.remaining_ms))
        words.append(t("timer.over" if shown.overtime_ms else "timer.left", time=left))
    if shown.phase_ends is not None and shown.state is TimerState.RUNNING:
        words.append(t("timer.until", time=spoken_time(shown.phase_ends, timezone, language())))
    if shown.left_running:
        words.append(t("timer.left_running"))
    if shown.clock_step_ms:
        words.append(t("timer.clock_step", seconds=round(shown.clock_step_ms / 1000)))
    return " · ".join(words)


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument("stand", metavar="STAND|all")
    parser.add_argument("action", nargs="?", choices=ACTIONS, default="show")
    parser.add_argument("seconds", nargs="?", metavar="SECONDS")
    parser.add_argument("--round", type=int, metavar="N")
    parser.add_argument("--ago", metavar="3m", help=t("option.ago"))
    parser.add_argument("--seq", type=int, metavar="N", help=t("option.seq"))


def _timer(context: Context, given: Namespace) -> Reply:
    if given.stand.casefold() == "all":
        return _all(context, given)
    if given.action == "show":
        return _show(context, given)
    request = _request(given)
    from seminar_tui.day.timing import press

    now = context.now()
    pressed = press(context.station, now, given.stand, request, given.round)
    facts = clock_json(context, pressed.clock, now)
    if pressed.undid is not None:
        facts["undid"] = pressed.undid.value
    kind = pressed.added[-1].kind.value
    result = "undone" if pressed.undid is not None else kind
    line = clock_line(pressed.clock, pressed.clock.shows(now), context.day.timezone)
    return Reply(result, facts, line)


def _request(given: Namespace) -> Request:
    key = Key(given.action)
    takes_seconds = key in (Key.ADD, Key.CORRECT)
    if given.seconds is not None and not takes_seconds:
        raise BadInput("seconds_unused", action=key.value)
    if given.seconds is None and (key is Key.ADD or (key is Key.CORRECT and given.ago is None)):
        raise BadInput("seconds_missing", action=key.value)
    return Request(
        key,
        ago_ms=length_ms(given.ago) if given.ago is not None else 0,
        delta_ms=seconds_or_length_ms(given.seconds) if given.seconds is not None else 0,
        seq=given.seq,
    )


def _show(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.timing import show_clock

    now = context.now()
    clock = show_clock(context.station, now, given.stand, given.round)
    line = clock_line(clock, clock.shows(now), context.day.timezone)
    return Reply("timer", clock_json(context, clock, now), line)


def _all(context: Context, given: Namespace) -> Reply:
    if given.action != "start" or given.round is None:
        raise BadInput("all_only_starts")
    from seminar_tui.day.timing import start_all

    now = context.now()
    done = start_all(context.station, now, given.round)
    facts = {
        "round": given.round,
        "at": context.iso(now.utc_ms),
        "started": list(done.started),
        "skipped": list(done.skipped),
        "skipped_why": [{"stand": n, "result": why.code} for n, why in done.skipped.items()],
    }
    lines = [tn("timer.all_started", len(done.started), round=given.round)]
    lines += [skipped_words(number, why) for number, why in done.skipped.items()]
    return Reply("started", facts, "\n".join(lines))


COMMANDS = (Command("timer", _configure, _timer),)
