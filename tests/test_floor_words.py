"""What the floor says of itself in sentences."""

from __future__ import annotations

from seminar_tui.floor_words import skipped_words
from seminar_tui.i18n import use_language
from seminar_tui.rules.refusal import Refused


def test_why_a_stand_did_not_start_with_its_round_is_told_with_its_facts() -> None:
    use_language("da")
    told = skipped_words(5, Refused("other_round_running", round=1))
    assert told == "Stand 5 er sprunget over: Standens ur går stadig i runde 1."
