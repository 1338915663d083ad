"""Lists read into a series: whom the members name, and who came to a meeting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from db.reference import municipality_name
from db.vocabulary import Instant, Severity
from seminar_tui.i18n import t, tn
from seminar_tui.rules.findings import Code
from seminar_tui.rules.records import ListKind
from seminar_tui.rules.series_check import SeriesCode, SeriesFinding
from seminar_tui.screens.organiser.import_lines import Line, finding_lines, line_of
from seminar_tui.screens.organiser.list_dialog import ListDialog
from seminar_tui.screens.organiser.pick import Choice, Pick
from seminar_tui.series_words import odd_text
from seminar_tui.text import clean, short

if TYPE_CHECKING:
    from db.series_vocabulary import MeetingRow
    from seminar_tui.day.attendance import ListMatched
    from seminar_tui.day.importing import Asked
    from seminar_tui.day.members_import import MembersImported
    from seminar_tui.day.station import Station
    from seminar_tui.rules.findings import Finding
    from seminar_tui.rules.matching import Expected, Match
    from seminar_tui.rules.records import RawList
    from seminar_tui.screens.base import DayScreen

Given = Callable[[str | None], None]
SAME_OR_NOT = ("same", "different")
GUEST, LEAVE_OUT = "new", "skip"
"""Answers as the use cases read them."""
NOBODY = frozenset({Code.NOT_A_PERSON, Code.PLACEHOLDER_NOT_A_PERSON})
"""Rows that do not look like a person, such as a telephone in a virtual meeting."""


class NamesDialog(ListDialog):
    """The list of those whom members have named."""

    def __init__(self, screen: DayScreen, series: str) -> None:
        super().__init__(ListKind.PARTICIPANTS.value, screen)
        self._series = series

    def heading(self) -> str:
        """Return what is read in here."""
        return t("series.lists.names")

    def use_case(
        self,
        station: Station,
        now: Instant,
        raw: RawList,
        findings: Sequence[Finding],
        asked: Asked,
    ) -> MembersImported:
        """Name everybody on the list."""
        from seminar_tui.day.members_import import import_members

        return import_members(station, now, self._series, raw, findings, asked)

    def counts(self, done: MembersImported) -> str:
        """Return how many are new."""
        return t("series.import_counts", rows=done.rows, new=len(done.new), known=done.known)

    def lines(self, done: MembersImported) -> list[Line]:
        """Return what is odd about the rows, and what they mean for the series."""
        odd = [
            line_of(
                municipality_name(one.municipality) or t("series.nowhere"),
                odd_text(one, done.names),
                one.severity,
                *((str(one.facts["name"]), SAME_OR_NOT) if _is_namesake(one) else ()),
            )
            for one in done.odd
        ]
        return [*finding_lines(done.findings), *odd]

    def told(self, done: MembersImported) -> str:
        """Return how many were named."""
        return self.counts(done)

    def ask(self, line: Line, given: Given) -> None:
        """Ask whether a namesake is the same person; other questions are asked as ever."""
        if line.choices != SAME_OR_NOT:
            super().ask(line, given)
            return
        question = t("series.lists.same_or_not", name=short(line.value, 60))
        both = [Choice(answer, t(f"series.lists.{answer}")) for answer in SAME_OR_NOT]
        self.app.push_screen(Pick(question, both), given)


class AttendanceDialog(ListDialog):
    """The list of those who came to a meeting: names that are not certain are asked about."""

    def __init__(self, screen: DayScreen, series: str, meeting: MeetingRow) -> None:
        super().__init__(ListKind.PARTICIPANTS.value, screen)
        self._series, self._meeting = series, meeting
        self._expected: tuple[Expected, ...] = ()
        self._nobody: frozenset[str] = frozenset()
        self._names: frozenset[str] = frozenset()

    def heading(self) -> str:
        """Return which meeting's list is read in here."""
        one = self._meeting
        return t("series.lists.attendance", number=one.number, title=short(one.title, 60))

    def use_case(
        self,
        station: Station,
        now: Instant,
        raw: RawList,
        findings: Sequence[Finding],
        asked: Asked,
    ) -> ListMatched:
        """Let in everybody on the list."""
        from seminar_tui.day.attendance import import_attendance

        number = str(self._meeting.number)
        return import_attendance(station, now, self._series, number, raw, findings, asked)

    def counts(self, done: ListMatched) -> str:
        """Return how many are not here yet."""
        return tn("series.let_in", done.coming)

    def lines(self, done: ListMatched) -> list[Line]:
        """Return the names to be asked about, and what is odd about the rows."""
        self._expected = done.expected
        self._nobody = frozenset(one.value for one in done.findings if one.code in NOBODY)
        self._names = frozenset(clean(one.registration.name) for one in done.asked)
        return [*map(_asked, done.asked), *finding_lines(done.findings)]

    def told(self, done: ListMatched) -> str:
        """Return how many came by it."""
        return tn("series.let_in", len(done.arrived))

    def ask(self, line: Line, given: Given) -> None:
        """Offer those whom the name may mean, the likely ones first; nobody is guessed."""
        if line.value not in self._names | self._nobody:
            super().ask(line, given)
            return
        likely = {code: at for at, code in enumerate(line.choices)}
        people = sorted(self._expected, key=lambda one: likely.get(one.code, len(likely)))
        choices = [
            *(_person(one) for one in people if one.code in likely),
            *([Choice(GUEST, t("series.lists.new"))] if line.value in self._names else []),
            Choice(LEAVE_OUT, t("series.lists.skip")),
            *(_person(one) for one in people if one.code not in likely),
        ]
        question = t("series.lists.who", name=short(line.value, 60))
        self.app.push_screen(Pick(question, choices), given)


def _is_namesake(one: SeriesFinding) -> bool:
    return one.code is SeriesCode.NAMESAKE


def _asked(one: Match) -> Line:
    name = clean(one.registration.name)
    where = t("import.row", row=one.registration.row)
    codes = [who.code for who in one.choices]
    return line_of(where, t("series.lists.who", name=name), Severity.ASK, name, codes)


def _person(one: Expected) -> Choice:
    return Choice(one.code, clean(one.name), municipality_name(one.municipality))
