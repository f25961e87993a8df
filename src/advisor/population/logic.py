"""Expressions of the plan as nodes: degrees, and the self-tests behind a true one (DESIGN 4.2, 4.5 step 5)."""

from __future__ import annotations

from collections.abc import Callable

from advisor.inference import expression as x
from advisor.population.graph import Graph, Node, Tri
from advisor.population.leaves import EACH, Leaves

__all__ = ["Logic", "always_behind"]


class Logic:
    """Degrees of expressions. ``finding``: the node of a finding leaf, asked for when one is met."""

    def __init__(self, graph: Graph, leaves: Leaves, finding: Callable[[x.Atom], Node]) -> None:
        self.graph, self.leaves, self.finding = graph, leaves, finding
        self._atoms: dict[int, Tri] = {}
        self._signs: dict[int, Tri] = {}
        self._cells: dict[int, frozenset[tuple[str, str]]] = {}

    def degree(self, expression: x.Expression) -> Tri:
        """i1 where it reads answers alone, f8 where it reads a finding."""
        graph = self.graph
        if isinstance(expression, x.Atom):
            return self.atom(expression)
        if isinstance(expression, x.SignRef):
            return self._sign(expression)
        if isinstance(expression, x.Not):
            return graph.negated(self.degree(expression.child))
        values = [self.degree(child) for child in expression.children]
        if isinstance(expression, x.All):
            return graph.smallest(values)
        if isinstance(expression, x.Any):
            return graph.largest(values)
        if isinstance(expression, x.AtLeast):
            return graph.nth_largest(expression.n, values)
        return graph.at_most(expression.rule.n, expression.rule.known, values)

    def atom(self, atom: x.Atom) -> Tri:
        """One leaf, read once."""
        if atom.index not in self._atoms:
            self._atoms[atom.index] = self.finding(atom) if atom.finding else self.leaves.read(atom.leaf, atom.side, atom.symptom)
        return self._atoms[atom.index]

    def _sign(self, sign: x.SignRef) -> Tri:
        if sign.index not in self._signs:
            body = self.degree(sign.body)
            self._signs[sign.index] = body if sign.gate is None else self.graph.where_true(self.degree(sign.gate), body)
        return self._signs[sign.index]

    # ------------------------------------------------------------- tests behind
    def behind(self, expression: x.Expression) -> dict[str, Tri]:
        """Per self-test, 1 where it has a true leaf in the expression; worth reading only where the expression is true."""
        found: dict[str, list[Tri]] = {}
        self._true(expression, True, 1, found)
        sure = always_behind(expression)
        return {test: 1 if test in sure else self.graph.either(parts) for test, parts in sorted(found.items())}

    def _true(self, expression: x.Expression, positive: bool, within: Tri, found: dict[str, list[Tri]]) -> None:
        graph = self.graph
        if isinstance(expression, x.Atom):
            if expression.tests:
                value = self.atom(expression)
                true = graph.both(within, graph.fired(value if positive else graph.negated(value)))
                for test in expression.tests:
                    found.setdefault(test, []).append(true)
        elif isinstance(expression, x.SignRef):
            if expression.gate is not None and _tests(expression.body):
                within = graph.both(within, graph.fired(self.degree(expression.gate)))
            self._true(expression.body, positive, within, found)
        elif isinstance(expression, x.Not):
            self._true(expression.child, not positive, within, found)
        elif not isinstance(expression, x.Counted):
            if isinstance(expression, (x.All, x.Any)) and expression.one_leaf and _tests(expression):
                value = self.degree(expression)
                within = graph.both(within, graph.fired(value if positive else graph.negated(value)))
            for child in expression.children:
                self._true(child, positive, within, found)

    # ------------------------------------------------------------- what is lacking
    def cells(self, expression: x.Expression) -> frozenset[tuple[str, str]]:
        """Every cell an expression reads, signs and their gates opened."""
        return frozenset(cell for atom in x.walk(expression) for cell in atom.cells)

    def lack(self, expression: x.Expression) -> Tri:
        """2 where a cell it reads is not asked, else 1 where one is unknown or hurt, else 0."""
        cells = self.cells(expression)
        questions, symptoms = self.leaves.knowledge.questions, self.leaves.knowledge.symptoms
        every = {name for name, _ in cells if questions[name].per == "symptom" and all((name, s) in cells for s in symptoms)}
        parts: list[Tri] = [self.leaves.lack(*cell) for cell in sorted(cells) if cell[0] not in every or cell[1] == EACH]
        parts += [self.graph.most(self.leaves.lack(name, EACH)) for name in sorted(every)]
        flat = [part for part in parts if isinstance(part, int) or not part.deep]
        deep = [part for part in parts if isinstance(part, Node) and part.deep]
        together = [self.graph.largest(some) for some in (flat, deep) if some]
        return self.graph.largest(together) if together else 0


def _tests(expression: x.Expression) -> bool:
    return any(atom.tests for atom in x.walk(expression))


def always_behind(expression: x.Expression, positive: bool = True) -> frozenset[str]:
    """Self-tests that have a true leaf whenever the expression is true (false, for ``positive=False``)."""
    if isinstance(expression, x.Atom):
        return frozenset(expression.tests)
    if isinstance(expression, x.SignRef):
        return always_behind(expression.body, positive)
    if isinstance(expression, x.Not):
        return always_behind(expression.child, not positive)
    if isinstance(expression, x.Counted):
        return frozenset()
    parts = [always_behind(child, positive) for child in expression.children]
    m = len(parts)
    if isinstance(expression, x.AtLeast):
        true = expression.n if positive else m - expression.n + 1
    else:
        true = m if isinstance(expression, x.All) == positive else 1
    every = frozenset[str]().union(*parts)
    return frozenset(test for test in every if sum(test not in part for part in parts) < true)
