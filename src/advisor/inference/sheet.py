"""What rules see of an answer sheet: relevance applied, leaves read (DESIGN 4.1, 4.2)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from advisor.model.answers import AnswerSheet, State, Value
from advisor.model.base import KnowledgeBase
from advisor.model.condition import All, Any_, AtLeast, AtMost, Condition, Leaf, Not, Op, SideMode
from advisor.model.knowledge import SIDES, Question

__all__ = ["OTHER", "SheetView", "compare_number", "sides_read"]

OTHER = {"left": "right", "right": "left"}


def sides_read(leaf: Leaf, side: str) -> tuple[str, ...]:
    """The sides a leaf reads when it is looked at from one side, or from the whole body ("")."""
    if side and leaf.side is SideMode.SAME:
        return (side,)
    return (OTHER[side],) if side and leaf.side is SideMode.OTHER else SIDES


class SheetView:
    """Answers with relevance worked out; every state is computed once."""

    def __init__(self, knowledge: KnowledgeBase, answers: AnswerSheet) -> None:
        self.knowledge = knowledge
        self.answers = answers
        self._states: dict[tuple[str, str], Value | State] = {}

    def scopes(self, question: Question) -> tuple[str, ...]:
        """The scopes a question is asked in."""
        if question.per == "side":
            return SIDES
        return tuple(self.knowledge.symptoms) if question.per == "symptom" else ("",)

    def state(self, name: str, scope: str) -> Value | State:
        """A known value, or one of HURT, UNKNOWN, NOT_ASKED, NOT_RELEVANT."""
        key = (name, scope)
        found = self._states.get(key)
        if found is None:
            found = self._states[key] = self._work_out(name, scope)
        return found

    def _work_out(self, name: str, scope: str) -> Value | State:
        question = self.knowledge.questions[name]
        value = self.answers.get(name, scope)
        if question.per == "symptom" and self.presence(scope) < 0:
            return State.NOT_RELEVANT  # an answer about a symptom that is not there
        if question.kind == "safety" and value is not State.NOT_ASKED:
            return value  # safety answers always count
        return value if self.relevant(name, scope) else State.NOT_RELEVANT

    def relevant(self, name: str, scope: str) -> bool:
        """True or unknown: the question may be asked. A per-symptom question needs its symptom (DESIGN 4.1)."""
        question = self.knowledge.questions[name]
        if question.per == "symptom" and self.presence(scope) < 0:
            return False
        conditions = [question.relevant_if] if question.relevant_if is not None else []
        if question.test:
            test = self.knowledge.tests[question.test]
            conditions += [test.relevant_if] if test.relevant_if is not None else []
        return all(self.degree(condition, scope) >= 0 for condition in conditions)

    def presence(self, symptom: str) -> float:
        """1 present (on either side), -1 absent, 0 not asked."""
        question = self.knowledge.questions[symptom]
        states = [self.state(symptom, scope) for scope in self.scopes(question)]
        if "present" in states:
            return 1.0
        return -1.0 if all(state == "absent" for state in states) else 0.0

    # ------------------------------------------------------------- conditions on questions only
    def degree(self, condition: Condition, scope: str) -> float:
        """The value of a condition on questions alone (``relevant_if``) in one scope."""
        if isinstance(condition, Leaf):
            return self.read(condition, scope if scope in OTHER else "", "" if scope in OTHER else scope)
        if isinstance(condition, Not):
            return -self.degree(condition.child, scope)
        values = sorted((self.degree(child, scope) for child in condition.children), reverse=True)
        if isinstance(condition, All):
            return values[-1]
        if isinstance(condition, Any_):
            return values[0]
        if isinstance(condition, AtLeast):
            return values[condition.n - 1]
        return at_most(values, condition)

    def read(self, leaf: Leaf, side: str, symptom: str) -> float:
        """A question leaf in a context: ``side`` left, right or ""; ``symptom`` an id or ""."""
        question = self.knowledge.questions[leaf.name]
        if leaf.op in (Op.GAP_AT_LEAST, Op.GAP_MORE_THAN):
            return self._gap(leaf, question, side)
        if question.per == "symptom":
            return self._per_symptom(leaf, symptom)
        if question.per != "side":
            return self._cell(leaf, "")
        values = [self._cell(leaf, scope) for scope in sides_read(leaf, side)]
        return min(values) if leaf.side is SideMode.BOTH else max(values)

    def _per_symptom(self, leaf: Leaf, symptom: str) -> float:
        if leaf.symptom is None:
            return self._cell(leaf, symptom)
        if leaf.symptom != "any":
            return self._cell(leaf, leaf.symptom)
        values = [self._cell(leaf, name) for name in self.knowledge.symptoms if self.presence(name) >= 0]
        return max(values, default=0.0)

    def _cell(self, leaf: Leaf, scope: str) -> float:
        state = self.state(leaf.name, scope)
        if leaf.op is Op.ANSWERED:
            return 0.0 if state is State.NOT_ASKED else -1.0 if state in (State.UNKNOWN, State.NOT_RELEVANT) else 1.0
        if leaf.op is Op.HURT:
            if state is State.HURT:
                return 1.0
            return 0.0 if isinstance(state, State) else -1.0
        if isinstance(state, State):
            return 0.0
        if leaf.other is not None:
            return self._ratio(leaf, state, self.state(leaf.other, scope))
        return 1.0 if self._fits(leaf, state) else -1.0

    def _fits(self, leaf: Leaf, value: Value) -> bool:
        if isinstance(value, tuple):
            return any(not value if wanted == "none" else wanted in value for wanted in leaf.values)
        if isinstance(value, str):
            return value in leaf.values
        question = self.knowledge.questions[leaf.name]
        return compare_number(leaf.op, value, [question.scaled(text) for text in leaf.values])

    def _ratio(self, leaf: Leaf, first: Value, second: Value | State) -> float:
        if isinstance(second, State) or not isinstance(first, int) or not isinstance(second, int) or leaf.other is None:
            return 0.0
        a = Fraction(first, self.knowledge.questions[leaf.name].scale)
        b = Fraction(second, self.knowledge.questions[leaf.other].scale)
        return 1.0 if compare_number(leaf.op, a, [Fraction(Decimal(leaf.values[0])) * b]) else -1.0

    def _gap(self, leaf: Leaf, question: Question, side: str) -> float:
        left, right = self.state(leaf.name, "left"), self.state(leaf.name, "right")
        if not isinstance(left, int) or not isinstance(right, int):
            return 0.0
        here, there = (left, right) if side != "right" else (right, left)
        if leaf.side is SideMode.OTHER:
            here, there = there, here
        gap = there - here if question.better == "high" else here - there
        if not side:
            gap = abs(gap)
        n = Fraction(Decimal(leaf.values[0]))
        reached: int | Fraction
        reached, needed = (100 * gap, n * max(left, right)) if leaf.percent else (gap, n * question.scale)
        fits = reached >= needed if leaf.op is Op.GAP_AT_LEAST else reached > needed
        return 1.0 if fits else -1.0


def compare_number(op: Op, value: int | Fraction, thresholds: list[int] | list[Fraction]) -> bool:
    """An exact comparison; ``between`` includes both ends."""
    first, last = thresholds[0], thresholds[-1]
    if op is Op.AT_LEAST:
        return value >= first
    if op is Op.MORE_THAN:
        return value > first
    if op is Op.AT_MOST:
        return value <= first
    if op is Op.LESS_THAN:
        return value < first
    if op is Op.BETWEEN:
        return first <= value <= last
    return value == first


def at_most(values: list[float], condition: AtMost) -> float:
    """-1 if more than n are true, else 1 if enough is known, else 0."""
    if sum(value > 0 for value in values) > condition.n:
        return -1.0
    return 1.0 if sum(value != 0 for value in values) >= condition.known else 0.0
