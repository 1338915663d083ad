"""How an answer is printed."""

from __future__ import annotations

import io
import json

import pytest

from seminar_tui.cli.reply import Reply, outcome_of


@pytest.mark.parametrize("letter", ["\x7f", "\x85", "\x9b31m", "\u2028", "\u2029", "\udcff"])
def test_json_is_one_line_that_can_be_printed_whatever_a_file_is_called(letter: str) -> None:
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")
    name = f"æ{letter}b.pdf"
    outcome_of(Reply("written", {"file": name})).write(out, as_json=True)
    out.seek(0)
    written = out.read()
    assert len(written.splitlines()) == 1
    assert letter[0] not in written
    assert json.loads(written)["file"] == name
    assert "æ" in written
