"""What on the floor needs somebody now, most urgent first.

An alert is never stored: it is there while its cause is. Each says when it hurts, and
they are ranked by that; what hurts already is ranked by how grave it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from db.vocabulary import TimerState
from seminar_tui.rules.timer import TimerView

MINUTE = 60_000


class AlertKind(StrEnum):
    """What is wrong, gravest first."""

    PRESENTER_MISSING = "presenter_missing"
    NO_PRESENTER = "no_presenter"
    NOT_STARTED = "not_started"
    OVER_CAPACITY = "over_capacity"
    OVERTIME = "overtime"
    STAND_EMPTY = "stand_empty"
    STATION_QUIET = "station_quiet"
    PRESENTER_LATE = "presenter_late"
    MESSAGE_UNSEEN = "message_unseen"
    LEFT_RUNNING = "left_running"


GRAVITY = {kind: number for number, kind in enumerate(AlertKind)}
STOPS = frozenset(
    {
        AlertKind.PRESENTER_MISSING,
        AlertKind.NO_PRESENTER,
        AlertKind.NOT_STARTED,
        AlertKind.OVER_CAPACITY,
    }
)
"""These spoil a stand's round; the others are worth a walk."""


@dataclass(frozen=True, slots=True)
class AlertRules:
    """How patient the floor is. Lengths in milliseconds.

    `lead_ms` is how long before its round a stand is looked at; `empty_ms` how long after
    the start an empty stand is said.
    """

    lead_ms: int = 60 * MINUTE
    not_started_ms: int = 3 * MINUTE
    empty_ms: int = 4 * MINUTE
    quiet_ms: int = 3 * MINUTE
    unseen_ms: int = 2 * MINUTE


PATIENCE = AlertRules()


@dataclass(frozen=True, slots=True)
class StandFacts:
    """One open stand in its round, as the rule needs it.

    `scanned` says that visits are counted in this round at all, `planned` that there is a
    plan: without them an empty stand means nothing.
    """

    stand: int
    round: int
    round_starts: int
    round_ends: int
    next_starts: int | None
    presenters: int
    presenters_here: int
    placed: int
    visiting: int
    capacity: int
    scanned: bool
    planned: bool
    clock: TimerView


@dataclass(frozen=True, slots=True)
class StationFacts:
    """A station that should be heard from, and when it last was."""

    name: str
    stand: int | None
    seen_at: int


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """A message to a stand that nobody has acknowledged."""

    id: int
    stand: int
    at: int


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing that needs somebody.

    `hurts_at` is when the day suffers from it, which may be past. `amount` is people, or
    milliseconds where the kind is about time. `about` is a message's id; `station` a name.
    """

    kind: AlertKind
    hurts_at: int
    stand: int | None = None
    round: int | None = None
    amount: int = 0
    station: str = ""
    about: int | None = None

    @property
    def stops(self) -> bool:
        """Whether it spoils a stand's round if nobody acts."""
        return self.kind in STOPS


@dataclass(frozen=True, slots=True)
class AlertGroup:
    """Alerts of one kind and round told together, most urgent first."""

    alerts: tuple[Alert, ...] = field(default=())

    @property
    def first(self) -> Alert:
        """The most urgent of them."""
        return self.alerts[0]


def alerts(
    now: int,
    stands: Iterable[StandFacts],
    stations: Iterable[StationFacts] = (),
    messages: Iterable[MessageFacts] = (),
    rules: AlertRules = PATIENCE,
) -> tuple[Alert, ...]:
    """Return what needs somebody now, by when it hurts. `now` is UTC milliseconds."""
    found: list[Alert] = []
    for facts in stands:
        found.extend(_of_stand(now, facts, rules))
    found.extend(_of_stations(now, stations, rules))
    found.extend(_of_messages(now, messages, rules))
    return tuple(sorted(found, key=lambda alert: _urgency(alert, now)))


