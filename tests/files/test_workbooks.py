"""Workbooks as offices send them: hidden rows, merged cells, and sheets of other programs."""

from __future__ import annotations

import base64
import lzma
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlsxwriter

from db.vocabulary import Severity
from seminar_tui.files.lists import read_list
from seminar_tui.rules.findings import Code
from seminar_tui.rules.records import ListKind

ROWS = (
    ("Navn", "Kommune", "E-mail"),
    ("Karen Østergaard", "Vejle", "ko@example.dk"),
    ("Bo Nielsen", "Ærø", "bn@example.dk"),
    ("Åse Aagaard", "Faxe", "aa@example.dk"),
)


def xlsx(
    path: Path, *, hide: int | None = None, merge: bool = False, formulas: bool = False
) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Liste")
    above = 1 if merge else 0
    if merge:
        sheet.merge_range(0, 0, 0, 2, "Deltagere i seminaret")
    for number, row in enumerate(ROWS, start=above):
        sheet.write_row(number, 0, row)
    if formulas:
        sheet.write_formula("C2", '=LOWER("KO@EXAMPLE.DK")', None, "ko@example.dk")
        sheet.write_formula("C4", '=LOWER("AA@EXAMPLE.DK")', None, "")
        sheet.write_formula("AB2", "=1+1", None, 2)
    if hide is not None:
        sheet.set_row(hide - 1, None, None, {"hidden": True})
    book.close()
    return path


def ods(path: Path, *, formulas: bool = False) -> Path:
    """Write the smallest whole OpenDocument sheet."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    cells = "".join(
        "<table:table-row>"
        + "".join(
            '<table:table-cell office:value-type="string">'
            f"<text:p>{escape(cell)}</text:p></table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in ROWS
    )
    if formulas:
        address = '<table:table-cell office:value-type="string"><text:p>{}@example.dk</text:p>'
        computed = '<table:table-cell table:formula="of:=1" office:value-type="string">'
        for name, value in (("ko", "<text:p>ko@example.dk</text:p>"), ("aa", "")):
            assert address.format(name) in cells
            cells = cells.replace(address.format(name), computed + value)
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest"
            ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            "</manifest:manifest>",
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content {names} office:version="1.2"><office:body>'
            f'<office:spreadsheet><table:table table:name="Liste">{cells}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


XLS = lzma.decompress(
    base64.b85decode(
        "T>t<81poj4|NsC0{{Uz+z8r=ycVP6SgepJ`9Cjyy@{xwzh{`9r;h?w11QTbQ&6v4qH5DqE;RDmf=*-"
        "ddOF!ADBJp6^u*dE%)j~d{qlzMTfmIQ38#MY4`=iQc0LNj?E2yB6I4}u}%N>gz-_b`H4Rqu1*e8#bC}XCrObY5-I-"
        "IZ7@B>D*#y4PEm=sEa$Cs90zi58uIB=>B5BWQ{9?2A^he@pPr}6mETkuZKMqTJZR;j*^i^UnA%6#9LP;L;7`U{vgF-"
        "`FdMD1KCLmx9TYX0?kGar>~K=v!S5>@@J7zbMRcMXJDd^LrHLEB6z<A<j<>>9F;dlkOj8Hil}8>S#@j8kVW{FfdL{X"
        "8lyUOqC&*e##|+O%3o>apsZn{3n_pKYJvilJUoJ=;vTYvkz?C@$kcM*_mLwlvdpXjEYn`kiW}>i`rDgv_hQ0?hDDtj"
        "X|(-<@=#%)Lc!;jP09@22lxg9SUPc>Wi^SD^2seg<V)w0WA%d<d<vR8S{TB%-"
        "rsXCu|LzDtt^1S&gasil`!P@r`uEgLb~_*JE)Gpdej)u*;yfHSD-"
        "R2+WZx2(BnVy;NQ1~T1=wdwL!GeK0cT_;r|9rTx&8m(PO+Hm`81?~4qnu{49dh|Vf$rR&U-"
        "=+)~Xs~+hzHC{5Bu=3Fe`*)mfy}}MO3-"
        "X2V8Mwd7C2f0^9gHBRqBQTC)$$sku5nTJ)_pap*Gy{Vlh(BWg7L_q~J?DW)&*wDWuLwwM#Yu!@f;aJy>RGAyfS++Ai"
        "izk*!N1w_w=X(<)gi0lq|TT$J(UxRrKm2S@&7o~DmZnhdup@z=)ujNfpi;6O-"
        "He*MNp+#_dDXvpZH<jMxgQ;R>8k%qhc$wlD"
    )
)
"""The same rows as an older Excel saved them; no library at hand writes such files."""


def xls(path: Path) -> Path:
    path.write_bytes(XLS)
    return path


def names_of(path: Path) -> list[str]:
    raw = read_list(path, ListKind.PARTICIPANTS).raw
    assert raw is not None
    return [row.of("name") for row in raw.rows]


@pytest.mark.parametrize("write", [xlsx, xls, ods], ids=["xlsx", "xls", "ods"])
def test_each_kind_of_sheet_gives_the_same_people(tmp_path, write):
    path = write(tmp_path / f"liste.{write.__name__}")
    assert names_of(path) == [row[0] for row in ROWS[1:]]
    assert not read_list(path, ListKind.PARTICIPANTS).findings


def test_a_hidden_row_is_read_and_said(tmp_path):
    path = xlsx(tmp_path / "skjult.xlsx", hide=3)
    found = read_list(path, ListKind.PARTICIPANTS).findings
    assert "Bo Nielsen" in names_of(path)
    assert [(one.row, one.code, one.severity) for one in found] == [
        (3, Code.HIDDEN_ROW, Severity.NOTE)
    ]


def test_merged_cells_are_said_and_nobody_is_lost(tmp_path):
    path = xlsx(tmp_path / "flettet.xlsx", merge=True)
    found = read_list(path, ListKind.PARTICIPANTS).findings
    assert names_of(path) == [row[0] for row in ROWS[1:]]
    assert [(one.row, one.value, one.code, one.severity) for one in found] == [
        (0, "1", Code.MERGED_CELLS, Severity.NOTE)
    ]


@pytest.mark.parametrize("write", [xlsx, ods], ids=["xlsx", "ods"])
def test_formulas_are_said_and_those_that_nobody_computed_are_named(tmp_path, write):
    path = write(tmp_path / f"formler.{write.__name__}", formulas=True)
    read = read_list(path, ListKind.PARTICIPANTS)
    assert [(one.row, one.column, one.value, one.code) for one in read.findings] == [
        (0, "E-mail", "2", Code.FORMULA_CELLS),
        (4, "E-mail", "", Code.FORMULA_UNSAVED),
    ]
    assert read.raw is not None
    assert [row.of("email") for row in read.raw.rows] == ["ko@example.dk", "bn@example.dk", ""]
