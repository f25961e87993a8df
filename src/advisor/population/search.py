"""Running every set of one, two or three changes of a sheet, and keeping the first of those that move a finding."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.model.knowledge import LEVELS
from advisor.population.cells import MOST, Cells, TooMany
from advisor.population.columns import Columns
from advisor.population.live import Live
from advisor.population.program import Program
from advisor.population.proposals import Group, Proposal
from advisor.population.slicing import Slice, free_values
from advisor.population.targets import Target, Targets
from advisor.population.variation import Change

__all__ = ["Search", "Smallest"]

Bools = NDArray[np.bool_]
Index = NDArray[np.intp]
Batch = tuple[Index, NDArray[Any], Bools]
"""Sets as rows of atoms; per target and row its band; whether it moved."""


@dataclass(frozen=True)
class Smallest:
    """``sets``: the first few of the smallest sets in order of effort, then of the interview; empty where there is none.

    ``after``: what each makes of it, as ``Targets.bands`` says it. ``size``: answers in each set, 0 where no change of up to
    ``tried`` answers moves the finding. ``count``: sets of that size. ``exact``: every set up to ``tried`` was run; False where
    that is more than ``MOST`` sets, or two linked numbers have too many combinations.
    """

    group: Group
    sets: tuple[tuple[Change, ...], ...]
    after: tuple[int, ...]
    size: int
    count: int
    tried: int
    exact: bool = True


@dataclass
class _Best:
    """The first few hits of a target so far, and how many there were."""

    hits: list[tuple[Any, tuple[int, ...], int]]
    count: int = 0


class Search:
    """Some targets, one group: the sets of each size, run and ordered."""

    def __init__(
        self, program: Program, cells: Cells, asked: Targets, base: Columns, targets: Sequence[Target],
        atoms: Sequence[Proposal], group: Group, most: int, work: float = math.inf,
    ) -> None:  # fmt: skip
        """``work``: operations on one set that are run at most for one size."""
        self._program, self._cells, self._asked, self._base = program, cells, asked, base
        self._group, self._most, self._work, self.exact = group, most, work, True
        self._interview = order = {name: place for place, name in enumerate(program.columns)}
        self._joint: dict[int, list[tuple[Change, ...]]] = {2: [], 3: []}
        self._settled, self._targets = list(targets), []
        wanted = {target: node for target in targets if (node := asked.node_of(target)) is not None}
        gates = {"level": asked.nodes["level", 0], "grave": asked.nodes["grave", 0]}
        fixed = {name: int(array[0]) for name, array in base.arrays.items()}
        live = Live(asked.order([*wanted.values(), *gates.values()]), fixed, free_values(atom.change for atom in atoms))
        self._targets = [target for target, node in wanted.items() if not live.settled(node)]
        self._settled = [target for target in targets if target not in self._targets]
        if not self._targets:
            return
        nodes = {str(place): wanted[target] for place, target in enumerate(self._targets)} | gates
        columns = {name for node in nodes.values() for name in live.columns_of(node)}
        some = [atom for atom in atoms if atom.change.column in columns]
        changes = [atom.change for atom in some]
        schema, depth = program.columns, len(program.knowledge.symptoms)
        self.slice = Slice(nodes, live, base, [*changes, *self._linked(changes)], schema, depth)
        known = {atom.change: atom for atom in some}
        self._atoms = [known.get(change) if change else None for change in self.slice.atoms]
        self._place = {change: place for place, change in enumerate(self.slice.atoms) if change}
        questions = program.knowledge.questions
        self._effort = np.array([0, *(questions[schema[name].question].effort for name in self.slice.columns[1:])])
        self._order = np.array([-1, *(order[name] for name in self.slice.columns[1:])])
        self._before = self._bands(self._run([np.zeros(1, np.intp)]))[:, 0]

    # ------------------------------------------------------------- numbers that a gap or ratio joins
    def _linked(self, changes: Iterable[Change]) -> list[Change]:
        """Values of linked columns that only count together; the sets they come in are kept."""
        cells = self._cells
        numbers = {change.column for change in changes if cells.linked(change.column)}
        for size in (2, 3):
            for columns in combinations([name for name in self._program.columns if name in numbers], size):
                if self._connected(columns):
                    try:
                        values = cells.joint(columns, self._base)
                    except TooMany:
                        self.exact = False
                        continue
                    self._joint[size] += [tuple(map(Change, columns, row)) for row in values]
        return list(dict.fromkeys(change for sets in self._joint.values() for some in sets for change in some))

    def _connected(self, columns: Sequence[str]) -> bool:
        reach, todo = {columns[0]}, [columns[0]]
        while todo:
            for other in self._cells.linked(todo.pop()):
                if other in columns and other not in reach:
                    reach.add(other)
                    todo.append(other)
        return len(reach) == len(columns)

    # ------------------------------------------------------------- sets by size
    def found(self, sizes: Sequence[int]) -> dict[Target, Smallest]:
        """Per target the sets of the first size that has any."""
        found = {target: Smallest(self._group, (), (), 0, 0, sizes[-1]) for target in self._settled}
        pending = list(range(len(self._targets)))
        tried = sizes[0] - 1
        for size in sizes if pending else ():
            if not self._affordable(size):
                self.exact = False
                break
            tried, best = size, {place: _Best([]) for place in pending}
            for rows, bands, moved in self._sets(size):
                self._keep(best, rows, bands, moved)
            for place in pending:
                if best[place].count:
                    found[self._targets[place]] = self._told(best[place], size)
            pending = [place for place in pending if not best[place].count]
            if not pending:
                break
        for place in pending:
            found[self._targets[place]] = Smallest(self._group, (), (), 0, 0, tried, self.exact)
        return found

    def _affordable(self, size: int) -> bool:
        sets = math.comb(len(self._single(1)), size)
        return sets <= MOST and sets * self.slice.operations <= self._work

    def _told(self, best: _Best, size: int) -> Smallest:
        hits = best.hits[: self._most]
        sets = tuple(self._changes(places) for _, places, _ in hits)
        return Smallest(self._group, sets, tuple(band for _, _, band in hits), size, best.count, size, self.exact)

    def _keep(self, best: Mapping[int, _Best], rows: Index, bands: NDArray[Any], moved: Bools) -> None:
        """The best of some rows, for each target: effort, then the author's order."""
        effort = self._effort[rows].sum(axis=1)
        for place, so_far in best.items():
            hits = np.flatnonzero(moved[place])
            so_far.count += len(hits)
            if len(hits):
                first = hits[np.argsort(effort[hits], kind="stable")[: 4 * self._most]]
                new = [(self._key(rows[row]), tuple(rows[row].tolist()), int(bands[place, row])) for row in first]
                so_far.hits = sorted([*so_far.hits, *new])[: self._most]

    def _key(self, row: Index) -> tuple[Any, ...]:
        atoms = [self._atoms[place] for place in row if place]
        places = sorted((int(self._order[place]), atom.place[1] if atom else 99) for place, atom in zip(row, atoms, strict=False))
        return int(self._effort[row].sum()), places

    def _changes(self, places: Sequence[int]) -> tuple[Change, ...]:
        changes = [change for change in (self.slice.atoms[place] for place in places) if change]
        return tuple(sorted(changes, key=lambda change: self._interview[change.column]))

    def _single(self, answers: int) -> list[int]:
        return [place for place, atom in enumerate(self._atoms) if atom is not None and atom.answers == answers]

    def _together(self, size: int) -> list[tuple[int, ...]]:
        """Sets that count as one piece: several ticks of a list, linked numbers."""
        found: list[tuple[int, ...]] = [(place,) for place in self._single(size)]
        for some in self._joint.get(size, ()):
            places = tuple(self._place[change] for change in some if change in self._place)
            if len(places) == len(some):
                found.append(places)
        return found

    def _sets(self, size: int) -> Iterator[Batch]:
        """Every set of a size in batches."""
        ones = self._single(1)
        if size == 1:
            yield from self._judged([(place,) for place in ones])
            return
        yield from self._judged(self._together(size))
        if size == 2:
            yield from self._judged([pair for pair in combinations(ones, 2) if self._apart(pair)])
            return
        yield from self._judged([(*some, one) for some, one in product(self._together(2), ones) if self._apart((*some, one))])
        yield from self._triples(ones)

    def _apart(self, places: Sequence[int]) -> bool:
        columns = [self._order[place] for place in places]
        return len(set(columns)) == len(columns)

    def _judged(self, sets: Sequence[tuple[int, ...]]) -> Iterator[Batch]:
        """Some sets, run together."""
        if not sets:
            return
        width = max(map(len, sets))
        rows = np.array([(*some, *[0] * (width - len(some))) for some in sets], np.intp)
        found = self._run([rows[:, place] for place in range(width)])
        bands = self._bands(found)
        yield rows, bands, self._moved(found, bands)

    def _triples(self, ones: Sequence[int]) -> Iterator[Batch]:
        """Every three, by the first: the other two are one table, made once. On two threads, as NumPy lets them."""
        pairs = np.array([pair for pair in combinations(ones, 2) if self._apart(pair)], np.intp).reshape(-1, 2)
        if not len(pairs):
            return
        table = self.slice.table([pairs[:, 0], pairs[:, 1]])

        def with_first(first: int) -> Batch | None:
            start = int(np.searchsorted(pairs[:, 0], first, side="right"))
            rest = pairs[start:]
            if not len(rest):
                return None
            found = self.slice.run(self.slice.with_change(table, first, start), len(rest))
            bands = self._bands(found)
            apart = (self._order[rest] != self._order[first]).all(axis=1)
            rows = np.concatenate([np.full((len(rest), 1), first), rest], axis=1)
            return rows, bands, self._moved(found, bands) & apart

        with ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
            for batch in pool.map(with_first, ones):
                if batch is not None:
                    yield batch

    # ------------------------------------------------------------- what moves
    def _run(self, sets: Sequence[Index]) -> dict[str, NDArray[Any]]:
        return self.slice.run(self.slice.table(sets), len(sets[0]))

    def _bands(self, found: Mapping[str, NDArray[Any]]) -> NDArray[Any]:
        """Targets by rows."""
        return np.array([self._asked.bands(target, found[str(place)]) for place, target in enumerate(self._targets)])

    def _moved(self, found: Mapping[str, NDArray[Any]], bands: NDArray[Any]) -> Bools:
        allowed = (found["level"] < LEVELS.index("urgent")) & (found["grave"] == 0)
        moved: Bools = (bands != self._before[:, None]) & allowed
        return moved
