"""The rounds of a day as a whole: moving them, and closing one."""

from __future__ import annotations

from collections.abc import Iterable

from db.reads import days as reads
from db.reads.actions import Undoable
from db.reads.board import begun_rounds
from db.rows import RoundRow
from db.vocabulary import Instant, StationRole, TimerState
from db.writes import days as writes
from seminar_tui.day.station import Station, Work
from seminar_tui.day.timing import press, read_clocks
from seminar_tui.rules.refusal import Refused
from seminar_tui.rules.round_times import shifted_rounds
from seminar_tui.rules.timer_table import Command, Request


def shift_round(station: Station, now: Instant, number: int, minutes: int) -> tuple[RoundRow, ...]:
    """Move a round and all after it; return the new plan of times.

    Raises BadInput: no_such_round, out_of_range; Refused: round_begun, rounds_overlap.
    """
    with station.act(now, "shift_round", StationRole.ORGANISER) as work:
        former = reads.rounds(work.connection, work.day_id)
        begun = begun_rounds(work.connection, work.day_id)
        moved = shifted_rounds(former, number, minutes * 60_000, begun)
        writes.set_rounds(work.connection, work.day_id, moved)
        undo = {"rounds": _times(former), "to": _times(moved)}
        work.log("shifted", detail={"round": number, "minutes": minutes}, undo=undo)
    return moved


def undo_shift(work: Work, action: Undoable) -> None:
    """Give the rounds their former times back. Raises Refused: changed_since."""
    if _times(reads.rounds(work.connection, work.day_id)) != action.undo["to"]:
        raise Refused("changed_since")
    former = [RoundRow(*times) for times in action.undo["rounds"]]
    writes.set_rounds(work.connection, work.day_id, former)


def _times(rounds: Iterable[RoundRow]) -> list[list[int]]:
    return [[one.number, one.starts, one.talk_ends, one.ends] for one in rounds]


def close_round(station: Station, now: Instant, number: int) -> tuple[int, ...]:
    """Finish every clock of a round that still runs; return the stands it stopped."""
    with station.look() as connection:
        clocks = read_clocks(connection, station.day_id)
    going = (TimerState.RUNNING, TimerState.PAUSED)
    stopped = tuple(
        clock.stand.number
        for clock in clocks
        if clock.round == number and clock.shows(now).state in going
    )
    for stand in stopped:
        press(station, now, str(stand), Request(Command.FINISH), number)
    return stopped
