"""`yield`: what each stand took home, a page a stand, as PDF, Markdown or tables."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.reply import Reply
from seminar_tui.i18n import t, tn
from seminar_tui.rules.refusal import BadInput
from seminar_tui.text import clean

_ENDINGS = (".pdf", ".md", ".csv", ".xlsx", ".json")


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT.pdf|.md|.csv|.xlsx|.json")
    parser.add_argument("--stand", metavar="N", help=t("yield.option.stand"))
    parser.add_argument("--templates", metavar="FOLDER", help=t("paper.option.templates"))


def _yield(context: Context, given: Namespace) -> Reply:
    from db.reads.paper import head
    from seminar_tui.day.keeping import note_file
    from seminar_tui.day.stand_yield import yields
    from seminar_tui.files.export import written
    from seminar_tui.files.output import write_whole
    from seminar_tui.files.paper.look import load_look, own_folder
    from seminar_tui.files.paper.press import Press
    from seminar_tui.files.stand_yield import yield_markdown, yield_pages, yield_tables

    out = Path(given.out)
    ending = out.suffix.lower()
    if ending not in _ENDINGS:
        raise BadInput("no_such_format", ending=ending, formats=", ".join(_ENDINGS))
    with context.look() as connection:
        of_day = head(connection, context.day.id)
        found = yields(connection, context.day.id, given.stand)
    facts: dict[str, object] = {"written": str(out), "stands": len(found)}
    if ending == ".pdf":
        press = Press(of_day, context.now(), load_look(own_folder(given.templates)))
        paper = press.pdf(yield_pages(of_day, found))
        content, facts["pages"] = paper.content, paper.pages
    elif ending == ".md":
        content = yield_markdown(of_day, found)
    else:
        content = written(yield_tables(of_day, found), ending, context.now())
    facts["bytes"] = write_whole(out, content)
    note_file(context.station, context.now(), "export", out)
    said = t("yield.written", path=clean(str(out)), stands=tn("yield.stands.count", len(found)))
    return Reply("written", facts, said)


COMMANDS = (Command("yield", _configure, _yield),)
