"""What is being typed at a stand comes back as what it was, and is never another's."""

from __future__ import annotations

import os

import pytest

from db.reads.drafts import DraftRow, drafts
from db.vocabulary import EntryKind
from seminar_tui.clock import FrozenClock
from seminar_tui.day.drafts import Drafts, Typing, save_draft
from seminar_tui.day.entries import NewEntry, add_entry, history, list_entries, reword_entry
from seminar_tui.day.station import Station, take_station
from seminar_tui.messages import Troubled
from seminar_tui.rules.refusal import Refused
from seminar_tui.screens.stand_talk import TalkPanel
from seminar_tui.widgets.entry_list import EntryList
from tests.day.at_a_stand import let_everybody_in, set_rounds, stand
from tests.screens.test_stand import Host, host


@pytest.fixture
def here(station: Station, clock: FrozenClock) -> Station:
    set_rounds(station, s1=1, s2=2, s3=1)
    let_everybody_in(station, clock)
    return station


def stored(here: Station, round_: int = 1) -> list[DraftRow]:
    with here.look() as connection:
        return list(drafts(connection, stand(here, 1).id, round_))


def asked(here: Station, clock: FrozenClock, text: str = "Hvem?") -> int:
    return add_entry(here, clock.now(), "1", NewEntry(EntryKind.QUESTION, text)).row.id


async def into_the_list(at_stand: Host, count: int = 1) -> None:
    entries = at_stand.screen.query_one("#entries")
    await at_stand.until(lambda: entries.option_count == count)
    entries.focus()
    await at_stand.press()


async def test_what_is_typed_survives_a_closed_window(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock) as at_stand:
        await at_stand.press("enter", *"Hvem bet", "escape")
        await at_stand.until(lambda: at_stand.app.runtime.waiting == 0)
    async with host(here, clock, name="another terminal") as again:
        await again.until(lambda: again.field.value == "Hvem bet")
        await again.press("enter", "end", *"aler?", "enter")
        await again.until(lambda: len(list_entries(here)) == 1)
    assert list_entries(here)[0].row.text == "Hvem betaler?"
    async with host(here, clock) as clean:
        await clean.pilot.pause(0.2)
        assert clean.field.value == ""


async def test_a_draft_is_stored_while_typing_goes_on(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock) as at_stand:
        await at_stand.press("enter")
        # Never a second without a letter: storing must not wait for a rest.
        for _ in range(100):
            await at_stand.press("x")
            await at_stand.pilot.pause(0.05)
            if stored(here):
                break
        assert stored(here)
        assert stored(here)[0].text == "x" * len(stored(here)[0].text)


async def test_an_answer_half_typed_comes_back_as_that_answer(
    here: Station, clock: FrozenClock
) -> None:
    first = asked(here, clock)
    asked(here, clock, "Hvad så?")
    async with host(here, clock) as at_stand:
        await into_the_list(at_stand, 2)
        await at_stand.press("up", "a", *"Kommu", "escape")
        await at_stand.until(lambda: stored(here))
    async with host(here, clock, name="another terminal") as again:
        await again.until(lambda: again.field.value == "Kommu")
        assert "→" in again.text("#kind")
        await again.press("enter", "end", *"nen.", "enter")
        await again.until(lambda: len(list_entries(here)) == 3)
    answer = list_entries(here)[2].row
    assert (answer.text, answer.kind, answer.answers) == ("Kommunen.", EntryKind.ANSWER, first)


async def test_a_new_wording_survives_a_closed_window_with_the_entry_put_aside(
    here: Station, clock: FrozenClock
) -> None:
    entry = asked(here, clock)
    async with host(here, clock) as at_stand:
        await at_stand.press("enter", *"halvt")
        await into_the_list(at_stand)
        await at_stand.press("e", "end", "backspace", *" betaler")
        assert at_stand.field.value == "Hvem betaler"
        await at_stand.until(lambda: any(draft.entry_id for draft in stored(here)))
    async with host(here, clock, name="another terminal") as again:
        await again.until(lambda: again.field.value == "Hvem betaler")
        assert "✎" in again.text("#kind")
        reword_entry(here, clock.now(), entry, "Hvem gør det?")
        await again.press("enter", "end", "question_mark", "enter")
        await again.until(lambda: len(history(here, entry)) == 3)
        # Another wrote meanwhile: both are kept, and both are said.
        assert [v.text for v in history(here, entry)][1:] == ["Hvem gør det?", "Hvem betaler?"]
        await again.until(lambda: again.app._notifications)
        said = [note.message for note in again.app._notifications]
        assert any("Hvem gør det?" in sentence for sentence in said)
        assert again.field.value == "halvt"
        assert "✎" not in again.text("#kind")
        await again.press("end", *" nu", "enter")
        await again.until(lambda: len(list_entries(here)) == 2)
        await again.until(lambda: not stored(here))
    assert list_entries(here)[1].row.text == "halvt nu"


