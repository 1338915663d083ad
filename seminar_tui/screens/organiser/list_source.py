"""Where a list comes from: a file one picks, or a table pasted from the clipboard."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input

if TYPE_CHECKING:
    from collections.abc import Mapping

    from seminar_tui.files.lists import ListRead
    from seminar_tui.rules.records import ListKind

LISTED = 60
"""Files offered from a folder."""
HEADER_LINES = 40
"""Lines of a pasted table that are looked through for its headings."""
READABLE = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")


@dataclass(frozen=True, slots=True)
class Pasted:
    """A table from the clipboard, as text."""

    text: str


Source = Path | Pasted


class PathInput(Input):
    """The line for a file's name. A pasted table is not its business: that goes on upwards."""

    def _on_paste(self, event: events.Paste) -> None:
        if is_table(event.text):
            event.prevent_default()


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


def read_source(
    source: Source,
    kind: ListKind,
    mapping: Mapping[str, str],
    remembered: Mapping[str, Mapping[str, str]],
) -> ListRead:
    """Read a list. `mapping`: column -> field as chosen now, `remembered` for lists before."""
    from seminar_tui.files.headings import score_of
    from seminar_tui.files.lists import list_from, read_list
    from seminar_tui.files.tables import pasted

    if isinstance(source, Path):
        return read_list(source, kind, mapping=mapping, remembered=remembered)
    document = pasted(source.text, lambda rows: score_of(rows, kind))
    return list_from(document, kind, mapping=mapping, remembered=remembered)


def files_like(typed: str) -> list[Path]:
    """Return the folders and readable files that begin with what is typed."""
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
