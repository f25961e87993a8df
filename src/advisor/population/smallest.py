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
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from advisor.model.knowledge import LEVELS, Question
from advisor.population.cells import Cells, TooMany
from advisor.population.columns import HURT, UNKNOWN, Columns
from advisor.population.graph import Node
from advisor.population.live import Live
from advisor.population.program import Program
from advisor.population.slicing import Slice, free_values
from advisor.population.variation import Change, stored

__all__ = ["GROUPS", "MOST_ANSWERS", "Counterfactual", "Group", "Smallest", "Target"]

Group = Literal["otherwise", "now"]
GROUPS: tuple[Group, ...] = ("otherwise", "now")
MOST_ANSWERS = 3
WANT = frozenset({"findings", "patterns", "certainties"})
Bools = NDArray[np.bool_]
Index = NDArray[np.intp]
Target = tuple[str, str]
"""A muscle (its verdict), a pattern, ``dominant.muscle`` or ``dormant.muscle``; and its side: left, right or whole."""


@dataclass(frozen=True)
class Smallest:
    """``sets``: the first few of the smallest sets in order of effort, then of the interview; empty where there is none.

    ``size``: answers in each set, 0 where no change of up to ``tried`` answers moves the finding. ``count``: sets of that size.
    ``exact``: every set up to that size was run. It is False only where two linked numbers have too many combinations.
    """

    group: Group
    sets: tuple[tuple[Change, ...], ...]
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
        self._nodes = program.nodes(WANT)
        self._order = {name: place for place, name in enumerate(program.columns)}

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
                found.append(_Atom(Change(name, value), answers, question.effort, (self._order[name], place)))
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
        """The smallest sets of a group. ``base``: one row, about which findings are allowed; ``most``: sets told."""
        node, packed = self._node(target)
        none = Smallest(group, (), 0, 0, answers)
        if node is None:
            return none
        atoms = self.changes(base, group, withheld)
        nodes = {"target": node, "level": self._nodes["level", 0], "grave": self._nodes["grave", 0]}
        fixed = {name: int(array[0]) for name, array in base.arrays.items()}
        live = Live(nodes.values(), fixed, free_values(atom.change for atom in atoms))
        if live.settled(node):
            return none
        columns = {name for one in nodes.values() for name in live.columns_of(one)}
        some = [atom for atom in atoms if atom.change.column in columns]
        return _Search(self, base, nodes, live, some, packed).found(group, answers, most)

    def _node(self, target: Target) -> tuple[Node | None, bool]:
        """The node of a target; whether it is packed with the verdict."""
        program = self.program
        for result, keys, packed in (
            ("findings", program.muscles, True), ("patterns", program.patterns, False), ("certainties", program.findings, False),
        ):  # fmt: skip
            if target in keys:
                return self._nodes[result, keys.index(target)], packed
        return None, False


def _nearest(low: int, high: int, held: int, top: int) -> int:
    """The value of a stretch nearest to the answer given; else the end that rules name."""
    if held >= 0:
        return low if held < low else high
    return low if low > 0 else high if high < top else low


