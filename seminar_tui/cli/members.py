"""`member` and `colleagues`: who was invited, who joined, whom they named, who works on what."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from db.reference import municipality_name
from db.series_vocabulary import MemberRow, MemberStatus, Sharing
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.importing import finding_facts, finding_message
from seminar_tui.cli.reading_lists import configure_list, read_people
from seminar_tui.cli.reply import Reply
from seminar_tui.cli.series import organiser, today
from seminar_tui.cli.series_json import (
    delegate_json,
    member_json,
    odd_json,
    odd_lines,
    run_word,
    words,
)
from seminar_tui.i18n import t, tn
from seminar_tui.rules.groups import group_of
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.members_import import MembersImported
    from seminar_tui.rules.colleagues import House

_SIGN = {
    None: "·",
    MemberStatus.INVITED: "○",
    MemberStatus.YES: "✓",
    MemberStatus.NO: "✗",
    MemberStatus.NO_ANSWER: "?",
}


def _configure_set(parser: ArgumentParser) -> None:
    parser.add_argument("municipality", metavar="MUNICIPALITY|all")
    parser.add_argument("--status", choices=[one.value for one in MemberStatus])
    parser.add_argument("--council", metavar="YYYY-MM-DD")
    parser.add_argument("--group", metavar="east|west|both")
    parser.add_argument("--theme")
    parser.add_argument("--inhabitants", type=int, metavar="N")
    parser.add_argument("--note")
    parser.add_argument("--since", metavar="YYYY-MM-DD")
    parser.add_argument("--until", metavar="YYYY-MM-DD")


def _set(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.members import MemberChange, invite_all, set_member

    station, now = organiser(context)
    if given.municipality.strip().casefold() in ("all", "alle"):
        invited = invite_all(station, now, given.series)
        return Reply(
            "changed",
            {"members": [_member_facts(one) for one in invited]},
            tn("series.on_board", len(invited)),
        )
    change = MemberChange(
        status=None if given.status is None else MemberStatus(given.status),
        council_on=given.council,
        group=given.group,
        theme=given.theme,
        inhabitants=given.inhabitants,
        note=given.note,
        since=given.since,
        until=given.until,
    )
    member = set_member(station, now, given.series, given.municipality, change)
    return Reply("changed", {"member": _member_facts(member)}, _member_line(member, 0))


def _member_facts(member: MemberRow) -> dict[str, object]:
    return member_json(member, group_of(member.municipality, member.group))


def _member_line(member: MemberRow, named: int) -> str:
    group = group_of(member.municipality, member.group)
    parts = [
        f"{_SIGN[member.status]} {municipality_name(member.municipality):<20}",
        f"{t(f'series.status.{member.status.value}'):<12}",
        t(f"series.group.{group.value}"),
        tn("series.named", named) if named else "",
        t("series.council", date=member.council_on) if member.council_on else "",
        clean(member.theme),
    ]
    return "  ".join(part for part in parts if part)


def _configure_list(parser: ArgumentParser) -> None:
    parser.add_argument("--board", action="store_true")
    parser.add_argument("--people", action="store_true")
    parser.add_argument("--status", choices=[*(one.value for one in MemberStatus), "not_invited"])


def _list(context: Context, given: Namespace) -> Reply:
    from collections import Counter

    from seminar_tui.day.members import board
    from seminar_tui.day.series import find_series, whole

    with context.look() as connection:
        found = whole(connection, find_series(connection, given.series))
    named = Counter(one.municipality for one in found.delegates)
    everyone = board(found)
    counts = Counter(
        "not_invited" if one is None else one.status.value for one in everyone.values()
    )
    rows = [
        (code, one)
        for code, one in everyone.items()
        if (given.board or one is not None)
        and given.status in (None, "not_invited" if one is None else one.status.value)
    ]
    facts: dict[str, object] = {
        "series": found.series.id,
        "counts": {key: counts[key] for key in ("not_invited", *MemberStatus)},
        "total": sum(counts.values()),
        "members": [{**_on_board(code, one), "named": named[code]} for code, one in rows],
    }
    lines = [
        _member_line(one, named[code]) if one else f"{_SIGN[None]} {municipality_name(code)}"
        for code, one in rows
    ]
    if given.people:
        facts["people"] = [delegate_json(one) for one in found.delegates]
        lines += [
            f"  {one.code}  {clean(one.name)}  {municipality_name(one.municipality)}"
            f"{clean(one.organisation)}  {t(f'role.{one.role.value}')}"
            for one in found.delegates
        ]
    lines.append(t("series.board", **{key: counts[key] for key in ("not_invited", *MemberStatus)}))
    return Reply("members", facts, "\n".join(lines))


def _on_board(code: str, member: MemberRow | None) -> dict[str, object]:
    if member is not None:
        return _member_facts(member)
    return {
        "municipality": municipality_name(code),
        "municipality_code": code,
        "status": "not_invited",
        "group": group_of(code).value,
    }


def _configure_name(parser: ArgumentParser) -> None:
    parser.add_argument("place", metavar="MUNICIPALITY|ORGANISATION")
    parser.add_argument("name", metavar="NAME")
    for name in ("--role", "--title", "--email", "--theme"):
        parser.add_argument(name, default="")
    parser.add_argument(
        "--share", choices=[one.value for one in Sharing], default=Sharing.NAME.value
    )


def _name(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.members import NewDelegate, name_delegate

    station, now = organiser(context)
    new = NewDelegate(
        given.name,
        given.place,
        given.role,
        given.title,
        given.email,
        given.theme,
        Sharing(given.share),
    )
    one = name_delegate(station, now, given.series, new)
    return Reply("named", {"person": delegate_json(one)}, f"{one.code}  {clean(one.name)}")


def _configure_share(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("sharing", choices=[one.value for one in Sharing])
    parser.add_argument("--theme")


def _share(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.members import set_sharing

    station, now = organiser(context)
    one = set_sharing(station, now, given.series, given.code, Sharing(given.sharing), given.theme)
    return Reply("changed", {"person": delegate_json(one)}, f"{one.code}  {clean(one.name)}")


def _configure_end(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("--on", metavar="YYYY-MM-DD")


def _end(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.members import end_naming

    station, now = organiser(context)
    one = end_naming(station, now, given.series, given.code, given.on or today(context))
    return Reply("ended", {"person": delegate_json(one)}, t("series.ended", name=clean(one.name)))


def _configure_import(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")
    configure_list(parser)
    parser.add_argument("--only-members", action="store_true")


def _import(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.members_import import import_members

    read = read_people(context, given, given.file)
    station, now = organiser(context)
    done = import_members(
        station,
        now,
        given.series,
        read.raw,
        read.findings,
        read.asked,
        join=not given.only_members,
    )
    return _imported(done)


def _imported(done: MembersImported) -> Reply:
    rows = [finding_facts(one) for one in done.findings]
    odd = [{"row": 0, "column": "", **odd_json(one, done.names)} for one in done.odd]
    facts: dict[str, object] = {
        "rows": done.rows,
        "new": len(done.new),
        "known": done.known,
        "joined": [municipality_name(code) for code in done.joined],
        "findings": [*rows, *odd],
    }
    refused = done.result == "refused"
    if refused:
        facts["message"] = t("import.refused")
    lines = [
        t(f"import.{done.result.value}"),
        t("series.import_counts", rows=done.rows, new=len(done.new), known=done.known),
        *(f"  {one.row}: {finding_message(one)}" for one in done.findings),
        *odd_lines(done.odd, done.names),
    ]
    return Reply(done.result.value, facts, "\n".join(lines), ok=not refused)


def _configure(parser: ArgumentParser) -> None:
    words(
        parser,
        {
            "set": (_configure_set, _set),
            "list": (_configure_list, _list),
            "import": (_configure_import, _import),
            "name": (_configure_name, _name),
            "share": (_configure_share, _share),
            "end": (_configure_end, _end),
        },
    )


def _configure_colleagues(parser: ArgumentParser) -> None:
    parser.add_argument("--series", metavar="ID|TITLE")
    parser.add_argument("--theme", default="")
    parser.add_argument("--near", default="", metavar="MUNICIPALITY")


def _colleagues(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.series_report import colleagues_of

    with context.look() as connection:
        found = colleagues_of(connection, given.series, given.theme, given.near)
    lines: list[str] = []
    for one in found:
        lines += _house_lines(one)
    facts = {"members": [_house_json(one) for one in found]}
    return Reply("colleagues", facts, "\n".join(lines) or t("series.no_colleagues"))


def _house_json(one: House) -> dict[str, object]:
    return {
        "municipality": municipality_name(one.municipality),
        "inhabitants": one.inhabitants,
        "themes": [clean(text) for text in one.themes],
        "people": [
            {
                "name": clean(person.name),
                "title": clean(person.title),
                "email": clean(person.email) or None,
                "theme": clean(person.theme),
            }
            for person in one.people
        ],
    }


def _house_lines(one: House) -> list[str]:
    themes = ", ".join(clean(text) for text in one.themes)
    lines = ["  ".join(filter(None, (municipality_name(one.municipality), themes)))]
    for person in one.people:
        parts = (clean(person.name), clean(person.title), clean(person.email))
        lines.append("    " + ", ".join(part for part in parts if part))
    return lines


COMMANDS = (
    Command("member", _configure, run_word),
    Command("colleagues", _configure_colleagues, _colleagues),
)
