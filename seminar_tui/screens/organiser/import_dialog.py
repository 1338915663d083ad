"""Importing a list: which file, what would change, what must be answered, and then do it."""

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
from seminar_tui.screens.organiser.prompt import AskText
from seminar_tui.screens.window import Window
from seminar_tui.sentences import said
from seminar_tui.text import clean
from seminar_tui.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from seminar_tui.day.importing import Asked
    from seminar_tui.day.station import Station
    from seminar_tui.files.lists import ListRead
    from seminar_tui.rules.findings import Finding
    from seminar_tui.rules.records import ListKind, RawList
    from seminar_tui.screens.base import DayScreen

    Job = Callable[[Station, Instant], Any]

SHOWN = 200
"""Findings shown; a list with more is mended at its source."""
LISTED = 60
"""Files offered from a folder."""
HEADER_LINES = 40
"""Lines of a pasted table that are looked through for its headings."""
READABLE = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")


@dataclass(frozen=True, slots=True)
class Pasted:
    """A table from the clipboard, as text."""

    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing found: its words, and the value a person must answer about, if any."""

    shown: Content
    severity: Severity
    value: str = ""
    choices: tuple[str, ...] = ()


def is_table(text: str) -> bool:
    """Tell whether a paste is a table rather than a file's name."""
    return "\t" in text or "\n" in text.strip() or "\r" in text.strip()


def kind_of(text: str) -> str:
    """Return what a pasted table lists, as far as its first rows say: participants or stands."""
    from seminar_tui.files.headings import score_of
    from seminar_tui.files.tables import pasted
    from seminar_tui.rules.records import ListKind

    top = "\n".join(text.splitlines()[:HEADER_LINES])

    def score(kind: ListKind) -> int:
        document = pasted(top, lambda rows: score_of(rows, kind))
        return score_of(document.sheets[0].rows, kind)

    return max(ListKind, key=score).value


class PathInput(Input):
    """The line for a file's name. A pasted table is not its business: that goes on upwards."""

    def _on_paste(self, event: events.Paste) -> None:
        if is_table(event.text):
            event.prevent_default()


class ImportDialog(Window[None]):
    """One list on its way in, from a file or the clipboard. `kind` is participants or stands.

    A list of another kind is a subclass: what it is called, which use case it is for, and
    what is said of that one's answer.
    """

    DEFAULT_CSS = """
    ImportDialog {
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
        self._source: Path | Pasted | None = pasted
        self._answers: dict[str, str] = {}
        self._lines: tuple[Line, ...] = ()
        self._asked_last = self._given_last = ""

    def heading(self) -> str:
        """Return what is read in here."""
        return t(f"organiser.import.{self._kind}")

    def use_case(
        self,
        station: Station,
        now: Instant,
        raw: RawList,
        findings: Sequence[Finding],
        asked: Asked,
    ) -> Any:
        """Import the list, or say what importing it would do."""
        from seminar_tui.day.importing import import_participants
        from seminar_tui.day.importing_stands import import_stands

        job = import_participants if self._kind == "participants" else import_stands
        return job(station, now, raw, findings, asked)

    def counts(self, done: Any) -> str:
        """Return what would be new, changed and gone."""
        return t(
            "import.counts",
            rows=done.rows,
            new=done.new,
            changed=done.changed,
            unchanged=done.unchanged,
            gone=len(done.gone),
        )

    def lines(self, done: Any) -> list[Line]:
        """Return what was found."""
        return [finding_line(one) for one in done.findings]

    def told(self, done: Any) -> str:
        """Return what was done."""
        return t("organiser.import.done", new=done.new, changed=done.changed, gone=len(done.gone))

    def ask(self, line: Line, given: Callable[[str | None], None]) -> None:
        """Ask a person about a value."""
        first = line.choices[0] if line.choices else ""
        question = t("organiser.import.what_is", value=clean(line.value, 60))
        self.app.push_screen(AskText(question, clean(first)), given)

    def compose(self) -> ComposeResult:
        """The file, what is said about it, and the list below: files, then findings."""
        name_keys(self)
        with Vertical(id="box"):
            yield Static(Content.styled(self.heading(), "bold"))
            yield PathInput(placeholder=t("organiser.import.path"), id="path")
            yield Static(id="said", markup=False)
            yield OptionList(id="below", markup=False)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Look at what was pasted already, or offer the files of the folder one stands in."""
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
        for path in _files(typed):
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
            self._answer(self._lines[event.option_index])
            return
        path = Path(event.option.id or "")
        entry = self.query_one("#path", Input)
        if path.is_dir():
            entry.value = f"{path}/"
            return
        self._source = path
        entry.value = str(path)
        self._look_at(path)

    def _look_at(self, source: Path | Pasted) -> None:
        """Read the list and say what importing it would do."""
        self._source = source
        self.query_one("#said", Static).update(t("organiser.import.reading"))
        self._day_screen.look("import", self._job(source, dry_run=True), self._show, self._trouble)

    def _job(self, source: Path | Pasted, *, dry_run: bool, good_rows: bool = False) -> Job:
        kind, answers = self._kind, dict(self._answers)

        def job(station: Station, now: Instant) -> Any:
            from db.reads.registrations import profiles
            from seminar_tui.day.importing import Asked
            from seminar_tui.rules.records import ListKind
            from seminar_tui.rules.refusal import BadInput

            with station.look() as connection:
                remembered = profiles(connection)
            read = _read(source, ListKind(kind), remembered)
            if read.raw is None:
                raise BadInput(f"list_{read.findings[0].code.value}")
            asked = Asked(good_rows, dry_run, answers)
            return self.use_case(station, now, read.raw, read.findings, asked)

        return job

    def _trouble(self, error: Exception) -> None:
        from seminar_tui.files.tables import Unreadable
        from seminar_tui.rules.refusal import BadInput

        if not self.is_attached:
            return
        if isinstance(error, Unreadable):
            words = " ".join(said("unreadable", error.code, error.facts))
        elif isinstance(error, BadInput) and error.code.startswith("list_"):
            words = " ".join(said("finding", error.code.removeprefix("list_"), {}))
        else:
            self._day_screen.say_trouble(error)
            return
        self.query_one("#said", Static).update(Content.styled("! " + clean(words), "$error"))

    def _show(self, done: Any) -> None:
        """Say what importing would do, and list what was found: what must be answered first."""
        if not self.is_attached:
            return
        found = self.lines(done)
        self._say_if_unheard(found)
        asks = [one for one in found if one.severity is not Severity.NOTE]
        words = t("organiser.import.answer") if asks else t("organiser.import.ready")
        style = "bold $warning" if asks else "bold $success"
        self.query_one("#said", Static).update(
            Content.assemble((self.counts(done), "bold"), "\n", (words, style))
        )
        below = self.query_one("#below", OptionList)
        below.clear_options()
        notes = [one for one in found if one.severity is Severity.NOTE]
        self._lines = tuple((asks + notes)[:SHOWN])
        below.add_options([Option(one.shown) for one in self._lines])
        self.action_to_list()

    def _answer(self, line: Line) -> None:
        """Answer a question about a value; the answer is remembered for the next list."""
        if line.severity is not Severity.ASK or not line.value:
            return

        def given(text: str | None) -> None:
            if text and self._source is not None:
                self._answers[line.value] = self._given_last = clean(text)
                self._asked_last = line.value
                self._look_at(self._source)

        self.ask(line, given)

    def _say_if_unheard(self, found: Sequence[Line]) -> None:
        """Say that the last answer settled nothing, where the same is still asked."""
        asked = {one.value for one in found if one.severity is Severity.ASK}
        if self._asked_last and self._asked_last in asked:
            words = t("organiser.import.unheard", answer=clean(self._given_last, 60))
            self._day_screen.say(words)
        self._asked_last = ""

    def action_import(self, good_rows: bool) -> None:
        """Import, if nothing stands in the way; or only the rows that are clear."""
        if self._source is None:
            return

        def answered(done: Any) -> None:
            if done.result == "refused":
                self._show(done)
                self._day_screen.say(t("organiser.import.refused"), long=True)
                return
            self._day_screen.say(self.told(done))
            if self.is_attached:
                self.dismiss(None)

        job = self._job(self._source, dry_run=False, good_rows=good_rows)
        self._day_screen.act(job, answered, self._trouble)

    def action_to_list(self) -> None:
        """Go from the line to the list under it."""
        below = self.query_one("#below", OptionList)
        if below.option_count:
            below.focus()
            # A list that is shown anew has its cursor nowhere.
            below.highlighted = below.highlighted or 0

    def action_leave(self) -> None:
        """Leave; nothing is imported."""
        self.dismiss(None)


