"""Plays the script of a practice day through the use cases that staff use.

Each desk and stand is a station of its own. A refusal is an answer: people shrug and go
on. Trouble with the store is tried again, as staff would.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from threading import Event
from typing import assert_never

from db.engine import Store
from db.errors import StoreError
from db.reads import demo as reads
from db.reference import municipality_name
from db.vocabulary import Instant, StationRole
from seminar_tui.clock import Clock, elapsed
from seminar_tui.day import people, substitutes
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.entries import NewEntry, add_entry
from seminar_tui.day.leaving import check_out
from seminar_tui.day.messages import EVERYBODY, send_message
from seminar_tui.day.presence import beat
from seminar_tui.day.station import Station, take_station
from seminar_tui.day.timing import press
from seminar_tui.day.visits import visit
from seminar_tui.demo.script import (
    Announce,
    Arrive,
    Leave,
    MisScan,
    Say,
    Seats,
    StandIn,
    Step,
    Turn,
    Walk,
    WalkIn,
)
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.timer_table import Command, Request

PROCESS = "practice"
ORGANISER = "Øvearrangør"
TRIES = 5
BEAT_S = 30.0
"""How often a station says that it is on, in seconds of the real clock."""


class Simulator:
    """The staff and guests of a practice day. `answers` counts what the day answered."""

    def __init__(self) -> None:
        self.answers: Counter[str] = Counter()
        self._steps: Sequence[Step] = ()
        self._next = 0
        self._codes: dict[str, str] = {}
        self._stations: dict[str, tuple[Station, StationRole, int | None]] = {}

    def take(self, store: Store, day_id: int) -> None:
        """Work on this store from now on."""
        self._store = store
        self._day_id = day_id
        self._stations = {}
        with store.reading() as connection:
            self._stand_ids = reads.stand_ids(connection, day_id)

    def learn(self, script: Sequence[Step]) -> None:
        """Take this script from its beginning."""
        self._steps, self._next = script, 0

    def catch_up(self, until: int) -> None:
        """Let everything up to this moment have happened, each step at its own time."""
        while self._next < len(self._steps) and self._steps[self._next].at <= until:
            self._play(Instant(self._steps[self._next].at))

    def live(self, clock: Clock, speed: float, stop: Event) -> None:
        """Play the rest as its time comes, until it is over or `stop` is set."""
        seen_at = 0.0
        while self._next < len(self._steps) and not stop.is_set():
            if elapsed() - seen_at >= BEAT_S or not seen_at:
                seen_at = elapsed()
                self._be_seen(clock.now())
            ahead_s = (self._steps[self._next].at - clock.now().utc_ms) / 1000 / speed
            if ahead_s > 0 and stop.wait(min(ahead_s, BEAT_S)):
                return
            if ahead_s <= BEAT_S:
                self._try(clock, stop)
        stop.wait()

    def _be_seen(self, now: Instant) -> None:
        """Let every station that is on say so, as a screen that nobody touches does."""
        for station, role, stand in self._stations.values():
            try:
                beat(station, now, role, stand)
            except StoreError as error:
                self.answers[error.code] += 1

    def _try(self, clock: Clock, stop: Event) -> None:
        here = self._next
        for _ in range(TRIES):
            try:
                self._play(clock.now())
                return
            except StoreError as error:
                self.answers[error.code] += 1
                self._next = here
                if stop.wait(0.2):
                    return
        self._next = here + 1

    def _play(self, now: Instant) -> None:
        step = self._steps[self._next]
        self._next += 1
        try:
            self.answers[self._do(step, now)] += 1
        except (Refused, BadInput) as refused:
            self.answers[refused.code] += 1

    def _do(self, step: Step, now: Instant) -> str:
        match step:
            case Arrive():
                desk = self._desk(step.desk, now)
                return check_in(desk, now, self._code(step.who), desk=step.desk).result
            case MisScan():
                desk = self._desk(step.desk, now)
                return check_in(desk, now, step.text, desk=step.desk).result
            case WalkIn():
                return self._walk_in(step, now)
            case StandIn():
                return self._stand_in(step, now)
            case Leave():
                check_out(self._desk(step.desk, now), now, self._code(step.who), desk=step.desk)
                return "out"
            case Walk():
                host = self._host(step.stand, now)
                stand = str(step.stand)
                return visit(host, now, self._code(step.who), stand, round_=step.round).result
            case Turn():
                key = Request(Command(step.key))
                press(self._host(step.stand, now), now, str(step.stand), key, step.round)
                return step.key
            case Say():
                return self._say(step, now)
            case Announce():
                organiser = self._station(ORGANISER, StationRole.ORGANISER, None, now)
                send_message(organiser, now, EVERYBODY, step.text)
                return "message"
            case _:
                assert_never(step)

    def _walk_in(self, step: WalkIn, now: Instant) -> str:
        guest = people.WalkIn(
            name=step.name,
            municipality=municipality_name(step.municipality),
            role=step.role.value,
            wishes=tuple(map(str, step.wishes)),
        )
        desk = self._desk(step.desk, now)
        added = people.walk_in(desk, now, guest, let_in=True, desk=step.desk)
        self._codes[step.who] = added.person.code
        return "added"

    def _stand_in(self, step: StandIn, now: Instant) -> str:
        desk = self._desk(step.desk, now)
        came = substitutes.substitute(desk, now, step.who, name=step.name).person
        self._codes[step.who] = came.code
        return check_in(desk, now, came.code, desk=step.desk).result

    def _say(self, step: Say, now: Instant) -> str:
        code = self._code(step.by) if step.by else ""
        new = NewEntry(step.kind, step.text, code)
        add_entry(self._host(step.stand, now), now, str(step.stand), new, step.round)
        return step.kind.value

    def _code(self, who: str) -> str:
        return self._codes.get(who, who)

    def _desk(self, name: str, now: Instant) -> Station:
        return self._station(name, StationRole.DOOR, None, now)

    def _host(self, number: int, now: Instant) -> Station:
        return self._station(f"Stand {number}", StationRole.STAND, number, now)

    def _station(self, name: str, role: StationRole, stand: int | None, now: Instant) -> Station:
        known = self._stations.get(name)
        if known is not None:
            return known[0]
        stand_id = None if stand is None else self._stand_ids[stand]
        taken = take_station(
            self._store, name, now, self._day_id, process=PROCESS, role=role, stand_id=stand_id
        )
        self._stations[name] = (taken, role, stand)
        return taken


def read_seats(store: Store, day_id: int) -> Seats:
    """Return the day's plan as the script wants it."""
    with store.reading() as connection:
        return reads.seats_by_code(connection, day_id)
