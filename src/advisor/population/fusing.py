"""Operations that can be run together are: a graph as some hundreds of groups of one kind, each a single NumPy operation.

For few sheets a node costs the call, not the arithmetic. So all nodes of one kind whose inputs are there are worked out at once,
as rows of one array. Each element is made by the same operation of the same numbers, so the digits are the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from advisor.population.graph import Node
from advisor.population.live import reached

__all__ = ["CONSTANT", "Fusion", "Group"]

CONSTANT = "constant"
"""An operation that is a number: what a stack has for a symptom without an operation of its own."""

_REDUCE = {"most": np.maximum, "union": np.bitwise_or}


class Operation(NamedTuple):
    """``kind``: what must be alike to be run together: the operation, its type, for each argument its type ("" a number), and
    whether it hangs on a free column.

    ``args``: operations by number; ``number``: the argument that is none, a table, a byte's place, a column's name.
    """

    kind: tuple[Any, str, tuple[str, ...], bool]
    args: tuple[int, ...]
    number: Any = None


@dataclass(eq=False, slots=True)
class Group:
    """Operations of one kind: rows ``start`` to ``stop`` of their type.

    ``args``: for each argument that is no number its rows in the type ``source``; ``numbers``: for each operation the argument
    that is one (``number_first``: on the left), or its table, byte or column; ``free``: they hang on a free column.
    """

    op: Any
    dtype: str
    start: int
    stop: int
    source: str
    args: np.ndarray[Any, Any]
    numbers: list[Any]
    number_first: bool
    free: bool


class Fusion:
    """Groups in the order they are run. ``rows``: for each type the number of its operations.

    ``varying``: nodes wanted for every sheet; ``fixed``: those wanted for the first alone. What these alone need comes last;
    ``shared`` groups and ``shared_rows`` come before. ``depth``: symptoms; a node that is deep becomes an operation for each.
    ``free``: columns that sheets mostly differ in; what hangs on none of them is in groups of its own.
    """

    def __init__(self, varying: Sequence[Node], fixed: Sequence[Node], depth: int, free: Collection[str]) -> None:
        self._operations: list[Operation] = []
        self._made: dict[int, tuple[int, ...]] = {}
        self._depth, self._free = depth, frozenset(free)
        self.rows: dict[str, int] = {}
        self._place: list[int] = []
        self.groups: list[Group] = []
        self._add(reached(varying))
        self.groups += self._grouped(0)
        self._free = frozenset()  # what is wanted for the first sheet alone goes together, free or not
        self.shared, first = len(self.groups), len(self._operations)
        self.shared_rows = dict(self.rows)
        self._add(node for node in reached(fixed) if node.number not in self._made)
        self.groups += self._grouped(first)
        types = [operation.kind[1] for operation in self._operations]
        self._places = {number: [(types[i], self._place[i]) for i in made] for number, made in self._made.items()}
        del self._operations, self._place, self._made

    def places(self, node: Node) -> list[tuple[str, int]]:
        """Where a node's values stand: type and row, one for each symptom where it is deep."""
        return self._places[node.number]

    # ------------------------------------------------------------- nodes as operations
    def _add(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            self._made[node.number] = self._of(node)

    def _new(self, op: Any, dtype: str, args: Sequence[Any], number: Any = None) -> int:
        """``args``: numbers of operations, None in the place of a number."""
        kinds = tuple("" if arg is None else self._operations[arg].kind[1] for arg in args)
        known = tuple(arg for arg in args if arg is not None)
        free = number in self._free if op == "load" else bool(self._free) and any(self._operations[arg].kind[3] for arg in known)
        self._operations.append(Operation((op, dtype, kinds, free), known, number))
        return len(self._operations) - 1

    def _of(self, node: Node) -> tuple[int, ...]:
        op, args, dtype = node.op, node.args, node.dtype
        if op in ("load", "load all"):
            return tuple(self._new("load", dtype, (), name) for name in args)
        if op == "row":
            return (self._made[args[0].number][args[1]],)
        if op == "stack":
            return tuple(self._stacked(arg, dtype) for arg in args)
        given = [self._made[arg.number] if isinstance(arg, Node) else None for arg in args]
        if op in _REDUCE:
            assert given[0] is not None
            found = given[0][0]
            for other in given[0][1:]:
                found = self._new(_REDUCE[op], dtype, (found, other))
            return (found,)
        number = next((arg for arg, made in zip(args, given, strict=True) if made is None), None)
        if op == "take":
            given = given[1:]
        elif op == "byte":
            given = given[:1]
        return tuple(
            self._new(op, dtype, [None if made is None else made[row % len(made)] for made in given], number)
            for row in range(self._depth if node.deep else 1)
        )

    def _stacked(self, arg: Any, dtype: str) -> int:
        return self._made[arg.number][0] if isinstance(arg, Node) else self._new(CONSTANT, dtype, (), arg)

    # ------------------------------------------------------------- operations as groups
    def _grouped(self, first: int) -> list[Group]:
        """What hangs on the longest way to the end comes first, with everything of its kind that is ready."""
        count = len(self._operations)
        users: dict[int, list[int]] = {}
        waiting, height = [0] * (count - first), [0] * (count - first)
        for number in range(first, count):
            args = [arg for arg in set(self._operations[number].args) if arg >= first]
            waiting[number - first] = len(args)
            for arg in args:
                users.setdefault(arg, []).append(number)
        for number in range(count - 1, first - 1, -1):
            height[number - first] = 1 + max((height[user - first] for user in users.get(number, ())), default=0)
        ready: dict[tuple[Any, str, tuple[str, ...], bool], list[int]] = {}
        tallest: dict[tuple[Any, str, tuple[str, ...], bool], int] = {}

        def enter(number: int) -> None:
            kind = self._operations[number].kind
            ready.setdefault(kind, []).append(number)
            tallest[kind] = max(tallest.get(kind, 0), height[number - first])

        for number in range(first, count):
            if not waiting[number - first]:
                enter(number)
        self._place += [0] * (count - first)
        found = []
        while ready:
            kind = max(tallest, key=tallest.__getitem__)
            numbers = ready.pop(kind)
            del tallest[kind]
            found.append(self._group(kind, numbers))
            for number in numbers:
                for user in users.get(number, ()):
                    waiting[user - first] -= 1
                    if not waiting[user - first]:
                        enter(user)
        return found

    def _group(self, kind: tuple[Any, str, tuple[str, ...], bool], numbers: list[int]) -> Group:
        op, dtype, shape, free = kind
        start = self.rows.get(dtype, 0)
        self.rows[dtype] = stop = start + len(numbers)
        for place, number in enumerate(numbers, start):
            self._place[number] = place
        operations = [self._operations[number] for number in numbers]
        given = [name for name in shape if name]
        assert len(set(given)) < 2, kind  # the graph brings arguments to one type
        args = [[self._place[operation.args[row]] for operation in operations] for row in range(len(given))]
        known = [operation.number for operation in operations if operation.number is not None]
        return Group(op, dtype, start, stop, given[0] if given else "", np.array(args, np.intp), known, shape[:1] == ("",), free)