def _read(
    source: Path | Pasted, kind: ListKind, remembered: Mapping[str, Mapping[str, str]]
) -> ListRead:
    from seminar_tui.files.headings import score_of
    from seminar_tui.files.lists import list_from, read_list
    from seminar_tui.files.tables import pasted

    if isinstance(source, Path):
        return read_list(source, kind, remembered=remembered)
    document = pasted(source.text, lambda rows: score_of(rows, kind))
    return list_from(document, kind, remembered=remembered)


def _files(typed: str) -> list[Path]:
    start = Path(typed).expanduser() if typed else Path()
    folder, prefix = (start, "") if not typed or start.is_dir() else (start.parent, start.name)
    try:
        found = sorted(folder.iterdir(), key=lambda path: (path.is_file(), path.name.casefold()))
        fitting = [
            path
            for path in found
            if path.name.casefold().startswith(prefix.casefold())
            and not path.name.startswith(".")
            and (path.is_dir() or path.suffix.casefold() in READABLE)
        ]
    except OSError:
        return []
    return fitting[:LISTED]


def finding_line(finding: Finding) -> Line:
    """Return a finding about a list's rows as it is shown, with what may be answered."""
    facts = {
        "value": finding.value,
        "column": finding.column,
        "rows": ", ".join(map(str, finding.related)),
        "choices": ", ".join(finding.choices),
    }
    sentence, _remedy = said("finding", finding.code.value, facts)
    row = t("import.row", row=finding.row) if finding.row else t("import.file")
    return line_of(row, sentence, finding.severity, finding.value, finding.choices)


def line_of(
    where: str, sentence: str, severity: Severity, value: str = "", choices: Sequence[str] = ()
) -> Line:
    """Return a sentence about something found as it is shown, after its sign and where it is."""
    style = {Severity.ERROR: "$error", Severity.ASK: "$warning"}.get(severity, "$secondary")
    mark = {Severity.ERROR: "! ", Severity.ASK: "? "}.get(severity, "· ")
    offer = "   ⏎ " + t("organiser.import.tell") if severity is Severity.ASK and value else ""
    shown = Content.assemble(
        (mark, f"bold {style}"), (where + ": ", "$secondary"), clean(sentence), (offer, "$accent")
    )
    return Line(shown, severity, value, tuple(choices))
