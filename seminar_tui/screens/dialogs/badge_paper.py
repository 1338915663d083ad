"""One guest's badge: whether it was printed, and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.reads.paper import printed_at, printed_boxes
from db.vocabulary import Instant
from seminar_tui.day.printing import chosen, material
from seminar_tui.files.output import write_whole
from seminar_tui.files.paper.badges import badges
from seminar_tui.files.paper.labels import STOCKS
from seminar_tui.files.paper.look import load_look, own_folder
from seminar_tui.files.paper.press import Press
from seminar_tui.files.printer import has_printer, send_to_printer

if TYPE_CHECKING:
    from db.paper import Guest
    from seminar_tui.day.station import Station


@dataclass(frozen=True, slots=True)
class Printed:
    """Where the badge was written, and whose it is."""

    path: Path
    guests: tuple[Guest, ...]
    on_paper: bool
    """Whether a printer was given it; else the file waits to be printed."""


def printed_before(station: Station, code: str) -> int | None:
    """Return when a badge was printed last (UTC ms); None where it never was."""
    with station.look() as connection:
        return printed_at(connection, code)


def badge_folder(db: str) -> Path:
    """Return where badges are written: beside the day's file, or in the user's data folder."""
    if "://" not in db:
        return Path(db).parent
    from platformdirs import user_data_path

    return user_data_path("seminar", appauthor=False, ensure_exists=True)


def print_badge(station: Station, now: Instant, code: str, folder: Path) -> Printed:
    """Write a badge into a folder, named by its code, and give it to the printer if there is one.

    Raises BadInput: output_*, code_unknown, printer_failed.
    """
    with station.look() as connection:
        found = material(connection, station.day_id)
        guests = chosen(connection, station.day_id, found.guests, [code], False)
        cut = printed_boxes(connection, station.day_id)
    everybody = [guest.name for guest in found.guests]
    # A printer at the door holds labels; who prints later has sheets of paper.
    stock = STOCKS["single" if has_printer() else "90x54"]
    document = badges(found.head, guests, stock, everybody=everybody, labels=cut)
    paper = Press(found.head, now, load_look(own_folder())).pdf(document)
    path = folder / f"badge-{code}.pdf"
    write_whole(path, paper.content)
    if has_printer():
        send_to_printer(path)
    return Printed(path, guests, has_printer())
