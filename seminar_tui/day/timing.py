"""A stand's clock: showing it, and every key of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from db.reads import days
from db.reads.actions import Undoable
from db.reads.stands import stands as stands_of
from db.reads.timing import events_of_day, events_of_stand
from db.rows import RoundRow, StandRow, TimerEventRow
from db.vocabulary import Instant, StationRole, TimerKind
from db.writes.timing import add_events, lock_stand
from seminar_tui.day.stands import stand_named
from seminar_tui.day.station import Station, Work
from seminar_tui.rules.programme import round_now
from seminar_tui.rules.refusal import Refused
from seminar_tui.rules.rounds import other_rounds, plan_of, presenting
from seminar_tui.rules.timer import Ledger, TimerPlan, TimerView, look, settle
from seminar_tui.rules.timer_table import Command, OtherRounds, Request, decide


@dataclass(frozen=True, slots=True)
class StandClock:
    """One stand's clock in one round, as stored; `shows` is what it reads at a moment."""

    stand: StandRow
    round: int
    plan: TimerPlan
    events: tuple[TimerEventRow, ...]
    others: OtherRounds
    ledger: Ledger

    def shows(self, now: Instant) -> TimerView:
        """Return what the clock shows."""
        return look(self.ledger, now, self.plan)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key that was pressed: what was stored, and the clock after it.

    `undid` is the kind of event an undo took back.
    """

    clock: StandClock
    added: tuple[TimerEventRow, ...]
    undid: TimerKind | None = None


@dataclass(frozen=True, slots=True)
class AllStarted:
    """A round started at one instant: the stands that were, and why the others were not."""

    started: tuple[int, ...]
    skipped: Mapping[int, Refused]


def read_clock(
    connection: Connection, day_id: int, asked: str, now: Instant, round_: int | None = None
) -> StandClock:
    """Return a stand's clock in its own round, or in the one asked for.

    Raises BadInput: stand_unknown, no_such_round.
    """
    stand = stand_named(connection, day_id, asked)
    rounds = days.rounds(connection, day_id)
    number = round_ or stand.round or round_now(rounds, now.utc_ms)
    return _clock_of(connection, day_id, stand, number, rounds)


def read_clocks(connection: Connection, day_id: int) -> tuple[StandClock, ...]:
    """Return every open stand's clock in its own round; in every round while none is chosen."""
    day, rounds = days.day(connection, day_id), days.rounds(connection, day_id)
    events = events_of_day(connection, day_id)
    stands = stands_of(connection, day_id)
    plans = {planned.number: plan_of(day, rounds, planned.number) for planned in rounds}
    return tuple(
        _clock(
            stand,
            number,
            plan,
            {n: events[stand.id, n] for n in plans if (stand.id, n) in events},
        )
        for number, plan in plans.items()
        for stand in presenting(stands, number)
    )


def _clock_of(
    connection: Connection,
    day_id: int,
    stand: StandRow,
    round_: int,
    rounds: tuple[RoundRow, ...],
) -> StandClock:
    plan = plan_of(days.day(connection, day_id), rounds, round_)
    return _clock(stand, round_, plan, events_of_stand(connection, stand.id))


def _clock(
    stand: StandRow,
    round_: int,
    plan: TimerPlan,
    clocks: Mapping[int, tuple[TimerEventRow, ...]],
) -> StandClock:
    events = clocks.get(round_, ())
    others = other_rounds(clocks, round_, plan)
    return StandClock(stand, round_, plan, events, others, settle(events, plan))


def show_clock(station: Station, now: Instant, asked: str, round_: int | None = None) -> StandClock:
    """Return a stand's clock. Raises BadInput: stand_unknown, no_such_round."""
    with station.look() as connection:
        return read_clock(connection, station.day_id, asked, now, round_)


def press(
    station: Station, now: Instant, asked: str, request: Request, round_: int | None = None
) -> Pressed:
    """Press a key of a stand's clock.

    Raises Refused with the codes of `rules.timer_table.decide`, other_stand; BadInput:
    stand_unknown, no_such_round, out_of_range.
    """
    with station.act(now, "timer", StationRole.STAND) as work:
        stand = stand_named(work.connection, station.day_id, asked)
        work.must_own(stand.id)
        lock_stand(work.connection, stand.id)
        clock = read_clock(work.connection, station.day_id, asked, now, round_)
        added = _store(work, clock, request)
        _log(work, clock, added[-1])
        after = read_clock(work.connection, station.day_id, asked, now, clock.round)
    return Pressed(after, added, _undid(after.events, added))


def _store(work: Work, clock: StandClock, request: Request) -> tuple[TimerEventRow, ...]:
    added = decide(clock.events, request, work.now, clock.plan, clock.others)
    add_events(work.connection, clock.stand.id, clock.round, work.station.actor.station_id, added)
    return added


def _log(work: Work, clock: StandClock, last: TimerEventRow) -> None:
    where = {"round": clock.round, "seq": last.seq}
    undoable = last.kind is not TimerKind.VOIDED
    work.log(
        last.kind.value,
        stand_id=clock.stand.id,
        detail=where,
        undo=where if undoable else None,
    )


def _undid(events: tuple[TimerEventRow, ...], added: tuple[TimerEventRow, ...]) -> TimerKind | None:
    voided = added[-1].voids
    return next((event.kind for event in events if event.seq == voided), None)


def start_all(station: Station, now: Instant, round_: int) -> AllStarted:
    """Start every stand of a round at one shared instant; those that run or are done stay.

    Raises BadInput: no_such_round.
    """
    with station.act(now, "timer_all", StationRole.ORGANISER) as work:
        connection, day_id = work.connection, station.day_id
        rounds = days.rounds(connection, day_id)
        plan_of(days.day(connection, day_id), rounds, round_)
        started: list[int] = []
        skipped: dict[int, Refused] = {}
        for stand in presenting(stands_of(connection, day_id), round_):
            lock_stand(connection, stand.id)
            clock = _clock_of(connection, day_id, stand, round_, rounds)
            try:
                _store(work, clock, Request(Command.START))
            except Refused as refused:
                skipped[stand.number] = refused
            else:
                started.append(stand.number)
        work.log(
            "started_all",
            detail={"round": round_, "started": started, "skipped": list(skipped)},
        )
    return AllStarted(tuple(started), skipped)


def undo_timer(work: Work, action: Undoable) -> None:
    """Take back a key inside a station's undo, if it is still the clock's last.

    Raises Refused: stale where the clock was touched since.
    """
    connection, day_id = work.connection, work.day_id
    stand = next(s for s in stands_of(connection, day_id) if s.id == action.stand_id)
    lock_stand(connection, stand.id)
    round_ = int(action.undo["round"])
    clock = _clock_of(connection, day_id, stand, round_, days.rounds(connection, day_id))
    request = Request(Command.UNDO, seq=int(action.undo["seq"]))
    added = decide(clock.events, request, work.now, clock.plan, clock.others)
    add_events(connection, stand.id, round_, work.station.actor.station_id, added)
