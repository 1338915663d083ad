"""Several PDFs of the typesetter as one, with pages, tags and reading order whole.

Thousands of badges set at once take half a gigabyte; set in parts and joined they take
what one part takes. Only the plain PDF 1.7 that our typesetter writes is read here:
objects in the open, one classic cross-reference table, no outline, no names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_STRING_OR_REFERENCE = re.compile(rb"\(|\b(\d+) 0 R\b|/(StructParents?) (\d+)")
_OBJECT = re.compile(rb"(\d+) 0 obj\s")
_STREAM = re.compile(rb"\bstream\r?\n")
_KNOWN_CATALOG = {
    b"Type",
    b"Pages",
    b"Metadata",
    b"Lang",
    b"StructTreeRoot",
    b"MarkInfo",
    b"ViewerPreferences",
    b"Outlines",
}


@dataclass(frozen=True, slots=True)
class _Part:
    """A PDF taken apart: objects by number, and the numbers that hold it together."""

    objects: dict[int, bytes]
    root: int
    info: int
    identity: bytes

    def named(self, number: int, key: bytes) -> int:
        """Return the object that an object's key refers to."""
        found = re.search(rb"/" + key + rb" (\d+) 0 R", self.objects[number])
        if found is None:
            raise ValueError(key)
        return int(found[1])


def join(parts: Sequence[bytes]) -> bytes:
    """Return the pages of the parts in order as one PDF, described by the first.

    Raises ValueError for a PDF that is built otherwise than ours are.
    """
    taken = [_taken_apart(part) for part in parts]
    first = taken[0]
    size = 2 + sum(max(part.objects) + 1 for part in taken)
    pages, tags = size - 2, size - 1
    joined: dict[int, bytes] = {}
    kids, counts, roots, nums = [], [], [], []
    shift, key = 0, 0
    for part in taken:
        tree, tagged = part.named(part.root, b"Pages"), part.named(part.root, b"StructTreeRoot")
        leaves = _between(part.objects[tagged], b"/K[", b"]")
        nums_of, next_key = _parents(part.objects[tagged])
        moved = _mover(shift, key)
        left_out = {tagged} if part is first else {tagged, part.root, part.info}
        for number, body in part.objects.items():
            if number in left_out or (part is not first and b"/Type/Metadata" in body[:200]):
                continue
            # The elements under each part's tag root hang under the common one.
            body = body.replace(b"/P %d 0 R" % tagged, b"/P @TAGS")
            joined[number + shift] = moved(body).replace(b"/P @TAGS", b"/P %d 0 R" % tags)
        count = _between(part.objects[tree], b"/Count ", b"/")
        joined[tree + shift] = joined[tree + shift].replace(
            b"/Type/Pages", b"/Type/Pages/Parent %d 0 R" % pages, 1
        )
        kids.append(b"%d 0 R" % (tree + shift))
        counts.append(int(count))
        roots.append(moved(leaves))
        nums.append(re.sub(rb"(\d+) (\d+) 0 R", _renumbered(key, shift), nums_of))
        shift += max(part.objects) + 1
        key += next_key
    joined[pages] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (sum(counts), b" ".join(kids))
    root = first.objects[first.named(first.root, b"StructTreeRoot")]
    roles = re.search(rb"/RoleMap<<.*?>>", root, re.DOTALL)
    joined[tags] = (
        b"<</Type/StructTreeRoot%s/K[%s]/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d>>"
        % (roles[0] if roles else b"", b" ".join(roots), b" ".join(nums), key)
    )
    catalog = joined[first.root]
    catalog = re.sub(rb"/Pages \d+ 0 R", b"/Pages %d 0 R" % pages, catalog)
    joined[first.root] = re.sub(
        rb"/StructTreeRoot \d+ 0 R", b"/StructTreeRoot %d 0 R" % tags, catalog
    )
    return _written(joined, size, first)


