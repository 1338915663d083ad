"""What happens on the day, as values, and what each makes of the people and stands it names.

An event says facts; `live` finds the moves. `people_after` and `stand_after` are pure: they answer
the changed person or stand, or raise `Refused` for one that does not exist.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from .model import Person, PersonKey, Refusal, Refused, Stand


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Someone new. Arriving late is a person whose `rounds` are those still to come."""

    person: Person


@dataclass(frozen=True, slots=True)
class Here:
    """When someone is here: nobody's rounds (no-show), the later ones (late arrival), the earlier
    ones (leaving early), None (the whole day after all)."""

    person: PersonKey
    rounds: frozenset[int] | None


@dataclass(frozen=True, slots=True)
class WishesChanged:
    """New wishes at the door, best first."""

    person: PersonKey
    wishes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PresenterSwapped:
    """`leaves` no longer presents the stand, `takes_over` does; either may be None."""

    stand: int
    leaves: PersonKey | None
    takes_over: PersonKey | None


@dataclass(frozen=True, slots=True)
class Pinned:
    """The organiser puts someone at a stand, whatever else happens (a move by hand is a pin)."""

    person: PersonKey
    stand: int


@dataclass(frozen=True, slots=True)
class Unpinned:
    """Free again, in one round or all."""

    person: PersonKey
    round: int | None = None


@dataclass(frozen=True, slots=True)
class StandCancelled:
    """The stand takes nobody any more; its presenters may be guests; pins there are void."""

    stand: int


@dataclass(frozen=True, slots=True)
class StandReopened:
    """The stand takes guests after all."""

    stand: int


@dataclass(frozen=True, slots=True)
class StandMoved:
    """The stand presents in another round (it is late, or was swapped); pins there are void."""

    stand: int
    round: int


@dataclass(frozen=True, slots=True)
class CapacityChanged:
    """More or fewer seats at a stand."""

    stand: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Replanned:
    """Nothing happened: whatever would make the plan better at the stay price."""


PersonEvent = Here | WishesChanged | PresenterSwapped | Pinned | Unpinned
StandEvent = StandCancelled | StandReopened | StandMoved | CapacityChanged
Event = WalkIn | PersonEvent | StandEvent | Replanned


def people_after(
    event: PersonEvent, find: Callable[[PersonKey], Person], stands: Mapping[int, Stand]
) -> list[Person]:
    """The people a person event changes, as they are after it."""
    match event:
        case Here(key, rounds):
            person = find(key)
            pins = {r: s for r, s in person.pins.items() if rounds is None or r in rounds}
            return [replace(person, rounds=rounds, pins=pins)]
        case WishesChanged(key, wishes):
            return [replace(find(key), wishes=wishes)]
        case PresenterSwapped(stand, leaves, takes_over):
            return _swapped(stand, leaves, takes_over, find, stands)
        case Pinned(key, stand):
            person, round_ = find(key), _stand(stands, stand).round
            if round_ is None:
                raise Refused(Refusal.STAND_WITHOUT_ROUND, stand=stand)
            return [replace(person, pins={**person.pins, round_: stand})]
        case Unpinned(key, round_):
            person = find(key)
            kept = {r: s for r, s in person.pins.items() if round_ not in (None, r)}
            return [replace(person, pins=kept)]


def _swapped(
    key: int,
    leaves: PersonKey | None,
    takes_over: PersonKey | None,
    find: Callable[[PersonKey], Person],
    stands: Mapping[int, Stand],
) -> list[Person]:
    stand = _stand(stands, key)
    changed = []
    if leaves is not None:
        changed.append(replace(find(leaves), presents=None))
    if takes_over is not None and takes_over != leaves:
        person = find(takes_over)
        pins = {r: s for r, s in person.pins.items() if r != stand.round}
        changed.append(replace(person, presents=key, pins=pins))
    return changed


def stand_after(event: StandEvent, stands: Mapping[int, Stand]) -> Stand:
    """The stand a stand event changes, as it is after it."""
    stand = _stand(stands, event.stand)
    match event:
        case StandCancelled():
            return replace(stand, open=False)
        case StandReopened():
            return replace(stand, open=True)
        case StandMoved(_, round_):
            return replace(stand, round=round_)
        case CapacityChanged(_, capacity):
            return replace(stand, capacity=capacity)


def _stand(stands: Mapping[int, Stand], key: int) -> Stand:
    if key not in stands:
        raise Refused(Refusal.UNKNOWN_STAND, stand=key)
    return stands[key]
