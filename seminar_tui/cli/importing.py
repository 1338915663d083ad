"""`import participants FILE` and `import stands FILE`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from db.vocabulary import Severity, StationRole
from seminar_tui.cli.command import Command
from seminar_tui.cli.context import Context
from seminar_tui.cli.reading_lists import configure_list, pairs
from seminar_tui.cli.reply import BAD, Reply
from seminar_tui.i18n import t, tn
from seminar_tui.import_words import column_words, columns_of, told_words
from seminar_tui.rules.findings import Code, Finding
from seminar_tui.rules.records import ListKind
from seminar_tui.rules.refusal import BadInput
from seminar_tui.sentences import said
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.importing import Asked, Imported, Told
    from seminar_tui.files.lists import ListRead

SHOWN = 40
"""Lines of findings shown to people at most; JSON holds all."""

BAR = 30
"""Letters of the bar that says how far an import is."""

SPELLED_OUT = 3
"""Notes of one kind that are shown a line each; more than that are one line with a count."""


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=[kind.value for kind in ListKind])
    parser.add_argument("file", metavar="FILE")
    configure_list(parser)


def _import(context: Context, given: Namespace) -> Reply:
    passed = _bar()
    passed(0)
    try:
        return _read_in(context, given, passed)
    finally:
        passed(1)  # The bar goes away, whatever came of the list.


def _read_in(context: Context, given: Namespace, passed: Callable[[float], None]) -> Reply:
    from seminar_tui.day.importing import Asked
    from seminar_tui.files.headings import UnknownColumn
    from seminar_tui.files.lists import mapping_of, read_list, understood
    from seminar_tui.files.sheets import Unreadable

    kind = ListKind(given.kind)
    mapping = pairs(given.map, "--map")
    answers = pairs(given.answer, "--answer")
    try:
        read = read_list(
            Path(given.file),
            kind,
            sheet=given.sheet,
            mapping=mapping,
            remembered=_remembered(context),
        )
        known = understood(mapping, kind)
    except Unreadable as error:
        return _unusable(error.code, error.facts)
    except UnknownColumn as error:
        raise BadInput(error.code, column=error.column, field=error.field) from error
    if read.raw is None or read.columns is None:
        return _no_list(read)
    asked = Asked(given.good_rows, given.dry_run, answers, mapping_of(read.columns, known), passed)
    return _reply(read, _done(context, read, asked))


def _bar() -> Callable[[float], None]:
    """Return what draws how far it is, where somebody sits at a terminal; else nothing is said."""
    if not sys.stderr.isatty():
        return lambda _share: None

    def draw(share: float) -> None:
        full = round(share * BAR)
        bar = "█" * full + "░" * (BAR - full)
        sys.stderr.write("\r\x1b[K" if share >= 1 else f"\r{bar} {share:4.0%}")
        sys.stderr.flush()

    return draw


def _exists(context: Context) -> bool:
    return "://" in context.options.db or Path(context.options.db).exists()


def _remembered(context: Context) -> dict[str, dict[str, str]]:
    from db.reads.registrations import profiles

    if not _exists(context):
        return {}
    with context.look() as connection:
        return profiles(connection)


def _done(context: Context, read: ListRead, asked: Asked) -> Imported:
    from seminar_tui.day import importing, importing_stands

    assert read.raw is not None
    participants = read.raw.kind is ListKind.PARTICIPANTS
    if not _has_day(context):
        if asked.dry_run:
            preview = (
                importing.preview_without_day
                if participants
                else importing_stands.preview_stands_without_day
            )
            return preview(read.raw, read.findings, asked)
        _make_day(context)
    use_case = importing.import_participants if participants else importing_stands.import_stands
    return use_case(context.station, context.now(), read.raw, read.findings, asked)


def _has_day(context: Context) -> bool:
    from db.reads.days import all_days

    if context.options.day is not None:
        return True
    if not _exists(context):
        return False
    with context.look() as connection:
        return bool(all_days(connection))


def _make_day(context: Context) -> None:
    """Make a day for a first list, today; its title and date are changed later."""
    from seminar_tui.day.days import TIMEZONE, DaySpec, create_day
    from seminar_tui.rules.dates import local

    now = context.real_clock.now()
    today = local(now.utc_ms, TIMEZONE).date().isoformat()
    station = context.take_station(StationRole.ORGANISER, 0)
    create_day(station, now, DaySpec(title=t("import.new_day"), date=today))


def finding_facts(finding: Finding) -> dict[str, object]:
    """Return a finding as JSON, with its sentence."""
    facts: dict[str, object] = {
        "row": finding.row,
        "column": clean(finding.column),
        "value": finding.value,
        "severity": finding.severity.value,
        "code": finding.code.value,
        "message": finding_message(finding),
    }
    if finding.related:
        facts["related_rows"] = list(finding.related)
    if finding.choices:
        facts["choices"] = list(finding.choices)
    return facts


def finding_message(finding: Finding) -> str:
    """Return the sentence about a finding."""
    facts = {
        "value": finding.value,
        "column": clean(finding.column),
        "rows": ", ".join(str(row) for row in finding.related),
        "choices": ", ".join(finding.choices),
    }
    sentence, remedy = said("finding", finding.code.value, facts)
    return f"{sentence} {remedy if _hints(finding) else ''}".strip()


def _hints(finding: Finding) -> bool:
    """A remedy that offers choices is only said where there are some."""
    return bool(finding.choices) or finding.code not in (
        Code.MUNICIPALITY_UNKNOWN,
        Code.MUNICIPALITY_CONFLICT,
    )


def _reply(read: ListRead, done: Imported) -> Reply:
    facts: dict[str, object] = {
        "rows": done.rows,
        "new": done.new,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "gone": list(done.gone),
        "findings": [finding_facts(finding) for finding in done.findings],
        "changes": [{"code": code, "fields": list(fields)} for code, fields in done.changes],
        "columns": _columns(read),
    }
    if done.result == "refused":
        facts["message"] = t("import.refused")
    return Reply(done.result, facts, _text(read, done), ok=done.result != "refused")


def _columns(read: ListRead) -> dict[str, str]:
    """Return what each column is read as; headings are somebody's text."""
    found = read.raw.columns if read.raw else {}
    return {clean(key): clean(value) for key, value in dict(found).items()}


