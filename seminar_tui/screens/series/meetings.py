"""One series: its meetings, what it costs, what is due, and what needs attention."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from db.reference import municipality_name
from db.series_vocabulary import MeetingRow, Mode, PriceKind
from db.vocabulary import Instant
from seminar_tui.i18n import language, t, tn
from seminar_tui.rules.dates import month_name, short_date, short_month
from seminar_tui.rules.prices import kroner
from seminar_tui.screens.keys import name_keys
from seminar_tui.screens.organiser.prompt import AskText, AskYes
from seminar_tui.screens.series.form import SeriesForm
from seminar_tui.screens.series.page import SeriesPage
from seminar_tui.screens.series.writing import (
    add_due,
    lines_of_meeting,
    lines_of_series,
    new_meeting,
    set_meeting,
    set_series,
)
from seminar_tui.series_words import (
    contact_text,
    group_words,
    odd_text,
    price_text,
    seats_text,
)
from seminar_tui.text import cell, clean, short
from seminar_tui.widgets.row_table import Row, RowTable

if TYPE_CHECKING:
    from db.series_vocabulary import MilestoneRow
    from seminar_tui.day.members import Expecting
    from seminar_tui.day.series import Whole
    from seminar_tui.day.series_report import MeetingReport, SeriesReport
    from seminar_tui.day.station import Station
    from seminar_tui.rules.series_check import SeriesFinding

FEW = 2
"""So many findings of one kind are said one by one; more are counted."""


class MeetingsPage(SeriesPage):
    """A row a meeting under the facts of the series. Enter opens the day a meeting is."""

    NAME = "meetings"
    COLUMNS = ("number", "when", "title", "mode", "place", "came", "seats")
    GIVES_WAY = "title"
    DEFAULT_CSS = """
    MeetingsPage {
        .facts { max-height: 6; }
        #attention { height: auto; max-height: 6; margin: 0 0 1 0; }
        #attention Static { height: auto; }
        #due { height: auto; max-height: 5; margin: 1 0 0 0; color: $secondary; }
    }
    """
    BINDINGS: ClassVar = [
        Binding("n", "new", "n", id="meetings.new"),
        Binding("e", "edit", "e", id="meetings.edit"),
        Binding("d", "door", "d", id="meetings.door"),
        Binding("x", "expect", "x", id="meetings.expect"),
        Binding("s", "series", "s", id="meetings.series"),
        Binding("t", "due", "t", id="meetings.due"),
        Binding("f", "done", "f", id="meetings.done"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._report: SeriesReport | None = None

    def compose(self) -> ComposeResult:
        """The facts, what needs attention, the meetings, what is due."""
        name_keys(self)
        yield Static(classes="facts", markup=False)
        with VerticalScroll(id="attention", can_focus=False):
            yield Static(id="odd", markup=False)
        yield RowTable([t(f"series.meetings.{column}") for column in self.COLUMNS])
        yield Static(id="due", markup=False)

    def reload(self) -> None:
        """Read the report of the series."""
        asked = self.asked

        def job(station: Station, now: Instant) -> SeriesReport:
            from seminar_tui.day.series_report import report

            with station.look() as connection:
                return report(connection, asked)

        self.day_screen.look("meetings", job, self._take)

    def _take(self, found: SeriesReport) -> None:
        self._report = found
        series = found.whole.series
        self.series_screen.choose(series.id, series.title)
        today = self.series_screen.today()
        odd = attention(found, today)
        shown = Content("\n").join(odd) if odd else Content(t("series.meetings.calm"))
        self.query_one("#odd", Static).update(shown)
        self.query_one("#due", Static).update(_due(found.whole.milestones, today))
        rows = [_row(found, one, wide=self.wide) for one in found.meetings]
        self.show(_facts(found, wide=self.wide), rows)

    def _here(self) -> MeetingRow | None:
        key = self.table.key
        if self._report is None or key is None:
            return None
        meetings = self._report.whole.meetings
        return next((one for one in meetings if str(one.id) == key), None)

    @on(DataTable.RowSelected)
    def _floor(self) -> None:
        self._open("organiser")

    def action_door(self) -> None:
        """Open the door of the meeting's day."""
        self._open("door")

    def _open(self, mode: str) -> None:
        one = self._here()
        if one is None:
            return
        if one.day_id is None:
            self.day_screen.say(t("series.meetings.no_day"))
        elif mode == "door" and one.mode is Mode.VIRTUAL:
            self.day_screen.say(t("series.meetings.no_door"))
        else:
            self.series_screen.open_day(one.day_id, mode)

    def action_new(self) -> None:
        """Add a meeting."""
        form = SeriesForm(
            self.day_screen,
            t("series.meetings.new"),
            lines_of_meeting(None),
            new_meeting(self.asked),
        )
        self.app.push_screen(form, self._written)

    def action_edit(self) -> None:
        """Change the meeting under the cursor, and the day it is."""
        one = self._here()
        if one is None or self._report is None:
            return
        words = t("series.meetings.edit", number=one.number, title=short(one.title, 50))
        whole = self._report.whole
        lines = lines_of_meeting(one, whole.own_rules.get(one.id, ()), whole.items.get(one.id, ()))
        form = SeriesForm(self.day_screen, words, lines, set_meeting(self.asked, one))
        self.app.push_screen(form, self._written)

    def action_series(self) -> None:
        """Change the series: title, period, seats, price."""
        if self._report is None:
            return
        found = self._report.whole
        form = SeriesForm(
            self.day_screen,
            t("series.meetings.series"),
            lines_of_series(found),
            set_series(self.asked, found),
        )
        self.app.push_screen(form, self._written)

    def action_due(self) -> None:
        """Note that something is due."""
        asked, job = add_due(self.asked)
        form = SeriesForm(self.day_screen, t("series.meetings.due"), asked, job)
        self.app.push_screen(form, self._written)

    def _written(self, done: object) -> None:
        if done:
            self.day_screen.say(t("series.written_down"))
            self.reload()

    def action_done(self) -> None:
        """Note that the first thing due is done."""
        if self._report is None:
            return
        left = [one for one in self._report.whole.milestones if not one.done_on]
        if not left:
            self.day_screen.say(t("series.meetings.nothing_due"))
            return
        first, asked, today = left[0], self.asked, self.series_screen.today()

        def job(station: Station, now: Instant) -> bool:
            from seminar_tui.day.series import finish_milestone

            finish_milestone(station, now, asked, first.id, today)
            return True

        def answered(yes: bool | None) -> None:
            if yes:
                self.day_screen.act(job, self._written)

        self.app.push_screen(
            AskYes(t("series.meetings.ask_done", title=clean(first.title))), answered
        )

    def action_expect(self) -> None:
        """Put everybody named on the meeting's list."""
        one = self._here()
        if one is None:
            return
        self._expect(str(one.number))

    def _expect(self, number: str, reason: str | None = None) -> None:
        asked = self.asked

        def job(station: Station, now: Instant) -> Expecting:
            from seminar_tui.day.members import expect_delegates

            return expect_delegates(station, now, asked, number, override=reason)

        self.day_screen.act(job, self._expected)

    def _expected(self, done: Expecting) -> None:
        """Say how many were put on the list, or what stops it and ask for a reason."""
        if not done.refused:
            self.day_screen.say(tn("series.expected", len(done.added), already=done.already))
            self.reload()
            return
        hard = [one for one in done.findings if one.severity != "note"]
        said = [odd_text(one, done.names) for one in hard[:FEW]]
        if len(hard) > FEW:
            said.append(t("series.meetings.more", count=len(hard) - FEW))

        def given(reason: str | None) -> None:
            if reason:
                self._expect(str(done.meeting.number), reason)

        question = "\n".join([t("series.expect_refused"), *said, t("series.meetings.ask_why")])
        self.app.push_screen(AskText(question, limit=200, enter="go"), given)


