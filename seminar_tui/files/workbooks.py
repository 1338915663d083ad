"""Workbooks (xlsx, xls, ods) as rows of text.

The reader runs in a process of its own with a bound on its memory: a workbook that
unpacks to gigabytes or claims a billion cells then costs a sentence, not the day.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

from seminar_tui.files.sheets import MAX_CELLS, Document, Sheet, Unreadable

MAX_UNPACKED = 160 * 1024 * 1024
MAX_MEMORY = 600 * 1024 * 1024
MAX_SECONDS = 20
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_workbook(path: Path, data: bytes) -> Document:
    """Read every sheet. Raises Unreadable: encrypted, damaged, bomb, too_large, not_a_list."""
    if _ENCRYPTED in data:
        raise Unreadable("encrypted")
    if data.startswith(b"PK"):
        _check_archive(data)
    return Document(tuple(_sheets(path)))


def _check_archive(data: bytes) -> None:
    """Unpack every member against a bound, without keeping it; sizes told in it may lie."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Unreadable("damaged") from error
    names = {member.filename for member in members}
    if not names & {"xl/workbook.xml", "content.xml", "xl/workbook.bin"}:
        raise Unreadable("not_a_list")
    if any(member.flag_bits & 1 for member in members) or "encryption" in _manifest(archive):
        raise Unreadable("encrypted")
    if len(members) > 5000 or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise Unreadable("bomb")
    left = MAX_UNPACKED
    for member in members:
        left -= _unpacked_size(data, member, left)


def _manifest(archive: zipfile.ZipFile) -> str:
    """Return an ODS file's manifest, which says where a password is needed."""
    try:
        with archive.open("META-INF/manifest.xml") as file:
            return file.read(200_000).decode("utf-8", "replace")
    except (KeyError, zipfile.BadZipFile, RuntimeError, zlib.error, EOFError):
        return ""


def _unpacked_size(data: bytes, member: zipfile.ZipInfo, left: int) -> int:
    header = member.header_offset
    if data[header : header + 4] != b"PK\x03\x04":
        raise Unreadable("damaged")
    name = int.from_bytes(data[header + 26 : header + 28], "little")
    extra = int.from_bytes(data[header + 28 : header + 30], "little")
    start = header + 30 + name + extra
    packed = data[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        return len(packed)
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise Unreadable("damaged")
    unpacker, size, feed = zlib.decompressobj(-15), 0, packed
    try:
        while feed and not unpacker.eof:
            size += len(unpacker.decompress(feed, 1 << 20))
            feed = unpacker.unconsumed_tail
            if size > left:
                raise Unreadable("bomb")
    except zlib.error as error:
        raise Unreadable("damaged") from error
    return size


def _sheets(path: Path) -> list[Sheet]:
    command = [sys.executable, "-P", str(Path(__file__).with_name("workbook_child.py"))]
    limits = [str(MAX_CELLS), str(MAX_MEMORY)]
    try:
        done = subprocess.run(
            [*command, str(path.resolve()), *limits],
            capture_output=True,
            timeout=MAX_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("bomb") from error
    if done.returncode != 0:
        # Killed by its memory bound, or the reader gave up on it.
        raise Unreadable("damaged")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise Unreadable(answer["error"], megabytes="")
    return [
        Sheet(
            one["name"],
            one["rows"],
            tuple(one["hidden_rows"]),
            one["merged"],
            one["hidden"],
            tuple((row, column) for row, column in one["formulas"]),
        )
        for one in answer["sheets"]
    ]
