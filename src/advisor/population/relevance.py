"""What generated runners are asked: conditions on the answers drawn so far."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from advisor.model.base import KnowledgeBase
from advisor.model.condition import All, AtLeast, AtMost, Condition, Kind, Leaf, Not, Op
from advisor.model.knowledge import SIDES, Question
from advisor.population.columns import Column
from advisor.population.likelihood import compare, scaled

__all__ = ["Relevance"]

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Trits = NDArray[np.int8]


class Relevance:
    """``arrays``: the columns drawn so far, of ``count`` runners; it may grow."""

    def __init__(self, knowledge: KnowledgeBase, schema: Mapping[str, Column], arrays: Mapping[str, Ints], count: int) -> None:
        self.kb, self.schema, self.arrays, self.count = knowledge, schema, arrays, count

    def of(self, question: Question, scope: str) -> Bools:
        """In whom a question is asked in a scope, given what they answered before."""
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


def _largest(values: list[Trits]) -> Trits:
    found: Trits = np.maximum.reduce(values)
    return found
