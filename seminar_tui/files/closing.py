"""What a day leaves behind, in one folder: report, yields, tables and a verified copy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from db.paper import DayHead
from db.reads.paper import head
from db.reads.purging import Personal
from db.vocabulary import Instant
from seminar_tui.day.closing import Closed, close_day, may_close
from seminar_tui.day.keeping import back_up, note_file, purgeable
from seminar_tui.day.outcome import outcome
from seminar_tui.day.stand_yield import StandYield, yields
from seminar_tui.day.station import Station
from seminar_tui.files.export import written
from seminar_tui.files.export_tables import tables
from seminar_tui.files.output import write_whole
from seminar_tui.files.paper.look import load_look
from seminar_tui.files.paper.press import Press
from seminar_tui.files.paper.report import report
from seminar_tui.files.stand_yield import yield_markdown, yield_pages
from seminar_tui.i18n import t
from seminar_tui.rules.dates import local
from seminar_tui.rules.refusal import BadInput, Refused


@dataclass(frozen=True, slots=True)
class Left:
    """A file that a day left behind: what it is, where, and its length in bytes."""

    what: str
    file: Path
    size: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A closed day: what was written, and what will be purged.

    `copied` is False where the store is a server, which has tools of its own for copies.
    """

    folder: Path
    files: tuple[Left, ...]
    copied: bool
    closed: Closed
    personal: Personal


def close_into(
    station: Station,
    now: Instant,
    folder: Path,
    purge_on: str = "",
    templates: Path | None = None,
    on_step: Callable[[str], None] = lambda _what: None,
) -> Outcome:
    """Write everything a day leaves into a folder, copy the store, and close the day.

    The day is closed last: whatever goes wrong before leaves it open, and it can be closed
    again into the same folder. `on_step` hears what is about to be written. Raises BadInput:
    date_unclear, purge_too_early, output_*, look_*; Refused: already_closed, day_purged.
    """
    purge_on = may_close(station, purge_on)
    folder = _made(folder)
    made = []
    for what, name, content in _papers(station, now, templates, on_step):
        path = folder / name
        size = write_whole(path, content)
        note_file(station, now, "print", path)
        made.append(Left(what, path, size))
    copied = station.store.is_sqlite
    if copied:
        on_step("backup")
        made.append(_backup(station, now, folder))
    closed = close_day(station, now, purge_on)
    return Outcome(folder, tuple(made), copied, closed, purgeable(station))


def _made(folder: Path) -> Path:
    path = folder.expanduser()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        detail = getattr(error, "strerror", None) or ""
        raise BadInput("output_no_folder", path=repr(str(path)), detail=detail) from error
    return path


def _papers(
    station: Station, now: Instant, templates: Path | None, on_step: Callable[[str], None]
) -> Iterator[tuple[str, str, bytes]]:
    """Give each file as it is made: what it is, its name, its bytes."""
    with station.look() as connection:
        of_day = head(connection, station.day_id)
        came_to = outcome(connection, station.day_id)
        everything = tables(connection, station.day_id, "everything")
    press = Press(of_day, now, load_look(templates))
    on_step("report")
    yield "report", _name("report", ".pdf"), press.pdf(report(of_day, came_to)).content
    on_step("yield")
    yield from _yields(station, of_day, press)
    on_step("everything")
    for ending in (".xlsx", ".json"):
        yield "everything", _name("everything", ending), written(everything, ending, now)


def _yields(station: Station, of_day: DayHead, press: Press) -> Iterator[tuple[str, str, bytes]]:
    found = _found(station)
    if found:
        yield "yield", _name("yield", ".pdf"), press.pdf(yield_pages(of_day, found)).content
        yield "yield", _name("yield", ".md"), yield_markdown(of_day, found)


def _found(station: Station) -> tuple[StandYield, ...]:
    with station.look() as connection:
        try:
            return yields(connection, station.day_id)
        except Refused:  # A day without stands has no yield, and is closed all the same.
            return ()


def _backup(station: Station, now: Instant, folder: Path) -> Left:
    moment = local(now.utc_ms, "Europe/Copenhagen").strftime("%Y%m%d-%H%M%S")
    path = folder / f"{t('closing.file.backup')}-{moment}.db"
    number = 1
    while path.exists():
        number += 1
        path = path.with_stem(f"{t('closing.file.backup')}-{moment}-{number}")
    copied = back_up(station, now, path)
    return Left("backup", copied.file, copied.size)


def _name(what: str, ending: str) -> str:
    return t(f"closing.file.{what}") + ending
