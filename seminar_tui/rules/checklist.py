"""What must be in order before the doors open; it checks itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Check(StrEnum):
    """One thing that must be in order, in the order one does them."""

    STANDS = "stands"
    PEOPLE = "people"
    THEMES = "themes"
    PLACES = "places"
    PRESENTERS = "presenters"
    ROUNDS = "rounds"
    PLAN = "plan"
    SEATS = "seats"
    BADGES = "badges"
    PAPER = "paper"
    BACKUP = "backup"
    CLOCK = "clock"
    DOOR = "door"
    SCANNER = "scanner"
    STATIONS = "stations"


@dataclass(frozen=True, slots=True)
class Prepared:
    """How far a day is. Counts are of open stands and of people who may come.

    `without_*` count what is lacking; `seats_short` the people of the fullest round beyond the
    room of its stands, or those placed beyond a stand's room. `tried` holds which of
    backup, paper and scanner were tried. `today` says that the machine's date is the day's.
    """

    stands: int
    people: int
    without_theme: int
    without_place: int
    without_presenter: int
    without_round: int
    planned: bool
    seats_short: int
    unprinted: int
    today: bool
    doors_seen: int
    stands_seen: int
    tried: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Checked:
    """One line of the list. `lacking` counts what is missing, where that can be counted."""

    check: Check
    done: bool
    lacking: int = 0


def checklist(day: Prepared) -> tuple[Checked, ...]:
    """Return the whole list, in the order one does it."""
    some = day.stands > 0
    everybody = day.people > 0
    return (
        Checked(Check.STANDS, some),
        Checked(Check.PEOPLE, everybody),
        Checked(Check.THEMES, some and not day.without_theme, day.without_theme),
        Checked(Check.PLACES, some and not day.without_place, day.without_place),
        Checked(Check.PRESENTERS, some and not day.without_presenter, day.without_presenter),
        Checked(Check.ROUNDS, some and not day.without_round, day.without_round),
        Checked(Check.PLAN, day.planned),
        Checked(Check.SEATS, some and everybody and not day.seats_short, day.seats_short),
        Checked(Check.BADGES, everybody and not day.unprinted, day.unprinted),
        Checked(Check.PAPER, Check.PAPER.value in day.tried),
        Checked(Check.BACKUP, Check.BACKUP.value in day.tried),
        Checked(Check.CLOCK, day.today),
        Checked(Check.DOOR, day.doors_seen > 0),
        Checked(Check.SCANNER, Check.SCANNER.value in day.tried),
        Checked(
            Check.STATIONS, some and day.stands_seen >= day.stands, day.stands - day.stands_seen
        ),
    )
