"""Many sheets that differ from one in few answers: that one is worked out whole, of the others only what differs.

    sheets = Differing([("lows", 0, node)], [], depth=1)
    sheets.run(columns, results, rows)         # the first row is the sheet that the others are compared with

The others go in strips. A node of a strip is worked out only where a node that it reads differs from the first sheet's somewhere
in the strip. Where it then comes out the same (a threshold that is not crossed, a smallest of several), it counts as the same.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import numpy as np

from advisor.population.fusing import CONSTANT, Fusion, Group
from advisor.population.graph import COMPARE, Node

__all__ = ["Differing"]

_Array = np.ndarray[Any, Any]
_Call = Callable[..., None]
Output = tuple[str, int, Node]

_EVENS_OUT = COMPARE | {np.minimum, np.maximum, np.bitwise_and, "take", "byte"}
"""Operations that often give the same for what differs; after others it is not worth while to look."""
_WIDTH, _STRIPS, _BLOCK = 32, 16, 4096
"""Sheets in a strip at least; strips of a block at most; sheets in a block."""
_MOST_KEPT = 256
"""Room that is kept for later, in values for each node: what one run of unlike sheets made larger is let go."""


class Differing:
    """Nodes over sheets like one another. ``outputs``: of every sheet; ``first``: of the first alone; (result, row, node).

    ``depth``: symptoms; ``free``: columns that sheets mostly differ in (they may differ in others too, for more time).
    """

    def __init__(self, outputs: Sequence[Output], first: Sequence[Output], depth: int, free: Collection[str]) -> None:
        fusion = Fusion([node for _, _, node in outputs], [node for _, _, node in first], depth, free)
        base = self._base = {dtype: np.zeros(count, dtype) for dtype, count in fusion.rows.items()}
        self._steps = [_KINDS.get(group.op, _Elementwise)(group, base) for group in fusion.groups]
        self._shared = self._steps[: fusion.shared]
        self._free = [step for step in self._shared if step.free]
        self._others = [step for step in self._shared if isinstance(step, _Load) and not step.free]
        self._outputs, self._first = _results(fusion, outputs), _results(fusion, first)
        self._strips = _Strips(fusion.shared_rows)
        self._lock = threading.Lock()

    @property
    def groups(self) -> int:
        """How many operations the first sheet takes; the others take a few calls for each of these in which one differs."""
        return len(self._steps)

    def run(self, columns: Mapping[str, Any], results: Mapping[str, Any], rows: int) -> None:
        """Works out rows 0 to ``rows`` of the columns into ``results``. One thread at a time; others wait."""
        with self._lock:
            base, strips = self._base, self._strips
            for step in self._steps:
                step.whole(columns)
            for name, dtype, row, at in self._first:
                results[name][row, 0] = base[dtype][at]
            for start in range(0, rows, _BLOCK):
                stop = min(start + _BLOCK, rows)
                strips.begin(base, stop - start)
                others = any(step.differs(columns, start, stop) for step in self._others)
                for step in self._shared if others else self._free:
                    step.rest(strips, columns, start, stop)
                for name, dtype, row, at in self._outputs:
                    results[name][row, start:stop] = strips.told(dtype, at)


def _results(fusion: Fusion, outputs: Sequence[Output]) -> list[tuple[str, str, _Array, _Array]]:
    """Per result and type: rows of the result, and of the values."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for name, row, node in outputs:
        for place, (dtype, at) in enumerate(fusion.places(node)):
            found.setdefault((name, dtype), []).append((row + place, at))
    tables = {key: np.array(pairs, np.intp).T.copy() for key, pairs in found.items()}
    return [(name, dtype, table[0], table[1]) for (name, dtype), table in tables.items()]


