"""Taking back a whole import: what it brought goes, what it changed is as it was.

Nobody and nothing that something was recorded of since is deleted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from db.reads import registrations as reads
from db.reads.actions import Undoable
from db.writes import registrations as writes
from db.writes import stands as stand_writes
from seminar_tui.day.station import Work


def undo_import(work: Work, action: Undoable) -> None:
    """Take back a whole import: who was new goes unless something was recorded of them."""
    if "stands" in action.undo:
        undo_import_stands(work, action)
        return
    new = {int(number) for number in action.undo["new"]}
    for number, stand_id, name_kept in action.undo["linked"]:
        if number not in new:
            _unlink(work, number, stand_id, again=name_kept)
    kept = reads.with_a_history(work.connection, new)
    changed: Mapping[str, Mapping[str, Any]] = action.undo["changed"]
    _restore(work, changed)
    writes.change_participants(
        work.connection,
        [{"id": number, "gone": False} for number in action.undo["gone"]]
        + [{"id": number, "gone": True} for number in sorted(kept)],
    )
    _pend_again(work, action, new - kept)
    writes.delete_people(work.connection, sorted(new - kept))


def _unlink(work: Work, number: int, stand_id: int, *, again: bool) -> None:
    if again:
        names = {row.id: row.name for row in reads.registered(work.connection, work.day_id)}
        if number in names:
            writes.add_pending(work.connection, [(stand_id, names[number])])
    writes.change_participants(work.connection, [{"id": number, "presents_stand_id": None}])


def _pend_again(work: Work, action: Undoable, leaving: set[int]) -> None:
    """Presenters whom the import had found are waited for again."""
    names = {row.id: row.name for row in reads.registered(work.connection, work.day_id)}
    writes.add_pending(
        work.connection,
        [
            (stand_id, names[number])
            for number, stand_id, _ in action.undo["linked"]
            if number in leaving and number in names
        ],
    )


def _restore(work: Work, changed: Mapping[str, Mapping[str, Any]]) -> None:
    formers = reads.former_values(work.connection, [int(number) for number in changed])
    participants, persons = [], []
    for text, before in changed.items():
        number = int(text)
        values = {name: value for name, value in before.items() if name != "wishes"}
        if values:
            participants.append({"id": number, **values})
        if "wishes" in before:
            stand_writes.replace_wishes(work.connection, number, before["wishes"])
        personal = json.loads(formers.get(number) or "{}")
        persons.append({"participant_id": number, **personal, "former": "", "imported": ""})
    writes.change_participants(work.connection, participants)
    writes.change_persons(work.connection, persons)


def undo_import_stands(work: Work, action: Undoable) -> None:
    """Take back a list of stands: new ones go unless somebody wished for them or was there."""
    linked: list[tuple[int, int, bool]] = [tuple(one) for one in action.undo["linked"]]
    names = {row.id: row.name for row in reads.registered(work.connection, work.day_id)}
    new = {int(number) for number in action.undo["stands"]}
    writes.change_participants(
        work.connection, [{"id": number, "presents_stand_id": None} for number, _, _ in linked]
    )
    writes.add_pending(
        work.connection,
        [(stand, names[n]) for n, stand, _ in linked if stand not in new and n in names],
    )
    changed: Mapping[str, Mapping[str, Any]] = action.undo["changed"]
    writes.change_stands(
        work.connection,
        [{"id": int(number), **former, "imported": ""} for number, former in changed.items()],
    )
    for stand_id in sorted(new - reads.stands_with_a_history(work.connection)):
        writes.delete_stand(work.connection, stand_id)
    stand_writes.touch_programme(work.connection, work.day_id, work.now.utc_ms)
