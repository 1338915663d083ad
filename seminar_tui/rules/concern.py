"""Whom does it concern that somebody has written?

Every commit is noticed by every screen. Fifty that read again at each one leave a laptop no
time for the fifty-first scan; so a screen says what it shows, and reads again when that may
have changed. What is not known for certain concerns everybody, and what concerns nobody is
read a few seconds later all the same: see `seminar_tui.listening`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

OF_ONE_STAND = frozenset(
    {"timer", "entry", "entry_star", "entry_state", "entry_tags", "edit_entry"}
)
"""Kinds of actions that change nothing beyond the stand which the log names."""
OF_ONE_PERSON = frozenset(
    {"check_in", "check_out", "walk_in", "visit", "acknowledge", "replies", "replace_badge", "wish"}
)
"""Kinds that change nothing beyond one person and the stands where that person is expected,
presents or is."""


@dataclass(frozen=True, slots=True)
class News:
    """An action that was logged since: its kind and, where it has them, its stand and person."""

    kind: str
    stand_id: int | None = None
    participant_id: int | None = None

    @property
    def is_wide(self) -> bool:
        """Whether it may have changed anything."""
        return not self.is_of_one_stand and not self.is_of_one_person

    @property
    def is_of_one_stand(self) -> bool:
        """Whether it changed that stand alone."""
        return self.kind in OF_ONE_STAND and self.stand_id is not None

    @property
    def is_of_one_person(self) -> bool:
        """Whether it changed that person alone; a scan of nobody's code changed nobody."""
        if self.kind == "check_in":
            return True
        return self.kind in OF_ONE_PERSON and self.participant_id is not None


AtStand = Callable[[int, Collection[int]], bool]
"""Tells whether any of these people (ids) is expected at a stand (id), presents or is there."""


class Concern(Protocol):
    """What a screen shows."""

    def is_touched(self, news: Sequence[News], at_stand: AtStand) -> bool:
        """Tell whether it may have changed by any of these, one at least."""
        ...


@dataclass(frozen=True, slots=True)
class OfEverything:
    """A screen that shows the whole day."""

    def is_touched(self, news: Sequence[News], at_stand: AtStand) -> bool:
        """Tell that it may have changed."""
        del news, at_stand
        return True


@dataclass(frozen=True, slots=True)
class OfDoor:
    """A desk, which shows people and no stand's clock or talk."""

    def is_touched(self, news: Sequence[News], at_stand: AtStand) -> bool:
        """Tell whether anything but a stand's own affairs is among them."""
        del at_stand
        return any(not one.is_of_one_stand for one in news)


@dataclass(frozen=True, slots=True)
class OfStand:
    """A stand's screen: the stand, and the people (ids) it shows."""

    stand_id: int
    people: frozenset[int]

    def is_touched(self, news: Sequence[News], at_stand: AtStand) -> bool:
        """Tell whether the stand, its people, or somebody who is one of them now is touched."""
        if any(one.is_wide or one.stand_id == self.stand_id for one in news):
            return True
        people = {one.participant_id for one in news if one.participant_id is not None}
        return not self.people.isdisjoint(people) or at_stand(self.stand_id, people)


EVERYTHING = OfEverything()