def _text(read: ListRead, done: Imported) -> str:
    lines = [
        t(f"import.{done.result}"),
        t(
            "import.counts",
            rows=done.rows,
            new=done.new,
            changed=done.changed,
            unchanged=done.unchanged,
            gone=len(done.gone),
        ),
    ]
    if done.result != "imported":
        lines += _preview(read, done.difference)
    said = _lines(done.findings)
    lines += said[:SHOWN]
    if len(said) > SHOWN:
        lines.append(tn("import.more", len(said) - SHOWN))
    if done.result == "refused":
        lines.append(t("import.refused.hint"))
    return "\n".join(lines)


def _lines(findings: Sequence[Finding]) -> list[str]:
    """Return a line a finding, the graver first; notes of one kind in plenty are one line."""
    unread = [one for one in findings if one.code is Code.COLUMN_UNREAD]
    told = (one for one in findings if one.code is not Code.COLUMN_UNREAD)
    graver = sorted(told, key=lambda one: one.severity is Severity.NOTE)
    # What is said of the whole file stays: every sheet that is not read has its name.
    notes = Counter(one.code for one in graver if one.severity is Severity.NOTE and one.row)
    many = {code for code, count in notes.items() if count > SPELLED_OUT}
    lines: list[str] = []
    for finding in graver:
        counted = finding.severity is Severity.NOTE and finding.row and finding.code in many
        if not counted:
            lines.append(_line(finding))
        elif finding.code in notes:
            lines.append(_together(finding, notes.pop(finding.code)))
    return [*lines, _unread(unread)] if unread else lines


def _unread(columns: Sequence[Finding]) -> str:
    """Return one line that names every column that was not read."""
    mark = t(f"import.severity.{Severity.NOTE.value}")
    names = ", ".join(clean(one.column) for one in columns)
    return f"{mark} " + tn("import.columns_unread", len(columns), columns=names)


def _together(first: Finding, count: int) -> str:
    mark = t(f"import.severity.{Severity.NOTE.value}")
    where = t("import.row", row=first.row)
    return t("import.together", mark=mark, count=count, where=where, said=finding_message(first))


def _line(finding: Finding) -> str:
    mark = t(f"import.severity.{finding.severity.value}")
    where = t("import.row", row=finding.row) if finding.row else t("import.file")
    return f"{mark} {where}: {finding_message(finding)}"


def _unusable(code: str, facts: Mapping[str, object]) -> Reply:
    """Answer for a file that cannot be read at all: bad input, said as a finding too."""
    sentence, remedy = said("unreadable", code, facts)
    found = Finding(0, "", "", Severity.ERROR, Code.UNREADABLE)
    return _bad(code, sentence, remedy, {**finding_facts(found), "message": sentence})


def _no_list(read: ListRead) -> Reply:
    finding = read.findings[0]
    sentence, remedy = said("finding", finding.code.value, {})
    return _bad(finding.code.value, sentence, remedy, finding_facts(finding))


def _bad(code: str, sentence: str, remedy: str, finding: Mapping[str, object]) -> Reply:
    facts = {
        "message": sentence,
        "hint": remedy,
        "error": {"code": code, "message": sentence, "hint": remedy},
        "rows": 0,
        "new": 0,
        "changed": 0,
        "unchanged": 0,
        "gone": [],
        "findings": [finding],
    }
    text = "\n".join(filter(None, (sentence, remedy)))
    return Reply("refused", facts, text, ok=False, code=BAD)


def _preview(read: ListRead, difference: Sequence[Told]) -> list[str]:
    """Return how the columns are read, with their first cells, and what would change."""
    columns = [one for one in columns_of(read) if one.field]
    lines = [t("import.columns"), *(column_words(one) for one in columns)]
    if difference:
        lines += [t("import.difference"), *map(told_words, difference[:SHOWN])]
    if len(difference) > SHOWN:
        lines.append(t("import.more_lines", count=len(difference) - SHOWN))
    return lines


COMMANDS = (Command("import", _configure, _import, creates=True),)
