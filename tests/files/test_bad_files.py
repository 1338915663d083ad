"""A file that is no list is refused in a sentence, at once, and nothing is written."""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest
import xlsxwriter

from tests.importing_day import REGISTRATIONS, ImportDay

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


def bomb() -> bytes:
    """A workbook whose sheet unpacks to a gigabyte."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(1024):
                sheet.write(b"\0" * (1 << 20))
    return buffer.getvalue()


def lying_bomb() -> bytes:
    """The same bomb, whose directory says that it is small."""
    data = bytearray(bomb())
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = data.find(mark)
        while start >= 0:
            data[start + at : start + at + 4] = struct.pack("<I", 100)
            start = data.find(mark, start + 4)
    return bytes(data)


def far_cell() -> bytes:
    """A small workbook with one cell in the farthest corner: a billion empty cells between."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Navn")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    return buffer.getvalue()


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")


def half_written() -> bytes:
    whole = (REGISTRATIONS / "hand/04_deltagere_to_ark.xlsx").read_bytes()
    return whole[: len(whole) // 2]


def scratched() -> bytes:
    """A workbook with a stretch of its sheet overwritten."""
    whole = bytearray((REGISTRATIONS / "hand/04_deltagere_to_ark.xlsx").read_bytes())
    middle = len(whole) // 3
    whole[middle : middle + 400] = bytes(400)
    return bytes(whole)


def other_archive() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    return buffer.getvalue()


CASES = {
    "empty.csv": (b"", "empty"),
    "blank.csv": (b"\xef\xbb\xbf\r\n\r\n  \r\n", "empty"),
    "picture.csv": (PNG, "not_a_list"),
    "noise.csv": (zlib.compress(bytes(range(256)) * 400, 9) * 30, "not_a_list"),
    "letter.xlsx": (other_archive(), "not_a_list"),
    "bomb.xlsx": (bomb(), "bomb"),
    "lying.xlsx": (lying_bomb(), "bomb"),
    "far.xlsx": (far_cell(), None),
    "locked.xlsx": (encrypted(), "encrypted"),
    "half.xlsx": (half_written(), "damaged"),
    "scratched.xlsx": (scratched(), "damaged"),
    "prose.csv": (b"Dear all,\nplease find the list attached.\n", "no_header"),
    "nameless.csv": (b"Kommune;E-mail;Titel\nVejle;a@example.dk;Chef\n", "no_name_column"),
    "headings.csv": (b"Navn;Kommune\nI alt;0\n\n", "no_rows"),
    "quote.csv": (b'Navn;Kommune\n"Bo;Vejle\n' + b"Ida Holm;Vejle\n" * 90, "quote_open"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_bad_file_is_refused_at_once(name: str, tmp_path: Path) -> None:
    day = ImportDay(tmp_path)
    data, reason = CASES[name]
    path = tmp_path / name
    path.write_bytes(data)
    before = day.dump()
    for kind in ("participants",) if reason == "no_name_column" else ("participants", "stands"):
        began = time.monotonic()
        code, done = day.call("import", kind, str(path), "--good-rows")
        assert time.monotonic() - began < 10  # two seconds on an idle machine
        assert code == 2
        assert done["ok"] is False
        assert done["findings"][0]["severity"] == "error"
        assert done["error"]["message"]
        assert not done["error"]["message"].startswith(("unreadable.", "finding."))
        if reason and kind == "participants":
            assert done["error"]["code"] == reason
    assert day.dump() == before


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    day = ImportDay(tmp_path)
    for path, reason in ((tmp_path / "no.csv", "missing"), (tmp_path, "folder")):
        code, done = day.call("import", "participants", str(path))
        assert (code, done["error"]["code"]) == (2, reason)


def test_a_bad_file_makes_no_store(tmp_path: Path) -> None:
    from seminar_tui.cli.main import main

    bad = tmp_path / "picture.csv"
    bad.write_bytes(PNG)
    out = io.StringIO()
    assert main(["--db", str(tmp_path / "new.db"), "import", "participants", str(bad)], out) == 2
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("words", [("--map", "Navn"), ("--answer", "Lyngby"), ("--map", "Q=name")])
def test_an_unclear_option_is_bad_input(words: tuple[str, str], tmp_path: Path) -> None:
    day = ImportDay(tmp_path)
    file = str(REGISTRATIONS / "resent/liste_v1.csv")
    code, done = day.call("import", "participants", file, *words)
    assert code == 2
    assert done["error"]["message"]
    assert day.people() == []


def test_an_unknown_sheet_names_those_there_are(tmp_path: Path) -> None:
    day = ImportDay(tmp_path)
    file = str(REGISTRATIONS / "hand/04_deltagere_to_ark.xlsx")
    code, done = day.call("import", "participants", file, "--sheet", "Nej")
    assert (code, done["error"]["code"]) == (2, "no_such_sheet")
    assert "Forplejning" in done["error"]["hint"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp865", "mac_roman"]
)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_encoding_and_delimiter_gives_the_same_people(
    encoding: str, delimiter: str, tmp_path: Path
) -> None:
    rows = [["Navn", "Kommune", "E-mail"], ["Søren Ågård", "Ærø Kommune", "s@example.dk"]]
    rows += [["Åse Bæk Østergaard", "Tønder", "aa@example.dk"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    path = tmp_path / "liste.txt"
    path.write_bytes(text.encode(encoding))
    day = ImportDay(tmp_path)
    code, done = day.call("import", "participants", str(path))
    assert (code, done["new"]) == (0, 2)
    assert [(one["name"], one["municipality"]) for one in day.people()] == [
        ("Søren Ågård", "0492"),
        ("Åse Bæk Østergaard", "0550"),
    ]
