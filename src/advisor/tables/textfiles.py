"""CSV, read by the standard library: a row that cannot be read is told and left out, the rest goes on."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import IO, Any

import numpy as np

from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.knowledge.source import clean
from advisor.tables.cells import is_text
from advisor.tables.headers import Header, Recognition
from advisor.tables.ids import Names
from advisor.tables.source import Block, Raw, Worker

__all__ = ["LONGEST_LINE", "ByteCount", "CsvTable", "empty", "unreadable"]

LONGEST_LINE = 1_000_000
_DELIMITERS = (",", ";", "\t")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class ByteCount(io.RawIOBase):
    """A file that counts what was read of it, decoded with its faults kept (lone surrogates)."""

    def __init__(self, path: str) -> None:
        self.done, self.total = 0, 0
        try:
            self._file: IO[bytes] = open(path, "rb")  # noqa: SIM115 - closed with the table
            self.total = self._file.seek(0, io.SEEK_END)
            self._file.seek(0)
            start = self._file.read(3)
        except OSError as error:
            raise AdvisorError.of("P817", f"{path} cannot be read: {error.strerror}", "check its name") from None
        if start[:2] in _WIDE:
            raise _broken(path, "it is UTF-16 text", "save it as CSV UTF-8")
        self._file.seek(3 if start == b"\xef\xbb\xbf" else 0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self.done += len(data)
        return len(data)

    def close(self) -> None:
        super().close()
        if hasattr(self, "_file"):
            self._file.close()

    def text(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BufferedReader(self, 1 << 18), "utf-8", "surrogateescape", newline="")


def _broken(name: str, what: str, hint: str) -> AdvisorError:
    return AdvisorError.of("P817", f"the table cannot be read: {what}", hint, Place(clean(name, 300)))


def empty(name: str, what: str) -> AdvisorError:
    return AdvisorError.of("P816", f"the table {what}", "a table has a header and a row for each person", Place(clean(name, 300)))


class CsvTable:
    """A CSV file: commas, semicolons or tabs, told by which makes the header mean most."""

    def __init__(self, path: str, worker: Worker) -> None:
        self._worker, self._path = worker, path
        self._bytes = ByteCount(path)
        self._text = self._bytes.text()
        csv.field_size_limit(LONGEST_LINE)
        self._header()
        self._lines = 0

    @property
    def total(self) -> int:
        return self._bytes.total

    @property
    def done(self) -> int:
        return self._bytes.done

    def _header(self) -> None:
        start, line = 0, ""
        while not line.strip("\r\n \t"):
            start += 1
            line = self._text.readline(LONGEST_LINE)
            if not line:
                raise empty(self._path, "is empty")
        while line.count('"') % 2:  # a header with a line break in it
            more = self._text.readline(LONGEST_LINE)
            if not more:
                raise _broken(self._path, "a quote in its header is not closed", "close it")
            line += more
            start += 1
        if "\0" in line or not is_text(line):
            raise _broken(self._path, "its header is not UTF-8 text", "save it as CSV UTF-8")
        ways: list[tuple[int, int, str, Recognition, list[Diagnostic]]] = []
        for delimiter in _DELIMITERS:
            headers = next(csv.reader([line], delimiter=delimiter), [])
            recognition, problems = self._worker.recognise(headers)
            ways.append((-len(recognition.targets), len(ways), delimiter, recognition, problems))
        _, _, delimiter, self.recognition, problems = min(ways)
        self._worker.last = self.recognition
        if problems:
            raise AdvisorError(problems)
        self._rows = csv.reader(self._text, delimiter=delimiter)
        self._first_line = start

    def chunks(self, size: int) -> Iterator[Callable[[], Block]]:
        """All rows. Raises AdvisorError P816 where there is none."""
        number = 1
        while True:
            raw, rows = self._next(number, size)
            if not raw.count:
                break
            number += raw.count
            by_header = list(zip(*rows, strict=True))
            for place, header in enumerate(self.recognition.headers):
                if header.how == "id":
                    raw.ids = Names.of(_ids(raw, by_header[place], header))
            self._worker.known(raw)
            yield partial(self._block, raw, rows, by_header)
        self._text.close()
        if number == 1:
            raise empty(self._path, "has a header and no rows")

    def _next(self, first: int, size: int) -> tuple[Raw, list[Sequence[str]]]:
        width = len(self.recognition.headers)
        raw, lines = Raw(first, 0, [], None, {}), list[int]()
        rows: list[Sequence[str]] = []
        blank: Sequence[str] = [""] * width
        while len(rows) < size:
            line = self._first_line + self._rows.line_num + 1
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
        for place, row in enumerate(rows):
            if place not in raw.bad and not "".join(row).strip():
                raw.bad[place] = unreadable("P836", "the row is empty", "take it out of the table")
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
