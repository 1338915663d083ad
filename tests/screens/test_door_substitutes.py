"""Who comes instead of a colleague: somebody expected, or else somebody new."""

from __future__ import annotations

import pytest

from db.vocabulary import PersonStatus
from seminar_tui.clock import FrozenClock
from seminar_tui.day.arrivals import check_in
from seminar_tui.day.people import PersonChange, edit_person
from seminar_tui.day.station import Station
from tests.screens.door_desk import open_desk


@pytest.mark.parametrize("named", ["expected", "cancelled", "blocked", "inside"])
async def test_only_an_expected_colleague_is_taken_from_the_list(
    station: Station, clock: FrozenClock, named: str
) -> None:
    async with open_desk(station, clock) as desk:
        everybody = desk.people()
        house = [one for one in everybody if one.municipality == everybody[0].municipality]
        guest, absent, called = house[:3]
        if named == "inside":
            check_in(station, clock.now(), called.code)
        elif named != "expected":
            change = PersonChange(status=PersonStatus(named))
            edit_person(station, clock.now(), called.code, change)
        # By now the door has heard of the change.
        await desk.scan(guest.code)
        desk.door.reload()
        await desk.pilot.pause(0.3)
        await desk.pilot.press("ctrl+d")
        await desk.sees("Enter tjekker")
        await desk.pilot.press("f6")
        await desk.keys(called.name.lower() + "\r")
        taken = "Fra listen: " if named == "expected" else "Som ny gæst: "
        await desk.sees(taken)
        assert desk.person(absent.id).status == "cancelled"
        added = desk.people()[len(everybody) :]
        assert len(added) == (named != "expected")
        assert desk.person(called.id).status == (
            named if named in ("cancelled", "blocked") else "registered"
        )
        assert all(check_in(station, clock.now(), one.code).ok for one in added)
