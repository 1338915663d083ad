"""What a day says of itself and how patient it is, changed after it was made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from db.reads import days as reads
from db.reads.actions import Undoable
from db.reads.paper import head
from db.rows import DayRow, RoundRow
from db.vocabulary import Instant, StationRole
from db.writes import days as writes
from db.writes.stands import touch_programme
from seminar_tui.day.milestones import Due, read_due
from seminar_tui.day.station import Station, Work
from seminar_tui.day.written import written
from seminar_tui.rules.programme import MINUTE, slack_ms
from seminar_tui.rules.refusal import BadInput, Refused

LIMITS = {"title": 200, "place": 200, "contact": 200, "case_id": 80, "document_id": 80}
"""Characters a text of a day may have."""
BOUNDS = {"target": (1, 1000), "warning": (0, 600), "danger": (0, 600)}


@dataclass(frozen=True, slots=True)
class DayChange:
    """What to change about a day; None leaves it as it is. `warning` and `danger` in minutes
    before a phase ends; `automatic` lets a stand's clock go to the dialogue by itself."""

    title: str | None = None
    place: str | None = None
    contact: str | None = None
    case_id: str | None = None
    document_id: str | None = None
    target: int | None = None
    warning: int | None = None
    danger: int | None = None
    automatic: bool | None = None


@dataclass(frozen=True, slots=True)
class DayFacts:
    """A day as its organiser sees it: times, whom to ask, what is due."""

    day: DayRow
    contact: str
    rounds: tuple[RoundRow, ...]
    due: tuple[Due, ...]

    @property
    def slack_minutes(self) -> int:
        """The minutes that the block leaves for walking."""
        day = self.day
        return slack_ms(day.rounds, day.talk_ms, day.dialogue_ms, day.block_ms) // MINUTE

    def texts(self) -> dict[str, str]:
        """Return what can be changed, as somebody would write it."""
        day = self.day
        return {
            "title": day.title,
            "place": day.place,
            "contact": self.contact,
            "case_id": day.case_id or "",
            "document_id": day.document_id or "",
            "target": str(day.target),
            "warning": str(day.warning_ms // MINUTE),
            "danger": str(day.danger_ms // MINUTE),
        }


def read_day(connection: Connection, day_id: int) -> DayFacts:
    """Return a day with all that is said of it."""
    found = head(connection, day_id)
    return DayFacts(
        reads.day(connection, day_id),
        found.contact,
        found.rounds,
        read_due(connection, day_id),
    )


def edit_day(station: Station, now: Instant, change: DayChange) -> DayFacts:
    """Change a day.

    Raises BadInput: title_missing, out_of_range, text_too_long, danger_before_warning.
    """
    with station.act(now, "edit_day", StationRole.ORGANISER) as work:
        present = _columns(read_day(work.connection, work.day_id))
        asked = _asked(change)
        values = {name: value for name, value in asked.items() if value != present[name]}
        after = present | values
        if not _in_order(after, values):
            raise BadInput(
                "danger_before_warning",
                warning=after["warning_ms"] // MINUTE,
                danger=after["danger_ms"] // MINUTE,
            )
        if values:
            writes.change_day(work.connection, work.day_id, values)
            touch_programme(work.connection, work.day_id, work.now.utc_ms)
        former = {name: present[name] for name in values}
        work.log(
            "changed",
            detail={"changed": sorted(values)},
            undo={"values": former, "to": values} if values else None,
        )
        return read_day(work.connection, work.day_id)


def _in_order(columns: Mapping[str, Any], changed: Collection[str]) -> bool:
    """Tell whether a clock warns before it is in danger, or at once, as far as that is `changed`.

    A day may have been stored with limits in no order; its words can be put right all the same.
    """
    if not {"warning_ms", "danger_ms"} & set(changed):
        return True
    return bool(columns["danger_ms"] <= columns["warning_ms"])


def _columns(facts: DayFacts) -> dict[str, Any]:
    day = facts.day
    return {
        "title": day.title,
        "place": day.place,
        "contact": facts.contact,
        "case_id": day.case_id,
        "document_id": day.document_id,
        "target": day.target,
        "warning_ms": day.warning_ms,
        "danger_ms": day.danger_ms,
        "auto_advance": day.auto_advance,
    }


def _asked(change: DayChange) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, limit in LIMITS.items():
        text = getattr(change, name)
        if text is not None:
            values[name] = written(text, limit)
    if values.get("title") == "":
        raise BadInput("title_missing")
    for name in ("case_id", "document_id"):
        if name in values:
            values[name] = values[name] or None
    for name, (low, high) in BOUNDS.items():
        number = getattr(change, name)
        if number is None:
            continue
        if not low <= number <= high:
            raise BadInput("out_of_range", field=name, value=number, low=low, high=high)
        values[name if name == "target" else f"{name}_ms"] = (
            number if name == "target" else number * MINUTE
        )
    if change.automatic is not None:
        values["auto_advance"] = change.automatic
    return values


def undo_edit_day(work: Work, action: Undoable) -> None:
    """Give the day its former words and figures back. Raises Refused: changed_since."""
    present = _columns(read_day(work.connection, work.day_id))
    to: Mapping[str, Any] = action.undo["to"]
    former: Mapping[str, Any] = action.undo["values"]
    changed = any(present[name] != value for name, value in to.items())
    if changed or not _in_order({**present, **former}, former):
        raise Refused("changed_since")
    writes.change_day(work.connection, work.day_id, former)
    touch_programme(work.connection, work.day_id, work.now.utc_ms)
