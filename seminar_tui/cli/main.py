"""`seminar`: find the command, run it, print its answer, exit with its code."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TextIO

from db.errors import StoreError
from seminar_tui import __version__
from seminar_tui.cli.command import MODULE_OF, Command, find_command, parse
from seminar_tui.cli.context import Context, Options, default_db
from seminar_tui.cli.parser import HelpAsked, global_options
from seminar_tui.cli.reply import (
    BAD,
    DONE,
    Outcome,
    Reply,
    outcome_of,
    outcome_of_error,
    outcome_of_refusal,
)
from seminar_tui.i18n import LANGUAGES, language, t, use_language
from seminar_tui.logfile import close_log, note, note_fault, note_trouble, open_log, places
from seminar_tui.rules.refusal import BadInput, Refused

ABOUT_THE_PROGRAM = frozenset({"-h", "--help", "--version"})


def main(argv: Sequence[str] | None = None, out: TextIO | None = None) -> int:
    """Run one command line and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    out = out or sys.stdout
    _speak(words)
    as_json = "--json" in words
    try:
        name, rest, early = split(words)
    except BadInput as error:
        return _print(outcome_of_error(error), out, as_json)
    told = about_the_program(name, rest)
    if told is not None:
        return _print(outcome_of(told), out, as_json)
    return _run(name or "home", rest, early, out, as_json)


def about_the_program(name: str | None, rest: Sequence[str]) -> Reply | None:
    """Return which version this is, or what commands there are, where that is asked."""
    if name is not None or not rest:
        return None
    if rest[0] == "--version":
        return Reply("version", {"version": __version__}, f"seminar {__version__}")
    text = overview()
    return Reply("help", {"commands": sorted(MODULE_OF), "help": text}, text)


def _run(name: str, rest: list[str], early: Namespace, out: TextIO, as_json: bool) -> int:
    context: Context | None = None
    try:
        command = find_command(name)
        arguments = parse(command, rest)
        debug = bool((vars(early) | vars(arguments)).get("debug", False))
        open_log(name, debug=debug)
        context = Context(options_of(early, arguments))
        outcome = answer(command, arguments, context)
        note("ended", command=name, exit=DONE if outcome is None else outcome.exit_code)
    except HelpAsked as asked:
        outcome = outcome_of_help(name, asked)
    except BadInput as error:
        outcome = outcome_of_error(error)
    finally:
        if context is not None:
            context.close()
        close_log()
    return DONE if outcome is None else _print(outcome, out, as_json)


def answer(command: Command, arguments: Namespace, context: Context) -> Outcome | None:
    """Run a parsed command and return what to print; None where it printed for itself."""
    if command.creates:
        context.allow_creation()
    try:
        reply = command.run(context, arguments)
    except Refused as refused:
        return outcome_of_refusal(refused, context.iso)
    except (BadInput, StoreError) as error:
        if isinstance(error, StoreError):
            note_trouble(error.code)
        return outcome_of_error(error)
    except Exception as fault:
        note_fault(fault)
        return _fault(fault)
    return None if reply is None else outcome_of(reply)


def outcome_of_help(name: str, asked: HelpAsked) -> Outcome:
    """Return the outcome of asking what a command does."""
    return outcome_of(Reply("help", {"command": name, "help": asked.text}, asked.text))


def _fault(fault: Exception) -> Outcome:
    """Answer for a fault of the program itself: one more line of `run` must still be taken.

    Where it happened goes to standard error; what it was about does not, for that may be
    somebody's name.
    """
    where = "".join(f"  {place}\n" for place in places(fault))
    sys.stderr.write(f"{type(fault).__name__}\n{where}")
    return outcome_of_error(StoreError("fault", kind=type(fault).__name__))


def split(words: list[str]) -> tuple[str | None, list[str], Namespace]:
    """Return the command's name, its words, and the global options that stood before it.

    The name is None where there is no command: the words then ask about the program, or
    are none. Raises BadInput: usage.
    """
    early: list[str] = []
    rest = list(words)
    while rest and rest[0].startswith("-") and rest[0] not in ABOUT_THE_PROGRAM:
        word = rest.pop(0)
        early.append(word)
        if word in ("--db", "--day", "--lang") and rest:
            early.append(rest.pop(0))
    found = global_options().parse_args(early)
    name = rest.pop(0) if rest and not rest[0].startswith("-") else None
    return name, rest, found


def options_of(early: Namespace, late: Namespace) -> Options:
    """Return the global options; what stands after the command's name wins."""
    given = vars(early) | vars(late)
    return Options(
        db=given.get("db") or default_db(),
        day=given.get("day"),
        lang=language(),
        json=bool(given.get("json", False)),
    )


def overview() -> str:
    """Return the list of all commands, a line each."""
    width = max(map(len, MODULE_OF)) + 2
    lines = [t("overview.usage"), ""]
    lines += [f"  {name:<{width}}{t(f'command.{name}')}" for name in sorted(MODULE_OF)]
    return "\n".join([*lines, ""]) + "\n"


def _speak(words: list[str]) -> None:
    asked = os.environ.get("SEMINAR_LANG", LANGUAGES[0])
    for index, word in enumerate(words):
        if word == "--lang" and index + 1 < len(words):
            asked = words[index + 1]
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    use_language(asked if asked in LANGUAGES else LANGUAGES[0])


def _print(outcome: Outcome, out: TextIO, as_json: bool) -> int:
    """Print an outcome; errors for people go to standard error."""
    if not as_json and outcome.exit_code >= BAD:
        out = sys.stderr
    outcome.write(out, as_json=as_json)
    return outcome.exit_code
