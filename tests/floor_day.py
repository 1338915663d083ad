"""A made-up floor for tests: stands, people, plan, visits and clocks, straight into the tables."""

from __future__ import annotations

import random
from pathlib import Path

from sqlalchemy import insert, text

from db.engine import Store
from db.models import (
    Arrival,
    Badge,
    Participant,
    Person,
    Placement,
    Presence,
    Stand,
    Standing,
    TimerEvent,
    Visit,
)
from db.reference import municipalities
from db.schema import open_store
from db.vocabulary import Instant, StationRole
from seminar_tui.day.days import DaySpec, create_day
from seminar_tui.day.station import Station, take_station
from seminar_tui.rules.dates import moment

TIMEZONE = "Europe/Copenhagen"
HOSTILE = "[/] [@click=app.quit]x\x1b]0;owned\x07 [b \u202eevil ="


def at(clock: str) -> int:
    """Return a time of the made-up day, UTC milliseconds."""
    return moment("2018-11-14", clock, TIMEZONE)


def make_floor(
    path: Path | str,
    stands: int = 26,
    guests_each: int = 4,
    presenters_each: int = 2,
    *,
    hostile: bool = False,
    seed: int = 7,
) -> tuple[Store, Station]:
    """Make a day at its busiest: round 1 runs, most have come, one presenter has not."""
    store = open_store(str(path), create=True)
    now = Instant(at("08:00"))
    maker = take_station(store, "test", now, 0, role=StationRole.ORGANISER)
    title = HOSTILE if hostile else "Midtvejsseminar"
    made = create_day(maker, now, DaySpec(title=title, date="2018-11-14", place="Odense"))
    station = Station(store, maker.actor, made.day_id)
    with store.writing() as connection:
        _fill(connection, made.day_id, stands, guests_each, presenters_each, hostile, seed)
    return store, station


def _fill(connection, day_id, count, guests_each, presenters_each, hostile, seed):
    luck = random.Random(seed)
    homes = list(municipalities())[:count]
    stands, people, persons, badges, presences, arrivals = [], [], [], [], [], []
    for index, home in enumerate(homes):
        stands.append(
            {
                "id": index + 1,
                "day_id": day_id,
                "number": index + 1,
                "municipality": home,
                "round": 1 if index < (count + 1) // 2 else 2,
                "theme": HOSTILE if hostile else f"Tema {index + 1}: læring der bliver",
                "question": HOSTILE if hostile else "Hvordan fastholder vi læringen?",
                "place": HOSTILE if hostile else f"Lokale {chr(65 + index % 6)}",
                "capacity": 14,
            }
        )
        for number in range(presenters_each + guests_each):
            who = len(people) + 1
            presents = index + 1 if number < presenters_each else None
            role = "politician" if number == presenters_each else "staff"
            people.append(
                {
                    "id": who,
                    "day_id": day_id,
                    "municipality": home,
                    "role": role,
                    "presents_stand_id": presents,
                }
            )
            name = HOSTILE if hostile else f"Person {who} Efternavn"
            persons.append({"participant_id": who, "name": name})
            badges.append({"code": f"P{who:09}", "participant_id": who, "issued_at": at("07:00")})
            if luck.random() < 0.85:
                came = at("09:00") + luck.randrange(3_500_000)
                presences.append(
                    {"participant_id": who, "day_id": day_id, "arrived_at": came, "since": came}
                )
                arrivals.append(
                    {
                        "day_id": day_id,
                        "participant_id": who,
                        "kind": "in",
                        "at": came,
                        "station_id": 1,
                    }
                )
    for table, rows in (
        (Stand, stands),
        (Participant, people),
        (Person, persons),
        (Badge, badges),
        (Presence, presences),
        (Arrival, arrivals),
    ):
        connection.execute(insert(table), rows)
    if connection.dialect.name == "postgresql":
        for name in ("stand", "participant"):  # numbered by us: a server's own count goes on
            top = f"(SELECT max(id) FROM {name})"
            connection.execute(
                text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {top})")
            )
    _walk(connection, luck, stands, people, {row["participant_id"] for row in presences})


def _walk(connection, luck, stands, people, came):
    placed, standing, visits, events = [], [], [], []
    for number in (1, 2):
        open_now = [stand for stand in stands if stand["round"] == number]
        for person in people:
            if person["presents_stand_id"] in {stand["id"] for stand in open_now}:
                continue
            stand = luck.choice(open_now)
            seat = {"participant_id": person["id"], "round": number, "stand_id": stand["id"]}
            placed.append(seat)
            if number == 1 and person["id"] in came and luck.random() < 0.8:
                standing.append({**seat, "at": at("10:02")})
                visits.append({**seat, "kind": "here", "at": at("10:02"), "station_id": 1})
    for stand in stands:
        if stand["round"] == 1 and stand["number"] % 5:
            events.append(
                {
                    "stand_id": stand["id"],
                    "round": 1,
                    "seq": 1,
                    "kind": "started",
                    "phase": "talk",
                    "at": at("10:00") + stand["number"] * 7_000,
                    "talk_ms": 900_000,
                    "dialogue_ms": 600_000,
                    "automatic": False,
                    "station_id": 1,
                }
            )
    for table, rows in (
        (Placement, placed),
        (Standing, standing),
        (Visit, visits),
        (TimerEvent, events),
    ):
        if rows:
            connection.execute(insert(table), rows)
