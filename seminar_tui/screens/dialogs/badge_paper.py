"""One guest's badge as a file to print."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.reads.paper import printed_boxes
from db.vocabulary import Instant
from seminar_tui.day.printing import chosen, material
from seminar_tui.files.output import write_whole
from seminar_tui.files.paper.badges import badges
from seminar_tui.files.paper.look import load_look
from seminar_tui.files.paper.press import Press

if TYPE_CHECKING:
    from db.paper import Guest
    from seminar_tui.day.station import Station


@dataclass(frozen=True, slots=True)
class Printed:
    """Where the badge was written, and whose it is."""

    path: Path
    guests: tuple[Guest, ...]


def print_badge(station: Station, now: Instant, code: str, folder: Path) -> Printed:
    """Write a badge into a folder, named by its code. Raises BadInput: output_*, code_unknown."""
    with station.look() as connection:
        found = material(connection, station.day_id)
        guests = chosen(connection, station.day_id, found.guests, [code], False)
        cut = printed_boxes(connection, station.day_id)
    everybody = [guest.name for guest in found.guests]
    document = badges(found.head, guests, everybody=everybody, labels=cut)
    paper = Press(found.head, now, load_look(None)).pdf(document)
    path = folder / f"badge-{code}.pdf"
    write_whole(path, paper.content)
    return Printed(path, guests)
