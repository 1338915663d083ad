"""Writing a made-up day into a new file."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db.engine import Store
from db.errors import StoreError
from db.schema import open_store
from db.vocabulary import Instant, StationRole
from db.writes import days, demo
from db.writes.stands import touch_programme
from seminar_tui.day.planning import place
from seminar_tui.day.station import Work, take_station
from seminar_tui.demo.generator import DATE, PLACE, STARTS, TIMEZONE, TITLE, World
from seminar_tui.rules.dates import moment
from seminar_tui.rules.programme import MINUTE
from seminar_tui.rules.refusal import BadInput

STATION = "Øvesekretariatet"
CAPACITY = 14
"""Guests a stand has room for; the target of 10 is the day's own."""
MADE_AT = Instant(moment(DATE, STARTS, TIMEZONE) - 7 * 24 * 60 * MINUTE)
"""A week before the day the lists were closed; nothing in the file tells when it was made."""


@dataclass(frozen=True, slots=True)
class MadeDay:
    """What was written."""

    day_id: int
    stands: int
    people: int


Prepare = Callable[[Store, MadeDay], None]


def make_file(path: Path, world: World, prepare: Prepare | None = None) -> MadeDay:
    """Write the day as a new file; it is there whole or not at all.

    `prepare` does what else belongs to it before it is there. The same world, prepared in
    the same way, gives the same bytes.
    Raises BadInput: file_exists; StoreError as `db.engine.connect`.
    """
    if path.exists():
        raise BadInput("file_exists", path=str(path))
    half_made = path.with_name(f".{path.name}.{os.getpid()}.making")
    try:
        store = open_store(half_made, create=True)
        try:
            made = write_world(store, world)
            plan(store, made, world.seed)
            if prepare is not None:
                prepare(store, made)
        finally:
            store.close()
        os.replace(half_made, path)
    except StoreError as error:
        # Nobody asked for the half-made file: the trouble is with the one they named.
        facts = {**error.facts, "path": str(path)} if error.code != "no_folder" else error.facts
        raise StoreError(error.code, **facts) from error
    finally:
        for left in half_made.parent.glob(f"{half_made.name}*"):
            left.unlink()
    return made


def write_world(store: Store, world: World) -> MadeDay:
    """Write the day into an open store, in one transaction."""
    station = take_station(store, STATION, MADE_AT, 0, role=StationRole.ORGANISER)
    with station.act(MADE_AT, "create_day", StationRole.ORGANISER) as work:
        day_id = _write(work, world)
        work.log("created", detail={"day": day_id, "seed": world.seed})
    return MadeDay(day_id, len(world.stands), len(world.people))


def plan(store: Store, made: MadeDay, seed: int) -> None:
    """Place everybody, as the organiser does before the badges are printed."""
    station = take_station(store, STATION, MADE_AT, made.day_id)
    place(station, MADE_AT, seed)


def _write(work: Work, world: World) -> int:
    day_id = days.add_day(
        work.connection,
        world.rounds,
        title=TITLE,
        date=DATE,
        place=PLACE,
        timezone=TIMEZONE,
        starts=world.starts,
    )
    stand_ids = demo.add_stands(
        work.connection,
        day_id,
        [
            {
                "number": stand.number,
                "municipality": stand.municipality,
                "round": stand.round,
                "theme": stand.theme,
                "question": stand.question,
                "focus": stand.focus,
                "learning": stand.learning,
                "place": stand.place,
                "equipment": stand.equipment,
                "capacity": CAPACITY,
                "approved_at": work.now.utc_ms,
            }
            for stand in world.stands
        ],
    )
    touch_programme(work.connection, day_id, work.now.utc_ms)
    _write_people(work, day_id, world, stand_ids)
    return day_id


def _write_people(work: Work, day_id: int, world: World, stand_ids: dict[int, int]) -> None:
    ids = demo.add_participants(
        work.connection,
        day_id,
        [
            {
                "municipality": person.municipality,
                "organisation": person.organisation,
                "role": person.role.value,
                "presents_stand_id": stand_ids[person.presents] if person.presents else None,
            }
            for person in world.people
        ],
    )
    known = list(zip(ids, world.people, strict=True))
    demo.add_personal(
        work.connection,
        [
            {
                "participant_id": number,
                "name": person.name,
                "email": person.email,
                "title": person.title,
                "attention": person.attention,
            }
            for number, person in known
        ],
        [
            {"participant_id": number, "code": person.code, "issued_at": work.now.utc_ms}
            for number, person in known
        ],
        [
            {"participant_id": number, "rank": rank, "stand_id": stand_ids[wish]}
            for number, person in known
            for rank, wish in enumerate(person.wishes, 1)
        ],
    )


def start_clock(store: Store, day_id: int, since: Instant, started: int, speed: float) -> None:
    """Let the day run by itself from now on: it is `started` there, and goes `speed` times."""
    station = take_station(store, STATION, Instant(started), day_id)
    with station.act(Instant(started), "practice", StationRole.ORGANISER) as work:
        demo.run_practice(work.connection, day_id, since.utc_ms, started, speed)
        work.log("running", detail={"speed": speed})
