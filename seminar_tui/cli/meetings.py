"""`meeting`: the meetings of a series; one with a date is a day."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING

from db.series_vocabulary import Contributes, Mode
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.reply import Reply
from seminar_tui.cli.series import organiser
from seminar_tui.cli.series_json import (
    meeting_json,
    meeting_line,
    odd_json,
    odd_lines,
    run_word,
    words,
)
from seminar_tui.i18n import t, tn
from seminar_tui.text import clean

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from db.series_vocabulary import MeetingRow
    from seminar_tui.day.meetings import MeetingChange, Met
    from seminar_tui.day.series import Whole


def _configure_change(parser: ArgumentParser) -> None:
    parser.add_argument("--title")
    parser.add_argument("--date", metavar="YYYY-MM-DD")
    parser.add_argument("--month", metavar="YYYY-MM")
    parser.add_argument("--starts", metavar="HH:MM")
    parser.add_argument("--mode", choices=[mode.value for mode in Mode])
    parser.add_argument("--place")
    parser.add_argument("--link", metavar="URL")
    parser.add_argument("--host", metavar="MUNICIPALITY")
    parser.add_argument("--group", metavar="east|west|both")
    parser.add_argument("--stands", action="store_true", default=None)
    parser.add_argument("--item", action="append", metavar="HH:MM [TRACK] TITLE")


def _configure_set(parser: ArgumentParser) -> None:
    parser.add_argument("meeting", metavar="N")
    _configure_change(parser)


def _change(given: Namespace) -> MeetingChange:
    from seminar_tui.day.meetings import MeetingChange

    return MeetingChange(
        title=given.title,
        date=given.date,
        month=given.month,
        starts=given.starts,
        mode=None if given.mode is None else Mode(given.mode),
        place=given.place,
        link=given.link,
        host=given.host,
        group=given.group,
        stands=given.stands,
        items=None if given.item is None else tuple(given.item),
    )


def _add(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.meetings import add_meeting

    station, now = organiser(context)
    done = add_meeting(station, now, given.series, _change(given))
    return _reply(context, "added", done)


def _set(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.meetings import change_meeting

    station, now = organiser(context)
    done = change_meeting(station, now, given.series, given.meeting, _change(given))
    return _reply(context, "changed", done)


def _reply(context: Context, result: str, done: Met) -> Reply:
    whole, meeting = done.whole, done.meeting
    with context.look() as connection:
        names = _names(connection, [meeting])
    text = "\n".join([meeting_line(meeting), *_programme(whole, meeting, names)])
    return Reply(result, {"meeting": meeting_json(whole, meeting)}, text)


def _names(connection: Connection, meetings: Iterable[MeetingRow]) -> dict[str, str]:
    """Return the names behind the badges of these meetings' days."""
    from db.reads.participants import names_by_code

    names: dict[str, str] = {}
    for one in meetings:
        if one.day_id is not None:
            names |= names_by_code(connection, one.day_id)
    return names


def _programme(whole: Whole, meeting: MeetingRow, names: dict[str, str]) -> list[str]:
    """Return the programme of a meeting, parallel tracks with their group lists."""
    lines = [f"     {meeting.link}"] if meeting.link else []
    for item in whole.items.get(meeting.id, ()):
        track = f"[{clean(item.track)}] " if item.track else ""
        lines.append(f"     {item.position}. {item.starts:<5} {track}{clean(item.title)}")
        lines += [f"          · {clean(names.get(code, code))}" for code in item.people]
    return lines


def _list(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.series import find_series, whole

    with context.look() as connection:
        found = whole(connection, find_series(connection, given.series))
        names = _names(connection, found.meetings)
    lines: list[str] = []
    for one in found.meetings:
        lines += [meeting_line(one), *_programme(found, one, names)]
    facts = {
        "series": found.series.id,
        "meetings": [meeting_json(found, one) for one in found.meetings],
    }
    return Reply("meetings", facts, "\n".join(lines) or t("series.no_meetings"))


def _configure_expect(parser: ArgumentParser) -> None:
    parser.add_argument("meeting", metavar="N")
    parser.add_argument("codes", nargs="*", metavar="CODE")
    parser.add_argument("--override", metavar="REASON")


def _expect(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.members import expect_delegates

    station, now = organiser(context)
    done = expect_delegates(
        station, now, given.series, given.meeting, codes=given.codes, override=given.override
    )
    facts: dict[str, object] = {
        "meeting": done.meeting.number,
        "day": done.meeting.day_id,
        "added": list(done.added),
        "already": done.already,
        "findings": [odd_json(one, done.names) for one in done.findings],
    }
    if done.refused:
        facts["message"] = t("series.expect_refused")
        head = t("series.expect_refused")
    else:
        head = tn("series.expected", len(done.added), already=done.already)
    text = "\n".join([head, *odd_lines(done.findings, done.names)])
    return Reply("refused" if done.refused else "expected", facts, text, ok=not done.refused)


def _configure_group(parser: ArgumentParser) -> None:
    parser.add_argument("meeting", metavar="N")
    parser.add_argument("item", type=int, metavar="ITEM")
    parser.add_argument("codes", nargs="*", metavar="CODE")


def _group(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.meetings import set_group

    station, now = organiser(context)
    done = set_group(station, now, given.series, given.meeting, given.item, given.codes)
    return _reply(context, "changed", done)


def _configure_contribution(parser: ArgumentParser) -> None:
    parser.add_argument("meeting", metavar="N")
    parser.add_argument("municipality", metavar="MUNICIPALITY")
    parser.add_argument("status", choices=[*(one.value for one in Contributes), "none"])
    parser.add_argument("--about", default="")


def _contribution(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.meetings import set_contribution

    station, now = organiser(context)
    status = None if given.status == "none" else Contributes(given.status)
    done = set_contribution(
        station, now, given.series, given.meeting, given.municipality, status, given.about
    )
    return _reply(context, "changed", done)


def _configure(parser: ArgumentParser) -> None:
    words(
        parser,
        {
            "add": (_configure_change, _add),
            "set": (_configure_set, _set),
            "list": (lambda _part: None, _list),
            "expect": (_configure_expect, _expect),
            "group": (_configure_group, _group),
            "contribution": (_configure_contribution, _contribution),
        },
    )


COMMANDS = (Command("meeting", _configure, run_word),)
