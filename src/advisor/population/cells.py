"""The finitely many cells of every answer (DESIGN 5): what rules cannot tell apart is one cell, with a real value for each.

==============  ==============================================================================================
type            cells
==============  ==============================================================================================
choice, yes_no  each option
multi           each way of ticking, of options that rules tell apart: of those that are named by the same rules one stands
                for all, and what no rule names is never ticked
number          the stretches between the thresholds that rules name, with a value from the middle
any             ``hurt`` where a test may stop for pain, ``unknown`` where "don't know" may be said
==============  ==============================================================================================

A gap or a ratio reads two answers. :meth:`Cells.of` leaves it out; :meth:`Cells.given` cuts the stretches where it turns for
one person's other answers, and :meth:`Cells.joint` gives real pairs and triples, one for each way in which all leaves can read.
Cells are exact: two values of one cell read alike in every condition of the knowledge base, and two cells in at least one not.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.model.condition import Kind, Leaf, Op, walk_leaves
from advisor.model.knowledge import SIDES
from advisor.population.columns import HURT, NOT_ASKED, UNKNOWN, Column, Columns
from advisor.population.graph import Graph, Node, Tri
from advisor.population.leaves import RawLeaves
from advisor.population.machine import Machine, Tape
from advisor.population.program import Program
from advisor.population.refusals import conditions_of

__all__ = ["MOST", "Cell", "Cells", "TooMany"]

MOST = 4_000_000
"""Combinations that are run through at most for one exact claim (DESIGN 5)."""

MOST_TICKED = 4_096
_BLOCK = 4_096
_KEPT = 20_000
_GAPS = (Op.GAP_AT_LEAST, Op.GAP_MORE_THAN)
Ints = NDArray[np.int64]


class TooMany(ValueError):
    """More combinations than :data:`MOST`: nothing exact can be said."""


@dataclass(frozen=True)
class Cell:
    """Answers that no rule tells apart. ``value``: one of them as its column stores it, or the code HURT or UNKNOWN.

    ``low`` and ``high``: the stretch of a number, both ends in it, as stored; for all others ``value`` itself.
    """

    value: int
    low: int
    high: int

    @property
    def known(self) -> bool:
        """Whether it is an answer, and not ``hurt`` or ``unknown``."""
        return self.value >= 0

    def __contains__(self, stored: int) -> bool:
        return self.low <= stored <= self.high


class Cells:
    """The cells of every column of a program; each worked out when first asked for."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._found: dict[str, tuple[Cell, ...]] = {}
        self._given: dict[tuple[str, tuple[int, ...]], tuple[Cell, ...]] = {}
        self._machines: dict[tuple[str, ...], tuple[int, Machine]] = {}
        self._lock = threading.Lock()

    # ------------------------------------------------------------- one column
    def of(self, column: str) -> tuple[Cell, ...]:
        """Every cell of a column, gaps and ratios left out: options and stretches in order, then ``hurt`` and ``unknown``.

        Raises TooMany for a list whose options are told apart in more than 4,096 ways: see :meth:`ticks`.
        """
        if column not in self._found:
            schema = self.program.columns[column]
            self._found[column] = (*self._known(schema), *_states(schema))
        return self._found[column]

    def ticks(self, column: str) -> tuple[int, ...]:
        """The bits of a ``multi`` column that rules tell apart: one for each class of options, in the author's order."""
        schema = self.program.columns[column]
        readers: dict[frozenset[int], int] = {}
        leaves = [leaf for leaf in self._leaves.get(schema.question, ()) if leaf.op is Op.IS]
        nothing = any("none" in leaf.values for leaf in leaves)
        for option, bit in schema.codes.items():
            read = frozenset(place for place, leaf in enumerate(leaves) if option in leaf.values)
            if read or nothing:  # a tick that no rule names is still not "none"
                readers.setdefault(read, bit)
        return tuple(readers.values())

    def _known(self, column: Column) -> Iterator[Cell]:
        if column.type == "multi":
            bits = self.ticks(column.name)
            if 1 << len(bits) > MOST_TICKED:
                raise TooMany(column.name)
            for size in range(len(bits) + 1):
                for some in combinations(bits, size):
                    yield Cell(sum(some), sum(some), sum(some))
        elif column.type != "number":
            yield from (Cell(place, place, place) for place in range(len(column.options)))
        else:
            yield from self._stretches(column, None)

    # ------------------------------------------------------------- numbers
    def linked(self, column: str) -> tuple[str, ...]:
        """The columns that a gap or a ratio reads together with this one."""
        return self._links.get(column, ())

    def given(self, column: str, base: Columns) -> tuple[Cell, ...]:
        """The cells of a column for one person: gaps and ratios read the other answers as they stand in ``base`` (one row)."""
        schema = self.program.columns[column]
        if not self.linked(column):
            return self.of(column)
        key = column, tuple(int(base.arrays[name][0]) if name in base.arrays else NOT_ASKED for name in self.linked(column))
        if key not in self._given:
            if len(self._given) > _KEPT:
                self._given.clear()
            self._given[key] = (*self._stretches(schema, base), *_states(schema))
        return self._given[key]

    def joint(self, columns: Sequence[str], base: Columns) -> list[tuple[int, ...]]:
        """Values of some linked number columns: one combination for each different way in which all leaves on them read.

        ``base``: one row, whose other answers stand. Raises TooMany where it takes more than :data:`MOST` combinations.
        """
        order = sorted(columns, key=lambda name: self.program.columns[name].high - self.program.columns[name].low)
        *some, last = order
        spans = [range(self.program.columns[name].low, self.program.columns[name].high + 1) for name in some]
        if math.prod(map(len, spans)) > MOST:
            raise TooMany(", ".join(columns))
        grid = np.array(list(product(*spans)), np.int64).reshape(-1, len(some))
        turns = self._turns(last, some, grid)
        if turns.size > MOST:
            raise TooMany(", ".join(columns))
        rows = np.repeat(grid, turns.shape[1], axis=0)
        table = {name: rows[:, place] for place, name in enumerate(some)} | {last: turns.ravel()}
        _, first = np.unique(self._read(self._group(columns), table, base), axis=1, return_index=True)
        return [tuple(int(table[name][row]) for name in columns) for row in np.sort(first)]

    def _group(self, columns: Sequence[str]) -> tuple[str, ...]:
        """Some columns and all that are linked with one of them."""
        return tuple(dict.fromkeys([*columns, *(other for name in columns for other in self.linked(name))]))

    def _turns(self, last: str, some: Sequence[str], grid: Ints) -> Ints:
        """Values of the last column for each row of the grid of the others: every way of reading occurs among them.

        A comparison turns at a fixed number, a gap or ratio on a straight line through the other column's value.
        """
        schema = self.program.columns[last]
        found = [np.full((len(grid), 1), end) for cell in self.of(last) if cell.known for end in (cell.low, cell.high)]
        for place, name in enumerate(some):
            for slope, start in self._lines(name, last):
                low = (grid[:, place] * slope.numerator * start.denominator + start.numerator * slope.denominator) // (
                    slope.denominator * start.denominator
                )
                found += [np.clip(low + step, schema.low, schema.high)[:, None] for step in (-1, 0, 1, 2)]
        return np.concatenate(found, axis=1)

    def _lines(self, one: str, other: str) -> set[tuple[Fraction, Fraction]]:
        """Slopes and starts: where a gap or ratio between two columns turns, the second is start + slope · the first."""
        found: set[tuple[Fraction, Fraction]] = set()
        first, second = self.program.columns[one], self.program.columns[other]
        questions = self.program.knowledge.questions
        for leaf in self._leaves.get(first.question, ()):
            n = Fraction(Decimal(leaf.values[0])) if leaf.op in _GAPS or leaf.other else Fraction(0)
            if leaf.op in _GAPS and first.question == second.question and one != other:
                found |= _gap_lines(leaf, n, first.scale)
            elif leaf.other and first.scope == second.scope and {leaf.name, leaf.other} == {first.question, second.question}:
                slope = n * questions[leaf.name].scale / questions[leaf.other].scale  # name = slope · other
                if leaf.name == second.question:
                    found.add((slope, Fraction(0)))
                elif slope:
                    found.add((1 / slope, Fraction(0)))
        return found

    def _stretches(self, column: Column, base: Columns | None) -> Iterator[Cell]:
        """Runs of values that read alike."""
        span = np.arange(column.low, column.high + 1)
        names = self._group([column.name]) if base is not None else (column.name,)
        read = self._read(names, {column.name: span}, base)
        changes = np.flatnonzero((read[:, 1:] != read[:, :-1]).any(axis=0)) + 1
        starts, stops = [0, *changes.tolist()], [*changes.tolist(), len(span)]
        for start, stop in zip(starts, stops, strict=True):
            low, high = int(span[start]), int(span[stop - 1])
            yield Cell((low + high) // 2, low, high)

    # ------------------------------------------------------------- leaves on raw columns
    @cached_property
    def _leaves(self) -> dict[str, list[Leaf]]:
        """Per question, the leaves that read it, each once."""
        found: dict[str, dict[tuple[Any, ...], Leaf]] = {}
        for _, _, condition in conditions_of(self.program.knowledge):
            for leaf in walk_leaves(condition):
                if leaf.kind is Kind.QUESTION:
                    key = (leaf.name, leaf.op, leaf.values, leaf.other, leaf.percent)
                    for name in filter(None, (leaf.name, leaf.other)):
                        found.setdefault(name, {}).setdefault(key, leaf)
        return {name: list(leaves.values()) for name, leaves in found.items()}

    @cached_property
    def _links(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        schema = self.program.columns
        for name, leaves in self._leaves.items():
            for leaf in leaves:
                if leaf.op in _GAPS:
                    pairs = [tuple(f"{name}@{side}" for side in SIDES)]
                elif leaf.other is not None:
                    scopes = [column.scope for column in schema.values() if column.question == leaf.name]
                    pairs = [tuple(f"{q}@{s}" if s else q for q in (leaf.name, str(leaf.other))) for s in scopes]
                else:
                    continue
                for one, two in pairs:
                    found.setdefault(one, {})[two] = None
                    found.setdefault(two, {})[one] = None
        return {name: tuple(others) for name, others in found.items()}

    def _nodes(self, columns: Sequence[str]) -> list[Node | None]:
        """The leaves on some columns: comparisons of each, gaps and ratios between them."""
        raw = RawLeaves(Graph(), self.program.knowledge, self.program.columns)
        found: list[Tri] = []
        for name in columns:
            column = self.program.columns[name]
            for leaf in self._leaves.get(column.question, ()):
                if leaf.name != column.question:
                    continue  # the second of a ratio: read with the first
                if leaf.op in _GAPS:
                    if all(f"{column.question}@{side}" in columns for side in SIDES):
                        question = self.program.knowledge.questions[column.question]
                        found += [raw._gap(leaf, question, side) for side in ("", *SIDES)]
                elif leaf.other is None or (f"{leaf.other}@{column.scope}" if column.scope else leaf.other) in columns:
                    found.append(raw.cell(leaf, column.scope))
        return [node if isinstance(node, Node) else None for node in found]

    def _read(self, columns: Sequence[str], values: Mapping[str, Ints], base: Columns | None) -> NDArray[np.int8]:
        """What every leaf on some columns reads (leaves, rows): ``values``, and what ``base`` says of the others."""
        rows = len(next(iter(values.values())))
        table: dict[str, Any] = dict(values)
        for name in columns:
            if name not in table:
                stored = base.arrays[name][0] if base is not None and name in base.arrays else NOT_ASKED
                table[name] = np.broadcast_to(np.int64(stored), rows)
        with self._lock:  # a machine's buffers are for one at a time
            count, machine = self._machine(tuple(columns))
            found = np.zeros((count, rows), np.int8)
            for start in range(0, rows, machine.size):
                machine.run(table, {"read": found}, start, min(start + machine.size, rows))
        return found

    def _machine(self, columns: tuple[str, ...]) -> tuple[int, Machine]:
        """How many leaves there are on some columns, and what reads them."""
        if columns not in self._machines:
            nodes = [node for node in self._nodes(columns) if node is not None]
            tape = Tape([("read", row, node) for row, node in enumerate(nodes)])
            self._machines[columns] = len(nodes), Machine(tape, _BLOCK, len(self.program.knowledge.symptoms))
        return self._machines[columns]


def _states(column: Column) -> list[Cell]:
    codes = [code for code, may in ((HURT, column.may_hurt), (UNKNOWN, column.may_unknown)) if may]
    return [Cell(code, code, code) for code in codes]


def _gap_lines(leaf: Leaf, n: Fraction, scale: int) -> set[tuple[Fraction, Fraction]]:
    """Where one side stands when a gap to the other just turns, in either direction."""
    if not leaf.percent:
        return {(Fraction(1), n * scale), (Fraction(1), -n * scale)}
    lines = {(Fraction(1), Fraction(0))}
    if n < 100:  # of the larger one: 100 · (larger - smaller) = n · larger
        lines |= {(100 / (100 - n), Fraction(0)), ((100 - n) / 100, Fraction(0))}
    return lines
