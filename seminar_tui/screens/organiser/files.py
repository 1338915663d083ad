"""Files: lists in; badges, programme, lists and figures out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from db.vocabulary import Instant
from seminar_tui.i18n import t
from seminar_tui.screens.keys import name_keys
from seminar_tui.screens.organiser.import_dialog import ImportDialog
from seminar_tui.screens.organiser.list_source import Pasted, is_table, kind_of
from seminar_tui.screens.organiser.page import Page
from seminar_tui.screens.organiser.prompt import AskText
from seminar_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.paper import Outcome
    from seminar_tui.day.printing import Material
    from seminar_tui.day.station import Station
    from seminar_tui.files.paper.press import Document

    Written = tuple[str, Path, tuple[Any, ...]]
    Job = Callable[[Station, Instant], Written]

IMPORTS = ("stands", "participants")
PRINTS = ("badges", "programme", "signs", "lists", "report")
EXPORTS = ("people", "plan", "visits", "entries", "follow-ups", "everything")
MENU = (("import", IMPORTS), ("print", PRINTS), ("export", EXPORTS), ("after", ("close",)))


class FilesPage(Page):
    """A menu of what goes in and out."""

    NAME = "files"
    DEFAULT_CSS = """
    FilesPage {
        padding: 1 2;
        OptionList { height: 1fr; border: none; padding: 0; background: $background; }
        OptionList > .option-list--option-highlighted { background: $panel; color: $foreground; }
        OptionList:focus { border: none; }
        OptionList:focus > .option-list--option-highlighted { background: $primary 30%; }
        #result { height: auto; color: $success; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id=self.NAME)

    def compose(self) -> ComposeResult:
        """The menu, and what was written last."""
        name_keys(self)
        menu = OptionList(markup=False)
        for group, names in MENU:
            heading = Content.styled(t(f"organiser.files.{group}"), "bold $accent")
            menu.add_option(Option(heading, disabled=True))
            for name in names:
                words = Content.assemble(
                    "  ",
                    t(f"organiser.files.{group}.{name}"),
                )
                menu.add_option(Option(words, id=f"{group}-{name}"))
        yield menu
        yield Static(id="result", markup=False)

    def enter(self) -> None:
        """The menu takes the keys."""
        menu = self.query_one(OptionList)
        menu.focus()
        if menu.highlighted is None:
            menu.highlighted = 1  # the first heading cannot be chosen

    def on_paste(self, event: events.Paste) -> None:
        """A table pasted here is a list to import: show what it would change."""
        if is_table(event.text):
            event.stop()
            dialog = ImportDialog(kind_of(event.text), self.day_screen, Pasted(event.text))
            self.app.push_screen(dialog)

    @on(OptionList.OptionSelected)
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        group, name = (event.option.id or "-").split("-", 1)
        if group == "after":
            await self.screen.run_action("close_day")
            return
        if group == "import":
            self.app.push_screen(ImportDialog(name, self.day_screen))
            return
        suffix = ".pdf" if group == "print" else ".xlsx"
        usual = str(Path.home() / (t(f"organiser.files.name.{name}") + suffix))

        def given(path: str | None) -> None:
            if path:
                job = _print(name, path) if group == "print" else _export(name, path)
                screen = self.day_screen
                screen.look(f"file-{name}", job, self._written, self._not_written)

        self.app.push_screen(AskText(t("organiser.files.where"), usual), given)

    def _written(self, done: Written) -> None:
        kind, path, printed = done
        said = Content("✓ " + t("organiser.files.written", path=clean(str(path))))
        self.query_one("#result", Static).update(said)

        def job(station: Station, now: Instant) -> None:
            from seminar_tui.day.keeping import note_file
            from seminar_tui.day.printing import badges_printed
            from seminar_tui.rules.boxes import BOXES, boxes

            # A purge takes the files that the program wrote.
            note_file(station, now, kind, path)
            if printed:
                cut = boxes((guest.name for guest in printed), BOXES)
                badges_printed(station, now, printed, cut)

        self.day_screen.act(job, lambda _none: None)

    def _not_written(self, error: Exception) -> None:
        if isinstance(error, OSError):
            self.day_screen.say(t("organiser.files.not_written"), loud=True)
            return
        self.day_screen.say_trouble(error)


def _print(name: str, to: str) -> Job:
    """Return the job that sets a document and writes it whole."""

    def job(station: Station, now: Instant) -> Written:
        from seminar_tui.day.outcome import outcome
        from seminar_tui.day.printing import material
        from seminar_tui.files.output import write_whole
        from seminar_tui.files.paper.look import load_look
        from seminar_tui.files.paper.press import Press

        path = Path(to).expanduser()
        with station.look() as connection:
            found = material(connection, station.day_id)
            document = _document(name, found, lambda: outcome(connection, station.day_id))
        write_whole(path, Press(found.head, now, load_look(None)).pdf(document).content)
        return "print", path, found.guests if name == "badges" else ()

    return job


def _document(name: str, found: Material, of_the_day: Callable[[], Outcome]) -> Document:
    from seminar_tui.files.paper import people, stands
    from seminar_tui.files.paper.badges import badges
    from seminar_tui.files.paper.labels import stock_named
    from seminar_tui.files.paper.report import report

    match name:
        case "badges":
            everybody = [guest.name for guest in found.guests]
            return badges(found.head, found.guests, stock_named("90x54"), everybody=everybody)
        case "programme":
            return stands.programme(found.head, found.stands, found.agenda)
        case "signs":
            return stands.signs(found.head, found.stands)
        case "lists":
            return people.sign_in_lists(found.head, found.guests)
        case _:
            return report(found.head, of_the_day())


def _export(name: str, to: str) -> Job:
    """Return the job that writes a table."""

    def job(station: Station, now: Instant) -> Written:
        from seminar_tui.files.export import written
        from seminar_tui.files.export_tables import tables
        from seminar_tui.files.output import write_whole

        path = Path(to).expanduser()
        with station.look() as connection:
            found = tables(connection, station.day_id, name)
        write_whole(path, written(found, path.suffix, now))
        return "export", path, ()

    return job
