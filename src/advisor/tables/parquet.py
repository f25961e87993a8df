"""Parquet through Polars (extra ``batch``): read in batches, written as a stream from another thread."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.knowledge.source import clean
from advisor.population import NOT_ASKED, Column
from advisor.tables.cells import BAD, CellReader
from advisor.tables.headers import Header
from advisor.tables.source import Block, Raw, Worker

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ParquetSink", "ParquetTable", "polars"]

_FEW = 2_000


def polars() -> Any:
    """The library, or AdvisorError P819 where it is not installed."""
    try:
        import polars as found
    except ImportError:
        hint = "install it (pip install 'advisor[batch]'), or use CSV or NDJSON"
        raise AdvisorError.of("P819", "Parquet needs Polars, which is not installed", hint) from None
    return found


class ParquetTable:
    """A Parquet file: text, categories, whole and decimal numbers, yes-no, and lists of text."""

    def __init__(self, path: str, worker: Worker) -> None:
        self._pl, self._path, self._worker = polars(), path, worker
        self.done = 0
        try:
            with open(path, "rb"):
                pass
            self._scan = self._pl.scan_parquet(path, glob=False)
            self._schema: Mapping[str, Any] = self._scan.collect_schema()
            self.total = int(self._scan.select(self._pl.len()).collect().item())
        except OSError as error:
            raise AdvisorError.of(
                "P817", f"{clean(path, 200)} cannot be read: {error.strerror or 'not Parquet'}", "check it"
            ) from None
        except Exception as error:  # Polars' own errors, and the panics of its readers
            raise self._broken(error) from None
        self.recognition, problems = worker.recognise(list(self._schema))
        problems += [item for header in self.recognition.headers if (item := self._type(header)) is not None]
        if problems:
            raise AdvisorError(problems)
        if not self.total:
            raise AdvisorError.of("P816", f"{clean(path, 200)} has columns and no rows", "a table has a row for each person")

    def _broken(self, error: Exception) -> AdvisorError:
        what = clean(str(error).partition("\n")[0], 120) or type(error).__name__
        message = f"{clean(self._path, 200)} cannot be read as Parquet: {what}"
        return AdvisorError.of("P817", message, "was it cut off? make the file again")

    def _type(self, header: Header) -> Diagnostic | None:
        """Whether a column's type can hold answers. A list is for questions with several ticks."""
        if not header.target and header.how != "id":
            return None
        pl, kind = self._pl, self._schema[header.text]
        multi = bool(header.target) and self._worker.column(header).type == "multi"
        numeric = kind.is_numeric()
        good = numeric or kind in (pl.String, pl.Categorical, pl.Enum, pl.Null) or (kind == pl.Boolean and header.how != "id")
        good = good or (multi and isinstance(kind, pl.List) and kind.inner in (pl.String, pl.Categorical, pl.Enum, pl.Null))
        if header.target:
            wanted = self._worker.column(header).type
            good = good and not (wanted == "number" and kind == pl.Boolean) and not (wanted == "multi" and numeric)
        if good:
            return None
        what = "a list of text, or text parted by ;" if multi else "text or a number" if header.how == "id" else "text or numbers"
        return Diagnostic(
            Place(clean(self._path, 200)),
            "P815",
            f'column "{clean(header.text, 60)}" holds {clean(str(kind), 60)}',
            f"write {what}",
        )

    def blocks(self, size: int) -> Iterator[Block]:
        """All rows, in order."""
        wanted = [header.text for header in self.recognition.headers if header.target or header.how == "id"]
        lazy = self._scan.select(wanted)
        for start in range(0, self.total, size):  # batches of a stream are read ahead without end where we are the slower ones
            try:
                frame = lazy.slice(start, size).collect()
            except Exception as error:
                raise self._broken(error) from None
            self.done += frame.height
            yield self._block(frame, start + 1)

    def _block(self, frame: pl.DataFrame, first: int) -> Block:
        raw = Raw(first, frame.height, [], [], {})
        cells: dict[str, Any] = {}
        codes = {}
        for header in self.recognition.headers:
            if header.how == "id":
                raw.ids = [
                    text if text.isascii() and text.isprintable() and len(text) <= 200 else clean(text, 200)
                    for text in self._text(frame[header.text]).fill_null("").str.strip_chars().to_list()
                ]
            elif header.target:
                series = frame[header.text]
                codes[header.target] = header, self._codes(series, self._worker.column(header), self._worker.reader(header))
                cells[header.text] = _Cells(series)
        raw.cells = cells
        return self._worker.block(raw, codes)

    def _text(self, series: pl.Series) -> pl.Series:
        return series.cast(self._pl.String, strict=False)

    # ------------------------------------------------------------- one column's codes
    def _codes(self, series: pl.Series, column: Column, reader: CellReader) -> NDArray[np.signedinteger[Any]]:
        pl, kind = self._pl, series.dtype
        if kind == pl.Null:
            return np.full(len(series), NOT_ASKED, column.dtype)
        if isinstance(kind, pl.List):
            return self._lists(series, column, reader)
        if kind.is_decimal():
            series, kind = self._text(series), pl.String
        if kind in (pl.Categorical, pl.Enum):
            return self._categories(series, column, reader)
        if kind.is_numeric() and column.type == "number" and not reader.spec.unit and not reader.spec.answers:
            return self._numbers(series, column)
        return self._looked_up(series, column, reader)

    def _looked_up(self, series: pl.Series, column: Column, reader: CellReader) -> NDArray[np.signedinteger[Any]]:
        """By the distinct values: most columns hold few."""
        pl = self._pl
        if series.dtype.is_float():  # NaN is nobody's answer, and equal to nothing
            return np.array([reader.of(value) for value in series.to_list()], column.dtype)
        distinct = series.unique()
        if len(distinct) > _FEW:
            return np.array([reader.of(value) for value in series.to_list()], column.dtype)
        if series.dtype == pl.String:
            return self._categories(series.cast(pl.Categorical), column, reader)
        codes = [reader.of(value) for value in distinct.to_list()]
        if len(codes) == 1:
            return np.full(len(series), codes[0], column.dtype)
        found = series.replace_strict(distinct, pl.Series(codes, dtype=pl.Int64), return_dtype=pl.Int64)
        return found.to_numpy().astype(column.dtype)

    def _categories(self, series: pl.Series, column: Column, reader: CellReader) -> NDArray[np.signedinteger[Any]]:
        distinct = series.unique().drop_nulls()
        places = distinct.to_physical().to_numpy().astype(np.int64)
        size = int(places.max(initial=-1)) + 1
        if size > 1_000_000:  # categories shared with other tables
            return self._looked_up(self._text(series), column, reader)
        table = np.full(size + 1, NOT_ASKED, column.dtype)
        table[places] = [reader.of(name) for name in self._text(distinct).to_list()]
        found: NDArray[np.signedinteger[Any]] = table[series.to_physical().cast(self._pl.Int64).fill_null(size).to_numpy()]
        return found

    def _lists(self, series: pl.Series, column: Column, reader: CellReader) -> NDArray[np.signedinteger[Any]]:
        if series.dtype.inner == self._pl.Null:  # type: ignore[attr-defined]
            return np.full(len(series), NOT_ASKED, column.dtype)
        joined = series.cast(self._pl.List(self._pl.String)).list.join(";", ignore_nulls=True)
        return self._looked_up(joined, column, reader)

    def _numbers(self, series: pl.Series, column: Column) -> NDArray[np.signedinteger[Any]]:
        """Whole and decimal numbers at once; a decimal must be the nearest double (or float) of a number with our decimals."""
        pl = self._pl
        empty = series.is_null().to_numpy()
        if series.dtype.is_float():
            single = series.dtype == pl.Float32
            values = series.fill_null(0.0).to_numpy()
            with np.errstate(all="ignore"):
                scaled = np.rint(values.astype(np.float64) * column.scale)
                back = scaled / column.scale
                good = (back.astype(np.float32) == values) if single else (back == values)
                good &= (scaled - column.low_base >= column.low) & (scaled - column.low_base <= column.high)
        else:
            values = series.fill_null(0).cast(pl.Int64, strict=False).fill_null(-(2**40)).to_numpy()
            limit = 2**40
            scaled = np.clip(values, -limit, limit) * column.scale
            good = (scaled - column.low_base >= column.low) & (scaled - column.low_base <= column.high)
        found = np.where(good, np.where(good, scaled, 0) - column.low_base, BAD)
        found[empty] = NOT_ASKED
        return found.astype(column.dtype)


