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
from seminar_tui.files.paper.join import join
from seminar_tui.files.paper.look import AS_SHIPPED, Look
from seminar_tui.i18n import catalogue_messages, language, t
from seminar_tui.rules.dates import local, long_date, spoken_time
from seminar_tui.rules.refusal import BadInput
from seminar_tui.text import clean_lines

TEMPLATES = Path(__file__).parent / "templates"
_PAGE = re.compile(rb"/Type\s*/Page\b")
_PLACE = re.compile(r"┌─ (\S+?):(\d+):(\d+)")
_DAY_MONTH = re.compile(r"\d.*")
_AGE = 11
"""The typesetter forgets a part after ten further compilations; empty ones cost nothing."""

_NO_GLYPH = "could not be displayed"


@dataclass(frozen=True, slots=True)
class Document:
    """A document to be set: the template's name, its title and what the template reads.

    `parts` are the bodies that follow the first one in a document too large to set at once.
    `of_plan` says that it tells who goes where.
    """

    template: str
    title: str
    body: Mapping[str, object]
    parts: tuple[Mapping[str, object], ...] = ()
    of_plan: bool = False


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
    look: Look = AS_SHIPPED

    def pdf(self, document: Document) -> Paper:
        """Return the document as a PDF that meets PDF/UA-1.

        The same data gives the same bytes: the fonts are those that come along, the time
        stamp is `now`. A letter that those fonts lack is sought among the system's; where
        nobody has it, a box stands in its place and the rest is as it should be.
        Raises BadInput: template_error with file, line and what is wrong.
        """
        contents = list(self._each(document, "pdf", pdf_standards=["ua-1"]))
        content = contents[0] if len(contents) == 1 else join(contents)
        return Paper(content, sum(len(_PAGE.findall(part)) for part in contents))

    def pictures(self, document: Document, dpi: int = 150) -> list[bytes]:
        """Return the document's pages as PNG. Raises as `pdf` does."""
        return list(self._each(document, "png", ppi=dpi))

    def _each(self, document: Document, kind: str, **how: Any) -> Iterator[bytes]:
        """Set one part of a document after the other: PDFs, or pictures of pages."""
        import typst

        with self._workshop() as folder:
            for body in (document.body, *document.parts):
                data = json.dumps(
                    self._data(document, body), ensure_ascii=False, separators=(",", ":")
                )
                content = self._set(document, folder, data, kind, **how)
                yield from content if isinstance(content, list) else [content]
                if document.parts:
                    for _ in range(_AGE):
                        typst.compile(b"", ignore_system_fonts=True)

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
    def _workshop(self) -> Iterator[Path]:
        """Give the folder to set from; an own folder's files lie over ours."""
        if self.look.folder is None:
            yield TEMPLATES
            return
        with tempfile.TemporaryDirectory(prefix="seminar-") as name:
            folder = Path(name)
            shutil.copytree(TEMPLATES, folder, dirs_exist_ok=True)
            try:
                shutil.copytree(self.look.folder, folder, dirs_exist_ok=True)
            except OSError as error:
                raise BadInput("look_no_folder", path=str(self.look.folder)) from error
            yield folder

    def _data(self, document: Document, body: Mapping[str, object]) -> dict[str, object]:
        return {
            "lang": language(),
            "title": clean_lines(document.title),
            "head": cleaned(self.facts(of_plan=document.of_plan)),
            "look": self.look.as_data(),
            "words": words(),
            "body": cleaned(body),
        }

    def facts(self, *, of_plan: bool = False) -> dict[str, str]:
        """Return what every page says of itself: day, date, place, contact, numbers, stamp.

        The stamp is the version of the programme that its page shows, and where a paper is
        `of_plan` also the one that the plan's page shows.
        """
        head = self.head
        at = local(self.now.utc_ms, head.timezone)
        stamp = t(
            "paper.stamp.plan" if of_plan and head.plan_version else "paper.stamp",
            version=max(head.programme_version, 1),
            plan=head.plan_version,
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
