"""A table as blocks of checked columns, and the rows that were left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.knowledge.excerpts import clean
from advisor.model.base import KnowledgeBase
from advisor.population import NOT_ASKED, Column, Columns, as_columns
from advisor.tables.cells import BAD, CellReader
from advisor.tables.headers import Header, Mapping_, Recognition, Targets, recognise
from advisor.tables.ids import Ids, Names

__all__ = ["FORMATS", "Block", "Raw", "Reject", "Table", "Worker", "format_of", "open_table"]

FORMATS: Mapping[str, str] = {".csv": "csv", ".tsv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson", ".parquet": "parquet"}
_PACKED = (".gz", ".bz2", ".xz", ".zst", ".zip")
MOST_REASONS = 20
"""Reasons told for one row; nonsense in every cell is told once."""


@dataclass(frozen=True, slots=True)
class Reject:
    """Why a row was left out: one for each bad cell. ``row`` counts from 1 without the header; ``line`` 0 if there are none."""

    row: int
    line: int
    id: str
    column: str
    code: str
    reason: str
    hint: str = ""


@dataclass
class Block:
    """The rows that are good, in the table's order: their numbers, ids and answers; and the rows left out."""

    rows: NDArray[np.int64]
    ids: Names | None
    columns: Columns
    rejects: list[Reject]
    read: int


@dataclass
class Raw:
    """What a reader hands over of some rows: cells by header, still as they stood. ``bad``: rows it could not read.

    ``again``: rows whose id came before, set by :meth:`Worker.known`.
    """

    first: int
    count: int
    lines: Sequence[int]
    ids: Names | None
    cells: Mapping[str, Any]
    bad: dict[int, Diagnostic] = field(default_factory=dict)
    where: dict[int, str] = field(default_factory=dict)
    again: NDArray[np.bool_] | None = None


class Table(Protocol):
    """An open table. ``total`` and ``done`` are rows or bytes, for a progress bar."""

    @property
    def recognition(self) -> Recognition: ...
    @property
    def total(self) -> int: ...
    @property
    def done(self) -> int: ...

    def chunks(self, size: int) -> Iterator[Callable[[], Block]]:
        """All rows in chunks of ``size`` rows at most. Each is a call that makes the block, which any thread may do, at any
        time. Raises AdvisorError P817 where the file breaks off."""
        ...


