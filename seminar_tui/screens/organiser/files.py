"""Files: lists in; badges, programme, lists and figures out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from db.vocabulary import Instant
from seminar_tui.files.export_kinds import EXPORTS
from seminar_tui.files.paper.labels import STOCKS, Stock
from seminar_tui.files.paper.look import own_folder
from seminar_tui.i18n import language, t
from seminar_tui.screens.keys import name_keys
from seminar_tui.screens.organiser.file_jobs import (
    BADGES,
    ENDINGS,
    PAPERS,
    TABLE_ENDINGS,
    Written,
    exporting,
    printing,
)
from seminar_tui.screens.organiser.import_dialog import ImportDialog
from seminar_tui.screens.organiser.list_source import Pasted, is_table, kind_of
from seminar_tui.screens.organiser.page import Offer, Page
from seminar_tui.screens.organiser.pick import Choice, Pick
from seminar_tui.screens.organiser.prompt import AskText
from seminar_tui.text import clean

if TYPE_CHECKING:
    from seminar_tui.day.station import Station
    from seminar_tui.screens.base import DayScreen

IMPORTS = ("stands", "participants")
MENU = (
    ("import", IMPORTS),
    ("print", PAPERS),
    ("look", ("templates",)),
    ("export", EXPORTS),
    ("after", ("close",)),
)


class FilesPage(Page):
    """A menu of what goes in and out."""

    NAME = "files"
    DEFAULT_CSS = """
    FilesPage {
        padding: 1 2;
        OptionList { height: 1fr; border: none; padding: 0; background: $background; }
        OptionList > .option-list--option-highlighted { background: $panel; color: $foreground; }
        OptionList:focus { border: none; }
        OptionList:focus > .option-list--option-highlighted {
            background: $primary 30%; color: $foreground;
        }
        #result { height: auto; color: $success; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id=self.NAME)
        self._templates = own_folder()
        self._stock = next(iter(STOCKS))

    def compose(self) -> ComposeResult:
        """The menu, and what was written last."""
        name_keys(self)
        menu = OptionList(markup=False)
        for group, names in MENU:
            heading = Content.styled(t(f"organiser.files.{group}"), "bold $accent")
            menu.add_option(Option(heading, disabled=True))
            for name in names:
                menu.add_option(Option(self._line(group, name), id=f"{group}-{name}"))
        yield menu
        yield Static(id="result", markup=False)

    def _line(self, group: str, name: str) -> Content:
        words = Content.assemble("  ", t(f"organiser.files.{group}.{name}"))
        if group == "look":
            used = str(self._templates) if self._templates else t("organiser.files.as_shipped")
            return Content.assemble(words, ("  " + clean(used, 60), "$secondary"))
        return words

    def enter(self) -> None:
        """The menu takes the keys."""
        menu = self.query_one(OptionList)
        self.give_keys(menu)
        if menu.highlighted is None:
            menu.highlighted = 1  # the first heading cannot be chosen

    def on_paste(self, event: events.Paste) -> None:
        """A table pasted here is a list to import: show what it would change."""
        if is_table(event.text):
            event.stop()
            dialog = ImportDialog(kind_of(event.text), self.day_screen, Pasted(event.text))
            self.app.push_screen(dialog)

    def menu(self) -> Iterator[Offer]:
        """Yield the lines of the page."""
        for group, names in MENU:
            for name in names:
                words = t(f"organiser.files.{group}.{name}").strip()
                yield Offer(words, partial(self._choose, group, name))

    @on(OptionList.OptionSelected)
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        group, name = (event.option.id or "-").split("-", 1)
        await self._choose(group, name)

    async def _choose(self, group: str, name: str) -> None:
        match group:
            case "after":
                await self.screen.run_action("close_day")
            case "import":
                self.app.push_screen(ImportDialog(name, self.day_screen))
            case "look":
                self._ask_templates()
            case "print" if name in BADGES:
                self._ask_stock(name)
            case "print":
                self._ask_path(name, ENDINGS.get(name, (".pdf",)))
            case _:
                self._ask_path(name, TABLE_ENDINGS, table=True)

    def _ask_path(
        self,
        name: str,
        endings: tuple[str, ...],
        *,
        table: bool = False,
        stock: str = "",
        path: str = "",
    ) -> None:
        """Ask where to write, and write there; where that cannot be, ask again."""
        usual = path or str(Path.home() / (t(f"organiser.files.name.{name}") + endings[0]))
        templates, screen = self._templates, self.day_screen

        def given(path: str | None) -> None:
            if not path:
                return

            def failed(error: Exception) -> None:
                _not_written(screen, error)
                # The page may have been built anew, or have been left, while it was written.
                for page in screen.query(FilesPage):
                    if page.display and page.app.screen is screen:
                        page._ask_path(name, endings, table=table, stock=stock, path=path)

            job = exporting(name, path) if table else printing(name, path, templates, stock)
            self.query_one("#result", Static).update(t("organiser.files.writing"))
            screen.look(f"file-{name}", job, partial(_written, screen), failed)

        group = "export" if table else "print"
        what = t(f"organiser.files.{group}.{name}").rstrip("… ")
        question = f"{what} · {t('organiser.files.where')}"
        if len(endings) > 1:
            question += f" ({' '.join(endings)})"
        self.app.push_screen(AskText(question, usual, enter="go"), given)

    def _ask_stock(self, name: str) -> None:
        """Ask which sheet of labels the badges are for; the last one chosen comes first."""

        def given(stock: str | None) -> None:
            if stock:
                self._stock = stock
                self._ask_path(name, (".pdf",), stock=stock)

        choices = [Choice(one.name, one.name, _stock_words(one)) for one in STOCKS.values()]
        question = t("organiser.files.which_stock")
        self.app.push_screen(Pick(question, choices, at=self._stock), given)

    def _ask_templates(self) -> None:
        """Ask for the folder of own templates, and look at once whether it can be used."""

        def given(path: str | None) -> None:
            if path is None:
                return
            folder = Path(path).expanduser() if path else None

            def job(_station: Station, _now: Instant) -> Path | None:
                from seminar_tui.files.paper.look import load_look

                load_look(folder)
                return folder

            self.day_screen.look("templates", job, self._use_templates)

        now = str(self._templates) if self._templates else ""
        self.app.push_screen(AskText(t("organiser.files.templates_where"), now, enter="go"), given)

    def _use_templates(self, folder: Path | None) -> None:
        self._templates = folder
        menu = self.query_one(OptionList)
        menu.replace_option_prompt("look-templates", self._line("look", "templates"))


def _written(screen: DayScreen, done: Written) -> None:
    """Note a file for a purge and say where it is, also where the page was built anew meanwhile."""

    def job(station: Station, now: Instant) -> None:
        from seminar_tui.day.keeping import note_file
        from seminar_tui.day.printing import badges_printed

        # A purge takes the files that the program wrote.
        note_file(station, now, done.kind, done.path)
        if done.guests:
            badges_printed(station, now, done.guests, dict(done.boxes))

    screen.act(job, lambda _none: None)
    _show_result(screen, "✓ " + t("organiser.files.written", path=clean(str(done.path))))


def _not_written(screen: DayScreen, error: Exception) -> None:
    _show_result(screen, "")
    if isinstance(error, OSError):
        screen.say(t("organiser.files.not_written"), loud=True)
        return
    screen.say_trouble(error)


def _show_result(screen: DayScreen, said: str) -> None:
    for result in screen.query("FilesPage #result").results(Static):
        result.update(Content(said))


def _stock_words(stock: Stock) -> str:
    """Return a sheet of labels in words: how many, how large."""
    point = "," if language() == "da" else "."
    sides = (stock.width, stock.height)
    width, height = (f"{round(side, 1):g}".replace(".", point) for side in sides)
    key = "cut" if stock.cut else "sheet" if stock.a_sheet > 1 else "single"
    return t(f"organiser.files.stock.{key}", count=stock.a_sheet, width=width, height=height)
