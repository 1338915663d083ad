"""Setting a document: data and template to a tagged PDF or to pictures of its pages."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.paper import DayHead
from db.vocabulary import Instant
from seminar_tui.files.paper.look import Look
from seminar_tui.i18n import catalogue_messages, language, t
from seminar_tui.rules.dates import local, long_date, spoken_time
from seminar_tui.rules.refusal import BadInput
from seminar_tui.text import clean_lines

TEMPLATES = Path(__file__).parent / "templates"
_PAGE = re.compile(rb"/Type\s*/Page\b")
_PLACE = re.compile(r"┌─ (\S+?):(\d+):(\d+)")
_DAY_MONTH = re.compile(r"\d.*")
_NO_GLYPH = "could not be displayed"


@dataclass(frozen=True, slots=True)
class Document:
    """A document to be set: the template's name, its title and what the template reads."""

    template: str
    title: str
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished document and its number of pages."""

    content: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class Press:
    """What all documents of one printing share: the day, the moment and the look."""

    head: DayHead
    now: Instant
    look: Look = Look()

    def pdf(self, document: Document) -> Paper:
        """Return the document as a PDF that meets PDF/UA-1.

        The same data gives the same bytes: the fonts are those that come along, the time
        stamp is `now`. A letter that those fonts lack is sought among the system's; where
        nobody has it, a box stands in its place and the rest is as it should be.
        Raises BadInput: template_error with file, line and what is wrong.
        """
        with self._workshop(document) as (folder, data):
            content = self._set(document, folder, data, "pdf", pdf_standards=["ua-1"])
        assert isinstance(content, bytes)
        return Paper(content, len(_PAGE.findall(content)))

    def pictures(self, document: Document, dpi: int = 150) -> list[bytes]:
        """Return the document's pages as PNG. Raises as `pdf` does."""
        with self._workshop(document) as (folder, data):
            content = self._set(document, folder, data, "png", ppi=dpi)
        return content if isinstance(content, list) else [content]

    def _set(
        self, document: Document, folder: Path, data: str, kind: str, **how: Any
    ) -> bytes | list[bytes]:
        # Loaded here: 34 MB of typesetter that most commands never need.
        import typst

        def attempt(fonts_of_the_system: bool, **given: Any) -> bytes | list[bytes]:
            # Typed as one output or another; which one it is depends on `kind`.
            compiled: Any = typst.compile
            result = compiled(
                folder / document.template,
                root=folder,
                format=kind,
                font_paths=typst.Fonts(
                    include_system_fonts=fonts_of_the_system, font_paths=[folder]
                ),
                ignore_system_fonts=not fonts_of_the_system,
                sys_inputs={"data": data},
                timestamp=self.now.utc_ms // 1000,
                **given,
            )
            return result if isinstance(result, list) else bytes(result)

        try:
            try:
                return attempt(False, **how)
            except typst.TypstError as error:
                if _NO_GLYPH not in error.message:
                    raise
            try:
                return attempt(True, **how)
            except typst.TypstError as error:
                if _NO_GLYPH not in error.message:
                    raise
            return attempt(True, **{**how, "pdf_standards": []})
        except typst.TypstError as error:
            raise self._told(error.message, error.diagnostic, folder) from error

    def _told(self, message: str, diagnostic: str, workshop: Path) -> BadInput:
        """Return what is wrong with a template, by the file that a person can mend."""
        found = _PLACE.search(diagnostic)
        named, line = (found.group(1), found.group(2)) if found else ("", "")
        name = os.path.relpath(os.path.realpath(named), os.path.realpath(workshop))
        own = self.look.folder
        folder = own if own is not None and (own / name).is_file() else TEMPLATES
        return BadInput("template_error", file=str(folder / name), line=line, detail=message)

    @contextmanager
    def _workshop(self, document: Document) -> Iterator[tuple[Path, str]]:
        """Give the folder to set from and the data; an own folder's files lie over ours."""
        data = json.dumps(self._data(document), ensure_ascii=False, separators=(",", ":"))
        if self.look.folder is None:
            yield TEMPLATES, data
            return
        with tempfile.TemporaryDirectory(prefix="seminar-") as name:
            folder = Path(name)
            shutil.copytree(TEMPLATES, folder, dirs_exist_ok=True)
            try:
                shutil.copytree(self.look.folder, folder, dirs_exist_ok=True)
            except OSError as error:
                raise BadInput("look_no_folder", path=str(self.look.folder)) from error
            yield folder, data

    def _data(self, document: Document) -> dict[str, object]:
        return {
            "lang": language(),
            "title": clean_lines(document.title),
            "head": cleaned(self.facts()),
            "look": self.look.as_data(),
            "words": words(),
            "body": cleaned(document.body),
        }

    def facts(self) -> dict[str, str]:
        """Return what every page says of itself: day, date, place, contact, numbers, stamp."""
        head = self.head
        at = local(self.now.utc_ms, head.timezone)
        stamp = t(
            "paper.stamp",
            version=max(head.plan_version, head.programme_version, 1),
            date=_DAY_MONTH.search(long_date(at.date().isoformat(), language()))[0],  # type: ignore[index]
            time=spoken_time(self.now.utc_ms, head.timezone, language()),
        )
        return {
            "day": head.title,
            "date": long_date(head.date, language()),
            "place": head.place,
            "contact": head.contact,
            "filed": filed(head),
            "stamp": stamp,
        }


def filed(head: DayHead) -> str:
    """Return the case and document numbers as the foot of a page says them."""
    numbers = (("case", head.case_id), ("document", head.document_id))
    return " · ".join(t(f"paper.{key}", number=number) for key, number in numbers if number)


def words() -> dict[str, str]:
    """Return the present language's words for paper, by their names without "paper."."""
    messages = catalogue_messages(language())
    return {
        key.removeprefix("paper."): text
        for key, text in messages.items()
        if key.startswith("paper.") and "\0" not in key
    }


def cleaned(value: object) -> object:
    """Return a tree of data with all its text cleaned for paper."""
    match value:
        case str():
            return clean_lines(value)
        case Mapping():
            return {key: cleaned(item) for key, item in value.items()}
        case Sequence():
            return [cleaned(item) for item in value]
        case _:
            return value
