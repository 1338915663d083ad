"""A made-up day: municipalities, stands, people, wishes; the same for the same seed.

Pure: no clock, no store. The day has no real person in it, and it stands on a fixed date,
so that the same seed gives the same rows on any machine and on any day.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from db.reference import municipalities
from db.rows import RoundRow
from db.vocabulary import Role
from seminar_tui.demo import words
from seminar_tui.demo.themes import FOCUS, LEARNING, THEMES
from seminar_tui.rules.badge import CodeKind, new_code
from seminar_tui.rules.dates import moment
from seminar_tui.rules.programme import MINUTE, plan_rounds
from seminar_tui.rules.refusal import BadInput

DATE = "2026-10-14"
STARTS = "10:00"
TIMEZONE = "Europe/Copenhagen"
TITLE = "Midtvejsseminar – en øvedag"
PLACE = "Øvehuset, Nyborg"
SMALLEST, LARGEST = 2, 98
SEED = 14
OPENS_BEFORE_MS = 25 * MINUTE
LONGEST_WISH_LIST = 5
OTHER_ROLES = (Role.STAFF, Role.LEADER, Role.CONSULTANT, Role.PARENT)
OTHER_ROLES_WEIGHTS = (6, 2, 2, 1)


@dataclass(frozen=True, slots=True)
class MadeStand:
    """A municipality's stand; `number` is what people call it, from 1."""

    number: int
    municipality: str
    round: int
    theme: str
    question: str
    focus: str
    learning: str
    place: str
    equipment: str


@dataclass(frozen=True, slots=True)
class MadePerson:
    """Somebody registered. `municipality` is a code, or None for the organiser's own people.

    `presents` and `wishes` are stands' numbers, wishes in rank order.
    """

    code: str
    name: str
    email: str | None
    title: str
    role: Role
    municipality: str | None
    organisation: str
    presents: int | None
    wishes: tuple[int, ...]
    attention: str


@dataclass(frozen=True, slots=True)
class World:
    """A whole made-up day. `starts` is the first round's start in UTC milliseconds."""

    seed: int
    starts: int
    rounds: tuple[RoundRow, ...]
    stands: tuple[MadeStand, ...]
    people: tuple[MadePerson, ...]

    @property
    def opens(self) -> int:
        """The moment a practice day begins: the doors are open and some have come."""
        return self.starts - OPENS_BEFORE_MS


def make_world(size: int = 26, seed: int = SEED) -> World:
    """Return the made-up day of so many municipalities, 5 or 6 people each.

    Raises BadInput: out_of_range for a size below 2 or above 98.
    """
    if not SMALLEST <= size <= LARGEST:
        raise BadInput("out_of_range", field="size", value=size, low=SMALLEST, high=LARGEST)
    source = random.Random(f"seminar demo {seed} {size}")
    starts = moment(DATE, STARTS, TIMEZONE)
    rounds = plan_rounds(starts, 2, 15 * MINUTE, 10 * MINUTE, 60 * MINUTE)
    stands = _stands(size, source)
    people = _people(stands, source)
    return World(seed, starts, rounds, stands, people)


def _stands(size: int, source: random.Random) -> tuple[MadeStand, ...]:
    codes = source.sample(sorted(municipalities()), size)
    themes = source.sample(THEMES, len(THEMES))
    # The halves: the first takes the odd one, and numbers say nothing about the round.
    rounds = [1 + number % 2 for number in range(size)]
    source.shuffle(rounds)
    return tuple(
        MadeStand(
            number=index + 1,
            municipality=code,
            round=rounds[index],
            theme=themes[index % len(themes)][0],
            question=themes[index % len(themes)][1],
            focus=source.choice(FOCUS),
            learning=source.choice(LEARNING),
            place=_place(index),
            equipment=source.choice(words.EQUIPMENT),
        )
        for index, code in enumerate(codes)
    )


def _place(index: int) -> str:
    turn, which = divmod(index, len(words.PLACES))
    return words.PLACES[which] if turn == 0 else f"{words.PLACES[which]} {turn + 1}"


