"""Pieces of CSV that hold nothing special, read at once by PyArrow, each column by its distinct cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from advisor.errors import AdvisorError
from advisor.tables.arrow import ArrowColumn, Cells, arrow, ids_of
from advisor.tables.headers import Header
from advisor.tables.lines import LONGEST_LINE
from advisor.tables.source import Block, Raw, Worker

__all__ = ["QuickCsv"]

_LEAST = 20_000
"""Bytes under which there is nothing to gain."""


class QuickCsv:
    """:meth:`read` takes a piece of whole lines, or leaves it (None) where a row could mean anything but its cells between
    the delimiters: quotes, odd line ends, empty or ragged rows, bytes that are not UTF-8."""

    def __init__(self, headers: Sequence[Header], delimiter: str, worker: Worker) -> None:
        self._headers, self._delimiter, self.worker = headers, delimiter, worker
        self.columns: dict[str, ArrowColumn] | None = None

    def read(self, piece: bytes) -> _Piece | None:
        """The piece as columns; or None."""
        if len(piece) < _LEAST or len(self._headers) < 2 or not _is_plain(piece):
            return None
        try:
            pa = arrow()
            import pyarrow.csv as reader
        except (AdvisorError, ImportError):
            return None
        if self.columns is None:
            self.columns = {
                header.text: ArrowColumn(self.worker.column(header), self.worker.reader(header))
                for header in self._headers if header.target
            }  # fmt: skip
        names = [str(place) for place in range(len(self._headers))]
        wanted = [name for name, header in zip(names, self._headers, strict=True) if header.target or header.how == "id"]
        text = pa.dictionary(pa.int32(), pa.string())
        try:
            table = reader.read_csv(
                pa.BufferReader(piece),
                reader.ReadOptions(use_threads=False, block_size=len(piece) + 1, column_names=names),
                reader.ParseOptions(delimiter=self._delimiter, quote_char=False, double_quote=False, ignore_empty_lines=False),
                reader.ConvertOptions(
                    check_utf8=False, column_types=dict.fromkeys(names, text), null_values=[], strings_can_be_null=False,
                    include_columns=wanted,
                ),
            )  # fmt: skip
        except pa.ArrowInvalid:  # a row with more or fewer cells
            return None
        batch = table.combine_chunks().to_batches()[0]
        return _Piece(self, [h for h in self._headers if h.target or h.how == "id"], batch)


def _is_plain(piece: bytes) -> bool:
    if b'"' in piece or b"\0" in piece or piece.count(b"\r") != piece.count(b"\r\n"):
        return False
    if piece.startswith((b"\n", b"\r")) or b"\n\n" in piece or b"\n\r" in piece:  # an empty line is no row
        return False
    data = np.frombuffer(piece, np.uint8)
    ends = np.flatnonzero(data == 10)
    if len(ends) < 2 or int(np.diff(ends).max(initial=int(ends[0]))) >= LONGEST_LINE:
        return False
    try:
        piece.decode()
    except UnicodeDecodeError:
        return False
    return True


@dataclass
class _Piece:
    """A piece that was read: ``batch`` holds the columns of ``headers`` in their order."""

    quick: QuickCsv
    headers: Sequence[Header]
    batch: Any

    @property
    def rows(self) -> int:
        return int(self.batch.num_rows)

    def chunks(self, number: int, line: int, size: int) -> Iterator[Callable[[], Block]]:
        """Its rows, the first of them with this number and in this line."""
        worker = self.quick.worker
        for start in range(0, self.rows, size):
            part = self.batch.slice(start, size)
            raw = Raw(number + start, part.num_rows, range(line + start, line + start + part.num_rows), None, {})
            for place, header in enumerate(self.headers):
                if header.how == "id":
                    raw.ids, _ = ids_of(part.column(place))
            worker.known(raw)
            yield partial(self._block, raw, part)

    def _block(self, raw: Raw, part: Any) -> Block:
        codes = {}
        raw.cells = cells = dict[str, Cells]()
        assert self.quick.columns is not None
        for place, header in enumerate(self.headers):
            if header.target:
                array = part.column(place)
                cells[header.text] = Cells(array)
                codes[header.target] = header, self.quick.columns[header.text].codes(array)
        return self.quick.worker.block(raw, codes)
