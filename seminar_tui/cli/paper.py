"""Paper: badges, programme, signs, lists, letters, posters and the report; one code as QR."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from db.errors import StoreError
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.reply import Reply
from seminar_tui.i18n import t, tn
from seminar_tui.rules.refusal import BadInput
from seminar_tui.text import clean

if TYPE_CHECKING:
    from db.paper import DayHead
    from seminar_tui.day.printing import Material
    from seminar_tui.files.paper.press import Document, Press


def _out(parser: ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT.pdf")
    parser.add_argument("--templates", metavar="FOLDER", help=t("paper.option.templates"))


def _press(context: Context, given: Namespace, head: DayHead) -> Press:
    from seminar_tui.files.paper.look import load_look, own_folder
    from seminar_tui.files.paper.press import Press

    return Press(head, context.now(), load_look(own_folder(given.templates)))


def _material(context: Context) -> Material:
    from seminar_tui.day.printing import material

    with context.look() as connection:
        return material(connection, context.day.id)


def _printed(context: Context, given: Namespace, head: DayHead, document: Document) -> Reply:
    """Set a document, write it whole, and say so."""
    paper = _press(context, given, head).pdf(document)
    out = Path(given.out)
    size = _write(context, out, paper.content)
    facts = {"written": str(out), "pages": paper.pages, "bytes": size}
    return Reply("written", facts, _said(out, paper.pages))


def _write(context: Context, out: Path, content: bytes) -> int:
    """Write a file of the day whole, and note it, so that a purge takes it too."""
    from seminar_tui.day.keeping import note_file
    from seminar_tui.files.output import write_whole

    size = write_whole(out, content)
    note_file(context.station, context.now(), "print", out)
    return size


def _said(out: Path, pages: int) -> str:
    return t("paper.written", path=clean(str(out)), pages=tn("paper.count.pages", pages))


def _configure_badges(parser: ArgumentParser) -> None:
    _out(parser)
    parser.add_argument("--stock", default="90x54", metavar="NAME", help=t("paper.option.stock"))
    parser.add_argument("--skip", type=int, default=0, metavar="N", help=t("paper.option.skip"))
    parser.add_argument("--boxes", type=int, default=4, metavar="N", help=t("paper.option.boxes"))
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="CODE", help=t("paper.option.only")
    )
    parser.add_argument("--new", action="store_true", help=t("paper.option.new"))


def _badges(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.printing import badges_printed, chosen
    from seminar_tui.files.paper.badges import badges
    from seminar_tui.files.paper.labels import stock_named
    from seminar_tui.rules.boxes import boxes

    stock = stock_named(given.stock)
    for name, value, low in (("skip", given.skip, 0), ("boxes", given.boxes, 1)):
        if not low <= value <= 1000:
            raise BadInput("out_of_range", field=name, value=value, low=low, high=1000)
    found = _material(context)
    with context.look() as connection:
        guests = chosen(connection, context.day.id, found.guests, given.only, given.new)
    cut = boxes((guest.name for guest in found.guests), given.boxes)
    document = badges(found.head, guests, stock, skip=given.skip, labels=cut)
    reply = _printed(context, given, found.head, document)
    badges_printed(context.station, context.now(), guests, None if given.only else cut)
    facts = {**reply.facts, "badges": len(guests)}
    return Reply(reply.result, facts, reply.text)


def _plain(name: str) -> Callable[[Context, Namespace], Reply]:
    """Return the command that prints a paper which needs nothing but the day."""

    def run(context: Context, given: Namespace) -> Reply:
        from seminar_tui.files.paper.papers import PAPERS

        found = _material(context)
        return _printed(context, given, found.head, PAPERS[name](found))

    return run


def _configure_posters(parser: ArgumentParser) -> None:
    _out(parser)
    parser.add_argument("--size", choices=("a3", "a4"), default="a3")


def _posters(context: Context, given: Namespace) -> Reply:
    from seminar_tui.files.paper.stands import posters

    found = _material(context)
    return _printed(context, given, found.head, posters(found.head, found.stands, given.size))


def _configure_letters(parser: ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT.pdf|.md|.csv")
    parser.add_argument("--templates", metavar="FOLDER", help=t("paper.option.templates"))


def _letters(context: Context, given: Namespace) -> Reply:
    from seminar_tui.files.paper.stands import letters

    found = _material(context)
    document = letters(found.head, found.stands, found.guests)
    if Path(given.out).suffix.lower() in (".md", ".csv"):
        return _letters_as_text(context, Path(given.out), document)
    return _printed(context, given, found.head, document)


def _letters_as_text(context: Context, out: Path, document: Document) -> Reply:
    from seminar_tui.files.letters import letters_as

    content, count = letters_as(out.suffix.lower(), document, context.now())
    facts = {"written": str(out), "rows": count, "bytes": _write(context, out, content)}
    said = t("export.written", path=clean(str(out)), rows=tn("paper.count.letters", count))
    return Reply("written", facts, said)


def _configure_report(parser: ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT.pdf|.html")
    parser.add_argument("--templates", metavar="FOLDER", help=t("paper.option.templates"))


def _report(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.outcome import outcome
    from seminar_tui.files.paper.report import report
    from seminar_tui.files.paper.web import report_page

    head = _material(context).head
    with context.look() as connection:
        came_to = outcome(connection, context.day.id)
    out = Path(given.out)
    if out.suffix.lower() not in (".html", ".htm"):
        return _printed(context, given, head, report(head, came_to))
    size = _write(context, out, report_page(_press(context, given, head), head, came_to))
    facts = {"written": str(out), "pages": 1, "bytes": size}
    return Reply("written", facts, _said(out, 1))


def _configure_guide(parser: ArgumentParser) -> None:
    parser.add_argument("role", choices=("door", "stand", "organiser", "wall", "series"))
    _out(parser)


def _guide(context: Context, given: Namespace) -> Reply:
    from seminar_tui.files.paper.guide import guide

    return _printed(context, given, _material(context).head, guide(given.role))


def _configure_qr(parser: ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE")
    parser.add_argument("--png", metavar="OUT")


def _qr(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.keeping import note_file
    from seminar_tui.files import qr
    from seminar_tui.files.output import write_whole
    from seminar_tui.rules.badge import Code, read_code

    found = read_code(given.code)
    if not isinstance(found, Code):
        raise BadInput("code_damaged", code=clean(given.code, 40))
    if given.png is None:
        lines = qr.terminal(found.text).splitlines()
        return Reply(
            "drawn",
            {"code": found.text, "lines": lines},
            f"{qr.terminal(found.text)}\n{found.text}",
        )
    out = Path(given.png)
    size = write_whole(out, qr.png(found.text))
    # A code can be drawn where there is no day at all; then there is nothing to purge either.
    with suppress(BadInput, StoreError):
        note_file(context.station, context.now(), "print", out)
    facts = {"code": found.text, "written": str(out), "pages": 1, "bytes": size}
    return Reply("written", facts, _said(out, 1))


COMMANDS = (
    Command("badges", _configure_badges, _badges),
    Command("programme", _out, _plain("programme")),
    Command("signs", _out, _plain("signs")),
    Command("posters", _configure_posters, _posters),
    Command("letters", _configure_letters, _letters),
    Command("lists", _out, _plain("lists")),
    Command("slips", _out, _plain("slips")),
    Command("tents", _out, _plain("tents")),
    Command("command-sheet", _out, _plain("command-sheet")),
    Command("report", _configure_report, _report),
    Command("guide", _configure_guide, _guide),
    Command("qr", _configure_qr, _qr),
)
