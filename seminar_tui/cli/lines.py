"""`run`: commands from standard input, a line each, answered in order.

The way to work for screen readers and scripts: one process, one open store. A bad line
is answered and does not end it. Without `--json` it is a desk at the door: a scan alone on
a line checks in, as it does on the screen, and `help` says what else there is.
"""

from __future__ import annotations

import shlex
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from typing import TextIO

from seminar_tui.cli.command import MODULE_OF, Command, find_command, parse
from seminar_tui.cli.context import Context
from seminar_tui.cli.main import about_the_program, answer, outcome_of_help, split
from seminar_tui.cli.parser import HelpAsked
from seminar_tui.cli.reply import Outcome, Reply, outcome_of, outcome_of_error
from seminar_tui.i18n import t, use_language
from seminar_tui.rules.fixed_codes import SheetCommand, command_of
from seminar_tui.rules.refusal import BadInput
from seminar_tui.rules.scanning import Kind, looks_scanned, read_line

TAKES_THE_TERMINAL = frozenset(
    {"run", "home", "door", "stand", "organise", "wall", "serve", "demo"}
)
HELP = frozenset({"help", "hjælp"})
LIMIT = 20_000
"""Characters of a line that are read; nobody types more."""


def answer_line(line: str, session: Context) -> Iterator[tuple[Outcome, bool]]:
    """Answer one line, and tell whether as JSON: not at all an empty one or a comment, twice
    one with two scans."""
    scans = () if session.options.json else scanned_words(line)
    try:
        commands = scans or (_words(line),)
    except BadInput as error:
        yield outcome_of_error(error), session.options.json
        return
    for words in commands:
        if words:
            yield _answer_words(words, session)


def scanned_words(line: str) -> tuple[list[str], ...]:
    """Return the commands that the scans on a line mean; nothing where a command stands there."""
    first = line.split(maxsplit=1)
    if not first or first[0] in MODULE_OF or first[0].startswith(("-", "#")):
        return ()
    read = read_line(line[:LIMIT])
    if [one.kind for one in read] == [Kind.TEXT] and not looks_scanned(line):
        return ()
    undo = SheetCommand.UNDO
    return tuple(
        ["undo"] if command_of(one.text) is undo else ["check-in", "--", one.text] for one in read
    )


def _answer_words(words: list[str], session: Context) -> tuple[Outcome, bool]:
    """Answer a command.

    Every line is a command of its own on the session's open store: it finds its day anew,
    and its global options are meant for it alone.
    """
    as_json = session.options.json or "--json" in words
    try:
        name, rest, early = split(words)
        if name in HELP and not rest:
            said = Reply("help", {"commands": sorted(MODULE_OF)}, t("run.help"))
            return outcome_of(said), as_json
        told = about_the_program(name, rest)
        if told is not None:
            return outcome_of(told), as_json
        if name is None or name in TAKES_THE_TERMINAL:
            raise BadInput("not_in_run", name=name or "home")
        if name not in MODULE_OF and not as_json:
            # What `seminar --help` shows is out of reach in here.
            raise BadInput("no_such_line", name=name)
        use_language(vars(early).get("lang", session.options.lang))
        return _answered(name, rest, early, session), as_json
    except BadInput as error:
        return outcome_of_error(error), as_json
    finally:
        use_language(session.options.lang)


def _answered(name: str, rest: list[str], early: Namespace, session: Context) -> Outcome:
    command = find_command(name)
    try:
        late = parse(command, rest)
    except HelpAsked as asked:
        return outcome_of_help(name, asked)
    given = {**vars(early), **vars(late)}
    asked_for = {key: given[key] for key in ("db", "day", "lang", "json") if key in given}
    options = replace(session.options, **asked_for)
    use_language(options.lang)
    outcome = answer(command, late, session.next_command(options))
    assert outcome is not None, "only what takes the terminal prints for itself"
    return outcome


def _words(line: str) -> list[str]:
    text = line.strip().lstrip("\ufeff")
    if text.startswith("#"):
        return []
    if len(text) > LIMIT:
        raise BadInput("line_too_long", limit=LIMIT)
    try:
        return shlex.split(text)
    except ValueError as error:
        raise BadInput("quotes_open") from error


def run_lines(context: Context, lines: TextIO, out: TextIO) -> None:
    """Answer every line of the input until it ends; who types is told that it may begin."""
    if lines.isatty() and not context.options.json:
        out.write(t("run.ready") + "\n")
        out.flush()
    for line in lines:
        for outcome, as_json in answer_line(line, context):
            outcome.write(out, as_json=as_json)


def _run(context: Context, _given: Namespace) -> None:
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    run_lines(context, sys.stdin, sys.stdout)


COMMANDS = (Command("run", lambda _parser: None, _run),)
