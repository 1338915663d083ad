"""The log: who did what when, from where; and undo from there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widgets import DataTable

from db.reference import municipality_name
from db.vocabulary import Instant
from seminar_tui.i18n import known, t, tn
from seminar_tui.rules.dates import local
from seminar_tui.screens.organiser.list_page import ListPage
from seminar_tui.screens.organiser.prompt import AskYes
from seminar_tui.text import cell, clean, short
from seminar_tui.widgets.row_table import Row

if TYPE_CHECKING:
    from db.reads.log import LogLine
    from seminar_tui.day.station import Station


class LogPage(ListPage):
    """A row an action, newest first."""

    NAME = "log"
    LINES = 2
    COLUMNS = ("at", "what", "about", "answer", "station", "undo")
    BINDINGS: ClassVar = [Binding("u", "take_back", "u", id="log.undo")]

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[str, LogLine] = {}
        self._zone = "Europe/Copenhagen"

    def reload(self) -> None:
        """Read the newest lines."""

        def job(station: Station, now: Instant) -> tuple[LogLine, ...]:
            from seminar_tui.day.log import read_log

            return read_log(station)

        self.day_screen.look("log", job, self._take)

    def _take(self, lines: tuple[LogLine, ...]) -> None:
        self._lines = {str(line.id): line for line in lines}
        if self.day_screen.day:
            self._zone = self.day_screen.day.timezone
        facts = t("organiser.log.facts") if lines else t("organiser.log.none")
        self.show(facts, [log_row(line, self._zone) for line in lines])

    def in_full(self, key: str) -> Content:
        """Return the words of a line that its columns may have cut."""
        return Content(in_words(self._lines[key], self._zone))

    def action_take_back(self) -> None:
        """Take back the action under the cursor, after saying what it was."""
        line = self._lines.get(self.table.key or "")
        if line is None:
            return
        if not line.undoable:
            self.day_screen.say(t("organiser.log.not_undoable"))
            return

        def job(station: Station, now: Instant) -> str:
            from seminar_tui.day.log import undo_action

            return undo_action(station, now, line.id).kind

        def answered(yes: bool | None) -> None:
            if yes:
                screen = self.day_screen
                screen.act(job, lambda kind: screen.say(t("undo.done", what=kind_words(kind))))

        about = in_words(line, self._zone)
        self.app.push_screen(AskYes(t("organiser.log.ask"), about), answered)

    @on(DataTable.RowSelected)
    def _chosen(self) -> None:
        self.action_take_back()


def kind_words(kind: str) -> str:
    """Return what an action of that kind is called."""
    key = f"action.{kind}"
    return t(key) if known(key) else kind


def result_words(result: str) -> str:
    """Return what an action came to; a figure, as of a clock that was moved, stands as it is."""
    key = f"log.result.{result}"
    return t(key) if known(key) else result


def _about(line: LogLine) -> str:
    stand = t("organiser.log.stand", stand=line.stand) if line.stand is not None else ""
    town = municipality_name(line.municipality)
    moves = tn("organiser.log.moves", line.moves) if line.moves else ""
    people = tn("organiser.log.people", line.people) if line.people else ""
    return " · ".join(filter(None, (short(line.person, 40), town, stand, moves, people)))


def in_words(line: LogLine, zone: str) -> str:
    """Return what a line of the log says: when, what, about whom, to what end, from where."""
    where = clean(line.desk or line.station)
    parts = (kind_words(line.kind), _about(line), result_words(line.result), where)
    return " · ".join(filter(None, (_moment(line, zone), *parts)))


def _moment(line: LogLine, zone: str) -> str:
    """Return when it was, to the second: who was first is read from it."""
    return local(line.at, zone).strftime("%d.%m. %H:%M:%S")


def log_row(line: LogLine, zone: str) -> Row:
    """Return a line of the log as a row."""
    undo = ""
    if line.undone:
        undo = t("organiser.log.undone")
    elif line.undoable:
        undo = t("organiser.log.undoable")
    cells = (
        cell(_moment(line, zone)),
        cell(kind_words(line.kind)),
        cell(_about(line)),
        cell(result_words(line.result)),
        cell(short(line.desk or line.station, 24)),
        cell(undo, "dim"),
    )
    return str(line.id), cells