def _taken_apart(pdf: bytes) -> _Part:
    start = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    if not pdf.startswith(b"%PDF-1.7") or pdf[start : start + 4] != b"xref":
        raise ValueError("not a PDF of ours")
    trailer = pdf[pdf.index(b"trailer", start) :]
    offsets = [int(found) for found in re.findall(rb"(\d{10}) \d{5} n", pdf[start:])]
    objects: dict[int, bytes] = {}
    for here, after in zip(sorted(offsets), [*sorted(offsets)[1:], start], strict=True):
        head = _OBJECT.match(pdf, here)
        end = pdf.rindex(b"endobj", here, after)
        if head is None:
            raise ValueError(here)
        objects[int(head[1])] = pdf[head.end() : end].rstrip(b"\r\n")
    root, info = (_number(trailer, name) for name in (b"Root", b"Info"))
    catalog_keys = set(re.findall(rb"/([A-Za-z]+)", _top_level(objects[root])))
    if not catalog_keys <= _KNOWN_CATALOG:
        raise ValueError(sorted(catalog_keys))
    return _Part(objects, root, info, _between(trailer, b"/ID[", b"]"))


def _top_level(dictionary: bytes) -> bytes:
    """Return a dictionary without the dictionaries in it and without name values."""
    inner = dictionary.strip()[2:-2]
    return re.sub(rb"/Type/Catalog", b"/Type", re.sub(rb"<<.*?>>", b"", inner, flags=re.DOTALL))


def _number(text: bytes, key: bytes) -> int:
    found = re.search(rb"/" + key + rb" (\d+) 0 R", text)
    if found is None:
        raise ValueError(key)
    return int(found[1])


def _between(text: bytes, opening: bytes, closing: bytes) -> bytes:
    start = text.index(opening) + len(opening)
    return text[start : text.index(closing, start)]


def _parents(root: bytes) -> tuple[bytes, int]:
    """Return a tag root's tree of parents and the first key it leaves free."""
    found = re.search(rb"/ParentTree<</Nums\[(.*?)\]>>/ParentTreeNextKey (\d+)", root, re.DOTALL)
    if found is None:
        raise ValueError("ParentTree")
    return found[1], int(found[2])


def _renumbered(key: int, shift: int) -> Callable[[re.Match[bytes]], bytes]:
    def moved(found: re.Match[bytes]) -> bytes:
        return b"%d %d 0 R" % (int(found[1]) + key, int(found[2]) + shift)

    return moved


def _mover(shift: int, key: int) -> Callable[[bytes], bytes]:
    """Return what moves an object's references and keys; strings and streams stay as they are."""

    def moved(body: bytes) -> bytes:
        stream = _STREAM.search(body)
        end = stream.start() if stream else len(body)
        out, at = [], 0
        while found := _STRING_OR_REFERENCE.search(body, at, end):
            out.append(body[at : found.start()])
            at = found.end()
            if found[0] == b"(":
                at = _string_end(body, at)
                out.append(body[found.start() : at])
            elif found[1] is not None:
                out.append(b"%d 0 R" % (int(found[1]) + shift))
            else:
                out.append(b"/%s %d" % (found[2], int(found[3]) + key))
        return b"".join((*out, body[at:]))

    return moved


def _string_end(body: bytes, at: int) -> int:
    """Return where a literal string ends whose opening parenthesis is just before `at`."""
    depth = 1
    while depth:
        letter = body[at : at + 1]
        if not letter:
            raise ValueError("string")
        depth += (letter == b"(") - (letter == b")")
        at += 2 if letter == b"\\" else 1
    return at


def _written(objects: dict[int, bytes], size: int, first: _Part) -> bytes:
    # Four bytes beyond ASCII say to every tool that this is no text file.
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    entries = [b"0000000000 65535 f\r\n"]
    for number in range(1, size):
        body = objects.get(number)
        if body is None:
            entries.append(b"0000000000 65535 f\r\n")
            continue
        entries.append(b"%010d 00000 n\r\n" % len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n%s" % (size, b"".join(entries))
    out += b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[%s]>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        first.root,
        first.info,
        first.identity,
        start,
    )
    return bytes(out)
