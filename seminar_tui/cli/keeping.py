"""`backup`, `restore`, `doctor`, `purge`: keeping the store, and letting go of it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.reply import Reply
from seminar_tui.i18n import t
from seminar_tui.rules.refusal import BadInput
from seminar_tui.text import clean_lines

if TYPE_CHECKING:
    from db.reads.purging import Personal
    from db.rows import DayRow
    from db.vocabulary import Instant
    from seminar_tui.day.checkup import Check
    from seminar_tui.day.station import Station


def _configure_backup(parser: ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT")


def _backup(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.keeping import back_up

    made = back_up(context.station, context.now(), Path(given.out))
    facts = {"file": str(made.file), "bytes": made.size}
    return Reply("backed_up", facts, t("keeping.backed_up", path=made.file))


def _configure_restore(parser: ArgumentParser) -> None:
    parser.add_argument("copy", metavar="IN")


def _restore(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.keeping import restore
    from seminar_tui.rules.dates import local

    if "://" in context.options.db:
        raise BadInput("needs_file")
    # Seconds of the machine's own time: two restores never keep under one name.
    now = local(context.real_clock.now().utc_ms, "Europe/Copenhagen")
    target = Path(context.options.db)
    done = restore(Path(given.copy), target, now.strftime("%Y%m%d-%H%M%S"))
    kept = str(done.kept) if done.kept else None
    facts = {"file": str(target), "days": done.days, "kept": kept}
    lines = [t("keeping.restored", path=target)]
    if kept:
        lines.append(t("keeping.kept", path=kept))
    return Reply("restored", facts, "\n".join(lines))


def _doctor(context: Context, _given: Namespace) -> Reply:
    from seminar_tui.day.checkup import State, examine

    checks = examine(context.options.db, context.real_clock.now())
    wrong = [check for check in checks if check.state is State.WRONG]
    listed = [
        {
            "check": check.name,
            "state": check.state.value,
            "code": check.code,
            "message": _said(check),
        }
        for check in checks
    ]
    text = "\n".join(f"{t(f'doctor.sign.{check.state.value}')} {_said(check)}" for check in checks)
    return Reply("wrong" if wrong else "fine", {"checks": listed}, text, ok=not wrong)


def _said(check: Check) -> str:
    if check.name == "store" and check.code != "fine":
        from seminar_tui.sentences import in_one_line, said

        return in_one_line(*said("store", check.code, check.facts))
    return t(f"doctor.{check.name}.{check.code}", **check.facts)


def _configure_purge(parser: ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help=t("keeping.option.yes"))
    parser.add_argument("--due", action="store_true", help=t("keeping.option.due"))


def _purge(context: Context, given: Namespace) -> Reply:
    """Purge the day, or with `--due` every closed day whose date for it has come."""
    if not given.due:
        return _purge_one(context.day, context.station, context.now(), given.yes)
    now = context.real_clock.now()
    days = _due(context, now)
    if not days:
        return Reply("nothing_due", {"days": []}, t("keeping.nothing_due"))
    from seminar_tui.day.station import take_station
    from seminar_tui.terminal import station_name

    name = station_name()
    stations = [take_station(context.store, name, now, day.id) for day in days]
    each = zip(days, stations, strict=True)
    return _together(days, [_purge_one(day, station, now, given.yes) for day, station in each])


def _due(context: Context, now: Instant) -> list[DayRow]:
    from db.reads.days import all_days
    from seminar_tui.day.keeping import is_due
    from seminar_tui.rules.dates import local

    with context.look() as connection:
        days = all_days(connection)
    return [day for day in days if is_due(day, local(now.utc_ms, day.timezone).date().isoformat())]


def _would_purge(day: DayRow, station: Station) -> Reply:
    from seminar_tui.day.keeping import purgeable

    would = purgeable(station)
    counts = _counts(would)
    text = t("keeping.would_purge", day=day.title, files=len(would.files), **counts)
    return Reply("would_purge", {**counts, "files": list(would.files)}, text)


def _purge_one(day: DayRow, station: Station, now: Instant, really: bool) -> Reply:
    from seminar_tui.day.keeping import purge

    if not really:
        return _would_purge(day, station)
    done = purge(station, now)
    facts = {
        **_counts(done.was),
        "removed": list(done.removed),
        "left": list(done.left),
        "searched": done.searched,
        "found": done.found,
    }
    if done.found:
        return Reply("purge_unfinished", facts, t("keeping.found", found=done.found), ok=False)
    lines = [
        t(
            "keeping.purged",
            people=done.was.people,
            files=len(done.removed),
            searched=done.searched,
        )
    ]
    if done.left:
        lines += [t("keeping.left"), *(f"  {clean_lines(path)}" for path in done.left)]
    return Reply("purged", facts, "\n".join(lines))


def _counts(personal: Personal) -> dict[str, int]:
    return {
        "people": personal.people,
        "codes": personal.codes,
        "entries": personal.entries,
        "messages": personal.messages,
    }


def _together(days: list[DayRow], replies: list[Reply]) -> Reply:
    """Return the answers for several days as one; the result is that of the worst."""
    told = [
        {"day": day.id, "date": day.date, "result": reply.result, **reply.facts}
        for day, reply in zip(days, replies, strict=True)
    ]
    text = "\n".join(f"{day.date}: {one.text}" for day, one in zip(days, replies, strict=True))
    worst = next((one for one in replies if not one.ok), replies[0])
    return Reply(worst.result, {"days": told}, text, ok=worst.ok)


COMMANDS = (
    Command("backup", _configure_backup, _backup),
    Command("restore", _configure_restore, _restore),
    Command("doctor", lambda _parser: None, _doctor),
    Command("purge", _configure_purge, _purge),
)
