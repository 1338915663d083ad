"""Whether two registrations can be one person, and what that one person is then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.vocabulary import PersonStatus
from seminar_tui.rules.refusal import Refused

JOINED = ("note", "attention")
"""Texts of which both are kept."""
FILLED = ("email", "title", "outside_code", "municipality", "organisation", "presents_stand_id")
"""What is taken from the double where the one who is kept has none."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one registration. `values` are its fields; `stood` the rounds in which
    this person was seen at a stand."""

    id: int
    arrived: bool
    stood: frozenset[int]
    values: Mapping[str, Any]


def check_merge(kept: Record, double: Record) -> None:
    """Refuse what cannot be one person.

    Raises Refused: same_registration, merge_municipality, merge_presents, merge_blocked,
    both_arrived, both_visited. Somebody comes in once and stands in one place at a time.
    """
    if kept.id == double.id:
        raise Refused("same_registration")
    for field, code in (
        ("municipality", "merge_municipality"),
        ("presents_stand_id", "merge_presents"),
    ):
        mine, theirs = kept.values[field], double.values[field]
        if mine is not None and theirs is not None and mine != theirs:
            raise Refused(code)
    blocked = PersonStatus.BLOCKED.value
    if blocked in (kept.values["status"], double.values["status"]):
        raise Refused("merge_blocked")
    if kept.arrived and double.arrived:
        raise Refused("both_arrived")
    if kept.stood & double.stood:
        raise Refused("both_visited", round=min(kept.stood & double.stood))


def merged_values(
    kept: Mapping[str, Any], double: Mapping[str, Any], limits: Mapping[str, int]
) -> dict[str, Any]:
    """Return the fields of the one who is kept that change. Nothing that was said is lost."""
    values: dict[str, Any] = {}
    for field in FILLED:
        if not kept[field] and double[field]:
            values[field] = double[field]
    if kept["municipality"]:
        values.pop("organisation", None)
    for field in JOINED:
        if double[field] and double[field] not in (kept[field] or ""):
            both = "\n".join(filter(None, (kept[field], double[field])))
            values[field] = both[: limits[field]]
    registered = PersonStatus.REGISTERED.value
    if kept["status"] != registered and double["status"] == registered:
        values["status"] = registered
    return values


def merged_wishes(
    kept: Sequence[int], double: Sequence[int], own: int | None, most: int
) -> tuple[int, ...]:
    """Return both people's wishes (stand ids), the kept one's first; none twice or for the own."""
    return tuple(dict.fromkeys(one for one in (*kept, *double) if one != own))[:most]
