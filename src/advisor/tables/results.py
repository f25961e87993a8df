"""What was found, row by row: the columns of the output, and one person as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor import __version__
from advisor.model.knowledge import LEVELS
from advisor.population import BANDS, STATES, VERDICTS, Screened
from advisor.tables.source import Block

__all__ = ["SAFETY", "UNANSWERED", "Entries", "Results", "band_codes"]

UNANSWERED = "unanswered"
SAFETY = (*LEVELS, UNANSWERED)
"""Words of the column ``safety``. ``unanswered``: nothing was raised, but safety questions are open, so it is not ``none``."""

_STATE_COLUMNS = ("fired", "unsure", "open")


@dataclass(frozen=True)
class Entries:
    """A sparse table: entry i is thing ``what[i]``; those of row r are ``starts[r]`` to ``starts[r + 1]``."""

    what: NDArray[np.intp]
    starts: NDArray[np.int64]

    @cached_property
    def rows(self) -> NDArray[np.intp]:
        """The row of each entry, ascending."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def of(self, row: int) -> slice:
        return slice(int(self.starts[row]), int(self.starts[row + 1]))


def _entries(there: NDArray[np.bool_]) -> Entries:
    """The true cells of (rows, things), which lie row by row."""
    rows, things = there.shape
    starts = np.zeros(rows + 1, np.int64)
    np.cumsum(np.sum(there, axis=1, dtype=np.int16), out=starts[1:])
    what = np.flatnonzero(there)
    what -= np.repeat(np.arange(0, rows * things, things), np.diff(starts))
    return Entries(what, starts)


def band_codes(result: Screened, millionths: NDArray[Any]) -> NDArray[np.int8]:
    """Places in ``BANDS``."""
    return result.bands(np.asarray(millionths, np.float64) / 1e6)


@dataclass
class Results:
    """The screening of one block, with its row numbers and ids. ``plans``: one a row, None where there is none."""

    block: Block
    found: Screened
    plans: Sequence[Mapping[str, Any] | None] | None = None
    flag_names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.flag_names = self.found.program.flags

    @property
    def size(self) -> int:
        return self.found.rows

    @property
    def stands(self) -> int:
        """From how many millionths a pattern stands."""
        return round(self.found.program.knowledge.info.constants.stands * 1e6)

    @cached_property
    def safety(self) -> NDArray[np.int8]:
        """Places in :data:`SAFETY`."""
        unanswered = (self.found.level == 0) & self.found.blocked
        return np.where(unanswered, SAFETY.index(UNANSWERED), self.found.level).astype(np.int8)

    @cached_property
    def flags(self) -> Mapping[str, Entries]:
        """By state (fired, unsure, open): entries of ``flag_names``."""
        states = self.found.flags
        assert states is not None
        by_row = np.ascontiguousarray(states.T)
        return {name: _entries(by_row == STATES.index(name)) for name in _STATE_COLUMNS}

    @cached_property
    def muscles(self) -> Entries:
        """Entries of ``program.muscles`` that have a verdict."""
        assert self.found.findings is not None
        return _entries(np.ascontiguousarray(((self.found.findings & 3) > 0).T))

    @cached_property
    def muscle_values(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.int8]]:
        """Of each entry: verdict (place in ``VERDICTS``), |v| in millionths, band; an unclear one is "possible"."""
        assert self.found.findings is not None
        packed = self.found.findings[self.muscles.what, self.muscles.rows]
        verdict, size = packed & 3, packed >> 2
        bands = np.where(verdict == VERDICTS.index("unclear"), BANDS.index("possible"), band_codes(self.found, size))
        return verdict, size, bands.astype(np.int8)

    @cached_property
    def patterns(self) -> Entries:
        """Entries of ``program.patterns`` that stand."""
        assert self.found.patterns is not None
        return _entries(np.ascontiguousarray((self.found.patterns >= self.stands).T))

    @cached_property
    def pattern_values(self) -> tuple[NDArray[Any], NDArray[np.int8]]:
        """Of each entry: CF in millionths, band."""
        assert self.found.patterns is not None
        size = self.found.patterns[self.patterns.what, self.patterns.rows]
        return size, band_codes(self.found, size)

    def person(self, row: int) -> dict[str, Any]:
        """One row as plain data: the object of one line of NDJSON."""
        found = self.found
        person: dict[str, Any] = {
            "row": int(self.block.rows[row]), "id": self.block.ids[row] if self.block.ids is not None else "",
            "safety": SAFETY[self.safety[row]], "safety_unanswered": bool(found.blocked[row]),
        }  # fmt: skip
        for state in _STATE_COLUMNS:
            entries = self.flags[state]
            person[f"flags_{state}"] = [self.flag_names[i] for i in entries.what[entries.of(row)].tolist()]
        person["findings"] = list(self.findings_of(row))
        person["patterns"] = list(self.patterns_of(row))
        if self.plans is not None:
            person["plan"] = self.plans[row]
        person["rules_hash"] = found.program.knowledge.hash
        person["advisor"] = __version__
        return person

    def findings_of(self, row: int) -> Iterator[dict[str, Any]]:
        """The muscles of one row, in the order of the knowledge base, left before right."""
        here = self.muscles.of(row)
        verdict, size, bands = self.muscle_values
        for place, what in zip(range(here.start, here.stop), self.muscles.what[here].tolist(), strict=True):
            muscle, side = self.found.program.muscles[what]
            yield {
                "muscle": muscle, "side": side, "role": VERDICTS[verdict[place]], "certainty": int(size[place]) / 1e6,
                "band": BANDS[bands[place]],
            }  # fmt: skip

    def patterns_of(self, row: int) -> Iterator[dict[str, Any]]:
        """The patterns that stand in one row, by code."""
        here = self.patterns.of(row)
        size, bands = self.pattern_values
        for place, what in zip(range(here.start, here.stop), self.patterns.what[here].tolist(), strict=True):
            pattern, side = self.found.program.patterns[what]
            yield {"pattern": pattern, "side": side, "certainty": int(size[place]) / 1e6, "band": BANDS[bands[place]]}
