"""What a membership costs (requirements 44, 51, 52)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.series_vocabulary import PriceKind, Tier
from seminar_tui.rules.prices import (
    PriceRule,
    PriceState,
    drifted,
    kroner,
    ore_of,
    overlapping,
    price_of,
    spread,
    tier_of,
)

TIERS = PriceRule(PriceKind.TIERS, tiers=(Tier(1, 2, 900_000), Tier(3, 5, 1_300_000)))
FLAT = PriceRule(PriceKind.FLAT, 350_000)


def test_r44_twelve_members_at_a_flat_price():
    assert kroner(sum(price_of(FLAT, named).ore for named in range(12))) == "42.000,00 kr."


@pytest.mark.parametrize(
    ("named", "ore"), [(1, 900_000), (2, 900_000), (3, 1_300_000), (4, 1_300_000), (5, 1_300_000)]
)
def test_r51_the_tier_goes_by_named_people(named, ore):
    assert price_of(TIERS, named).ore == ore


def test_r51_six_are_asked_about_and_none_costs_nothing():
    assert price_of(TIERS, 6).state is PriceState.ASK
    assert price_of(TIERS, 0).state is PriceState.NOBODY_NAMED


def test_r52_four_seen_in_the_tier_of_two_is_a_drift():
    assert drifted(price_of(TIERS, 2), 4)
    assert not drifted(price_of(TIERS, 2), 2)
    assert not drifted(price_of(FLAT, 2), 40)


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("9000", 900_000),
        ("9.000,00 kr.", 900_000),
        ("9 000", 900_000),
        ("0,50", 50),
        ("1.000", 100_000),
    ],
)
def test_amounts_are_read_as_people_write_them(text, ore):
    assert ore_of(text) == ore


@pytest.mark.parametrize("text", ["", "ni", "-5", "9.00", "1,5", "9,000.00", "1e3"])
def test_what_is_no_amount_is_not_guessed(text):
    assert ore_of(text) is None


@given(st.integers(0, 10**11))
def test_an_amount_is_read_back_as_written(ore):
    assert ore_of(kroner(ore)) == ore or ore >= 10**11


@given(st.integers(1, 999), st.integers(0, 99) | st.none(), st.integers(0, 10**8))
def test_a_tier_is_read_back_as_written(lowest, more, ore):
    tier = Tier(lowest, None if more is None else lowest + more, ore)
    assert tier_of(f"{spread(tier)}={kroner(ore)}") == tier


@given(st.lists(st.tuples(st.integers(1, 20), st.none() | st.integers(0, 5)), max_size=5))
def test_tiers_overlap_exactly_when_a_number_has_two_prices(bounds):
    tiers = [Tier(low, None if more is None else low + more, 1) for low, more in bounds]
    claims = [
        sum(t.lowest <= n and (t.highest is None or n <= t.highest) for t in tiers)
        for n in range(1, 40)
    ]
    assert (overlapping(tiers) is not None) == any(count > 1 for count in claims)
