"""The floor turned into the board's lines: words, signs and styles."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from typing import TYPE_CHECKING

from db.reference import municipality_name
from db.vocabulary import Instant, Level, TimerState
from seminar_tui.floor_words import clock_word
from seminar_tui.i18n import t, tn
from seminar_tui.rules.dates import hh_mm, minutes_seconds
from seminar_tui.rules.names import fold
from seminar_tui.widgets.stand_board import BoardLine, BoardSection

if TYPE_CHECKING:
    from seminar_tui.day.status import Clocks, Floor, StandLine
    from seminar_tui.rules.timer import TimerView

LATE_MS = 60_000
_LEVEL_STYLE = {
    Level.NORMAL: "ok",
    Level.WARNING: "warn",
    Level.DANGER: "stop",
    Level.OVERTIME: "stop",
}


def sections(
    floor: Floor, now: Instant, clocks: Clocks, order: str = "number"
) -> tuple[BoardSection, ...]:
    """Return the floor's rounds, this one first, then the stands that have none."""
    this = floor.round_at(now)
    numbers = sorted((one.number for one in floor.rounds), key=lambda number: number != this)
    made = [_section(floor, number, clocks, order) for number in (*numbers, None)]
    return tuple(section for section in made if section.lines)


def fitting(
    shown: tuple[BoardSection, ...], typed: str, troubled: Container[int]
) -> tuple[BoardSection, ...]:
    """Return the stands that fit every typed word, under their headings.

    A number is a stand's own; other words begin a word of the municipality, place, theme or
    phase. "!" and the word for trouble mean the `troubled`.
    """
    words = typed.casefold().split()
    if not words:
        return shown
    found = [
        replace(one, lines=tuple(line for line in one.lines if _fits(line, words, troubled)))
        for one in shown
    ]
    return tuple(one for one in found if one.lines)


def _fits(line: BoardLine, words: list[str], troubled: Container[int]) -> bool:
    said = fold(" ".join((line.municipality, line.place, line.theme, line.state))).split()
    return all(_has(line, word, said, troubled) for word in words)


def _has(line: BoardLine, word: str, said: list[str], troubled: Container[int]) -> bool:
    if word.isdecimal():
        return int(word) == line.stand
    if word == "!" or (len(word) > 2 and t("organiser.board.trouble").startswith(word)):
        return line.stand in troubled
    return any(one.startswith(part) for part in fold(word).split() for one in said)


def _section(floor: Floor, number: int | None, clocks: Clocks, order: str) -> BoardSection:
    pairs = [(line, clocks[line.row.id]) for line in floor.of_round(number)]
    lines = [_line(floor, line, clock) for line, clock in pairs]
    if order == "time":
        keyed = sorted(zip(pairs, lines, strict=True), key=lambda both: _soonest(both[0][1]))
        lines = [line for _, line in keyed]
    elif order == "room":
        lines.sort(key=lambda line: max(line.here, line.placed))
    return BoardSection(_heading(floor, number), _words(pairs), tuple(lines))


def _soonest(clock: TimerView) -> tuple[int, int]:
    groups = {TimerState.RUNNING: 0, TimerState.PAUSED: 0, TimerState.ARMED: 1, TimerState.DONE: 2}
    return (groups[clock.state], clock.remaining_ms)


def _heading(floor: Floor, number: int | None) -> str:
    if number is None:
        return t("organiser.board.no_round")
    planned = next(one for one in floor.rounds if one.number == number)
    zone = floor.day.timezone
    starts, ends = hh_mm(planned.starts, zone), hh_mm(planned.ends, zone)
    return t("organiser.board.round", round=number, starts=starts, ends=ends)


def _words(pairs: list[tuple[StandLine, TimerView]]) -> str:
    """Say how many stands of a round run, wait, and are done."""
    running = sum(c.state in (TimerState.RUNNING, TimerState.PAUSED) for _, c in pairs)
    done = sum(c.state is TimerState.DONE for _, c in pairs)
    late = sum(line.is_open and c.late_ms >= LATE_MS for line, c in pairs)
    said = []
    if running:
        said.append(t("organiser.board.running", count=running))
    if late:
        said.append(t("organiser.board.late", count=late))
    if done:
        said.append(tn("organiser.board.done", done))
    return " · ".join(said)


def _line(floor: Floor, line: StandLine, clock: TimerView) -> BoardLine:
    words, style = _clock(line, clock)
    presenters, presenters_style = _presenters(line)
    row, count = line.row, line.count
    return BoardLine(
        stand=row.number,
        municipality=municipality_name(row.municipality),
        place=row.place,
        theme=row.theme,
        presenters=presenters,
        presenters_style=presenters_style,
        here=count.visiting,
        placed=count.placed,
        target=floor.day.target,
        capacity=row.capacity,
        state=words,
        time=_time(clock) if line.is_open else "",
        clock_style=style,
    )


def _presenters(line: StandLine) -> tuple[str, str]:
    count = line.count
    total = count.presenters + count.named
    if not total:
        return t("organiser.board.nobody"), "stop"
    figures = f"{count.presenters_here}/{total}"
    if count.presenters_here >= total:
        return f"✓ {figures}", "ok"
    return f"! {figures}", "warn" if count.presenters_here else "stop"


def _clock(line: StandLine, clock: TimerView) -> tuple[str, str]:
    word = clock_word(line, clock)
    if not line.is_open:
        return f"× {word}", "dim"
    match clock.state:
        case TimerState.ARMED:
            late = clock.late_ms >= LATE_MS
            return (f"! {word}", "warn") if late else (f"○ {word}", "dim")
        case TimerState.DONE:
            return f"✓ {word}", "dim"
        case TimerState.PAUSED:
            return f"‖ {word}", "warn"
        case TimerState.RUNNING:
            sign = {Level.NORMAL: "▶", Level.WARNING: "▷"}.get(clock.level, "!")
            return f"{sign} {word}", _LEVEL_STYLE[clock.level]


def _time(clock: TimerView) -> str:
    if clock.state in (TimerState.ARMED, TimerState.DONE):
        return ""
    return minutes_seconds(clock.remaining_ms)
