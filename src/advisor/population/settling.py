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

from advisor.population.bounds import Bounds, bound, limits_of
from advisor.population.cells import Cells, TooMany
from advisor.population.columns import NOT_ASKED, Columns
from advisor.population.machine import Machine, Tape
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
        for place, (muscle, side) in enumerate(self.bounds.muscles):
            for role in ("dominant", "dormant"):
                row = places.get((f"{role}.{muscle}", side))
                if row is not None:
                    found[row] |= self.bounds.verdict_widths[place] > 1
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
        self._tape = self._reach_tape()
        self._machines: list[Machine] = []

    def _reach_tape(self) -> Tape:
        """The operations that give, for each pattern and direction, the bits of the questions that can still move it."""
        limits, program = limits_of(self.program), self.program
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
        return Tape(outputs)

    # ------------------------------------------------------------- where things stand
    def look(self, columns: Columns, asks: Mapping[Ask, Sequence[int]] | None = None) -> Look:
        """Bounds and reach of every row, and what each question would rule out in the rows (places) it is open in."""
        table = []
        for ask, some in (asks or {}).items():
            rows = np.asarray(some, np.int64)
            table.append((ask, rows, *self.variants(ask, columns.slice(int(rows[0]), int(rows[0]) + 1))))
        every = bound(self.program, _spread(columns, table))
        pairs = every.open_pairs()
        ruled_out, start = {}, columns.rows
        for ask, rows, values, weights in table:
            part = pairs[start : start + len(rows) * len(values)].reshape(len(rows), len(values))
            start += part.size
            ruled_out[ask] = np.rint((pairs[rows] - part @ weights) * 1e6) / 1e6  # so that ties are ties
        return Look(every.first(columns.rows), *self._reach(columns), ruled_out)

    def _reach(self, columns: Columns) -> tuple[Bools, Bools]:
        rows, keys = columns.rows, len(limits_of(self.program).keys)
        count = len(self.questions) + 1
        words = -(-count // BITS)
        results: dict[str, Any] = {
            "masks": np.zeros((words * keys, rows), np.int64), "gone": np.zeros((len(self.columns), rows), np.int8),
        }  # fmt: skip
        size = 1 << max(min(rows, 256) - 1, 15).bit_length()
        machine = next((m for m in self._machines if m.size == size), None)
        if machine is None:
            machine = Machine(self._tape, size, 1)
            self._machines.append(machine)
        for start in range(0, rows, size):
            machine.run(columns.arrays, results, start, min(start + size, rows))
        bits = np.arange(BITS)[:, None]
        parts = [results["masks"][w * keys : (w + 1) * keys, None] >> bits & 1 for w in range(words)]
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


def _spread(columns: Columns, table: Sequence[tuple[Ask, NDArray[Any], Values, Floats]]) -> Columns:
    """The rows themselves, then one for every question, person and cell, in this order."""
    who = np.concatenate([np.arange(columns.rows), *(np.repeat(rows, len(values)) for _, rows, values, _ in table)])
    arrays = {name: array[who] for name, array in columns.arrays.items()}
    start = columns.rows
    for ask, rows, values, _ in table:
        stop = start + len(rows) * len(values)
        for place, name in enumerate(ask.columns):
            if name not in arrays:
                arrays[name] = np.full(len(who), NOT_ASKED, np.int64)
            arrays[name][start:stop] = np.tile([value[place] for value in values], len(rows))
        start = stop
    return Columns(len(who), arrays)
