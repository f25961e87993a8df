"""What can still change while a few answers vary and all others stand: bounds of every node, and the answers behind it.

Interval arithmetic over a program's graph, one operation at a time. A node whose lowest and highest value meet is settled: no
choice of the varying answers changes it (DESIGN 6: sound, not tight). What is not settled hangs on the columns of its ``mask``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from operator import ge, gt, le, lt
from typing import Any

import numpy as np

from advisor.population.columns import NOT_ASKED
from advisor.population.graph import Node

__all__ = ["Bounds", "Live", "reached"]

Bounds = tuple[Any, Any]
"""Lowest and highest value: two numbers, or two arrays with one for each symptom."""

_INF = float("inf")
_FULL = {"i1": (-128, 127), "i2": (-32768, 32767), "i4": (-(2**31), 2**31 - 1), "i8": (-(2**63), 2**63 - 1), "f8": (-_INF, _INF)}


def reached(nodes: Iterable[Node]) -> list[Node]:
    """Everything some nodes hang on, each before what reads it."""
    found: dict[int, Node] = {}
    stack = list(nodes)
    while stack:
        node = stack.pop()
        if node.number not in found:
            found[node.number] = node
            stack += [arg for arg in node.args if isinstance(arg, Node)]
    return [found[number] for number in sorted(found)]


class Live:
    """Bounds and masks of nodes, each after what it reads (``order``: see :func:`reached`).

    ``fixed``: what each column holds (missing: not asked). ``free``: per varying column the values it may take.
    """

    def __init__(self, order: Iterable[Node], fixed: Mapping[str, int], free: Mapping[str, Iterable[int]]) -> None:
        self.fixed, self.columns = fixed, list(free)
        self._free = {name: (min(values), max(values)) for name, values in ((n, list(v)) for n, v in free.items())}
        self._bit = {name: 1 << place for place, name in enumerate(self.columns)}
        self.bounds: dict[int, Bounds] = {}
        self.mask: dict[int, int] = {}
        for node in order:
            self.bounds[node.number] = low, high = self._bounds(node)
            settled = bool((low == high).all()) if isinstance(low, np.ndarray) else low == high
            self.mask[node.number] = 0 if settled else self._mask(node)

    def settled(self, node: Node) -> bool:
        """Whether the varying answers cannot change a node."""
        return self.mask[node.number] == 0

    def columns_of(self, node: Node) -> list[str]:
        """The varying columns that a node may hang on."""
        mask = self.mask[node.number]
        return [name for name, bit in self._bit.items() if mask & bit]

    def _mask(self, node: Node) -> int:
        if node.op == "load":
            return self._bit.get(node.args[0], 0)
        if node.op == "load all":
            names = node.args
            return sum(self._bit.get(name, 0) for name in names)
        found = 0
        for arg in node.args:
            if isinstance(arg, Node):
                found |= self.mask[arg.number]
        return found

    def _column(self, name: str) -> tuple[int, int]:
        held = self.fixed.get(name, NOT_ASKED)
        low, high = self._free.get(name, (held, held))
        return min(low, held), max(high, held)

    def _bounds(self, node: Node) -> Bounds:
        op, args = node.op, node.args
        if op == "load":
            return self._column(args[0])
        if op == "load all":
            pairs = [self._column(name) for name in args]
            return np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs])
        given = [self._of(arg) for arg in args]
        if op == "stack":
            return np.array([low for low, _ in given]), np.array([high for _, high in given])
        if op == "row":
            low, high = given[0]
            return low[args[1]], high[args[1]]
        if op == "most":
            return given[0][0].max(), given[0][1].max()
        rule = _RULES.get(op)
        found = rule(*given) if rule is not None else None
        if found is None:
            found = self._otherwise(node, given)
        return found

    def _of(self, arg: Any) -> Bounds:
        return self.bounds[arg.number] if isinstance(arg, Node) else (arg, arg)

    def _otherwise(self, node: Node, given: list[Bounds]) -> Bounds:
        """Exact where all arguments are settled, else everything the type holds."""
        if node.op == "take":
            return _looked_up(node.args[0], *given[1])
        low, high = _FULL[node.dtype]
        if node.op in ("byte", "union"):
            return _bits(node, given) or (low, high)
        if isinstance(node.op, np.ufunc) and all(np.all(a == b) for a, b in given):
            value = np.asarray(node.op(*(np.asarray(a, _dtype(node, place)) for place, (a, _) in enumerate(given))))
            return value.item(), value.item()
        deep = next((np.shape(a) for a, _ in given if np.ndim(a)), ())
        return (np.full(deep, low), np.full(deep, high)) if deep and node.deep else (low, high)


def _dtype(node: Node, place: int) -> str:
    arg = node.args[place]
    if isinstance(arg, Node):
        return arg.dtype
    return next((other.dtype for other in node.args if isinstance(other, Node)), node.dtype)


def _looked_up(table: np.ndarray[Any, Any], low: Any, high: Any) -> Bounds:
    if isinstance(low, np.ndarray):
        pairs = [_looked_up(table, a, b) for a, b in zip(low, high, strict=True)]
        return np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs])
    last = len(table) - 1
    part = table[min(max(int(low), 0), last) : min(max(int(high), 0), last) + 1]  # an index outside is clipped
    if part.dtype.kind == "f" and np.isnan(part).any():
        return -_INF, _INF
    return part.min().item(), part.max().item()


def _bits(node: Node, given: list[Bounds]) -> Bounds | None:
    """A byte of a wide number, or the bits set for any symptom, where these are settled."""
    below, above = given[0]
    if not np.all(below == above):
        return None
    if node.op == "union":
        value = int(np.bitwise_or.reduce(np.asarray(below, np.int64)))
    else:
        byte = int(below) >> 8 * node.args[1] & 255
        value = byte - 256 if byte > 127 else byte
    return value, value


# ----------------------------------------------------------------- one rule for each operation
def _flat(*given: Bounds) -> bool:
    return not any(isinstance(end, np.ndarray) for pair in given for end in pair)


def _least(a: Any, b: Any) -> Any:
    return np.minimum(a, b) if isinstance(a, np.ndarray) or isinstance(b, np.ndarray) else min(a, b)


def _most(a: Any, b: Any) -> Any:
    return np.maximum(a, b) if isinstance(a, np.ndarray) or isinstance(b, np.ndarray) else max(a, b)


def _compare(op: Callable[[Any, Any], Any], rising: bool) -> Callable[[Bounds, Bounds], Bounds]:
    """a ≥ b and a > b rise with a and fall with b; the other two are turned around."""
    if rising:
        return lambda a, b: (op(a[0], b[1]) * 1, op(a[1], b[0]) * 1)
    return lambda a, b: (op(a[1], b[0]) * 1, op(a[0], b[1]) * 1)


def _equal(a: Bounds, b: Bounds) -> Bounds:
    if _flat(a, b):
        return int(a[0] == a[1] == b[0] == b[1]), int(a[1] >= b[0] and b[1] >= a[0])
    always = np.equal(a[0], a[1]) & np.equal(b[0], b[1]) & np.equal(a[0], b[0])
    return always * 1, (np.greater_equal(a[1], b[0]) & np.greater_equal(b[1], a[0])) * 1


def _unequal(a: Bounds, b: Bounds) -> Bounds:
    low, high = _equal(a, b)
    return 1 - high, 1 - low


def _product(a: Bounds, b: Bounds) -> Bounds | None:
    """The corners; not where 0 meets infinity."""
    corners = [x * y for x in a for y in b]
    low, high = reduce(_least, corners), reduce(_most, corners)
    return (low, high) if np.all(low == low) and np.all(high == high) else None


def _divided(a: Bounds, b: Bounds) -> Bounds | None:
    if not np.all(b[0] > 0):
        return None
    corners = [x / y for x in a for y in b]
    return reduce(_least, corners), reduce(_most, corners)


def _or(a: Bounds, b: Bounds) -> Bounds | None:
    """Exact where one is 0 (changes nothing) or -1 (all bits); a state with what makes it irrelevant; bits from 0 up."""
    for one, other in ((a, b), (b, a)):
        if not isinstance(one[0], np.ndarray) and one[0] == one[1]:
            if one[0] == 0:
                return other
            if one[0] == -1 and _flat(other):
                return -1, -1
    if np.all(b[0] >= -1) and np.all(b[1] <= 0):
        return _least(a[0], -1), _most(a[1], -1)
    if np.all(a[0] >= 0) and np.all(b[0] >= 0):
        return _most(a[0], b[0]), a[1] + b[1]
    return None


def _and(a: Bounds, b: Bounds) -> Bounds | None:
    mask = b[0]
    if isinstance(mask, np.ndarray) or mask != b[1] or mask < 0:
        return None
    if _flat(a) and a[0] == a[1]:
        return int(a[0]) & int(mask), int(a[0]) & int(mask)
    return a[0] * 0, _least(a[1], mask) if np.all(a[0] >= 0) else a[1] * 0 + mask


def _flip(a: Bounds, b: Bounds) -> Bounds | None:
    yes_no = np.all(a[0] >= 0) and np.all(a[1] <= 1) and _flat(b) and b == (1, 1)
    return (1 - a[1], 1 - a[0]) if yes_no else None


def _absolute(a: Bounds) -> Bounds | None:
    if not _flat(a):
        return None
    ends = abs(a[0]), abs(a[1])
    return 0 if a[0] < 0 < a[1] else min(ends), max(ends)


def _signed(a: Bounds, b: Bounds) -> Bounds | None:
    """The size of a with the sign of b; a is a size."""
    if not _flat(a, b) or a[0] < 0:
        return None
    if b[0] > 0:
        return a
    return (-a[1], -a[0]) if b[1] < 0 else (-a[1], a[1])


def _each(op: Callable[[Any], Any]) -> Callable[[Bounds], Bounds | None]:
    return lambda a: (op(a[0]), op(a[1])) if _flat(a) and abs(a[0]) < _INF and abs(a[1]) < _INF else None


_RULES: dict[Any, Callable[..., Bounds | None]] = {
    "cast": lambda a: a,
    np.minimum: lambda a, b: (_least(a[0], b[0]), _least(a[1], b[1])),
    np.maximum: lambda a, b: (_most(a[0], b[0]), _most(a[1], b[1])),
    np.add: lambda a, b: (a[0] + b[0], a[1] + b[1]),
    np.subtract: lambda a, b: (a[0] - b[1], a[1] - b[0]),
    np.multiply: _product, np.true_divide: _divided,
    np.negative: lambda a: (-a[1], -a[0]),
    np.absolute: _absolute, np.floor: _each(math.floor), np.rint: _each(round), np.copysign: _signed,
    np.greater: _compare(gt, True), np.greater_equal: _compare(ge, True),
    np.less: _compare(lt, False), np.less_equal: _compare(le, False),
    np.equal: _equal, np.not_equal: _unequal,
    np.bitwise_or: _or, np.bitwise_and: _and, np.bitwise_xor: _flip,
}  # fmt: skip
