"""What is said at a stand: never lost, never doubled, always to be taken back."""

from __future__ import annotations

import pytest

from db.vocabulary import EntryKind, EntryState, Phase
from seminar_tui.clock import FrozenClock
from seminar_tui.day.entries import (
    NewEntry,
    add_entry,
    history,
    list_entries,
    restore,
    reword_entry,
    set_state,
    star,
    tag,
    withdraw,
)
from seminar_tui.day.station import Station
from seminar_tui.day.timing import press
from seminar_tui.day.undo import undo_last
from seminar_tui.rules.entries import LIMIT
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.timer_table import Command, Request
from tests.day.at_a_stand import guests, other_station, set_rounds

QUESTION = NewEntry(EntryKind.QUESTION, "Hvem betaler efter 2019?")
ANSWER = NewEntry(EntryKind.ANSWER, "Kommunen selv.")


@pytest.fixture
def here(any_station: Station) -> Station:
    set_rounds(any_station, s1=1, s2=2)
    return any_station


def test_an_entry_has_its_place_in_the_stands_time(here: Station, clock: FrozenClock) -> None:
    early = add_entry(here, clock.now(), "1", QUESTION)
    press(here, clock.now(), "1", Request(Command.START))
    clock.advance(90)
    talk = add_entry(here, clock.now(), "1", QUESTION)
    press(here, clock.now(), "1", Request(Command.ADVANCE))
    clock.advance(30)
    dialogue = add_entry(here, clock.now(), "1", QUESTION)
    places = [(e.row.phase, e.row.offset_ms) for e in (early, talk, dialogue)]
    assert places == [(Phase.TALK, 0), (Phase.TALK, 90_000), (Phase.DIALOGUE, 30_000)]


def test_an_answer_goes_to_the_newest_open_question(here: Station, clock: FrozenClock) -> None:
    first = add_entry(here, clock.now(), "1", QUESTION)
    second = add_entry(here, clock.now(), "1", QUESTION)
    answer = add_entry(here, clock.now(), "1", ANSWER)
    assert answer.row.answers == second.row.id
    chosen = NewEntry(EntryKind.ANSWER, "Nej.", answers=first.row.id)
    assert add_entry(here, clock.now(), "1", chosen).row.answers == first.row.id
    states = [e.row.state for e in list_entries(here, kind=EntryKind.QUESTION)]
    assert states == [EntryState.ANSWERED, EntryState.ANSWERED]
    assert add_entry(here, clock.now(), "1", ANSWER).row.answers is None


def test_a_withdrawn_answer_opens_its_question_again(here: Station, clock: FrozenClock) -> None:
    question = add_entry(here, clock.now(), "1", QUESTION)
    answer = add_entry(here, clock.now(), "1", ANSWER)
    withdraw(here, clock.now(), answer.row.id)
    assert list_entries(here)[0].row.state is EntryState.OPEN
    restore(here, clock.now(), answer.row.id)
    assert list_entries(here)[0].row.state is EntryState.ANSWERED
    assert list_entries(here)[0].row.id == question.row.id


def test_two_stations_editing_lose_neither_text(here: Station, clock: FrozenClock) -> None:
    entry = add_entry(here, clock.now(), "1", QUESTION)
    there = other_station(here, clock, "b")
    assert reword_entry(here, clock.now(), entry.row.id, "Først", entry.row.version).other is None
    done = reword_entry(there, clock.now(), entry.row.id, "Så", entry.row.version)
    assert done.other is not None
    assert (done.other.text, done.other.station) == ("Først", "test")
    assert [v.text for v in history(here, entry.row.id)] == [QUESTION.text, "Først", "Så"]
    assert list_entries(here)[0].row.text == "Så"


def test_states_star_and_tags(here: Station, clock: FrozenClock) -> None:
    entry = add_entry(here, clock.now(), "1", QUESTION).row.id
    assert set_state(here, clock.now(), entry, EntryState.PARKED).row.state is EntryState.PARKED
    assert star(here, clock.now(), entry).row.starred
    assert not star(here, clock.now(), entry).row.starred
    assert tag(here, clock.now(), entry, ["plenary", "idea", "idea"]).tags == ("plenary", "idea")
    withdraw(here, clock.now(), entry)
    with pytest.raises(Refused, match="withdrawn"):
        set_state(here, clock.now(), entry, EntryState.ANSWERED)
    assert restore(here, clock.now(), entry).row.state is EntryState.OPEN
    with pytest.raises(Refused, match="not_withdrawn"):
        restore(here, clock.now(), entry)


def test_only_what_asks_is_answered(here: Station, clock: FrozenClock) -> None:
    comment = add_entry(here, clock.now(), "1", NewEntry(EntryKind.COMMENT, "Tak"))
    with pytest.raises(Refused, match="not_a_question"):
        set_state(here, clock.now(), comment.row.id, EntryState.ANSWERED)


def test_an_entry_is_anonymous_unless_a_badge_is_given(here: Station, clock: FrozenClock) -> None:
    assert add_entry(here, clock.now(), "1", QUESTION).row.by is None
    code = guests(here)[0].code
    named = add_entry(here, clock.now(), "1", NewEntry(EntryKind.COMMENT, "Tak", code.lower()))
    assert named.row.by == code
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    with pytest.raises(Refused, match="damaged"):
        add_entry(here, clock.now(), "1", NewEntry(EntryKind.COMMENT, "Tak", wrong))


@pytest.mark.parametrize(("text", "code"), [("  \x1b[31m ", "missing"), ("x" * 1001, "too_long")])
def test_nothing_is_cut_silently(here: Station, clock: FrozenClock, text: str, code: str) -> None:
    with pytest.raises(BadInput, match=code):
        add_entry(here, clock.now(), "1", NewEntry(EntryKind.COMMENT, text))
    whole = add_entry(here, clock.now(), "1", NewEntry(EntryKind.COMMENT, "x" * LIMIT))
    assert len(whole.row.text) == LIMIT


def test_what_does_not_exist_is_said(here: Station, clock: FrozenClock) -> None:
    for work in (withdraw, restore, star):
        with pytest.raises(BadInput, match="no_such_entry"):
            work(here, clock.now(), 77)
    with pytest.raises(BadInput, match="no_such_entry"):
        add_entry(here, clock.now(), "1", NewEntry(EntryKind.ANSWER, "x", answers=77))
    with pytest.raises(BadInput, match="tag_unknown"):
        tag(here, clock.now(), 1, ["nonsense"])


def test_round_two_starts_clean_and_can_look_back(here: Station, clock: FrozenClock) -> None:
    add_entry(here, clock.now(), "1", QUESTION)
    add_entry(here, clock.now(), "2", ANSWER)
    assert list_entries(here, asked="1", round_=2) == ()
    assert len(list_entries(here, asked="1")) == 1
    assert len(list_entries(here, round_=2)) == 1
    assert list_entries(here, asked="2")[0].row.answers is None


def test_the_stations_own_undo_takes_an_entry_out(here: Station, clock: FrozenClock) -> None:
    add_entry(here, clock.now(), "1", QUESTION)
    add_entry(here, clock.now(), "1", ANSWER)
    assert undo_last(here, clock.now()).kind == "entry"
    states = [e.row.state for e in list_entries(here)]
    assert states == [EntryState.OPEN, EntryState.WITHDRAWN]
