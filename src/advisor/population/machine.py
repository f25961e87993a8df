"""Running a graph: what is needed, in order, in as few buffers as possible, one block of sheets after another."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from advisor.population.graph import COMPARE, Node, all_kept

__all__ = ["Machine", "Tape"]

_OUT_ONLY = (np.minimum, np.maximum)
_REDUCE = {"most": np.maximum, "union": np.bitwise_or}
_Step = tuple[Callable[..., Any], tuple[Any, ...]]


class Tape:
    """The nodes that some outputs need, in the order they are run, and the buffer each is written to.

    ``outputs``: (name of a result, row in it, node). A result's row is stored as soon as its node is there. ``first``: nodes
    to work out before all others, in this order.
    """

    def __init__(self, outputs: Sequence[tuple[str, int, Node]], first: Sequence[Node] = ()) -> None:
        self.order: list[Node | tuple[str, int, Node]] = []
        self.buffers: list[tuple[str, bool]] = []
        self.place: dict[int, int] = {}
        done: set[int] = set()
        for node in first:
            self._visit(node, done)
        for output in outputs:
            self._visit(output[2], done)
            self.order.append(output)
        self._allocate()

    def _visit(self, wanted: Node, done: set[int]) -> None:
        """Depth first, so that a value is used soon after it was made."""
        stack: list[tuple[Node, bool]] = [(wanted, False)]
        while stack:
            node, ready = stack.pop()
            if node.number in done:
                continue
            if ready:
                done.add(node.number)
                self.order.append(node)
                continue
            stack.append((node, True))
            stack += [(arg, False) for arg in reversed(node.args) if isinstance(arg, Node) and arg.number not in done]

    def _allocate(self) -> None:
        """A buffer is free again after its value's last use; a result may take over the buffer of an argument."""
        last: dict[int, int] = {}
        for time, item in enumerate(self.order):
            for arg in item.args if isinstance(item, Node) else item[2:]:
                if isinstance(arg, Node):
                    last[arg.number] = time
        free: dict[tuple[str, bool], list[int]] = {}
        for time, item in enumerate(self.order):
            args = {arg.number: arg for arg in (item.args if isinstance(item, Node) else item[2:]) if isinstance(arg, Node)}
            gone = [arg for arg in args.values() if last[arg.number] == time]
            inplace = isinstance(item, Node) and isinstance(item.op, np.ufunc)
            if inplace:
                self._release(gone, free)
            if isinstance(item, Node):
                spare = free.setdefault((item.dtype, item.deep), [])
                if spare:
                    self.place[item.number] = spare.pop()
                else:
                    self.place[item.number] = len(self.buffers)
                    self.buffers.append((item.dtype, item.deep))
            if not inplace:
                self._release(gone, free)

    def _release(self, gone: Sequence[Node], free: dict[tuple[str, bool], list[int]]) -> None:
        for node in gone:
            free.setdefault((node.dtype, node.deep), []).append(self.place[node.number])


class Machine:
    """A tape bound to buffers for ``size`` sheets, ``depth`` rows where it is deep. Not for use by two threads at once."""

    def __init__(self, tape: Tape, size: int, depth: int) -> None:
        self.size = size
        self._buffers = [np.zeros((depth, size) if deep else size, dtype) for dtype, deep in tape.buffers]
        self._columns: Mapping[str, np.ndarray[Any, Any]] = {}
        self._results: Mapping[str, np.ndarray[Any, Any]] = {}
        self._start = self._stop = 0
        with all_kept():
            self.steps = [self._bind(tape, item) for item in tape.order]

    def run(self, columns: Mapping[str, Any], results: Mapping[str, Any], start: int, stop: int) -> None:
        """Works out rows ``start`` to ``stop`` (at most ``size`` of them) into ``results``."""
        self._columns, self._results, self._start, self._stop = columns, results, start, stop
        for function, arguments in self.steps:
            function(*arguments)

    @property
    def bytes(self) -> int:
        """Memory of the buffers."""
        return sum(buffer.nbytes for buffer in self._buffers)

    def _bind(self, tape: Tape, item: Node | tuple[str, int, Node]) -> _Step:
        if not isinstance(item, Node):
            name, row, node = item
            return self._store, (name, row, self._buffers[tape.place[node.number]])
        out = self._buffers[tape.place[item.number]]
        if item.op == "load":
            return self._load, (item.args[0], out)
        if item.op == "load all":
            return self._load_all, (item.args, out)
        if item.op == "byte":
            wide, place = self._buffers[tape.place[item.args[0].number]], item.args[1]
            place = place if sys.byteorder == "little" else wide.itemsize - 1 - place
            return _cast, (out, wide.view(np.int8)[..., place :: wide.itemsize])
        arguments = [self._argument(tape, arg, item) for arg in item.args]
        if item.op == "cast":
            return _cast, (out, arguments[0])
        if item.op == "stack":
            return _stack, (out, arguments)
        if item.op == "row":
            return _cast, (out, arguments[0][item.args[1]])
        if item.op in _REDUCE:
            return _REDUCE[item.op].reduce, (arguments[0], 0, None, out)
        if item.op == "take":
            return item.args[0].take, (arguments[1], None, out, "clip")
        if item.op in COMPARE:
            out = out.view(np.bool_)
        if item.op in _OUT_ONLY:
            return (_smaller if item.op is np.minimum else _larger), (*arguments, out)
        return item.op, (*arguments, out)

    def _argument(self, tape: Tape, arg: Any, item: Node) -> Any:
        if isinstance(arg, Node):
            return self._buffers[tape.place[arg.number]]
        if isinstance(arg, np.ndarray):
            return arg
        dtype = next((other.dtype for other in item.args if isinstance(other, Node)), item.dtype)
        return np.array(arg, dtype)

    def _load(self, name: str, out: np.ndarray[Any, Any]) -> None:
        column = self._columns.get(name)
        if column is None:
            out.fill(-4)
        else:
            out[..., : self._stop - self._start] = column[..., self._start : self._stop]

    def _load_all(self, names: Sequence[str], out: np.ndarray[Any, Any]) -> None:
        for name, row in zip(names, out, strict=True):
            self._load(name, row)

    def _store(self, name: str, row: int, value: np.ndarray[Any, Any]) -> None:
        rows = row if value.ndim == 1 else slice(row, row + len(value))
        self._results[name][rows, self._start : self._stop] = value[..., : self._stop - self._start]


def _stack(out: np.ndarray[Any, Any], rows: Sequence[Any]) -> None:
    for target, row in zip(out, rows, strict=True):
        target[...] = row


def _cast(out: np.ndarray[Any, Any], value: np.ndarray[Any, Any]) -> None:
    np.copyto(out, value, casting="unsafe")


def _smaller(a: Any, b: Any, out: np.ndarray[Any, Any]) -> None:
    np.minimum(a, b, out=out)


def _larger(a: Any, b: Any, out: np.ndarray[Any, Any]) -> None:
    np.maximum(a, b, out=out)