class _Cells(Sequence[Any]):
    """A series as the sequence of its plain values."""

    def __init__(self, series: pl.Series) -> None:
        self._series = series

    def __len__(self) -> int:
        return len(self._series)

    def __getitem__(self, place: Any) -> Any:
        value = self._series[place]
        return value.to_list() if hasattr(value, "to_list") else value


class ParquetSink:
    """Frames of one schema to a Parquet file, written by Polars in a thread of its own, few frames at a time."""

    def __init__(self, path: str, schema: Mapping[str, Any], metadata: Mapping[str, str]) -> None:
        self._pl = polars()
        self._path, self._schema, self._metadata = path, dict(schema), dict(metadata)
        self._queue: queue.Queue[Any] = queue.Queue(2)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._write, name="parquet", daemon=True)
        self._thread.start()

    def _write(self) -> None:
        from polars.io.plugins import register_io_source

        def frames(
            with_columns: list[str] | None, predicate: Any, n_rows: int | None, batch_size: int | None
        ) -> Iterator[pl.DataFrame]:
            while (frame := self._queue.get()) is not None:
                if isinstance(frame, BaseException):
                    raise frame
                yield frame

        try:
            lazy = register_io_source(frames, schema=self._schema, is_pure=False)
            lazy.sink_parquet(self._path, metadata=self._metadata, sync_on_close="all", maintain_order=True)
        except BaseException as error:
            self._error = error

    def put(self, frame: pl.DataFrame) -> None:
        """Raises OSError where the file cannot be written."""
        while True:
            self._check()
            with contextlib.suppress(queue.Full):
                self._queue.put(frame, timeout=0.1)
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


def _as_os_error(error: BaseException) -> OSError:
    if isinstance(error, OSError) and error.strerror:
        return OSError(error.errno, error.strerror)
    return OSError(0, clean(str(error).partition("\n")[0], 160) or type(error).__name__)
