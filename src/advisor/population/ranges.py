"""What a condition may still become: its smallest and largest value over every answer that is still possible (DESIGN 6).

Columns are those of :mod:`advisor.population.columns`, with one more code: a cell that was not asked may still get any
answer, one that is ``CLOSED`` will not. Every group is monotone in its parts, so lows make lows and highs make highs; ``not``
crosses them over, and ``at_most`` is counted from both ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from advisor.inference import expression as x
from advisor.inference.sheet import OTHER, sides_read
from advisor.model import condition as c
from advisor.model.knowledge import SIDES, Question
from advisor.population.columns import HURT, NOT_ASKED, UNKNOWN
from advisor.population.graph import Graph, Node, Tri
from advisor.population.leaves import Leaves, RawLeaves
from advisor.population.logic import always_behind

__all__ = ["CLOSED", "Range", "RangeLeaves", "RangeLogic"]

CLOSED = -5
"""Not asked, and never will be: a test that is withheld or was left out. Bounds alone take it, no screening does."""


class Range(NamedTuple):
    """The smallest and the largest value, both reached or not: sound, not tight."""

    lo: Tri
    hi: Tri


class RangeLeaves:
    """Ranges of question leaves, of relevance and of presence."""

    def __init__(self, graph: Graph, raw: RawLeaves) -> None:
        self.graph, self.raw, self.knowledge = graph, raw, raw.knowledge
        self._away: dict[tuple[str, str], tuple[Tri, Tri]] = {}
        self._presence: dict[str, Range] = {}

    @classmethod
    def of(cls, graph: Graph, leaves: Leaves) -> RangeLeaves:
        """For the columns that ``leaves`` read."""
        return cls(graph, RawLeaves(graph, leaves.knowledge, leaves.schema))

    # ------------------------------------------------------------- is it relevant? (4.1.4)
    def away(self, name: str, scope: str) -> tuple[Tri, Tri]:
        """Whether the answer of a cell surely does not count, and whether it may come not to count: 1 or 0."""
        key = (name, scope)
        if key not in self._away:
            self._away[key] = self._away_of(self.knowledge.questions[name], scope)
        return self._away[key]

    def _away_of(self, question: Question, scope: str) -> tuple[Tri, Tri]:
        graph = self.graph
        conditions = [question.relevant_if] if question.relevant_if is not None else []
        if question.test:
            test = self.knowledge.tests[question.test]
            conditions += [test.relevant_if] if test.relevant_if is not None else []
        ranges = [self.value(condition, scope) for condition in conditions]
        sure: Tri = graph.either(self._below(r.hi) for r in ranges)
        may: Tri = graph.either(self._below(r.lo) for r in ranges)
        if question.kind == "safety" and may != 0:  # safety answers always count
            missing = graph.make(np.less_equal, (self.raw.state(question.id, scope), NOT_ASKED), "i1")
            sure, may = graph.both(sure, missing), graph.both(may, missing)
        if question.per == "symptom":
            there = self.presence(scope)
            sure = graph.either((sure, self._below(there.hi)))
            may = graph.either((may, self._below(there.lo)))
        return sure, may

    def _below(self, value: Tri) -> Tri:
        return int(value < 0) if isinstance(value, int) else self.graph.make(np.less, (value, 0), "i1")

    def presence(self, symptom: str) -> Range:
        """1 present (on either side), -1 absent, 0 not known."""
        if symptom not in self._presence:
            leaf = c.Leaf(c.Kind.QUESTION, symptom, c.Op.IS, ("present",))
            scopes = self.raw.scopes(self.knowledge.questions[symptom])
            self._presence[symptom] = _largest(self.graph, [self.cell(leaf, scope) for scope in scopes])
        return self._presence[symptom]

    def value(self, condition: c.Condition, scope: str) -> Range:
        """A condition on questions alone (``relevant_if``), in one scope."""
        if isinstance(condition, c.Leaf):
            return self.read(condition, scope if scope in OTHER else "", "" if scope in OTHER else scope)
        if isinstance(condition, c.Not):
            return _negated(self.graph, self.value(condition.child, scope))
        values = [self.value(child, scope) for child in condition.children]
        if isinstance(condition, c.All):
            return _nth(self.graph, len(values), values)
        if isinstance(condition, c.Any_):
            return _nth(self.graph, 1, values)
        if isinstance(condition, c.AtLeast):
            return _nth(self.graph, condition.n, values)
        return _counted(self.graph, condition, values)

    # ------------------------------------------------------------- leaves
    def read(self, leaf: c.Leaf, side: str, symptom: str) -> Range:
        """A question leaf in a context, as :meth:`Leaves.read`."""
        question = self.knowledge.questions[leaf.name]
        if leaf.op in (c.Op.GAP_AT_LEAST, c.Op.GAP_MORE_THAN):
            exact = self.raw.read(leaf, side, symptom)
            return self._two(exact, [(leaf.name, scope) for scope in SIDES])
        if question.per == "symptom":
            return self._any_symptom(leaf) if leaf.symptom == "any" else self.cell(leaf, leaf.symptom or symptom)
        if question.per != "side":
            return self.cell(leaf, "")
        values = [self.cell(leaf, scope) for scope in sides_read(leaf, side)]
        return _nth(self.graph, 2 if leaf.side is c.SideMode.BOTH else 1, values)

    def cell(self, leaf: c.Leaf, scope: str) -> Range:
        """A leaf on one cell of the sheet."""
        if leaf.other is not None:
            return self._two(self.raw.cell(leaf, scope), [(leaf.name, scope), (leaf.other, scope)])
        graph, state = self.graph, self.raw.state(leaf.name, scope)
        open_ = graph.make(np.equal, (state, NOT_ASKED), "i1")
        sure, may = self.away(leaf.name, scope)
        if leaf.op is not c.Op.ANSWERED:
            exact = self.raw.cell(leaf, scope)
            return self._kept(Range(graph.minus_one(exact, open_), graph.plus_one(exact, open_)), sure, may)
        known = graph.make(np.greater_equal, (state, 0), "i1")
        yes = graph.two(np.add, known, graph.make(np.equal, (state, HURT), "i1"))
        exact = graph.two(np.subtract, yes, graph.make(np.equal, (state, UNKNOWN), "i1"))
        lo, hi = graph.minus_one(exact, open_), graph.plus_one(exact, open_)
        # not relevant reads as not answered: -1
        lo = graph.smallest((lo, graph.minus(1, graph.two(np.multiply, may, 2)) if isinstance(may, Node) else 1 - 2 * may))
        hi = graph.smallest((hi, graph.minus(1, graph.two(np.multiply, sure, 2)) if isinstance(sure, Node) else 1 - 2 * sure))
        return Range(lo, hi)

    def _two(self, exact: Tri, cells: Sequence[tuple[str, str]]) -> Range:
        """A leaf on two values: open while one is open and neither is lost."""
        graph = self.graph
        states = [self.raw.state(*cell) for cell in cells]
        opens = [graph.make(np.equal, (state, NOT_ASKED), "i1") for state in states]
        alive = [graph.either((graph.make(np.greater_equal, (s, 0), "i1"), o)) for s, o in zip(states, opens, strict=True)]
        open_ = graph.both(graph.either(opens), graph.both(*alive))
        away = [self.away(*cell) for cell in cells]
        sure, may = graph.either(one for one, _ in away), graph.either(one for _, one in away)
        return self._kept(Range(graph.minus_one(exact, open_), graph.plus_one(exact, open_)), sure, may)

    def _kept(self, found: Range, sure: Tri, may: Tri) -> Range:
        """0 where it surely does not count; 0 as well where it may come not to count."""
        graph = self.graph
        lo, hi = graph.blanked(found.lo, sure), graph.blanked(found.hi, sure)
        if may == 0:
            return Range(lo, hi)
        return Range(graph.smallest((lo, graph.minus(1, may))), graph.largest((hi, graph.minus(may, 1))))

    def _any_symptom(self, leaf: c.Leaf) -> Range:
        """The largest over the symptoms not absent; 0 where none is left."""
        graph = self.graph
        lows: list[Tri] = []
        highs: list[Tri] = []
        maybe: list[Tri] = [0]
        some_sure: list[Tri] = []
        for symptom in self.knowledge.symptoms:
            found, there = self.cell(leaf, symptom), self.presence(symptom)
            gone, may_go = self._below(there.hi), self._below(there.lo)
            highs.append(graph.lowered(found.hi, gone))  # absent: below every value
            lows.append(graph.lowered(found.lo, may_go))
            maybe.append(graph.blanked(found.lo, gone))
            some_sure.append(graph.neither(may_go))
        high, low = _most(graph, highs), _most(graph, lows)
        sure = graph.either(some_sure)
        high = graph.raised(high)  # -2, none left, reads 0
        if sure == 1:
            return Range(low, high)
        none_sure = graph.neither(sure)
        least = graph.smallest(maybe)
        # low where one is surely there, else the smallest of all and 0
        low = _most(graph, (graph.lowered(low, none_sure), graph.lowered(least, sure)))
        return Range(low, graph.largest((high, graph.minus(none_sure, 1))) if none_sure != 0 else high)


# --------------------------------------------------------------------------- groups
def _negated(graph: Graph, value: Range) -> Range:
    return Range(graph.negated(value.hi), graph.negated(value.lo))


def _nth(graph: Graph, n: int, values: Sequence[Range]) -> Range:
    return Range(graph.nth_largest(n, [v.lo for v in values]), graph.nth_largest(n, [v.hi for v in values]))


def _most(graph: Graph, values: Sequence[Tri]) -> Tri:
    """The largest of values from -2 up."""
    return reduce(lambda a, b: max(a, b) if isinstance(a, int) and isinstance(b, int) else graph.two(np.maximum, a, b), values)


def _largest(graph: Graph, values: Sequence[Range]) -> Range:
    return Range(graph.largest(v.lo for v in values), graph.largest(v.hi for v in values))


def _counted(graph: Graph, rule: c.AtMost, values: Sequence[Range]) -> Range:
    """``at_most``: the one group that more knowledge can turn from true to false."""
    surely_true = graph.total([graph.fired(v.lo) for v in values])
    maybe_true = graph.total([graph.fired(v.hi) for v in values])
    false_sure = [graph.fired(graph.negated(v.hi)) for v in values]
    false_may = [graph.fired(graph.negated(v.lo)) for v in values]
    known_sure = graph.total([graph.either((graph.fired(v.lo), f)) for v, f in zip(values, false_sure, strict=True)])
    known_may = graph.total([graph.either((graph.fired(v.hi), f)) for v, f in zip(values, false_may, strict=True)])

    def value(true: Tri, known: Tri) -> Tri:
        more, enough = graph.at_least(true, rule.n + 1), graph.at_least(known, rule.known)
        if isinstance(more, int):
            return -1 if more else enough
        return graph.smallest((enough, graph.minus(1, graph.two(np.add, more, more))))

    return Range(value(maybe_true, known_sure), value(surely_true, known_may))


class RangeLogic:
    """Ranges of expressions, and the tests that surely and possibly stand behind a true one."""

    def __init__(self, graph: Graph, leaves: RangeLeaves, finding: Callable[[x.Atom], Range]) -> None:
        self.graph, self.leaves, self.finding = graph, leaves, finding
        self._atoms: dict[int, Range] = {}
        self._signs: dict[int, Range] = {}

    def degree(self, expression: x.Expression) -> Range:
        """The range of a condition's value."""
        if isinstance(expression, x.Atom):
            return self._atom(expression)
        if isinstance(expression, x.SignRef):
            return self._sign(expression)
        if isinstance(expression, x.Not):
            return _negated(self.graph, self.degree(expression.child))
        values = [self.degree(child) for child in expression.children]
        if isinstance(expression, x.Counted):
            return _counted(self.graph, expression.rule, values)
        n = len(values) if isinstance(expression, x.All) else 1 if isinstance(expression, x.Any) else expression.n
        return _nth(self.graph, n, values)

    def _atom(self, atom: x.Atom) -> Range:
        if atom.index not in self._atoms:
            read = self.finding(atom) if atom.finding else self.leaves.read(atom.leaf, atom.side, atom.symptom)
            self._atoms[atom.index] = read
        return self._atoms[atom.index]

    def _sign(self, sign: x.SignRef) -> Range:
        if sign.index not in self._signs:
            body, graph = self.degree(sign.body), self.graph
            if sign.gate is not None:
                gate = self.degree(sign.gate)
                sure, may = graph.fired(gate.lo), graph.fired(gate.hi)
                lo, hi = graph.where_true(may, body.lo), graph.where_true(may, body.hi)
                body = Range(lo, hi) if sure == 1 else Range(
                    graph.smallest((lo, sure)), graph.largest((hi, graph.minus(0, sure)))
                )  # fmt: skip
            self._signs[sign.index] = body
        return self._signs[sign.index]

    # ------------------------------------------------------------- tests behind (4.5, step 5)
    def behind(self, expression: x.Expression) -> tuple[dict[str, Tri], dict[str, Tri]]:
        """Per self-test 1 where it surely (possibly) has a true leaf; worth reading where the expression is (may be) true."""
        found: dict[str, list[Range]] = {}
        self._true(expression, True, Range(1, 1), found)
        always, graph = always_behind(expression), self.graph
        sure = {t: 1 if t in always else graph.either(r.lo for r in parts) for t, parts in sorted(found.items())}
        may = {t: 1 if t in always else graph.either(r.hi for r in parts) for t, parts in sorted(found.items())}
        return sure, may

    def _true(self, expression: x.Expression, positive: bool, within: Range, found: dict[str, list[Range]]) -> None:
        if isinstance(expression, x.Atom):
            if expression.tests:
                true = self._within(within, self._atom(expression), positive)
                for test in expression.tests:
                    found.setdefault(test, []).append(true)
        elif isinstance(expression, x.SignRef):
            if expression.gate is not None:
                within = self._within(within, self.degree(expression.gate), True)
            self._true(expression.body, positive, within, found)
        elif isinstance(expression, x.Not):
            self._true(expression.child, not positive, within, found)
        elif not isinstance(expression, x.Counted):
            if isinstance(expression, (x.All, x.Any)) and expression.one_leaf:
                within = self._within(within, self.degree(expression), positive)
            for child in expression.children:
                self._true(child, positive, within, found)

    def _within(self, within: Range, value: Range, positive: bool) -> Range:
        graph = self.graph
        value = value if positive else _negated(graph, value)
        return Range(graph.both(within.lo, graph.fired(value.lo)), graph.both(within.hi, graph.fired(value.hi)))
