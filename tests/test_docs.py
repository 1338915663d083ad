"""The reference names every command, option, key and setting, and no other."""

from __future__ import annotations

import importlib
import pkgutil
import re
from argparse import ArgumentParser, _SubParsersAction
from dataclasses import fields
from pathlib import Path

import pytest
from textual.binding import Binding

from seminar_tui import screens, widgets
from seminar_tui.app import SeminarApp
from seminar_tui.cli.command import MODULE_OF, find_command
from seminar_tui.cli.parser import HelpAsked, Parser, global_options
from seminar_tui.files.paper.guide import GUIDES
from seminar_tui.files.paper.look import Look
from seminar_tui.files.paper.press import TEMPLATES
from seminar_tui.i18n import LANGUAGES, use_language
from seminar_tui.screens.door_keys import door_keys
from seminar_tui.screens.kiosk import kiosk_keys
from seminar_tui.screens.stand_keys import stand_keys, talk_keys
from tests.code_reading import sources

DOCS = Path(__file__).parents[1] / "docs"
REFERENCE = (DOCS / "reference.md").read_text("utf-8")
COMMANDS, _, REST = REFERENCE.partition("\n## Keys\n")
KEYS, _, SETTINGS = REST.partition("\n## Settings\n")


def sections(text: str) -> dict[str, str]:
    parts = re.split(r"^### (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def options(parser: ArgumentParser) -> set[str]:
    found = set()
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for below in action.choices.values():
                found |= options(below)
        found |= set(action.option_strings)
    return found - {"-h", "--help", "--db", "--day", "--lang", "--json", "--debug"}


def sub_commands(parser: ArgumentParser) -> set[str]:
    nested = [one for one in parser._actions if isinstance(one, _SubParsersAction)]
    return {name for one in nested for name in one.choices}


def test_the_reference_has_every_command_and_no_other():
    assert set(sections(COMMANDS)) == set(MODULE_OF)


@pytest.mark.parametrize("name", sorted(MODULE_OF))
def test_a_commands_options_are_those_of_the_reference(name):
    parser = Parser(prog=name)
    find_command(name).configure(parser)
    said = sections(COMMANDS)[name]
    assert set(re.findall(r"^- `(--[\w-]+)", said, flags=re.MULTILINE)) == options(parser)
    told = set(re.findall(rf"^- `seminar {name} ([a-z]+)\b", said, flags=re.MULTILINE))
    assert sub_commands(parser) <= told


def test_the_global_options_stand_on_top():
    top = COMMANDS.partition("\n### ")[0]
    told = set(re.findall(r"^- `(--\w+)`", top, flags=re.MULTILINE))
    assert told == {word for one in global_options()._actions for word in one.option_strings}


def keys_of_the_program() -> dict[str, set[str]]:
    """Return the keys of every screen, dialog and widget by the name of its class or table."""
    found = {
        "SeminarApp": bound(SeminarApp.BINDINGS),
        "door": set(door_keys().key_to_bindings),
        "kiosk": set(kiosk_keys().key_to_bindings),
        "stand": set(stand_keys().key_to_bindings),
        "talk": set(talk_keys().key_to_bindings),
    }
    for package in (screens, widgets):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, kind in vars(importlib.import_module(module.name)).items():
                own = isinstance(kind, type) and kind.__module__ == module.name
                if own and "BINDINGS" in vars(kind):
                    found[name] = bound(kind.BINDINGS)
    return found


def bound(bindings: list[Binding]) -> set[str]:
    return {key for one in bindings for key in one.key.split(",")}


def test_the_reference_has_every_key_and_no_other():
    tables = re.split(r"<!-- keys: (\w+) -->", KEYS)
    told = {
        name: set(re.findall(r"^\| `(\S+?)` \|", table, flags=re.MULTILINE))
        for name, table in zip(tables[1::2], tables[2::2], strict=True)
    }
    assert told == keys_of_the_program()


def test_the_reference_has_every_setting_and_no_other():
    told = sections(SETTINGS)
    source = "".join(path.read_text("utf-8") for path in sources())
    assert set(re.findall(r"`(SEMINAR_[A-Z]+)`", told["Environment variables"])) == set(
        re.findall(r"SEMINAR_[A-Z]+", source)
    )
    look = told["The look of paper"]
    assert set(re.findall(r"^\| `(\w+)` \|", look, flags=re.MULTILINE)) == {
        field.name for field in fields(Look)
    } - {"folder"}
    assert set(re.findall(r"`(\w+\.typ)`", look)) == {path.name for path in TEMPLATES.glob("*.typ")}


def test_the_guides_name_only_commands_that_there_are():
    for path in sorted(GUIDES.glob("*.md")):
        for name in re.findall(r"`seminar ([a-z-]+)", path.read_text("utf-8")):
            assert name in MODULE_OF, path.name
        assert (DOCS / "guides" / path.name).read_text("utf-8") == path.read_text("utf-8")


def help_of(parser: ArgumentParser) -> str:
    with pytest.raises(HelpAsked) as asked:
        parser.print_help()
    nested = [one for one in parser._actions if isinstance(one, _SubParsersAction)]
    return asked.value.text + "".join(
        help_of(below) for one in nested for below in one.choices.values()
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_says_what_every_option_means(language):
    use_language(language)
    silent = []
    for name in MODULE_OF:
        parser = Parser(prog=f"seminar {name}")
        find_command(name).configure(parser)
        lines = help_of(parser).splitlines()
        # What an option means stands behind it, or alone on the line below it.
        for line, below in zip(lines, [*lines[1:], ""], strict=True):
            alone = re.fullmatch(r"  (-\S+( \S+)*)", line)
            if alone and not below.startswith(" " * 10):
                silent.append(f"{name} {line.strip()}")
    assert silent == []
