"""Results and rejects to files: CSV, NDJSON, Parquet."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from advisor import __version__
from advisor.population import BANDS, VERDICTS, Program
from advisor.tables.partfile import unwritable
from advisor.tables.results import SAFETY, Results
from advisor.tables.source import Reject

__all__ = ["CsvWriter", "NdjsonWriter", "RejectsWriter", "Writer", "column_names", "harmless", "open_writer"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff0b", "\uff0d", "\uff1d", "\uff20")
_STATES = ("fired", "unsure", "open")


class Writer(Protocol):
    """``write`` what was ``prepared`` of each block, in order, then ``close``. Both raise AdvisorError I701."""

    def prepared(self, results: Results) -> Any:
        """A block as it will be written; any thread may make it."""
        ...

    def write(self, prepared: Any) -> None: ...

    def close(self) -> None: ...

    def abandon(self) -> None: ...


def harmless(text: str) -> str:
    """A cell that no spreadsheet runs as a formula: an apostrophe is put before what could be one.

    >>> harmless("=1+1"), harmless("-3"), harmless("Ann")
    ("'=1+1", "'-3", 'Ann')
    """
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text


def _csv_lines(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


class _TextFile:
    """A text file of lines, synced when closed."""

    def __init__(self, path: str, target: str) -> None:
        self._target = target
        self._stream = open(path, "w", encoding="utf-8", newline="")  # noqa: SIM115 - closed by close or abandon

    def write(self, prepared: str) -> None:
        try:
            self._stream.write(prepared)
        except OSError as error:
            raise unwritable(self._target, error) from None

    def close(self) -> None:
        try:
            self._stream.flush()
            os.fsync(self._stream.fileno())
            self._stream.close()
        except OSError as error:
            raise unwritable(self._target, error) from None

    def abandon(self) -> None:
        with contextlib.suppress(OSError):  # what could not be written is not wanted any more
            self._stream.close()


class NdjsonWriter(_TextFile):
    """One person a line (:meth:`Results.person`)."""

    def prepared(self, results: Results) -> str:
        people = (results.person(row) for row in range(results.size))
        return "".join(json.dumps(person, ensure_ascii=False, separators=(",", ":")) + "\n" for person in people)


class CsvWriter(_TextFile):
    """One row a person: lists in one cell, parted by ``;``; ``wide``: a column for each muscle, side and pattern."""

    def __init__(self, path: str, target: str, program: Program, *, wide: bool, plan: bool) -> None:
        super().__init__(path, target)
        self._program, self._wide, self._plan = program, wide, plan
        self.write(_csv_lines([self._header()]))

    def _header(self) -> list[str]:
        found = ["row", "id", "safety", "safety_unanswered", *(f"flags_{state}" for state in _STATES)]
        if self._wide:
            found += [f"{name}{end}" for name in column_names(self._program.muscles) for end in ("", ".certainty", ".band")]
            found += [f"{name}{end}" for name in column_names(self._program.patterns) for end in ("", ".band")]
        else:
            found += ["dormant", "dominant", "unclear", "patterns"]
        if self._plan:
            found += ["plan", "plan_minutes", "plan_why_shorter"]
        return [*found, "rules_hash", "advisor"]

    def prepared(self, results: Results) -> str:
        block, blocked, size = results.block, results.found.blocked.tolist(), results.size
        columns: list[Sequence[str]] = [
            [str(row) for row in block.rows.tolist()],
            [harmless(name) for name in block.ids] if block.ids is not None else [""] * size,
            [SAFETY[place] for place in results.safety.tolist()],
            ["yes" if one else "no" for one in blocked],
        ]
        for state in _STATES:
            entries = results.flags[state]
            columns.append(_joined([results.flag_names[what] for what in entries.what.tolist()], entries.starts, ";"))
        if self._wide:
            columns += zip(*(self._wide_cells(results.person(row)) for row in range(size)), strict=True) if size else []
        else:
            columns += _short_columns(results)
        if self._plan:
            assert results.plans is not None
            columns += zip(*(_plan_cells(plan) for plan in results.plans), strict=True) if size else []
        columns += [[self._program.knowledge.hash] * size, [__version__] * size]
        return _csv_lines(zip(*columns, strict=True))

    def _wide_cells(self, person: dict[str, Any]) -> list[str]:
        muscles = {(item["muscle"], item["side"]): item for item in person["findings"]}
        patterns = {(item["pattern"], item["side"]): item for item in person["patterns"]}
        cells: list[str] = []
        for key in self._program.muscles:
            item = muscles.get(key)
            cells += [item["role"], _number(item["certainty"]), item["band"]] if item else ["", "", ""]
        for key in self._program.patterns:
            item = patterns.get(key)
            cells += [_number(item["certainty"]), item["band"]] if item else ["", ""]
        return cells


def column_names(keys: Sequence[tuple[str, str]]) -> list[str]:
    return [name if side == "whole" else f"{name}@{side}" for name, side in keys]


def _number(value: float) -> str:
    """A certainty without an exponent or trailing zeros."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _short_columns(results: Results) -> list[list[str]]:
    """dormant, dominant, unclear, patterns: the surest first, then by name and side."""
    program, muscles, patterns = results.found.program, results.muscles, results.patterns
    verdict, size, bands = results.muscle_values
    columns = []
    for role in ("dormant", "dominant", "unclear"):
        here = verdict == VERDICTS.index(role)
        columns.append(_told(program.muscles, muscles.what[here], muscles.rows[here], size[here], bands[here], results.size))
    size, bands = results.pattern_values
    return [*columns, _told(program.patterns, patterns.what, patterns.rows, size, bands, results.size)]


