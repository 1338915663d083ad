"""A command: its name, its arguments and what it does; and the table of all of them.

The table names modules, so that only the command that is asked for is loaded.
"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from seminar_tui.cli.context import Context
from seminar_tui.cli.parser import Parser, global_options
from seminar_tui.cli.reply import Reply
from seminar_tui.i18n import t
from seminar_tui.rules.refusal import BadInput

ROOMS: dict[str, tuple[str, ...]] = {
    "days": ("new", "days", "edit-day", "milestone"),
    "importing": ("import",),
    "people": ("people", "find", "edit-person", "walk-in", "substitute", "replace-badge", "merge"),
    "door": ("check-in", "check-out", "undo", "door-question"),
    "desk": ("missing", "acknowledge"),
    "status": ("status",),
    "stands": ("stands", "add-stand", "edit-stand", "wish"),
    "planning": ("halves", "place", "plan", "replan", "move", "pin", "unpin", "why"),
    "happening": ("event",),
    "timing": ("timer",),
    "entries": ("entry", "entries", "message"),
    "visits": ("visit", "suggest"),
    "paper": (
        "badges",
        "programme",
        "signs",
        "posters",
        "letters",
        "lists",
        "slips",
        "tents",
        "command-sheet",
        "report",
        "guide",
        "qr",
    ),
    "exporting": ("export",),
    "yields": ("yield",),
    "prices": ("prices",),
    "series": ("series", "seats"),
    "meetings": ("meeting",),
    "members": ("member", "colleagues"),
    "attendance": ("attendance",),
    "screens": ("door", "stand", "organise", "wall", "home"),
    "demo": ("demo",),
    "lines": ("run",),
    "serving": ("serve", "access"),
    "closing": ("close", "reopen"),
    "keeping": ("backup", "restore", "doctor", "purge"),
    "privacy": ("person-data", "erase-person"),
}
"""Which module of this package holds which commands."""

MODULE_OF = {name: room for room, names in ROOMS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `configure` declares its arguments; `run` answers.

    `creates` says that it may make the store's file. A command that takes over the
    terminal (a screen, `run`) returns None when it is done.
    """

    name: str
    configure: Callable[[ArgumentParser], None]
    run: Callable[[Context, Namespace], Reply | None]
    creates: bool = False


def find_command(name: str) -> Command:
    """Return the command of that name. Raises BadInput: no_such_command."""
    room = MODULE_OF.get(name)
    if room is None:
        from difflib import get_close_matches

        near = get_close_matches(name, MODULE_OF)
        raise BadInput("no_such_command", name=name, likely=", ".join(near))
    module = import_module(f"seminar_tui.cli.{room}")
    commands: tuple[Command, ...] = module.COMMANDS
    return next(command for command in commands if command.name == name)


def parse(command: Command, words: list[str]) -> Namespace:
    """Parse a command's words, global options among them.

    Raises BadInput: usage, out_of_range; HelpAsked.
    """
    parser = Parser(
        prog=f"seminar {command.name}",
        description=t(f"command.{command.name}"),
        parents=[global_options()],
    )
    command.configure(parser)
    parsed = parser.parse_intermixed_args(words) if _mixes(parser) else parser.parse_args(words)
    for field, value in vars(parsed).items():
        for one in value if isinstance(value, list) else [value]:
            _check_number(field, one)
    return parsed


LARGEST = 2**31 - 1
"""The largest whole number every store holds."""


def _check_number(field: str, value: object) -> None:
    """Raise BadInput out_of_range for a number no store holds, or that is none (`nan`)."""
    if isinstance(value, int | float) and not -LARGEST <= value <= LARGEST:
        raise BadInput("out_of_range", field=field, value=value, low=-LARGEST, high=LARGEST)


def _mixes(parser: ArgumentParser) -> bool:
    """Tell whether options may stand between the words; sub-commands do not allow it."""
    return all(action.nargs not in ("A...", "...") for action in parser._actions)