class Worker:
    """Cells to codes for the recognised headers of one table; shared by all readers."""

    def __init__(self, knowledge: KnowledgeBase, schema: Mapping[str, Column], mapping: Mapping_, name: str) -> None:
        self.knowledge, self.schema, self.mapping, self.name = knowledge, schema, mapping, name
        self.targets = Targets(schema)
        self.ids = Ids()
        self._readers: dict[str, CellReader] = {}
        self.last: Recognition | None = None

    def recognise(self, headers: Sequence[str]) -> tuple[Recognition, list[Diagnostic]]:
        """What every header means, and what is wrong; ``last`` keeps the first."""
        self.last, problems = recognise(headers, self.targets, self.mapping, self.name)
        return self.last, problems

    def column(self, header: Header) -> Column:
        return self.targets.columns[header.target]

    def reader(self, header: Header) -> CellReader:
        """The reader of one header's cells; kept, with what it has read."""
        found = self._readers.get(header.text)
        if found is None:
            found = CellReader(self.knowledge, self.column(header), header.spec, self.mapping.missing)
            self._readers[header.text] = found
        return found

    def known(self, raw: Raw) -> None:
        """Notes whose id came before: to be called for one chunk after another, in the table's order."""
        raw.again = self.ids.seen(raw.ids) if raw.ids is not None else None

    def block(self, raw: Raw, codes: Mapping[str, tuple[Header, NDArray[np.signedinteger[Any]]]]) -> Block:
        """``codes`` by target: the rows without a bad cell as columns, the others as rejects, with those that hold nobody."""
        bad, nothing = np.zeros(raw.count, np.bool_), np.ones(raw.count, np.bool_)
        for _, array in codes.values():
            bad |= array == BAD
            nothing &= array == NOT_ASKED
        for place in np.flatnonzero(nothing).tolist():
            if raw.ids is None or not raw.ids[place]:
                raw.bad.setdefault(place, _nobody())
        if raw.bad:
            bad[list(raw.bad)] = True
        again = raw.again if raw.again is not None else np.zeros(raw.count, np.bool_)
        bad |= again
        numbers = np.arange(raw.first, raw.first + raw.count, dtype=np.int64)
        if not bad.any():
            table = {target: array for target, (_, array) in codes.items()}
            return Block(numbers, raw.ids, self._columns(table, raw.count), [], raw.count)
        rejects = [
            reject for place in np.flatnonzero(bad).tolist() for reject in self._why(raw, codes, place, bool(again[place]))
        ]
        keep = ~bad
        table = {target: array[keep] for target, (_, array) in codes.items()}
        ids = raw.ids.keep(keep) if raw.ids is not None else None
        return Block(numbers[keep], ids, self._columns(table, int(keep.sum())), rejects, raw.count)

    def _columns(self, table: Mapping[str, Any], rows: int) -> Columns:
        return Columns(rows, as_columns(table, self.schema).arrays)

    def _why(
        self, raw: Raw, codes: Mapping[str, tuple[Header, NDArray[np.signedinteger[Any]]]], place: int, again: bool
    ) -> Iterable[Reject]:
        found: list[tuple[str, Diagnostic]] = []
        if place in raw.bad:
            found.append((raw.where.get(place, ""), raw.bad[place]))
        elif again:
            hint = "keep one row a person; of an id only its first row is read"
            found.append(("id", Diagnostic(Place(), "P832", "this id stands in an earlier row too", hint)))
        wrong = [header for header, array in codes.values() if array[place] == BAD] if place not in raw.bad else []
        more = len(found) + len(wrong) - MOST_REASONS
        for header in wrong[: MOST_REASONS - len(found)]:
            found.append((header.text, self.reader(header).refusal(raw.cells[header.text][place])))
        name = raw.ids[place] if raw.ids is not None else ""
        line = raw.lines[place] if raw.lines else 0
        for column, item in found:
            hint = item.hint if more <= 0 else f"{item.hint} ({more} more columns of this row are wrong)"
            yield Reject(raw.first + place, line, clean(name, 200), clean(column, 60), item.code, item.message, hint)


def _nobody() -> Diagnostic:
    return Diagnostic(Place(), "P836", "the row is empty: no answer, no id", "take it out of the table")


def format_of(path: str, given: str | None = None) -> str:
    """csv, ndjson or parquet, by the name's ending. Raises AdvisorError P814."""
    if given:
        return given
    found = FORMATS.get(Path(path).suffix.lower())
    if found is None and path == "-":
        hint = "give a file: .csv, .ndjson or .parquet"
        raise AdvisorError.of("P814", "a table is not read from a pipe, nor written to one", hint)
    if found is None:
        packed = Path(path).suffix.lower() in _PACKED
        hint = "unpack it first: a table ends in .csv, .ndjson or .parquet" if packed else "name it .csv, .ndjson or .parquet"
        raise AdvisorError.of("P814", f"{clean(path, 200)} is no table that can be read or written", hint)
    return found


def open_table(path: str, worker: Worker, fmt: str | None = None) -> Table:
    """A table file. Raises AdvisorError: P811 to P813, P821 (headers), P814, P815 (types), P816 (empty), P817 (broken), P819."""
    kind = format_of(path, fmt)
    if kind == "parquet":
        from advisor.tables.parquet import ParquetTable

        return ParquetTable(path, worker)
    if kind == "csv":
        from advisor.tables.textfiles import CsvTable

        return CsvTable(path, worker)
    from advisor.tables.ndjson import NdjsonTable

    return NdjsonTable(path, worker)
