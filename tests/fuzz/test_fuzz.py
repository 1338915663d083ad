"""What anybody may send: a scan, a list, a line of `run`, a message of a browser.

Nothing of it may be a fault, leave the file unsound, or reach a terminal as it came. Runs for
`SEMINAR_TEST_FUZZ_S` seconds a target (an hour is what a release is held to); what it once
found stands in `FOUND` and is tried every time.
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import shlex
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from db.vocabulary import Instant
from seminar_tui.cli.context import Context, Options
from seminar_tui.cli.lines import run_lines
from seminar_tui.cli.main import main
from seminar_tui.clock import FrozenClock
from seminar_tui.day.arrivals import check_in
from seminar_tui.demo.making import make_file
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.scanning import read_line, read_setup
from seminar_tui.web.server import hear
from tests.fuzz.lines import LINES, WORLD

SECONDS = float(os.environ.get("SEMINAR_TEST_FUZZ_S", "5"))

FOUND = [
    "undo --desk ''",
    "unpin P000000000 --round -5",
    "status --day " + "9" * 5000,
    "edit-stand 1 --theme " + "x" * 300,
    "door-question remove " + "9" * 20,
    "find '[/]'",
    "find $'\\x1b]0;x\\x07'",
    "check-in \ud800",
    "walk-in --name '[@click=app.quit]x' --wish 1 --wish 1",
    "entry 1 add --kind comment --text '\x00'",
    "timer 1 add nan",
    "halves --seconds inf",
    "person-data ''",
    "erase-person",
    "wish '' 1 2 3 4 5 6",
    "export people /proc/none/x.csv",
    "message all -- --",
]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("fuzz") / "day.db"
    make_file(path, WORLD)
    made = ["series", "new", "--template", "it-partnership", "--title", "Net", "--db", str(path)]
    assert main(made, io.StringIO()) == 0
    return path


def for_a_while(test: Callable[[object], None], examples: st.SearchStrategy[object]) -> None:
    """Try examples until the time is up; a failure is made small and shown."""
    ends = time.monotonic() + SECONDS
    count = 0

    # Begun anew again and again: a run that has no more time would only make examples for nothing.
    @settings(
        max_examples=500,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(examples)
    def tried(example: object) -> None:
        nonlocal count
        if time.monotonic() < ends:
            count += 1
            test(example)

    while time.monotonic() < ends:
        tried()
    print(f"{count} examples in {SECONDS:.0f} s")


def answer(context: Context, line: str) -> None:
    """Give a line to `run` and check that it is answered as the contract wants it."""
    out = io.StringIO()
    run_lines(context, io.StringIO(line.replace("\n", " ") + "\n"), out)
    for one in out.getvalue().splitlines():
        said = json.loads(one)
        assert said.get("error", {}).get("code") != "fault", (line, said)
        assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in one), one
        assert len(out.getvalue().splitlines()) == 1


@pytest.fixture
def context(day: Path, clock: FrozenClock):
    made = Context(Options(str(day), None, "da", json=True), clock)
    yield made
    made.close()


@pytest.mark.parametrize("line", FOUND, ids=range(len(FOUND)))
def test_what_was_found_is_answered(context: Context, line: str) -> None:
    answer(context, line)


def _sound(day: Path) -> None:
    with closing(sqlite3.connect(day)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.long
def test_lines_of_run(
    context: Context, day: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for_a_while(lambda line: answer(context, str(line)), LINES)
    _sound(day)


@pytest.mark.long
def test_scans(context: Context, day: Path) -> None:
    codes = [person.code for person in WORLD.people[:5]]
    letters = st.one_of(
        st.text(max_size=40),
        st.binary(max_size=40).map(lambda raw: raw.decode("latin-1")),
        st.sampled_from(codes).map(lambda code: code.lower() + "\r\n"),
        st.builds(
            lambda code, at, by: code[:at] + by + code[at + 1 :],
            st.sampled_from(codes),
            st.integers(0, 9),
            st.characters(),
        ),
    )

    def scan(raw: object) -> None:
        read_setup(str(raw))
        read_line(str(raw))
        try:
            check_in(context.station, Instant(1_800_000_000_000), str(raw))
        except (Refused, BadInput):
            return

    for_a_while(scan, letters)
    _sound(day)


CELLS = st.one_of(
    st.sampled_from(["Navn", "Kommune", "E-mail", "Ønske 1", "Status", "Rolle", "Vejle", "x@y.dk"]),
    st.sampled_from(["=1+1", "Afmeldt", "Karen Østergaard", "[/]", "\x1b[31m", '"', "og", ""]),
    st.text(max_size=20),
)
LISTS = st.one_of(
    st.binary(max_size=400),
    st.builds(
        lambda rows, mark, code: "\n".join(mark.join(row) for row in rows).encode(code, "replace"),
        st.lists(st.lists(CELLS, max_size=6), max_size=8),
        st.sampled_from([";", ",", "\t"]),
        st.sampled_from(["utf-8", "latin-1", "utf-16", "cp1252"]),
    ),
)


@pytest.mark.long
@pytest.mark.parametrize("kind", ["participants", "stands"])
def test_lists(context: Context, day: Path, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "list.csv"

    def read(content: object) -> None:
        assert isinstance(content, bytes)
        file.write_bytes(content)
        answer(context, f"import {kind} {shlex.quote(str(file))} --good-rows")

    for_a_while(read, LISTS)
    _sound(day)


class Wire:
    """What a session and a browser are asked by a message: bounded, and text that can be sent."""

    async def type(self, text: str) -> None:
        text.encode()

    async def resize(self, columns: int, rows: int) -> None:
        assert 1 <= columns <= 1000
        assert 1 <= rows <= 1000

    async def focus(self, here: bool) -> None:
        assert here in (True, False)

    async def send_json(self, answer: object) -> None:
        json.dumps(answer)

    async def send_str(self, answer: str) -> None:
        answer.encode()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
MESSAGES = st.one_of(
    st.text(max_size=60),
    VALUES.map(json.dumps),
    st.builds(
        lambda kind, rest: json.dumps([kind, *rest]),
        st.sampled_from(["stdin", "resize", "focus", "blur", "ping", "quit"]),
        st.lists(
            VALUES | st.fixed_dictionaries({"width": st.integers(), "height": st.integers()}),
            max_size=2,
        ),
    ),
)


def hears(message: object) -> None:
    wire = Wire()
    asyncio.run(hear(wire, wire, str(message)))  # type: ignore[arg-type]  # all it is asked


@pytest.mark.parametrize(
    "message",
    [
        '["stdin", "\\ud800"]',
        '["resize", {"width": 1e999, "height": 1}]',
        "[" * 5000,
        "null",
        "1" * 9000,
    ],
)
def test_messages_that_were_found(message: str) -> None:
    hears(message)


@pytest.mark.long
def test_messages_of_a_browser() -> None:
    for_a_while(hears, MESSAGES)
