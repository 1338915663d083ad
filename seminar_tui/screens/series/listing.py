"""All series of this file, and making one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.widgets import DataTable

from db.vocabulary import Instant
from seminar_tui.i18n import t
from seminar_tui.rules.dates import short_date, short_month
from seminar_tui.rules.refusal import BadInput
from seminar_tui.rules.series_templates import Template
from seminar_tui.screens.series.form import Asked, Given, SeriesForm
from seminar_tui.screens.series.page import SeriesPage
from seminar_tui.text import cell, clean, short
from seminar_tui.widgets.row_table import Row

if TYPE_CHECKING:
    from db.reads.series_list import SeriesSize
    from seminar_tui.day.series import Whole
    from seminar_tui.day.station import Station


class ListingPage(SeriesPage):
    """A row a series. Enter chooses one and shows its meetings."""

    NAME = "listing"
    COLUMNS = ("title", "period", "members", "named", "next", "attention")
    GIVES_WAY = "title"
    BINDINGS: ClassVar = [
        Binding("n", "new", "n", id="listing.new"),
        Binding("r", "renew", "r", id="listing.renew"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, SeriesSize] = {}

    def reload(self) -> None:
        """Read every series with its sizes."""
        today = self.series_screen.today()

        def job(station: Station, now: Instant) -> tuple[SeriesSize, ...]:
            from db.reads.series_list import series_list

            with station.look() as connection:
                return series_list(connection, today)

        self.day_screen.look("listing", job, self._take)

    def _take(self, found: tuple[SeriesSize, ...]) -> None:
        self._found = {str(one.series.id): one for one in found}
        facts = t("series.listing.facts") if found else t("series.listing.none")
        self.show(facts, [_row(one, wide=self.wide) for one in found])

    @on(DataTable.RowSelected)
    def _open(self) -> None:
        one = self._found.get(self.table.key or "")
        if one is not None:
            self.series_screen.choose(one.series.id, one.series.title)
            self.series_screen.action_turn_to("meetings")

    def action_new(self) -> None:
        """Make a series, from a template or empty."""
        asked = (
            Asked("template", Template.CONSULTANT_NETWORK.value),
            Asked("title"),
            Asked("starts_on", self.series_screen.today()[:8] + "01"),
            Asked("months"),
        )
        form = SeriesForm(self.day_screen, t("series.listing.new"), asked, _make)
        self.app.push_screen(form, self._made)

    def action_renew(self) -> None:
        """Make next year's series of the one under the cursor."""
        one = self._found.get(self.table.key or "")
        if one is None:
            return
        number = str(one.series.id)

        def job(station: Station, now: Instant, given: Given) -> tuple[Whole, ...]:
            from seminar_tui.day.series_report import renew
            from seminar_tui.rules.day_form import read_date

            starts = read_date(given["starts_on"])
            return (renew(station, now, number, starts, given["title"]),)

        asked = (Asked("title", one.series.title), Asked("starts_on"))
        words = t("series.listing.renew", title=short(one.series.title, 50))
        self.app.push_screen(SeriesForm(self.day_screen, words, asked, job), self._made)

    def _made(self, made: tuple[Whole, ...] | None) -> None:
        if made:
            first = made[0].series
            self.series_screen.choose(first.id, first.title)
            self.day_screen.say(t("series.listing.made", title=clean(first.title)))
            self.reload()


def _make(station: Station, now: Instant, given: Given) -> tuple[Whole, ...]:
    from seminar_tui.day.series import SeriesSpec, new_series
    from seminar_tui.day.series_setup import new_from_template
    from seminar_tui.rules.day_form import read_date, read_number
    from seminar_tui.rules.series import period_of

    starts = read_date(given["starts_on"])
    months = read_number(given["months"], t("series.form.months")) if given["months"] else None
    word = given["template"].strip()
    if not word:
        ends = period_of(starts, months or 12)
        return (new_series(station, now, SeriesSpec(given["title"], starts, ends)),)
    if word not in tuple(Template):
        raise BadInput("template_unknown", value=short(word, 60), templates=", ".join(Template))
    return new_from_template(
        station, now, Template(word), starts, t, title=given["title"], months=months
    )


def _row(one: SeriesSize, *, wide: bool) -> Row:
    series = one.series
    starts, ends = series.starts_on, series.ends_on
    period = f"{short_month(starts)} – {short_month(ends)}"
    full = len(one.upcoming) == len(starts)
    upcoming = short_date(one.upcoming) if full else short_month(one.upcoming)
    overdue = t("series.listing.overdue", count=one.overdue)
    if not wide:
        period = f"{starts[5:7]}.{starts[2:4]}–{ends[5:7]}.{ends[2:4]}"
        upcoming = upcoming[:6] if full else upcoming
        overdue = str(one.overdue)
    attention = cell("! " + overdue, "bold")
    return str(series.id), (
        cell(short(series.title, 60), "bold"),
        cell(period),
        cell(f"{one.joined}/{one.invited}"),
        cell(str(one.named)),
        cell(upcoming or "–"),
        attention if one.overdue else cell("✓"),
    )
