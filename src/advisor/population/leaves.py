"""Answers as rules see them: relevance worked out, every leaf read once (DESIGN 4.1, 4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import numpy as np

from advisor.inference.sheet import OTHER, sides_read
from advisor.model import condition as c
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import SIDES, Question
from advisor.population.columns import HURT, NOT_ASKED, NOT_RELEVANT, UNKNOWN, Column
from advisor.population.graph import Graph, Node, Tri

__all__ = ["EACH", "Leaves", "RawLeaves"]

_NUMBERS = {
    c.Op.AT_LEAST: np.greater_equal, c.Op.MORE_THAN: np.greater, c.Op.AT_MOST: np.less_equal, c.Op.LESS_THAN: np.less,
}  # fmt: skip
EACH = "*"
"""The scope that stands for every symptom: a row each, worked out together."""


class Leaves:
    """Nodes of question states and leaves. ``state`` holds a value from 0 up, or one of the codes of ``columns``."""

    def __init__(self, graph: Graph, knowledge: KnowledgeBase, schema: Mapping[str, Column]) -> None:
        self.graph, self.knowledge, self.schema = graph, knowledge, schema
        self._states: dict[tuple[str, str], Node] = {}
        self._presence: dict[str, Tri] = {}

    def scopes(self, question: Question) -> tuple[str, ...]:
        """The scopes a question is asked in."""
        return {"side": SIDES, "symptom": tuple(self.knowledge.symptoms)}.get(question.per, ("",))

    def column(self, name: str, scope: str) -> Column:
        scope = next(iter(self.knowledge.symptoms)) if scope == EACH else scope
        return self.schema[f"{name}@{scope}" if scope else name]

    # ------------------------------------------------------------- states (4.1)
    def state(self, name: str, scope: str) -> Node:
        """The question's column with NOT_RELEVANT where the answer does not count."""
        key = (name, scope)
        found = self._states.get(key)
        if found is None:
            found = self._states[key] = self._state(name, scope)
        return found

    def _state(self, name: str, scope: str) -> Node:
        graph, question = self.graph, self.knowledge.questions[name]
        column = self.column(name, scope)
        if scope == EACH:
            found = graph.load_all([f"{name}@{symptom}" for symptom in self.knowledge.symptoms], column.dtype.str[1:])
        else:
            found = graph.load(column.name, column.dtype.str[1:])
        away = self._away(self._relevance(question, scope))
        if away is not None:
            if question.kind == "safety":  # answers always count; what was not asked is not waited for
                asked = graph.make(np.equal, (found, NOT_ASKED), "i1")
                away = graph.two(np.multiply, away, asked)
            found = self._without(found, away)
        if question.per == "symptom":
            absent = self._away(self.presence(scope))
            found = found if absent is None else self._without(found, absent)
        return found

    def _away(self, value: Tri) -> Node | None:
        """-1 (every bit set) where a condition is false, else 0; None where it never is."""
        if isinstance(value, int):
            assert value >= 0, "a relevance that is never true is refused at load"
            return None
        return self.graph.make(np.negative, (self.graph.make(np.less, (value, 0), "i1"),), "i1")

    def _without(self, state: Node, away: Node) -> Node:
        """NOT_RELEVANT is -1, all bits set: an or with -1 makes any value that, with 0 leaves it."""
        return self.graph.make(np.bitwise_or, (state, self.graph.cast(away, state.dtype)), state.dtype)

    def _relevance(self, question: Question, scope: str) -> Tri:
        conditions = [question.relevant_if] if question.relevant_if is not None else []
        if question.test:
            test = self.knowledge.tests[question.test]
            conditions += [test.relevant_if] if test.relevant_if is not None else []
        return self.graph.smallest([1, *(self.value(condition, scope) for condition in conditions)])

    def presence(self, symptom: str) -> Tri:
        """1 present (on either side), -1 absent, 0 not known; of ``EACH`` a row for each symptom."""
        if symptom not in self._presence:
            if symptom == EACH:
                found = self.graph.stacked([self.presence(name) for name in self.knowledge.symptoms])
            else:
                leaf = c.Leaf(c.Kind.QUESTION, symptom, c.Op.IS, ("present",))
                scopes = self.scopes(self.knowledge.questions[symptom])
                found = self.graph.largest([self.cell(leaf, scope) for scope in scopes])
            self._presence[symptom] = found
        return self._presence[symptom]

    def lack_of_presence(self) -> Tri:
        """What is lacking about each symptom's presence, a row each."""
        questions = [self.knowledge.questions[name] for name in self.knowledge.symptoms]
        return self.graph.stacked([self.graph.largest([self.lack(q.id, s) for s in self.scopes(q)]) for q in questions])

    def value(self, condition: c.Condition, scope: str) -> Tri:
        """A condition on questions alone (``relevant_if``), in one scope."""
        graph = self.graph
        if isinstance(condition, c.Leaf):
            return self.read(condition, scope if scope in OTHER else "", "" if scope in OTHER else scope)
        if isinstance(condition, c.Not):
            return graph.negated(self.value(condition.child, scope))
        values = [self.value(child, scope) for child in condition.children]
        if isinstance(condition, c.All):
            return graph.smallest(values)
        if isinstance(condition, c.Any_):
            return graph.largest(values)
        if isinstance(condition, c.AtLeast):
            return graph.nth_largest(condition.n, values)
        return graph.at_most(condition.n, condition.known, values)

    # ------------------------------------------------------------- leaves (4.2, 4.3)
    def read(self, leaf: c.Leaf, side: str, symptom: str) -> Tri:
        """A question leaf in a context: ``side`` left, right or ""; ``symptom`` an id or ""."""
        question = self.knowledge.questions[leaf.name]
        if leaf.op in (c.Op.GAP_AT_LEAST, c.Op.GAP_MORE_THAN):
            return self._gap(leaf, question, side)
        if question.per == "symptom":
            return self._per_symptom(leaf, symptom)
        if question.per != "side":
            return self.cell(leaf, "")
        values = [self.cell(leaf, scope) for scope in sides_read(leaf, side)]
        return self.graph.smallest(values) if leaf.side is c.SideMode.BOTH else self.graph.largest(values)

    def _per_symptom(self, leaf: c.Leaf, symptom: str) -> Tri:
        if leaf.symptom != "any":
            return self.cell(leaf, leaf.symptom or symptom)
        graph = self.graph
        if not self.knowledge.symptoms:
            return 0
        value: Tri = self.cell(leaf, EACH)
        away = self._away(self.presence(EACH))
        if away is not None:  # an absent symptom does not take part: below every value
            bar = graph.make(np.add, (graph.make(np.multiply, (away, 3), "i1"), 1), "i1")
            value = graph.two(np.minimum, bar, value)
        best = graph.most(value)
        if isinstance(best, int):
            return best
        nobody = graph.make(np.equal, (best, -2), "i1")
        return graph.two(np.add, best, graph.two(np.add, nobody, nobody))  # -2 + 2: unknown where none is left

    def cell(self, leaf: c.Leaf, scope: str) -> Tri:
        """A leaf on one cell of the sheet."""
        graph, state = self.graph, self.state(leaf.name, scope)
        known = graph.make(np.greater_equal, (state, 0), "i1")

        def equal(code: int) -> Node:
            return graph.make(np.equal, (state, code), "i1")

        if leaf.op is c.Op.ANSWERED:
            yes = graph.two(np.add, known, equal(HURT))
            return graph.two(np.subtract, yes, graph.two(np.add, equal(UNKNOWN), equal(NOT_RELEVANT)))
        if leaf.op is c.Op.HURT:
            return graph.two(np.subtract, equal(HURT), known)
        if leaf.other is not None:
            return self._ratio(leaf, scope, state, known)
        column = self.column(leaf.name, scope)
        fits = self._number(leaf, column, state, known) if column.type == "number" else self._option(leaf, column, state, known)
        return self._three(fits, known)

    def _three(self, fits: Tri, known: Node) -> Tri:
        """1 where it fits, -1 where it is known and does not, else 0."""
        if isinstance(fits, int):
            return known if fits else self.graph.negated(known)
        return self.graph.two(np.subtract, self.graph.two(np.add, fits, fits), known)

    def _option(self, leaf: c.Leaf, column: Column, state: Node, known: Node) -> Tri:
        graph = self.graph
        codes = [column.codes[value] for value in leaf.values if value in column.codes]
        if column.type != "multi":
            return graph.either([graph.make(np.equal, (state, code), "i1") for code in codes])
        parts: list[Tri] = []
        if codes:
            parts.append(graph.both(self._ticked(state, sum(set(codes))), known))
        if "none" in leaf.values:
            parts.append(graph.make(np.equal, (state, 0), "i1"))
        return graph.either(parts)

    def _ticked(self, state: Node, mask: int) -> Tri:
        """1 where a bit of the mask is set; of a wide column only the bytes that matter are looked at."""
        graph = self.graph
        size = np.dtype(state.dtype).itemsize
        if size == 1:
            return graph.make(np.not_equal, (graph.make(np.bitwise_and, (state, mask), "i1"), 0), "i1")
        parts: list[Tri] = []
        for place in range(size):
            bits = mask >> 8 * place & 255
            if bits:
                byte = graph.make("byte", (state, place), "i1")
                masked = graph.make(np.bitwise_and, (byte, bits - 256 if bits > 127 else bits), "i1")
                parts.append(graph.make(np.not_equal, (masked, 0), "i1"))
        return graph.either(parts)

    def _number(self, leaf: c.Leaf, column: Column, state: Node, known: Node) -> Tri:
        question = self.knowledge.questions[leaf.name]
        limits = [question.scaled(text) - column.low_base for text in leaf.values]
        if leaf.op is c.Op.BETWEEN:
            low = self._compared(np.greater_equal, limits[0], column, state, known)
            return self.graph.both(low, self._compared(np.less_equal, limits[-1], column, state, known))
        return self._compared(_NUMBERS.get(leaf.op, np.equal), limits[0], column, state, known)

    def _compared(self, op: np.ufunc, limit: int, column: Column, state: Node, known: Node) -> Tri:
        """1 where a known value compares so; a limit outside the column's range is answered here."""
        if not column.low <= limit <= column.high:
            return int(op(column.low, limit)) if op(column.low, limit) == op(column.high, limit) else 0
        found = self.graph.make(op, (state, limit), "i1")
        apart = op(NOT_RELEVANT, limit) or op(NOT_ASKED, limit)  # a code would fit as well
        return self.graph.both(found, known) if apart else found

    # ------------------------------------------------------------- two values
    def _wide(self, state: Node) -> Node:
        return self.graph.cast(state, "i8")

    def _ratio(self, leaf: c.Leaf, scope: str, first: Node, known: Node) -> Tri:
        graph, questions = self.graph, self.knowledge.questions
        assert leaf.other is not None
        second = self.state(leaf.other, scope)
        n = Fraction(Decimal(leaf.values[0]))
        a = graph.make(np.multiply, (self._wide(first), questions[leaf.other].scale * n.denominator), "i8")
        b = graph.make(np.multiply, (self._wide(second), n.numerator * questions[leaf.name].scale), "i8")
        fits = graph.make(_NUMBERS.get(leaf.op, np.equal), (a, b), "i1")
        both = graph.both(known, graph.make(np.greater_equal, (second, 0), "i1"))
        assert isinstance(both, Node)
        return self._three(graph.both(fits, both), both)

    def _gap(self, leaf: c.Leaf, question: Question, side: str) -> Tri:
        graph = self.graph
        left, right = (self._wide(self.state(leaf.name, scope)) for scope in SIDES)
        here, there = (left, right) if side != "right" else (right, left)
        if leaf.side is c.SideMode.OTHER:
            here, there = there, here
        gap = graph.two(np.subtract, there, here) if question.better == "high" else graph.two(np.subtract, here, there)
        if not side:
            gap = graph.make(np.absolute, (gap,), "i8")
        n = Fraction(Decimal(leaf.values[0]))
        reached = graph.make(np.multiply, (gap, n.denominator * (100 if leaf.percent else 1)), "i8")
        needed: Node | int = n.numerator * question.scale
        if leaf.percent:
            needed = graph.make(np.multiply, (graph.two(np.maximum, left, right), n.numerator), "i8")
        fits = graph.make(np.greater_equal if leaf.op is c.Op.GAP_AT_LEAST else np.greater, (reached, needed), "i1")
        both = graph.both(*(graph.make(np.greater_equal, (self.state(leaf.name, s), 0), "i1") for s in SIDES))
        assert isinstance(both, Node)
        return self._three(graph.both(fits, both), both)

    # ------------------------------------------------------------- what is lacking (4.8.1)
    def lack(self, name: str, scope: str) -> Node:
        """2 where the cell was not asked, 1 where it is unknown or hurt, 0 where it is known or not relevant."""
        graph, state = self.graph, self.state(name, scope)
        open_ = graph.make(np.equal, (state, NOT_ASKED), "i1")
        return graph.two(np.add, open_, graph.make(np.less, (state, NOT_RELEVANT), "i1"))


class RawLeaves(Leaves):
    """Leaves on columns as they are, whatever is relevant; what is not known reads 0."""

    def _state(self, name: str, scope: str) -> Node:
        column = self.column(name, scope)
        return self.graph.load(column.name, column.dtype.str[1:])
