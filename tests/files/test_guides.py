"""The guides: one page each, in both languages, with every word of the Markdown on it."""

from __future__ import annotations

import io

import pypdf
import pytest

from seminar_tui.files.paper.guide import GUIDES, blocks, guide
from seminar_tui.files.paper.press import Press
from seminar_tui.i18n import use_language
from tests.files.paper_day import NOW, head

ROLES = ("door", "stand", "organiser", "wall", "series")


@pytest.fixture(autouse=True)
def danish_again():
    yield
    use_language("da")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("spoken", ["da", "en"])
def test_each_guide_is_one_tagged_page_with_all_its_words(role, spoken):
    use_language(spoken)
    paper = Press(head(), NOW).pdf(guide(role))
    assert paper.pages == 1
    assert b"pdfuaid" in paper.content
    page = "".join(pypdf.PdfReader(io.BytesIO(paper.content)).pages[0].extract_text().split())
    for block in blocks((GUIDES / f"{role}.{spoken}.md").read_text("utf-8")):
        for item in block["items"]:
            assert "".join("".join(piece[1] for piece in item).split()) in page


def plain(said):
    return ("text", said, False, False)


def test_a_guide_is_read_into_blocks():
    assert blocks("# A\n\ntext `b c`\n\n1. one\n2. two\n\n- x\n") == [
        {"kind": "title", "items": [[plain("A")]]},
        {"kind": "text", "items": [[("text", "text", False, True), ("code", "b c", False, False)]]},
        {"kind": "steps", "items": [[plain("one")], [plain("two")]]},
        {"kind": "points", "items": [[plain("x")]]},
    ]
