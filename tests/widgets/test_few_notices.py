"""Notices never cover the list they speak of: few at once, and errors stay."""

from __future__ import annotations

from textual.notifications import Notification
from textual.widgets._toast import Toast

from seminar_tui.widgets.few_notices import FewNotices
from tests.floor_day import make_floor
from tests.seen import running, until


def said(*sentences: str) -> list[str]:
    """Return what is shown after these were said; one with a mark is an error."""
    notices = FewNotices()
    for one in sentences:
        notices.add(Notification(one, severity="error" if "!" in one else "information"))
    return [one.message for one in notices]


def test_the_newest_two_are_shown() -> None:
    assert said("a", "b", "c", "d") == ["c", "d"]


def test_errors_stay_beside_them() -> None:
    assert said("!x", "a", "b", "c", "!y") == ["!x", "b", "c", "!y"]


def test_what_is_said_again_stands_once() -> None:
    assert said("a", "!x", "b", "!x", "a") == ["b", "!x", "a"]


async def test_the_screen_shows_no_more(tmp_path) -> None:
    store, _station = make_floor(tmp_path / "day.db", 2)
    store.close()
    async with running(tmp_path / "day.db", "organiser") as pilot:
        for one in "abcd":
            pilot.app.screen.say(one)

        def shown() -> list[str]:
            return [str(one.render()) for one in pilot.app.screen.query(Toast)]

        await until(pilot, lambda: shown() == ["c", "d"])