def _people(stands: Sequence[MadeStand], source: random.Random) -> tuple[MadePerson, ...]:
    names = _Names(source)
    # A few themes draw many, most draw some: weight 1/rank^0.8 in an order of their own.
    order = source.sample(range(len(stands)), len(stands))
    pull = {stands[place].number: 1 / (rank + 1) ** 0.8 for rank, place in enumerate(order)}
    made: list[MadePerson] = []
    for index, stand in enumerate(stands):
        made += _delegation(stand, 6 - index % 2, stands, pull, names, source)
    made += [
        _person(role, None, "Øvesekretariatet", None, (), names, source)
        for role in (Role.ORGANISER, Role.ORGANISER, Role.SPEAKER, Role.SPEAKER)
    ]
    # Lists come in no order of municipality; ids and codes should not show one either.
    source.shuffle(made)
    return tuple(made)


def _delegation(
    stand: MadeStand,
    heads: int,
    stands: Sequence[MadeStand],
    pull: dict[int, float],
    names: _Names,
    source: random.Random,
) -> list[MadePerson]:
    """Return a municipality's people: a chief, most often a politician, and those who do it."""
    roles = [Role.CHIEF, Role.CONSULTANT]
    if source.random() < 0.8:
        roles.append(Role.POLITICIAN)
    roles += source.choices(OTHER_ROLES, OTHER_ROLES_WEIGHTS, k=heads - len(roles))
    presenters = source.choice((1, 2, 2))
    made = []
    for role in roles:
        presents = role in (Role.CONSULTANT, Role.STAFF, Role.LEADER) and presenters > 0
        presenters -= presents
        away = stand.round if presents else None
        wishes = _wishes(stand, away, stands, pull, source)
        number = stand.number if presents else None
        made.append(_person(role, stand, "", number, wishes, names, source))
    return made


def _wishes(
    own: MadeStand,
    away: int | None,
    stands: Sequence[MadeStand],
    pull: dict[int, float],
    source: random.Random,
) -> tuple[int, ...]:
    """Draw up to five wishes without their own stand, nor those of a round they present in."""
    open_to_them = [s.number for s in stands if s is not own and s.round != away]
    if source.random() < 0.2:
        return ()
    wanted = min(source.choice((1, 2, 3, 3, 4, 5)), LONGEST_WISH_LIST, len(open_to_them))
    chosen: list[int] = []
    while len(chosen) < wanted:
        weights = [pull[number] for number in open_to_them]
        number = source.choices(open_to_them, weights)[0]
        open_to_them.remove(number)
        chosen.append(number)
    return tuple(chosen)


def _person(
    role: Role,
    stand: MadeStand | None,
    organisation: str,
    presents: int | None,
    wishes: tuple[int, ...],
    names: _Names,
    source: random.Random,
) -> MadePerson:
    name, email = names.draw()
    return MadePerson(
        code=new_code(CodeKind.PERSON, source),
        name=name,
        email=None if source.random() < 0.02 else email,
        title=source.choice(words.TITLES[role]),
        role=role,
        municipality=stand.municipality if stand else None,
        organisation=organisation,
        presents=presents,
        wishes=wishes,
        attention=source.choice(words.ATTENTION) if source.random() < 0.03 else "",
    )


class _Names:
    """Draws names; two people may share one, as they do, but never an address."""

    def __init__(self, source: random.Random) -> None:
        self._source = source
        self._drawn = 0

    def draw(self) -> tuple[str, str]:
        """Return a name and an e-mail address."""
        self._drawn += 1
        return draw_name(self._source), f"deltager{self._drawn}@example.dk"


def draw_name(source: random.Random) -> str:
    """Return a name: a first name, sometimes a middle name, a surname by its weight."""
    if source.random() < words.OTHER_ROOTS_SHARE:
        firsts, lasts = source.choice(words.OTHER_ROOTS)
        return f"{source.choice(firsts)} {source.choice(lasts)}"
    surnames, weights = zip(*words.SURNAMES, strict=True)
    first = source.choice(words.FIRST_NAMES)
    last = source.choices(surnames, weights)[0]
    if source.random() >= words.MIDDLE_NAME_SHARE:
        return f"{first} {last}"
    middle = source.choices(surnames, weights)[0]
    # A -sen name is seldom a middle name, and nobody is called Holm Holm.
    return (
        f"{first} {last}"
        if middle.endswith("sen") or middle == last
        else f"{first} {middle} {last}"
    )
