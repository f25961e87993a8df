"""Rules read on a side or for the whole body: their strength and the self-tests behind it, as discrete values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

import numpy as np

from advisor.inference import expression as x
from advisor.inference.plan import Plan, Reading
from advisor.population import discrete as d
from advisor.population.discrete import Discrete, Rows, Value
from advisor.population.graph import Graph, Node, Tri
from advisor.population.leaves import Leaves
from advisor.population.logic import Logic

__all__ = ["NO_TEST_HIGH", "NO_TEST_LOW", "Readings"]

NO_TEST_LOW, NO_TEST_HIGH = 16_000, -1
"""First and last test behind something with none; a first below the last means two or more."""

_BITS = 5


class Readings:
    """Values of readings: ``strength`` (0 where it does not fire), ``lo`` and ``hi``.

    ``finding`` gives a finding's value once its stratum is done.
    """

    def __init__(self, graph: Graph, plan: Plan, leaves: Leaves, limit: int) -> None:
        self.graph, self.plan, self.limit = graph, plan, limit
        self.logic = Logic(graph, leaves, self._finding_row)
        self.finding: Callable[[str, str], Value] = lambda name, scope: d.constant(cf=0.0)
        self.fired_each: Callable[[str], Tri] = lambda code: 0
        self._found: dict[tuple[str, str], Value | None] = {}
        self._tests = {name: number for number, name in enumerate(plan.knowledge.tests)}
        self._safety: dict[str, list[Reading]] = {}
        for reading in plan.safety:
            self._safety.setdefault(reading.rule.code, []).append(reading)

    def reading(self, code: str, scope: str) -> Value | None:
        """One reading; None where it can never fire."""
        key = (code, scope)
        if key not in self._found:
            self._found[key] = self._value(self.plan.by_scope[key].when)
        return self._found[key]

    def safety(self, code: str, scopes: tuple[str, ...] | None) -> list[Value]:
        """The readings of a safety rule in some scopes (None: all), as one value; none where it can never fire."""
        readings = [r for r in self._safety.get(code, ()) if scopes is None or r.scope in scopes]
        if readings and readings[0].rule.per == "symptom":
            fired = self.graph.most(self.fired_each(code))
        else:
            fired = self.graph.either(self.graph.fired(self.logic.degree(r.when)) for r in readings)
        if fired == 0:
            return []
        return [Discrete(fired, 2, {"strength": np.array([0.0, 1.0])}) if isinstance(fired, Node) else d.constant(strength=1.0)]

    def fired(self, code: str, scope: str) -> Tri:
        """1 where a reading fires, else 0."""
        return self.graph.fired(self.logic.degree(self.plan.by_scope[code, scope].when))

    # ------------------------------------------------------------- one reading
    def _value(self, when: x.Expression) -> Value | None:
        reads_findings = any(atom.finding for atom in x.walk(when))
        if reads_findings:
            strength = self._by_findings(when)
        else:
            degree = self.logic.degree(when)
            fired = self.graph.fired(degree)
            if fired == 0:
                return None
            strength = (
                Discrete(fired, 2, {"strength": np.array([0.0, 1.0])}) if isinstance(fired, Node) else d.constant(strength=1.0)
            )
        tests = self._behind(when)
        if isinstance(strength, Discrete) and isinstance(tests, Discrete) and d.product([strength, tests]) <= self.limit:
            return self._joined(strength, tests)
        rows, behind = d.rows_of(self.graph, strength).fields, d.rows_of(self.graph, tests).fields
        calc, strong = d.RowWise(self.graph), rows["strength"]
        fires: Any = self.graph.make(np.greater, (strong, 0.0), "i1") if isinstance(strong, Node) else strong > 0
        lo, hi = calc.pick(fires, behind["lo"], NO_TEST_LOW), calc.pick(fires, behind["hi"], NO_TEST_HIGH)
        return Rows({"strength": strong, "lo": lo, "hi": hi})

    def _joined(self, strength: Discrete, tests: Discrete) -> Discrete:
        where = d.expanded([strength, tests])
        one = 0 if strength.code is None else where[strength.code.number]
        two = 0 if tests.code is None else where[tests.code.number]
        fields = {"strength": strength.fields["strength"][one]}
        fires = fields["strength"] > 0
        fields["lo"] = np.where(fires, tests.fields["lo"][two], NO_TEST_LOW)
        fields["hi"] = np.where(fires, tests.fields["hi"][two], NO_TEST_HIGH)
        found = d.joined(self.graph, [strength, tests], fields)
        return d.compressed(self.graph, found, 4) if tests.code is not None else found

    def _behind(self, when: x.Expression) -> Value:
        """The first and last test behind a reading that fires."""
        tests = self.logic.behind(when)
        sure = [self._tests[test] for test, value in tests.items() if value == 1]
        maybe = [(self._tests[test], value) for test, value in tests.items() if isinstance(value, Node)]
        lo, hi = min(sure, default=NO_TEST_LOW), max(sure, default=NO_TEST_HIGH)
        if lo < hi or not maybe:
            return d.constant(lo=min(lo, 0) if lo < hi else lo, hi=NO_TEST_LOW if lo < hi else hi)
        state: Discrete = d.constant(lo=lo, hi=hi)
        for start in range(0, len(maybe), _BITS):
            bits = maybe[start : start + _BITS]
            state = self._with_bits(state, bits)
        return state

    def _with_bits(self, state: Discrete, bits: list[tuple[int, Node]]) -> Discrete:
        parts = [state, *(Discrete(node, 2, {"on": np.array([0, 1])}) for _, node in bits)]
        where = d.expanded(parts)
        index: Any = 0 if state.code is None else where[state.code.number]
        lo, hi = state.fields["lo"][index], state.fields["hi"][index]
        for number, node in bits:
            on = where[node.number] > 0
            lo, hi = np.where(on, np.minimum(lo, number), lo), np.where(on, np.maximum(hi, number), hi)
        many = hi > lo
        lo, hi = np.where(many, 0, lo), np.where(many, NO_TEST_LOW, hi)
        return d.compressed(self.graph, d.joined(self.graph, parts, {"lo": lo, "hi": hi}))

    # ------------------------------------------------------------- findings that rules read (4.2.2)
    def _edge(self, atom: x.Atom) -> float:
        k = self.plan.knowledge.info.constants
        return {"possible": k.hidden, "likely": k.likely, "strong": k.strong}[atom.leaf.values[0]]

    def _by_findings(self, when: x.Expression) -> Value:
        """The strength of a reading that reads findings: a table where all it reads is discrete, else row by row."""
        inputs: dict[int, Discrete] = {}
        if self._inputs(when, inputs) and d.product(list(inputs.values())) <= self.limit:
            parts = list(inputs.values())
            where = d.expanded(parts)

            def value(expression: x.Expression) -> Any:
                part = inputs.get(id(expression))
                if part is not None:
                    return part.fields["value"][0 if part.code is None else where[part.code.number]]
                return _evaluated(expression, value)

            degree = np.maximum(value(when), 0.0)
            return d.compressed(self.graph, d.joined(self.graph, parts, {"strength": degree}))
        row = self.logic.degree(when)
        if isinstance(row, int):
            return d.constant(strength=float(max(row, 0)))
        return Rows({"strength": self.graph.make(np.maximum, (self.graph.cast(row, "f8"), 0.0), "f8")})

    def _inputs(self, expression: x.Expression, found: dict[int, Discrete]) -> bool:
        """Collects finding leaves and the largest parts without any; False where a finding is not discrete."""
        if isinstance(expression, x.Atom) and expression.finding:
            value = self.finding(expression.finding, expression.scope)
            if not isinstance(value, Discrete):
                return False
            cf = value.fields["cf"]
            read = np.where((cf >= self._edge(expression)) | (cf <= self.plan.knowledge.info.constants.against), cf, 0.0)
            found[id(expression)] = Discrete(value.code, value.size, {"value": read})
            return True
        if not any(atom.finding for atom in x.walk(expression)):
            degree = self.logic.degree(expression)
            if isinstance(degree, int):
                found[id(expression)] = d.constant(value=float(degree))
            else:
                code = self.graph.make(np.add, (degree, 1), "i1")
                found[id(expression)] = Discrete(code, 3, {"value": np.array([-1.0, 0.0, 1.0])})
            return True
        if isinstance(expression, x.Not):
            return self._inputs(expression.child, found)
        assert isinstance(expression, (x.All, x.Any, x.AtLeast, x.Counted))
        return all(self._inputs(child, found) for child in expression.children)

    def _finding_row(self, atom: x.Atom) -> Node:
        """A finding leaf row by row."""
        graph = self.graph
        cf = d.rows_of(graph, self.finding(atom.finding, atom.scope)).fields["cf"]
        if not isinstance(cf, Node):
            read = cf if cf >= self._edge(atom) or cf <= self.plan.knowledge.info.constants.against else 0.0
            return graph.take(np.array([read, read]), graph.load(next(iter(self.logic.leaves.schema)), "i1"), "f8")
        high = graph.make(np.greater_equal, (cf, self._edge(atom)), "i1")
        low = graph.make(np.less_equal, (cf, self.plan.knowledge.info.constants.against), "i1")
        return graph.two(np.multiply, cf, graph.two(np.maximum, high, low))


def _evaluated(expression: x.Expression, value: Callable[[x.Expression], Any]) -> Any:
    """A group's value over arrays (DESIGN 4.2)."""
    if isinstance(expression, x.Not):
        return -value(expression.child)
    assert isinstance(expression, (x.All, x.Any, x.AtLeast, x.Counted))
    values: Iterable[Any] = np.broadcast_arrays(*(value(child) for child in expression.children))
    if isinstance(expression, x.All):
        return reduce(np.minimum, values)
    if isinstance(expression, x.Any):
        return reduce(np.maximum, values)
    stacked = np.sort(np.array(list(values)), axis=0)
    if isinstance(expression, x.AtLeast):
        return stacked[len(stacked) - expression.n]
    more, enough = (stacked > 0).sum(axis=0) > expression.rule.n, (stacked != 0).sum(axis=0) >= expression.rule.known
    return np.where(more, -1.0, np.where(enough, 1.0, 0.0))
