"""Results as batches of Arrow: the columns of Parquet files and of Spark (docs/batch.md)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor import __version__
from advisor.population import BANDS, VERDICTS, Program
from advisor.tables.arrow import arrow
from advisor.tables.results import SAFETY, Entries, Results, band_codes
from advisor.tables.writers import column_names

__all__ = ["ArrowResults"]

_STATES = ("fired", "unsure", "open")
_SIDES = ("left", "right", "whole")


class ArrowResults:
    """Lists of structs; ``wide``: role, certainty and band of each muscle and side, certainty and band of each pattern.

    Words are categories (Arrow dictionaries); with ``spelt_out`` they are plain text, as Spark wants them.
    """

    def __init__(self, program: Program, *, wide: bool, plan: bool, spelt_out: bool = False) -> None:
        self._pa, self._program, self._wide, self._plan, self._spelt_out = arrow(), program, wide, plan, spelt_out
        self._muscles, self._patterns = _places_of(program.muscles), _places_of(program.patterns)
        empty = self._pa.RecordBatch.from_pydict(self._constants(0))
        rules = program.knowledge
        metadata = {"advisor": __version__, "rules_hash": rules.hash, "rules_version": rules.info.version}
        self.schema = self._pa.schema(self._fields(empty.schema), metadata)

    def _fields(self, constants: Any) -> list[Any]:
        pa, words = self._pa, self._kind
        kinds: list[tuple[str, Any]] = [
            ("row", pa.int64()), ("id", pa.string()), ("safety", words(SAFETY)), ("safety_unanswered", pa.bool_()),
            *((f"flags_{state}", pa.list_(words(self._program.flags))) for state in _STATES),
        ]  # fmt: skip
        if self._wide:
            for name in column_names(self._program.muscles):
                kinds += [(name, words(VERDICTS)), (f"{name}.certainty", pa.float64()), (f"{name}.band", words(BANDS))]
            for name in column_names(self._program.patterns):
                kinds += [(name, pa.float64()), (f"{name}.band", words(BANDS))]
        else:
            side, band, certainty = ("side", words(_SIDES)), ("band", words(BANDS)), ("certainty", pa.float64())
            muscle, role = ("muscle", words(self._muscles[0])), ("role", words(VERDICTS))
            kinds.append(("findings", pa.list_(pa.struct([muscle, side, role, certainty, band]))))
            pattern = "pattern", words(self._patterns[0])
            kinds.append(("patterns", pa.list_(pa.struct([pattern, side, certainty, band]))))
        if self._plan:
            kinds.append(("plan", pa.string()))
        return [pa.field(name, kind) for name, kind in kinds] + list(constants)

    def _kind(self, words: Sequence[str]) -> Any:
        return self._words(np.empty(0, np.int8), words).type

    def _words(self, places: NDArray[Any], words: Sequence[str], there: NDArray[np.bool_] | None = None) -> Any:
        """Words by their places; null where not ``there``."""
        pa = self._pa
        kind = np.int8 if len(words) < 128 else np.int16
        indices = pa.array(places.astype(kind), mask=None if there is None else ~there)
        coded = pa.DictionaryArray.from_arrays(indices, pa.array(words, pa.string()))
        return coded.dictionary_decode() if self._spelt_out else coded

    def _constants(self, rows: int) -> dict[str, Any]:
        nothing = np.zeros(rows, np.int8)
        return {
            "rules_hash": self._words(nothing, [self._program.knowledge.hash]), "advisor": self._words(nothing, [__version__]),
        }  # fmt: skip

    def batch(self, results: Results) -> Any:
        """One block of results."""
        pa, block, found = self._pa, results.block, results.found
        columns: dict[str, Any] = {
            "row": pa.array(block.rows), "id": self._ids(results), "safety": self._words(results.safety, SAFETY),
            "safety_unanswered": pa.array(np.asarray(found.blocked, np.bool_)),
        }  # fmt: skip
        for state, entries in results.flags.items():
            columns[f"flags_{state}"] = self._lists(entries, self._words(entries.what, self._program.flags))
        columns |= self._wide_columns(results) if self._wide else self._list_columns(results)
        if self._plan:
            assert results.plans is not None
            texts = [
                None if plan is None else json.dumps(plan, ensure_ascii=False, separators=(",", ":")) for plan in results.plans
            ]
            columns["plan"] = pa.array(texts, pa.string())
        columns |= self._constants(results.size)
        return pa.RecordBatch.from_arrays([columns[name] for name in self.schema.names], schema=self.schema)

    def _ids(self, results: Results) -> Any:
        pa, names = self._pa, results.block.ids
        if names is None:
            return pa.array([""] * results.size, pa.string())
        offsets = pa.py_buffer(np.ascontiguousarray(names.offsets, np.int64))
        long = pa.Array.from_buffers(pa.large_string(), len(names), [None, offsets, pa.py_buffer(names.data)])
        return long.cast(pa.string())

    def _lists(self, entries: Entries, values: Any) -> Any:
        """One list a row, empty where there is nothing."""
        return self._pa.ListArray.from_arrays(self._pa.array(entries.starts.astype(np.int32)), values)

    def _list_columns(self, results: Results) -> dict[str, Any]:
        pa = self._pa
        verdict, size, bands = results.muscle_values
        names, name, side = self._muscles
        what = results.muscles.what
        found = {
            "muscle": self._words(name[what], names), "side": self._words(side[what], _SIDES),
            "role": self._words(verdict, VERDICTS), "certainty": pa.array(size / 1e6), "band": self._words(bands, BANDS),
        }  # fmt: skip
        size, bands = results.pattern_values
        names, name, side = self._patterns
        what = results.patterns.what
        shown = {
            "pattern": self._words(name[what], names), "side": self._words(side[what], _SIDES),
            "certainty": pa.array(size / 1e6), "band": self._words(bands, BANDS),
        }  # fmt: skip
        findings, patterns = (pa.StructArray.from_arrays(list(item.values()), list(item)) for item in (found, shown))
        return {"findings": self._lists(results.muscles, findings), "patterns": self._lists(results.patterns, patterns)}

    def _wide_columns(self, results: Results) -> dict[str, Any]:
        pa, found, columns = self._pa, results.found, dict[str, Any]()
        assert found.findings is not None
        assert found.patterns is not None
        for place, name in enumerate(column_names(self._program.muscles)):
            role, size = found.findings[place] & 3, found.findings[place] >> 2
            there = role > 0
            band = np.where(role == VERDICTS.index("unclear"), BANDS.index("possible"), band_codes(found, size))
            columns[name] = self._words(role, VERDICTS, there)
            columns[f"{name}.certainty"] = pa.array(size / 1e6, mask=~there)
            columns[f"{name}.band"] = self._words(band, BANDS, there)
        for place, name in enumerate(column_names(self._program.patterns)):
            size = found.patterns[place]
            there = size >= results.stands
            columns[name] = pa.array(size / 1e6, mask=~there)
            columns[f"{name}.band"] = self._words(band_codes(found, size), BANDS, there)
        return columns


def _places_of(keys: Sequence[tuple[str, str]]) -> tuple[list[str], NDArray[np.int16], NDArray[np.int8]]:
    """The distinct names; of each key the place of its name among them, and of its side."""
    names = list(dict.fromkeys(name for name, _ in keys))
    places = {name: place for place, name in enumerate(names)}
    return (
        names,
        np.array([places[name] for name, _ in keys], np.int16),
        np.array([_SIDES.index(side) for _, side in keys], np.int8),
    )
