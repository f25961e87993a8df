"""What to ask next, and when nothing can change any more (DESIGN 6).

    settling = Settling(program, asked_anyway)
    found = settling.look(columns, {Ask("t_plank", ("t_plank",)): [0]})
    found.bounds.settled(), found.needed               # no band can move any more; the questions that can still move one
    found.ruled_out[ask]                               # mean (finding, band) pairs that an answer would rule out

Columns are those of one or of many people; ``CLOSED`` marks what will not be asked any more. A question is asked on all its
open sides at once; its cells are those of the pair. ``hurt`` and ``unknown`` are left out of the mean, never out of what is
possible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.population.bounds import Bounds, limits_of
from advisor.population.cells import Cells, TooMany
from advisor.population.columns import NOT_ASKED, Columns
from advisor.population.differing import Differing
from advisor.population.graph import Node
from advisor.population.program import Program
from advisor.population.reaching import BITS, Reaching

__all__ = ["Ask", "Look", "Settling"]

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Values = tuple[tuple[int, ...], ...]
MOST_CELLS = 64
"""Of a list told apart in more ways than this: nothing ticked, each tick alone, and all."""


@dataclass(frozen=True)
class Ask:
    """A question in the columns that are open: both sides of a sided one, one symptom of a per-symptom one."""

    question: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Look:
    """Where some people stand. ``ruled_out``: per question, for each row it is open in, the mean number of pairs.

    ``reach``: bool (keys, questions + 1, rows), in the order of ``Bounds.keys`` and ``Settling.questions``: can the question
    still move the finding? The last one stands for those that are asked anyway. ``gone``: bool (columns, rows), in the order
    of ``Settling.columns``: an answer surely does not count.
    """

    bounds: Bounds
    reach: Bools = field(repr=False)
    gone: Bools = field(repr=False)
    ruled_out: Mapping[Ask, Floats] = field(repr=False)

    @cached_property
    def unsettled(self) -> Bools:
        """bool (keys, rows): patterns and directions that may move, or stand behind a verdict that may."""
        found: Bools = np.greater(self.bounds.widths, 1)
        places = {key: row for row, key in enumerate(self.bounds.keys)}
        behind = [
            (row, place) for place, (muscle, side) in enumerate(self.bounds.muscles) for role in ("dominant", "dormant")
            if (row := places.get((f"{role}.{muscle}", side))) is not None
        ]  # fmt: skip
        if behind:
            rows, verdicts = np.array(behind, np.intp).T
            found[rows] |= self.bounds.verdict_widths[verdicts] > 1
        return found

    @cached_property
    def needed(self) -> Bools:
        """bool (questions + 1, rows): can it still move any finding to another band?"""
        found: Bools = np.any(self.reach & self.unsettled[:, None], axis=0)
        return found


class Settling:
    """The next best question for a program. ``asked_anyway``: questions that are asked whatever hangs on them."""

    def __init__(self, program: Program, asked_anyway: frozenset[str] = frozenset()) -> None:
        self.program = program
        self.cells = Cells(program)
        self.questions = tuple(name for name in program.knowledge.questions if name not in asked_anyway)
        mine = set(self.questions)
        self.columns = tuple(name for name, column in program.columns.items() if column.question in mine)
        self._variants: dict[Any, tuple[Values, Floats]] = {}
        self._limits = limits_of(program)
        self._sheets = Differing(self._limits.outputs, self._reach_outputs(), 1, self.columns)

    def _reach_outputs(self) -> list[tuple[str, int, Node]]:
        """What gives, for each pattern and direction, the bits of the questions that can still move it."""
        limits, program = self._limits, self.program
        graph = limits.graph
        words = Reaching(graph, program.plan, limits.leaves, limits.intervals, (*self.questions, "")).words
        any_column = graph.load(next(iter(program.columns)), "i1")
        outputs = []
        for number, word in enumerate(words):
            for row, key in enumerate(limits.keys):
                node = word.get(key) or graph.take(np.zeros(1, np.int64), any_column, "i8")
                outputs.append(("masks", number * len(limits.keys) + row, node))
        for row, name in enumerate(self.columns):
            sure, _ = limits.leaves.away(program.columns[name].question, program.columns[name].scope)
            node = graph.take(np.array([sure]), any_column, "i1") if isinstance(sure, int) else sure
            outputs.append(("gone", row, node))
        return outputs

    # ------------------------------------------------------------- where things stand
    def bounds(self, columns: Columns) -> Bounds:
        """As :func:`~advisor.population.bounds.bound`, by what is compiled here."""
        return self._limits.over(columns, self._sheets, self._reach_results())

    def look(self, columns: Columns, asks: Mapping[Ask, Sequence[int]] | None = None) -> Look:
        """Bounds and reach of every row, and what each question would rule out in the rows (places) it is open in."""
        looks, ruled_out = [], {ask: np.zeros(len(rows)) for ask, rows in (asks or {}).items()}
        for row in range(columns.rows):
            places = {ask: list(rows).index(row) for ask, rows in (asks or {}).items() if row in rows}
            looks.append(self._look(columns.slice(row, row + 1), list(places)))
            for ask, place in places.items():
                ruled_out[ask][place] = looks[-1].ruled_out[ask][0]
        if len(looks) == 1:
            return looks[0]
        reach, gone = (np.concatenate([getattr(each, name) for each in looks], -1) for name in ("reach", "gone"))
        return Look(Bounds.side_by_side([each.bounds for each in looks]), reach, gone, ruled_out)

    def _look(self, columns: Columns, asks: Sequence[Ask]) -> Look:
        """Of one row: itself, and each question's cells as sheets that differ from it."""
        table = [(ask, *self.variants(ask, columns)) for ask in asks]
        found = self._reach_results()
        every = self._limits.over(_spread(columns, [(ask, values) for ask, values, _ in table]), self._sheets, found)
        pairs = every.open_pairs()
        ruled_out, start = {}, 1
        for ask, values, weights in table:
            part = pairs[start : start + len(values)]
            start += len(values)
            ruled_out[ask] = np.rint((pairs[:1] - part @ weights) * 1e6) / 1e6  # so that ties are ties
        return Look(every.first(1), *self._reach(found), ruled_out)

    def _reach_results(self) -> dict[str, Any]:
        words = -(-(len(self.questions) + 1) // BITS)
        masks = np.zeros((words * len(self._limits.keys), 1), np.int64)
        return {"masks": masks, "gone": np.zeros((len(self.columns), 1), np.int8)}

    def _reach(self, results: Mapping[str, Any]) -> tuple[Bools, Bools]:
        keys, count = len(self._limits.keys), len(self.questions) + 1
        masks, bits = results["masks"], np.arange(BITS)[:, None]
        parts = [masks[start : start + keys, None] >> bits & 1 for start in range(0, len(masks), keys)]
        reach = np.concatenate(parts, axis=1)[:, :count].astype(np.bool_)
        return reach, results["gone"].view(np.bool_)

    # ------------------------------------------------------------- cells
    def variants(self, ask: Ask, base: Columns) -> tuple[Values, Floats]:
        """The cells of a question, as values of its columns, and their weights (they sum to 1): by ``prior``, else alike.

        ``base``: one row, whose answers stand where a ratio or a gap reads them together with this question.
        """
        linked = sorted({other for name in ask.columns for other in self.cells.linked(name)} - set(ask.columns))
        known = tuple(int(base.arrays[name][0]) if name in base.arrays else NOT_ASKED for name in linked)
        key = (ask, known)
        if key not in self._variants:
            values = self._values(ask, base)
            weights = np.array([self._weight(ask, value) for value in values])
            self._variants[key] = values, weights / weights.sum()
        return self._variants[key]

    def _values(self, ask: Ask, base: Columns) -> Values:
        if any(self.cells.linked(name) for name in ask.columns):
            outside = {other for name in ask.columns for other in self.cells.linked(name)} - set(ask.columns)
            if len(ask.columns) == 1 or any(base.arrays[name][0] >= 0 for name in outside if name in base.arrays):
                given = ([cell.value for cell in self.cells.given(name, base) if cell.known] for name in ask.columns)
                return tuple(product(*given))
            try:
                return tuple(self.cells.joint(ask.columns, base))
            except TooMany:  # then without the gap: each side's stretches
                pass
        return tuple(product(*(self._known(name) for name in ask.columns)))

    def _known(self, column: str) -> tuple[int, ...]:
        if self.program.columns[column].type == "multi":
            bits = self.cells.ticks(column)
            if 1 << len(bits) > MOST_CELLS:
                return (0, *bits, sum(bits))
        return tuple(cell.value for cell in self.cells.of(column) if cell.known)

    def _weight(self, ask: Ask, values: tuple[int, ...]) -> float:
        prior, weight = self.program.knowledge.questions[ask.question].prior, 1.0
        for name, value in zip(ask.columns, values, strict=True) if prior else ():
            schema = self.program.columns[name]
            if schema.type == "multi":
                shares = [(prior.get(option, 0.5), value & bit) for option, bit in schema.codes.items()]
                for share, ticked in shares:
                    weight *= share if ticked else 1.0 - share
            elif schema.options:
                weight *= prior.get(schema.options[value], 0.0)
        return weight


def _spread(columns: Columns, table: Sequence[tuple[Ask, Values]]) -> Columns:
    """The row itself, then one for every question and cell, in this order."""
    rows = 1 + sum(len(values) for _, values in table)
    arrays = {name: np.repeat(array, rows) for name, array in columns.arrays.items()}
    start = 1
    for ask, values in table:
        stop = start + len(values)
        for place, name in enumerate(ask.columns):
            if name not in arrays:
                arrays[name] = np.full(rows, NOT_ASKED, np.int64)
            arrays[name][start:stop] = [value[place] for value in values]
        start = stop
    return Columns(rows, arrays)
