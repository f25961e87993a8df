"""Results to a Parquet file (extra ``batch``)."""

from __future__ import annotations

from typing import Any

from advisor.population import Program
from advisor.tables.arrow_results import ArrowResults
from advisor.tables.parquet import ParquetSink
from advisor.tables.partfile import unwritable
from advisor.tables.results import Results

__all__ = ["ParquetWriter"]


class ParquetWriter:
    """The columns of :class:`ArrowResults`; the file's metadata names the rules."""

    def __init__(self, path: str, target: str, program: Program, *, wide: bool, plan: bool) -> None:
        self._target = target
        self._results = ArrowResults(program, wide=wide, plan=plan)
        self._sink = ParquetSink(path, self._results.schema)

    def prepared(self, results: Results) -> Any:
        """What :meth:`write` takes; any thread may make it."""
        return self._results.batch(results)

    def write(self, prepared: Any) -> None:
        try:
            self._sink.put(prepared)
        except OSError as error:
            raise unwritable(self._target, error) from None

    def close(self) -> None:
        try:
            self._sink.close()
        except OSError as error:
            raise unwritable(self._target, error) from None

    def abandon(self) -> None:
        self._sink.abandon()
