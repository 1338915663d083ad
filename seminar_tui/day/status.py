"""How the day stands: the whole floor read once, and shown at any later moment.

`floor` reads; everything else is a function of what it read and of now, so that a screen
reads after a commit and only looks at the clock in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from db.reads.board import BoardRows, Crowd, StandCount, board
from db.rows import DayRow, RoundRow, StandRow
from db.vocabulary import Instant, PersonStatus, StandStatus, StationRole, TimerState
from seminar_tui.day.station import Station
from seminar_tui.rules.alerts import (
    PATIENCE,
    Alert,
    AlertRules,
    MessageFacts,
    StandFacts,
    StationFacts,
    alerts,
)
from seminar_tui.rules.programme import MINUTE, round_now
from seminar_tui.rules.timer import Ledger, TimerPlan, TimerView, look, settle

Clocks = Mapping[int, TimerView]
"""What each stand's clock shows at one moment, by stand id."""


@dataclass(frozen=True, slots=True)
class Heads:
    """People counted. `expected` are those who may still come."""

    registered: int = 0
    arrived: int = 0
    inside: int = 0
    expected: int = 0


@dataclass(frozen=True, slots=True)
class StandLine:
    """One stand on the floor, with its clock folded up to its last event."""

    row: StandRow
    count: StandCount
    plan: TimerPlan
    ledger: Ledger

    @property
    def is_open(self) -> bool:
        """Whether the stand takes guests."""
        return self.row.status is StandStatus.OPEN

    def clock(self, now: Instant) -> TimerView:
        """Return what the stand's clock shows."""
        return look(self.ledger, now, self.plan)


@dataclass(frozen=True, slots=True)
class Floor:
    """The whole floor as of one read."""

    rows: BoardRows
    lines: tuple[StandLine, ...]
    heads: Heads
    by_role: dict[str, Heads]
    by_municipality: dict[str, Heads]

    @property
    def day(self) -> DayRow:
        """The day."""
        return self.rows.day

    @property
    def rounds(self) -> tuple[RoundRow, ...]:
        """The planned rounds."""
        return self.rows.rounds

    def of_round(self, number: int | None) -> tuple[StandLine, ...]:
        """Return a round's stands by number; None gives those without a round."""
        return tuple(line for line in self.lines if line.row.round == number)

    def round_at(self, now: Instant) -> int:
        """Return the round that is on the floor, or is next.

        A round whose stands still run stays until the next one begins.
        """
        planned = round_now(self.rounds, now.utc_ms)
        before = planned - 1
        begins = {one.number: one.starts for one in self.rounds}
        running = any(
            line.ledger.state in (TimerState.RUNNING, TimerState.PAUSED)
            for line in self.of_round(before)
        )
        return before if running and now.utc_ms < begins.get(planned, 0) else planned

    def clocks(self, now: Instant) -> Clocks:
        """Return what every stand's clock shows, by stand id."""
        return {line.row.id: line.clock(now) for line in self.lines}

    def alerts(
        self, now: Instant, clocks: Clocks | None = None, rules: AlertRules = PATIENCE
    ) -> tuple[Alert, ...]:
        """Return what needs somebody now, most urgent first. `clocks` saves looking twice."""
        return alerts(
            now.utc_ms,
            _stand_facts(self, clocks or self.clocks(now)),
            _station_facts(self, now, rules),
            _message_facts(self),
            self._patience(rules),
        )

    def _patience(self, rules: AlertRules) -> AlertRules:
        """Stations beat in real time; on a practice day that is many of its minutes."""
        speed = self.day.practice_speed if self.day.practice_since is not None else 1.0
        return replace(rules, quiet_ms=round(rules.quiet_ms * max(1.0, speed)))


def floor(station: Station, now: Instant) -> Floor:
    """Read the whole floor of the station's day. `now` is not needed: nothing read depends on it.

    Raises sqlalchemy.exc.NoResultFound where there is no such day.
    """
    with station.look() as connection:
        rows = board(connection, station.day_id)
    return lay_out(rows)


