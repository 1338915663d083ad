from __future__ import annotations

import io

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from seminar_tui.files import qr
from seminar_tui.rules.badge import ALPHABET

CODES = st.text(st.sampled_from(ALPHABET), min_size=10, max_size=10)


@given(CODES)
def test_a_composed_code_is_the_drawn_code(code):
    assert qr.matrix(code) == qr._drawn(code)


@given(CODES)
def test_every_code_is_read_back_from_its_png(code):
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(qr.png(code, 4))))
    assert [barcode.text for barcode in found] == [code]


def test_what_is_typed_is_read_as_scanners_send_it():
    assert qr.matrix(" p4vr8femsk\r\n") == qr.matrix("P4VR8FEMSK")


@pytest.mark.parametrize("wrong", ["P4VR8FEMSK1", "P4VR8FEMÆK", "P4VR8FEM;K"])
def test_text_that_does_not_fit_is_refused(wrong):
    with pytest.raises(ValueError, match=wrong):
        qr.matrix(wrong)


def test_nothing_is_no_code():
    with pytest.raises(ValueError, match=r"^$"):
        qr.matrix("")


def test_the_terminal_shows_the_code_with_its_quiet_zone_in_15_lines_of_29():
    lines = qr.terminal("P4VR8FEMSK").splitlines()
    assert len(lines) == 15
    assert {len(line) for line in lines} == {29}
    upper = {"█": False, "▀": False, "▄": True, " ": True}
    lower = {"█": False, "▄": False, "▀": True, " ": True}
    shown = []
    for line in lines:
        shown.append(tuple(upper[block] for block in line))
        shown.append(tuple(lower[block] for block in line))
    inner = tuple(row[4:25] for row in shown[4:25])
    assert inner == qr.matrix("P4VR8FEMSK")
    assert not any(module for row in shown[:4] for module in row)


def test_the_svg_draws_every_dark_module_once():
    path = qr.svg("P4VR8FEMSK")
    drawn = sum(int(run.split('"')[0].split("M")[0]) for run in path.split("h")[3:])
    assert drawn == sum(sum(row) for row in qr.matrix("P4VR8FEMSK"))
