from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar_tui.rules.badge import Code, CodeKind, new_code, read_code
from seminar_tui.rules.fixed_codes import (
    SheetCommand,
    command_code,
    command_of,
    stand_code,
    stand_of,
)


@given(st.integers(1, 32**8 - 1))
def test_a_signs_code_says_its_stand(number):
    code = stand_code(number)
    assert stand_of(code) == number
    assert stand_of(code.lower() + "\r\n") == number
    assert command_of(code) is None


@pytest.mark.parametrize("command", SheetCommand)
def test_a_sheets_code_says_its_command(command):
    found = read_code(command_code(command))
    assert isinstance(found, Code)
    assert found.kind is CodeKind.COMMAND
    assert command_of(found.text) is command
    assert stand_of(found.text) is None


def test_other_codes_are_neither():
    person = new_code(CodeKind.PERSON, random.Random(1))
    stranger = new_code(CodeKind.COMMAND, random.Random(1))
    for code in (person, stranger, "", "S", stand_code(3)[:-1] + "Z"):
        assert stand_of(code) is None
        assert command_of(code) is None
