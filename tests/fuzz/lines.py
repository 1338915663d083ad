"""Lines for `seminar run`: shaped by each command's own parser, so that most get past it."""

from __future__ import annotations

import re
import shlex
from argparse import Action, ArgumentParser

from hypothesis import strategies as st

from seminar_tui.cli.command import MODULE_OF, find_command
from seminar_tui.cli.lines import TAKES_THE_TERMINAL
from seminar_tui.cli.parser import Parser
from seminar_tui.demo.generator import make_world

WORLD = make_world(4)
"""The day the lines are about."""

# Those that wait, write files or take minutes are held by tests of their own.
COMMANDS = sorted(
    set(MODULE_OF)
    - TAKES_THE_TERMINAL
    - {"halves", "backup", "restore", "purge", "export", "new", "yield", "close"}
    - {"badges", "programme", "signs", "posters", "letters", "lists", "slips", "tents", "report"}
    - {"command-sheet", "guide", "qr"}
)
# `--yes` would erase everybody, `--out` write wherever a word says, `--db` leave the day, and
# `--help` answers before anything else is looked at.
LEFT_OUT = {"--yes", "--out", "--db", "--help"}

CODES = [person.code for person in WORLD.people[:12]]
PLACES = sorted({person.municipality for person in WORLD.people if person.municipality})
LIKELY = {
    "CODE": [*CODES, "P000000000"],
    "DOUBLE": CODES,
    "STAND": ["1", "2", "3", "4", "9", *PLACES],
    "N": ["0", "1", "2", "3", "14", "-1"],
    "ID": ["1", "2", "3", "99"],
    "ITEM": ["1", "2"],
    "R": ["1", "2"],
    "S": ["1", "3"],
    "M": PLACES,
    "MUNICIPALITY": [*PLACES, "Vejle"],
    "ORGANISATION": ["KL"],
    "TITLE": ["Net", "1"],
    "DATE": ["2026-10-14", "2026-02-30"],
    "YYYY-MM-DD": ["2026-10-14", "2027-01-31", "2026-02-30"],
    "YYYY-MM": ["2026-11", "2026-13"],
    "HH:MM": ["09:15", "24:00"],
    "HH:MM [TRACK] TITLE": ["09:15 Velkomst", "10:00 [A] Oplæg"],
    "3m": ["3m", "90s", "-1m"],
    "SECONDS": ["60", "-60", "nan"],
    "VALUE": ["60", "0", "-60"],
    "ROLE": ["chief", "consultant"],
    "ROLE=MIN..MAX[:soft]": ["chief=1..3", "consultant=2..1:soft", "staff=0.."],
    "1-2=9000": ["1-2=9000", "3-=1e9"],
    "KR": ["9000", "1,50", "-1"],
    "ID=VALUE": ["1=ja"],
    "DATE=WHAT": ["2026-10-14=Svar", "2026-02-30="],
    "NAME;EMAIL;PHONE": ["Karen Holm;k@x.dk;12345678", ";;"],
    "WHAT": ["no-show", "late", "cancelled", *CODES[:4], "1"],
    "east|west|both": ["east", "west", "both"],
    "all": ["all"],
}
"""What a word of the usage may well be."""

ANYTHING = st.one_of(
    st.sampled_from(["[/]", "[@click=app.quit]x[/]", "\x1b[31m", "", "=1+1", "Karen Holm", "--"]),
    st.text(max_size=30),
    st.integers().map(str),
)


def _values(action: Action) -> st.SearchStrategy[str]:
    if action.choices is not None:
        return st.sampled_from([str(choice) for choice in action.choices])
    named = action.metavar if isinstance(action.metavar, str) else action.dest
    likely = [one for word in {named, *re.split(r"\|", named)} for one in LIKELY.get(word, [])]
    if not likely:
        return ANYTHING
    return st.one_of(*[st.sampled_from(sorted(likely))] * 4, ANYTHING)


def _option(action: Action) -> st.SearchStrategy[list[str]]:
    flag = st.sampled_from(action.option_strings)
    if action.nargs == 0:
        return flag.map(lambda one: [one])
    return st.tuples(flag, _values(action)).map(list)


def _positional(action: Action) -> st.SearchStrategy[list[str]]:
    if isinstance(action.choices, dict):
        inner = [
            _words_of(parser).map(lambda words, name=name: [name, *words])
            for name, parser in action.choices.items()
        ]
        return st.one_of(*inner)
    least, most = {None: (1, 1), "?": (0, 1), "+": (1, 4)}.get(action.nargs, (0, 4))
    return st.lists(_values(action), min_size=least, max_size=most)


def _words_of(parser: ArgumentParser) -> st.SearchStrategy[list[str]]:
    positional = [_positional(action) for action in parser._actions if not action.option_strings]
    options = [
        _option(action)
        for action in parser._actions
        if action.option_strings and not LEFT_OUT & set(action.option_strings)
    ]
    asked = st.lists(st.one_of(*options), max_size=3) if options else st.just([])
    return st.tuples(st.tuples(*positional), asked).map(
        lambda both: [word for part in (*both[0], *both[1]) for word in part]
    )


def _lines_of(name: str) -> st.SearchStrategy[str]:
    parser = Parser(prog=name)
    find_command(name).configure(parser)
    wild = st.lists(ANYTHING, max_size=6)
    words = st.one_of(*[_words_of(parser)] * 5, wild)
    return words.map(lambda given: shlex.join([name, *given]))


LINES = st.one_of(st.text(max_size=200), *map(_lines_of, COMMANDS))
