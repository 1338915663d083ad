"""`series`, `seats`: what a series is, and who may come."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from db.reference import municipality_name
from db.series_vocabulary import MemberStatus
from db.vocabulary import StationRole
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.reply import Reply
from seminar_tui.cli.series_json import (
    meeting_json,
    meeting_line,
    odd_json,
    odd_lines,
    rule_json,
    run_word,
    series_json,
    words,
)
from seminar_tui.i18n import t
from seminar_tui.rules.prices import kroner
from seminar_tui.rules.series import check_months, iso_date, period_of, seat_rule_of
from seminar_tui.rules.series_templates import Template
from seminar_tui.series_words import contact_text, price_text
from seminar_tui.text import clean

if TYPE_CHECKING:
    from db.vocabulary import Instant
    from seminar_tui.day.series import SeriesChange, Whole
    from seminar_tui.day.series_report import MeetingReport, SeriesReport
    from seminar_tui.day.station import Station


def organiser(context: Context) -> tuple[Station, Instant]:
    """Return this terminal as an organiser's, and the moment."""
    return context.take_station(StationRole.ORGANISER, 0), context.real_clock.now()


def today(context: Context) -> str:
    """Return today's date where the association is."""
    from seminar_tui.day.days import TIMEZONE
    from seminar_tui.rules.dates import local

    return local(context.real_clock.now().utc_ms, TIMEZONE).date().isoformat()


def _configure_about(parser: ArgumentParser) -> None:
    parser.add_argument("--title", default=None)
    parser.add_argument("--from", dest="starts_on", metavar="YYYY-MM-DD")
    parser.add_argument("--to", dest="ends_on", metavar="YYYY-MM-DD")
    for name in ("--organiser", "--tag", "--topic", "--role"):
        parser.add_argument(name, action="append")
    parser.add_argument("--contact", action="append", metavar="NAME;EMAIL;PHONE")
    parser.add_argument("--link")
    parser.add_argument("--council", dest="council", action="store_true", default=None)


def _configure_new(parser: ArgumentParser) -> None:
    _configure_about(parser)
    parser.add_argument("--template", choices=[one.value for one in Template])
    parser.add_argument("--months", type=int, metavar="N")
    parser.add_argument("--renew", metavar="ID|TITLE")


def _configure_set(parser: ArgumentParser) -> None:
    _configure_about(parser)
    parser.add_argument("--no-council", dest="council", action="store_false")
    parser.add_argument("--exempt", action="append", metavar="ROLE")
    parser.add_argument("--host-counts", dest="host_exempt", action="store_false", default=None)
    parser.add_argument("--host-exempt", dest="host_exempt", action="store_true")
    parser.add_argument("--milestone", action="append", default=[], metavar="DATE=WHAT")
    parser.add_argument("--done", action="append", default=[], type=int, metavar="ID")


