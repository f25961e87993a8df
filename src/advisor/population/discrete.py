"""Values that can be only so many things: a small code a sheet, and a table of what each code means.

Most of what certainties are made of is of this kind: a rule fires or not, a pattern has one of some dozen certainties. What
depends on a few of them is worked out once for every combination, by the same operations in the same order as for a sheet,
and then only looked up; so the digits are those of DESIGN 4.5. Where the combinations are too many, it is worked out row by row.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from advisor.population.graph import Graph, Node

__all__ = ["LIMIT", "Discrete", "Eager", "RowWise", "Rows", "Value", "compressed", "constant", "expanded", "joined", "rows_of"]

LIMIT = 4096
"""Combinations looked up at most: tables that stay in the processor's first caches."""

Fields = Mapping[str, Any]
_INTS = ("lo", "hi")


@dataclass(eq=False, slots=True)
class Discrete:
    """``code``: i1 or i2, 0 to ``size`` - 1 (None where ``size`` is 1); ``fields``: arrays of ``size``."""

    code: Node | None
    size: int
    fields: Mapping[str, np.ndarray[Any, Any]]


@dataclass(eq=False, slots=True)
class Rows:
    """``fields``: a node each (or a number that holds for every row)."""

    fields: Fields


Value = Discrete | Rows


def constant(**fields: float) -> Discrete:
    """The same for every sheet."""
    return Discrete(None, 1, {name: np.array([value]) for name, value in fields.items()})


class Eager:
    """The operations of DESIGN 4.5 on arrays, for tables."""

    mul, sub, div, low, high = (staticmethod(f) for f in (np.multiply, np.subtract, np.divide, np.minimum, np.maximum))

    @staticmethod
    def reaches(a: Any, edge: Any) -> Any:
        """1 where a ≥ edge, else 0."""
        return np.greater_equal(a, edge).astype(np.float64)

    @staticmethod
    def pick(yes: Any, a: Any, b: Any) -> Any:
        """a where yes is 1, else b."""
        return np.where(np.asarray(yes) > 0, a, b)

    @staticmethod
    def count(lo: Any, hi: Any) -> Any:
        """0, 1 or 2 (and more) tests from the first and last one behind a finding."""
        return (np.asarray(hi) >= 0).astype(np.int64) + (np.asarray(hi) > np.asarray(lo))

    @staticmethod
    def look(table: Sequence[float], index: Any) -> Any:
        """table[index]"""
        return np.asarray(table, np.float64)[index]

    @staticmethod
    def millionth(value: Any) -> Any:
        """The nearest millionth, halves away from 0 (DESIGN 4.4)."""
        return np.copysign(np.floor(1_000_000 * np.abs(value) + 0.5) / 1_000_000, value) + 0.0


