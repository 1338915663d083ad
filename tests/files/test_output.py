from __future__ import annotations

import os

import pytest

from seminar_tui.files import output
from seminar_tui.rules.refusal import BadInput


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path):
    out = tmp_path / "æ ø.pdf"
    assert output.write_whole(out, b"one") == 3
    os.chmod(out, 0o640)
    assert output.write_whole(out, b"other") == 5
    assert out.read_bytes() == b"other"
    assert out.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [out]


def test_a_full_disk_leaves_the_old_file_as_it_was(tmp_path, monkeypatch):
    out = tmp_path / "a.pdf"
    out.write_bytes(b"old")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output.os, "fsync", full)
    with pytest.raises(BadInput, match="output_full"):
        output.write_whole(out, b"new")
    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]


def test_a_place_that_cannot_be_written_is_told_by_what_is_wrong(tmp_path):
    with pytest.raises(BadInput, match="output_no_folder"):
        output.write_whole(tmp_path / "nowhere" / "a.pdf", b"x")
    with pytest.raises(BadInput, match="output_is_folder"):
        output.write_whole(tmp_path, b"x")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BadInput, match="output_no_folder"):
        output.write_whole(tmp_path / "file" / "a.pdf", b"x")
    with pytest.raises(BadInput, match="output_name"):
        output.write_whole(tmp_path / ("a" * 300), b"x")
    with pytest.raises(BadInput, match="output_name"):
        output.write_whole(tmp_path / "a\0b", b"x")


def test_a_read_only_file_is_not_replaced(tmp_path, monkeypatch):
    out = tmp_path / "a.pdf"
    out.write_bytes(b"old")
    monkeypatch.setattr(output.os, "access", lambda path, mode: False)
    with pytest.raises(BadInput, match="output_not_writable"):
        output.write_whole(out, b"new")
    assert out.read_bytes() == b"old"
