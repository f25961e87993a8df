"""Few enough answers left: all their combinations are run instead of bounded (DESIGN 6).

Findings that hang on the same questions are run together. What comes out is exact: the findings that can really still move,
and the questions that really move one of them. What was run for the answers before is run again only where an answer since
then could move it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.model.condition import Op, walk_leaves
from advisor.population.bounds import CLOSED
from advisor.population.columns import HURT, NOT_ASKED, UNKNOWN, Columns
from advisor.population.refusals import conditions_of
from advisor.population.result import Screened
from advisor.population.screen import screen_alike
from advisor.population.settling import Look, Settling

__all__ = ["MOST", "WANT", "Exact", "Exhausting"]

MOST = 4_096
"""Combinations that are run at most, in all, for one look."""

_MOST_QUESTIONS = 12  # with two answers each, these are as many combinations as are run
_MOST_LINKED = 2  # numbers that gaps and ratios tie together: more of them have too many ways to read
WANT = frozenset({"findings", "patterns", "certainties"})
Unit = tuple[tuple[str, ...], tuple[tuple[int, ...], ...]]
"""Columns, and each combination of what they can hold."""


@dataclass(frozen=True)
class _Run:
    """``rows`` of ``Bounds.keys`` over the combinations of ``units``. ``questions``: what could move them; the rest came out."""

    units: list[Unit]
    rows: list[int]
    questions: NDArray[np.bool_]
    moving: frozenset[int] = frozenset()
    needed: frozenset[str] = frozenset()


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
        self._number = {name: place for place, name in enumerate(settling.questions)}
        reads: dict[Op, set[str]] = {Op.HURT: set(), Op.ANSWERED: set()}
        for _, _, condition in conditions_of(self.program.knowledge):
            for leaf in walk_leaves(condition):
                if leaf.op in reads:
                    reads[leaf.op].add(leaf.name)
        self._hurt, self._answered = reads[Op.HURT], reads[Op.ANSWERED]
        self._muscles = {key: row for row, key in enumerate(self.program.muscles)}
        self._other = self._other_directions()
        self._held: dict[tuple[tuple[str, ...], tuple[int, ...]], tuple[tuple[int, ...], ...]] = {}
        self._before: tuple[Columns, dict[tuple[int, ...], _Run]] = (Columns(1, {}), {})

    def exact(self, base: Columns, look: Look) -> Exact:
        """What can still move for one person (``base``: one row; ``look``: of that row)."""
        reach = look.reach[:, :, 0] | look.reach[self._other, :, 0]  # a verdict hangs on what moves either direction
        few = (reach.sum(axis=1) <= _MOST_QUESTIONS) & ~reach[:, -1]  # the last stands for what is asked anyway
        groups: dict[bytes, list[int]] = {}
        for row in np.flatnonzero(look.unsettled[:, 0] & few).tolist():
            groups.setdefault(reach[row].tobytes(), []).append(row)
        moving = set(np.flatnonzero(look.unsettled[:, 0] & ~few).tolist())
        needed: NDArray[np.bool_] = np.any(reach[sorted(moving)], axis=0)
        sizes = [(self._units(base, look, reach[rows[0]]), rows) for rows in groups.values()]
        runs: list[_Run] = []
        spent = 0
        for units, rows in sorted(sizes, key=lambda item: (_size(item[0]), item[1])):
            if units is None or spent + _size(units) > MOST:
                moving |= set(rows)
                needed |= reach[rows[0]]
            else:
                spent += _size(units)
                runs.append(_Run(units, rows, reach[rows[0]]))
        asked = {name for name, yes in zip(self.settling.questions, needed.tolist(), strict=False) if yes}
        for run in self._known_or_run(base, runs):
            moving |= run.moving
            asked |= run.needed
        return Exact(frozenset(moving), frozenset(asked), spent)

    def _known_or_run(self, base: Columns, runs: Sequence[_Run]) -> list[_Run]:
        """What came out, of the look before where no answer since then could move it."""
        last, known = self._before
        since = self._answered_since(last, base)
        found, new = [], []
        for run in runs:
            old = known.get(tuple(run.rows))
            same = old is not None and since is not None and old.units == run.units and not old.questions[since].any()
            if old is not None and same:
                found.append(replace(run, moving=old.moving, needed=old.needed))
            else:
                new.append(run)
        found += self._run(base, new) if new else []
        self._before = base, {tuple(run.rows): run for run in found}
        return found

    def _answered_since(self, last: Columns, base: Columns) -> list[int] | None:
        """Places of the questions that got an answer; None where anything else changed: an answer, or one that safety reads."""
        nothing = np.array([NOT_ASKED])
        found = set[int]()
        for name in last.arrays.keys() | base.arrays.keys():
            before, now = last.arrays.get(name, nothing)[0], base.arrays.get(name, nothing)[0]
            if before != now:
                place = self._number.get(self.program.columns[name].question)
                if before != NOT_ASKED or place is None:
                    return None
                found.add(place)
        return sorted(found)

    def _other_directions(self) -> NDArray[np.int64]:
        """For each key the row of its muscle's other direction, else its own."""
        keys = (*self.program.patterns, *self.program.findings)
        places = {key: row for row, key in enumerate(keys)}
        found = np.arange(len(keys))
        for (name, side), row in places.items():
            role, _, muscle = name.partition(".")
            turned = f"{'dormant' if role == 'dominant' else 'dominant'}.{muscle}"
            found[row] = places.get((turned, side), row) if muscle else row
        return found

    # ------------------------------------------------------------- what can be answered
    def _units(self, base: Columns, look: Look, questions: NDArray[np.bool_]) -> list[Unit] | None:
        """The columns that are open and what each can hold; None where that is too much."""
        names = {self.settling.questions[place] for place in np.flatnonzero(questions).tolist()}
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
    def _run(self, base: Columns, runs: Sequence[_Run]) -> list[_Run]:
        """The findings that move in their run, and the questions that move one; all runs in one screening."""
        asked = {name: np.where(array[:1] == CLOSED, NOT_ASKED, array[:1]) for name, array in base.arrays.items()}
        total = 1 + sum(_size(run.units) for run in runs)  # the first row is the sheet itself
        arrays: dict[str, NDArray[Any]] = {name: np.repeat(array, total) for name, array in asked.items()}
        start, spans = 1, list[slice]()
        for run in runs:
            units, stop = run.units, start + _size(run.units)
            spans.append(slice(start, stop))
            combined = np.unravel_index(np.arange(stop - start), [len(values) for _, values in units] or [1])
            for (group, values), place in zip(units, combined, strict=False):
                for number, name in enumerate(group):
                    if name not in arrays:
                        arrays[name] = np.full(total, NOT_ASKED, self.program.columns[name].dtype)
                    arrays[name][start:stop] = np.array([value[number] for value in values])[place]
            start = stop
        told = screen_alike(self.program, Columns(total, arrays), want=WANT)
        return [self._told(run, told, span) for run, span in zip(runs, spans, strict=True)]

    def _told(self, run: _Run, told: Screened, span: slice) -> _Run:
        """What comes out of a run."""
        units, rows = run.units, run.rows
        if not told.findings_allowed[span].all():  # something grave is open: no finding is told, so none is known to stay
            asked = {self.program.columns[name].question for group, _ in units for name in group}
            return replace(run, moving=frozenset(rows), needed=frozenset(asked))
        bands = self._bands(told, rows, span).reshape(-1, *(len(values) for _, values in units))
        moves = bands != bands[(slice(None), *([slice(0, 1)] * len(units)))]
        needed = set[str]()
        for axis, (group, _) in enumerate(units, 1):
            if (bands != bands.take([0], axis)).any():
                needed |= {self.program.columns[name].question for name in group}
        moving = {row for row, part in zip(rows, moves.reshape(len(rows), -1), strict=True) if part.any()}
        return replace(run, moving=frozenset(moving), needed=frozenset(needed))

    def _bands(self, told: Screened, rows: Sequence[int], place: slice) -> NDArray[np.int8]:
        """Of each finding one small number: its band, and for a muscle its verdict and the verdict's band."""
        program = self.program
        assert told.patterns is not None
        assert told.certainties is not None
        bands = []
        for row in rows:
            if row < len(program.patterns):
                bands.append(told.bands(told.patterns[row, place] / 1e6))
                continue
            name, side = program.findings[row - len(program.patterns)]
            own = told.bands(told.certainties[row - len(program.patterns), place] / 1e6)
            muscle = self._muscles[name.partition(".")[2], side]
            shown = told.bands(told.size[muscle, place] / 1e6)
            bands.append(own + np.int8(4) * shown + np.int8(16) * told.verdict[muscle, place])
        return np.array(bands, np.int8)


def _size(units: Sequence[Unit] | None) -> int:
    if units is None:
        return MOST + 1
    total = 1
    for _, values in units:
        total *= len(values)
    return total