class _Strips:
    """``values``: rows of the first sheet, then of what differs; ``places``: for each node and strip its row of these.

    ``edges``: the first row of what differs. ``numbers``: 0, 1, 2 ..., to cut rows' numbers from.
    """

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = counts
        self.edges = {dtype: np.array([count], np.intp) for dtype, count in counts.items()}
        self._room: dict[str, _Array] = {dtype: np.empty(0, dtype) for dtype in counts}
        self.values: dict[str, _Array] = {}
        self.places: dict[str, _Array] = {}
        self.used: dict[str, int] = {}
        self.rows = self.count = self.width = 0
        self.numbers = np.arange(0, dtype=np.intp)

    def begin(self, base: Mapping[str, _Array], rows: int) -> None:
        """Everything is as in the first sheet."""
        self.rows, self.width = rows, max(_WIDTH, -(-rows // _STRIPS))
        self.count = -(-rows // self.width)
        for dtype, count in self.counts.items():
            room = self._room[dtype]
            if len(room) < 2 * count * self.width or len(room) > _MOST_KEPT * count:
                room = self._room[dtype] = np.empty(2 * count * self.width, dtype)
            values = self.values[dtype] = room[: len(room) // self.width * self.width].reshape(-1, self.width)
            values[:count] = base[dtype][:count, None]
            self.places[dtype] = np.repeat(np.arange(count, dtype=np.intp), self.count).reshape(count, self.count)
            self.used[dtype] = count
        self.numbers = np.arange(max(map(len, self.values.values()), default=0), dtype=np.intp)

    def grow(self, dtype: str, rows: int) -> None:
        """Room for so many rows: twice as many as there were, or what is needed."""
        old, used = self.values[dtype], self.used[dtype]
        rows = max(2 * len(old), rows)
        self._room[dtype] = np.empty(rows * self.width, dtype)
        grown = self.values[dtype] = self._room[dtype].reshape(rows, self.width)
        grown[:used] = old[:used]
        self.numbers = np.arange(max(rows, len(self.numbers)), dtype=np.intp)

    def told(self, dtype: str, at: _Array) -> _Array:
        """Some nodes' values for every sheet."""
        return self.values[dtype].take(self.places[dtype].take(at, 0), 0).reshape(len(at), -1)[:, : self.rows]


class _Step(ABC):
    """A group. ``whole``: of the first sheet; ``rest``: of the strips. The calls are few and cheap: they are the whole cost."""

    def __init__(self, group: Group, base: Mapping[str, _Array]) -> None:
        self.dtype, self.start, self.stop = group.dtype, group.start, group.stop
        self.source, self.free = group.source, group.free
        self.rows, self.flat, self.two = group.args, group.args.reshape(-1), len(group.args) == 2
        self.out, self.read = base[group.dtype][group.start : group.stop], base.get(group.source)
        self.first = np.array([group.start], np.intp)
        self.numbered = False
        self.checked = group.op in _EVENS_OUT or (group.op is np.multiply and self.two)
        self.call = self._calling(group)

    @abstractmethod
    def _calling(self, group: Group) -> _Call:
        """(out, which of the group or None for all, arguments)"""

    def whole(self, columns: Mapping[str, Any]) -> None:
        """Each node once."""
        assert self.read is not None
        self.call(self.out, None, *self.read[self.rows])

    def rest(self, strips: _Strips, columns: Mapping[str, Any], start: int, stop: int) -> None:
        """Nodes and strips in which an argument differs."""
        source, dtype = self.source, self.dtype
        place = strips.places[source].take(self.flat, 0)
        differs = place >= strips.edges[source]
        if self.two:
            half = len(differs) >> 1
            differs = differs[:half] | differs[half:]
        at = differs.reshape(-1).nonzero()[0]
        size = len(at)
        if not size:
            return
        used = strips.used[dtype]
        if used + size > len(strips.values[dtype]):
            strips.grow(dtype, used + size)
        given = strips.values[source].take(place.reshape(2 if self.two else 1, -1).take(at, 1), 0)
        values, places = strips.values[dtype], strips.places[dtype][self.start : self.stop].reshape(-1)
        own, out = places[at], values[used : used + size]
        self.call(out, own - self.first if self.numbered else None, *given)
        rows = strips.numbers[used : used + size]
        if self.checked:
            kept = np.logical_or.reduce(out != values.take(own, 0), 1).nonzero()[0]
            if not kept.size:
                return
            at, rows = at[kept], rows[kept]
        places[at] = rows
        strips.used[dtype] = used + size


class _Load(_Step):
    def _calling(self, group: Group) -> _Call:
        self.names = group.numbers
        return lambda *_: None

    def whole(self, columns: Mapping[str, Any]) -> None:
        missing = (-4,)
        self.out[:] = [columns.get(name, missing)[0] for name in self.names]

    def differs(self, columns: Mapping[str, Any], start: int, stop: int) -> bool:
        """Whether any sheet differs from the first in one of these columns."""
        return any(_differs(columns[name], start, stop) for name in self.names if name in columns)

    def rest(self, strips: _Strips, columns: Mapping[str, Any], start: int, stop: int) -> None:
        dtype = self.dtype
        for row, name in enumerate(self.names, self.start):
            if name not in columns or not _differs(columns[name], start, stop):
                continue
            column, used = columns[name], strips.used[dtype]
            end = used + strips.count
            if end > len(strips.values[dtype]):
                strips.grow(dtype, end)
            strips.used[dtype] = end
            flat = strips.values[dtype][used:end].reshape(-1)
            flat[: stop - start], flat[stop - start :] = column[start:stop], column[0]
            own, rows = np.full(strips.count, row), strips.numbers[used:end]
            kept = np.logical_or.reduce(strips.values[dtype][used:end] != strips.values[dtype].take(own, 0), 1)
            strips.places[dtype][row][kept] = rows[kept]


def _differs(column: Any, start: int, stop: int) -> bool:
    """Whether any sheet's answer is not the first one's."""
    return bool(column[start:stop].tobytes() != column[:1].tobytes() * (stop - start))


class _Constant(_Step):
    def _calling(self, group: Group) -> _Call:
        numbers = np.array(group.numbers, group.dtype)

        def call(out: _Array) -> None:
            out[:] = numbers

        return call

    def whole(self, columns: Mapping[str, Any]) -> None:
        self.call(self.out)

    def rest(self, strips: _Strips, columns: Mapping[str, Any], start: int, stop: int) -> None:
        """Never another."""


class _Cast(_Step):
    def _calling(self, group: Group) -> _Call:
        def call(out: _Array, which: _Array | None, value: _Array) -> None:
            np.copyto(out, value, casting="unsafe")

        return call


class _Byte(_Step):
    def _calling(self, group: Group) -> _Call:
        self.numbered = True
        shifts = 8 * np.array(group.numbers, group.source)

        def call(out: _Array, which: _Array | None, value: _Array) -> None:
            np.copyto(out, value >> _each(shifts, which), casting="unsafe")

        return call


class _Take(_Step):
    def _calling(self, group: Group) -> _Call:
        self.numbered = True
        sizes = np.array([len(table) for table in group.numbers], np.int64)
        first, last, table = np.cumsum(sizes) - sizes, sizes - 1, np.concatenate(group.numbers)

        def call(out: _Array, which: _Array | None, index: _Array) -> None:
            within = np.minimum(np.maximum(index, 0), _each(last, which))
            table.take(within + _each(first, which), out=out, mode="clip")

        return call


class _Elementwise(_Step):
    def _calling(self, group: Group) -> _Call:
        op: Any = group.op
        compares = op in COMPARE
        told, read, rows = self.out.view(np.bool_) if compares else self.out, self.read, self.rows
        assert read is not None
        self.all: Callable[[], Any]
        if not group.numbers:
            self.all = lambda: op(*read[rows], out=told)
            return lambda out, which, *given: op(*given, out=out.view(np.bool_) if compares else out)
        numbers, first = np.array(group.numbers, group.source), group.number_first
        one = numbers[:1] if (numbers == numbers[0]).all() else None
        self.numbered = one is None
        flat = self.flat
        self.all = (lambda: op(numbers, read[flat], out=told)) if first else (lambda: op(read[flat], numbers, out=told))

        def call(out: _Array, which: _Array | None, value: _Array) -> None:
            number = one if one is not None else numbers[which][:, None]
            given = (number, value) if first else (value, number)
            op(*given, out=out.view(np.bool_) if compares else out)

        return call

    def whole(self, columns: Mapping[str, Any]) -> None:
        self.all()  # bound once: no more than the call itself


def _each(numbers: _Array, which: _Array | None) -> _Array:
    """The numbers of some of a group, one a row; of all for the first sheet."""
    return numbers if which is None else numbers[which][:, None]


_KINDS: dict[Any, type[_Step]] = {"load": _Load, CONSTANT: _Constant, "cast": _Cast, "byte": _Byte, "take": _Take}
