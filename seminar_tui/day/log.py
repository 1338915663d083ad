"""The day's log: who did what when, and taking something back from there."""

from __future__ import annotations

from importlib import import_module

from db.reads.log import LogLine, log_lines, undoable_action
from db.vocabulary import Instant, StationRole
from seminar_tui.day.station import Station
from seminar_tui.day.undo import UNDOERS, Undone
from seminar_tui.rules.refusal import Refused


def read_log(station: Station, most: int = 200) -> tuple[LogLine, ...]:
    """Return the newest lines of the log."""
    with station.look() as connection:
        return log_lines(connection, station.day_id, most)


def history(station: Station, participant_id: int, most: int = 200) -> tuple[LogLine, ...]:
    """Return what was done and tried with one participant, newest first."""
    with station.look() as connection:
        return log_lines(connection, station.day_id, most, participant_id)


def undo_action(station: Station, now: Instant, action_id: int) -> Undone:
    """Take back one action, whoever did it and however long ago.

    Raises Refused: nothing_to_undo, and what the action's own undo refuses where the day
    has moved on since.
    """
    with station.act(now, "undo", StationRole.ORGANISER) as work:
        action = undoable_action(work.connection, station.day_id, action_id)
        if action is None or action.kind not in UNDOERS:
            raise Refused("nothing_to_undo")
        module, name = UNDOERS[action.kind].split(":")
        getattr(import_module(f"seminar_tui.day.{module}"), name)(work, action)
        work.log(
            "undone",
            participant_id=action.participant_id,
            stand_id=action.stand_id,
            undoes=action.id,
            detail={"kind": action.kind, "from": "log"},
        )
    return Undone(action.id, action.kind, action.participant_id, action.stand_id)
