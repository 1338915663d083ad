"""What the pages of the series' screen share."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from seminar_tui.screens.organiser.list_page import ListPage

if TYPE_CHECKING:
    from seminar_tui.screens.series import SeriesScreen


class SeriesPage(ListPage):
    """A list about the series that is chosen. Its words stand under `series` in the catalogue."""

    AREA: ClassVar[str] = "series"

    @property
    def series_screen(self) -> SeriesScreen:
        """The screen that holds which series is chosen."""
        return cast("SeriesScreen", self.screen)

    @property
    def asked(self) -> str:
        """The chosen series as use cases are asked for it."""
        return str(self.series_screen.chosen)

    @property
    def wide(self) -> bool:
        """Whether there is room for more than the main columns."""
        return self.app.size.width >= 100
