"""What happens on the made-up day, minute by minute: who comes when, goes where, says what.

Pure: a script is drawn from the world, its plan and its seed, and is the same each time.
The simulator plays it through the use cases that staff use; what the day answers
(already in, over the target, not open yet) changes nothing in the script, as in life.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.rows import RoundRow
from db.vocabulary import EntryKind, Role
from seminar_tui.demo import themes, words
from seminar_tui.demo.generator import MadePerson, MadeStand, World, draw_name
from seminar_tui.rules.badge import ALPHABET

SECOND = 1_000
MINUTE = 60 * SECOND
DESKS = ("Indgang 1", "Indgang 2")
PEAK_BEFORE_MS = 15 * MINUTE
NO_SHOW_SHARE = 0.05
STAND_IN_SHARE = 0.03
MIS_SCAN_SHARE = 0.06

Seats = Mapping[tuple[str, int], int]
"""The plan: the stand's number by (badge code, round)."""


@dataclass(frozen=True, slots=True)
class Arrive:
    """A badge is scanned at a desk."""

    at: int
    who: str
    desk: str


@dataclass(frozen=True, slots=True)
class MisScan:
    """The scanner catches something else."""

    at: int
    text: str
    desk: str


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Somebody comes who is on no list. `who` names them in later steps."""

    at: int
    who: str
    name: str
    municipality: str
    role: Role
    wishes: tuple[int, ...]
    desk: str


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody comes instead of a colleague, and takes over `who`'s place."""

    at: int
    who: str
    name: str
    desk: str


@dataclass(frozen=True, slots=True)
class Leave:
    """A badge is scanned out."""

    at: int
    who: str
    desk: str


@dataclass(frozen=True, slots=True)
class Walk:
    """A guest is scanned at a stand."""

    at: int
    who: str
    stand: int
    round: int


@dataclass(frozen=True, slots=True)
class Turn:
    """A host's key on the stand's clock: start, advance, pause, resume, finish."""

    at: int
    stand: int
    round: int
    key: str


@dataclass(frozen=True, slots=True)
class Say:
    """Something is written down at a stand."""

    at: int
    stand: int
    round: int
    kind: EntryKind
    text: str
    by: str | None


@dataclass(frozen=True, slots=True)
class Announce:
    """The organiser tells every station something."""

    at: int
    text: str


Step = Arrive | MisScan | WalkIn | StandIn | Leave | Walk | Turn | Say | Announce


def write_script(world: World, seats: Seats) -> tuple[Step, ...]:
    """Return everything that happens on the day, in the order of time."""
    source = random.Random(f"seminar practice {world.seed} {len(world.stands)}")
    steps: list[Step] = []
    guests = _arrivals(world, source, steps)
    for planned in world.rounds:
        steps += _round(world, planned, guests, seats, source)
    steps += _homeward(world, guests, source)
    steps += [
        Announce(world.starts - 6 * MINUTE, words.MESSAGES[0]),
        Announce(world.rounds[-1].starts + 5 * MINUTE, words.MESSAGES[2]),
    ]
    return tuple(sorted(steps, key=lambda step: step.at))


@dataclass(frozen=True, slots=True)
class _Guest:
    """Somebody who comes: what the rest of the script needs to know of them."""

    who: str
    municipality: str | None
    presents: int | None
    wishes: tuple[int, ...]
    comes_at: int


def _arrivals(world: World, source: random.Random, steps: list[Step]) -> list[_Guest]:
    guests: list[_Guest] = []
    for person in world.people:
        at = _arrival_time(world, person, source)
        desk = source.choice(DESKS)
        luck = source.random()
        # Hosts come: a stand without its people is shown by a late one, not by an empty one.
        absent = luck < NO_SHOW_SHARE and not person.presents
        if absent and source.random() < 0.4:
            at = world.starts - source.randrange(2, 12) * MINUTE
            steps.append(StandIn(at, person.code, draw_name(source), desk))
        elif absent:
            continue
        else:
            steps += _slips(person.code, at, desk, source)
            steps.append(Arrive(at, person.code, desk))
        guests.append(_Guest(person.code, person.municipality, person.presents, person.wishes, at))
    guests += _walk_ins(world, source, steps)
    return guests


def _arrival_time(world: World, person: MadePerson, source: random.Random) -> int:
    if person.role is Role.ORGANISER:
        return world.starts - source.randrange(48, 58) * MINUTE
    before = PEAK_BEFORE_MS + (6 * MINUTE if person.presents else 0)
    at = world.starts - before + round(source.gauss(0, 7.5 * MINUTE))
    return min(max(at, world.starts - 55 * MINUTE), world.starts + 9 * MINUTE)


def _slips(code: str, at: int, desk: str, source: random.Random) -> Iterator[Step]:
    """Yield what goes wrong around a scan: a bottle, a bent code, a badge held too long."""
    luck = source.random()
    if luck < MIS_SCAN_SHARE / 2:
        yield MisScan(at - 5 * SECOND, source.choice(words.MIS_SCANS[1:]), desk)
    elif luck < MIS_SCAN_SHARE:
        yield MisScan(at - 4 * SECOND, _bent(code, source), desk)
    elif luck < 1.5 * MIS_SCAN_SHARE:
        yield Arrive(at + 2 * SECOND, code, desk)
    elif luck < 1.7 * MIS_SCAN_SHARE:
        yield Arrive(at + 40 * SECOND, code, source.choice(DESKS))


def _bent(code: str, source: random.Random) -> str:
    place = source.randrange(1, len(code))
    other = source.choice([letter for letter in ALPHABET if letter != code[place]])
    return code[:place] + other + code[place + 1 :]


