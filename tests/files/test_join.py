from __future__ import annotations

import io

import pypdf
import pytest
import zxingcpp
from PIL import Image

from seminar_tui.files.paper import badges as module
from seminar_tui.files.paper.badges import badges
from seminar_tui.files.paper.join import join
from seminar_tui.files.paper.press import Press
from tests.files.paper_day import NOW, guests, head

DAY = head(title="Dag (1 0 R) \\( /StructParents 3")


@pytest.fixture
def joined(monkeypatch):
    monkeypatch.setattr(module, "_A_PART", 20)
    document = badges(DAY, guests(70))
    assert len(document.parts) == 3
    return document, Press(DAY, NOW).pdf(document)


def test_parts_become_one_document_with_every_page_in_order(joined):
    _, paper = joined
    reader = pypdf.PdfReader(io.BytesIO(paper.content), strict=True)
    assert len(reader.pages) == paper.pages == 7
    for number, page in enumerate(reader.pages, 1):
        assert f"Side {number} af 7" in page.extract_text()
    text = " ".join(page.extract_text() for page in reader.pages)
    assert [text.count(guest.code) for guest in guests(70)] == [1] * 70
    assert DAY.title in reader.metadata.title


def pages_of(element) -> set[int]:
    """The pages an element says it stands on: its own, and those of its marked pieces."""
    pieces = [kid for kid in element["/K"] if isinstance(kid, pypdf.generic.DictionaryObject)]
    return {one["/Pg"].get_object()["/StructParents"] for one in (element, *pieces)}


def test_tags_are_whole_after_joining(joined):
    _, paper = joined
    reader = pypdf.PdfReader(io.BytesIO(paper.content), strict=True)
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    nums = root["/ParentTree"]["/Nums"]
    parents = {int(nums[at]): nums[at + 1].get_object() for at in range(0, len(nums), 2)}
    assert sorted(parents) == list(range(7)) == list(nums[::2])
    assert root["/ParentTreeNextKey"] == 7
    alts = []

    def walk(element, parent):
        assert element["/P"].get_object() == parent.get_object()
        if "/Alt" in element:
            alts.append(element["/Alt"])
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            found = kid.get_object()
            if not isinstance(found, int) and "/S" in found:
                walk(found, element)

    for kid in root["/K"]:
        walk(kid.get_object(), root)
    assert alts == [f"QR-kode {guest.code}" for guest in guests(70)]
    for number, page in enumerate(reader.pages):
        assert page["/StructParents"] == number
        for owner in parents[number]:
            assert number in pages_of(owner.get_object())


def test_every_code_of_every_part_is_read_back(joined):
    document, _ = joined
    pictures = Press(DAY, NOW).pictures(document)
    found = [
        code.text
        for picture in pictures
        for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    ]
    assert sorted(found) == sorted(guest.code for guest in guests(70))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (b"", "subsection not found"),
        (b"%PDF-1.4\nstartxref\n0\n", "not a PDF of ours"),
        (b"%PDF-1.7 startxref 3", "not a PDF of ours"),
    ],
)
def test_what_is_no_pdf_of_ours_is_refused(wrong, why):
    with pytest.raises(ValueError, match=why):
        join([wrong])
