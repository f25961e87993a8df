"""Plausible runners by the thousand, as columns: seeded, and the same on every machine.

How they come about, from the knowledge base alone:

1. Each runner has some *causes*: patterns (by side) that are really there, now and then a safety rule that really holds.
2. An answer is drawn by weight: the question's ``prior`` (alike where none is given), raised for what the rules of the
   runner's causes read, lowered for what only other rules read (strongly, where those send to a doctor). So the answers that
   one rule joins come together, as they do in people, and most people raise no grave flag. Numbers are humped over their range.
   Where a prior is declared, the weights are then fitted so that over all runners each option has its declared share: causes
   say who gives an answer, the prior how many do.
3. The two sides are alike unless a cause is on one side: both are drawn with the same chance number mostly.
4. What is not relevant is not asked; some tests are left out, some answers are unknown, some tests hurt.

Chance is a stream of bits that NumPy promises to keep (:mod:`advisor.population.chance`). From there it is single IEEE
operations, in one order, and sums of whole numbers: the same everywhere, whatever NumPy's loops are compiled to.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Question
from advisor.population.causes import Causes, grid_of
from advisor.population.chance import Chance
from advisor.population.columns import HURT, NOT_ASKED, UNKNOWN, Column, Columns, schema_of
from advisor.population.likelihood import Likeness, fitted, hump
from advisor.population.relevance import Relevance

__all__ = ["Likeness", "runners"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def runners(knowledge: KnowledgeBase, count: int, seed: int, likeness: Likeness | None = None) -> Columns:
    """``count`` answer sheets as columns of :func:`schema_of`.

    The same knowledge base, count, seed and likeness give the same columns on every machine. Raises ValueError for a count or a
    seed below 0.
    """
    if count < 0 or seed < 0:
        raise ValueError("count and seed are whole numbers from 0 up")
    return _Maker(knowledge, count, seed, likeness or Likeness()).made()


class _Maker:
    def __init__(self, knowledge: KnowledgeBase, count: int, seed: int, likeness: Likeness) -> None:
        self.kb, self.count, self.like = knowledge, count, likeness
        self.schema = schema_of(knowledge)
        self.arrays: dict[str, Ints] = {}
        self._chance = Chance(seed, count)
        self._causes = Causes(knowledge, self._chance, likeness)
        self._distance = self._chance.uniform()
        self._relevance = Relevance(knowledge, self.schema, self.arrays, count)

    def made(self) -> Columns:
        for name in self.kb.questions:
            self._question(name)
        self._leave_out_tests()
        self._open_safety()
        found = {name: array.astype(self.schema[name].dtype) for name, array in self.arrays.items()}
        return Columns(self.count, found)

    # ------------------------------------------------------------- one question
    def _question(self, name: str) -> None:
        question = self.kb.questions[name]
        chance = self._chance.uniform()
        if question.unit == "km":  # a long last run goes with long runs before it
            chance = np.where(self._chance.uniform() < 0.85, self._distance, chance)
        own = self._chance.uniform() >= self.like.alike_sides
        state = self._chance.uniform()
        for number, column in enumerate(column for column in self.schema.values() if column.question == name):
            again = np.where(own, self._chance.uniform(), chance) if question.per == "side" and number else chance
            if question.per == "symptom":
                again = self._chance.uniform()
            value = self._ticks(question, column) if question.type == "multi" else self._one(question, column, again)
            value = self._states(question, column, value, state)
            value[~self._relevance.of(question, column.scope)] = NOT_ASKED
            self.arrays[column.name] = value

    def _one(self, question: Question, column: Column, chance: Floats) -> Ints:
        grid = grid_of(question)
        names = list(question.options)
        weights = np.empty((len(grid), self.count))
        for place in range(len(grid)):
            prior = (
                hump(question, grid[place]) if not names else question.prior.get(names[place], 0.0) if question.prior else 1.0
            )
            if question.kind == "symptom" and not question.prior:
                prior = 0.25 if names[place] == "present" else 1.0
            weights[place] = self._causes.weight(question, column.scope, place, prior)
        if names and question.prior:
            weights = fitted(weights, [question.prior.get(name, 0.0) for name in names])
        total = np.add.accumulate(weights, axis=0)
        chosen = np.sum(total <= chance * total[-1], axis=0)
        values: Ints = np.array(grid, np.int64)[np.minimum(chosen, len(grid) - 1)]
        if question.type != "number":
            return values
        step = grid[1] - grid[0] if len(grid) > 1 else 1
        spread = (self._chance.uniform() * step).astype(np.int64) if step > 1 else 0
        stored = np.clip(values + spread - column.low_base, column.low, column.high)
        return np.asarray(stored, np.int64)

    def _ticks(self, question: Question, column: Column) -> Ints:
        found = np.zeros(self.count, np.int64)
        for place, name in enumerate(question.options):
            prior = question.prior.get(name, 0.02 if question.kind == "safety" else 0.12)
            odds = self._causes.weight(question, column.scope, place, prior / (1 - min(prior, 0.99)))
            chance = odds / (1 + odds)
            if name in question.prior:
                chance = fitted(np.array([chance, 1 - chance]), [prior, 1 - prior])[0]
            found |= np.where(self._chance.uniform() < chance, np.int64(1 << place), 0)
        return found

    def _states(self, question: Question, column: Column, value: Ints, state: Floats) -> Ints:
        """Unknown and hurt, for both sides alike."""
        unknown = self.like.unknown_safety if question.kind == "safety" else self.like.unknown
        if column.may_unknown:
            value = np.where(state < unknown, UNKNOWN, value)
        if column.may_hurt:
            value = np.where((state >= unknown) & (state < unknown + self.like.hurt), HURT, value)
        return value

    # ------------------------------------------------------------- what is left open
    def _leave_out_tests(self) -> None:
        """Whole tests that a runner did not do."""
        for test in self.kb.tests:
            gone = self._chance.uniform() < self.like.tests_left_out
            for column in self.schema.values():
                if self.kb.questions[column.question].test == test:
                    self.arrays[column.name][gone] = NOT_ASKED

    def _open_safety(self) -> None:
        """Some leave one safety question open."""
        names = [c.name for c in self.schema.values() if self.kb.questions[c.question].kind == "safety" and not c.scope]
        some, which = self._chance.uniform() < self.like.safety_open, self._chance.uniform()
        for place, name in enumerate(names):
            self.arrays[name][some & ((which * len(names)).astype(np.int64) == place)] = NOT_ASKED
