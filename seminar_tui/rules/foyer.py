"""What the foyer is told: which round, until when, and which page of the stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median_low

from db.rows import RoundRow
from db.vocabulary import Phase, TimerState
from seminar_tui.rules.timer import TimerView

LONGEST_WAIT_MS = 20_000
"""Nobody waits longer for the page they look for."""
SHORTEST_PAGE_MS = 5_000
"""A page that is shorter cannot be read from ten metres."""
LONGEST_PAGE_MS = 10_000


class Showing(StrEnum):
    """What is going on, as the foyer sees it."""

    BEFORE = "before"
    ON = "on"
    OVER = "over"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class FoyerMoment:
    """The round on the wall. `until` is its start, the end of its phase, or None when all is over.

    `ends` is when the round ends as it looks now.
    """

    showing: Showing
    round: int | None = None
    phase: Phase | None = None
    until: int | None = None
    ends: int | None = None


def foyer_moment(
    rounds: Sequence[RoundRow], clocks: Mapping[int, Sequence[TimerView]], now: int
) -> FoyerMoment:
    """Return what the foyer shows now. `clocks` are each round's open stands'.

    Where stands run, they decide, not the plan: the time is the middle one of theirs, so
    that one stand that overruns does not hold everybody back.
    """
    if not rounds:
        return FoyerMoment(Showing.NOTHING)
    for planned, following in zip(rounds, (*rounds[1:], None), strict=True):
        views = clocks.get(planned.number, ())
        running = [view for view in views if _runs(view)]
        if running and (following is None or now < following.starts):
            return _by_clocks(planned.number, running)
        if now < planned.starts:
            return FoyerMoment(Showing.BEFORE, planned.number, None, planned.starts, planned.ends)
        if now < planned.ends and not _all_done(views):
            return _by_plan(planned, now)
    return FoyerMoment(Showing.OVER, rounds[-1].number)


def _runs(view: TimerView) -> bool:
    return view.state in (TimerState.RUNNING, TimerState.PAUSED) and not view.left_running


def _all_done(views: Sequence[TimerView]) -> bool:
    return bool(views) and all(view.state is TimerState.DONE for view in views)


def _by_clocks(number: int, running: Sequence[TimerView]) -> FoyerMoment:
    talking = [view for view in running if view.phase is Phase.TALK]
    phase = Phase.TALK if 2 * len(talking) > len(running) else Phase.DIALOGUE
    same = talking if phase is Phase.TALK else [v for v in running if v.phase is phase]
    until = median_low([view.phase_ends or 0 for view in same])
    ends = median_low([view.projected_end for view in running])
    return FoyerMoment(Showing.ON, number, phase, until, ends)


def _by_plan(planned: RoundRow, now: int) -> FoyerMoment:
    talk = now < planned.talk_ends
    phase = Phase.TALK if talk else Phase.DIALOGUE
    until = planned.talk_ends if talk else planned.ends
    return FoyerMoment(Showing.ON, planned.number, phase, until, planned.ends)


@dataclass(frozen=True, slots=True)
class Paging:
    """How a list is turned: so many lines a page, so many pages, each so long."""

    size: int
    pages: int
    page_ms: int

    def page_at(self, now: int) -> int:
        """Return which page is up, from 0; every wall shows the same one."""
        return now // self.page_ms % self.pages


def most_pages() -> int:
    """Return how many pages fit the longest wait when each can still be read."""
    return LONGEST_WAIT_MS // SHORTEST_PAGE_MS


def paging(lines: int, room: int) -> Paging:
    """Return how so many lines are shown on a wall with room for so many at a time.

    Pages are filled evenly. The whole turn takes at most `LONGEST_WAIT_MS`.
    """
    room = max(1, room)
    pages = max(1, -(-lines // room))
    page_ms = max(1, min(LONGEST_PAGE_MS, LONGEST_WAIT_MS // pages))
    return Paging(max(1, -(-lines // pages)), pages, page_ms)
