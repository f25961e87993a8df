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

Chance is PCG64's raw 64-bit numbers (``random_raw``), whose stream NumPy promises to keep for a seed; its ``Generator``, whose
methods may change, is not used. From there it is single IEEE operations, in one order, and sums of whole numbers: the same
everywhere, whatever NumPy's loops are compiled to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisor.model.base import KnowledgeBase
from advisor.model.condition import All, AtLeast, AtMost, Condition, Kind, Leaf, Not, Op
from advisor.model.knowledge import SIDES, Question, Rule
from advisor.population.columns import HURT, NOT_ASKED, UNKNOWN, Column, Columns, schema_of
from advisor.population.likelihood import compare, fitted, gravity, hump, scaled

__all__ = ["Likeness", "runners"]

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Trits = NDArray[np.int8]


@dataclass(frozen=True)
class Likeness:
    """Shares between 0 and 1 of what a population is like; ``unknown`` is that of answers, safety aside."""

    unknown: float = 0.05
    unknown_safety: float = 0.0005
    tests_left_out: float = 0.35
    hurt: float = 0.01
    safety_open: float = 0.05
    patterns: float = 1.0
    flags: float = 0.5
    alike_sides: float = 0.7
    raised: float = 12.0
    lowered: tuple[float, ...] = (1.0, 0.1, 0.2, 0.05, 0.01, 0.001)
    """By the gravest rule that reads an answer: none, pattern, gate or skip, caution, soon, urgent or emergency."""


@dataclass(frozen=True)
class _Wish:
    """Where a leaf is read: ``fits`` says which values make it true; a wish of a ``not`` is for the others."""

    leaf: Leaf
    true: bool


def runners(knowledge: KnowledgeBase, count: int, seed: int, likeness: Likeness | None = None) -> Columns:
    """``count`` answer sheets as columns of :func:`schema_of`;

    The same knowledge base, count, seed and likeness give the same columns on every machine.
    """
    return _Maker(knowledge, count, seed, likeness or Likeness()).made()


