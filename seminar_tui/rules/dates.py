"""Dates and times as the reader writes them; the day's place decides the time zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from seminar_tui.rules.refusal import BadInput

FIRST_YEAR, LAST_YEAR = "1900", "2199"
"""A year off a calendar's edge cannot be told in another time zone, nor counted months from."""
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_WEEKDAYS = {
    "da": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "da": [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


@cache
def zone(name: str) -> ZoneInfo:
    """Return the time zone of that name."""
    return ZoneInfo(name)


def local(at: int, timezone: str) -> datetime:
    """Return a point in time (UTC ms) as local date and time."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(zone(timezone))


def iso(at: int, timezone: str) -> str:
    """Return a point in time as ISO 8601 with offset, to the second (milliseconds kept if any)."""
    return local(at, timezone).isoformat(timespec="milliseconds" if at % 1000 else "seconds")


def moment(day: str, clock: str, timezone: str) -> int:
    """Return the UTC milliseconds of a local date (ISO) and time (HH:MM or HH.MM).

    Raises ValueError where either is no such thing.
    """
    parts = _CLOCK.fullmatch(clock.strip())
    if parts is None:
        raise ValueError(clock)
    hour, minute = int(parts[1]), int(parts[2])
    when = datetime.combine(date.fromisoformat(day), time(hour, minute))
    return round(when.replace(tzinfo=zone(timezone)).timestamp() * 1000)


def check_year(day: str) -> None:
    """Raise BadInput: out_of_range, where an ISO date is nowhere near a seminar."""
    if not FIRST_YEAR <= day[:4] <= LAST_YEAR:
        raise BadInput("out_of_range", field="date", value=day, low=FIRST_YEAR, high=LAST_YEAR)


def hh_mm(at: int, timezone: str) -> str:
    """Return the time of day as a clock shows it: 09:41."""
    return local(at, timezone).strftime("%H:%M")


def spoken_time(at: int, timezone: str, language: str) -> str:
    """Return the time of day as a sentence says it: "kl. 9.30", "9:30"."""
    when = local(at, timezone)
    return (
        f"kl. {when.hour}.{when.minute:02}" if language == "da" else f"{when.hour}:{when.minute:02}"
    )


def long_date(day: str, language: str) -> str:
    """Return an ISO date written out: "onsdag den 14. november 2018"."""
    when = date.fromisoformat(day)
    weekday = _WEEKDAYS[language][when.weekday()]
    month = _MONTHS[language][when.month - 1]
    if language == "da":
        return f"{weekday} den {when.day}. {month} {when.year}"
    return f"{weekday} {when.day} {month} {when.year}"


def month_name(month: str, language: str) -> str:
    """Return a month `YYYY-MM` written out: "december 2021"."""
    return f"{_MONTHS[language][int(month[5:7]) - 1]} {int(month[:4])}"


def minutes_seconds(length_ms: int) -> str:
    """Return what is left as a clock shows it, rounded up to the second: 14:59; over: +02:15."""
    sign = "+" if length_ms <= -1000 else ""
    seconds = -(-length_ms // 1000) if length_ms > 0 else -length_ms // 1000
    return f"{sign}{seconds // 60:02}:{seconds % 60:02}"


def time_spent(length_ms: int) -> str:
    """Return how long something took or has gone on, in whole seconds: 15:59."""
    seconds = length_ms // 1000
    return f"{seconds // 60:02}:{seconds % 60:02}"


def signed_seconds(length_ms: int) -> str:
    """Return by how many seconds something was moved: +3600, −12."""
    return f"{round(length_ms / 1000):+d}".replace("-", "−")


def short_date(day: str) -> str:
    """Return an ISO date as Danes write it short: 24.09.2021."""
    return f"{day[8:10]}.{day[5:7]}.{day[:4]}"


def short_month(when: str) -> str:
    """Return the month of an ISO date or of `YYYY-MM` short: 09.2021; nothing of nothing."""
    return f"{when[5:7]}.{when[:4]}" if when else ""
