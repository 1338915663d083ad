"""What a guest who scans alone may be told."""

from __future__ import annotations

import pytest

from db.vocabulary import CheckInResult
from seminar_tui.i18n import known, use_language
from seminar_tui.rules.checkin import ADMITTED
from seminar_tui.rules.kiosk import KioskSays, kiosk_says


@pytest.mark.parametrize("result", CheckInResult)
def test_who_is_let_in_is_welcomed_and_nobody_else(result: CheckInResult) -> None:
    assert kiosk_says(result).admits is (result in ADMITTED)


def test_no_refusal_can_be_told_from_another() -> None:
    private = {"unknown", "revoked", "cancelled", "blocked", "wrong_day", "no_seat", "ambiguous"}
    assert {kiosk_says(CheckInResult(one)) for one in private} == {KioskSays.DESK}


@pytest.mark.parametrize("lang", ["da", "en"])
def test_everything_it_says_has_words(lang: str) -> None:
    use_language(lang)
    for says in KioskSays:
        assert known(f"kiosk.{says.value}")
        assert says.admits or known(f"kiosk.{says.value}.reason")