def _new(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.series import SeriesSpec, new_series
    from seminar_tui.day.series_report import renew
    from seminar_tui.day.series_setup import new_from_template

    context.allow_creation()
    station, now = organiser(context)
    starts = given.starts_on or f"{today(context)[:7]}-01"
    change = _change(given, made_already=True)
    made: tuple[Whole, ...]
    if given.renew is not None:
        made = (renew(station, now, given.renew, starts, given.title or "", change),)
    elif given.template is not None:
        template = Template(given.template)
        made = new_from_template(
            station,
            now,
            template,
            starts,
            t,
            title=given.title or "",
            months=given.months,
            also=change,
        )
    else:
        ends = given.ends_on or period_of(iso_date(starts), check_months(given.months or 12))
        made = (new_series(station, now, SeriesSpec(given.title or "", starts, ends), change),)
    facts = {"series": [series_json(one) for one in made]}
    return Reply("created", facts, "\n\n".join(_text(one) for one in made))


def _change(given: Namespace, *, made_already: bool = False) -> SeriesChange:
    from seminar_tui.day.series import SeriesChange, contact_of

    def several(words: list[str] | None) -> tuple[str, ...] | None:
        return None if words is None else tuple(words)

    return SeriesChange(
        title=None if made_already else given.title,
        starts_on=None if made_already else given.starts_on,
        ends_on=given.ends_on,
        organisers=several(given.organiser),
        contacts=None if given.contact is None else tuple(map(contact_of, given.contact)),
        tags=several(given.tag),
        topics=several(given.topic),
        link=given.link,
        roles=several(given.role),
        exempt_roles=several(getattr(given, "exempt", None)),
        host_exempt=getattr(given, "host_exempt", None),
        council_needed=given.council,
    )


def _set(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.series import add_milestone, change_series, finish_milestone

    station, now = organiser(context)
    whole = change_series(station, now, given.series, _change(given))
    asked = str(whole.series.id)
    for text in given.milestone:
        due, _, title = text.partition("=")
        whole = add_milestone(station, now, asked, due, title)
    for number in given.done:
        whole = finish_milestone(station, now, asked, number, today(context))
    return Reply("changed", {"series": series_json(whole)}, _text(whole))


def _list(context: Context, _given: Namespace) -> Reply:
    from db.reads.series import all_series

    with context.look() as connection:
        found = all_series(connection)
    listed = [
        {
            "id": one.id,
            "title": clean(one.title),
            "from": one.starts_on,
            "to": one.ends_on,
            "template": one.template or None,
            "tags": list(one.tags),
        }
        for one in found
    ]
    lines = [f"{one.id}  {one.starts_on} – {one.ends_on}  {clean(one.title)}" for one in found]
    return Reply("series", {"series": listed}, "\n".join(lines) or t("series.none"))


def _text(whole: Whole) -> str:
    """Return a series as text."""
    series = whole.series
    lines = [
        f"{series.id}  {clean(series.title)}",
        t("series.period", starts=series.starts_on, ends=series.ends_on),
    ]
    if series.organisers:
        lines.append(t("series.organisers", names=", ".join(map(clean, series.organisers))))
    lines += map(contact_text, whole.contacts)
    if series.link:
        lines.append(t("series.link", link=series.link))
    if series.topics:
        lines.append(t("series.topics"))
        lines += [f"  · {clean(topic)}" for topic in series.topics]
    lines.append(price_text(whole.price))
    lines += [t("series.seat", rule=str(rule_json(rule)["text"])) for rule in whole.rules]
    lines += [meeting_line(one) for one in whole.meetings]
    lines.append(t("series.members", members=len(whole.joined), named=len(whole.delegates)))
    return "\n".join(lines)


def _show(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.series_report import report

    with context.look() as connection:
        found = report(connection, given.series)
    now = today(context)
    overdue = found.whole.overdue(now)
    facts = {
        "series": series_json(found.whole),
        "statuses": {
            "not_invited" if key is None else key.value: found.statuses[key]
            for key in (None, *MemberStatus)
        },
        "overdue": [one.title for one in overdue],
        "findings": [odd_json(one, found.names) for one in found.findings],
        "meetings": [_meeting_facts(found, one) for one in found.meetings],
        "drop_offs": [clean(line.name) for line in found.drop_offs],
        "total": kroner(found.account.total_ore),
    }
    lines = [_text(found.whole)]
    lines += [t("series.overdue", due=one.due, title=clean(one.title)) for one in overdue]
    lines += odd_lines(found.findings, found.names)
    for one in found.meetings:
        if one.expected or one.arrived:
            lines.append(
                t(
                    "series.came",
                    number=one.meeting.number,
                    title=clean(one.meeting.title),
                    arrived=one.arrived,
                    expected=one.expected,
                )
            )
            lines += odd_lines(one.findings, found.participants)
    return Reply("series", facts, "\n".join(lines))


def _undo(context: Context, _given: Namespace) -> Reply:
    from seminar_tui.day.undo import undo_last

    station, now = organiser(context)
    done = undo_last(station, now)
    return Reply("undone", {"what": done.kind}, t("undo.done", what=t(f"action.{done.kind}")))


def _screen(context: Context, _given: Namespace) -> None:
    from seminar_tui.cli.context import make_own_folder
    from seminar_tui.cli.screens import open_screen

    make_own_folder(context.options.db)
    open_screen(context, "series")


def _meeting_facts(found: SeriesReport, one: MeetingReport) -> dict[str, object]:
    from seminar_tui.day.series_seats import meeting_findings

    there = meeting_findings(found.whole, one.meeting, one.came) if one.came else ()
    return {
        **meeting_json(found.whole, one.meeting),
        "expected": one.expected,
        "arrived": one.arrived,
        "by_role": {role.value: count for role, count in sorted(one.roles.items())},
        "first_timers": one.first_timers,
        "findings": [odd_json(odd, found.participants) for odd in one.findings],
        "at_meeting": [odd_json(odd, found.participants) for odd in there],
        "silent": [municipality_name(code) for code in one.silent],
    }


def _configure(parser: ArgumentParser) -> None:
    words(
        parser,
        {
            "new": (_configure_new, _new),
            "list": (lambda _part: None, _list),
            "show": (lambda _part: None, _show),
            "set": (_configure_set, _set),
            "undo": (lambda _part: None, _undo),
            "screen": (lambda _part: None, _screen),
        },
    )


def _configure_seats(parser: ArgumentParser) -> None:
    parser.add_argument("rules", nargs="*", metavar="ROLE=MIN..MAX[:soft]")
    parser.add_argument("--series", metavar="ID|TITLE")
    parser.add_argument("--meeting", metavar="N")
    parser.add_argument("--clear", action="store_true")


def _seats(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.meetings import find_meeting
    from seminar_tui.day.series import find_series, set_seats, whole

    with context.look() as connection:
        found = whole(connection, find_series(connection, given.series))
    meeting = find_meeting(found.meetings, given.meeting) if given.meeting else None
    changed = bool(given.rules) or given.clear
    if changed:
        rules = [seat_rule_of(text) for text in given.rules]
        station, now = organiser(context)
        found = set_seats(station, now, str(found.series.id), rules, meeting)
    shown = found.meetings if meeting is None else (meeting,)
    facts = {
        "series": found.series.id,
        "seats": [rule_json(rule) for rule in found.rules],
        "meetings": [
            {
                "number": one.number,
                "own": one.id in found.own_rules,
                "seats": [rule_json(rule) for rule in found.rules_of(one)],
            }
            for one in shown
        ],
    }
    lines = [t("series.seat", rule=str(rule_json(rule)["text"])) for rule in found.rules]
    lines += [
        f"{meeting_line(one)}: {', '.join(str(rule_json(r)['text']) for r in found.rules_of(one))}"
        for one in shown
        if one.id in found.own_rules
    ]
    return Reply("changed" if changed else "seats", facts, "\n".join(lines) or t("series.no_seats"))


COMMANDS = (
    Command("series", _configure, run_word, creates=False),
    Command("seats", _configure_seats, _seats),
)
