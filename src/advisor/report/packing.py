"""A PDF made small: its many little objects go into object streams (ISO 32000-1, 7.5.7, 7.5.8).

typst writes every tag of the structure tree as an object of its own and in plain text: more than half of a tagged report.
typst compresses them too, as it does a file that goes with a document: what zlib gives hangs on how it was built, and the same
report gives the same bytes on every machine. It compressed the pages and the fonts already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

import typst

__all__ = ["deflated", "packed"]

_TOGETHER = 2000  # objects in one stream
_LARGEST = 1 << 24  # bytes: places have three
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
_TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*startxref", re.DOTALL)
_OBJECT = re.compile(rb"(\d+) 0 obj\s")
_SIZE = re.compile(rb"/Size \d+")
_ENTRY = 20  # bytes of a line of the table
_CARRIER = b'#pdf.attach("data", bytes(sys.inputs.data))'
_CARRIED = re.compile(rb"<</Length (\d+)/Type/EmbeddedFile(/Filter/FlateDecode)?[^\n]*>>\nstream\n")


def packed(pdf: bytes) -> bytes:
    """The same document, smaller. ``pdf`` has one cross-reference table and neither encryption nor updates, as typst writes it.

    ValueError where it is not of that form, or of 16 MB and more.
    """
    places, trailer = _table(pdf)
    out = bytearray(pdf[: min(places.values())])
    entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}  # kind, then place or stream, then number in the stream
    little: list[tuple[int, bytes]] = []
    for number, body in _objects(pdf, places):
        if body.endswith(b"endstream") or not body.isascii():
            entries[number] = (1, len(out), 0)
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        else:
            little.append((number, body))
    size = max(places) + 1
    for some in (little[at : at + _TOGETHER] for at in range(0, len(little), _TOGETHER)):
        entries |= {number: (2, size, place) for place, (number, _) in enumerate(some)}
        entries[size] = (1, len(out), 0)
        head = _head(some)
        how, small = deflated(head + b" ".join(body for _, body in some))
        out += _stream(size, b"/Type/ObjStm/N %d/First %d" % (len(some), len(head)) + how, small)
        size += 1
    return bytes(out + _index(size, len(out), entries, trailer))


def _table(pdf: bytes) -> tuple[dict[int, int], bytes]:
    """Where each object in use begins, by its number; and the trailer's entries."""
    end = _START.search(pdf) if len(pdf) < _LARGEST else None
    table = _TABLE.match(pdf, int(end[1])) if end else None
    trailer = _TRAILER.search(pdf, table.end()) if table else None
    if not table or not trailer or b"/Encrypt" in trailer[1] or b"/Prev" in trailer[1]:
        raise ValueError("not a PDF with one plain table of cross-references")
    lines = (pdf[at : at + _ENTRY] for at in range(table.end(), table.end() + int(table[1]) * _ENTRY, _ENTRY))
    return {number: int(line[:10]) for number, line in enumerate(lines) if line[17:18] == b"n"}, trailer[1]


def _objects(pdf: bytes, places: dict[int, int]) -> Iterator[tuple[int, bytes]]:
    """Number and body of each object, in the order of the file."""
    order = sorted((place, number) for number, place in places.items())
    ends = [*(place for place, _ in order[1:]), pdf.rfind(b"xref", 0, pdf.rfind(b"startxref"))]
    for (place, number), until in zip(order, ends, strict=True):
        head = _OBJECT.match(pdf, place)
        stop = pdf.rfind(b"endobj", place, until)
        if not head or int(head[1]) != number or stop < 0:
            raise ValueError(f"object {number} is not where the table says")
        yield number, pdf[head.end() : stop].strip()


def _head(some: Sequence[tuple[int, bytes]]) -> bytes:
    """The number and the place of each object of a stream."""
    places = accumulate((len(body) + 1 for _, body in some), initial=0)
    return b"".join(b"%d %d " % (number, place) for (number, _), place in zip(some, places, strict=False))


def _stream(number: int, entries: bytes, data: bytes) -> bytes:
    return b"%d 0 obj\n<<%b/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (number, entries, len(data), data)


def _index(number: int, at: int, entries: dict[int, tuple[int, int, int]], trailer: bytes) -> bytes:
    """The cross-reference stream, which is itself the last object."""
    entries |= {number: (1, at, 0)}
    free = (0, 0, 65535)
    lines = (entries.get(n, free) for n in range(number + 1))
    data = b"".join((kind << 40 | place << 16 | more).to_bytes(6, "big") for kind, place, more in lines)
    head = b"/Type/XRef/W[1 3 2]" + _SIZE.sub(b"/Size %d" % (number + 1), trailer)
    return _stream(number, head, data) + b"startxref\n%d\n%%%%EOF\n" % at


def deflated(data: bytes) -> tuple[bytes, bytes]:
    """The filter's entry of a stream's dictionary, and ``data`` (ASCII) as that filter reads it.

    What would not get smaller stays as it is, with no filter; so does all, should typst come to write such a file another way.
    """
    inputs = {"data": data.decode("ascii")}
    made = typst.compile(_CARRIER, format="pdf", timestamp=0, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs)
    found = _CARRIED.search(made) if isinstance(made, bytes) else None
    if not isinstance(made, bytes) or not found:
        return b"", data
    return found[2] or b"", made[found.end() : found.end() + int(found[1])]


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
