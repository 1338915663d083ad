"""Which day is meant."""

import pytest

from db.rows import DayRow
from seminar_tui.rules.choosing_day import choose_day
from seminar_tui.rules.refusal import BadInput


def day(number: int, date: str) -> DayRow:
    lengths = (0, 2, 1, 1, 1, 10, 14, 1, 1, False, 0, 0)
    return DayRow(number, f"Dag {number}", date, "", "UTC", *lengths, None, None, None, None, 1.0)


DAYS = (day(1, "2026-11-21"), day(2, "2026-11-22"), day(3, "2026-11-22"))


def test_by_id_by_date_alone_and_today():
    assert choose_day(DAYS, "2", "2026-01-01").id == 2
    assert choose_day(DAYS, " 2026-11-21 ", "2026-01-01").id == 1
    assert choose_day(DAYS[:1], None, "2026-01-01").id == 1
    assert choose_day(DAYS, None, "2026-11-21").id == 1


@pytest.mark.parametrize(
    ("days", "asked", "today", "code"),
    [
        ((), None, "2026-11-21", "no_day"),
        (DAYS, "9", "2026-11-21", "day_unknown"),
        (DAYS, None, "2026-11-22", "day_unclear"),
        (DAYS, "2026-11-22", "2026-11-22", "day_unclear"),
        (DAYS, None, "2026-01-01", "day_unclear"),
    ],
)
def test_otherwise_it_is_asked_and_the_days_are_named(days, asked, today, code):
    with pytest.raises(BadInput) as error:
        choose_day(days, asked, today)
    assert error.value.code == code