def _facts(found: SeriesReport, *, wide: bool) -> Content:
    """Return what a series is. Its tags, topics, contacts and link where there is room."""
    whole = found.whole
    series = whole.series
    period = t(
        "series.period", starts=short_date(series.starts_on), ends=short_date(series.ends_on)
    )
    lines = [
        " · ".join([period, *map(clean, series.organisers)]),
        t("series.members", members=len(whole.joined), named=len(whole.delegates)),
        price_text(whole.price),
    ]
    if whole.price.kind is not PriceKind.NONE:
        lines[1] += " · " + t("series.total", amount=kroner(found.account.total_ore))
    if wide:
        lines[0] = " · ".join([lines[0], *map(clean, series.tags)])
        lines += filter(None, (_topics(whole), _contacts(whole)))
    return Content("\n".join(map(clean, lines)))


def _topics(whole: Whole) -> str:
    if not whole.series.topics:
        return ""
    return f"{t('series.topics')} {', '.join(map(clean, whole.series.topics))}"


def _contacts(whole: Whole) -> str:
    """Return whom to ask, and where the invitation is."""
    link = [t("series.link", link=whole.series.link)] if whole.series.link else []
    return " · ".join([*map(contact_text, whole.contacts), *link])


def attention(found: SeriesReport, today: str) -> list[Content]:
    """Return what needs a decision, most urgent first: a line each, signs before the words."""
    said = [
        ("! ", t("series.meetings.overdue", due=short_date(one.due), title=clean(one.title)))
        for one in found.whole.overdue(today)
    ]
    soon = [one for one in found.whole.meetings if not one.date and one.month <= today[:7]]
    said += [("! ", t("series.meetings.undated", number=one.number)) for one in soon]
    by_code: dict[str, list[SeriesFinding]] = defaultdict(list)
    for one in sorted(found.findings, key=lambda odd: odd.severity != "ask"):
        by_code[one.code.value].append(one)
    for code, listed in by_code.items():
        sign = "? " if listed[0].severity == "ask" else "! "
        if len(listed) > FEW:
            said.append((sign, t(f"series.many.{code}", count=len(listed))))
        else:
            said += [(sign, odd_text(one, found.names)) for one in listed]
    for met in found.meetings:
        hard = sum(one.severity == "ask" for one in met.findings)
        if hard:
            said.append(("? ", t("series.meetings.odd", number=met.meeting.number, count=hard)))
    return [Content.assemble((sign, "bold $warning"), clean(words)) for sign, words in said]


