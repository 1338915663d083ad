"""Taking back the last action of a station or desk.

Each kind of action that can be undone names the function that does it; the function gets
the transaction and the action, whose `undo` holds the ids and former values it needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from db.reads.actions import last_undoable
from db.vocabulary import Instant, StationRole
from seminar_tui.day.station import Station
from seminar_tui.rules.refusal import Refused

WINDOW_MS = 15 * 60_000
"""How long a desk may undo; later it takes an organiser and the log."""

UNDOERS = {
    "check_in": "doorway:undo_check_in",
    "check_out": "doorway:undo_check_out",
    "delegation": "doorway:undo_all",
    "close_door": "doorway:undo_all",
    "walk_in": "people:undo_walk_in",
    "substitute": "substitutes:undo_substitute",
    "replace_badge": "people:undo_replace_badge",
    "rewish": "door_wishes:undo_rewish",
    "presenters_here": "presenters:undo_presenters_are_here",
    "visit": "visits:undo_visit",
    "timer": "timing:undo_timer",
    "entry": "entries:undo_entry",
    "wish": "wishes:undo_wish",
    "place": "planning:undo_plan",
    "halves": "planning:undo_plan",
    "replan": "planning:undo_plan",
    "event": "replanning:undo_event",
    "move": "moving:undo_move",
    "pin": "moving:undo_move",
    "unpin": "moving:undo_move",
    "due": "milestones:undo_due",
    "edit_day": "day_change:undo_edit_day",
    "add_stand": "new_stand:undo_add_stand",
    "edit_stand": "stands:undo_edit_stand",
    "edit_person": "people:undo_edit_person",
    "merge": "merging:undo_merge",
    "import": "undoing_import:undo_import",
    "shift_round": "rounds:undo_shift",
    "close_day": "closing:undo_closing",
    "reopen_day": "closing:undo_closing",
    "new_series": "series_undo:undo_series",
    "change_series": "series_undo:undo_series",
    "set_seats": "series_undo:undo_series",
    "set_price": "series_undo:undo_series",
    "milestone": "series_undo:undo_series",
    "add_meeting": "series_undo:undo_series",
    "change_meeting": "series_undo:undo_series",
    "group_list": "series_undo:undo_series",
    "contribution": "series_undo:undo_series",
    "set_member": "series_undo:undo_series",
    "name_delegate": "series_undo:undo_series",
    "end_naming": "series_undo:undo_series",
    "sharing": "series_undo:undo_series",
    "expect": "series_undo:undo_series",
    "import_members": "series_undo:undo_series",
    "import_attendance": "attendance:undo_attendance",
}
"""Which function of `seminar_tui.day` takes back which kind of action."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back."""

    action_id: int
    kind: str
    participant_id: int | None
    stand_id: int | None


def undo_last(station: Station, now: Instant, desk: str | None = None) -> Undone:
    """Take back the newest action of this station, or of the desk where one is named.

    Raises Refused: nothing_to_undo, too_late; other_stand where a stand's station names a
    desk at which something else was done.
    """
    with station.act(now, "undo", StationRole.DOOR, StationRole.STAND) as work:
        action = last_undoable(work.connection, station.day_id, station.actor.station, desk)
        if action is None:
            raise Refused("nothing_to_undo")
        work.must_own(action.stand_id)
        if now.utc_ms - action.at > WINDOW_MS:
            raise Refused("too_late", kind=action.kind)
        module, name = UNDOERS[action.kind].split(":")
        getattr(import_module(f"seminar_tui.day.{module}"), name)(work, action)
        work.log(
            "undone",
            participant_id=action.participant_id,
            stand_id=action.stand_id,
            undoes=action.id,
            desk=desk or "",
            detail={"kind": action.kind},
        )
    return Undone(action.id, action.kind, action.participant_id, action.stand_id)
