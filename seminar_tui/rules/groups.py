"""Which group of a series a municipality belongs to, and which meetings are for it."""

from __future__ import annotations

from db.reference import municipalities
from db.series_vocabulary import Group


def group_of(municipality: str | None, override: Group | None = None) -> Group:
    """Return a municipality's group: as the organiser decided, else the side it lies on.

    Who comes from no municipality belongs to both.
    """
    if override is not None:
        return override
    found = municipalities().get(municipality or "")
    return Group(found.side) if found is not None else Group.BOTH


def admits(meeting: Group, guest: Group) -> bool:
    """Tell whether a meeting for one group is also for a guest of another."""
    return Group.BOTH in (meeting, guest) or meeting is guest
