"""Naming somebody for a series, by hand: from the invitation board and from the members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.vocabulary import Instant
from seminar_tui.i18n import t
from seminar_tui.screens.series.form import Asked, Given, SeriesForm
from seminar_tui.text import short

if TYPE_CHECKING:
    from db.series_vocabulary import DelegateRow
    from seminar_tui.day.station import Station
    from seminar_tui.screens.series.page import SeriesPage


def name_form(page: SeriesPage, place: str = "") -> None:
    """Ask whom a municipality or an organisation names, and name them."""
    series = page.asked

    def job(station: Station, now: Instant, given: Given) -> DelegateRow:
        from seminar_tui.day.members import NewDelegate, name_delegate

        new = NewDelegate(
            given["name"],
            given["from"],
            given["role"],
            given["job"],
            given["email"],
            given["theme"],
        )
        return name_delegate(station, now, series, new)

    def named(one: DelegateRow | None) -> None:
        if one is not None:
            page.day_screen.say(t("series.members.named_now", name=short(one.name, 60)))
            page.reload()

    asked = (
        *(() if place else (Asked("from"),)),
        Asked("name"),
        Asked("role"),
        Asked("job"),
        Asked("email"),
        Asked("theme"),
        *((Asked("from", place),) if place else ()),
    )
    words = t("series.members.name_for", place=place) if place else t("series.members.name_new")
    page.app.push_screen(SeriesForm(page.day_screen, words, asked, job), named)
