"""CSV: a row that cannot be read is told and left out, the rest goes on.

Pieces of the file without quotes are read at once where PyArrow is there (:mod:`advisor.tables.csv_quick`); all else, and
every piece without it, by the standard library row by row, which is the meaning of both.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.knowledge.excerpts import clean
from advisor.tables.cells import is_text
from advisor.tables.csv_quick import QuickCsv
from advisor.tables.headers import Header, Recognition
from advisor.tables.ids import Names
from advisor.tables.lines import LONGEST_LINE, ByteCount, Pieces, broken
from advisor.tables.source import Block, Raw, Worker

__all__ = ["CsvTable", "empty", "unreadable"]

_DELIMITERS = (",", ";", "\t")


def empty(name: str, what: str) -> AdvisorError:
    return AdvisorError.of("P816", f"the table {what}", "a table has a header and a row for each person", Place(clean(name, 300)))


class CsvTable:
    """A CSV file: commas, semicolons or tabs, told by which makes the header mean most. ``quick`` False: row by row."""

    def __init__(self, path: str, worker: Worker, *, quick: bool = True) -> None:
        self._worker, self._path = worker, path
        self._bytes = ByteCount(path)
        self._pieces = Pieces(path, self._bytes)
        csv.field_size_limit(LONGEST_LINE)
        delimiter = self._header()
        self._rows = csv.reader(self._pieces, delimiter=delimiter)
        self._quick = QuickCsv(self.recognition.headers, delimiter, worker) if quick else None

    @property
    def total(self) -> int:
        return self._bytes.total

    @property
    def done(self) -> int:
        return self._bytes.done

    def _first_line(self) -> str:
        """The next line that is not blank. Raises AdvisorError P816."""
        line = ""
        while not line.strip("\r\n \t"):
            line = next(self._pieces, "")[:LONGEST_LINE]
            if not line:
                raise empty(self._path, "is empty")
        return line

    def _header(self) -> str:
        """Reads the header and returns the delimiter."""
        line = self._first_line()
        delimiters: tuple[str, ...] = _DELIMITERS
        if line.strip().strip('"').startswith("sep=") and len(line.strip("\r\n").strip('"')) == 5:  # a note of Excel to itself
            delimiters = tuple(one for one in _DELIMITERS if one in line) or _DELIMITERS
            line = self._first_line()
        while line.count('"') % 2:  # a header with a line break in it
            more = next(self._pieces, "")
            if not more or len(line) > LONGEST_LINE:
                raise broken(self._path, "a quote in its header is not closed", "close it")
            line += more
        if "\0" in line or not is_text(line):
            raise broken(self._path, "its header is not UTF-8 text", "save it as CSV UTF-8")
        ways: list[tuple[int, int, str, Recognition, list[Diagnostic]]] = []
        for delimiter in delimiters:
            headers = next(csv.reader([line], delimiter=delimiter), [])
            recognition, problems = self._worker.recognise(headers)
            ways.append((-len(recognition.targets), len(ways), delimiter, recognition, problems))
        _, _, delimiter, self.recognition, problems = min(ways)
        self._worker.last = self.recognition
        if problems:
            raise AdvisorError(problems)
        return delimiter

    def chunks(self, size: int) -> Iterator[Callable[[], Block]]:
        """All rows. Raises AdvisorError P816 where there is none."""
        number = 1
        while piece := self._pieces.piece():
            quick = self._quick.read(piece) if self._quick is not None else None
            if quick is not None:
                yield from quick.chunks(number, self._pieces.line + 1, size)
                number += quick.rows
                self._pieces.line += quick.rows
                continue
            self._pieces.give(piece)
            while not self._pieces.used:
                raw, rows = self._next(number, size)
                if raw.count:
                    number += raw.count
                    yield self._chunk(raw, rows)
        self._bytes.close()
        if number == 1:
            raise empty(self._path, "has a header and no rows")

    def _chunk(self, raw: Raw, rows: list[Sequence[str]]) -> Callable[[], Block]:
        by_header = list(zip(*rows, strict=True))
        for place, header in enumerate(self.recognition.headers):
            if header.how == "id":
                raw.ids = Names.of(_ids(raw, by_header[place], header))
        self._worker.known(raw)
        return partial(self._block, raw, rows, by_header)

    def _next(self, first: int, size: int) -> tuple[Raw, list[Sequence[str]]]:
        """Rows of the piece in hand; one that runs on into the next piece takes it along."""
        width = len(self.recognition.headers)
        raw, lines = Raw(first, 0, [], None, {}), list[int]()
        rows: list[Sequence[str]] = []
        blank: Sequence[str] = [""] * width
        while len(rows) < size and not self._pieces.used:
            line = self._pieces.line + 1
            try:
                row: Sequence[str] = next(self._rows)
            except StopIteration:
                break
            except csv.Error:
                raw.bad[len(rows)] = unreadable("P830", "a cell is longer than a million characters", "is a quote not closed?")
                row = blank
            if not row:
                continue
            if len(row) != width:
                raw.bad[len(rows)] = unreadable(
                    "P830",
                    f"the row has {len(row)} cells, the header {width}",
                    "put cells with a comma or a line break in quotes",
                )
                row = blank
            rows.append(row)
            lines.append(line)
        raw.count, raw.lines = len(rows), lines
        return raw, rows

    def _block(self, raw: Raw, rows: list[Sequence[str]], by_header: list[tuple[str, ...]]) -> Block:
        cells, codes = {}, {}
        for place, header in enumerate(self.recognition.headers):
            if header.target:
                cells[header.text] = by_header[place]
                reader = self._worker.reader(header)
                found = [reader[cell] for cell in by_header[place]]
                codes[header.target] = header, np.array(found, self._worker.column(header).dtype)
        raw.cells = cells
        return self._worker.block(raw, codes)


def unreadable(code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Place(), code, message, hint)


def _ids(raw: Raw, cells: Sequence[str], header: Header) -> list[str]:
    found = []
    for place, cell in enumerate(cells):
        text = cell.strip()
        if not is_text(text):
            raw.bad.setdefault(
                place, unreadable("P831", "the id is not UTF-8 text", "save the whole table in one encoding: UTF-8")
            )
            raw.where[place] = header.text
            text = ""
        found.append(clean(text, 200))
    return found
