"""What a file of a list is read into, whatever kind of file it is: tables of text."""

from __future__ import annotations

from dataclasses import dataclass

MAX_CELLS = 8_000_000

Rows = list[list[str]]


class Unreadable(Exception):
    """The file cannot be read as a list. `code` is the word after `import.unreadable.`."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file. The index of a row is its number in the file less one.

    `formulas` are the (row, column) indices of cells that a workbook computes.
    """

    name: str
    rows: Rows
    hidden_rows: tuple[int, ...] = ()
    merged: int = 0
    hidden: bool = False
    formulas: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as tables; `encoding` and `delimiter` are empty for a workbook."""

    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""
