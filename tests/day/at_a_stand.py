"""What tests at a stand need of a made-up day: guests at the door, stands of a round."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import insert, select, update
from sqlmodel import col

from db.models import Badge, Day, Participant, Placement, Presence, Stand
from db.reads import stands as stand_reads
from db.rows import StandRow
from db.vocabulary import StationRole
from seminar_tui.clock import FrozenClock
from seminar_tui.day.station import Station, take_station


@dataclass(frozen=True, slots=True)
class Guest:
    id: int
    code: str
    municipality: str | None
    presents: int | None


def guests(station: Station) -> list[Guest]:
    """Return everybody with a valid badge, in the order they were registered."""
    with station.look() as connection:
        found = connection.execute(
            select(
                col(Participant.id),
                col(Badge.code),
                col(Participant.municipality),
                col(Participant.presents_stand_id),
            )
            .join(Badge, col(Badge.participant_id) == col(Participant.id))
            .where(col(Badge.revoked_at).is_(None), col(Participant.status) == "registered")
            .order_by(col(Participant.id))
        )
        return [Guest(*row) for row in found]


def let_everybody_in(station: Station, clock: FrozenClock) -> None:
    """Put everybody inside, straight into the table."""
    with station.store.writing() as connection:
        connection.execute(
            insert(Presence),
            [
                {
                    "participant_id": guest.id,
                    "day_id": station.day_id,
                    "arrived_at": clock.utc_ms,
                    "since": clock.utc_ms,
                    "desk": "",
                    "inside": True,
                }
                for guest in guests(station)
            ],
        )


def set_rounds(station: Station, **rounds: int | None) -> None:
    """Let stands present in rounds: `s1=1, s2=2`."""
    with station.store.writing() as connection:
        for name, round_ in rounds.items():
            connection.execute(
                update(Stand)
                .where(col(Stand.day_id) == station.day_id, col(Stand.number) == int(name[1:]))
                .values(round=round_)
            )


def set_day(station: Station, **values: object) -> None:
    """Change settings of the day."""
    with station.store.writing() as connection:
        connection.execute(update(Day).where(col(Day.id) == station.day_id).values(**values))


def place(station: Station, guest: Guest, stand: StandRow, round_: int = 1) -> None:
    """Tell somebody to go to a stand."""
    with station.store.writing() as connection:
        connection.execute(
            insert(Placement).values(
                participant_id=guest.id, round=round_, stand_id=stand.id, pinned=False
            )
        )


def stand(station: Station, number: int) -> StandRow:
    """Return a stand by number."""
    with station.look() as connection:
        return next(s for s in stand_reads.stands(connection, station.day_id) if s.number == number)


def strangers(station: Station, at: StandRow) -> list[Guest]:
    """Return guests who present nowhere and are not of the stand's municipality."""
    return [
        guest
        for guest in guests(station)
        if guest.presents is None and guest.municipality not in (None, at.municipality)
    ]


def other_station(station: Station, clock: FrozenClock, name: str) -> Station:
    """Return a second terminal on the same day."""
    return take_station(station.store, name, clock.now(), station.day_id)


def as_stand(station: Station, stand_id: int) -> Station:
    """Return the station with only a stand's rights."""
    actor = replace(station.actor, role=StationRole.STAND, stand_id=stand_id)
    return replace(station, actor=actor)
