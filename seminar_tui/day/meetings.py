"""Meetings of a series. A meeting whose date is settled is a day like any other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import Connection

from db.reads import days as day_reads
from db.reads import series as reads
from db.reference import municipality_name
from db.series_vocabulary import Contributes, Group, ItemRow, MeetingRow, Mode, SeriesRow
from db.vocabulary import Instant, StationRole
from db.writes import series as writes
from db.writes.stands import touch_programme
from seminar_tui.day.days import DaySpec, write_day
from seminar_tui.day.series import TITLE, Whole, find_series, whole
from seminar_tui.day.series_undo import Recorder, of_day, of_meeting
from seminar_tui.day.station import Station, Work
from seminar_tui.day.written import written
from seminar_tui.rules.badge import normalise
from seminar_tui.rules.dates import moment
from seminar_tui.rules.municipality import code_of, likely
from seminar_tui.rules.names import fold
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.series import check_host, check_meeting, group_named, iso_date, iso_month
from seminar_tui.text import clean

_ITEM = re.compile(r"\s*(?:(\d{1,2}[:.]\d{2})\s+)?(?:\[([^\]]{1,60})\]\s*)?(.+)")
DEFAULT_START = "10:00"


@dataclass(frozen=True, slots=True)
class MeetingChange:
    """What a meeting is to be; None leaves it as it is, an empty text empties it.

    `date` is an ISO date and `month` is `YYYY-MM`; one takes the place of the other. `host`
    is a municipality, `items` the programme: `10:00 [track] title`, one text an item.
    """

    title: str | None = None
    date: str | None = None
    month: str | None = None
    starts: str | None = None
    mode: Mode | None = None
    place: str | None = None
    link: str | None = None
    host: str | None = None
    group: str | None = None
    stands: bool | None = None
    items: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting after it was added or changed, and its series."""

    whole: Whole
    meeting: MeetingRow


def find_meeting(meetings: Sequence[MeetingRow], asked: str) -> MeetingRow:
    """Return the meeting of that number, date or title. Raises BadInput: meeting_unknown."""
    word = fold(asked)
    fitting = [one for one in meetings if str(one.number) == asked.strip()]
    fitting = fitting or [one for one in meetings if asked.strip() in (one.date, one.month)]
    fitting = fitting or [one for one in meetings if word and word in fold(one.title)]
    if len(fitting) != 1:
        listed = ", ".join(f"{one.number} ({one.when} {clean(one.title)})" for one in meetings)
        raise BadInput("meeting_unknown", asked=clean(asked, 80), meetings=listed or "–")
    return fitting[0]


def municipality_code(text: str) -> str:
    """Return the code of a municipality. Raises BadInput: municipality_unknown."""
    code = code_of(text)
    if code is None:
        raise BadInput(
            "municipality_unknown", value=clean(text, 80), likely=", ".join(likely(text))
        )
    return code


def add_meeting(station: Station, now: Instant, asked: str | None, change: MeetingChange) -> Met:
    """Add a meeting. With a date it is a day at once, with its door, badges and reports.

    Raises BadInput: meeting_title_missing, when_missing, iso_date_unclear, month_unclear,
    municipality_unknown, group_unknown, no_such_time; Refused: meeting_outside_period,
    host_not_a_member, place_without_link.
    """
    with station.act(now, "add_meeting", StationRole.ORGANISER) as work:
        series = find_series(work.connection, asked)
        values = _columns(change)
        if not values.get("title"):
            raise BadInput("meeting_title_missing")
        meeting = _as_meeting(series.id, values)
        _check(work.connection, series, meeting)
        meeting_id = writes.add_meeting(work.connection, series.id, values)
        return _finished(work, series, meeting_id, change, "added", Recorder(work))


