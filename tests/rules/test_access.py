"""PINs and tokens."""

import random

import pytest

from seminar_tui.rules.access import (
    check_pin_shape,
    fits,
    new_token,
    store_pin,
    token_hash,
    wait_after,
)
from seminar_tui.rules.refusal import BadInput


def test_a_pin_is_kept_as_a_hash_that_only_it_fits():
    stored = store_pin("2468", random.Random(1))
    assert "2468" not in stored.hash + stored.salt
    assert fits("2468", stored)
    assert not fits("2469", stored)
    assert store_pin("2468", random.Random(2)).hash != stored.hash


@pytest.mark.parametrize("pin", ["", "123", "12a4", "1" * 13, "１２３４", " 1234"])
def test_what_cannot_be_a_pin_is_said(pin):
    with pytest.raises(BadInput, match="pin_shape"):
        check_pin_shape(pin)


def test_guessing_gets_slower_and_a_few_slips_cost_nothing():
    waits = [wait_after(failures) for failures in range(1, 14)]
    assert waits[:2] == [0, 0]
    assert waits[2:5] == [2000, 4000, 8000]
    assert waits == sorted(waits)
    assert waits[-1] == wait_after(10_000) == 300_000


def test_tokens_differ_and_are_kept_hashed():
    source = random.Random(1)
    tokens = {new_token(source) for _ in range(500)}
    assert len(tokens) == 500
    assert all(len(token) == 32 and token not in token_hash(token) for token in tokens)
