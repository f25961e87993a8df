"""Results and rejects to files: CSV, NDJSON, Parquet."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from advisor.population import Program
from advisor.tables.partfile import unwritable
from advisor.tables.results import Results
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
        return _csv_lines(self._row(results, row) for row in range(results.size))

    def _row(self, results: Results, row: int) -> list[str]:
        person = results.person(row)
        cells = [str(person["row"]), harmless(person["id"]), person["safety"], "yes" if person["safety_unanswered"] else "no"]
        cells += [";".join(person[f"flags_{state}"]) for state in _STATES]
        cells += self._wide_cells(person) if self._wide else _short_cells(person)
        if self._plan:
            cells += _plan_cells(person["plan"])
        return [*cells, person["rules_hash"], person["advisor"]]

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


def _short_cells(person: dict[str, Any]) -> list[str]:
    def text(items: list[dict[str, Any]], name: str) -> str:
        ordered = sorted(items, key=lambda item: (-item["certainty"], item[name], item["side"]))
        where = (item[name] if item["side"] == "whole" else f"{item[name]}@{item['side']}" for item in ordered)
        return "; ".join(f"{n} {i['band']} {_number(i['certainty'])}" for n, i in zip(where, ordered, strict=True))

    roles = (
        text([item for item in person["findings"] if item["role"] == role], "muscle")
        for role in ("dormant", "dominant", "unclear")
    )
    return [*roles, text(person["patterns"], "pattern")]


def _plan_cells(plan: dict[str, Any] | None) -> list[str]:
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