def change_meeting(
    station: Station, now: Instant, asked: str | None, number: str, change: MeetingChange
) -> Met:
    """Change a meeting, and the day it is. Raises as `add_meeting`; also BadInput:
    meeting_unknown; Refused: day_in_use where a day that people came to would lose its date."""
    with station.act(now, "change_meeting", StationRole.ORGANISER) as work:
        series = find_series(work.connection, asked)
        former = find_meeting(reads.meetings(work.connection, series.id), number)
        values = _columns(change)
        if values.get("title", "-") == "":
            raise BadInput("meeting_title_missing")
        _check(work.connection, series, _changed(former, values))
        if former.day_id is not None and values.get("date", "-") == "":
            raise Refused("day_in_use", date=former.date)
        items = reads.items(work.connection, series.id).get(former.id, ())
        recorder = Recorder(work, *of_meeting(former, [one.id for one in items]))
        if values:
            writes.change_meeting(work.connection, former.id, values)
        return _finished(work, series, former.id, change, "changed", recorder)


def _columns(change: MeetingChange) -> dict[str, Any]:
    """Return the columns a change writes, cleaned."""
    values: dict[str, Any] = {}
    for one in fields(MeetingChange):
        given = getattr(change, one.name)
        if given is None or one.name in ("items", "starts"):
            continue
        values |= _column(one.name, given)
    return values


def _column(name: str, given: Any) -> dict[str, Any]:
    match name:
        case "date":
            return {"date": iso_date(given), "month": ""}
        case "month":
            return {"month": iso_month(given), "date": ""}
        case "mode":
            return {"mode": given.value}
        case "group":
            return {"for_group": group_named(given).value}
        case "host":
            return {"host": municipality_code(given) if clean(given) else None}
        case "stands":
            return {"stands": bool(given)}
        case _:
            return {name: written(given, TITLE)}


def _as_meeting(series_id: int, values: dict[str, Any]) -> MeetingRow:
    blank = MeetingRow(
        0, series_id, 0, "", "", "", Mode.PHYSICAL, "", "", None, Group.BOTH, False, None
    )
    return _changed(blank, values)


def _changed(meeting: MeetingRow, values: dict[str, Any]) -> MeetingRow:
    known = {**values}
    if "for_group" in known:
        known["group"] = Group(known.pop("for_group"))
    if "mode" in known:
        known["mode"] = Mode(known["mode"])
    return replace(meeting, **known)


def _check(connection: Connection, series: SeriesRow, meeting: MeetingRow) -> None:
    check_meeting(meeting, series.starts_on, series.ends_on)
    check_host(meeting, reads.members(connection, series.id))


def _finished(
    work: Work,
    series: SeriesRow,
    meeting_id: int,
    change: MeetingChange,
    result: str,
    recorder: Recorder,
) -> Met:
    """Bring the meeting's day and programme in line, log, and return what there is now."""
    meeting = _read(work.connection, series.id, meeting_id)
    if change.items is not None:
        writes.set_items(work.connection, meeting_id, _items(meeting_id, change.items))
        if meeting.day_id is not None:
            touch_programme(work.connection, meeting.day_id, work.now.utc_ms)
    if meeting.date:
        _keep_day(work, meeting, change.starts)
    now = _read(work.connection, series.id, meeting_id)
    made = of_meeting(now) if result == "added" else ()
    if result == "changed" and meeting.day_id is None:
        made = of_day(now.day_id)
    undo = recorder.undo(*made)
    work.log(result, detail={"series": series.id, "meeting": meeting_id}, undo=undo)
    return Met(whole(work.connection, series), now)


def _read(connection: Connection, series_id: int, meeting_id: int) -> MeetingRow:
    return next(one for one in reads.meetings(connection, series_id) if one.id == meeting_id)


def place_of(meeting: MeetingRow) -> str:
    """Return where a meeting's day is said to be: its place, or who hosts it."""
    if meeting.place or meeting.host is None:
        return meeting.place
    return municipality_name(meeting.host)


