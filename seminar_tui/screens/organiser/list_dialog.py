"""A list on its way in: which file, how it is read, what must be answered, and then do it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from db.vocabulary import Instant, Severity
from seminar_tui.i18n import t
from seminar_tui.screens.keys import name_keys
from seminar_tui.screens.organiser.import_lines import (
    UNREAD,
    WRITE,
    Line,
    answer_choices,
    arranged,
    field_choices,
    progress,
)
from seminar_tui.screens.organiser.list_source import (
    Pasted,
    PathInput,
    Source,
    files_like,
    is_table,
    read_source,
)
from seminar_tui.screens.organiser.pick import Pick
from seminar_tui.screens.organiser.prompt import AskText
from seminar_tui.screens.window import Window
from seminar_tui.sentences import in_one_line, said
from seminar_tui.text import clean, short
from seminar_tui.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from seminar_tui.day.importing import Asked
    from seminar_tui.day.station import Station
    from seminar_tui.files.lists import ListRead
    from seminar_tui.import_words import Column
    from seminar_tui.rules.findings import Finding
    from seminar_tui.rules.records import RawList
    from seminar_tui.screens.base import DayScreen

    Job = Callable[[Station, Instant], "Seen"]
    Given = Callable[[str | None], None]


@dataclass(frozen=True, slots=True)
class Seen:
    """A list as read, and the use case's answer; None where no column has the names."""

    read: ListRead
    done: Any


