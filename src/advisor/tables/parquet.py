"""Parquet through PyArrow (extra ``batch``): read in batches as its dictionaries stand, written by another thread."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any

from advisor.errors import AdvisorError
from advisor.knowledge.excerpts import clean
from advisor.tables.arrow import arrow
from advisor.tables.arrow_source import ArrowSource
from advisor.tables.headers import Recognition
from advisor.tables.source import Block, Worker

__all__ = ["ParquetSink", "ParquetTable"]

ROW_GROUP = 131_072
"""Rows in one row group of the output: enough that the file's own table of contents stays short."""


def parquet() -> Any:
    """PyArrow's Parquet. Raises AdvisorError P819."""
    arrow()
    import pyarrow.parquet as found

    return found


class ParquetTable:
    """A Parquet file: text, categories, whole and decimal numbers, yes-no, and lists of text."""

    def __init__(self, path: str, worker: Worker) -> None:
        pq = parquet()
        self._path = path
        self.done = 0
        try:
            with open(path, "rb"):
                pass
            with pq.ParquetFile(path) as file:
                schema, about = file.schema_arrow, file.metadata
                self.total, groups = int(about.num_rows), range(about.num_row_groups)
                self._group = max((about.row_group(place).num_rows for place in groups), default=0)
        except Exception as error:
            raise self._broken(error) from None
        self._source = ArrowSource(schema, worker)
        self._as_they_stand = [name for name in self._source.wanted if self._is_text(schema.field(name).type)]
        if not self.total:
            raise AdvisorError.of("P816", f"{clean(path, 200)} has columns and no rows", "a table has a row for each person")

    @property
    def recognition(self) -> Recognition:
        return self._source.recognition

    def _broken(self, error: Exception) -> AdvisorError:
        name = clean(self._path, 200)
        if isinstance(error, OSError) and error.strerror and error.errno:
            return AdvisorError.of("P817", f"{name} cannot be read: {error.strerror}", "check it")
        what = clean(str(error).partition("\n")[0], 120) or type(error).__name__
        return AdvisorError.of("P817", f"{name} cannot be read as Parquet: {what}", "was it cut off? make the file again")

    @staticmethod
    def _is_text(kind: Any) -> bool:
        """Whether a column can be handed over as its dictionary stands in the file (a list of text cannot, over row groups)."""
        types = arrow().types
        return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))

    def chunks(self, size: int) -> Iterator[Callable[[], Block]]:
        """All rows, in order; row groups are cut into even parts, as batches end where they do."""
        pq = parquet()
        size = -(-self._group // -(-self._group // size)) if self._group else size
        try:
            with pq.ParquetFile(self._path, read_dictionary=self._as_they_stand, pre_buffer=False, buffer_size=1 << 16) as file:
                for batch in _even(file.iter_batches(size, columns=self._source.wanted), size):
                    first = self.done + 1
                    self.done += batch.num_rows
                    yield self._source.chunk(batch, first)
        except AdvisorError:
            raise
        except Exception as error:
            raise self._broken(error) from None


def _even(batches: Iterator[Any], size: int) -> Iterator[Any]:
    """Batches of about ``size``: the short ones that row groups end in are put together."""
    pa = arrow()
    waiting: list[Any] = []
    for batch in batches:
        waiting.append(batch)
        if sum(item.num_rows for item in waiting) >= size // 2:
            yield _joined(pa, waiting)
            waiting = []
    if waiting:
        yield _joined(pa, waiting)


def _joined(pa: Any, batches: list[Any]) -> Any:
    if len(batches) == 1:
        return batches[0]
    return pa.Table.from_batches(batches).unify_dictionaries().combine_chunks().to_batches()[0]


class ParquetSink:
    """Batches of one schema to a Parquet file, written in a thread of its own, few batches at a time."""

    def __init__(self, path: str, schema: Any) -> None:
        self._pq, self._pa = parquet(), arrow()
        self._path, self._schema = path, schema
        self._queue: queue.Queue[Any] = queue.Queue(2)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._write, name="parquet", daemon=True)
        self._thread.start()

    def _write(self) -> None:
        try:
            told = [name for name in ("row", "id", "safety") if name in self._schema.names]  # nobody looks for the least muscle
            with self._pq.ParquetWriter(self._path, self._schema, compression="zstd", write_statistics=told) as writer:
                waiting: list[Any] = []
                while (batch := self._queue.get()) is not None:
                    if isinstance(batch, BaseException):
                        raise batch
                    waiting.append(batch)
                    if sum(item.num_rows for item in waiting) >= ROW_GROUP:
                        self._group(writer, waiting)
                        waiting = []
                if waiting:
                    self._group(writer, waiting)
            _synced(self._path)
        except BaseException as error:
            self._error = error

    def _group(self, writer: Any, batches: list[Any]) -> None:
        writer.write_table(self._pa.Table.from_batches(batches, self._schema), row_group_size=2 * ROW_GROUP)

    def put(self, batch: Any) -> None:
        """Raises OSError where the file cannot be written."""
        while True:
            self._check()
            with contextlib.suppress(queue.Full):
                self._queue.put(batch, timeout=0.1)
                return

    def _check(self) -> None:
        if self._error is not None:
            raise _as_os_error(self._error)
        if not self._thread.is_alive():
            raise OSError("the writer of Parquet stopped")

    def close(self) -> None:
        """Waits until all is on the disk. Raises OSError."""
        while self._thread.is_alive() and self._error is None:
            with contextlib.suppress(queue.Full):
                self._queue.put(None, timeout=0.1)
                break
        self._thread.join()
        if self._error is not None:
            raise _as_os_error(self._error)

    def abandon(self) -> None:
        """Lets the writer go; its file is of no use."""
        if self._thread.is_alive():
            with contextlib.suppress(queue.Empty):
                while True:
                    self._queue.get_nowait()
            with contextlib.suppress(queue.Full):
                self._queue.put_nowait(RuntimeError("abandoned"))
            self._thread.join(5)


def _synced(path: str) -> None:
    import os

    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _as_os_error(error: BaseException) -> OSError:
    if isinstance(error, OSError) and error.strerror:
        return OSError(error.errno, error.strerror)
    return OSError(0, clean(str(error).partition("\n")[0], 160) or type(error).__name__)
