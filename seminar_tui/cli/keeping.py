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

if TYPE_CHECKING:
    from seminar_tui.day.checkup import Check


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
        from seminar_tui.sentences import said

        return " ".join(filter(None, said("store", check.code, check.facts)))
    return t(f"doctor.{check.name}.{check.code}", **check.facts)


def _configure_purge(parser: ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help=t("keeping.option.yes"))


def _purge(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.keeping import purge, purgeable

    if not given.yes:
        would = purgeable(context.station)
        counts = {
            "people": would.people,
            "codes": would.codes,
            "entries": would.entries,
            "messages": would.messages,
        }
        text = t("keeping.would_purge", day=context.day.title, files=len(would.files), **counts)
        return Reply("would_purge", {**counts, "files": list(would.files)}, text)
    done = purge(context.station, context.now())
    facts = {
        "people": done.was.people,
        "codes": done.was.codes,
        "entries": done.was.entries,
        "messages": done.was.messages,
        "removed": list(done.removed),
        "searched": done.searched,
        "found": done.found,
    }
    if done.found:
        return Reply("purge_unfinished", facts, t("keeping.found", found=done.found), ok=False)
    text = t(
        "keeping.purged",
        people=done.was.people,
        files=len(done.removed),
        searched=done.searched,
    )
    return Reply("purged", facts, text)


COMMANDS = (
    Command("backup", _configure_backup, _backup),
    Command("restore", _configure_restore, _restore),
    Command("doctor", lambda _parser: None, _doctor),
    Command("purge", _configure_purge, _purge),
)
