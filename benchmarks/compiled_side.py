"""The columnar program as one plain Python function of one sheet: what compiling alone gives, without NumPy and columns.

The same tape of operations, written out as assignments; tables become tuples, a deep value one variable for each symptom.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from advisor.model.knowledge import LEVELS
from advisor.population import NOT_ASKED, Program
from advisor.population.graph import Node

__all__ = ["Compiled"]

_TWO = {
    np.add: "{0} + {1}", np.subtract: "{0} - {1}", np.multiply: "{0} * {1}", np.divide: "{0} / {1}",
    np.minimum: "{0} if {0} < {1} else {1}", np.maximum: "{0} if {0} > {1} else {1}",
    np.bitwise_and: "{0} & {1}", np.bitwise_or: "{0} | {1}", np.bitwise_xor: "{0} ^ {1}",
    np.greater: "1 if {0} > {1} else 0", np.greater_equal: "1 if {0} >= {1} else 0", np.less: "1 if {0} < {1} else 0",
    np.less_equal: "1 if {0} <= {1} else 0", np.equal: "1 if {0} == {1} else 0", np.not_equal: "1 if {0} != {1} else 0",
    np.negative: "-{0}", np.absolute: "abs({0})", np.floor: "floor({0})", np.rint: "rint({0})", np.copysign: "copysign({0}, {1})",
}  # fmt: skip


class Compiled:
    """``consult(cells)``: the program's results for one sheet, by (result, row); ``cells``: the sheet's codes by column."""

    def __init__(self, program: Program, want: frozenset[str]) -> None:
        self.program, self._tables, self._lines = program, [], []  # type: ignore[var-annotated]
        self.depth = len(program.knowledge.symptoms)
        for item in program.tape(want).order:
            if isinstance(item, Node):
                self._node(item)
            else:
                self._store(*item)
        self.statements = len(self._lines)
        source = "\n    ".join(["def consult(get, out):", *self._lines])
        known: dict[str, Any] = {**_PLAIN, **{f"t{i}": table for i, table in enumerate(self._tables)}}
        exec(compile(source, "<the program>", "exec"), known)  # our own text, made above from our own program
        self._run: Callable[[Any, dict[tuple[str, int], Any]], None] = known["consult"]

    def consult(self, cells: Mapping[str, int]) -> dict[tuple[str, int], Any]:
        """Every result; nothing is found where the consultation ended or something grave is open (DESIGN 4.8)."""
        out: dict[tuple[str, int], Any] = {}
        self._run(cells.get, out)
        if out["level", 0] >= LEVELS.index("urgent") or out["grave", 0]:
            for key in out:
                if key[0] in ("findings", "patterns", "certainties"):
                    out[key] = 0
        return out

    def _name(self, value: Any, row: int = 0) -> str:
        if isinstance(value, Node):
            return f"v{value.number}_{row}" if value.deep else f"v{value.number}"
        return repr(value.item() if isinstance(value, np.generic) else value)

    def _node(self, node: Node) -> None:
        for row in range(self.depth if node.deep else 1):
            self._lines.append(f"{self._name(node, row)} = {self._expression(node, row)}")

    def _expression(self, node: Node, row: int) -> str:
        op, args = node.op, node.args
        if op == "load":
            return f"get({args[0]!r}, {NOT_ASKED})"
        if op == "load all":
            return f"get({args[row]!r}, {NOT_ASKED})"
        if op == "cast":
            name = self._name(args[0], row)
            return f"float({name})" if node.dtype == "f8" else f"int({name})" if args[0].dtype == "f8" else name
        if op == "stack":
            return self._name(args[row])
        if op == "row":
            return self._name(args[0], args[1])
        if op in ("most", "union"):
            rows = [self._name(args[0], r) for r in range(self.depth)]
            return f"max({', '.join(rows)})" if op == "most" else " | ".join(rows)
        if op == "byte":
            return f"byte({self._name(args[0], row)}, {8 * args[1]})"
        if op == "take":
            self._tables.append(tuple(args[0].tolist()))
            name, last = self._name(args[1], row), len(args[0]) - 1
            return f"t{len(self._tables) - 1}[{name} if 0 <= {name} <= {last} else 0 if {name} < 0 else {last}]"
        return _TWO[op].format(*(self._name(arg, row) if isinstance(arg, Node) else f"({self._name(arg)})" for arg in args))

    def _store(self, name: str, row: int, node: Node) -> None:
        for deep in range(self.depth if node.deep else 1):
            self._lines.append(f"out[{name!r}, {row + deep}] = {self._name(node, deep)}")


def _byte(value: int, shift: int) -> int:
    low = (value >> shift) & 255
    return low - 256 if low > 127 else low


_PLAIN: dict[str, Any] = {
    "byte": _byte, "copysign": math.copysign, "floor": lambda value: float(math.floor(value)),
    "rint": lambda value: float(round(value)),  # both go to the even one
}  # fmt: skip
