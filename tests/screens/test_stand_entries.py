"""What can be done with an entry at a stand: naming who said it, tags, earlier wordings."""

from __future__ import annotations

import pytest

from db.vocabulary import EntryKind
from seminar_tui.clock import FrozenClock
from seminar_tui.day.entries import NewEntry, add_entry, list_entries, reword_entry
from seminar_tui.day.station import Station
from seminar_tui.day.visits import visit
from seminar_tui.rules.refusal import Refused
from seminar_tui.screens.entry_dialogs import ChooseTag, WhoAsked, Wordings
from tests.day.at_a_stand import let_everybody_in, set_rounds, stand, strangers
from tests.screens.test_stand import HOSTILE, host


@pytest.fixture
def here(station: Station, clock: FrozenClock) -> Station:
    set_rounds(station, s1=1, s2=2, s3=1)
    let_everybody_in(station, clock)
    return station


async def test_who_said_it_is_nobody_unless_chosen(here: Station, clock: FrozenClock) -> None:
    guest = strangers(here, stand(here, 1))[0]
    visit(here, clock.now(), guest.code, "1")
    async with host(here, clock) as at_stand:
        await at_stand.until(lambda: at_stand.screen.view.people.here == 1)
        await at_stand.press("enter", *"hvem", "ctrl+n")
        assert isinstance(at_stand.app.screen, WhoAsked)
        picture = at_stand.picture()
        assert "Hvem sagde det?" in picture
        await at_stand.press("down", "enter", "enter")
        await at_stand.until(lambda: len(list_entries(here)) == 1)
        await at_stand.press(*"ingen", "enter")
        await at_stand.until(lambda: len(list_entries(here)) == 2)
        assert [e.row.by for e in list_entries(here)] == [guest.code, None]
        # Chosen and taken back is anonymous again; leaving the question changes nothing.
        await at_stand.press(*"x", "ctrl+n", "down", "enter", "ctrl+n", "home", "enter", "ctrl+n")
        await at_stand.press("escape", "enter")
        await at_stand.until(lambda: len(list_entries(here)) == 3)
        assert list_entries(here)[2].row.by is None


def test_only_a_guest_who_is_here_can_be_named(here: Station, clock: FrozenClock) -> None:
    guest = strangers(here, stand(here, 1))[0]
    with pytest.raises(Refused, match="not_here"):
        add_entry(here, clock.now(), "1", NewEntry(EntryKind.COMMENT, "x", guest=guest.id))
    assert list_entries(here) == ()


async def test_tags_go_on_and_off_by_a_digit(here: Station, clock: FrozenClock) -> None:
    add_entry(here, clock.now(), "1", NewEntry(EntryKind.QUESTION, "Hvem?"))
    async with host(here, clock) as at_stand:
        entries = at_stand.screen.query_one("#entries")
        await at_stand.until(lambda: entries.option_count == 1)
        entries.focus()
        for key, tags in (
            ("2", ("plenary",)),
            ("1", ("follow_up", "plenary")),
            ("2", ("follow_up",)),
        ):
            await at_stand.press("t")
            assert isinstance(at_stand.app.screen, ChooseTag)
            await at_stand.press("9", key)
            await at_stand.until(lambda tags=tags: list_entries(here)[0].tags == tags)
            await at_stand.until(lambda tags=tags: entries.selected.tags == tags)
        assert "# følges op" in at_stand.picture()
        await at_stand.press("t", "escape")
        assert list_entries(here)[0].tags == ("follow_up",)


async def test_every_wording_can_be_seen(here: Station, clock: FrozenClock) -> None:
    stored = add_entry(here, clock.now(), "1", NewEntry(EntryKind.QUESTION, f"første {HOSTILE}"))
    reword_entry(here, clock.now(), stored.row.id, "anden ordlyd")
    async with host(here, clock) as at_stand:
        entries = at_stand.screen.query_one("#entries")
        await at_stand.until(lambda: entries.option_count == 1)
        entries.focus()
        await at_stand.press("h")
        await at_stand.until(lambda: isinstance(at_stand.app.screen, Wordings))
        await at_stand.pilot.pause()
        picture = at_stand.picture()
        assert picture.index("første") < picture.index("anden ordlyd")
        assert "\x1b" not in picture
        await at_stand.press("escape")
        assert not isinstance(at_stand.app.screen, Wordings)


async def test_help_and_palette_offer_them(here: Station, clock: FrozenClock) -> None:
    add_entry(here, clock.now(), "1", NewEntry(EntryKind.QUESTION, "Hvem?"))
    async with host(here, clock) as at_stand:
        entries = at_stand.screen.query_one("#entries")
        await at_stand.until(lambda: entries.option_count == 1)
        entries.focus()
        await at_stand.press()
        keys = {b.binding.key for b in at_stand.screen.active_bindings.values()}
        assert {"t", "h"} <= keys
        offered = {
            row[0].rpartition(" (")[0]: row[2]
            for row in at_stand.app.get_system_commands(at_stand.screen)
        }
        assert {"mærke", "tidligere ordlyd", "start/pause", "dialog"} <= set(offered)
        assert "hvem sagde det" not in offered
        await offered["mærke"]()
        await at_stand.until(lambda: isinstance(at_stand.app.screen, ChooseTag))
        await at_stand.press("escape", "escape", "enter")
        offered = {
            row[0].rpartition(" (")[0] for row in at_stand.app.get_system_commands(at_stand.screen)
        }
        assert "hvem sagde det" in offered
        assert "start/pause" not in offered
