"""A PDF made small: its many little objects go into object streams (ISO 32000-1, 7.5.7, 7.5.8).

typst writes every tag of the structure tree as an object of its own and in plain text: more than half of a tagged report.
They are compressed by LZW (7.4.4), which is written here: what zlib gives hangs on how it was built, and the same report gives
the same bytes on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

__all__ = ["lzw", "packed"]

_TOGETHER = 1000  # objects in one stream
_LARGEST = 1 << 24  # bytes: places have three
_CLEAR, _END, _FIRST, _FULL = 256, 257, 258, 4095  # LZW: two codes of its own, the first free one, and when to begin anew
_FLUSH = 1024  # bits
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
_TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*startxref", re.DOTALL)
_OBJECT = re.compile(rb"(\d+) 0 obj\s")
_SIZE = re.compile(rb"/Size \d+")
_ENTRY = 20  # bytes of a line of the table


def packed(pdf: bytes) -> bytes:
    """The same document, smaller. ``pdf`` has one cross-reference table and neither encryption nor updates, as typst writes it.

    ValueError where it is not of that form, or of 16 MB and more.
    """
    places, trailer = _table(pdf)
    out = bytearray(pdf[: min(places.values())])
    entries: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}  # kind, then place or stream, then number in the stream
    little: list[tuple[int, bytes]] = []
    for number, body in _objects(pdf, places):
        if body.endswith(b"endstream"):
            entries[number] = (1, len(out), 0)
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        else:
            little.append((number, body))
    size = max(places) + 1
    for some in (little[at : at + _TOGETHER] for at in range(0, len(little), _TOGETHER)):
        entries |= {number: (2, size, place) for place, (number, _) in enumerate(some)}
        entries[size] = (1, len(out), 0)
        head = _head(some)
        out += _stream(size, b"/Type/ObjStm/N %d/First %d" % (len(some), len(head)), head + b" ".join(body for _, body in some))
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
    small = lzw(data)
    return b"%d 0 obj\n<<%b/Filter/LZWDecode/Length %d>>\nstream\n%b\nendstream\nendobj\n" % (number, entries, len(small), small)


def _index(number: int, at: int, entries: dict[int, tuple[int, int, int]], trailer: bytes) -> bytes:
    """The cross-reference stream, which is itself the last object."""
    entries |= {number: (1, at, 0)}
    free = (0, 0, 65535)
    lines = (entries.get(n, free) for n in range(number + 1))
    data = b"".join((kind << 40 | place << 16 | more).to_bytes(6, "big") for kind, place, more in lines)
    head = b"/Type/XRef/W[1 3 2]" + _SIZE.sub(b"/Size %d" % (number + 1), trailer)
    return _stream(number, head, data) + b"startxref\n%d\n%%%%EOF\n" % at


def lzw(data: bytes) -> bytes:
    """``data`` as the filter LZWDecode reads it: codes of 9 to 12 bits, one bit more a code early (EarlyChange 1)."""
    if not data:
        return b"\x80\x40\x40"
    out = bytearray()
    table: dict[int, int] = {}
    width, code, full = 9, _FIRST, 1 << 9
    bits, waiting = _CLEAR, 9  # what is not written yet, and how many bits of it
    rest_of_data = iter(data)
    known = next(rest_of_data)  # the code of the longest part seen before
    for byte in rest_of_data:
        key = known << 8 | byte
        if key in table:
            known = table[key]
            continue
        bits, waiting = bits << width | known, waiting + width
        table[key], known = code, byte
        code += 1
        if code == full:
            width, full = width + 1, 2 * full
        if code == _FULL:
            bits, waiting = bits << width | _CLEAR, waiting + width
            table.clear()
            width, code, full = 9, _FIRST, 1 << 9
        if waiting >= _FLUSH:
            rest = waiting % 8
            out += (bits >> rest).to_bytes((waiting - rest) // 8, "big")
            bits, waiting = bits & ((1 << rest) - 1), rest
    bits, waiting = bits << width | known, waiting + width
    width += code + 1 == full
    bits, waiting = bits << width | _END, waiting + width
    return bytes(out + (bits << -waiting % 8).to_bytes((waiting + 7) // 8, "big"))
