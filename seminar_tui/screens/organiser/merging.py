"""Finding the double of a registration and making the two one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from db.reference import municipality_name
from db.vocabulary import Instant
from seminar_tui.i18n import t
from seminar_tui.rules.names import danish_key, fold
from seminar_tui.screens.organiser.pick import Choice
from seminar_tui.screens.organiser.prompt import AskYes
from seminar_tui.text import short

if TYPE_CHECKING:
    from seminar_tui.day.people import Listed
    from seminar_tui.day.station import Station
    from seminar_tui.screens.base import DayScreen


def everybody(station: Station, _now: Instant) -> tuple[Listed, ...]:
    """Read everybody of the day."""
    from seminar_tui.day.people import list_people

    with station.look() as connection:
        return list_people(connection, station.day_id)


def choices(one: Listed, people: tuple[Listed, ...]) -> list[Choice]:
    """Return the others, the likeliest doubles first: same place and most of the name the same."""
    mine = set(fold(one.person.name).split())

    def likeness(other: Listed) -> tuple[object, ...]:
        shared = len(mine & set(fold(other.person.name).split()))
        at_home = other.person.municipality == one.person.municipality
        return -at_home * (1 + shared), -shared, danish_key(other.person.name)

    others = [o for o in people if o.person.id != one.person.id and o.person.code]
    return [
        Choice(other.person.code, other.person.name, _about(other))
        for other in sorted(others, key=likeness)
    ]


def _about(one: Listed) -> str:
    person = one.person
    came = t("organiser.people.has_come") if person.arrived_at is not None else ""
    home = municipality_name(person.municipality) or person.organisation
    return " · ".join(filter(None, (home, person.title, came, person.code)))


def ask(
    screen: DayScreen,
    one: Listed,
    code: str,
    people: tuple[Listed, ...],
    done: Callable[[], None],
) -> None:
    """Ask whether the two are one person, and make them one."""
    other = next(o for o in people if o.person.code == code)

    def job(station: Station, now: Instant) -> int:
        from seminar_tui.day.merging import merge

        return len(merge(station, now, one.person.code, code).codes)

    def told(_codes: int) -> None:
        screen.say(t("organiser.people.merged", name=short(one.person.name, 60)))
        done()

    def answered(yes: bool | None) -> None:
        if yes:
            screen.act(job, told)

    names = {"kept": short(one.person.name, 60), "double": short(other.person.name, 60)}
    question = t("organiser.people.ask_merge", **names)
    screen.app.push_screen(
        AskYes(question, t("organiser.people.ask_merge.detail", **names)), answered
    )
