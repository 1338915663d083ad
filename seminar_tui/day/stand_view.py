"""Everything a stand's screen shows, read at one moment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from db.reads import entries as entry_reads
from db.reads.entries import StoredEntry
from db.rows import MessageRow, StandRow
from db.vocabulary import Instant, StandStatus
from seminar_tui.day.messages import waiting_messages
from seminar_tui.day.stands import list_stands
from seminar_tui.day.station import Station
from seminar_tui.day.timing import StandClock, read_clock
from seminar_tui.day.visits import StandPeople, read_people
from seminar_tui.rules.concern import OfStand


@dataclass(frozen=True, slots=True)
class StandView:
    """A stand in a round: its clock, its people, what was said, and what it is told."""

    clock: StandClock
    people: StandPeople
    entries: tuple[StoredEntry, ...]
    messages: tuple[MessageRow, ...]

    @property
    def concern(self) -> OfStand:
        """Whose doings change what is shown."""
        guests = {guest.participant_id for guest in self.people.guests}
        presenters = {presenter.participant_id for presenter in self.people.presenters}
        return OfStand(self.clock.stand.id, frozenset(guests | presenters))


def read_stand(
    station: Station,
    now: Instant,
    asked: str,
    round_: int | None = None,
    kept: Collection[int] = (),
) -> StandView:
    """Return what a stand's screen shows; `kept` are the messages that are on it.

    Raises BadInput: stand_unknown, no_such_round.
    """
    with station.look() as connection:
        clock = read_clock(connection, station.day_id, asked, now, round_)
        stand_id, number = clock.stand.id, clock.round
        name = station.actor.station
        return StandView(
            clock,
            read_people(connection, stand_id, number),
            entry_reads.entries(connection, station.day_id, stand_id=stand_id, round_=number),
            waiting_messages(connection, station.day_id, now, name, stand_id, kept),
        )


def read_stands(station: Station) -> tuple[StandRow, ...]:
    """Return the open stands of the day, for a terminal that must say where it stands."""
    with station.look() as connection:
        listed = list_stands(connection, station.day_id)
    return tuple(one.stand for one in listed if one.stand.status is StandStatus.OPEN)
