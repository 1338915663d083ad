"""Letters as text: Markdown to paste into a mail, and a table to merge letters from.

Both say what the printed letters say, for they are made of the same document.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from db.vocabulary import Instant
from seminar_tui.files.export import Column, Table, markdown_text, write_csv
from seminar_tui.files.paper.press import Document
from seminar_tui.i18n import t


def letters_as(kind: str, document: Document, now: Instant) -> tuple[bytes, int]:
    """Return the letters as ".md" or ".csv", and how many they are.

    `document` is what `stands.letters` made.
    """
    letters: Sequence[Mapping[str, Any]] = document.body["letters"]  # type: ignore[assignment]
    if kind == ".csv":
        return write_csv((_table(document.title, letters),), now), len(letters)
    text = "\n\n---\n\n".join(map(_markdown, letters)) + "\n"
    return text.encode("utf-8"), len(letters)


def _table(title: str, letters: Sequence[Mapping[str, Any]]) -> Table:
    """Return a row a municipality: its name, its facts, what is missing, whom to ask."""
    named = letters[0]["facts"] if letters else ()
    columns = (
        Column("municipality", t("paper.letters.column.municipality")),
        *(Column(label, label) for label, _ in named),
        Column("missing", t("paper.letters.column.missing")),
        Column("contact", t("paper.letters.column.contact")),
    )
    rows = tuple(
        (
            letter["municipality"],
            *(value for _, value in letter["facts"]),
            ", ".join(letter["missing"]),
            letter["contact"],
        )
        for letter in letters
    )
    return Table("letters", title, columns, rows)


def _markdown(letter: Mapping[str, Any]) -> str:
    parts = [
        f"# {markdown_text(letter['heading'])}",
        markdown_text(letter["greeting"]),
        markdown_text(letter["opening"]),
        _points(f"{label}: {value}" for label, value in letter["facts"]),
    ]
    if letter["missing"]:
        parts += [
            f"## {markdown_text(t('paper.letters.missing'))}",
            _points(letter["missing"]),
            markdown_text(t("paper.letters.missing_why")),
        ]
    parts += [
        f"## {markdown_text(t('paper.letters.how'))}",
        _points(letter["how"]),
        markdown_text(letter["closing"]),
        f"{markdown_text(t('paper.letters.regards'))}  \n{markdown_text(letter['contact'])}",
    ]
    return "\n\n".join(parts)


def _points(said: Any) -> str:
    return "\n".join(f"- {markdown_text(one)}" for one in said)
