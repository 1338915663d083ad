"""`run`: commands from standard input, a line each, answered in order.

The way to work for screen readers and scripts: one process, one open store. A bad line
is answered and does not end it.
"""

from __future__ import annotations

import shlex
import sys
from argparse import Namespace
from typing import TextIO

from seminar_tui.cli.command import Command, find_command, parse
from seminar_tui.cli.context import Context
from seminar_tui.cli.main import answer, split
from seminar_tui.cli.reply import Outcome, Reply, outcome_of, outcome_of_error
from seminar_tui.i18n import t
from seminar_tui.rules.refusal import BadInput

TAKES_THE_TERMINAL = frozenset(
    {"run", "home", "door", "stand", "organise", "wall", "serve", "demo"}
)
LIMIT = 20_000
"""Characters of a line that are read; nobody types more."""


def answer_line(line: str, context: Context) -> Outcome | None:
    """Answer one line; None for an empty one or a comment."""
    try:
        words = _words(line)
        if not words:
            return None
        name, rest, _early = split(words)
        if name is None or name in TAKES_THE_TERMINAL:
            raise BadInput("not_in_run", name=name or "")
        command = find_command(name)
        if {"-h", "--help"} & set(rest):
            usage = t(f"command.{name}")
            return outcome_of(Reply("help", {"command": name, "help": usage}, usage))
        return answer(name, parse(command, rest), context)
    except BadInput as error:
        return outcome_of_error(error)


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
        outcome = answer_line(line, context)
        if outcome is not None:
            outcome.write(out, as_json=context.options.json)


def _run(context: Context, _given: Namespace) -> None:
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    context.allow_creation()
    run_lines(context, sys.stdin, sys.stdout)


COMMANDS = (Command("run", lambda _parser: None, _run),)
