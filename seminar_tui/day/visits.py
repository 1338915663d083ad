"""Who really stood at a stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db.reads import days
from db.reads import visits as reads
from db.reads.actions import Undoable
from db.reads.stands import stands as stands_of
from db.reads.visits import GuestRow, Holder, PresenterRow
from db.rows import RoundRow, StandRow
from db.vocabulary import Instant, StationRole, VisitResult
from db.writes import visits as writes
from db.writes.timing import lock_stand
from seminar_tui.day.stands import stand_named
from seminar_tui.day.station import Station, Work
from seminar_tui.day.written import written
from seminar_tui.rules.badge import Damaged, normalise, read_code
from seminar_tui.rules.programme import round_now
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.rounds import presenting
from seminar_tui.rules.visits import Room, Visitor, admit, counted, nearest_with_room


@dataclass(frozen=True, slots=True)
class Visited:
    """A counted visit. `moved_from` is the stand left for this one; `nearest` is filled
    where the stand is over its target. `forced`: asked for, and needed."""

    result: VisitResult
    participant_id: int
    code: str
    stand: StandRow
    round: int
    here: int
    target: int
    moved_from: int | None
    nearest: tuple[Room, ...]
    forced: tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class StandPeople:
    """Everybody at a stand in a round."""

    guests: tuple[GuestRow, ...]
    presenters: tuple[PresenterRow, ...]

    @property
    def expected(self) -> int:
        """How many were told to come."""
        return sum(guest.expected for guest in self.guests)

    @property
    def here(self) -> int:
        """How many stand here."""
        return sum(guest.here for guest in self.guests)

    @property
    def extra(self) -> int:
        """How many stand here without being told to."""
        return sum(guest.here and not guest.expected for guest in self.guests)


def person_behind(connection: Connection, day_id: int, raw: str) -> Holder:
    """Return whose valid badge was scanned. Raises Refused: damaged, unknown, revoked."""
    if isinstance(read_code(raw), Damaged):
        raise Refused("damaged")
    found = reads.holder(connection, day_id, normalise(raw))
    if found is None:
        raise Refused("unknown")
    if found.revoked:
        raise Refused("revoked")
    return found


def visit(
    station: Station,
    now: Instant,
    code: str,
    asked: str,
    *,
    round_: int | None = None,
    force: str | None = None,
) -> Visited:
    """Count somebody as a guest at a stand, in its round.

    `force` is the reason why an objection is overruled. Raises Refused: damaged, unknown,
    revoked, own_stand, presenting, not_open, not_arrived; BadInput: stand_unknown, out_of_range.
    """
    with station.act(now, "visit", StationRole.STAND) as work:
        person = person_behind(work.connection, station.day_id, code)
        stands = stands_of(work.connection, station.day_id)
        stand = stand_named(work.connection, station.day_id, asked)
        work.must_own(stand.id)
        rounds = days.rounds(work.connection, station.day_id)
        number = _round(rounds, round_) or stand.round or round_now(rounds, now.utc_ms)
        # The stand's count and the guest's place: both hold until this is written.
        lock_stand(work.connection, stand.id)
        writes.lock_participant(work.connection, person.id)
        visitor = _visitor(work.connection, person, stands, number)
        needed = admit(visitor, stand, number, force=force is not None)
        return _count(work, person, visitor, stand, stands, number, force, needed)


def _round(rounds: Sequence[RoundRow], asked: int | None) -> int | None:
    """Return the round asked for. There is one place a round: a round more is a visit too many."""
    if asked is not None and not 1 <= asked <= len(rounds):
        raise BadInput("out_of_range", field="round", value=asked, low=1, high=len(rounds))
    return asked


def _visitor(
    connection: Connection, person: Holder, stands: tuple[StandRow, ...], round_: int
) -> Visitor:
    presents = next((s for s in stands if s.id == person.presents_stand_id), None)
    return Visitor(
        municipality=person.municipality,
        arrived=person.arrived,
        presents=person.presents_stand_id,
        presents_in=presents.round if presents else None,
        presents_at=presents.number if presents else None,
        stands_at=reads.stands_at(connection, person.id, round_),
    )


def _count(
    work: Work,
    person: Holder,
    visitor: Visitor,
    stand: StandRow,
    stands: tuple[StandRow, ...],
    round_: int,
    force: str | None,
    needed: bool,
) -> Visited:
    target = days.day(work.connection, work.day_id).target
    here = reads.counts(work.connection, work.day_id, round_)
    result = counted(visitor, stand, here.get(stand.id, 0), target)
    if result is not VisitResult.AGAIN:
        _write(work, person.id, visitor.stands_at, stand.id, round_)
        here[stand.id] = here.get(stand.id, 0) + 1
    moved_from = _number_of(stands, visitor.stands_at) if visitor.stands_at != stand.id else None
    nearest: tuple[Room, ...] = ()
    if result is VisitResult.OVER_TARGET:
        rooms = [Room(s, target - here.get(s.id, 0)) for s in presenting(stands, round_)]
        nearest = nearest_with_room(stand, rooms, person.municipality)
    work.log(
        result.value,
        participant_id=person.id,
        stand_id=stand.id,
        detail={"round": round_, "reason": written(force or "", 200)},
        undo=None
        if result is VisitResult.AGAIN
        else {"round": round_, "former": visitor.stands_at},
        forced_asked=force is not None,
        forced_needed=needed,
    )
    return Visited(
        result,
        person.id,
        person.code,
        stand,
        round_,
        here.get(stand.id, 0),
        target,
        moved_from,
        nearest,
        (force is not None, needed),
    )


def _number_of(stands: tuple[StandRow, ...], stand_id: int | None) -> int | None:
    return next((stand.number for stand in stands if stand.id == stand_id), None)


def _write(work: Work, participant_id: int, former: int | None, stand_id: int, round_: int) -> None:
    line: Mapping[str, int] = {
        "participant_id": participant_id,
        "round_": round_,
        "at": work.now.utc_ms,
        "station_id": work.station.actor.station_id,
    }
    if former is not None:
        writes.add_visit(work.connection, "left", stand_id=former, **line)
    writes.add_visit(work.connection, "came", stand_id=stand_id, **line)
    writes.stand_at(work.connection, participant_id, round_, stand_id, work.now.utc_ms)


def undo_visit(work: Work, action: Undoable) -> None:
    """Let somebody stand where they stood before, inside a station's undo."""
    assert action.participant_id is not None
    assert action.stand_id is not None
    round_, former = int(action.undo["round"]), action.undo["former"]
    writes.add_visit(
        work.connection,
        "undone",
        participant_id=action.participant_id,
        stand_id=action.stand_id,
        round_=round_,
        at=work.now.utc_ms,
        station_id=work.station.actor.station_id,
    )
    if former is None:
        writes.stand_nowhere(work.connection, action.participant_id, round_)
    else:
        writes.stand_at(
            work.connection, action.participant_id, round_, int(former), work.now.utc_ms
        )


def read_people(connection: Connection, stand_id: int, round_: int) -> StandPeople:
    """Return who is expected and who is at a stand, and who presents there."""
    return StandPeople(
        reads.guests(connection, stand_id, round_), reads.presenters_of(connection, stand_id)
    )


def report_presenters(station: Station, now: Instant, asked: str) -> bool:
    """Say that a stand's presenters are missing, or, where that was said, that they came.

    Of several, those the door has not seen are missing; where it has seen all, all are.
    Returns whether they are missing now. Raises BadInput: stand_unknown; Refused: no_presenters.
    """
    with station.act(now, "presenters", StationRole.STAND) as work:
        stand = stand_named(work.connection, station.day_id, asked)
        work.must_own(stand.id)
        people = reads.presenters_of(work.connection, stand.id)
        if not people:
            raise Refused("no_presenters", stand=stand.number)
        said = any(person.missing for person in people)
        absent = [person for person in people if not person.arrived] or list(people)
        concerned = people if said else absent
        writes.set_missing(work.connection, [p.participant_id for p in concerned], not said)
        work.log("presenters_came" if said else "presenters_missing", stand_id=stand.id)
    return not said
