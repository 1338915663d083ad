"""What the screens do is done once before the first of them, on a day that is thrown away.

A statement is compiled the first time it runs, and a use case is many times as slow then as
ever after, inside the one lock that all writers wait for. Done before the processes behind the
browsers are forked, it is compiled in all of them.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from db.schema import open_store
from db.vocabulary import EntryKind, Instant, StationRole
from seminar_tui.day import (
    arrivals,
    door_view,
    drafts,
    entries,
    leaving,
    messages,
    people,
    presence,
    stand_view,
    status,
    timing,
    undo,
    visits,
)
from seminar_tui.day.planning import place
from seminar_tui.day.station import Station, take_station
from seminar_tui.demo.generator import make_world
from seminar_tui.demo.making import write_world
from seminar_tui.rules.timer_table import Command, Request

STANDS, SEED = 6, 1


def rehearse() -> None:
    """Play a guest's, a stand's and an organiser's most frequent acts on a made-up day."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "rehearsal.db", create=True)
        world = make_world(STANDS, SEED)
        made = write_world(store, world)
        now = Instant(world.rounds[0].starts)
        station = take_station(store, "rehearsal", now, made.day_id)
        place(station, now, SEED)
        for code in [one.code for one in world.people][:2]:
            _guest(station, now, code)
        for number in ("1", "2"):
            _stand(station, now, number)
        _looks(station, now)
        presence.leave(station, now)
        store.close_and_keep_statements()


def _guest(station: Station, now: Instant, code: str) -> None:
    arrivals.check_in(station, now, code)
    visits.visit(station, now, code, "1", force="rehearsal")
    leaving.check_out(station, now, code)
    undo.undo_last(station, now)
    people.walk_in(station, now, people.WalkIn(f"Guest {code}", wishes=("1",)), let_in=True)


def _stand(station: Station, now: Instant, number: str) -> None:
    timing.press(station, now, number, Request(Command.START))
    entry = entries.add_entry(station, now, number, entries.NewEntry(EntryKind.COMMENT, "..."))
    entries.reword_entry(station, now, entry.row.id, "....", seen=1)
    sent = messages.send_message(station, now, number, "...")
    messages.acknowledge(station, now, sent)
    stand = stand_view.read_stand(station, now, number).clock
    typing = drafts.Typing(EntryKind.COMMENT, "...")
    drafts.save_draft(station, now, stand.stand.id, stand.round, typing)
    presence.beat(station, now, StationRole.STAND, int(number))


def _looks(station: Station, now: Instant) -> None:
    known = door_view.read_directory(station, None)
    door_view.read_directory(station, known)
    door_view.read_board(station, now)
    status.floor(station, now)