def _keep_day(work: Work, meeting: MeetingRow, starts: str | None) -> None:
    """Make the meeting's day, or move it along with the meeting."""
    if meeting.day_id is None:
        spec = DaySpec(
            title=meeting.title,
            date=meeting.date,
            place=place_of(meeting),
            starts=starts or DEFAULT_START,
            rounds=2 if meeting.stands else 1,
        )
        made = write_day(work, spec)
        writes.change_meeting(work.connection, meeting.id, {"day_id": made.day_id})
        return
    day = day_reads.day(work.connection, meeting.day_id)
    clock = starts or _clock(day.starts, day.timezone)
    try:
        begins = moment(meeting.date, clock, day.timezone)
    except ValueError as error:
        raise BadInput("no_such_time", date=meeting.date, time=clock) from error
    values = {
        "title": meeting.title,
        "place": place_of(meeting),
        "date": meeting.date,
        "starts": begins,
    }
    writes.change_day(work.connection, meeting.day_id, values, begins - day.starts)


def _clock(at: int, timezone: str) -> str:
    from seminar_tui.rules.dates import hh_mm

    return hh_mm(at, timezone)


def _items(meeting_id: int, texts: Sequence[str]) -> tuple[ItemRow, ...]:
    """Read the items of a programme. Raises BadInput: item_unclear."""
    found: list[ItemRow] = []
    for position, text in enumerate(texts, start=1):
        parts = _ITEM.fullmatch(clean(text, TITLE))
        if parts is None:
            raise BadInput("item_unclear", value=clean(text, 80))
        starts, track, title = parts.groups()
        found.append(
            ItemRow(
                0,
                meeting_id,
                position,
                (starts or "").replace(".", ":"),
                clean(track or ""),
                clean(title),
            )
        )
    return tuple(found)


def set_group(
    station: Station,
    now: Instant,
    asked: str | None,
    number: str,
    position: int,
    codes: Sequence[str],
) -> Met:
    """Replace the group list of a meeting's programme item by these people (badge codes).

    Raises BadInput: meeting_unknown, item_unknown, code_unknown; Refused: no_day_yet.
    """
    with station.act(now, "group_list", StationRole.ORGANISER) as work:
        series = find_series(work.connection, asked)
        meeting = find_meeting(reads.meetings(work.connection, series.id), number)
        items = reads.items(work.connection, series.id).get(meeting.id, ())
        item = next((one for one in items if one.position == position), None)
        if item is None:
            raise BadInput("item_unknown", number=position, most=len(items))
        if meeting.day_id is None:
            raise Refused("no_day_yet", meeting=meeting.number)
        known = reads.participant_ids(work.connection, meeting.day_id)
        wanted = [normalise(code) for code in codes]
        unknown = next((code for code in wanted if code not in known), None)
        if unknown is not None:
            raise BadInput("code_unknown", code=clean(unknown, 40))
        ids = dict.fromkeys(known[code] for code in wanted)
        recorder = Recorder(work, ("groupplace", {"item_id": item.id}))
        writes.set_group(work.connection, item.id, ids)
        touch_programme(work.connection, meeting.day_id, work.now.utc_ms)
        detail = {"meeting": meeting.id, "item": item.id, "people": len(ids)}
        work.log("changed", detail=detail, undo=recorder.undo())
        return Met(whole(work.connection, series), meeting)


def set_contribution(
    station: Station,
    now: Instant,
    asked: str | None,
    number: str,
    municipality: str,
    status: Contributes | None,
    about: str = "",
) -> Met:
    """Note what a member promised for, or gave to, a meeting; None takes it back.

    Raises BadInput: meeting_unknown, municipality_unknown; Refused: not_a_member.
    """
    code = municipality_code(municipality)
    with station.act(now, "contribution", StationRole.ORGANISER) as work:
        series = find_series(work.connection, asked)
        meeting = find_meeting(reads.meetings(work.connection, series.id), number)
        if reads.member(work.connection, series.id, code) is None:
            raise Refused("not_a_member", municipality=municipality_name(code))
        whose: dict[str, int | str] = {"meeting_id": meeting.id, "municipality": code}
        recorder = Recorder(work, ("contribution", whose))
        writes.set_contribution(
            work.connection,
            meeting.id,
            code,
            None if status is None else status.value,
            written(about, TITLE),
        )
        detail = {"meeting": meeting.id, "municipality": code}
        work.log("changed", detail=detail, undo=recorder.undo())
        return Met(whole(work.connection, series), meeting)