async def test_a_wording_that_is_refused_stays_a_wording(here: Station, clock: FrozenClock) -> None:
    entry = asked(here, clock)
    async with host(here, clock) as at_stand:
        await into_the_list(at_stand)
        await at_stand.press("e")
        at_stand.field.value = "x" * 1001
        await at_stand.press("enter")
        await at_stand.until(lambda: len(at_stand.field.value) == 1001)
        assert "✎" in at_stand.text("#kind")
        at_stand.field.value = "Hvem mon?"
        await at_stand.press("enter")
        await at_stand.until(lambda: len(history(here, entry)) == 2)
    assert [one.row.text for one in list_entries(here)] == ["Hvem mon?"]


async def test_a_wording_given_up_is_forgotten(here: Station, clock: FrozenClock) -> None:
    asked(here, clock)
    async with host(here, clock) as at_stand:
        await into_the_list(at_stand)
        await at_stand.press("e", *"mere")
        await at_stand.until(lambda: stored(here))
        await at_stand.press("escape")
        await at_stand.until(lambda: not stored(here))
        assert at_stand.field.value == ""


async def test_a_change_of_language_keeps_a_wording_a_wording(
    here: Station, clock: FrozenClock
) -> None:
    entry = asked(here, clock)
    async with host(here, clock) as at_stand:
        await into_the_list(at_stand)
        await at_stand.press("e", "end", *" nu")
        await at_stand.press("f9")
        await at_stand.until(lambda: at_stand.field.value == "Hvem? nu")
        assert "✎" in at_stand.text("#kind")
        await at_stand.press("enter", "enter")
        await at_stand.until(lambda: len(history(here, entry)) == 2)
        await at_stand.press("f9")
    assert len(list_entries(here)) == 1


async def test_what_is_typed_before_the_draft_is_read_comes_behind_it(
    here: Station, clock: FrozenClock
) -> None:
    async with host(here, clock) as at_stand:
        await at_stand.press("enter", *"efter")
        talk = at_stand.screen.query_one(TalkPanel)
        assert talk.pen.place is not None
        draft = DraftRow("en anden", EntryKind.COMMENT, "før", clock.utc_ms)
        talk._restore(talk.pen.place, Drafts(draft, None))
        await at_stand.press("!")
        assert at_stand.field.value == "før efter!"


async def test_another_round_begins_with_an_empty_line(here: Station, clock: FrozenClock) -> None:
    async with host(here, clock) as at_stand:
        await at_stand.press("enter", *"første runde", "escape", "v")
        await at_stand.until(lambda: at_stand.screen.view.clock.round == 2)
        await at_stand.until(lambda: at_stand.field.value == "")
        await at_stand.until(lambda: "Runde 2" in at_stand.picture().splitlines()[0])
        await at_stand.press("enter", *"anden", "enter")
        await at_stand.until(lambda: len(list_entries(here, round_=2)) == 1)
        await at_stand.press("escape", "v")
        await at_stand.until(lambda: at_stand.field.value == "første runde")
        assert list_entries(here, round_=1) == ()


async def test_looking_at_a_stand_takes_nothing_from_who_types_there(
    here: Station, clock: FrozenClock
) -> None:
    # The process this test runs in is alive.
    host_there = take_station(
        here.store, "stand-pc 2", clock.now(), here.day_id, process=str(os.getpid())
    )
    place = (stand(here, 1).id, 1)
    save_draft(host_there, clock.now(), *place, Typing(EntryKind.COMMENT, "midt i"))
    async with host(here, clock, name="kontor") as organiser:
        await organiser.until(lambda: organiser.screen.view is not None)
        await organiser.pilot.pause(0.3)
        assert organiser.field.value == ""
    assert [draft.station for draft in stored(here)] == ["stand-pc 2"]


async def test_the_list_is_reached_from_the_clock_and_from_the_line(
    here: Station, clock: FrozenClock
) -> None:
    asked(here, clock)
    async with host(here, clock) as at_stand:
        entries = at_stand.screen.query_one(EntryList)
        await at_stand.until(lambda: entries.option_count == 1)
        assert "til indlæggene" in at_stand.picture()
        for start in ("escape", "enter"):
            await at_stand.press("escape", start, "up")
            assert entries.has_focus
        await at_stand.press("escape", "tab", "tab", "tab")
        assert entries.has_focus
        await at_stand.press("asterisk")
        await at_stand.until(lambda: list_entries(here)[0].row.starred)


async def test_refused_words_are_back_on_the_line_of_another_language(
    here: Station, clock: FrozenClock
) -> None:
    async with host(here, clock) as at_stand:
        await at_stand.press("enter", *"Hvem?")
        act, kept = at_stand.screen.act, []
        at_stand.screen.act = lambda job, then, failed=None: kept.append(failed)
        await at_stand.press("enter")
        await at_stand.until(lambda: any(kept) and at_stand.field.value == "")
        at_stand.screen.act = act
        before = at_stand.screen.query_one(TalkPanel)
        await at_stand.press("escape", "f9")
        await at_stand.until(lambda: before not in at_stand.screen.query(TalkPanel))
        refused = Troubled(next(filter(None, kept)), Refused("not_a_host"))
        at_stand.screen.post_message(refused)
        await at_stand.until(lambda: at_stand.field.value == "Hvem?")