class ListDialog(Window[None]):
    """One list on its way in, from a file or the clipboard.

    `kind` says which columns are looked for: those of participants or of stands. Each kind of
    list is a subclass: what it is called, which use case it is for, and what is said of that
    one's answer.
    """

    DEFAULT_CSS = """
    ListDialog {
        align: center middle; background: $background 60%;
        #box {
            width: 100; max-width: 100%; height: 94%; padding: 1 2;
            border: round $primary; background: $surface;
        }
        #said { height: auto; margin: 1 0; }
        OptionList { height: 1fr; border: none; padding: 0; background: $surface; }
        OptionList:focus { border: none; }
        OptionList:focus > .option-list--option-highlighted {
            background: $primary 30%; color: $foreground; text-style: none;
        }
    }
    """
    BINDINGS: ClassVar = [
        Binding("ctrl+s", "import(False)", "Ctrl+S", id="import.do", priority=True),
        Binding("ctrl+g", "import(True)", "Ctrl+G", id="import.good", priority=True),
        Binding("down", "to_list", show=False),
        Binding("escape", "leave", "Esc", id="floor.leave"),
    ]

    def __init__(self, kind: str, day_screen: DayScreen, pasted: Pasted | None = None) -> None:
        super().__init__()
        self._kind = kind
        self._day_screen = day_screen
        self._source: Source | None = pasted
        self._answers: dict[str, str] = {}
        self._mapping: dict[str, str] = {}
        self._seen: Seen | None = None
        self._share: float | None = None
        self._doing = "reading"
        self._lines: tuple[Line, ...] = ()

    def heading(self) -> str:
        """Return what is read in here."""
        raise NotImplementedError

    def use_case(
        self,
        station: Station,
        now: Instant,
        raw: RawList,
        findings: Sequence[Finding],
        asked: Asked,
    ) -> Any:
        """Import the list, or say what importing it would do."""
        raise NotImplementedError

    def counts(self, done: Any) -> str:
        """Return what importing would do, in figures."""
        raise NotImplementedError

    def lines(self, done: Any) -> list[Line]:
        """Return what was found."""
        raise NotImplementedError

    def difference(self, done: Any) -> list[Line]:
        """Return line by line what would change, where the use case tells."""
        return []

    def told(self, done: Any) -> str:
        """Return what was done."""
        raise NotImplementedError

    def ask(self, line: Line, given: Given) -> None:
        """Ask a person about a value: a choice where there are few answers, else a line."""
        question = t("organiser.import.what_is", value=short(line.value, 60))

        def write() -> None:
            first = line.choices[0] if line.choices else ""
            self.app.push_screen(AskText(question, clean(first)), given)

        def chosen(answer: str | None) -> None:
            if answer == WRITE:
                write()
            else:
                given(answer)

        if line.answers:
            self.app.push_screen(Pick(question, answer_choices(line, self._kind)), chosen)
        else:
            write()

    def compose(self) -> ComposeResult:
        """The file, what is said about it, and the list below: files, then what was found."""
        name_keys(self)
        with Vertical(id="box"):
            yield Static(Content.styled(self.heading(), "bold"))
            yield PathInput(placeholder=t("organiser.import.path"), id="path")
            yield Static(id="said", markup=False)
            yield OptionList(id="below", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Look at what was pasted already, or offer the files of the folder one stands in."""
        self.set_interval(0.25, self._tick)
        if self._source is not None:
            self._look_at(self._source)
        else:
            self._offer("")

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted table as the list."""
        if not is_table(event.text):
            return
        event.stop()
        entry = self.query_one("#path", Input)
        with entry.prevent(Input.Changed):
            entry.value = ""
        self._look_at(Pasted(event.text))

    @on(Input.Changed, "#path")
    def _typed(self, event: Input.Changed) -> None:
        if isinstance(self._source, Pasted) and not event.value:
            return
        if self._source is None or str(self._source) != event.value:
            self._source = None
            self._offer(event.value)

    def _offer(self, typed: str) -> None:
        """List the readable files and the folders that begin with what is typed."""
        below = self.query_one("#below", OptionList)
        below.clear_options()
        self._lines = ()
        self.query_one("#said", Static).update(t("organiser.import.choose"))
        for path in files_like(typed):
            mark = "/" if path.is_dir() else ""
            below.add_option(Option(Content(clean(path.name) + mark), id=str(path)))

    @on(Input.Submitted, "#path")
    def _given(self, event: Input.Submitted) -> None:
        path = Path(event.value.strip().strip('"')).expanduser()
        if path.is_dir() or not event.value.strip():
            self.action_to_list()
            return
        self._look_at(path)

    @on(OptionList.OptionSelected, "#below")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if self._lines:
            self._enter(self._lines[event.option_index])
            return
        path = Path(event.option.id or "")
        entry = self.query_one("#path", Input)
        if path.is_dir():
            entry.value = f"{path}/"
            return
        with entry.prevent(Input.Changed):
            entry.value = str(path)
        self._look_at(path)

    def _look_at(self, source: Source) -> None:
        """Read the list and say what importing it would do."""
        if source != self._source:
            self._mapping.clear()  # Another file has other columns.
        self._source = source
        self.query_one("#said", Static).update(t("organiser.import.reading"))
        job = self._job(source, dry_run=True)
        show, trouble = self._about(source, self._show), self._about(source, self._trouble)
        self._day_screen.look("import", job, show, trouble)

    def _about(self, source: Source, then: Callable[[Any], None]) -> Callable[[Any], None]:
        """Return what hears an answer about a list, unless somebody has left that meanwhile."""

        def heard(answer: Any) -> None:
            self._share = None
            if self.is_attached and self._source == source:
                then(answer)

        return heard

    def _job(self, source: Source, *, dry_run: bool, good_rows: bool = False) -> Job:
        kind, answers, mapping = self._kind, dict(self._answers), dict(self._mapping)
        self._doing = "reading" if dry_run else "writing"

        def job(station: Station, now: Instant) -> Seen:
            from db.reads.registrations import profiles
            from seminar_tui.day.importing import OPENED, Asked
            from seminar_tui.files.lists import mapping_of, understood
            from seminar_tui.rules.records import ListKind
            from seminar_tui.rules.refusal import BadInput

            self._passed(0)
            with station.look() as connection:
                remembered = profiles(connection)
            read = read_source(source, ListKind(kind), mapping, remembered)
            self._passed(OPENED)
            if read.columns is None:
                raise BadInput(f"list_{read.findings[0].code.value}")
            if read.raw is None:
                return Seen(read, None)
            known = mapping_of(read.columns, understood(mapping, ListKind(kind)))
            asked = Asked(good_rows, dry_run, answers, known, self._passed)
            return Seen(read, self.use_case(station, now, read.raw, read.findings, asked))

        return job

    def _passed(self, share: float) -> None:
        """Note how far it is; called in the thread that reads, shown by the clock of the screen."""
        self._share = share

    def _tick(self) -> None:
        if self._share is not None and self.is_attached:
            self.query_one("#said", Static).update(progress(self._doing, self._share))

    def _trouble(self, error: Exception) -> None:
        from seminar_tui.files.sheets import Unreadable
        from seminar_tui.rules.refusal import BadInput

        if isinstance(error, Unreadable):
            words = in_one_line(*said("unreadable", error.code, error.facts))
        elif isinstance(error, BadInput) and error.code.startswith("list_"):
            words = in_one_line(*said("finding", error.code.removeprefix("list_"), {}))
        else:
            self._day_screen.say_trouble(error)
            return
        if self.is_attached:
            self.query_one("#said", Static).update(Content.styled("! " + clean(words), "$error"))
        else:
            self._day_screen.say(words, long=True)

    def _show(self, seen: Seen) -> None:
        """Say what importing would do, and list what was found: what must be answered first."""
        self._seen = seen
        found = [] if seen.done is None else self.lines(seen.done)
        self.query_one("#said", Static).update(self._summary(seen, found))
        difference = [] if seen.done is None else self.difference(seen.done)
        self._lines = arranged(seen.read, found, difference)
        below = self.query_one("#below", OptionList)
        below.clear_options()
        below.add_options([Option(one.shown, disabled=one.title) for one in self._lines])
        self.action_to_list()

    def _summary(self, seen: Seen, found: Sequence[Line]) -> Content:
        if seen.done is None:
            return Content.styled(t("organiser.import.nameless"), "bold $warning")
        asks = any(one.severity is not Severity.NOTE for one in found)
        words = t("organiser.import.answer") if asks else t("organiser.import.ready")
        style = "bold $warning" if asks else "bold $success"
        return Content.assemble((self.counts(seen.done), "bold"), "\n", (words, style))

    def _enter(self, line: Line) -> None:
        if line.column is not None:
            self._map(line.column)
        elif line.severity is Severity.ASK and line.value:
            self._answer(line)

    def _map(self, column: Column) -> None:
        """Read a column as something else; that is remembered for the next list of this shape."""
        from seminar_tui.rules.records import ListKind

        def given(field: str | None) -> None:
            if field is not None and self._source is not None:
                self._mapping[column.heading] = "" if field == UNREAD else field
                self._look_at(self._source)

        question = t("organiser.import.read_as", heading=short(column.heading, 60))
        columns = self._seen.read.columns if self._seen else None
        choices = field_choices(ListKind(self._kind), columns)
        self.app.push_screen(Pick(question, choices, at=column.field or UNREAD), given)

    def _answer(self, line: Line) -> None:
        """Answer a question about a value; the answer is remembered for the next list."""

        def given(text: str | None) -> None:
            if text and self._source is not None:
                self._answers[line.value] = clean(text)
                self._look_at(self._source)

        self.ask(line, given)

    def action_import(self, good_rows: bool) -> None:
        """Import, if nothing stands in the way; or only the rows that are clear."""
        if self._source is None:
            return

        def answered(seen: Seen) -> None:
            self._share = None
            if seen.done is None or seen.done.result == "refused":
                if self.is_attached:
                    self._show(seen)
                self._day_screen.say(t("organiser.import.refused"), long=True)
                return
            # That it waited for answers is not so any more.
            self.app.clear_notifications()
            self._day_screen.say(self.told(seen.done))
            if self.is_attached:
                self.dismiss(None)

        def refused(error: Exception) -> None:
            self._share = None
            self._trouble(error)

        job = self._job(self._source, dry_run=False, good_rows=good_rows)
        self._day_screen.act(job, answered, refused)

    def action_to_list(self) -> None:
        """Go from the line to the list under it, to what stands first there."""
        below = self.query_one("#below", OptionList)
        if not below.option_count:
            return
        below.focus()
        # A list that is shown anew has its cursor nowhere.
        if below.highlighted is None:
            below.action_first()

    def action_leave(self) -> None:
        """Leave; nothing is imported."""
        self.dismiss(None)
