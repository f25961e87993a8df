"""What would change this: the smallest sets of answers that move a finding out of its band (DESIGN 7).

All changes of one answer, then of two, then of three, over the cells of the finding's cone. Exact: every set of the size is run,
but for what cannot matter. An answer is a cell of the sheet: one side of a sided question, one tick of a list. Two questions
are kept apart:

* ``otherwise``: what if an answer that was given had been another?
* ``now``: what if a test that was not done, or a question that was left open, were answered now?

Never proposed: questions marked ``fixed``, safety questions, and tests that safety leaves out. A set counts only where the
consultation would still give findings, so that nobody is shown how to lose a warning.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import comb
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from advisor.model.knowledge import LEVELS, Question
from advisor.population.cells import MOST, Cells, TooMany
from advisor.population.columns import HURT, UNKNOWN, Columns
from advisor.population.graph import Node
from advisor.population.live import Live
from advisor.population.program import Program
from advisor.population.screen import screen
from advisor.population.slicing import Slice, free_values
from advisor.population.variation import Change, stored, varied

__all__ = ["GROUPS", "MOST_ANSWERS", "Counterfactual", "Group", "Smallest", "Target"]

Group = Literal["otherwise", "now"]
GROUPS: tuple[Group, ...] = ("otherwise", "now")
MOST_ANSWERS = 3
WANT = frozenset({"findings", "patterns", "certainties"})
Bools = NDArray[np.bool_]
Index = NDArray[np.intp]
Batch = tuple[Index, NDArray[Any], Bools]
"""Sets as rows of atoms; per target and row its band; whether it moved."""

Target = tuple[str, str]
"""A muscle (its verdict), a pattern, ``dominant.muscle`` or ``dormant.muscle``; and its side: left, right or whole."""


@dataclass(frozen=True)
class Smallest:
    """``sets``: the first few of the smallest sets in order of effort, then of the interview; empty where there is none.

    ``after``: what each makes of it, as :meth:`Counterfactual.band`. ``size``: answers in each set, 0 where no change of up to
    ``tried`` answers moves the finding. ``count``: sets of that size. ``exact``: every set up to ``tried`` was run; False where
    that is more than :data:`MOST` sets, or two linked numbers have too many combinations.
    """

    group: Group
    sets: tuple[tuple[Change, ...], ...]
    after: tuple[int, ...]
    size: int
    count: int
    tried: int
    exact: bool = True


@dataclass(frozen=True)
class _Atom:
    """One change with what it costs: answers, seconds, its place in the interview and among its question's cells."""

    change: Change
    answers: int
    effort: int
    place: tuple[int, int]


