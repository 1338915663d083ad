"""The rush: 547 people through three desks in 20 practice minutes, one in ten an odd case.

One desk is the real screen, worked by keys; the other two work through the same use cases
at the same time. Whatever happened before it, the next scan is taken.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from db.models import Action
from db.reads.people import people
from db.rows import PersonRow
from db.vocabulary import CheckInResult
from seminar_tui.clock import FrozenClock
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.people import PersonChange, WalkIn, edit_person, walk_in
from seminar_tui.day.station import Station, take_station
from seminar_tui.day.undo import undo_last
from seminar_tui.rules.badge import CodeKind, new_code
from seminar_tui.rules.fixed_codes import SheetCommand, command_code
from tests.bench.bench_checkin import START, make_day
from tests.screens.door_desk import Desk, open_desk

PEOPLE = 547
RUSH_S = 20 * 60
ODD = 0.1


def _odd_people(station: Station, clock: FrozenClock, guests: list[PersonRow]) -> set[int]:
    """Block some, cancel some, give some a note; return who must not come in."""
    kept_out = set()
    for at, guest in enumerate(guests[::40]):
        change = (
            PersonChange(status="blocked"),
            PersonChange(status="cancelled"),
            PersonChange(attention="Giv mappe"),
        )[at % 3]
        edit_person(station, clock.now(), guest.code, change)
        if at % 3 < 2:
            kept_out.add(guest.id)
    return kept_out


def _behind_the_scenes(
    station: Station, clock: FrozenClock, guests: list[PersonRow], seed: str
) -> int:
    """Work a desk through its use cases; return how many came unregistered."""
    source = random.Random(seed)
    walked_in = 0
    for guest in guests:
        if source.random() < ODD:
            match source.randrange(4):
                case 0:
                    check_in(station, clock.now(), new_code(CodeKind.PERSON, source))
                case 1:
                    check_in(station, clock.now(), guest.code[:-1] + "!")
                case 2:
                    walk_in(station, clock.now(), WalkIn(f"Gæst {seed} {walked_in}"), let_in=True)
                    walked_in += 1
                case _:
                    check_in(station, clock.now(), guest.code)
                    undo_last(station, clock.now())
        check_in(station, clock.now(), guest.code)
    return walked_in


async def _odd_moment(desk: Desk, source: random.Random, guest: PersonRow) -> str:
    """Do to the screen what a busy entrance does to it just before a scan."""
    what = source.choice(["palette", "help", "form", "missing", "name", "unknown", "damaged"])
    match what:
        case "palette":
            await desk.pilot.press("ctrl+p")
            await desk.pilot.pause(0.1)
        case "help":
            await desk.pilot.press("f1")
        case "form":
            await desk.pilot.press("f6")
        case "missing":
            await desk.pilot.press("ctrl+e")
        case "name":
            await desk.keys("kar")
        case "unknown":
            await desk.keys(new_code(CodeKind.PERSON, source) + "\r")
        case _:
            await desk.keys(guest.code[:-1] + ("A" if guest.code[-1] != "A" else "B") + "\r")
    return what


async def _at_the_screen(desk: Desk, guests: list[PersonRow], seed: int) -> Counter[str]:
    """Scan each guest; return how often each odd moment came before one."""
    source = random.Random(seed)
    odd: Counter[str] = Counter()
    for guest in guests:
        if source.random() < ODD:
            odd[await _odd_moment(desk, source, guest)] += 1
        if source.random() < ODD / 2:
            await desk.keys(guest.code + "\r")
            odd["doubled"] += 1
        await desk.keys(guest.code + "\r")
        if desk.app.screen is not desk.door:
            await desk.pilot.press("escape")
            await desk.closed()
        for _ in range(100):
            if desk.door.queue.ask is not None:
                await desk.keys(command_code(SheetCommand.YES) + "\r")
            queue = desk.door.queue
            if queue.at_store is None and not queue.waiting and queue.ask is None:
                break
            await desk.pilot.pause(0.02)
        else:
            raise AssertionError(f"{guest.id} is not taken after {odd}:\n{desk.text()}")
    return odd


@pytest.mark.long
async def test_a_rush_leaves_no_state_in_which_the_next_scan_is_not_taken(
    tmp_path: Path, seed: int
) -> None:
    store, station, _codes = make_day(tmp_path / "day.db", PEOPLE)
    clock = FrozenClock(START)
    with station.look() as connection:
        everybody = list(people(connection, station.day_id))
    kept_out = _odd_people(station, clock, everybody)
    random.Random(seed).shuffle(everybody)
    third = PEOPLE // 3
    shares = everybody[:third], everybody[third : 2 * third], everybody[2 * third :]
    desks = [take_station(store, f"Indgang {n}", clock.now(), station.day_id) for n in (2, 3)]
    over = asyncio.Event()

    async def time_passes() -> None:
        while not over.is_set():
            clock.advance(RUSH_S / 400)
            await asyncio.sleep(0.1)

    async with open_desk(station, clock) as desk:
        passing = asyncio.create_task(time_passes())
        others = [
            asyncio.create_task(
                asyncio.to_thread(_behind_the_scenes, other, clock, share, other.actor.station)
            )
            for other, share in zip(desks, shares[1:], strict=True)
        ]
        odd = await _at_the_screen(desk, shares[0], seed)
        walked_in = sum([await one for one in others])
        over.set()
        await passing
        now = {one.id: one for one in desk.people()}
        assert {one.id for one in everybody if not now[one.id].inside} == kept_out
        assert sum(one.inside for one in now.values()) == PEOPLE - len(kept_out) + walked_in
        last = everybody[0]
        await desk.scan(last.code)
        assert desk.card.name == last.name or last.id in kept_out
    assert sum(odd.values()) >= third * ODD / 2
    with store.reading() as connection:
        counted = connection.execute(
            select(col(Action.result), func.count())
            .where(col(Action.kind) == "check_in")
            .group_by(col(Action.result))
        )
        results: Counter[str] = Counter()
        for result, number in counted:
            results[result] += number
    assert set(results) <= {one.value for one in CheckInResult}
    assert results["blocked"] + results["cancelled"] >= len(kept_out)
    store.close()
