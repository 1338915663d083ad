"""A file that a command was given, read as a list of people; what is wrong with it is said."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from seminar_tui.cli.context import Context
from seminar_tui.rules.records import ListKind
from seminar_tui.rules.refusal import BadInput
from seminar_tui.sentences import said
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.importing import Asked
    from seminar_tui.rules.findings import Finding
    from seminar_tui.rules.records import RawList


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A list as read, what was said about its file, and how its import was asked for."""

    raw: RawList
    findings: tuple[Finding, ...]
    asked: Asked


def configure_list(parser: ArgumentParser) -> None:
    """Declare the options of a command that reads a list."""
    parser.add_argument("--sheet", metavar="S")
    parser.add_argument("--map", action="append", default=[], metavar="COLUMN=FIELD")
    parser.add_argument("--answer", action="append", default=[], metavar="VALUE=ANSWER")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--good-rows", action="store_true")


def read_people(context: Context, given: Namespace, file: str) -> PeopleList:
    """Read a list of people. Raises BadInput: list_unusable, pair_unclear and those of columns."""
    from db.reads.registrations import profiles
    from seminar_tui.day.importing import Asked
    from seminar_tui.files.headings import UnknownColumn
    from seminar_tui.files.lists import read_list
    from seminar_tui.files.sheets import Unreadable

    with context.look() as connection:
        remembered = profiles(connection)
    mapping = pairs(given.map, "--map")
    try:
        read = read_list(
            Path(file),
            ListKind.PARTICIPANTS,
            sheet=given.sheet,
            mapping=mapping,
            remembered=remembered,
        )
    except Unreadable as error:
        why, _remedy = said("unreadable", error.code, error.facts)
        raise BadInput("list_unusable", path=clean(file), why=why) from error
    except UnknownColumn as error:
        raise BadInput(error.code, column=error.column, field=error.field) from error
    if read.raw is None:
        why, _remedy = said("finding", read.findings[0].code.value, {})
        raise BadInput("list_unusable", path=clean(file), why=why)
    asked = Asked(given.good_rows, given.dry_run, pairs(given.answer, "--answer"))
    return PeopleList(read.raw, read.findings, asked)


def pairs(given: list[str], option: str) -> dict[str, str]:
    """Return VALUE=ANSWER pairs; the last equals sign parts them. Raises BadInput: pair_unclear."""
    found: dict[str, str] = {}
    for word in given:
        left, equals, right = word.rpartition("=")
        if not equals or not left.strip():
            raise BadInput("pair_unclear", option=option, word=clean(word, 80))
        found[clean(left)] = clean(right)
    return found
