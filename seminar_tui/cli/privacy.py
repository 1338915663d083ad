"""`person-data` and `erase-person`: what is stored about one person, told or erased."""

from __future__ import annotations

import json
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
    from seminar_tui.day.privacy import Known

MARKDOWN_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]<>#|"})


def _configure_data(parser: ArgumentParser) -> None:
    parser.add_argument("person", metavar="CODE")
    parser.add_argument("out", nargs="?", metavar="OUT.json|.md")


def _data(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.keeping import note_file
    from seminar_tui.day.privacy import known_about
    from seminar_tui.files.output import write_whole

    out = None if given.out is None else Path(given.out)
    if out is not None and out.suffix.lower() not in (".json", ".md"):
        raise BadInput("no_such_format", ending=out.suffix, formats=".json, .md")
    known = known_about(context.station, context.now(), given.person)
    held = {"code": known.code, "stored": known.rows, "mentions": _mentions(known)}
    if out is None:
        return Reply("person_data", held, as_markdown(known))
    as_json = json.dumps(held, ensure_ascii=False, indent=2)
    written = as_json if out.suffix.lower() == ".json" else as_markdown(known)
    size = write_whole(out, (written + "\n").encode())
    note_file(context.station, context.now(), "export", out)
    return Reply("written", {"file": str(out), "bytes": size}, t("privacy.written", path=out))


def _mentions(known: Known) -> list[dict[str, str]]:
    return [{"where": where, "text": clean_lines(text)} for where, text in known.mentions]


def as_markdown(known: Known) -> str:
    """Return what is stored as a page that can be handed to the person."""
    lines = [f"# {t('privacy.heading', code=known.code)}", "", t("privacy.about"), ""]
    for table, rows in known.rows.items():
        lines += [f"## {table}", ""]
        for row in rows:
            told = [f"{name}: {_marked(value)}" for name, value in row.items() if value is not None]
            lines += [f"- {' · '.join(told)}"]
        lines.append("")
    if known.mentions:
        lines += [f"## {t('privacy.mentions')}", ""]
        lines += [f"- {where}: {_marked(text)}" for where, text in known.mentions]
    return "\n".join(lines).rstrip()


def _marked(value: object) -> str:
    """Return a value that no mark of Markdown is read in."""
    return clean_lines(str(value)).replace("\n", " ").translate(MARKDOWN_MARKS)


def _configure_erase(parser: ArgumentParser) -> None:
    parser.add_argument("person", nargs="?", metavar="CODE")
    parser.add_argument("--yes", action="store_true", help=t("keeping.option.yes"))
    parser.add_argument("--finish", action="store_true", help=t("privacy.option.finish"))


def _erase(context: Context, given: Namespace) -> Reply:
    from seminar_tui.day.privacy import erase, finish, known_about, remove_copies_again

    if given.finish:
        removed, left = remove_copies_again(context.station, context.now())
        finish(context.station)
        facts = {"removed": list(removed), "left": list(left)}
        return Reply("erased", facts, "\n".join([t("privacy.finished"), *_left(left)]))
    if given.person is None:
        raise BadInput("usage", detail="CODE", usage="seminar erase-person CODE [--yes]")
    if not given.yes:
        known = known_about(context.station, context.now(), given.person)
        counts = {name: len(rows) for name, rows in known.rows.items()}
        counts["mentions"] = len(known.mentions)
        return Reply("would_erase", {"rows": counts}, t("privacy.would_erase"))
    done = erase(context.station, context.now(), given.person)
    told = {
        "days": done.days,
        "mentions": done.mentions,
        "removed": list(done.removed),
        "left": list(done.left),
        "searched": done.searched,
        "found": done.found,
    }
    if done.found:
        return Reply("purge_unfinished", told, t("keeping.found", found=done.found), ok=False)
    lines = [t("privacy.erased", searched=done.searched, copies=len(done.removed))]
    return Reply("erased", told, "\n".join([*lines, *_left(done.left)]))


def _left(files: tuple[str, ...]) -> list[str]:
    return [t("privacy.left"), *(f"  {clean_lines(path)}" for path in files)] if files else []


COMMANDS = (
    Command("person-data", _configure_data, _data),
    Command("erase-person", _configure_erase, _erase),
)
