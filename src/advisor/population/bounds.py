"""Between what and what a certainty may still end: the bounds of DESIGN 6, over columns of partial answer sheets.

    found = bound(program, columns)           # columns as for screen; CLOSED marks what will not be asked any more
    found.lows, found.highs                   # (findings, rows), in millionths
    found.settled(), found.open_pairs()       # rows where nothing can move any more; (finding, band) pairs still possible

Sound, not tight: every completion of a row's answers lies within its bounds. Three kinds of findings are bounded: patterns, the
two directions of each muscle, and its verdict, which is what the runner is shown (DESIGN 4.7).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.population.columns import Columns
from advisor.population.differing import Differing
from advisor.population.discrete import RowWise
from advisor.population.firing import Interval
from advisor.population.graph import Graph, Node
from advisor.population.intervals import Intervals
from advisor.population.leaves import Leaves
from advisor.population.program import Program
from advisor.population.ranges import CLOSED, RangeLeaves, RangeLogic

__all__ = ["CLOSED", "Bounds", "Limits", "bound", "limits_of"]

Bools = NDArray[np.bool_]
Ints = NDArray[np.int32]
Key = tuple[str, str]
_ARRAYS = ("lows", "highs", "verdict_lows", "verdict_highs", "middles")


@dataclass(frozen=True)
class Bounds:
    """``keys``: (finding, side) of the rows of ``lows`` and ``highs``, int32 millionths: patterns, then directions.

    ``verdict_lows``, ``verdict_highs``: v of DESIGN 4.7 (above 0 dominant) for ``muscles``; ``middles``: which of "nothing" and
    "unclear" are possible where |v| is below the first band, as bits 1 and 2.
    """

    program: Program = field(repr=False)
    rows: int
    keys: tuple[Key, ...]
    lows: Ints
    highs: Ints
    muscles: tuple[Key, ...]
    verdict_lows: Ints
    verdict_highs: Ints
    middles: NDArray[np.int8]

    @cached_property
    def edges(self) -> tuple[int, ...]:
        """The lower edges of the bands above "hidden", in millionths."""
        k = self.program.knowledge.info.constants
        return tuple(round(edge * 1e6) for edge in (k.hidden, k.likely, k.strong))

    def bands(self, values: Ints) -> NDArray[np.int8]:
        """Places in ``BANDS``, int8 of the same shape."""
        found: NDArray[np.int8] = np.add.reduce([values >= edge for edge in self.edges], axis=0, dtype=np.int8)
        return found

    @cached_property
    def widths(self) -> NDArray[np.int8]:
        """Bands possible, for each pattern and direction: int8 (keys, rows), 1 where it is settled."""
        found: NDArray[np.int8] = self.bands(self.highs) - self.bands(self.lows) + np.int8(1)
        return found

    @cached_property
    def verdict_widths(self) -> NDArray[np.int8]:
        """Outcomes possible (dominant or dormant in a band, unclear, nothing), for each muscle: int8 (muscles, rows)."""
        low, high = self.verdict_lows, self.verdict_highs
        dominant = np.where(high >= self.edges[0], self.bands(high) - np.maximum(self.bands(low), 1) + 1, 0)
        dormant = np.where(low <= -self.edges[0], self.bands(-low) - np.maximum(self.bands(-high), 1) + 1, 0)
        middle = (low < self.edges[0]) & (high > -self.edges[0])
        either = (self.middles & 1) + (self.middles >> 1)
        found: NDArray[np.int8] = (dominant + dormant + np.where(middle, either, 0)).astype(np.int8)
        return found

    @staticmethod
    def side_by_side(parts: Sequence[Bounds]) -> Bounds:
        """The rows of one after those of another; at least one."""
        arrays: dict[str, Any] = {name: np.concatenate([getattr(part, name) for part in parts], 1) for name in _ARRAYS}
        return replace(parts[0], rows=sum(part.rows for part in parts), **arrays)

    def first(self, rows: int) -> Bounds:
        """The bounds of the first rows."""
        arrays: dict[str, Any] = {name: getattr(self, name)[:, :rows] for name in _ARRAYS}
        return replace(self, rows=rows, **arrays)

    def open_pairs(self) -> Ints:
        """How many (finding, band) pairs are possible: int32 (rows)."""
        both = np.concatenate([self.widths, self.verdict_widths])
        found: Ints = np.add.reduce(both, axis=0, dtype=np.int32)
        return found

    def unsettled(self) -> Bools:
        """Findings that may still move to another band: bool (keys and then muscles, rows)."""
        found: Bools = np.concatenate([self.widths > 1, self.verdict_widths > 1])
        return found

    def settled(self) -> Bools:
        """Rows where no answer that is left can move any finding to another band."""
        found: Bools = np.logical_not(np.any(self.unsettled(), axis=0))
        return found


def bound(program: Program, columns: Columns) -> Bounds:
    """The bounds of every row's findings over all answers it may still get.

    A cell that was not asked may get any answer (none, unknown and hurt among them), one that is ``CLOSED`` none. Safety rules
    are taken for what they do to findings; that a consultation ends is not, so ask what safety reads first.
    """
    limits = limits_of(program)
    return limits.over(columns, limits.sheets, {})


@dataclass(eq=False)
class Limits:
    """The compiled bounds of a program: what is given, and the operations. ``outputs``: (result, row, node)."""

    program: Program = field(repr=False)
    keys: tuple[Key, ...]
    muscles: tuple[Key, ...]
    outputs: list[tuple[str, int, Node]] = field(repr=False)
    graph: Graph = field(repr=False)
    leaves: RangeLeaves = field(repr=False)
    intervals: Intervals = field(repr=False)

    @cached_property
    def sheets(self) -> Differing:
        """What works the bounds out."""
        return Differing(self.outputs, [], 1, self.program.columns)

    def over(self, columns: Columns, sheets: Differing, others: dict[str, Any]) -> Bounds:
        """The bounds of every row. ``sheets`` works out ``outputs``, and what else it does goes to ``others``."""
        results: dict[str, Any] = {
            name: np.empty((count, columns.rows), dtype)
            for name, count, dtype in (
                ("lows", len(self.keys), np.int32), ("highs", len(self.keys), np.int32),
                ("verdict_lows", len(self.muscles), np.int32), ("verdict_highs", len(self.muscles), np.int32),
                ("middles", len(self.muscles), np.int8),
            )
        }  # fmt: skip
        sheets.run(columns.arrays, results | others, columns.rows)
        return Bounds(self.program, columns.rows, self.keys, muscles=self.muscles, **results)


def limits_of(program: Program) -> Limits:
    """The compiled bounds; made once for a program."""
    with program._lock:
        found: Limits | None = getattr(program, "_limits", None)
        if found is None:
            found = _compiled(program)
            program._limits = found  # type: ignore[attr-defined]
        return found


def _compiled(program: Program) -> Limits:
    graph = Graph()
    leaves = RangeLeaves.of(graph, Leaves(graph, program.knowledge, program.columns))
    intervals = Intervals(graph, program.plan, lambda finding: RangeLogic(graph, leaves, finding))
    intervals.work_out()
    keys = (*program.patterns, *program.findings)
    outputs = _Outputs(graph, program, intervals)
    for row, key in enumerate(keys):
        outputs.finding(row, intervals.found.get(key) or Interval(0.0, 0.0))
    for row, (muscle, side) in enumerate(program.muscles):
        pair = [intervals.found.get((f"{role}.{muscle}", side)) or Interval(0.0, 0.0) for role in ("dominant", "dormant")]
        outputs.verdict(row, *pair)
    return Limits(program, keys, program.muscles, outputs.found, graph, leaves, intervals)


class _Outputs:
    def __init__(self, graph: Graph, program: Program, intervals: Intervals) -> None:
        self.graph, self.calc, self.intervals = graph, RowWise(graph), intervals
        self.hidden = program.knowledge.info.constants.hidden
        self._any = next(iter(program.columns))
        self.found: list[tuple[str, int, Node]] = []

    def _put(self, name: str, row: int, value: Any, dtype: str = "i4") -> None:
        if not isinstance(value, Node):
            value = self.graph.take(np.array([value]), self.graph.load(self._any, "i1"), dtype)
        self.found.append((name, row, value))

    def _millionths(self, value: Any) -> Any:
        if not isinstance(value, Node):
            return round(value * 1e6)
        made = self.graph.make(np.rint, (self.graph.make(np.multiply, (value, 1e6), "f8"),), "f8")
        return self.graph.cast(made, "i4")

    def finding(self, row: int, found: Interval) -> None:
        self._put("lows", row, self._millionths(found.lo))
        self._put("highs", row, self._millionths(found.hi))

    def verdict(self, row: int, dominant: Interval, dormant: Interval) -> None:
        """v falls with what speaks for dormant: its low takes that one's high."""
        calc = self.calc
        big_lo, big_hi, small_lo, small_hi = (
            calc.high(end, 0.0) for end in (dominant.lo, dominant.hi, dormant.lo, dormant.hi)
        )
        slack = self.intervals._slack((big_lo, big_hi), (small_lo, small_hi))
        low = calc.sub(self._v(big_lo, small_hi), slack)
        high = self.intervals._plus(self._v(big_hi, small_lo), slack)
        self._put("verdict_lows", row, self._millionths(calc.millionth(low)))
        self._put("verdict_highs", row, self._millionths(calc.millionth(high)))
        nothing = self.intervals._not(self.intervals.reaches(calc.low(big_lo, small_lo), self.hidden))
        unclear = self.intervals.reaches(calc.low(big_hi, small_hi), self.hidden)
        self._put("middles", row, self._bits(nothing, unclear), "i1")

    def _bits(self, nothing: Any, unclear: Any) -> Any:
        if not isinstance(unclear, Node):
            unclear = 2 * unclear
            if not isinstance(nothing, Node):
                return nothing + unclear
            return self.graph.two(np.add, nothing, unclear) if unclear else nothing
        return self.graph.two(np.add, self.graph.two(np.add, unclear, unclear), nothing)

    def _v(self, big: Any, small: Any) -> Any:
        calc = self.calc
        return calc.div(calc.sub(big, small), calc.sub(1.0, calc.low(big, small)))
