"""Dates and times as the reader writes them."""

import pytest

from seminar_tui.rules import dates

CPH = "Europe/Copenhagen"


def test_a_local_time_is_an_instant_with_its_offset():
    winter = dates.moment("2018-11-14", "10:00", CPH)
    summer = dates.moment("2018-06-14", "10.00", CPH)
    assert dates.iso(winter, CPH) == "2018-11-14T10:00:00+01:00"
    assert dates.iso(summer, CPH) == "2018-06-14T10:00:00+02:00"
    assert dates.iso(winter + 5, CPH) == "2018-11-14T10:00:00.005+01:00"


@pytest.mark.parametrize("clock", ["25:00", "ti", "", "10:00:00:00"])
def test_what_is_no_time_is_said(clock):
    with pytest.raises(ValueError):  # noqa: PT011 - any ValueError is the documented answer
        dates.moment("2018-11-14", clock, CPH)


def test_danish_and_english_say_it_their_way():
    at = dates.moment("2018-11-14", "09:05", CPH)
    assert dates.spoken_time(at, CPH, "da") == "kl. 9.05"
    assert dates.spoken_time(at, CPH, "en") == "9:05"
    assert dates.long_date("2018-11-14", "da") == "onsdag den 14. november 2018"
    assert dates.long_date("2018-11-14", "en") == "Wednesday 14 November 2018"
    assert dates.hh_mm(at, CPH) == "09:05"


@pytest.mark.parametrize(
    ("length", "shown"),
    [
        (900_000, "15:00"),
        (899_999, "15:00"),
        (1, "00:01"),
        (0, "00:00"),
        (-999, "00:00"),
        (-1000, "+00:01"),
        (-135_400, "+02:15"),
        (6_000_000, "100:00"),
    ],
)
def test_a_length_counts_down_rounded_up_and_over_rounded_down(length, shown):
    assert dates.minutes_seconds(length) == shown


def test_time_that_was_spent_is_not_rounded_up() -> None:
    assert dates.time_spent(55_229) == "00:55"
    assert dates.time_spent(16 * 60_000) == "16:00"
    assert dates.time_spent(6_000_999) == "100:00"


@pytest.mark.parametrize(
    ("length", "shown"), [(3_600_000, "+3600"), (-12_400, "−12"), (2_600, "+3")]
)
def test_how_far_a_clock_was_moved(length: int, shown: str) -> None:
    assert dates.signed_seconds(length) == shown