def _due(milestones: tuple[MilestoneRow, ...], today: str) -> Content:
    if not milestones:
        return Content(t("series.meetings.no_due"))
    parts = []
    for one in milestones:
        sign, style = ("✓ ", "$success") if one.done_on else ("○ ", "$secondary")
        if not one.done_on and one.due < today:
            sign, style = "! ", "bold $warning"
        parts.append(
            Content.assemble((sign, style), short_date(one.due) + " " + short(one.title, 60))
        )
    return Content("   ").join(parts)


def _row(found: SeriesReport, met: MeetingReport, *, wide: bool) -> Row:
    one = met.meeting
    if one.date:
        when = short_date(one.date)
    else:
        when = month_name(one.month, language()) if wide else short_month(one.month)
    mode, group = t(f"series.mode.{one.mode.value}"), group_words(one.group)
    came = f"{met.arrived}/{met.expected}" if one.day_id is not None else "–"
    seats = ", ".join(map(seats_text, found.whole.rules_of(one))) or t("series.seats.unlimited")
    place = short(one.place, 24) or municipality_name(one.host)
    if not wide and one.mode is Mode.VIRTUAL:
        place = mode
    return str(one.id), (
        cell(str(one.number)),
        cell(when, "" if one.date else "italic"),
        cell(short(one.title, 60)),
        cell(f"{mode} {group}" if wide else group),
        cell(place if wide else short(place, 12)),
        cell(came),
        cell(seats),
    )
