"""Results to Parquet, by way of Polars (extra ``batch``)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor import __version__
from advisor.population import BANDS, VERDICTS, Program
from advisor.tables.parquet import ParquetSink, polars
from advisor.tables.partfile import unwritable
from advisor.tables.results import SAFETY, Entries, Results, band_codes
from advisor.tables.writers import column_names

__all__ = ["ParquetWriter"]

_STATES = ("fired", "unsure", "open")


class ParquetWriter:
    """Lists of structs; ``wide``: role, certainty and band of each muscle and side, certainty and band of each pattern."""

    def __init__(self, path: str, target: str, program: Program, *, wide: bool, plan: bool) -> None:
        self._pl, self._target, self._program, self._wide, self._plan = polars(), target, program, wide, plan
        pl = self._pl
        self._band, self._role = pl.Enum(BANDS), pl.Enum(VERDICTS[1:])
        self._flags = pl.Enum(program.flags)
        schema = self._schema()
        rules = program.knowledge
        metadata = {"advisor": __version__, "rules_hash": rules.hash, "rules_version": rules.info.version}
        self._columns = list(schema)
        self._sink = ParquetSink(path, schema, metadata)

    def _schema(self) -> dict[str, Any]:
        pl = self._pl
        schema: dict[str, Any] = {"row": pl.Int64, "id": pl.String, "safety": pl.Enum(SAFETY)}
        schema["safety_unanswered"] = pl.Boolean
        schema |= {f"flags_{state}": pl.List(self._flags) for state in _STATES}
        if self._wide:
            for name in column_names(self._program.muscles):
                schema |= {name: self._role, f"{name}.certainty": pl.Float64, f"{name}.band": self._band}
            for name in column_names(self._program.patterns):
                schema |= {name: pl.Float64, f"{name}.band": self._band}
        else:
            schema |= {"findings": pl.List(pl.Struct(self._finding())), "patterns": pl.List(pl.Struct(self._pattern()))}
        if self._plan:
            schema["plan"] = pl.String
        return schema | {"rules_hash": pl.String, "advisor": pl.String}

    def _finding(self) -> dict[str, Any]:
        pl = self._pl
        muscles = pl.Enum(list(dict.fromkeys(name for name, _ in self._program.muscles)))
        sides = pl.Enum(["left", "right", "whole"])
        return {"muscle": muscles, "side": sides, "role": self._role, "certainty": pl.Float64, "band": self._band}

    def _pattern(self) -> dict[str, Any]:
        pl = self._pl
        patterns = pl.Enum(list(dict.fromkeys(name for name, _ in self._program.patterns)))
        return {"pattern": patterns, "side": pl.Enum(["left", "right", "whole"]), "certainty": pl.Float64, "band": self._band}

    def write(self, results: Results) -> None:
        if not results.size:
            return
        pl, rows = self._pl, results.size
        ids = results.block.ids or [""] * rows
        data: dict[str, Any] = {
            "row": results.block.rows, "id": pl.Series(ids, dtype=pl.String),
            "safety": self._enum(results.safety, pl.Enum(SAFETY)),
            "safety_unanswered": np.asarray(results.found.blocked, np.bool_),
        }  # fmt: skip
        for state in _STATES:
            entries = results.flags[state]
            data[f"flags_{state}"] = self._list(entries, self._enum(entries.what, self._flags))
        data |= self._wide_data(results) if self._wide else self._list_data(results)
        if self._plan:
            assert results.plans is not None
            texts = [
                None if plan is None else json.dumps(plan, ensure_ascii=False, separators=(",", ":")) for plan in results.plans
            ]
            data["plan"] = pl.Series(texts, dtype=pl.String)
        frame = pl.DataFrame(data).with_columns(
            pl.lit(results.found.program.knowledge.hash).alias("rules_hash"), pl.lit(__version__).alias("advisor")
        )
        try:
            self._sink.put(frame.select(self._columns))
        except OSError as error:
            raise unwritable(self._target, error) from None

    def _enum(self, codes: NDArray[Any], kind: Any) -> Any:
        """Codes as categories: gathered from the list of all of them, as every version of Polars can."""
        return self._pl.Series(kind.categories, dtype=kind).gather(np.asarray(codes, np.uint32))

    def _list(self, entries: Entries, values: Any) -> Any:
        """One list a row, empty where there is nothing."""
        pl = self._pl
        if not len(entries.rows):
            return pl.Series([[]] * entries.size, dtype=pl.List(values.dtype))
        grouped = pl.DataFrame({"r": entries.rows, "v": values}).group_by("r", maintain_order=True).agg("v")
        counts = np.diff(entries.starts)
        place = np.where(counts > 0, np.cumsum(counts > 0) - 1, 0)
        there = pl.Series(counts > 0)
        lists = grouped["v"].gather(place)
        empty = pl.Series([[]], dtype=pl.List(values.dtype)).new_from_index(0, entries.size)
        return pl.select(pl.when(there).then(lists).otherwise(empty)).to_series()

    def _list_data(self, results: Results) -> dict[str, Any]:
        program, pl = self._program, self._pl
        verdict, size, bands = results.muscle_values
        muscle, side = _codes_of(program.muscles)
        kinds = self._finding()
        found = pl.DataFrame({
            "muscle": self._enum(muscle[results.muscles.what], kinds["muscle"]),
            "side": self._enum(side[results.muscles.what], kinds["side"]),
            "role": self._enum(np.asarray(verdict) - 1, self._role),
            "certainty": np.asarray(size, np.float64) / 1e6, "band": self._enum(bands, self._band),
        }).to_struct("v")  # fmt: skip
        pattern, side = _codes_of(program.patterns)
        kinds, (size, bands) = self._pattern(), results.pattern_values
        shown = pl.DataFrame({
            "pattern": self._enum(pattern[results.patterns.what], kinds["pattern"]),
            "side": self._enum(side[results.patterns.what], kinds["side"]),
            "certainty": np.asarray(size, np.float64) / 1e6, "band": self._enum(bands, self._band),
        }).to_struct("v")  # fmt: skip
        return {"findings": self._list(results.muscles, found), "patterns": self._list(results.patterns, shown)}

    def _wide_data(self, results: Results) -> dict[str, Any]:
        pl, found, data = self._pl, results.found, dict[str, Any]()
        assert found.findings is not None
        assert found.patterns is not None
        for place, name in enumerate(column_names(self._program.muscles)):
            packed = found.findings[place]
            role, size = packed & 3, packed >> 2
            there = pl.Series(role > 0)
            band = np.where(role == VERDICTS.index("unclear"), BANDS.index("possible"), band_codes(found, size))
            data[name] = self._enum(np.where(role > 0, role - 1, 0), self._role).set(~there, None)
            data[f"{name}.certainty"] = pl.Series(size / 1e6).set(~there, None)
            data[f"{name}.band"] = self._enum(band, self._band).set(~there, None)
        stands = round(self._program.knowledge.info.constants.stands * 1e6)
        for place, name in enumerate(column_names(self._program.patterns)):
            size = found.patterns[place]
            there = pl.Series(size >= stands)
            data[name] = pl.Series(size / 1e6).set(~there, None)
            data[f"{name}.band"] = self._enum(band_codes(found, size), self._band).set(~there, None)
        return data

    def close(self) -> None:
        try:
            self._sink.close()
        except OSError as error:
            raise unwritable(self._target, error) from None

    def abandon(self) -> None:
        self._sink.abandon()


def _codes_of(keys: Sequence[tuple[str, str]]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Of each key: the place of its name among the distinct ones, and of its side."""
    names = {name: place for place, name in enumerate(dict.fromkeys(name for name, _ in keys))}
    sides = ("left", "right", "whole")
    return (
        np.array([names[name] for name, _ in keys], np.uint32),
        np.array([sides.index(side) for _, side in keys], np.uint32),
    )
