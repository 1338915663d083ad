"""What is being typed at a stand is kept, and comes back to whoever goes on with it."""

from __future__ import annotations

import pytest

from db.vocabulary import EntryKind, Instant
from seminar_tui.clock import FrozenClock
from seminar_tui.day.drafts import Typing, save_draft, take_drafts
from seminar_tui.day.entries import NewEntry, add_entry, history, list_entries, reword_entry
from seminar_tui.day.station import Station, take_station
from tests.day.at_a_stand import other_station, set_rounds, stand

QUESTION = NewEntry(EntryKind.QUESTION, "Hvem betaler efter 2019?")


@pytest.fixture
def here(any_station: Station) -> Station:
    set_rounds(any_station, s1=1, s2=2)
    return any_station


def _typed(kind: EntryKind, text: str) -> Typing:
    return Typing(kind, text)


def test_a_draft_survives_its_window(here: Station, clock: FrozenClock) -> None:
    place = (stand(here, 1).id, 1)
    save_draft(here, clock.now(), *place, _typed(EntryKind.QUESTION, "Hvem bet"))
    save_draft(here, clock.now(), *place, _typed(EntryKind.QUESTION, "Hvem betaler"))
    reopened = other_station(here, clock, "vm pts/9")
    found = take_drafts(reopened, clock.now(), *place).new
    assert found is not None
    assert (found.text, found.kind) == ("Hvem betaler", EntryKind.QUESTION)
    assert take_drafts(here, clock.now(), stand(here, 2).id, 2).new is None
    add_entry(reopened, clock.now(), "1", QUESTION)
    assert take_drafts(reopened, clock.now(), *place).new is None


def test_a_stations_own_draft_comes_before_anothers(here: Station, clock: FrozenClock) -> None:
    place = (stand(here, 1).id, 1)
    save_draft(here, clock.now(), *place, _typed(EntryKind.COMMENT, "min"))
    clock.advance(1)
    there = other_station(here, clock, "b")
    save_draft(there, clock.now(), *place, _typed(EntryKind.COMMENT, "din"))
    found = take_drafts(here, clock.now(), *place).new
    assert found is not None
    assert found.text == "min"
    save_draft(here, clock.now(), *place, _typed(EntryKind.COMMENT, ""))
    handed = take_drafts(here, clock.now(), *place).new
    assert handed is not None
    assert handed.text == "din"


def test_a_new_wording_is_kept_beside_a_new_entry(here: Station, clock: FrozenClock) -> None:
    place = (stand(here, 1).id, 1)
    entry = add_entry(here, clock.now(), "1", QUESTION).row.id
    save_draft(here, clock.now(), *place, Typing(EntryKind.ANSWER, "Kommu", answers=entry))
    wording = Typing(EntryKind.QUESTION, "Hvem betaler efter 20", entry, 1)
    save_draft(here, clock.now(), *place, wording)
    reword_entry(other_station(here, clock, "b"), clock.now(), entry, "Hvem betaler?", 1)
    reopened = other_station(here, clock, "c")
    found = take_drafts(reopened, clock.now(), *place)
    assert found.new is not None
    assert found.wording is not None
    assert (found.new.text, found.new.kind, found.new.answers) == (
        "Kommu",
        EntryKind.ANSWER,
        entry,
    )
    kept = found.wording
    assert (kept.text, kept.entry_id, kept.version) == ("Hvem betaler efter 20", entry, 1)
    # The version it began from tells that somebody else wrote meanwhile; neither is lost.
    done = reword_entry(reopened, clock.now(), entry, "Hvem betaler efter 2019?!", kept.version)
    assert done.other is not None
    assert done.other.text == "Hvem betaler?"
    texts = [version.text for version in history(here, entry)]
    assert texts == [QUESTION.text, "Hvem betaler?", "Hvem betaler efter 2019?!"]
    assert len(list_entries(here)) == 1
    again = take_drafts(reopened, clock.now(), *place)
    assert again.wording is None
    assert again.new is not None


def test_what_is_typed_at_a_station_that_is_there_is_left_to_it(
    station: Station, clock: FrozenClock
) -> None:
    set_rounds(station, s1=1)
    place = (stand(station, 1).id, 1)

    def at(name: str, process: str, now: Instant) -> Station:
        return take_station(station.store, name, now, station.day_id, process=process)

    host = at("stand-pc", "4711", clock.now())
    save_draft(host, clock.now(), *place, _typed(EntryKind.COMMENT, "midt i"))
    organiser = at("kontor", "4712", clock.now())
    found = take_drafts(organiser, clock.now(), *place, {"4711", "4712"}.__contains__)
    assert found.new is None
    found = take_drafts(organiser, clock.now(), *place, {"4712"}.__contains__)
    assert found.new is not None
    assert found.new.text == "midt i"
