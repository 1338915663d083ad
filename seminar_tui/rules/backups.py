"""When a copy is taken by itself, what it is called, and which older ones are let go."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
EVERY_MS = 5 * MINUTE_MS
"""At most so much work is only in the day's own file."""
NEWEST = 12
"""So many of the newest are always kept: the last hour of a busy day."""
HOURS = 24
DAYS = 7
_STAMP = "%Y%m%dT%H%M%SZ"


def is_due(last: int | None, now: int, *, changed: bool) -> bool:
    """Tell whether a copy is to be taken; `last` is when the newest was, in UTC ms.

    Nothing that is in it already is copied again. A clock that was set back waits for none.
    """
    if last is None:
        return True
    return changed and not 0 <= now - last < EVERY_MS


def name_of(stem: str, suffix: str, at: int) -> str:
    """Return the name of the copy of a store taken at a moment (UTC ms)."""
    return f"{stem}-{datetime.fromtimestamp(at / 1000, UTC).strftime(_STAMP)}{suffix}"


def taken_at(name: str, stem: str, suffix: str) -> int | None:
    """Return when the copy of that name was taken; None for a file that is no copy of ours."""
    found = re.fullmatch(rf"{re.escape(stem)}-(\d{{8}}T\d{{6}}Z){re.escape(suffix)}", name)
    if found is None:
        return None
    try:
        moment = datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return round(moment.timestamp() * 1000)


def to_drop(taken: Iterable[int], now: int) -> frozenset[int]:
    """Return which copies are let go: thinner the older they are.

    Kept are the newest, then the last of each hour of a day, then the last of each day of
    a week. One from the future is kept: a clock was wrong, and nobody knows which.
    """
    newest_first = sorted(set(taken), reverse=True)
    kept = set(newest_first[:NEWEST]) | {at for at in newest_first if at > now}
    for length, most in ((HOUR_MS, HOURS), (DAY_MS, DAYS)):
        spans: dict[int, int] = {}
        for at in newest_first:
            if now - at < most * length:
                spans.setdefault(at // length, at)
        kept |= set(spans.values())
    return frozenset(newest_first) - kept
