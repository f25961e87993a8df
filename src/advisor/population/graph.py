"""The operations of a program as a graph: every value is worked out once, equal operations are shared.

A node is one NumPy operation over a block of sheets. Three-valued logic is ``int8``: 1 true, -1 false, 0 unknown; a yes-or-no
is ``int8`` 1 or 0. ``f8`` is used for certainties alone. Constants are folded where that is exact.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

__all__ = ["COMPARE", "Graph", "Node", "Tri", "all_kept"]

_RANK = {"i1": 0, "i2": 1, "i4": 2, "i8": 3, "f8": 4}
_FLAT, _DEEP = frozenset({"row", "most", "union"}), frozenset({"load all", "stack"})
COMPARE = frozenset({np.equal, np.not_equal, np.less, np.less_equal, np.greater, np.greater_equal})


@dataclass(eq=False, slots=True)
class Node:
    """``op``: a ufunc, or the name of one of our own operations. ``dtype``: i1, i2, i4, i8 or f8.

    ``deep``: a row for every symptom, all worked out by one operation; others are one row and hold for each symptom.
    """

    number: int
    op: Any
    args: tuple[Any, ...]
    dtype: str
    deep: bool = False


Tri = Node | int
"""A three-valued node, or a value known when the program is made."""


@contextmanager
def all_kept() -> Iterator[None]:
    """What is made meanwhile is kept: looking for garbage in between finds none, and takes a quarter of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class Graph:
    """Makes nodes; two equal calls give one node."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._memo: dict[tuple[Any, ...], Node] = {}

    def make(self, op: Any, args: Sequence[Any], dtype: str) -> Node:
        """The node of an operation; an argument is a node, or a number of the node's type."""
        key = (op, dtype, *((arg.number, "n") if isinstance(arg, Node) else (arg, type(arg)) for arg in args))
        found = self._memo.get(key)
        if found is None:
            deep = op not in _FLAT and any(isinstance(arg, Node) and arg.deep for arg in args)
            found = self._memo[key] = Node(len(self.nodes), op, tuple(args), dtype, deep or op in _DEEP)
            self.nodes.append(found)
        return found

    def load(self, column: str, dtype: str) -> Node:
        """A column of the answers."""
        return self.make("load", (column,), dtype)

    def load_all(self, columns: Sequence[str], dtype: str) -> Node:
        """A column for each symptom, as rows."""
        return self.make("load all", columns, dtype)

    def stacked(self, values: Sequence[Tri]) -> Tri:
        """A three-valued node or number for each symptom, as rows."""
        if all(isinstance(v, int) and v == values[0] for v in values):
            return values[0]
        return self.make("stack", values, "i1")

    def row(self, value: Tri, place: int) -> Tri:
        """The row of one symptom."""
        return self.make("row", (value, place), value.dtype) if isinstance(value, Node) and value.deep else value

    def most(self, value: Tri) -> Tri:
        """The largest over the symptoms."""
        return self.make("most", (value,), value.dtype) if isinstance(value, Node) and value.deep else value

    def union(self, bits: Tri) -> Tri:
        """The bits set for any symptom."""
        return self.make("union", (bits,), bits.dtype) if isinstance(bits, Node) and bits.deep else bits

    def cast(self, node: Node, dtype: str) -> Node:
        """The same values in another type; the caller knows that they fit."""
        return node if node.dtype == dtype else self.make("cast", (node,), dtype)

    def take(self, table: np.ndarray[Any, Any], index: Node, dtype: str) -> Node:
        """``table[index]``; equal tables are shared."""
        table = np.ascontiguousarray(table, dtype=dtype)
        key = ("take", dtype, index.number, table.tobytes())
        found = self._memo.get(key)
        if found is None:
            found = Node(len(self.nodes), "take", (table, self.cast(index, "i8")), dtype)
            found.number = len(self.nodes)
            self.nodes.append(found)
            self._memo[key] = found
        return found

    def two(self, op: Any, a: Node | float, b: Node | float) -> Node:
        """A ufunc of two; nodes of different types are brought to the larger one. Comparisons give i1."""
        dtype = max((x.dtype for x in (a, b) if isinstance(x, Node)), key=_RANK.__getitem__)
        a, b = (self.cast(x, dtype) if isinstance(x, Node) else x for x in (a, b))
        return self.make(op, (a, b), "i1" if op in COMPARE else dtype)

    # ------------------------------------------------------------- three-valued logic
    def negated(self, a: Tri) -> Tri:
        """not: T and F change places."""
        if isinstance(a, int):
            return -a
        if a.op is np.negative:
            inner: Node = a.args[0]
            return inner
        return self.make(np.negative, (a,), a.dtype)

    def smallest(self, values: Iterable[Tri]) -> Tri:
        """all"""
        return self._extreme(list(values), np.minimum, min, -1)

    def largest(self, values: Iterable[Tri]) -> Tri:
        """any"""
        return self._extreme(list(values), np.maximum, max, 1)

    def _extreme(self, values: list[Tri], op: Any, plain: Any, final: int) -> Tri:
        known = [v for v in values if isinstance(v, int)]
        distinct = {v.number: v for v in values if isinstance(v, Node)}
        nodes = sorted(distinct.values(), key=lambda n: (_RANK[n.dtype], n.deep, n.number))
        fixed = plain(known) if known else None
        if fixed == final or not nodes:
            return final if fixed == final else fixed  # type: ignore[return-value]
        found = nodes[0]
        for node in nodes[1:]:
            found = self.two(op, found, node)
        return found if fixed is None or fixed == -final else self.two(op, found, fixed)

    def nth_largest(self, n: int, values: Sequence[Tri]) -> Tri:
        """at_least n of m."""
        m = len(values)
        if n == 1:
            return self.largest(values)
        if n == m:
            return self.smallest(values)
        if min(n, m - n + 1) > 3 and all(isinstance(v, int) or v.dtype == "i1" for v in values) and m < 127:
            return self._counted_largest(n, values)
        lowest = m - n + 1 < n
        keep, out = (m - n + 1, self.largest) if lowest else (n, self.smallest)
        other = self.smallest if lowest else self.largest
        kept: list[Tri] = []  # the largest so far, best first (or the smallest)
        for value in values:
            new: list[Tri] = []
            for best in kept:
                new.append(other((best, value)))
                value = out((best, value))
            kept = [*new, value][:keep]
        return kept[keep - 1]

    def _counted_largest(self, n: int, values: Sequence[Tri]) -> Tri:
        true = self.total([self.fired(v) for v in values])
        false = self.total([self.fired(self.negated(v)) for v in values])
        return self.minus(self.at_least(true, n), self.at_least(false, len(values) - n + 1))

    def at_most(self, n: int, known: int, values: Sequence[Tri]) -> Tri:
        """-1 if more than n are true, else 1 if enough are known, else 0."""
        more = self.at_least(self.total([self.fired(v) for v in values]), n + 1)
        enough = self.at_least(self.total([self.is_known(v) for v in values]), known)
        if isinstance(more, int):
            return -1 if more else enough
        return self.smallest((enough, self.two(np.subtract, 1, self.two(np.add, more, more))))

    # ------------------------------------------------------------- whole numbers
    def biggest(self, values: Iterable[Tri]) -> Tri:
        """The largest of numbers from 0 up; 0 of none."""
        values = list(values)
        fixed = max((v for v in values if isinstance(v, int)), default=0)
        nodes = [v for v in values if isinstance(v, Node)]
        parts: list[Tri] = [*nodes, *([fixed] if fixed or not nodes else [])]
        return reduce(lambda a, b: self.two(np.maximum, a, b), parts)

    def least(self, values: Iterable[Tri]) -> Tri:
        """The smallest of numbers; at least one is fixed."""
        values = list(values)
        fixed = min(v for v in values if isinstance(v, int))
        found: Tri = fixed
        for value in values:
            found = self.two(np.minimum, value, found) if isinstance(value, Node) else found
        return found

    # ------------------------------------------------------------- yes or no
    def fired(self, a: Tri) -> Tri:
        """1 where true, else 0."""
        if isinstance(a, int):
            return int(a > 0)
        return self.make(np.greater, (a, 0 if a.dtype == "i1" else 0.0), "i1")

    def is_known(self, a: Tri) -> Tri:
        """1 where true or false, else 0."""
        if isinstance(a, int):
            return int(a != 0)
        return self.make(np.bitwise_and, (a, 1), "i1") if a.dtype == "i1" else self.make(np.not_equal, (a, 0.0), "i1")

    def total(self, values: Iterable[Tri]) -> Tri:
        """The sum of yes-or-nos (fewer than 127)."""
        values = list(values)
        fixed = sum(v for v in values if isinstance(v, int))
        nodes = [v for v in values if isinstance(v, Node)]
        if not nodes:
            return fixed
        found = nodes[0]
        for node in nodes[1:]:
            found = self.two(np.add, found, node)
        return self.two(np.add, found, fixed) if fixed else found

    def at_least(self, count: Tri, n: int) -> Tri:
        """1 where a count is at least n."""
        if n <= 0:
            return 1
        return int(count >= n) if isinstance(count, int) else self.make(np.greater_equal, (count, n), "i1")

    def minus(self, a: Tri, b: Tri) -> Tri:
        """a - b of two yes-or-nos: 1, 0 or -1."""
        if isinstance(b, int):
            return a - b if isinstance(a, int) else (a if b == 0 else self.two(np.subtract, a, b))
        return self.two(np.subtract, a, b) if a != 0 else self.negated(b)

    def both(self, a: Tri, b: Tri) -> Tri:
        """a and b of two yes-or-nos."""
        return self._extreme([a, b], np.minimum, min, 0)

    def either(self, values: Iterable[Tri]) -> Tri:
        """Any of some yes-or-nos, 0 of none."""
        values = [v for v in values if v != 0]
        return 1 if 1 in values else self.largest(values) if values else 0

    def neither(self, a: Tri) -> Tri:
        """1 - a of a yes-or-no."""
        return 1 - a if isinstance(a, int) else self.make(np.bitwise_xor, (a, 1), "i1")

    def where_true(self, gate: Tri, value: Tri) -> Tri:
        """``value`` where ``gate`` is true, else unknown."""
        yes = self.fired(gate)
        if isinstance(yes, int):
            return value if yes else 0
        return 0 if value == 0 else self.two(np.multiply, yes, value)

    # ------------------------------------------------------------- ranges of three-valued values
    def minus_one(self, a: Tri, open_: Tri) -> Tri:
        """-1 where ``open_`` (there ``a`` is 0), else ``a``."""
        return a if open_ == 0 else self.minus(a, open_)

    def plus_one(self, a: Tri, open_: Tri) -> Tri:
        """1 where ``open_`` (there ``a`` is 0), else ``a``."""
        if isinstance(a, int) and isinstance(open_, int):
            return a + open_
        return open_ if a == 0 else a if open_ == 0 else self.two(np.add, a, open_)

    def blanked(self, a: Tri, gone: Tri) -> Tri:
        """0 where ``gone``, else ``a``."""
        if isinstance(gone, int):
            return 0 if gone else a
        return 0 if a == 0 else self.two(np.multiply, a, self.neither(gone))

    def lowered(self, a: Tri, gone: Tri) -> Tri:
        """-2, below every value, where ``gone``, else ``a``."""
        if isinstance(gone, int):
            return -2 if gone else a
        return self.two(np.minimum, self.two(np.subtract, 1, self.two(np.multiply, gone, 3)), a)

    def raised(self, a: Tri) -> Tri:
        """0 where ``a`` is -2, else ``a``."""
        if isinstance(a, int):
            return 0 if a == -2 else a
        nobody = self.make(np.equal, (a, -2), "i1")
        return self.two(np.add, a, self.two(np.add, nobody, nobody))