def lay_out(rows: BoardRows) -> Floor:
    """Return the floor these rows describe."""
    lines = tuple(_line(rows, stand) for stand in rows.stands)
    roles = _counted((crowd.role, crowd) for crowd in rows.crowd)
    homes = _counted((crowd.municipality or "", crowd) for crowd in rows.crowd)
    everyone = _counted(("", crowd) for crowd in rows.crowd).get("", Heads())
    return Floor(rows, lines, everyone, roles, homes)


def _line(rows: BoardRows, stand: StandRow) -> StandLine:
    plan = timer_plan(rows.day, rows.rounds, stand.round)
    count = rows.counts.get(stand.id, StandCount())
    return StandLine(stand, count, plan, settle(rows.events.get(stand.id, ()), plan))


def timer_plan(day: DayRow, rounds: Iterable[RoundRow], number: int | None) -> TimerPlan:
    """Return what a stand's time is planned to be in a round; without one, the day's lengths."""
    planned = {one.number: one for one in rounds}
    this = planned.get(number) if number is not None else None
    following = planned.get(number + 1) if number is not None else None
    return TimerPlan(
        talk_ms=this.talk_ends - this.starts if this else day.talk_ms,
        dialogue_ms=this.ends - this.talk_ends if this else day.dialogue_ms,
        warning_ms=day.warning_ms,
        danger_ms=day.danger_ms,
        automatic=day.auto_advance,
        round_starts=this.starts if this else None,
        round_ends=this.ends if this else None,
        next_starts=following.starts if following else None,
    )


def _counted(crowds: Iterable[tuple[str, Crowd]]) -> dict[str, Heads]:
    figures: dict[str, list[int]] = {}
    for name, crowd in crowds:
        may_come = crowd.status == PersonStatus.REGISTERED
        sums = figures.setdefault(name, [0, 0, 0, 0])
        sums[0] += crowd.people if may_come else 0
        sums[1] += crowd.arrived
        sums[2] += crowd.inside
        sums[3] += crowd.people - crowd.arrived if may_come and not crowd.gone else 0
    return {name: Heads(*sums) for name, sums in figures.items()}


def _stand_facts(floor: Floor, clocks: Clocks) -> Iterator[StandFacts]:
    planned = any(line.count.placed for line in floor.lines)
    scanned = {line.row.round for line in floor.lines if line.count.visiting}
    for line in floor.lines:
        starts, ends = line.plan.round_starts, line.plan.round_ends
        if not line.is_open or line.row.round is None or starts is None or ends is None:
            continue
        yield StandFacts(
            stand=line.row.number,
            round=line.row.round,
            round_starts=starts,
            round_ends=ends,
            next_starts=line.plan.next_starts,
            presenters=line.count.presenters + line.count.named,
            presenters_here=line.count.presenters_here,
            placed=line.count.placed,
            visiting=line.count.visiting,
            capacity=line.row.capacity,
            scanned=line.row.round in scanned,
            planned=planned,
            clock=clocks[line.row.id],
        )


def _station_facts(floor: Floor, now: Instant, rules: AlertRules) -> Iterator[StationFacts]:
    """Yield the stations that should be heard from: doors all the time, stands in their round."""
    if not floor.rounds:
        return
    opens = floor.rounds[0].starts - 2 * rules.lead_ms
    closes = floor.rounds[-1].ends
    if not opens <= now.utc_ms < closes:
        return
    numbers = {line.row.id: line for line in floor.lines}
    for station in floor.rows.stations:
        line = numbers.get(station.stand_id or 0)
        if station.seen_at < opens:
            continue
        if station.role is StationRole.DOOR:
            yield StationFacts(station.name, None, station.seen_at)
        elif station.role is StationRole.STAND and line is not None and _at_work(line, now):
            yield StationFacts(station.name, line.row.number, station.seen_at)


def _at_work(line: StandLine, now: Instant) -> bool:
    starts, ends = line.plan.round_starts, line.plan.round_ends
    on = starts is not None and ends is not None and starts - 5 * MINUTE <= now.utc_ms < ends
    return on and line.ledger.state is not TimerState.DONE


def _message_facts(floor: Floor) -> Iterator[MessageFacts]:
    numbers = {line.row.id: line.row.number for line in floor.lines}
    for message in floor.rows.messages:
        if message.stand_id in numbers:
            yield MessageFacts(message.id, numbers[message.stand_id], message.at)
