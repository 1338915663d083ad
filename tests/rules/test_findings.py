"""Every finding has its sentence in both languages, and an order to be read in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import seminar_tui
from db.vocabulary import Severity
from seminar_tui.i18n import LANGUAGES, catalogue_messages
from seminar_tui.rules.findings import Code, Finding, in_order, stops


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_sentence(language: str) -> None:
    messages = catalogue_messages(language)
    assert {f"finding.{code.value}" for code in Code} <= set(messages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_a_file_is_unreadable_has_a_sentence(language: str) -> None:
    folder = Path(seminar_tui.__file__).parent / "files"
    source = "".join(
        (folder / name).read_text(encoding="utf-8")
        for name in ("tables.py", "workbooks.py", "lists.py")
    )
    codes = set(re.findall(r'Unreadable\("(\w+)"', source)) | {"too_many_cells"}
    assert len(codes) > 8
    assert {f"unreadable.{code}" for code in codes} <= set(catalogue_messages(language))


def test_an_error_or_a_question_stops_and_a_note_does_not() -> None:
    note = Finding(2, "", "", Severity.NOTE, Code.SHORT_ROW)
    ask = Finding(2, "", "", Severity.ASK, Code.MUNICIPALITY_UNKNOWN)
    assert not stops([note])
    assert stops([note, ask])
    assert in_order([note, ask]) == (ask, note)
