"""A door on a made-up day, driven by keys as a scanner and a person press them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import col
from textual import events
from textual.pilot import Pilot

from db.models import Action
from db.reads.people import people
from db.rows import PersonRow
from seminar_tui.app import SeminarApp
from seminar_tui.clock import FrozenClock
from seminar_tui.day.station import Station
from seminar_tui.runtime import Runtime, Target
from seminar_tui.screens.door import DoorScreen
from seminar_tui.widgets.result_card import Card, ResultCard

KEYS = {" ": "space", "\\": "backslash", "\r": "enter", "\n": "ctrl+j", "\t": "tab"}


@dataclass
class Desk:
    """A running door and the store behind it."""

    app: SeminarApp
    pilot: Pilot[None]
    station: Station

    @property
    def door(self) -> DoorScreen:
        """The door, below any window."""
        return next(s for s in self.app.screen_stack if isinstance(s, DoorScreen))

    @property
    def card(self) -> Card:
        """The card that is up."""
        found = self.door.query_one(ResultCard).card
        assert found is not None
        return found

    def text(self) -> str:
        """All that the terminal shows, as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in strips)

    async def keys(self, text: str) -> None:
        """Press the keys of a text as a scanner does: all at once."""
        for letter in text:
            shown = letter if letter.isprintable() else None
            self.app.post_message(events.Key(KEYS.get(letter, letter), shown))
        # Longer than letters in a window are held for.
        await self.pilot.pause(0.08)

    async def scan(self, *codes: str, end: str = "\r") -> None:
        """Scan, and wait until everything accepted is answered."""
        for code in codes:
            await self.keys(code + end)
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing waits for the store and the answers are shown."""
        for _ in range(200):
            await self.pilot.pause(0.02)
            queue = self.door.queue
            held = queue.ask is not None or self.door.dialog is not None
            idle = self.door.directory is not None and queue.at_store is None
            if idle and (held or not queue.waiting):
                break
        await self.pilot.pause(0.1)

    def said(self) -> list[str]:
        """What is said in passing, over whatever is open; a test run does not paint it."""
        return [one.message for one in self.app._notifications]

    async def sees(self, wanted: str) -> None:
        """Wait until this is shown; four seconds at most."""
        for _ in range(80):
            if wanted in self.text() or any(wanted in one for one in self.said()):
                return
            await self.pilot.pause(0.05)
        raise AssertionError(f"{wanted!r} is not shown:\n{self.text()}")

    async def closed(self) -> None:
        """Wait until no window lies over the door; four seconds at most."""
        for _ in range(80):
            if self.app.screen is self.door:
                return
            await self.pilot.pause(0.05)
        raise AssertionError(f"still open:\n{self.text()}")

    async def focused(self, name: str) -> None:
        """Wait until a field has the focus; four seconds at most."""
        for _ in range(80):
            if self.app.focused is not None and self.app.focused.id == name:
                return
            await self.pilot.pause(0.05)
        raise AssertionError(f"{name!r} has not the focus")

    def people(self) -> tuple[PersonRow, ...]:
        """Everybody of the day, as stored."""
        with self.station.look() as connection:
            return people(connection, self.station.day_id)

    def person(self, participant_id: int) -> PersonRow:
        """One of them."""
        return next(one for one in self.people() if one.id == participant_id)

    def results(self) -> list[str]:
        """The results of all check-ins, in the order they were stored."""
        with self.station.look() as connection:
            query = select(col(Action.result)).where(col(Action.kind) == "check_in")
            return list(connection.execute(query.order_by(col(Action.id))).scalars())


@asynccontextmanager
async def open_desk(
    station: Station, clock: FrozenClock, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Desk]:
    """Open the door on the station's store."""
    app = SeminarApp(Runtime(Target(station.store.location, None, "Indgang 1"), clock), "door")
    async with app.run_test(size=size) as pilot:
        desk = Desk(app, pilot, station)
        await pilot.pause(0.05)
        await desk.settle()
        yield desk
