"""`close` and `reopen`: the end of a day, and taking it back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.reply import Reply
from seminar_tui.i18n import language, t, tn
from seminar_tui.text import clean


def _configure_close(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="FOLDER")
    parser.add_argument("--purge-on", metavar="DATE", default="", help=t("closing.option.purge_on"))
    parser.add_argument("--templates", metavar="FOLDER", help=t("paper.option.templates"))


def _close(context: Context, given: Namespace) -> Reply:
    from seminar_tui.files.closing import close_into
    from seminar_tui.files.paper.look import own_folder
    from seminar_tui.rules.dates import long_date

    done = close_into(
        context.station,
        context.now(),
        Path(given.folder),
        given.purge_on,
        own_folder(given.templates),
    )
    files = [{"what": one.what, "file": str(one.file), "bytes": one.size} for one in done.files]
    backup = next((one["file"] for one in files if one["what"] == "backup"), None)
    would = done.personal
    facts = {
        "folder": str(done.folder),
        "files": files,
        "backup": backup,
        "stopped": [{"round": n, "stands": list(stands)} for n, stands in done.closed.stopped],
        "purge_on": done.closed.purge_on,
        "would_purge": {
            "people": would.people,
            "codes": would.codes,
            "entries": would.entries,
            "messages": would.messages,
            "files": list(would.files),
        },
    }
    lines = [t("closing.closed", day=context.day.title)]
    lines += [f"  {clean(str(one.file))}" for one in done.files]
    if not done.copied:
        lines.append(t("closing.no_backup"))
    stopped = sum(len(stands) for _number, stands in done.closed.stopped)
    if stopped:
        lines.append(tn("closing.stopped", stopped))
    lines.append(
        t(
            "closing.will_purge",
            date=long_date(done.closed.purge_on, language()),
            people=would.people,
            entries=would.entries,
            files=len(would.files),
        )
    )
    return Reply("closed", facts, "\n".join(lines))


def _reopen(context: Context, _given: Namespace) -> Reply:
    from seminar_tui.day.closing import reopen_day

    reopen_day(context.station, context.now())
    return Reply("reopened", {"day": context.day.id}, t("closing.reopened", day=context.day.title))


COMMANDS = (
    Command("close", _configure_close, _close),
    Command("reopen", lambda _parser: None, _reopen),
)
