"""`export`: the day's tables as files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.reply import Reply
from seminar_tui.files.export_kinds import EXPORTS
from seminar_tui.i18n import t, tn
from seminar_tui.text import clean


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=EXPORTS)
    parser.add_argument("out", metavar="OUT.csv|.xlsx|.json|.md")


def _export(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.keeping import note_file
    from seminar_tui.files.export import written
    from seminar_tui.files.export_tables import tables
    from seminar_tui.files.output import write_whole

    out = Path(given.out)
    with context.look() as connection:
        found = tables(connection, context.day.id, given.what)
    content = written(found, out.suffix, context.now())
    size = write_whole(out, content)
    note_file(context.station, context.now(), "export", out)
    rows = sum(len(table.rows) for table in found)
    facts = {"written": str(out), "rows": rows, "bytes": size}
    said = t("export.written", path=clean(str(out)), rows=tn("export.rows", rows))
    return Reply("written", facts, said)


COMMANDS = (Command("export", _configure, _export),)
