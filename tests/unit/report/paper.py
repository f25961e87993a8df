"""Reads a PDF as printed: where each letter and each drawing stands, bookmarks, and the letters of a section in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import c_double
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

MM = 72 / 25.4
SIDE, TOP, BOTTOM = 17 * MM, 21 * MM, 18 * MM  # the margins
NOTHING = "\ufffe\x02\xad\u200b"  # places to break: they draw nothing
EDGE = 7 * MM  # nothing is nearer to the upper and lower edge, running head and foot included


@dataclass(frozen=True)
class Letter:
    """A letter in points, y from the bottom: from where the pen is set down to where it goes on, from its foot to its top."""

    char: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Bookmark:
    level: int
    title: str
    page: int
    x: float
    y: float


@dataclass(frozen=True)
class Page:
    """One page; ``ink`` is the page as a grey picture, one point a pixel (white: 255)."""

    width: float
    height: float
    letters: tuple[Letter, ...]
    ink: NDArray[np.uint8]

    @property
    def body(self) -> list[Letter]:
        """All letters but the running head and foot."""
        return [one for one in self.letters if self._place(one) == "body"]

    @property
    def head(self) -> str:
        return squeezed("".join(one.char for one in self.letters if self._place(one) == "head"))

    @property
    def foot(self) -> str:
        return squeezed("".join(one.char for one in self.letters if self._place(one) == "foot"))

    def _place(self, one: Letter) -> str:
        return "head" if one.bottom > self.height - TOP else "foot" if one.top < BOTTOM else "body"

    def margins_are_white(self) -> bool:
        """Whether nothing is painted beside the body, head and foot (a line at the edge may stand half outside: 1 mm)."""
        side, edge = int(SIDE - MM), int(EDGE)
        strips = (self.ink[:, :side], self.ink[:, -side:], self.ink[:edge], self.ink[-edge:])
        return all(int(strip.min()) > 250 for strip in strips)


class Paper:
    """All pages of a PDF."""

    def __init__(self, data: bytes) -> None:
        document = pdfium.PdfDocument(data)
        self.pages = [_page(page) for page in document]
        self.bookmarks = [
            Bookmark(mark.level, mark.get_title(), dest.get_index() or 0, *_place(dest))
            for mark in document.get_toc()
            if (dest := mark.get_dest()) is not None
        ]
        document.close()

    def outside(self) -> list[tuple[int, str]]:
        """What stands outside the margins: (page from 1, letters, or "ink")."""
        found = []
        for number, page in enumerate(self.pages, 1):
            stray = [one for one in page.letters if one.left < SIDE - MM or one.right > page.width - SIDE + MM]  # a J hangs out
            stray += [one for one in page.letters if one.bottom < EDGE or one.top > page.height - EDGE]
            low = [one for one in page.body if one.bottom < BOTTOM - 3 or one.top > page.height - TOP + 8]
            if stray or low:
                found.append((number, "".join(one.char for one in (*stray, *low))))
            if not page.margins_are_white():
                found.append((number, "ink"))
        return found

    def text(self, page: int) -> str:
        return squeezed("".join(one.char for one in self.pages[page].body))

    def front(self) -> str:
        """The letters before the first heading."""
        first = next(mark for mark in self.bookmarks if mark.level == 0)
        return squeezed("".join(one.char for one in self.pages[0].body[: self._first_letter(first)]))

    def sections(self) -> Iterator[tuple[str, str]]:
        """(heading, all letters up to the next heading of that level) for each heading of level one, in reading order."""
        tops = [mark for mark in self.bookmarks if mark.level == 0]
        places = [(mark.page, self._first_letter(mark)) for mark in tops]
        for mark, start, end in zip(tops, places, [*places[1:], (len(self.pages), 0)], strict=True):
            parts = []
            for number in range(start[0], min(end[0] + 1, len(self.pages))):
                body = self.pages[number].body
                first = start[1] if number == start[0] else 0
                last = end[1] if number == end[0] else len(body)
                parts.append("".join(one.char for one in body[first:last]))
            yield mark.title, squeezed("".join(parts))

    def _first_letter(self, mark: Bookmark) -> int:
        """The place of a heading's first letter among the letters of its page."""
        body = self.pages[mark.page].body
        text = "".join(one.char for one in body)
        starts = [found.start() for found in re.finditer(re.escape("".join(mark.title.split())), text)]
        return min(starts, key=lambda n: abs(body[n].left - mark.x) + abs(body[n].top - mark.y), default=0)


def squeezed(text: str) -> str:
    """Letters and figures alone: line ends, places to break, hyphens and spaces say nothing about what is written."""
    return "".join(char for char in text if char.isalnum())


def _place(dest: pdfium.PdfDest) -> tuple[float, float]:
    _, view = dest.get_view()
    return (float(view[0] or 0), float(view[1] or 0)) if len(view) > 1 else (0.0, 0.0)


def _page(page: pdfium.PdfPage) -> Page:
    words = page.get_textpage()
    letters = []
    box = [c_double() for _ in range(4)]
    wide = raw.FS_RECTF()
    for n in range(words.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(words, n))
        if char.isspace() or char in NOTHING or raw.FPDFText_IsGenerated(words, n) == 1:
            continue
        raw.FPDFText_GetCharBox(words, n, *box)  # left, right, bottom, top: what is seen
        bottom, top = box[2].value, box[3].value
        raw.FPDFText_GetLooseCharBox(words, n, wide)
        letters.append(Letter(char, wide.left, bottom, wide.right, top))
    width, height = page.get_size()
    return Page(width, height, tuple(letters), page.render(scale=1, grayscale=True).to_numpy().copy())