class RowWise:
    """The same operations as nodes of a graph; two numbers are worked out at once."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def _two(self, op: Any, a: Any, b: Any) -> Any:
        if not isinstance(a, Node) and not isinstance(b, Node):
            return op(a, b).item() if hasattr(op(a, b), "item") else op(a, b)
        plain = "f8" if "f8" in (getattr(a, "dtype", ""), getattr(b, "dtype", "")) else ""
        a, b = (float(v) if plain and not isinstance(v, Node) else v for v in (a, b))
        return self.graph.two(op, a, b)

    def mul(self, a: Any, b: Any) -> Any:
        return b if _is(a, 1) else a if _is(b, 1) else self._two(np.multiply, a, b)

    def sub(self, a: Any, b: Any) -> Any:
        return a if _is(b, 0) else self._two(np.subtract, a, b)

    def div(self, a: Any, b: Any) -> Any:
        return a if _is(b, 1) else self._two(np.true_divide, a, b)

    def low(self, a: Any, b: Any) -> Any:
        return self._two(np.minimum, a, b)

    def high(self, a: Any, b: Any) -> Any:
        return self._two(np.maximum, a, b)

    def reaches(self, a: Any, edge: Any) -> Any:
        if not isinstance(a, Node) and not isinstance(edge, Node):
            return float(a >= edge)
        a, edge = (v if isinstance(v, Node) else float(v) for v in (a, edge))
        return self.graph.cast(self.graph.two(np.greater_equal, a, edge), "f8")

    def pick(self, yes: Any, a: Any, b: Any) -> Any:
        if not isinstance(yes, Node):
            return a if yes else b
        dtype = next((v.dtype for v in (a, b) if isinstance(v, Node)), "f8")
        yes = self.graph.cast(yes, dtype)
        no = self.graph.two(np.subtract, 1, yes)
        return self._two(np.add, self._two(np.multiply, yes, a), self._two(np.multiply, no, b))

    def count(self, lo: Any, hi: Any) -> Any:
        if not isinstance(lo, Node) and not isinstance(hi, Node):
            return int(hi >= 0) + int(hi > lo)
        any_, more = self.graph.two(np.greater_equal, hi, 0), self.graph.two(np.greater, hi, lo)
        return self.graph.two(np.add, any_, more)

    def look(self, table: Sequence[float], index: Any) -> Any:
        return self.graph.take(np.asarray(table), index, "f8") if isinstance(index, Node) else float(table[index])

    def millionth(self, value: Any) -> Any:
        if not isinstance(value, Node):
            return float(Eager.millionth(value))
        make = self.graph.make
        size = make(
            np.floor, (make(np.add, (make(np.multiply, (make(np.absolute, (value,), "f8"), 1e6), "f8"), 0.5), "f8"),), "f8"
        )
        return make(np.copysign, (make(np.true_divide, (size, 1e6), "f8"), value), "f8")


def _is(value: Any, number: int) -> bool:
    return not isinstance(value, Node) and not isinstance(value, np.ndarray) and value == number


# --------------------------------------------------------------------------- joining


def product(parts: Sequence[Discrete]) -> int:
    """How many combinations different values have."""
    return math.prod(part.size for part in distinct(parts))


def distinct(parts: Sequence[Discrete]) -> list[Discrete]:
    """Each code once, what is constant left out."""
    return list({part.code.number: part for part in parts if part.code is not None}.values())


def expanded(parts: Sequence[Discrete]) -> dict[int, np.ndarray[Any, Any]]:
    """Per code (by its node's number) its value in every combination, in the order of :func:`joined`."""
    found: dict[int, np.ndarray[Any, Any]] = {}
    step, total = 1, product(parts)
    for part in distinct(parts):
        assert part.code is not None
        found[part.code.number] = np.arange(total) // step % part.size
        step *= part.size
    return found


def joined(graph: Graph, parts: Sequence[Discrete], fields: Mapping[str, Any]) -> Discrete:
    """One value of several: its code is mixed from theirs. ``fields``: an array (or number) over the combinations."""
    parts, size = distinct(parts), product(parts)
    table = {
        name: np.broadcast_to(np.asarray(array, np.int64 if name in _INTS else np.float64), size)
        for name, array in fields.items()
    }
    return Discrete(_code(graph, parts), size, table)


def _code(graph: Graph, parts: Sequence[Discrete]) -> Node | None:
    """Bytes as far as they go, then 16 bits: small types are the cheap ones."""
    groups: list[tuple[Node, int]] = []
    for part in parts:
        assert part.code is not None
        if groups and groups[-1][1] * part.size <= 128 and part.code.dtype == "i1" == groups[-1][0].dtype:
            node, size = groups[-1]
            scaled = graph.make(np.multiply, (part.code, size), "i1")
            groups[-1] = graph.two(np.add, node, scaled), size * part.size
        else:
            groups.append((part.code, part.size))
    if not groups:
        return None

    def mixed(low: tuple[Node, int], high: tuple[Node, int]) -> tuple[Node, int]:
        scaled = graph.make(np.multiply, (graph.cast(high[0], "i2"), low[1]), "i2")
        return graph.two(np.add, graph.cast(low[0], "i2"), scaled), low[1] * high[1]

    return reduce(mixed, groups)[0]


def compressed(graph: Graph, value: Discrete, worth: int = 1) -> Discrete:
    """The same with one code for each different combination of fields, where that makes it smaller.

    A look-up costs as much as a dozen operations on codes, so up to ``worth`` combinations are left as they are.
    """
    if value.code is None or (1 < value.size <= worth and not _same(value)):
        return value
    keys = np.zeros(value.size, np.int64)
    for array in value.fields.values():
        bits = np.ascontiguousarray(array).view(np.int64)
        _, inverse = np.unique(bits, return_inverse=True)
        _, keys = np.unique(keys * (int(inverse.max()) + 1) + inverse.ravel(), return_inverse=True)
        keys = keys.ravel()
    _, first, code = np.unique(keys, return_index=True, return_inverse=True)
    if len(first) == value.size:
        return value
    fields = {name: np.ascontiguousarray(array)[first] for name, array in value.fields.items()}
    if len(first) == 1:
        return Discrete(None, 1, fields)
    return Discrete(graph.take(code.ravel(), value.code, "i1" if len(first) <= 128 else "i2"), len(first), fields)


def _same(value: Discrete) -> bool:
    return all((array == array[0]).all() for array in value.fields.values())


def rows_of(graph: Graph, value: Value) -> Rows:
    """A value's fields as nodes."""
    if isinstance(value, Rows):
        return value
    if value.code is None:
        return Rows({name: (int if name in _INTS else float)(array[0]) for name, array in value.fields.items()})
    code = value.code
    return Rows({name: row_of(graph, code, array, "i2" if name in _INTS else "f8") for name, array in value.fields.items()})


def row_of(graph: Graph, code: Node, table: np.ndarray[Any, Any], dtype: str) -> Any:
    """One field of a discrete value as a node, or a number where it is the same for every code."""
    if (table == table[0]).all():
        return float(table[0]) if dtype == "f8" else int(table[0])
    return graph.take(table, code, dtype)