class _Maker:
    def __init__(self, knowledge: KnowledgeBase, count: int, seed: int, likeness: Likeness) -> None:
        self.kb, self.count, self.like = knowledge, count, likeness
        self.schema = schema_of(knowledge)
        self._chance = np.random.PCG64(seed)
        self.arrays: dict[str, Ints] = {}
        self._weighed: dict[tuple[str, str], list[tuple[Bools, NDArray[np.int8]]]] = {}

    def made(self) -> Columns:
        self._causes()
        self._distance = self._uniform()
        for name in self.kb.questions:
            self._question(name)
        self._leave_out_tests()
        self._open_safety()
        found = {name: array.astype(self.schema[name].dtype) for name, array in self.arrays.items()}
        return Columns(self.count, found)

    def _uniform(self) -> Floats:
        """One number in [0, 1) a runner, from 53 bits."""
        raw = self._chance.random_raw(self.count)
        return (np.asarray(raw, np.uint64) >> np.uint64(11)).astype(np.float64) * 2.0**-53

    # ------------------------------------------------------------- causes, and what their rules read
    def _causes(self) -> None:
        """Which rules hold in whom, and, per question and scope, who is drawn to which values."""
        rules = [rule for rule in self.kb.active_rules if rule.is_safety or rule.pattern]
        patterns = sum(not rule.is_safety for rule in rules) or 1
        flags = len(rules) - patterns or 1
        for rule in rules:
            share = self.like.flags / flags if rule.is_safety else self.like.patterns / patterns
            scopes: tuple[str, ...] = {"side": SIDES, "symptom": tuple(self.kb.symptoms)}.get(rule.per, ("",))
            one = self._uniform()
            there = one < share
            which = np.minimum(
                (one / (share or 1.0) * len(scopes)).astype(np.int64), len(scopes) - 1
            )  # the scope, by the same number
            both = self._uniform() < 0.35
            for place, scope in enumerate(scopes):
                here = there & ((which == place) | (both & (rule.per == "side")))
                self._drawn(rule, scope, here)

    def _drawn(self, rule: Rule, scope: str, here: Bools) -> None:
        for wish in self._wishes(rule.when, True):
            leaf = wish.leaf
            if leaf.kind is not Kind.QUESTION or leaf.name not in self.kb.questions:
                continue
            question = self.kb.questions[leaf.name]
            for place in self._places(question, leaf, scope):
                fits = self._fits(question, wish)
                if fits is not None:
                    kind = np.int8(gravity(rule))
                    self._weighed.setdefault((question.id, place), []).append((here, np.where(fits, kind, np.int8(0))))

    def _wishes(self, condition: Condition, true: bool) -> Iterator[_Wish]:
        """Leaves with what they should be; signs are read through."""
        if isinstance(condition, Leaf):
            if condition.kind is Kind.SIGN:
                yield from self._wishes(self.kb.signs[condition.name].when, true == (condition.values != ("no",)))
            else:
                yield _Wish(condition, true)
        elif isinstance(condition, Not):
            yield from self._wishes(condition.child, not true)
        else:
            for child in condition.children:
                yield from self._wishes(child, true != isinstance(condition, AtMost))

    def _places(self, question: Question, leaf: Leaf, scope: str) -> tuple[str, ...]:
        if question.per == "whole":
            return ("",)
        if question.per == "side":
            return (scope,) if scope in SIDES else SIDES
        if leaf.symptom not in (None, "any"):
            return (str(leaf.symptom),)
        return (scope,) if scope in self.kb.symptoms else tuple(self.kb.symptoms)

    def _grid(self, question: Question) -> list[int]:
        """What can be drawn: options, bits, or numbers (about sixty over the range, in units of the last decimal)."""
        if question.type != "number":
            return list(range(len(question.options)))
        low, high = (round(end * question.scale) for end in question.range or (0.0, 100.0))
        step = max(1, (high - low) // 60)
        return list(range(low, high + 1, step))

    def _fits(self, question: Question, wish: _Wish) -> Bools | None:
        """Which places of the grid make a leaf true (or false); None where that cannot be said of one answer."""
        leaf, grid = wish.leaf, self._grid(question)
        if leaf.other is not None or leaf.op in (Op.GAP_AT_LEAST, Op.GAP_MORE_THAN, Op.HURT, Op.ANSWERED):
            return None
        if leaf.op is Op.IS:
            names = list(question.options)
            fits = np.array([names[place] in leaf.values for place in grid], np.bool_)
            if question.type == "multi" and not wish.true:
                return np.full(len(grid), "none" in leaf.values)  # not ticked is usual; "not none" is any tick
        else:
            fits = np.array([compare(leaf.op, value, scaled(question, leaf)) for value in grid], np.bool_)
        return fits if wish.true or (question.type == "multi" and "none" in leaf.values) else ~fits

    # ------------------------------------------------------------- one question
    def _question(self, name: str) -> None:
        question = self.kb.questions[name]
        chance = self._uniform()
        if question.unit == "km":  # a long last run goes with long runs before it
            chance = np.where(self._uniform() < 0.85, self._distance, chance)
        own = self._uniform() >= self.like.alike_sides
        state = self._uniform()
        for number, column in enumerate(column for column in self.schema.values() if column.question == name):
            again = np.where(own, self._uniform(), chance) if question.per == "side" and number else chance
            if question.per == "symptom":
                again = self._uniform()
            value = self._ticks(question, column) if question.type == "multi" else self._one(question, column, again)
            value = self._states(question, column, value, state)
            value[~self._relevant(question, column.scope)] = NOT_ASKED
            self.arrays[column.name] = value

    def _raised(self, question: Question, scope: str, place: int) -> tuple[Bools, int]:
        """Who is drawn to a place of the grid; and how grave the rules are that read it (:func:`_gravity`)."""
        drawn, kind = np.zeros(self.count, np.bool_), 0
        for here, fits in self._weighed.get((question.id, scope), ()):
            if fits[place]:
                drawn |= here
                kind = max(kind, int(fits[place]))
        return drawn, kind

    def _weight(self, question: Question, scope: str, place: int, prior: float) -> Floats:
        drawn, kind = self._raised(question, scope, place)
        low = self.like.lowered[kind]
        return prior * np.where(drawn, self.like.raised * (1.0 if kind <= 1 else max(low, 0.05)), low)

    def _one(self, question: Question, column: Column, chance: Floats) -> Ints:
        grid = self._grid(question)
        names = list(question.options)
        weights = np.empty((len(grid), self.count))
        for place in range(len(grid)):
            prior = (
                hump(question, grid[place]) if not names else question.prior.get(names[place], 0.0) if question.prior else 1.0
            )
            if question.kind == "symptom" and not question.prior:
                prior = 0.25 if names[place] == "present" else 1.0
            weights[place] = self._weight(question, column.scope, place, prior)
        if names and question.prior:
            weights = fitted(weights, [question.prior.get(name, 0.0) for name in names])
        total = np.add.accumulate(weights, axis=0)
        chosen = np.sum(total <= chance * total[-1], axis=0)
        values: Ints = np.array(grid, np.int64)[np.minimum(chosen, len(grid) - 1)]
        if question.type != "number":
            return values
        step = grid[1] - grid[0] if len(grid) > 1 else 1
        spread = (self._uniform() * step).astype(np.int64) if step > 1 else 0
        stored = np.clip(values + spread - column.low_base, column.low, column.high)
        return np.asarray(stored, np.int64)

    def _ticks(self, question: Question, column: Column) -> Ints:
        found = np.zeros(self.count, np.int64)
        for place, name in enumerate(question.options):
            prior = question.prior.get(name, 0.02 if question.kind == "safety" else 0.12)
            odds = self._weight(question, column.scope, place, prior / (1 - min(prior, 0.99)))
            chance = odds / (1 + odds)
            if name in question.prior:
                chance = fitted(np.array([chance, 1 - chance]), [prior, 1 - prior])[0]
            found |= np.where(self._uniform() < chance, np.int64(1 << place), 0)
        return found

    def _states(self, question: Question, column: Column, value: Ints, state: Floats) -> Ints:
        """Unknown and hurt, for both sides alike."""
        unknown = self.like.unknown_safety if question.kind == "safety" else self.like.unknown
        if column.may_unknown:
            value = np.where(state < unknown, UNKNOWN, value)
        if column.may_hurt:
            value = np.where((state >= unknown) & (state < unknown + self.like.hurt), HURT, value)
        return value

    # ------------------------------------------------------------- what is asked
    def _relevant(self, question: Question, scope: str) -> Bools:
        there = np.ones(self.count, np.bool_)
        conditions = [question.relevant_if, self.kb.tests[question.test].relevant_if if question.test else None]
        for condition in conditions:
            if condition is not None:
                there &= self._truth(condition, scope) >= 0
        if question.per == "symptom":
            there &= np.maximum.reduce([self._cell(name, "present") for name in self._columns_of(scope)]) > 0
        return there

    def _columns_of(self, question: str, scope: str = "") -> list[str]:
        if scope in SIDES and f"{question}@{scope}" in self.schema:
            return [f"{question}@{scope}"]
        return [question] if question in self.schema else [f"{question}@{side}" for side in SIDES]

    def _cell(self, column: str, option: str) -> Trits:
        code = self.schema[column].codes.get(option, 0)
        array = self.arrays.get(column)
        if array is None:
            return np.zeros(self.count, np.int8)
        known = array >= 0
        held = (array & code) > 0 if self.schema[column].type == "multi" and code else array == code  # 0: none of them
        return np.where(known, np.where(held, 1, -1), 0).astype(np.int8)

    def _truth(self, condition: Condition, scope: str) -> Trits:
        """1, -1 or 0 of a condition on questions asked before; what it cannot read is 0."""
        if isinstance(condition, Not):
            negated: Trits = -self._truth(condition.child, scope)
            return negated
        if isinstance(condition, Leaf):
            return self._leaf(condition, scope)
        values: list[Trits] = list(np.sort(np.array([self._truth(child, scope) for child in condition.children]), axis=0))
        if isinstance(condition, AtLeast):
            return values[-condition.n]
        if isinstance(condition, AtMost):
            return np.zeros(self.count, np.int8)
        return values[0] if isinstance(condition, All) else values[-1]

    def _leaf(self, leaf: Leaf, scope: str) -> Trits:
        question = self.kb.questions.get(leaf.name) if leaf.kind is Kind.QUESTION else None
        nothing = np.zeros(self.count, np.int8)
        if question is None or question.per == "symptom" or leaf.other is not None:
            return nothing
        columns = self._columns_of(leaf.name, scope)
        if leaf.op is Op.IS:
            return _largest([self._cell(column, value) for column in columns for value in leaf.values])
        if leaf.op not in (Op.AT_LEAST, Op.AT_MOST, Op.MORE_THAN, Op.LESS_THAN, Op.BETWEEN):
            return nothing
        found = []
        for column in columns:
            array = self.arrays.get(column)
            if array is None:
                return nothing
            held = compare(leaf.op, array + self.schema[column].low_base, scaled(question, leaf))
            found.append(np.where(array >= 0, np.where(held, 1, -1), 0).astype(np.int8))
        return _largest(found)

    def _leave_out_tests(self) -> None:
        """Whole tests that a runner did not do."""
        for test in self.kb.tests:
            gone = self._uniform() < self.like.tests_left_out
            for column in self.schema.values():
                if self.kb.questions[column.question].test == test:
                    self.arrays[column.name][gone] = NOT_ASKED

    def _open_safety(self) -> None:
        """Some leave one safety question open."""
        names = [c.name for c in self.schema.values() if self.kb.questions[c.question].kind == "safety" and not c.scope]
        some, which = self._uniform() < self.like.safety_open, self._uniform()
        for place, name in enumerate(names):
            self.arrays[name][some & ((which * len(names)).astype(np.int64) == place)] = NOT_ASKED


def _largest(values: list[Trits]) -> Trits:
    found: Trits = np.maximum.reduce(values)
    return found
