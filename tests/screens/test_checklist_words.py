"""The checklist counts one as one."""

from __future__ import annotations

import pytest

from seminar_tui.i18n import use_language
from seminar_tui.rules.checklist import Check, Checked
from seminar_tui.screens.organiser.checklist import _row


@pytest.fixture(autouse=True)
def danish():
    use_language("da")
    yield
    use_language("da")


@pytest.mark.parametrize(
    ("check", "lacking", "says"),
    [
        (Check.THEMES, 1, "1 stand"),
        (Check.THEMES, 3, "3 stande"),
        (Check.BADGES, 1, "1 badge"),
        (Check.CLOCK, 1, "kl. 09:30 på en anden dato"),
        (Check.DOOR, 1, "F2 eller »seminar door«"),
    ],
)
def test_what_is_left_is_counted_in_words(check, lacking, says):
    _name, cells = _row(Checked(check, False, lacking), "09:30")
    assert str(cells[-1]) == says
