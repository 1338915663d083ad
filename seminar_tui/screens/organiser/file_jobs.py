"""What the Files page has written: papers and tables. Each job runs in a worker's thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.vocabulary import Instant

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.paper import Guest
    from seminar_tui.day.printing import Material
    from seminar_tui.day.station import Station
    from seminar_tui.files.paper.press import Press

    Job = Callable[[Station, Instant], "Written"]

NEW_BADGES = "new-badges"
BADGES = ("badges", NEW_BADGES)
PAPERS = (
    *BADGES,
    "tents",
    "slips",
    "lists",
    "programme",
    "signs",
    "posters",
    "letters",
    "command-sheet",
    "report",
)
ENDINGS = {"letters": (".pdf", ".md", ".csv"), "report": (".pdf", ".html")}
"""Papers that come in other forms as well; the ending of the file's name chooses."""

TABLE_ENDINGS = (".xlsx", ".csv", ".json", ".md")


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: what it is to a purge, where it is, and whose badges it holds.

    `boxes` are the boxes that the badges were printed for, by initial.
    """

    kind: str
    path: Path
    guests: tuple[Guest, ...] = ()
    boxes: tuple[tuple[str, str], ...] = ()


def printing(name: str, to: str, templates: Path | None, stock: str = "") -> Job:
    """Return the job that sets a paper and writes it whole. `stock` is the badges' sheet.

    `templates` is the office's own folder. The job raises BadInput: look_*, template_error
    with file and line, output_*.
    """

    def job(station: Station, now: Instant) -> Written:
        from seminar_tui.day.printing import material
        from seminar_tui.files.output import write_whole
        from seminar_tui.files.paper.look import load_look
        from seminar_tui.files.paper.press import Press

        path = Path(to).expanduser()
        look = load_look(templates)
        with station.look() as connection:
            found = material(connection, station.day_id)
        press = Press(found.head, now, look)
        if name in BADGES:
            return _badges(station, found, press, path, stock, only_new=name == NEW_BADGES)
        write_whole(path, _content(station, name, found, press, path.suffix.lower()))
        return Written("print", path)

    return job


def _badges(
    station: Station, found: Material, press: Press, path: Path, stock: str, *, only_new: bool
) -> Written:
    from seminar_tui.day.printing import chosen
    from seminar_tui.files.output import write_whole
    from seminar_tui.files.paper.badges import badges
    from seminar_tui.files.paper.labels import stock_named
    from seminar_tui.rules.boxes import BOXES, boxes

    with station.look() as connection:
        guests = chosen(connection, station.day_id, found.guests, (), only_new)
    cut = boxes((guest.name for guest in found.guests), BOXES)
    document = badges(found.head, guests, stock_named(stock), labels=cut)
    write_whole(path, press.pdf(document).content)
    return Written("print", path, guests, tuple(cut.items()))


def _content(station: Station, name: str, found: Material, press: Press, ending: str) -> bytes:
    """Return a paper in the form that the file's ending asks for; any other ending is a PDF."""
    from seminar_tui.files.letters import letters_as
    from seminar_tui.files.paper import papers

    if name == "report":
        return _report(station, found, press, ending)
    document = papers.PAPERS[name](found)
    if name == "letters" and ending in (".md", ".csv"):
        return letters_as(ending, document, press.now)[0]
    return press.pdf(document).content


def _report(station: Station, found: Material, press: Press, ending: str) -> bytes:
    from seminar_tui.day.outcome import outcome
    from seminar_tui.files.paper.report import report
    from seminar_tui.files.paper.web import report_page

    with station.look() as connection:
        came_to = outcome(connection, station.day_id)
    if ending in (".html", ".htm"):
        return report_page(press, found.head, came_to)
    return press.pdf(report(found.head, came_to)).content


def exporting(name: str, to: str) -> Job:
    """Return the job that writes a table. It raises BadInput: no_such_format, output_*."""

    def job(station: Station, now: Instant) -> Written:
        from seminar_tui.files.export import written
        from seminar_tui.files.export_tables import tables
        from seminar_tui.files.output import write_whole

        path = Path(to).expanduser()
        with station.look() as connection:
            found = tables(connection, station.day_id, name)
        write_whole(path, written(found, path.suffix, now))
        return Written("export", path)

    return job
