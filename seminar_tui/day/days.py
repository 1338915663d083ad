"""Making a day."""

from __future__ import annotations

from dataclasses import dataclass, replace

from db.rows import RoundRow
from db.vocabulary import Instant, StationRole
from db.writes import days as writes
from seminar_tui.day.station import Station, Work
from seminar_tui.day.written import written
from seminar_tui.rules.dates import check_year, moment
from seminar_tui.rules.programme import MINUTE, plan_rounds, slack_ms
from seminar_tui.rules.refusal import BadInput

TIMEZONE = "Europe/Copenhagen"


@dataclass(frozen=True, slots=True)
class DaySpec:
    """What a new day is asked to be. Lengths in minutes, `starts` as HH:MM local time."""

    title: str
    date: str
    place: str = ""
    starts: str = "10:00"
    rounds: int = 2
    talk: int = 15
    dialogue: int = 10
    block: int = 60
    target: int = 10
    capacity: int = 14
    timezone: str = TIMEZONE


@dataclass(frozen=True, slots=True)
class NewDay:
    """A day that was made, with its whole plan of times."""

    day_id: int
    rounds: tuple[RoundRow, ...]
    slack_minutes: int
    timezone: str


def _checked(spec: DaySpec) -> DaySpec:
    title = written(spec.title, 200)
    if not title:
        raise BadInput("title_missing")
    bounds = {
        "rounds": (spec.rounds, 1, 12),
        "talk": (spec.talk, 1, 600),
        "dialogue": (spec.dialogue, 0, 600),
        "block": (spec.block, 1, 1440),
        "target": (spec.target, 1, 1000),
        "capacity": (spec.capacity, 1, 1000),
    }
    for name, (value, low, high) in bounds.items():
        if not low <= value <= high:
            raise BadInput("out_of_range", field=name, value=value, low=low, high=high)
    if spec.date[:4].isdecimal():
        check_year(spec.date)
    return replace(spec, title=title, place=written(spec.place, 200))


def create_day(station: Station, now: Instant, spec: DaySpec) -> NewDay:
    """Make a day.

    Raises BadInput: title_missing, out_of_range, no_such_time; Refused: does_not_fit.
    """
    with station.act(now, "create_day", StationRole.ORGANISER) as work:
        made = write_day(work, spec)
        work.log("created", detail={"day": made.day_id})
    return made


def write_day(work: Work, spec: DaySpec) -> NewDay:
    """Make a day inside an open transaction. Raises as `create_day`."""
    spec = _checked(spec)
    try:
        starts = moment(spec.date, spec.starts, spec.timezone)
    except ValueError as error:
        raise BadInput("no_such_time", date=spec.date, time=spec.starts) from error
    lengths = (spec.talk * MINUTE, spec.dialogue * MINUTE, spec.block * MINUTE)
    rounds = plan_rounds(starts, spec.rounds, *lengths)
    day_id = writes.add_day(
        work.connection,
        rounds,
        title=spec.title,
        date=spec.date,
        place=spec.place,
        timezone=spec.timezone,
        starts=starts,
        rounds=spec.rounds,
        talk_ms=lengths[0],
        dialogue_ms=lengths[1],
        block_ms=lengths[2],
        target=spec.target,
        capacity=spec.capacity,
    )
    return NewDay(day_id, rounds, slack_ms(spec.rounds, *lengths) // MINUTE, spec.timezone)