def _told(
    keys: Sequence[tuple[str, str]], what: NDArray[Any], rows: NDArray[Any], size: NDArray[Any], bands: NDArray[Any], count: int
) -> list[str]:
    """One cell a row: name, band and certainty of each entry."""
    rank = np.empty(len(keys), np.int64)
    rank[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    order = np.lexsort((rank[what], -size.astype(np.int64), rows))
    names = column_names(keys)
    distinct, places = np.unique(size, return_inverse=True)
    numbers = [_number(one / 1e6) for one in distinct.tolist()]
    entries = zip(what[order].tolist(), bands[order].tolist(), places[order].tolist(), strict=True)
    texts = [f"{names[name]} {BANDS[band]} {numbers[number]}" for name, band, number in entries]
    return _joined(texts, np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=count))]), "; ")


def _joined(texts: list[str], starts: NDArray[Any], between: str) -> list[str]:
    """One text a row of those from its start to the next one's."""
    return [between.join(texts[start:stop]) for start, stop in pairwise(starts.tolist())]


def _plan_cells(plan: Mapping[str, Any] | None) -> list[str]:
    if plan is None:
        return ["", "", ""]
    names = (f"{i['exercise']}@{i['side_first']}_first" if i["side_first"] else i["exercise"] for i in plan["exercises"])
    return [
        "; ".join(names),
        str(plan["minutes"]),
        " ".join([*plan["why_shorter"], *([plan["no_drill"]] if plan["no_drill"] else [])]),
    ]


class RejectsWriter(_TextFile):
    """Rows left out, as CSV: row, line, id, column, code, reason, what to do."""

    def __init__(self, path: str, target: str) -> None:
        super().__init__(path, target)
        self.write(_csv_lines([["row", "line", "id", "column", "code", "reason", "what_to_do"]]))

    def write_rejects(self, rejects: Iterable[Reject]) -> None:
        cells = (
            [str(r.row), str(r.line) if r.line else "", *(harmless(text) for text in (r.id, r.column, r.code, r.reason, r.hint))]
            for r in rejects
        )
        self.write(_csv_lines(cells))


def open_writer(fmt: str, path: str, target: str, program: Program, *, wide: bool = False, plan: bool = False) -> Writer:
    """A writer for ``csv``, ``ndjson`` or ``parquet`` into ``path``; ``target`` is the name told in errors."""
    if fmt == "parquet":
        from advisor.tables.parquet_writer import ParquetWriter

        return ParquetWriter(path, target, program, wide=wide, plan=plan)
    if fmt == "csv":
        return CsvWriter(path, target, program, wide=wide, plan=plan)
    return NdjsonWriter(path, target)
