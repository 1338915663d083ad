"""Every use case says who may do it; a wall writes nothing, a stand only what is its own."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import seminar_tui.day
from db.vocabulary import EntryKind, EntryState, Instant, StationRole
from seminar_tui.clock import FrozenClock
from seminar_tui.day import drafts, entries, messages, timing, undo, visits
from seminar_tui.day.keeping import note_file
from seminar_tui.day.station import Station
from seminar_tui.rules.refusal import Refused
from seminar_tui.rules.timer_table import Command, Request
from tests.day.at_a_stand import as_stand, guests, let_everybody_in, stand

MAY = {"DOOR", "STAND", "ORGANISER"}
"""The roles that write; a wall only shows."""


def _transactions() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(Path(seminar_tui.day.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr == "act":
                yield f"{path.name}:{node.lineno}", node


@pytest.mark.parametrize("call", [pytest.param(call, id=where) for where, call in _transactions()])
def test_every_use_case_names_the_roles_that_may(call: ast.Call) -> None:
    named = [role.attr for role in call.args[2:] if isinstance(role, ast.Attribute)]
    assert named
    assert len(named) == len(call.args) - 2, "a role is named by its name"
    assert set(named) <= MAY


UseCase = Callable[[Station, Instant, int, str], object]
"""Called with who acts, when, an entry of stand 1, and a guest's code."""

AT_STAND_1: dict[str, UseCase] = {
    "timer": lambda s, now, _, __: timing.press(s, now, "1", Request(Command.START)),
    "entry": lambda s, now, _, __: entries.add_entry(
        s, now, "1", entries.NewEntry(EntryKind.COMMENT, "Hej")
    ),
    "reword": lambda s, now, entry, _: entries.reword_entry(s, now, entry, "Hej igen"),
    "state": lambda s, now, entry, _: entries.set_state(s, now, entry, EntryState.PARKED),
    "withdraw": lambda s, now, entry, _: entries.withdraw(s, now, entry),
    "restore": lambda s, now, entry, _: entries.restore(s, now, entry),
    "star": lambda s, now, entry, _: entries.star(s, now, entry),
    "tag": lambda s, now, entry, _: entries.tag(s, now, entry, []),
    "save_draft": lambda s, now, _, __: drafts.save_draft(
        s, now, stand(s, 1).id, 1, drafts.Typing(EntryKind.COMMENT, "Hej")
    ),
    "take_drafts": lambda s, now, _, __: drafts.take_drafts(s, now, stand(s, 1).id, 1),
    "visit": lambda s, now, _, code: visits.visit(s, now, code, "1", force="spurgt"),
    "presenters": lambda s, now, _, __: visits.report_presenters(s, now, "1"),
    "undo": lambda s, now, _, __: undo.undo_last(s, now),
    "seen": lambda s, now, _, __: messages.acknowledge(s, now, 1),
}


@pytest.fixture
def floor(station: Station, clock: FrozenClock) -> tuple[Station, int, str]:
    """A day with people inside, a message to stand 1 and, last, a question there."""
    let_everybody_in(station, clock)
    assert messages.send_message(station, clock.now(), "1", "Frokost") == 1
    new = entries.NewEntry(EntryKind.QUESTION, "Hvem?")
    added = entries.add_entry(station, clock.now(), "1", new)
    return station, added.row.id, guests(station)[0].code


@pytest.mark.parametrize("use_case", AT_STAND_1.values(), ids=AT_STAND_1)
def test_a_stand_changes_nothing_at_another_and_a_wall_nothing_at_all(
    floor: tuple[Station, int, str], clock: FrozenClock, use_case: UseCase
) -> None:
    station, entry, code = floor
    with pytest.raises(Refused) as said:
        use_case(as_stand(station, stand(station, 2).id), clock.now(), entry, code)
    assert said.value.code == "other_stand"
    wall = replace(station, actor=replace(station.actor, role=StationRole.WALL))
    with pytest.raises(Refused) as said:
        use_case(wall, clock.now(), entry, code)
    assert said.value.code == "not_allowed"


def test_a_stand_takes_back_nothing_of_a_desk(station: Station, clock: FrozenClock) -> None:
    from seminar_tui.day.arrivals import check_in

    assert check_in(station, clock.now(), guests(station)[0].code, desk="A").ok
    with pytest.raises(Refused, match="other_stand"):
        undo.undo_last(as_stand(station, stand(station, 1).id), clock.now(), desk="A")


def test_a_wall_notes_no_file(station: Station, clock: FrozenClock, tmp_path: Path) -> None:
    wall = replace(station, actor=replace(station.actor, role=StationRole.WALL))
    with pytest.raises(Refused, match="not_allowed"):
        note_file(wall, clock.now(), "export", tmp_path / "x.csv")