class _Search:
    """One target, one group: the rows of each size, run and ordered."""

    def __init__(
        self, owner: Counterfactual, base: Columns, nodes: Mapping[str, Node], live: Live, atoms: Sequence[_Atom], packed: bool
    ) -> None:
        self._owner, self._base, self._packed = owner, base, packed
        self._live, self._nodes, self.exact = live, nodes, True
        schema, depth = owner.program.columns, len(owner.program.knowledge.symptoms)
        changes = [atom.change for atom in atoms]
        joint = self._linked_changes(changes)
        self.slice = Slice(nodes, live, base, [*changes, *joint], schema, depth)
        known = {atom.change: atom for atom in atoms}
        self._atoms = [known.get(change) if change else None for change in self.slice.atoms]
        self._place = {change: place for place, change in enumerate(self.slice.atoms) if change}
        k = owner.program.knowledge.info.constants
        self._edges = [round(edge * 1e6) for edge in (k.hidden, k.likely, k.strong)]
        self._before = self._band(self._run([np.zeros(1, np.intp)])["target"])[0]

    # ------------------------------------------------------------- numbers that a gap or ratio joins
    def _linked_changes(self, changes: Iterable[Change]) -> list[Change]:
        """Values of linked columns that only count together; also keeps the sets they come in."""
        numbers = {change.column for change in changes if self._owner.cells.linked(change.column)}
        self._joint: dict[int, list[tuple[Change, ...]]] = {2: [], 3: []}
        for size in (2, 3):
            for columns in combinations([n for n in self._owner.program.columns if n in numbers], size):
                if self._connected(columns):
                    try:
                        values = self._owner.cells.joint(columns, self._base)
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
    def found(self, group: Group, answers: int, most: int) -> Smallest:
        """The first size that has any."""
        for size in range(1, answers + 1):
            hits = list(self._hits(size))
            if hits:
                hits.sort(key=self._key)
                told = tuple(self._changes(hit) for hit in hits[:most])
                return Smallest(group, told, size, len(hits), size, self.exact)
        return Smallest(group, (), 0, 0, answers, self.exact)

    def _changes(self, hit: tuple[int, ...]) -> tuple[Change, ...]:
        changes = [change for change in (self.slice.atoms[place] for place in hit) if change]
        return tuple(sorted(changes, key=lambda change: self._owner._order[change.column]))

    def _key(self, hit: tuple[int, ...]) -> tuple[Any, ...]:
        """Effort, then the author's order."""
        questions = self._owner.program.knowledge.questions
        columns = [self._owner.program.columns[self.slice.columns[place]] for place in hit]
        effort = sum(questions[column.question].effort for column in columns)
        places = sorted(atom.place if (atom := self._atoms[p]) else (self._owner._order[self.slice.columns[p]], 99) for p in hit)
        return effort, places, hit

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

    def _hits(self, size: int) -> Iterator[tuple[int, ...]]:
        ones = self._single(1)
        if size == 1:
            yield from self._checked([(place,) for place in ones])
            return
        yield from self._checked(self._together(size))
        if size == 3:
            yield from self._checked(
                [(*some, one) for some, one in product(self._together(2), ones) if self._apart((*some, one))]
            )
            yield from self._triples(ones)
        else:
            yield from self._checked([pair for pair in combinations(ones, 2) if self._apart(pair)])

    def _apart(self, places: Sequence[int]) -> bool:
        columns = [self.slice.columns[place] for place in places]
        return len(set(columns)) == len(columns)

    def _checked(self, sets: Sequence[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
        """Those of some sets that move the target."""
        if not sets:
            return
        width = max(map(len, sets))
        rows = np.array([(*some, *[0] * (width - len(some))) for some in sets], np.intp)
        for row in np.flatnonzero(self._moved(self._run([rows[:, place] for place in range(width)]))).tolist():
            yield sets[row]

    def _triples(self, ones: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """Every three of ``ones``, by the first: the other two are one table, made once."""
        pairs = np.array([pair for pair in combinations(ones, 2) if self._apart(pair)], np.intp).reshape(-1, 2)
        table = self.slice.table([pairs[:, 0], pairs[:, 1]])
        columns = np.array([self._owner._order.get(name, -1) for name in self.slice.columns])
        for first in ones:
            start = int(np.searchsorted(pairs[:, 0], first, side="right"))
            rows = len(pairs) - start
            if rows == 0:
                continue
            moved = self._moved(self.slice.run(self.slice.with_change(table, first, start), rows))
            apart = (columns[pairs[start:]] != columns[first]).all(axis=1)
            for row in np.flatnonzero(moved & apart).tolist():
                yield first, int(pairs[start + row, 0]), int(pairs[start + row, 1])

    # ------------------------------------------------------------- what moves
    def _run(self, sets: Sequence[Index]) -> dict[str, NDArray[Any]]:
        return self.slice.run(self.slice.table(sets), len(sets[0]))

    def _band(self, target: NDArray[Any]) -> NDArray[Any]:
        """Verdict and band in one number."""
        size = target >> 2 if self._packed else target
        band = sum((size >= edge).astype(np.int8) for edge in self._edges)
        if not self._packed:
            return np.asarray(band)
        word = target & 3
        return np.asarray(np.where(word == 0, 0, 4 * word + np.where(word == 3, 1, band)))

    def _moved(self, found: Mapping[str, NDArray[Any]]) -> Bools:
        allowed = (found["level"] < LEVELS.index("urgent")) & (found["grave"] == 0)
        moved: Bools = (self._band(found["target"]) != self._before) & allowed
        return moved
