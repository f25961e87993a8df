"""Few enough answers left: all their combinations are run instead of bounded (DESIGN 6).

Findings that hang on the same questions are run together. What comes out is exact: the findings that can really still move,
and the questions that really move one of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from advisor.model.condition import Op, walk_leaves
from advisor.population.bounds import CLOSED
from advisor.population.columns import HURT, NOT_ASKED, UNKNOWN, Columns
from advisor.population.refusals import conditions_of
from advisor.population.screen import screen
from advisor.population.settling import Look, Settling

__all__ = ["MOST", "Exact", "Exhausting"]

MOST = 4_096
"""Combinations that are run at most, in all, for one look."""

_MOST_QUESTIONS = 12  # with two answers each, these are as many combinations as are run
_MOST_LINKED = 2  # numbers that gaps and ratios tie together: more of them have too many ways to read
_WANT = frozenset({"findings", "patterns", "certainties"})
Unit = tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]
"""Columns, and each combination of what they can hold."""


@dataclass(frozen=True)
class Exact:
    """``moving``: rows of ``Bounds.keys`` that may still move. ``needed``: questions that may still move one."""

    moving: frozenset[int]
    needed: frozenset[str]
    run: int = field(default=0, compare=False)


class Exhausting:
    """Runs what is few for a settling."""

    def __init__(self, settling: Settling) -> None:
        self.settling, self.program = settling, settling.program
        self._places = {name: place for place, name in enumerate(settling.columns)}
        reads: dict[Op, set[str]] = {Op.HURT: set(), Op.ANSWERED: set()}
        for _, _, condition in conditions_of(self.program.knowledge):
            for leaf in walk_leaves(condition):
                if leaf.op in reads:
                    reads[leaf.op].add(leaf.name)
        self._hurt, self._answered = reads[Op.HURT], reads[Op.ANSWERED]
        self._held: dict[tuple[tuple[str, ...], tuple[int, ...]], tuple[tuple[int, ...], ...]] = {}

    def exact(self, base: Columns, look: Look) -> Exact:
        """What can still move for one person (``base``: one row; ``look``: of that row)."""
        groups: dict[frozenset[int], list[int]] = {}
        moving: set[int] = set()
        needed: set[str] = set()
        for row in np.flatnonzero(look.unsettled[:, 0]).tolist():
            questions = frozenset(np.flatnonzero(look.reach[row, :, 0]).tolist())
            groups.setdefault(self._with_other_direction(row, questions, look), []).append(row)
        sizes = [(self._units(base, look, questions), questions, rows) for questions, rows in groups.items()]
        spent = 0
        for units, questions, rows in sorted(sizes, key=lambda item: (_size(item[0]), sorted(item[1]))):
            if units is None or spent + _size(units) > MOST:
                moving |= set(rows)
                needed |= {self.settling.questions[q] for q in questions if q < len(self.settling.questions)}
                continue
            spent += _size(units)
            found, asked = self._run(base, units, rows)
            moving |= found
            needed |= asked
        return Exact(frozenset(moving), frozenset(needed), spent)

    def _with_other_direction(self, row: int, questions: frozenset[int], look: Look) -> frozenset[int]:
        """A muscle's verdict hangs on what moves either direction."""
        name, side = look.bounds.keys[row]
        role, _, muscle = name.partition(".")
        if not muscle:
            return questions
        other = self.program.place_of(f"{'dormant' if role == 'dominant' else 'dominant'}.{muscle}", side)
        if other is None:
            return questions
        return questions | frozenset(np.flatnonzero(look.reach[len(self.program.patterns) + other, :, 0]).tolist())

    # ------------------------------------------------------------- what can be answered
    def _units(self, base: Columns, look: Look, questions: Collection[int]) -> list[Unit] | None:
        """The columns that are open and what each can hold; None where it is too much, or something asked anyway is open."""
        if len(self.settling.questions) in questions or len(questions) > _MOST_QUESTIONS:
            return None
        names = {self.settling.questions[q] for q in questions}
        open_ = [n for n in self.settling.columns if self.program.columns[n].question in names and self._open(base, look, n)]
        units: list[Unit] = []
        total, done = 1, set[str]()
        for name in open_:
            if name in done:
                continue
            group = self._linked(name, open_)
            done |= set(group)
            if len(group) > _MOST_LINKED or self._least(group) * total > MOST:
                return None
            units.append((group, self._all_held(group, base)))
            total *= len(units[-1][1])
            if total > MOST:
                return None
        return units

    def _open(self, base: Columns, look: Look, column: str) -> bool:
        stored = int(base.arrays[column][0]) if column in base.arrays else NOT_ASKED
        return stored == NOT_ASKED and not look.gone[self._places[column], 0]

    def _linked(self, name: str, open_: Sequence[str]) -> tuple[str, ...]:
        """A column and all open ones that gaps and ratios tie to it."""
        group, queue = {name}, [name]
        while queue:
            for other in self.settling.cells.linked(queue.pop()):
                if other in open_ and other not in group:
                    group.add(other)
                    queue.append(other)
        return tuple(column for column in open_ if column in group)

    def _least(self, group: Sequence[str]) -> int:
        """At least so many combinations, told without working them out."""
        schema = self.program.columns[group[0]]
        return 1 << len(self.settling.cells.ticks(group[0])) if schema.type == "multi" else 2 ** len(group)

    def _all_held(self, group: tuple[str, ...], base: Columns) -> tuple[tuple[int, ...], ...]:
        others = sorted({other for name in group for other in self.settling.cells.linked(name)} - set(group))
        known = tuple(int(base.arrays[name][0]) if name in base.arrays else NOT_ASKED for name in others)
        if (group, known) not in self._held:
            self._held[group, known] = tuple(dict.fromkeys(self._holds(group, base)))
        return self._held[group, known]

    def _holds(self, group: Sequence[str], base: Columns) -> Iterator[tuple[int, ...]]:
        states = [self._states(name) for name in group]
        if len(group) == 1 and not self.settling.cells.linked(group[0]):
            yield from ((cell.value,) for cell in self.settling.cells.of(group[0]) if cell.known)
            yield from ((state,) for state in states[0])
            return
        for size in range(len(group), -1, -1):  # some known, the others not
            for some in combinations(range(len(group)), size):
                known = self._known([group[i] for i in some], base)
                for values, rest in product(known, product(*(states[i] for i in range(len(group)) if i not in some))):
                    place = dict(zip(some, values, strict=True))
                    place |= dict(zip((i for i in range(len(group)) if i not in some), rest, strict=True))
                    yield tuple(place[i] for i in range(len(group)))

    def _known(self, columns: Sequence[str], base: Columns) -> Sequence[tuple[int, ...]]:
        cells = self.settling.cells
        if len(columns) > 1:
            return cells.joint(columns, base)
        return [(cell.value,) for name in columns for cell in cells.given(name, base) if cell.known] if columns else [()]

    def _states(self, column: str) -> list[int]:
        """What is not a value: ``hurt`` and "not asked" where a rule can tell them from "don't know"."""
        question = self.program.columns[column].question
        found = [UNKNOWN if self.program.columns[column].may_unknown else NOT_ASKED]
        if question in self._hurt and self.program.columns[column].may_hurt:
            found.append(HURT)
        return [*found, NOT_ASKED] if question in self._answered and NOT_ASKED not in found else found

    # ------------------------------------------------------------- all of them
    def _run(self, base: Columns, units: Sequence[Unit], rows: Sequence[int]) -> tuple[set[int], set[str]]:
        sizes = [len(values) for _, values in units]
        total = _size(units)
        asked = {name: np.where(array[:1] == CLOSED, NOT_ASKED, array[:1]) for name, array in base.arrays.items()}
        arrays = {name: np.broadcast_to(array, total) for name, array in asked.items()}
        places = np.unravel_index(np.arange(total), sizes) if sizes else ()
        for (group, values), place in zip(units, places, strict=True):
            for number, name in enumerate(group):
                arrays[name] = np.array([value[number] for value in values], np.int64)[place]
        bands = self._bands(Columns(total, arrays), rows).reshape(-1, *sizes)
        moves = bands != bands[(slice(None), *([slice(0, 1)] * len(sizes)))]
        moving = {row for row, part in zip(rows, moves.reshape(len(rows), -1), strict=True) if part.any()}
        needed = set()
        for axis, (group, _) in enumerate(units, 1):
            if (bands != bands.take([0], axis)).any():
                needed |= {self.program.columns[name].question for name in group}
        return moving, needed

    def _bands(self, columns: Columns, rows: Sequence[int]) -> NDArray[np.int8]:
        """Of each finding one small number: its band, and for a muscle its verdict and the verdict's band."""
        found, program = screen(self.program, columns, want=_WANT, threads=1), self.program
        assert found.patterns is not None
        assert found.certainties is not None
        bands = []
        for row in rows:
            if row < len(program.patterns):
                bands.append(found.bands(found.patterns[row] / 1e6))
                continue
            name, side = program.findings[row - len(program.patterns)]
            own = found.bands(found.certainties[row - len(program.patterns)] / 1e6)
            muscle = (name.partition(".")[2], side)
            bands.append(own + np.int8(4) * found.bands(found.certainty(*muscle)) + np.int8(16) * found.verdicts(*muscle))
        return np.array(bands, np.int8)


def _size(units: Sequence[Unit] | None) -> int:
    if units is None:
        return MOST + 1
    total = 1
    for _, values in units:
        total *= len(values)
    return total