def grouped(ranked: Sequence[Alert], alone: int = 2) -> tuple[AlertGroup, ...]:
    """Return the alerts with more than `alone` of one kind and round told as one.

    A round that nobody started is one thing to do, not thirteen.
    """
    by_kind: dict[tuple[AlertKind, int | None], list[Alert]] = {}
    for alert in ranked:
        by_kind.setdefault((alert.kind, alert.round), []).append(alert)
    groups: list[AlertGroup] = []
    for members in by_kind.values():
        if len(members) > alone:
            groups.append(AlertGroup(tuple(members)))
        else:
            groups.extend(AlertGroup((alert,)) for alert in members)
    place = {id(alert): number for number, alert in enumerate(ranked)}
    return tuple(sorted(groups, key=lambda group: place[id(group.first)]))


def _urgency(alert: Alert, now: int) -> tuple[int, int, int, int, str]:
    soon = max(now, alert.hurts_at)
    return (soon, GRAVITY[alert.kind], alert.hurts_at, alert.stand or 0, alert.station)


def _of_stand(now: int, facts: StandFacts, rules: AlertRules) -> Iterator[Alert]:
    clock = facts.clock
    if clock.state is TimerState.DONE:
        return
    going = clock.state is not TimerState.ARMED
    near = facts.round_starts - rules.lead_ms <= now < facts.round_ends or going
    if near:
        yield from _presenters(facts)
        yield from _room(now, facts, rules)
    late = clock.state is TimerState.ARMED and clock.late_ms >= rules.not_started_ms
    if late and now < facts.round_ends:
        at = facts.round_starts
        yield Alert(AlertKind.NOT_STARTED, at, facts.stand, facts.round, clock.late_ms)
    if clock.left_running:
        over = clock.overtime_ms
        yield Alert(AlertKind.LEFT_RUNNING, now, facts.stand, facts.round, over)
    elif clock.conflict_ms and facts.next_starts is not None:
        over = clock.conflict_ms
        yield Alert(AlertKind.OVERTIME, facts.next_starts, facts.stand, facts.round, over)


def _presenters(facts: StandFacts) -> Iterator[Alert]:
    missing = facts.presenters - facts.presenters_here
    at = facts.round_starts
    if not facts.presenters:
        yield Alert(AlertKind.NO_PRESENTER, at, facts.stand, facts.round)
    elif not facts.presenters_here:
        yield Alert(AlertKind.PRESENTER_MISSING, at, facts.stand, facts.round, missing)
    elif missing:
        yield Alert(AlertKind.PRESENTER_LATE, at, facts.stand, facts.round, missing)


def _room(now: int, facts: StandFacts, rules: AlertRules) -> Iterator[Alert]:
    begun = now >= facts.round_starts
    people = facts.visiting if begun and facts.scanned else max(facts.placed, facts.visiting)
    if people > facts.capacity:
        over = people - facts.capacity
        at = max(now, facts.round_starts)
        yield Alert(AlertKind.OVER_CAPACITY, at, facts.stand, facts.round, over)
    if people:
        return
    settled = now >= facts.round_starts + rules.empty_ms
    if (facts.scanned and settled) or (facts.planned and not begun):
        at = facts.round_starts + rules.empty_ms
        yield Alert(AlertKind.STAND_EMPTY, at, facts.stand, facts.round)


def _of_stations(now: int, stations: Iterable[StationFacts], rules: AlertRules) -> Iterator[Alert]:
    for station in stations:
        quiet = now - station.seen_at
        if quiet >= rules.quiet_ms:
            at = station.seen_at + rules.quiet_ms
            yield Alert(
                AlertKind.STATION_QUIET, at, station.stand, amount=quiet, station=station.name
            )


def _of_messages(now: int, messages: Iterable[MessageFacts], rules: AlertRules) -> Iterator[Alert]:
    for message in messages:
        waited = now - message.at
        if waited >= rules.unseen_ms:
            at = message.at + rules.unseen_ms
            yield Alert(
                AlertKind.MESSAGE_UNSEEN, at, message.stand, amount=waited, about=message.id
            )
