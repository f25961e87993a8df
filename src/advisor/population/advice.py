"""The interview's adviser over the columnar engine: what is settled, what to ask next, what hangs on a question (DESIGN 6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np

from advisor.inference.why import safety_reads
from advisor.interview.order import Step
from advisor.interview.outlook import Move, Outcome, Outlook
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import SIDES
from advisor.population import exhausting
from advisor.population.bounds import CLOSED, Bounds
from advisor.population.columns import HURT, NOT_ASKED, UNKNOWN, Columns, columns_of
from advisor.population.exhausting import Exhausting
from advisor.population.graph import all_kept
from advisor.population.program import Program, compile_plan
from advisor.population.result import BANDS, VERDICTS, Screened
from advisor.population.screen import screen_alike
from advisor.population.settling import Ask, Look, Settling

__all__ = ["ColumnarAdviser"]

Finding = tuple[str, str, str]


class ColumnarAdviser:
    """Compiled once for a knowledge base; the first looks make what later ones use again (:meth:`warm_up`).

    Raises AdvisorError P801 where it cannot be compiled.
    """

    def __init__(self, knowledge: KnowledgeBase, program: Program | None = None) -> None:
        self.knowledge = knowledge
        self.program = program or compile_plan(knowledge)
        self.asked_anyway = safety_reads(knowledge)
        with all_kept():
            self.settling = Settling(self.program, self.asked_anyway)
            self.exhausting = Exhausting(self.settling)
        self._order = {name: place for place, name in enumerate(knowledge.questions)}

    def warm_up(self) -> None:
        """A look at nobody, so that no look at somebody has anything to make first. For where nobody waits: it takes a while."""
        with all_kept():
            self._look_at_nobody()

    def _look_at_nobody(self) -> None:
        scopes = {"side": SIDES, "symptom": tuple(self.knowledge.symptoms)[:1]}
        steps = [Step(q.id, scopes.get(q.per, ("",))) for q in self.knowledge.questions.values()]
        self.outlook(AnswerSheet(), steps)
        screen_alike(self.program, Columns(1, {}), want=exhausting.WANT)

    # ------------------------------------------------------------- what to ask
    def outlook(self, answers: AnswerSheet, steps: Sequence[Step], closed: Collection[str] = ()) -> Outlook:
        """See :class:`advisor.interview.outlook.Adviser`. ``steps`` that are answered, or asked anyway, are left alone."""
        base = self._base(answers, closed)
        asks = {self._ask(step, base): step for step in steps if step.question not in self.asked_anyway}
        asks = {ask: step for ask, step in asks.items() if ask.columns}
        look = self.settling.look(base, {ask: [0] for ask in asks})
        exact = self.exhausting.exact(base, look)
        needed = {ask: step for ask, step in asks.items() if ask.question in exact.needed}
        best = sorted(needed, key=lambda ask: self._worth(ask, needed, asks, look))
        ready = self.with_earlier(best[0], needed) if best else []
        return Outlook(not exact.moving, tuple(needed[ask] for ask in best), tuple(needed[ask] for ask in ready))

    def _base(self, answers: AnswerSheet, closed: Collection[str]) -> Columns:
        """One row; the cells of closed tests that have no answer are closed."""
        found = columns_of([answers], self.program.columns)
        arrays = dict(found.arrays)
        shut = set(closed)
        for name, column in self.program.columns.items():
            if self.knowledge.questions[column.question].test in shut:
                stored = arrays.get(name)
                if stored is None or stored[0] == NOT_ASKED:
                    arrays[name] = np.array([CLOSED], column.dtype)
        return Columns(1, arrays)

    def _ask(self, step: Step, base: Columns) -> Ask:
        names = [f"{step.question}@{scope}" if scope else step.question for scope in step.scopes]
        return Ask(step.question, tuple(n for n in names if n not in base.arrays or base.arrays[n][0] == NOT_ASKED))

    def _worth(self, ask: Ask, needed: Collection[Ask], asks: Collection[Ask], look: Look) -> tuple[bool, float, int]:
        """A position of the author's first; then most pairs ruled out for a second of effort; then the author's order."""
        if ask.question in self.knowledge.placed:
            return False, float(self.knowledge.questions[ask.question].position or 0), self._order[ask.question]
        return True, -float(look.ruled_out[ask][0]) / self.seconds(ask, needed, asks), self._order[ask.question]

    def seconds(self, ask: Ask, needed: Collection[Ask], asks: Collection[Ask]) -> int:
        """What an answer takes: what is asked before it, and its self-test up to here, which is done even if none asks for it.

        ``asks``: all that are open; ``needed``: those of them that can still move a finding.
        """
        done = {one.question for one in (*self.with_earlier(ask, needed), *self.done_for(ask, asks))}
        return sum(self.knowledge.questions[name].effort for name in done)

    def done_for(self, ask: Ask, asks: Collection[Ask]) -> list[Ask]:
        """The open questions of the same self-test, up to this one."""
        questions, order = self.knowledge.questions, self._order
        test = questions[ask.question].test
        own = [a for a in asks if test and questions[a.question].test == test and order[a.question] <= order[ask.question]]
        return sorted(own, key=lambda a: order[a.question]) or [ask]

    def place(self, ask: Ask) -> int:
        """The question's place in the author's order, by which ties are decided."""
        return self._order[ask.question]

    def with_earlier(self, ask: Ask, asks: Collection[Ask]) -> list[Ask]:
        """A question of a self-test after what comes before it: tests that come first, and the same test's own earlier ones."""
        questions = self.knowledge.questions
        test = questions[ask.question].test
        before = set(self.knowledge.tests[test].after) if test else set()
        first = [a for a in asks if questions[a.question].test in before]
        return sorted(first, key=lambda a: self._order[a.question]) + self.done_for(ask, asks)

    # ------------------------------------------------------------- what hangs on it
    def moves(self, answers: AnswerSheet, step: Step, closed: Collection[str] = ()) -> tuple[Move, ...]:
        """See :class:`advisor.interview.outlook.Adviser`: by its answer alone, else together with answers still to come."""
        base = self._base(answers, closed)
        names = tuple(f"{step.question}@{scope}" if scope else step.question for scope in step.scopes)
        ask = Ask(step.question, names)
        rows = [{}, *self._answers(ask, base)]
        varied = Columns(len(rows), self._arrays(base, names, rows))
        told = screen_alike(self.program, _asked(varied), want=exhausting.WANT)
        alone = self._alone(told)
        return alone or self._together(self.settling.bounds(varied), told)

    def _answers(self, ask: Ask, base: Columns) -> list[dict[str, int]]:
        values, _ = self.settling.variants(ask, base)
        found = [dict(zip(ask.columns, value, strict=True)) for value in values]
        kinds = {name: self.program.columns[name] for name in ask.columns}
        found += [dict.fromkeys(ask.columns, UNKNOWN)] if all(c.may_unknown for c in kinds.values()) else []
        return found + ([dict.fromkeys(ask.columns, HURT)] if all(c.may_hurt for c in kinds.values()) else [])

    def _arrays(self, base: Columns, names: Sequence[str], rows: Sequence[Mapping[str, int]]) -> dict[str, Any]:
        arrays = {name: np.repeat(array, len(rows)) for name, array in base.arrays.items()}
        for name in names:
            old = int(base.arrays[name][0]) if name in base.arrays else NOT_ASKED
            arrays[name] = np.array([row.get(name, old) for row in rows], np.int64)
        return arrays

    def _alone(self, told: Screened) -> tuple[Move, ...]:
        found = []
        for finding, outcomes in self._outcomes(told):
            now, then = outcomes[0], [o for o in dict.fromkeys(outcomes) if o != outcomes[0]]
            if then:
                found.append(Move(*finding, now, tuple(sorted(then, key=_size))))
        return tuple(sorted(found, key=lambda move: (-_reach(move), move.kind == "pattern", move.name, move.side)))

    def _outcomes(self, told: Screened) -> list[tuple[Finding, list[Outcome]]]:
        assert told.patterns is not None
        found = []
        for row, (muscle, side) in enumerate(self.program.muscles):
            words, bands = told.verdict[row].tolist(), told.bands(told.size[row] / 1e6).tolist()
            outcomes = [_outcome(VERDICTS[w], b) for w, b in zip(words, bands, strict=True)]
            found.append((("muscle", muscle, side), outcomes))
        for row, (pattern, side) in enumerate(self.program.patterns):
            bands = told.bands(told.patterns[row] / 1e6).tolist()
            found.append((("pattern", pattern, side), [_outcome("pattern", b) for b in bands]))
        return found

    def _together(self, bounds: Bounds, told: Screened) -> tuple[Move, ...]:
        """Findings whose bounds an answer narrows: they can move only with answers still to come."""
        found = []
        for finding, (low, high), outcomes in self._bounded(bounds, told):
            if not ((low != low[0]) | (high != high[0])).any():
                continue
            ends = [self._ended(finding[0], value, bounds) for value in (int(low[0]), int(high[0]))]
            if ends[0] != ends[1]:
                found.append(Move(*finding, outcomes[0], tuple(ends), alone=False))
        return tuple(sorted(found, key=lambda move: (-_reach(move), move.kind == "pattern", move.name, move.side)))

    def _bounded(self, bounds: Bounds, told: Screened) -> list[tuple[Finding, tuple[Any, Any], list[Outcome]]]:
        ends = [(bounds.verdict_lows[i], bounds.verdict_highs[i]) for i in range(len(bounds.muscles))]
        ends += [(bounds.lows[i], bounds.highs[i]) for i in range(len(self.program.patterns))]
        return [(finding, pair, outcomes) for (finding, outcomes), pair in zip(self._outcomes(told), ends, strict=True)]

    def _ended(self, kind: str, value: int, bounds: Bounds) -> Outcome:
        band = int(bounds.bands(np.array([abs(value) if kind == "muscle" else value]))[0])
        return _outcome("pattern" if kind == "pattern" else "dominant" if value > 0 else "dormant", band)


def _outcome(word: str, band: int) -> Outcome:
    return Outcome(word, BANDS[band]) if word == "unclear" or band else Outcome("")


def _size(outcome: Outcome) -> tuple[str, int]:
    return outcome.word, BANDS.index(outcome.band)


def _reach(move: Move) -> int:
    """How many bands apart the ends lie; dormant counts below nothing."""
    places = [BANDS.index(o.band) * (-1 if o.word == "dormant" else 1) for o in (move.now, *move.then)]
    return max(places) - min(places)


def _asked(columns: Columns) -> Columns:
    """The same sheets as a screening takes them: what is closed was not asked."""
    return Columns(columns.rows, {name: np.where(array == CLOSED, NOT_ASKED, array) for name, array in columns.arrays.items()})
