"""Many simulated runners interviewed side by side, as columns: what is asked, how long it takes, when the bands are final.

Used by ``benchmarks/interview.py``. Everybody answers truthfully what they are asked; what they were not asked stays open. The
step in which the few answers left are all run through is left out here: it can only shorten an interview.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.inference.screening import Screening
from advisor.knowledge import load_knowledge, rules_folder
from advisor.population import Columns, rows_of, screen
from advisor.population.advice import ColumnarAdviser
from advisor.population.bounds import CLOSED
from advisor.population.columns import NOT_ASKED
from advisor.population.runners import Likeness
from advisor.population.settling import Ask, Look

__all__ = ["CHUNK", "PEOPLE", "Course", "Lockstep", "shipped_adviser"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
CHUNK = 100  # runners that one process takes at a time
PEOPLE = Likeness(tests_left_out=0.0, safety_open=0.0)
"""Runners who do every test that is asked of them: what the order saves is then clearest."""

_WANT = frozenset({"certainties", "patterns", "findings"})


@cache
def shipped_adviser() -> ColumnarAdviser:
    """The adviser of the shipped rules, warmed up; once in a process."""
    adviser = ColumnarAdviser(load_knowledge(rules_folder()))
    adviser.warm_up()
    return adviser


@dataclass
class Course:
    """How interviews went, a row each: ``questions`` and ``seconds`` until they ended (safety apart); ``final``: seconds
    until every finding was in its last band for good; ``shown``: the same of each finding shown at the end."""

    questions: Ints
    seconds: Floats
    final: Floats
    shown: list[Floats]


class Lockstep:
    """Some runners (``people``: their whole answers) with one adviser."""

    def __init__(self, adviser: ColumnarAdviser, people: Columns) -> None:
        self.adviser, self.kb, self.program = adviser, adviser.knowledge, adviser.program
        self.settling = adviser.settling
        self.whole = self._allowed(people)
        self.rows = self.whole.rows
        self.columns = {
            q: tuple(n for n in self.settling.columns if self.program.columns[n].question == q) for q in self.settling.questions
        }
        self.last = self.bands(self.whole)
        self.effort = {q: float(self.kb.questions[q].effort) for q in self.settling.questions}

    def _allowed(self, people: Columns) -> Columns:
        """Those whom safety lets through, without answers to tests that it withholds."""
        first = self._only(people, self.adviser.asked_anyway)
        judge = Screening(self.program.plan).judge
        kept, withheld = [], []
        for row, sheet in enumerate(rows_of(first, self.program.columns)):
            safety = judge(sheet)
            if safety.findings_allowed and not safety.ended and not safety.blocked:
                kept.append(row)
                withheld.append(set(safety.withheld))
        arrays = {}
        for name, column in self.program.columns.items():
            array = people.arrays[name][kept].astype(np.int64) if name in people.arrays else np.full(len(kept), NOT_ASKED)
            test = self.kb.questions[column.question].test
            array[[bool(test) and test in some for some in withheld]] = NOT_ASKED
            arrays[name] = array
        return Columns(len(kept), arrays)

    def _only(self, people: Columns, questions: frozenset[str]) -> Columns:
        schema = self.program.columns
        return Columns(people.rows, {n: a for n, a in people.arrays.items() if schema[n].question in questions})

    def _start(self) -> dict[str, Any]:
        """Safety answered, the rest open; what a runner has no answer to (not relevant, withheld) is closed."""
        arrays = {}
        for name, array in self.whole.arrays.items():
            mine = self.program.columns[name].question in self.columns
            arrays[name] = np.where(array == NOT_ASKED, CLOSED, NOT_ASKED) if mine else array.copy()
        return arrays

    def bands(self, columns: Columns) -> NDArray[np.int8]:
        """A small number a finding and row: patterns, directions, verdicts with their band."""
        asked = {n: np.where(a == CLOSED, NOT_ASKED, a) for n, a in columns.arrays.items()}
        found = screen(self.program, Columns(columns.rows, asked), want=_WANT, threads=1)
        cf: Any = np.concatenate([found.patterns, found.certainties])  # type: ignore[list-item]
        shown = found.bands(found.size / 1e6) + np.int8(4) * found.verdict
        return np.concatenate([found.bands(cf / 1e6), shown])

    # ------------------------------------------------------------- the two interviews
    def in_order(self) -> Course:
        """Everything relevant, in the author's order."""
        kinds = {"history": 0, "test": 1}
        order = sorted(self.columns, key=lambda q: kinds.get(self.kb.questions[q].kind, 0))
        track, arrays = _Track(self), self._start()
        for question in order:
            asked = self._asked(arrays, question)
            track.step(Columns(self.rows, arrays), asked, asked * self.effort[question])
        return track.course()

    def _asked(self, arrays: dict[str, Any], question: str) -> NDArray[np.bool_]:
        """Puts in everybody's answer to a question; who was asked."""
        asked = np.zeros(self.rows, np.bool_)
        for name in self.columns[question]:
            here = arrays[name] == NOT_ASKED
            asked |= here
            arrays[name] = np.where(here, self.whole.arrays[name], arrays[name])
        return asked

    def adaptive(self) -> Course:
        """What its author gave a place, then the most telling question next, until it is settled."""
        track, arrays = _Track(self), self._start()
        for question in sorted(q for q in self.columns if q in self.kb.placed and not self.kb.questions[q].test):
            asked = self._asked(arrays, question)
            track.step(Columns(self.rows, arrays), asked, asked * self.effort[question])
        going = np.ones(self.rows, np.bool_)
        paid: list[set[str]] = [set() for _ in range(self.rows)]  # of a self-test that was done, whatever of it was asked
        while going.any():
            columns = Columns(self.rows, arrays)
            asks = self._asks(arrays, going)
            look = self.settling.look(columns, asks)
            going &= ~look.bounds.settled()
            chosen = self._chosen(look, asks, going)
            going &= np.array([bool(asked) for asked, _ in chosen])
            seconds, count = np.zeros(self.rows), np.zeros(self.rows, np.int64)
            for row in np.flatnonzero(going).tolist():
                some, done = chosen[row]
                seconds[row] += sum(self.effort[question] for question in {*some, *done} - paid[row])
                count[row] += len(some)
                paid[row] |= {*some, *done}
                for question in some:
                    for name in self.columns[question]:
                        if arrays[name][row] == NOT_ASKED:
                            arrays[name][row] = self.whole.arrays[name][row]
            track.step(Columns(self.rows, arrays), count, seconds)
        return track.course()

    def _asks(self, arrays: dict[str, Any], going: NDArray[np.bool_]) -> dict[Ask, list[int]]:
        asks: dict[Ask, list[int]] = {}
        for question, names in self.columns.items():
            open_ = np.array([arrays[name] == NOT_ASKED for name in names]) & going
            for row in np.flatnonzero(open_.any(axis=0)).tolist():
                mine = tuple(name for name, yes in zip(names, open_[:, row].tolist(), strict=True) if yes)
                asks.setdefault(Ask(question, mine), []).append(row)
        return asks

    def _chosen(self, look: Look, asks: dict[Ask, list[int]], going: NDArray[np.bool_]) -> list[tuple[list[str], list[str]]]:
        """For each row the questions that are asked next (the best, after those of its test or a test before on the way), and
        those of its self-test that are done for it."""
        needed = {q: look.needed[place] for place, q in enumerate(self.settling.questions)}
        worth: list[dict[Ask, float]] = [{} for _ in range(self.rows)]
        open_: list[list[Ask]] = [[] for _ in range(self.rows)]
        for ask, rows in asks.items():
            for place, row in enumerate(rows):
                open_[row].append(ask)
                if going[row] and needed[ask.question][row]:
                    worth[row][ask] = float(look.ruled_out[ask][place])
        found: list[tuple[list[str], list[str]]] = []
        for mine, every in zip(worth, open_, strict=True):
            rate = {ask: mine[ask] / self.adviser.seconds(ask, mine, every) for ask in mine}
            best = min(mine, key=lambda ask: (-rate[ask], self.adviser.place(ask)), default=None)
            some = ([], []) if best is None else (self.adviser.with_earlier(best, mine), self.adviser.done_for(best, every))
            found.append(([a.question for a in some[0]], [a.question for a in some[1]]))
        return found


class _Track:
    """What is counted while an interview goes on."""

    def __init__(self, lockstep: Lockstep) -> None:
        self.of = lockstep
        self.questions, self.seconds = np.zeros(lockstep.rows, np.int64), np.zeros(lockstep.rows)
        self.late = np.zeros((len(lockstep.last), lockstep.rows))
        self._differs(Columns(lockstep.rows, lockstep._start()))

    def step(self, columns: Columns, asked: Any, seconds: Floats) -> None:
        self.questions += asked
        self.seconds += seconds
        self._differs(columns)

    def _differs(self, columns: Columns) -> None:
        """The last moment at which a finding was in another band than in the end; until then it was not final."""
        self.wrong = self.of.bands(columns) != self.of.last
        self.late = np.where(self.wrong, np.inf, np.where(np.isinf(self.late), self.seconds, self.late))

    def course(self) -> Course:
        assert not self.wrong.any(), "an interview ended in other bands than all the answers give"
        shown = self.of.last[-len(self.of.program.muscles) :] > 3
        late = self.late[-len(self.of.program.muscles) :]
        each = [late[shown[:, row], row] for row in range(self.of.rows)]
        return Course(self.questions, self.seconds, self.late.max(axis=0), each)
