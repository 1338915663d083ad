from __future__ import annotations

import typst
from hypothesis import given
from hypothesis import strategies as st

from seminar_tui.files.paper.fit import POINT_MM, fitted, lines_of, shortened, width_em
from tests.files.paper_day import NAMES, TOWNS

WORDS = st.text(st.sampled_from("abcdefilmnorstwæøåABEMØ -."), max_size=60)


def test_the_estimate_is_never_narrower_than_the_face():
    texts = [*NAMES, *TOWNS, "Wilhelmina Mommesen", "MAMMUT", "Illi", "udviklingskonsulent"]
    source = (
        '#set text(font: "Libertinus Serif", weight: "bold", size: 100pt, number-type: "lining")\n'
        "#context [#metadata(json(bytes(sys.inputs.data)).map(t => measure(t).width.pt())) <w>]"
    )
    import json

    found = typst.query(
        source.encode(),
        "<w>",
        field="value",
        one=True,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(texts)},
    )
    for text, points in zip(texts, json.loads(found), strict=True):
        assert width_em(text) * 100 >= points, text


@given(WORDS, st.floats(10, 90), st.floats(6, 30))
def test_a_shortened_line_fits(text, room, size):
    cut = shortened(text, room, size)
    assert cut == text or (cut.endswith("…") and width_em(cut) * size * POINT_MM <= room)


@given(WORDS, st.floats(20, 90), st.integers(1, 3))
def test_broken_lines_are_as_few_as_asked_and_all_fit(text, room, most):
    lines = lines_of(text, room, 9, most)
    assert len(lines) <= most
    assert all(width_em(line) * 9 * POINT_MM <= room or line == "…" for line in lines)


@given(WORDS, st.floats(10, 90))
def test_a_size_is_within_its_bounds(text, room):
    assert 8 <= fitted(text, room, 30, 8) <= 30
