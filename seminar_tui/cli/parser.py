"""The argument parser: what is wrong and what help says, in the reader's language."""

from __future__ import annotations

import re
from argparse import SUPPRESS, Action, ArgumentParser
from typing import Any, NoReturn

from seminar_tui.i18n import LANGUAGES, known, t
from seminar_tui.rules.refusal import BadInput


class HelpAsked(Exception):
    """Somebody asked what a command does; `text` tells."""

    def __init__(self, text: str) -> None:
        super().__init__("help")
        self.text = text


class Parser(ArgumentParser):
    """An argument parser that says what is wrong, or helps, instead of ending the process."""

    def __init__(self, *, add_help: bool = True, **given: Any) -> None:
        super().__init__(**{**given, "add_help": False, "allow_abbrev": False})
        if add_help:
            self.add_argument(
                "-h", "--help", action="help", default=SUPPRESS, help=t("option.help")
            )

    def error(self, message: str) -> NoReturn:
        """Raise BadInput: usage."""
        usage = " ".join(self.format_usage().split())
        raise BadInput("usage", detail=told(message), usage=_headed(usage))

    def _get_values(self, action: Action, arg_strings: list[str]) -> Any:
        """Take a second `--` for the word it is; argparse gives the command nothing for it."""
        found = super()._get_values(action, arg_strings)
        if found == [] and action.nargs is None:
            found = self._get_value(action, "--")
            self._check_value(action, found)
        return found

    def print_help(self, file: object = None) -> NoReturn:
        """Raise HelpAsked."""
        self._positionals.title = t("help.words")
        self._optionals.title = t("help.options")
        for action in self._actions:
            if action.help is None:
                action.help = self._meaning(action.dest)
        raise HelpAsked(_headed(self.format_help()))

    def _meaning(self, name: str) -> str | None:
        """Return what an option means: to this command, else to every one that has it."""
        command = self.prog.removeprefix("seminar ").replace(" ", ".")
        for key in (f"option.{command}.{name}", f"option.{name}"):
            if known(key):
                # argparse fills in what follows a percent sign.
                return t(key).replace("%", "%%")
        return None


def global_options() -> Parser:
    """Return the parser of the options that every command takes, before or after its name."""
    parser = Parser(prog="seminar", add_help=False, argument_default=SUPPRESS)
    parser.add_argument("--db", metavar="PATH|URL", help=t("option.db"))
    parser.add_argument("--day", metavar="ID|DATE", help=t("option.day"))
    parser.add_argument("--lang", choices=LANGUAGES, help=t("option.lang"))
    parser.add_argument("--json", action="store_true", help=t("option.json"))
    parser.add_argument("--debug", action="store_true", help=t("option.debug"))
    return parser


def _headed(usage: str) -> str:
    """Return argparse's usage with its first word in the reader's language."""
    return usage.replace("usage:", t("help.usage"), 1)


_NAME = r"argument (?P<name>.+?): "
_TROUBLES = tuple(
    (re.compile(pattern, re.DOTALL), key)
    for pattern, key in (
        (r"the following arguments are required: (?P<what>.+)", "usage.missing"),
        (r"one of the arguments (?P<what>.+) is required", "usage.missing"),
        (r"unrecognized arguments: (?P<what>.+)", "usage.unknown"),
        (_NAME + r"expected .*argument.*", "usage.no_value"),
        (_NAME + r"not allowed with argument (?P<what>.+)", "usage.not_both"),
        (
            _NAME + r"invalid choice: '?(?P<value>.*?)'? \(choose from (?P<what>.+)\)",
            "usage.no_choice",
        ),
        (_NAME + r"invalid \w+ value: '?(?P<value>.*?)'?", "usage.no_number"),
        (_NAME + r"ignored explicit argument '?(?P<value>.*?)'?", "usage.takes_none"),
    )
)
"""What argparse says, and what we say instead."""


def told(message: str) -> str:
    """Return argparse's complaint in the reader's language; as it stands where it is new to us."""
    for pattern, key in _TROUBLES:
        found = pattern.fullmatch(message)
        if found:
            facts = found.groupdict()
            if key == "usage.no_choice":
                facts["what"] = ", ".join(re.findall(r"'([^']*)'", facts["what"])) or facts["what"]
            return t(key, **facts)
    return message
