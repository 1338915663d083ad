"""Names taken out of what others wrote."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from seminar_tui.rules.erasing import GONE, without_names


def test_a_name_goes_in_any_case_and_a_longer_word_stays() -> None:
    out = without_names({"Rosa Holm", "rosa@holm.dk", "Bo"})
    assert out("Ring til ROSA HOLM (rosa@holm.dk).") == f"Ring til {GONE} ({GONE})."
    assert out("Rosa Holmgaard bor i Bogense") == "Rosa Holmgaard bor i Bogense"


def test_a_name_inside_json_goes_as_it_is_written_there() -> None:
    held = json.dumps({"reason": 'Rosa "Bo" Holm kom'}, ensure_ascii=False)
    assert json.loads(without_names({'Rosa "Bo" Holm'})(held)) == {"reason": f"{GONE} kom"}


@given(st.text(max_size=60), st.sets(st.text(max_size=12), max_size=4))
def test_no_name_is_left_standing_alone(text: str, names: set[str]) -> None:
    out = without_names(names)
    again = out(out(f"{text} "))
    assert out(again) == again