def _walk_ins(world: World, source: random.Random, steps: list[Step]) -> list[_Guest]:
    guests = []
    for number in range(max(1, round(len(world.people) * STAND_IN_SHARE))):
        stand = source.choice(world.stands)
        others = [one.number for one in world.stands if one is not stand]
        wishes = tuple(source.sample(others, min(2, len(others))))
        at = world.starts - source.randrange(-6 * MINUTE, 18 * MINUTE)
        who = f"walk-in {number + 1}"
        role = source.choice((Role.STAFF, Role.CONSULTANT, Role.POLITICIAN))
        name, desk = draw_name(source), source.choice(DESKS)
        steps.append(WalkIn(at, who, name, stand.municipality, role, wishes, desk))
        guests.append(_Guest(who, stand.municipality, None, wishes, at))
    return guests


def _round(
    world: World,
    planned: RoundRow,
    guests: Sequence[_Guest],
    seats: Seats,
    source: random.Random,
) -> Iterator[Step]:
    stands = [stand for stand in world.stands if stand.round == planned.number]
    late = source.choice(stands)
    at_stand: dict[int, list[str]] = {stand.number: [] for stand in stands}
    own_round = {stand.number: stand.round for stand in world.stands}
    for guest in guests:
        if guest.presents and own_round[guest.presents] == planned.number:
            continue
        yield from _guest_walks(guest, planned, stands, at_stand, seats, source)
    for stand in stands:
        delay = source.randrange(-15 * SECOND, 100 * SECOND)
        starts = planned.starts + delay + (4 * MINUTE if stand is late else 0)
        yield from _stand_time(stand, planned, starts, at_stand[stand.number], source)


def _guest_walks(
    guest: _Guest,
    planned: RoundRow,
    stands: Sequence[MadeStand],
    at_stand: dict[int, list[str]],
    seats: Seats,
    source: random.Random,
) -> Iterator[Step]:
    if source.random() < 0.06:
        return  # Stays with the coffee.
    elsewhere = [stand.number for stand in stands if stand.municipality != guest.municipality]
    if not elsewhere:
        return
    number = _destination(guest, planned.number, elsewhere, seats, source)
    at = planned.starts + source.randrange(-90 * SECOND, 3 * MINUTE)
    at = max(at, guest.comes_at + 2 * MINUTE)
    at_stand[number].append(guest.who)
    yield Walk(at, guest.who, number, planned.number)
    if source.random() < 0.05 and len(elsewhere) > 1:
        other = source.choice([one for one in elsewhere if one != number])
        yield Walk(at + source.randrange(4, 12) * MINUTE, guest.who, other, planned.number)


def _destination(
    guest: _Guest, round_: int, open_: Sequence[int], seats: Seats, source: random.Random
) -> int:
    seat = seats.get((guest.who, round_))
    if seat is not None and seat in open_ and source.random() < 0.85:
        return seat
    wished = [wish for wish in guest.wishes if wish in open_]
    return source.choice(wished) if wished and source.random() < 0.7 else source.choice(open_)


def _stand_time(
    stand: MadeStand,
    planned: RoundRow,
    starts: int,
    present: Sequence[str],
    source: random.Random,
) -> Iterator[Step]:
    talk = planned.talk_ends - planned.starts
    dialogue = planned.ends - planned.talk_ends
    advances = starts + talk + source.randrange(-70 * SECOND, 80 * SECOND)
    finishes = advances + dialogue + source.randrange(-60 * SECOND, 60 * SECOND)
    if source.random() < 0.1:
        paused = starts + source.randrange(3, 10) * MINUTE
        length = source.randrange(20, 60) * SECOND
        yield Turn(paused, stand.number, planned.number, "pause")
        yield Turn(paused + length, stand.number, planned.number, "resume")
        advances, finishes = advances + length, finishes + length
    yield Turn(starts, stand.number, planned.number, "start")
    yield Turn(advances, stand.number, planned.number, "advance")
    yield Turn(finishes, stand.number, planned.number, "finish")
    yield from _talk(stand.number, planned.number, advances, finishes, present, source)


def _talk(
    stand: int, round_: int, opens: int, ends: int, present: Sequence[str], source: random.Random
) -> Iterator[Step]:
    def say(at: int, kind: EntryKind, texts: Sequence[str], by: str | None) -> Say:
        return Say(min(at, ends - SECOND), stand, round_, kind, source.choice(texts), by)

    at = opens - source.randrange(0, 2 * MINUTE)
    for _ in range(source.randrange(2, 5)):
        by = source.choice(present) if present and source.random() < 0.5 else None
        yield say(at, EntryKind.QUESTION, themes.QUESTIONS, by)
        if source.random() < 0.75:
            yield say(
                at + source.randrange(15, 60) * SECOND, EntryKind.ANSWER, themes.ANSWERS, None
            )
        at += source.randrange(80, 170) * SECOND
    if source.random() < 0.6:
        yield say(at, EntryKind.COMMENT, themes.COMMENTS, None)
    if source.random() < 0.4:
        yield say(ends - 20 * SECOND, EntryKind.FOLLOW_UP, themes.FOLLOW_UPS, None)


def _homeward(world: World, guests: Sequence[_Guest], source: random.Random) -> Iterator[Step]:
    """Two in three scan their badge on the way out."""
    over = world.rounds[-1].ends
    for guest in guests:
        if source.random() < 0.66:
            at = over + source.randrange(1, 12 * MINUTE)
            yield Leave(at, guest.who, source.choice(DESKS))
