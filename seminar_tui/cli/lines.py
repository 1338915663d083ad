"""`run`: commands from standard input, a line each, answered in order.

The way to work for screen readers and scripts: one process, one open store. A bad line
is answered and does not end it.
"""

from __future__ import annotations

import shlex
import sys
from argparse import Namespace
from dataclasses import replace
from typing import TextIO

from seminar_tui.cli.command import Command, find_command, parse
from seminar_tui.cli.context import Context
from seminar_tui.cli.main import about_the_program, answer, outcome_of_help, split
from seminar_tui.cli.parser import HelpAsked
from seminar_tui.cli.reply import Outcome, outcome_of, outcome_of_error
from seminar_tui.i18n import use_language
from seminar_tui.rules.refusal import BadInput

TAKES_THE_TERMINAL = frozenset(
    {"run", "home", "door", "stand", "organise", "wall", "serve", "demo"}
)
LIMIT = 20_000
"""Characters of a line that are read; nobody types more."""


def answer_line(line: str, session: Context) -> tuple[Outcome, bool] | None:
    """Answer one line, and tell whether as JSON; None for an empty line or a comment.

    Every line is a command of its own on the session's open store: it finds its day anew,
    and its global options are meant for it alone.
    """
    as_json = session.options.json
    try:
        words = _words(line)
        if not words:
            return None
        as_json = as_json or "--json" in words
        name, rest, early = split(words)
        told = about_the_program(name, rest)
        if told is not None:
            return outcome_of(told), as_json
        if name is None or name in TAKES_THE_TERMINAL:
            raise BadInput("not_in_run", name=name or "home")
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
    """Answer every line of the input until it ends."""
    for line in lines:
        answered = answer_line(line, context)
        if answered is not None:
            outcome, as_json = answered
            outcome.write(out, as_json=as_json)


def _run(context: Context, _given: Namespace) -> None:
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    run_lines(context, sys.stdin, sys.stdout)


COMMANDS = (Command("run", lambda _parser: None, _run),)
