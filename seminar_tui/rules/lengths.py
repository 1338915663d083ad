"""Lengths of time as people type them: 3m, 90s, 1h, 2m30s, 02:30."""

from __future__ import annotations

import re

from seminar_tui.rules.refusal import BadInput

_UNITS = {"h": 3_600_000, "t": 3_600_000, "m": 60_000, "s": 1000}
_PART = re.compile(r"(\d{1,6})\s*([htms])[^\W\d]*")
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)")


def length_ms(text: str) -> int:
    """Return the milliseconds a length says; with a leading minus it is below zero.

    Letters after a unit are taken (`3min`, `1time`). Raises BadInput: length_unclear.
    """
    given = text.strip().casefold()
    sign, given = (-1, given[1:].strip()) if given.startswith("-") else (1, given)
    clock = _CLOCK.fullmatch(given)
    if clock:
        return sign * (int(clock[1]) * 60 + int(clock[2])) * 1000
    parts = _PART.findall(given)
    if not parts or _PART.sub("", given).strip():
        raise BadInput("length_unclear", length=text.strip())
    return sign * sum(int(number) * _UNITS[unit] for number, unit in parts)


def seconds_or_length_ms(text: str) -> int:
    """Return the milliseconds of plain seconds (90, -60) or of a length. Raises as `length_ms`."""
    if re.fullmatch(r"[+-]?\d{1,6}", text.strip()):
        return int(text) * 1000
    return length_ms(text.strip().removeprefix("+"))