class Counterfactual:
    """Searches over one program. Safe to keep; holds no answers."""

    def __init__(self, program: Program) -> None:
        self.program, self.cells = program, Cells(program)
        self.nodes = program.nodes(WANT)
        self.order = {name: place for place, name in enumerate(program.columns)}
        tables = {"certainties": program.findings, "patterns": program.patterns, "findings": program.muscles}
        self._places: dict[Target, tuple[str, int]] = {
            key: (name, row) for name, keys in tables.items() for row, key in enumerate(keys)
        }
        k = program.knowledge.info.constants
        self._edges = [round(edge * 1e6) for edge in (k.hidden, k.likely, k.strong)]

    # ------------------------------------------------------------- what may be proposed
    def changes(self, base: Columns, group: Group, withheld: Collection[str] = ()) -> list[_Atom]:
        """Single changes of a group in the interview's order. ``withheld``: self-tests that safety leaves out."""
        found: list[_Atom] = []
        for name, column in self.program.columns.items():
            question = self.program.knowledge.questions[column.question]
            held = stored(base, name)
            given = held >= 0 or held == HURT
            if question.kind == "safety" or question.fixed or given != (group == "otherwise"):
                continue
            if group == "now" and question.test in withheld:
                continue
            for place, (value, answers) in enumerate(self._values(name, question, held, base, group)):
                found.append(_Atom(Change(name, value), answers, question.effort, (self.order[name], place)))
        return found

    def _values(self, name: str, question: Question, held: int, base: Columns, group: Group) -> Iterator[tuple[int, int]]:
        """Stored values and the answers each takes: one, or one for each tick."""
        if question.type == "multi":
            bits, start = self.cells.ticks(name), max(held, 0)
            for count in range(1, MOST_ANSWERS + 1):
                yield from ((start ^ sum(some), count) for some in combinations(bits, count))
            if held < 0:
                yield 0, 1
        else:
            for cell in self.cells.given(name, base):
                if cell.known and held not in cell:
                    yield _nearest(cell.low, cell.high, held, self.program.columns[name].high), 1
        if group == "otherwise":
            column = self.program.columns[name]
            codes = ((HURT, column.may_hurt), (UNKNOWN, column.may_unknown))
            yield from ((code, 1) for code, may in codes if may and code != held)

    # ------------------------------------------------------------- the search
    def smallest(
        self, base: Columns, target: Target, group: Group, *, withheld: Collection[str] = (), answers: int = MOST_ANSWERS,
        most: int = 3,
    ) -> Smallest:  # fmt: skip
        """The smallest sets of a group for one target. ``base``: one row, about which findings are allowed.

        ``withheld``: self-tests that safety leaves out; ``most``: how many sets are told.
        """
        atoms = self.changes(base, group, withheld)
        return _Search(self, base, [target], atoms, group, most).found(range(1, answers + 1))[target]

    def smallest_of_all(
        self, base: Columns, targets: Sequence[Target], group: Group, *, withheld: Collection[str] = (),
        answers: int = 2, most: int = 1,
    ) -> dict[Target, Smallest]:  # fmt: skip
        """The same for many targets at once: every change of one answer in one run, then what is left."""
        atoms = self.changes(base, group, withheld)
        found = self._by_one(base, targets, atoms, group, most)
        left = [target for target in targets if not found[target].size]
        if left and answers > 1:
            found |= _Search(self, base, left, atoms, group, most).found(range(2, answers + 1))
        return found

    def _by_one(
        self, base: Columns, targets: Sequence[Target], atoms: Sequence[_Atom], group: Group, most: int
    ) -> dict[Target, Smallest]:
        """Changes of one answer, by the whole program."""
        ones = [atom for atom in atoms if atom.answers == 1]
        ones.sort(key=lambda atom: (atom.effort, atom.place))
        rows = screen(self.program, varied(base, [[], *([atom.change] for atom in ones)], self.program.columns), want=WANT)
        found = {}
        for target in targets:
            name, row = self._result(target)
            array = None if name is None else getattr(rows, name)[row]
            bands = np.zeros(rows.rows, np.int8) if array is None else self.band(array, name == "findings")
            hits = np.flatnonzero((bands != bands[0]) & rows.findings_allowed)
            told = tuple((ones[hit - 1].change,) for hit in hits[:most])
            after = tuple(int(bands[hit]) for hit in hits[:most])
            found[target] = Smallest(group, told, after, 1 if told else 0, len(hits), 1)
        return found

    # ------------------------------------------------------------- targets
    def _result(self, target: Target) -> tuple[str | None, int]:
        """The result that holds a target and the row in it; None where no rule concludes it."""
        return self._places.get(target, (None, 0))

    def node_of(self, target: Target) -> Node | None:
        """The node of a target."""
        name, row = self._result(target)
        return None if name is None else self.nodes[name, row]

    def packed(self, target: Target) -> bool:
        """Whether a target's number holds its verdict as well."""
        return self._result(target)[0] == "findings"

    def band(self, numbers: NDArray[Any], packed: bool) -> NDArray[Any]:
        """Verdict and band in one number: 4 · place in ``VERDICTS`` + place in ``BANDS``; of all but muscles the band."""
        size = numbers >> 2 if packed else numbers
        band = np.asarray(sum((size >= edge).astype(np.int8) for edge in self._edges))
        if not packed:
            return band
        word = (numbers & 3).astype(np.int8)
        return np.where(word == 0, 0, 4 * word + np.where(word == 3, 1, band))


def _nearest(low: int, high: int, held: int, top: int) -> int:
    """The value of a stretch nearest to the answer given; else the end that rules name."""
    if held >= 0:
        return low if held < low else high
    return low if low > 0 else high if high < top else low


