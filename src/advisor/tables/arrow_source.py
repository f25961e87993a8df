"""Batches of Arrow as blocks of checked columns: what Parquet files and Spark's tasks bring."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.tables.arrow import ArrowColumn, Cells, ids_of, refused_type
from advisor.tables.source import Block, Raw, Worker

__all__ = ["ArrowSource"]

Again: TypeAlias = Callable[[NDArray[np.uint64], NDArray[np.int64]], NDArray[np.bool_]]


class ArrowSource:
    """Recognises the columns of a schema once; then :meth:`chunk` takes its batches, in the table's order."""

    def __init__(self, schema: Any, worker: Worker) -> None:
        """Raises AdvisorError: P811 to P813, P821 (headers), P815 (types)."""
        self._worker = worker
        self.recognition, problems = worker.recognise(schema.names)
        for header, field in zip(self.recognition.headers, schema, strict=True):
            if header.target or header.how == "id":
                column = worker.column(header) if header.target else None
                problem = refused_type(header, field.type, column, worker.name)
                problems += [problem] if problem is not None else []
        if problems:
            raise AdvisorError(problems)
        self._columns = {
            header.text: ArrowColumn(worker.column(header), worker.reader(header))
            for header in self.recognition.headers if header.target
        }  # fmt: skip

    @property
    def wanted(self) -> list[str]:
        """The columns that are read."""
        return [header.text for header in self.recognition.headers if header.target or header.how == "id"]

    def chunk(self, batch: Any, first: int, again: Again | None = None) -> Callable[[], Block]:
        """A call that makes the block of one batch; ``first`` is the number of its first row.

        ``again`` tells, of the ids' numbers and the rows', whose id came before; without it that is found out by what this
        source was given so far.
        """
        raw = Raw(first, batch.num_rows, [], None, {})
        for header in self.recognition.headers:
            if header.how == "id":
                raw.ids, bad = ids_of(batch.column(header.text))
                for place in bad:
                    what = "the id is not UTF-8 text", "save the whole table in one encoding: UTF-8"
                    raw.bad[place], raw.where[place] = Diagnostic(Place(), "P831", *what), header.text
        if again is None:
            self._worker.known(raw)
        elif raw.ids is not None:
            raw.again = again(raw.ids.keys(), np.arange(first, first + raw.count))
        return partial(self._block, raw, batch)

    def _block(self, raw: Raw, batch: Any) -> Block:
        codes = {}
        raw.cells = cells = dict[str, Cells]()
        for header in self.recognition.headers:
            if header.target:
                array = batch.column(header.text)
                cells[header.text] = Cells(array)
                codes[header.target] = header, self._columns[header.text].codes(array)
        return self._worker.block(raw, codes)
