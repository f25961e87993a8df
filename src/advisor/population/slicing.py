"""A program cut down to one finding and one person: what can still change is run, all else is worked out once.

The answers that may vary are given as single changes. Each node that hangs on one varying column alone is worked out for
every change of it; what hangs on several is run for many sets of changes at once, in blocks.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.population.columns import Column, Columns
from advisor.population.graph import Node
from advisor.population.live import Live
from advisor.population.machine import Machine, Tape
from advisor.population.variation import Change, stored, varied

__all__ = ["Slice", "free_values"]

_BLOCK = 8192
Index = NDArray[np.intp]


class Slice:
    """Some nodes of a program for one sheet, while the columns of ``changes`` vary.

    ``base``: one row. ``changes``: every value that a varying column may take. After merging, ``atoms`` are the changes that
    make a difference to some node (alone or with others), each with another effect; atom 0 is "no change". A set of changes is
    an atom for each column it touches.
    """

    def __init__(
        self, nodes: Mapping[str, Node], live: Live, base: Columns, changes: Sequence[Change], schema: Mapping[str, Column],
        depth: int,
    ) -> None:  # fmt: skip
        self._nodes, self._live, self._base, self._schema, self._depth = dict(nodes), live, base, schema, depth
        self._upper: dict[int, Node] = {}
        self._inputs: dict[int, Node] = {}
        self._split()
        self.atoms: list[Change | None] = [None, *changes]
        self._values: dict[str, NDArray[Any]] = {}
        self._column_of: dict[str, str] = {}
        self._work_out()
        self._merge()
        self.columns: list[str] = ["", *(atom.column for atom in self.atoms if atom)]
        self._names = list(dict.fromkeys(self.columns))
        self._place = np.array([self._names.index(name) for name in self.columns], np.intp)
        self._machines: list[Machine] = []
        self._lock = threading.Lock()
        self._by_column: dict[str, list[str]] = {}
        for name, column in self._column_of.items():
            self._by_column.setdefault(column, []).append(name)

    # ------------------------------------------------------------- what is run, and what is put in
    def _split(self) -> None:
        """Nodes that hang on several varying columns are run; their other arguments are inputs."""
        stack = [(node, True) for node in self._nodes.values()]
        while stack:
            node, wanted = stack.pop()
            if node.number in self._upper:
                continue
            mask = self._live.mask[node.number]
            if wanted or mask & (mask - 1):
                self._inputs.pop(node.number, None)
                self._upper[node.number] = node
                stack += [(arg, False) for arg in node.args if isinstance(arg, Node)]
            else:
                self._inputs[node.number] = node

    def _work_out(self) -> None:
        """The inputs for the base and for each change by itself: an array (depth, atoms) or (atoms)."""
        tape = Tape([(f"#{number}", 0, node) for number, node in self._inputs.items()])
        rows = len(self.atoms)
        columns = varied(self._base, [[atom] if atom else [] for atom in self.atoms], self._schema)
        found = {
            f"#{number}": np.empty((self._depth if node.deep else 1, rows), node.dtype) for number, node in self._inputs.items()
        }
        size = 1 << max(rows - 1, 15).bit_length()
        with np.errstate(all="ignore"):  # rows beyond the last hold anything, and are never stored
            Machine(tape, size, self._depth).run(columns.arrays, found, 0, rows)
        for number, node in self._inputs.items():
            name = f"#{number}"
            self._values[name] = found[name] if node.deep else found[name][0]
            self._column_of[name] = next(iter(self._live.columns_of(node)), "")
        varying = set(self._live.columns)
        for node in self._upper.values():
            for name in node.args if node.op in ("load", "load all") else ():
                held = np.full(rows, stored(self._base, name), np.int64)
                for place, atom in enumerate(self.atoms):
                    if atom and atom.column == name:
                        held[place] = atom.value
                self._values[name], self._column_of[name] = held, name if name in varying else ""

    def _merge(self) -> None:
        """Drops changes that do nothing, and all but the first of those that do the same."""
        names = [name for name, column in self._column_of.items() if column]
        seen: dict[tuple[str, bytes], None] = {}
        keep = [0]
        own: dict[str, list[str]] = {}
        for name in names:
            own.setdefault(self._column_of[name], []).append(name)
        for place, atom in enumerate(self.atoms):
            if atom is None:
                continue
            values = [self._values[name] for name in own.get(atom.column, ())]
            if all(np.array_equal(v[..., place], v[..., 0]) for v in values):
                continue
            key = atom.column, b"".join(np.ascontiguousarray(v[..., place]).tobytes() for v in values)
            if key not in seen:
                seen[key] = None
                keep.append(place)
        self.atoms = [self.atoms[place] for place in keep]
        self._values = {name: array[..., keep] for name, array in self._values.items()}

    # ------------------------------------------------------------- running
    @property
    def operations(self) -> int:
        """How many operations a block takes."""
        return len(self._upper)

    def table(self, sets: Sequence[Index]) -> dict[str, Any]:
        """The inputs of many sets of changes. ``sets``: arrays of atoms, equally long; row r is all their r-th atoms."""
        rows = len(sets[0])
        places: list[dict[str, Index]] = []
        for atoms in sets:
            columns = self._place[atoms]
            order = np.argsort(columns, kind="stable")
            bounds = np.searchsorted(columns[order], np.arange(len(self._names) + 1))
            places.append({name: order[bounds[i] : bounds[i + 1]] for i, name in enumerate(self._names)})
        found: dict[str, Any] = {}
        for name, column in self._column_of.items():
            values = self._values[name]
            base = values[..., :1]
            if not column or not any(len(some[column]) for some in places if column in some):
                found[name] = np.broadcast_to(base, (*base.shape[:-1], rows))
                continue
            array = np.repeat(base, rows, axis=-1)
            for atoms, some in zip(sets, places, strict=True):
                at = some[column]
                array[..., at] = values[..., atoms[at]]
            found[name] = array
        return found

    def with_change(self, table: Mapping[str, Any], atom: int, start: int) -> dict[str, Any]:
        """A table from a row on, with one more change in every row (of a column that no row changes)."""
        found = {name: array[..., start:] for name, array in table.items()}
        for name in self._by_column.get(self.columns[atom], ()):
            rows = found[name].shape[-1]
            value = self._values[name][..., atom : atom + 1]
            found[name] = np.broadcast_to(value, (*value.shape[:-1], rows))
        return found

    def run(self, table: Mapping[str, Any], rows: int) -> dict[str, NDArray[Any]]:
        """The wanted nodes for each row of a table. Several threads may run at once."""
        found = {name: np.empty((1, rows), node.dtype) for name, node in self._nodes.items()}
        with self._lock:
            machine = self._machines.pop() if self._machines else Machine(self._tape, _BLOCK, self._depth)
        with np.errstate(all="ignore"):
            for start in range(0, rows, _BLOCK):
                machine.run(table, found, start, min(start + _BLOCK, rows))
        self._machines.append(machine)
        return {name: array[0] for name, array in found.items()}

    @cached_property
    def _tape(self) -> Tape:
        made: dict[int, Node] = {
            number: Node(number, "load", (f"#{number}",), node.dtype, node.deep) for number, node in self._inputs.items()
        }
        for number in sorted(self._upper):
            node = self._upper[number]
            args = tuple(made[arg.number] if isinstance(arg, Node) else arg for arg in node.args)
            made[number] = Node(number, node.op, args, node.dtype, node.deep)
        return Tape([(name, 0, made[node.number]) for name, node in self._nodes.items()])


def free_values(changes: Iterable[Change]) -> dict[str, list[int]]:
    """Per column the values it may take."""
    found: dict[str, list[int]] = {}
    for column, value in changes:
        found.setdefault(column, []).append(value)
    return found