@dataclass
class _Best:
    """The first few hits of a target so far, and how many there were."""

    hits: list[tuple[Any, tuple[int, ...], int]]
    count: int = 0


class _Search:
    """Some targets, one group: the sets of each size, run and ordered."""

    def __init__(
        self, owner: Counterfactual, base: Columns, targets: Sequence[Target], atoms: Sequence[_Atom], group: Group, most: int
    ) -> None:  # fmt: skip
        self._owner, self._base, self._group, self._most, self.exact = owner, base, group, most, True
        self._joint: dict[int, list[tuple[Change, ...]]] = {2: [], 3: []}
        self._settled, self._targets = list(targets), []
        wanted = {target: node for target in targets if (node := owner.node_of(target)) is not None}
        gates = {"level": owner.nodes["level", 0], "grave": owner.nodes["grave", 0]}
        fixed = {name: int(array[0]) for name, array in base.arrays.items()}
        live = Live([*wanted.values(), *gates.values()], fixed, free_values(atom.change for atom in atoms))
        self._targets = [target for target, node in wanted.items() if not live.settled(node)]
        self._settled = [target for target in targets if target not in self._targets]
        if not self._targets:
            return
        nodes = {str(place): wanted[target] for place, target in enumerate(self._targets)} | gates
        columns = {name for node in nodes.values() for name in live.columns_of(node)}
        some = [atom for atom in atoms if atom.change.column in columns]
        changes = [atom.change for atom in some]
        schema, depth = owner.program.columns, len(owner.program.knowledge.symptoms)
        self.slice = Slice(nodes, live, base, [*changes, *self._linked(changes)], schema, depth)
        known = {atom.change: atom for atom in some}
        self._atoms = [known.get(change) if change else None for change in self.slice.atoms]
        self._place = {change: place for place, change in enumerate(self.slice.atoms) if change}
        questions = owner.program.knowledge.questions
        self._effort = np.array([0, *(questions[schema[name].question].effort for name in self.slice.columns[1:])])
        self._order = np.array([-1, *(owner.order[name] for name in self.slice.columns[1:])])
        self._before = self._bands(self._run([np.zeros(1, np.intp)]))[:, 0]

    # ------------------------------------------------------------- numbers that a gap or ratio joins
    def _linked(self, changes: Iterable[Change]) -> list[Change]:
        """Values of linked columns that only count together; the sets they come in are kept."""
        cells = self._owner.cells
        numbers = {change.column for change in changes if cells.linked(change.column)}
        for size in (2, 3):
            for columns in combinations([name for name in self._owner.program.columns if name in numbers], size):
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
            for other in self._owner.cells.linked(todo.pop()):
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
        return comb(len(self._single(1)), size) <= MOST

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
        return tuple(sorted(changes, key=lambda change: self._owner.order[change.column]))

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
        """Every three, by the first: the other two are one table, made once."""
        pairs = np.array([pair for pair in combinations(ones, 2) if self._apart(pair)], np.intp).reshape(-1, 2)
        table = self.slice.table([pairs[:, 0], pairs[:, 1]])
        for first in ones:
            start = int(np.searchsorted(pairs[:, 0], first, side="right"))
            rest = pairs[start:]
            if len(rest):
                found = self.slice.run(self.slice.with_change(table, first, start), len(rest))
                bands = self._bands(found)
                apart = (self._order[rest] != self._order[first]).all(axis=1)
                rows = np.concatenate([np.full((len(rest), 1), first), rest], axis=1)
                yield rows, bands, self._moved(found, bands) & apart

    # ------------------------------------------------------------- what moves
    def _run(self, sets: Sequence[Index]) -> dict[str, NDArray[Any]]:
        return self.slice.run(self.slice.table(sets), len(sets[0]))

    def _bands(self, found: Mapping[str, NDArray[Any]]) -> NDArray[Any]:
        """Targets by rows."""
        return np.array([self._owner.band(found[str(at)], self._owner.packed(t)) for at, t in enumerate(self._targets)])

    def _moved(self, found: Mapping[str, NDArray[Any]], bands: NDArray[Any]) -> Bools:
        allowed = (found["level"] < LEVELS.index("urgent")) & (found["grave"] == 0)
        moved: Bools = (bands != self._before[:, None]) & allowed
        return moved
