"""What somebody types about a new day, read as it is meant."""

from __future__ import annotations

import re
from datetime import date

from seminar_tui.rules.dates import check_year
from seminar_tui.rules.refusal import BadInput

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DANISH = re.compile(r"(\d{1,2})[./ -]+(\d{1,2})[./ -]+(\d{4})")
_TIME = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?")


def read_date(text: str) -> str:
    """Return the ISO date of `2018-11-14`, `14.11.2018` or `14/11 2018`.

    Raises BadInput: date_unclear, out_of_range.
    """
    asked = text.strip()
    iso, danish = _ISO.fullmatch(asked), _DANISH.fullmatch(asked)
    if iso:
        year, month, day = map(int, iso.groups())
    elif danish:
        day, month, year = map(int, danish.groups())
    else:
        raise BadInput("date_unclear", value=asked)
    try:
        found = date(year, month, day).isoformat()
    except ValueError as error:
        raise BadInput("date_unclear", value=asked) from error
    check_year(found)
    return found


def read_time(text: str) -> str:
    """Return HH:MM of `10`, `10.30`, `10:30` or `kl. 9.30`. Raises BadInput: time_unclear."""
    found = _TIME.fullmatch(text.strip().lower())
    if not found:
        raise BadInput("time_unclear", value=text.strip())
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > 23 or minute > 59:
        raise BadInput("time_unclear", value=text.strip())
    return f"{hour:02}:{minute:02}"


def read_number(text: str, field: str) -> int:
    """Return a whole number. Raises BadInput: number_unclear."""
    asked = text.strip()
    if not asked.isdecimal() or len(asked) > 6:
        raise BadInput("number_unclear", field=field, value=asked)
    return int(asked)
