"""What may be written, and what may become of it."""

from __future__ import annotations

import pytest

from db.vocabulary import EntryKind, EntryState
from seminar_tui.rules.entries import (
    LIMIT,
    checked_state,
    checked_tags,
    checked_text,
    restored_state,
)
from seminar_tui.rules.refusal import BadInput, Refused
from seminar_tui.rules.typed_entry import next_kind, read_typed


def test_a_text_is_taken_whole_or_not_at_all() -> None:
    assert checked_text("x" * LIMIT) == "x" * LIMIT
    with pytest.raises(BadInput, match="text_too_long") as error:
        checked_text("x" * (LIMIT + 7))
    assert error.value.facts == {"length": LIMIT + 7, "limit": LIMIT}
    with pytest.raises(BadInput, match="text_missing"):
        checked_text("")


def test_tags_come_in_their_own_order() -> None:
    assert checked_tags(["idea", "plenary", "idea"]) == ("plenary", "idea")
    with pytest.raises(BadInput, match="tag_unknown"):
        checked_tags(["idea", "nonsense"])


@pytest.mark.parametrize("kind", [EntryKind.ANSWER, EntryKind.COMMENT])
def test_what_asks_nothing_is_not_answered(kind: EntryKind) -> None:
    with pytest.raises(Refused, match="not_a_question"):
        checked_state(kind, EntryState.OPEN, EntryState.ANSWERED)
    assert checked_state(kind, EntryState.OPEN, EntryState.PARKED) is EntryState.PARKED


@pytest.mark.parametrize("wanted", EntryState)
def test_what_was_withdrawn_is_restored_first(wanted: EntryState) -> None:
    with pytest.raises(Refused, match="withdrawn"):
        checked_state(EntryKind.QUESTION, EntryState.WITHDRAWN, wanted)
    assert restored_state(0) is EntryState.OPEN
    assert restored_state(2) is EntryState.ANSWERED


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("Hvem betaler?", EntryKind.QUESTION, "Hvem betaler?"),
        ("? Hvem betaler", EntryKind.QUESTION, "Hvem betaler"),
        (">kommunen", EntryKind.ANSWER, "kommunen"),
        ("! ring til Ishøj", EntryKind.FOLLOW_UP, "ring til Ishøj"),
        (". er det sådan?", EntryKind.COMMENT, "er det sådan?"),
        ("godt oplæg", EntryKind.COMMENT, "godt oplæg"),
        ("... og så videre", EntryKind.COMMENT, "... og så videre"),
        ("??", EntryKind.QUESTION, "??"),
        ("", EntryKind.COMMENT, ""),
    ],
)
def test_a_line_says_what_it_is(line: str, kind: EntryKind, text: str) -> None:
    assert read_typed(line) == (kind, text)


def test_a_chosen_kind_wins_and_goes_round() -> None:
    assert read_typed("? hvad", EntryKind.ANSWER) == (EntryKind.ANSWER, "? hvad")
    kinds = [None]
    for _ in range(5):
        kinds.append(next_kind(kinds[-1]))
    assert kinds == [None, *EntryKind, None]
