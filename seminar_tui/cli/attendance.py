"""`attendance`: who came to which meetings, and a virtual meeting's list read into it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from db.reference import municipality_name
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.importing import finding_facts, finding_message
from seminar_tui.cli.reading_lists import configure_list, read_people
from seminar_tui.cli.reply import Reply
from seminar_tui.cli.series import organiser
from seminar_tui.i18n import t, tn
from seminar_tui.rules.attendance import Cell
from seminar_tui.rules.matching import Outcome
from seminar_tui.rules.refusal import BadInput
from seminar_tui.rules.series_check import SeriesCode
from seminar_tui.text import clean

if TYPE_CHECKING:
    from db.series_vocabulary import SeriesRow
    from seminar_tui.day.attendance import ListMatched
    from seminar_tui.rules.attendance import Matrix

_SIGN = {Cell.HERE: "●", Cell.MISSED: "○", Cell.NOT_EXPECTED: "·"}


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument("--series", action="append", metavar="ID|TITLE")
    parser.add_argument("--tag", metavar="TAG")
    parser.add_argument("--by", choices=("people", "municipality", "both"), default="both")
    parser.add_argument("--import", dest="file", metavar="FILE")
    parser.add_argument("--meeting", metavar="N")
    configure_list(parser)


def _attendance(context: Context, given: Namespace) -> Reply:
    if given.file is not None:
        return _import(context, given)
    from seminar_tui.day.attendance import matrix, tagged
    from seminar_tui.day.series import find_series

    with context.look() as connection:
        series: tuple[SeriesRow, ...]
        if given.tag is not None:
            series = tagged(connection, given.tag)
        else:
            series = tuple(find_series(connection, one) for one in given.series or [None])
        table = matrix(connection, series)
    return Reply("attendance", _facts(series, table), matrix_text(table, given.by))


def _facts(series: tuple[SeriesRow, ...], table: Matrix) -> dict[str, object]:
    return {
        "series": [one.id for one in series],
        "meetings": [
            {
                "series": one.series_id,
                "number": one.number,
                "title": clean(one.title),
                "when": one.when,
                "arrived": sum(house.counts[at] for house in table.houses),
                "first_timers": [clean(line.name) for line in table.first_timers(at)],
            }
            for at, one in enumerate(table.meetings)
        ],
        "people": [
            {
                "name": clean(line.name),
                "municipality": municipality_name(line.municipality),
                "organisation": clean(line.organisation),
                "role": line.role.value,
                "cells": [cell.value for cell in line.cells],
                "times": line.times,
            }
            for line in table.people
        ],
        "municipalities": [
            {
                "municipality": municipality_name(house.municipality) or None,
                "counts": list(house.counts),
                "people": house.people,
            }
            for house in table.houses
        ],
        "drop_offs": [clean(line.name) for line in table.drop_offs()],
    }


def matrix_text(table: Matrix, by: str = "both") -> str:
    """Return the matrix as text: a row a person, a row a municipality, a column a meeting."""
    lines = [f"{at:>2}  {one.when}  {clean(one.title)}" for at, one in enumerate(table.meetings, 1)]
    head = "".join(f"{at:>4}" for at in range(1, len(table.meetings) + 1))
    if by in ("people", "both") and table.people:
        lines += ["", f"{t('series.people'):<34}{head}"]
        for line in table.people:
            cells = "".join(f"{_SIGN[cell]:>4}" for cell in line.cells)
            place = municipality_name(line.municipality) or clean(line.organisation)
            name = clean(line.name) or t("series.purged")
            lines.append(f"{name[:20]:<20} {place[:12]:<13}{cells}")
    if by in ("municipality", "both"):
        lines += ["", f"{t('series.municipalities'):<34}{head}"]
        for house in table.houses:
            cells = "".join(f"{count or '·':>4}" for count in house.counts)
            place = municipality_name(house.municipality) or t("series.nowhere")
            lines.append(f"{place:<34}{cells}")
    dropped = ", ".join(clean(line.name) for line in table.drop_offs() if line.name)
    if dropped:
        lines += ["", t("series.drop_offs", names=dropped)]
    return "\n".join(lines)


def _import(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.attendance import import_attendance

    if given.meeting is None:
        raise BadInput("meeting_missing")
    read = read_people(context, given, given.file)
    station, now = organiser(context)
    asked = given.series[0] if given.series else None
    done = import_attendance(
        station, now, asked, given.meeting, read.raw, read.findings, read.asked
    )
    return _matched(done)


def _matched(done: ListMatched) -> Reply:
    counts = {
        outcome.value: sum(one.outcome is outcome for one in done.matches) for outcome in Outcome
    }
    questions = [
        {
            "row": one.registration.row,
            "value": clean(one.registration.name),
            "severity": "ask",
            "code": SeriesCode.ATTENDEE_UNKNOWN.value,
            "choices": [f"{clean(who.name)} ({who.code})" for who in one.choices],
            "message": t("series.who_is", name=clean(one.registration.name)),
        }
        for one in done.asked
    ]
    facts: dict[str, object] = {
        "meeting": done.meeting.number,
        "day": done.meeting.day_id,
        **counts,
        "coming": done.coming,
        "arrived": list(done.arrived),
        "added": list(done.added),
        "findings": [*(finding_facts(one) for one in done.findings), *questions],
    }
    if done.result == "refused":
        facts["message"] = t("import.refused")
    lines = [t(f"import.{done.result}"), tn("series.let_in", done.coming)]
    lines += [f"  {one.row}: {finding_message(one)}" for one in done.findings]
    for one in done.asked:
        lines.append("  ? " + t("series.who_is", name=clean(one.registration.name)))
        lines += [
            f"      {who.code}  {clean(who.name)}  {municipality_name(who.municipality)}"
            for who in one.choices
        ]
    return Reply(done.result, facts, "\n".join(lines), ok=done.result != "refused")


COMMANDS = (Command("attendance", _configure, _attendance),)
