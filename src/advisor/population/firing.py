"""Readings over columns from their smallest to their largest strength, and the tests that surely and possibly stand behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from advisor.inference import expression as x
from advisor.inference.plan import Plan
from advisor.model.knowledge import Constants
from advisor.population.discrete import RowWise
from advisor.population.graph import Graph, Node, Tri
from advisor.population.ranges import Range, RangeLogic
from advisor.population.readings import NO_TEST_HIGH, NO_TEST_LOW
from advisor.population.strata import Key

__all__ = ["NO_TESTS", "Firings", "Interval"]

NO_TESTS = (NO_TEST_LOW, NO_TEST_HIGH)


@dataclass(eq=False, slots=True)
class Interval:
    """``lo``, ``hi``: a strength or a certainty. ``sure``, ``may``: first and last test surely, possibly behind it.

    ``full``: a strength that is 0 or 1, as of all that reads answers alone.
    """

    lo: Any
    hi: Any
    sure: tuple[Any, Any] = NO_TESTS
    may: tuple[Any, Any] = NO_TESTS
    full: bool = False


class Firings:
    """Readings by (rule, scope), each worked out once. ``found``: findings that are final, as far as a reading may ask."""

    def __init__(
        self, graph: Graph, plan: Plan, logic_of: Callable[[Callable[[x.Atom], Range]], RangeLogic], found: Mapping[Key, Interval]
    ) -> None:
        self.graph, self.plan, self.found, self.calc = graph, plan, found, RowWise(graph)
        self.k: Constants = plan.knowledge.info.constants
        self.logic = logic_of(self._finding_leaf)
        self._numbers = {name: number for number, name in enumerate(plan.knowledge.tests)}
        self._readings: dict[tuple[str, str], Interval] = {}

    def _finding_leaf(self, atom: x.Atom) -> Range:
        """A finding leaf: CF from the band's edge up or from "against" down, else 0 (4.2.2); monotone in CF."""
        found = self.found[atom.finding, atom.scope]
        edge = {"possible": self.k.hidden, "likely": self.k.likely, "strong": self.k.strong}[atom.leaf.values[0]]
        return Range(self._read(found.lo, edge), self._read(found.hi, edge))

    def _read(self, cf: Any, edge: float) -> Any:
        graph = self.graph
        if not isinstance(cf, Node):
            if not (cf >= edge or cf <= self.k.against):
                return 0
            cf = graph.take(np.array([cf, cf]), graph.load(next(iter(self.logic.leaves.raw.schema)), "i1"), "f8")
        there = graph.two(np.maximum, graph.two(np.greater_equal, cf, edge), graph.two(np.less_equal, cf, self.k.against))
        return graph.two(np.multiply, cf, there)

    def reading(self, code: str, scope: str) -> Interval:
        """A rule in one scope: its strength, 0 where it does not fire."""
        key = (code, scope)
        if key not in self._readings:
            when = self.plan.by_scope[key].when
            degree = self.logic.degree(when)
            lo, hi = (self._strength(value) for value in degree)
            sure, may = self.logic.behind(when)
            fires, might = self.above(degree.lo), self.above(degree.hi)
            full = not any(atom.finding for atom in x.walk(when))
            self._readings[key] = Interval(lo, hi, self._tests(sure, fires), self._tests(may, might), full)
        return self._readings[key]

    def _strength(self, value: Any) -> Any:
        """A degree as a number, 0 where it does not fire."""
        if not isinstance(value, Node):
            return float(max(value, 0))
        if value.dtype == "i1":
            return self.graph.cast(self.graph.make(np.greater, (value, 0), "i1"), "f8")
        return self.graph.make(np.maximum, (value, 0.0), "f8")

    def above(self, value: Any) -> Tri:
        """Whether a degree is above 0."""
        return self.graph.fired(value) if isinstance(value, Node) else int(value > 0)

    def _tests(self, behind: dict[str, Tri], fires: Tri) -> tuple[Any, Any]:
        """The first and the last test behind, none where it does not fire."""
        calc, first, last = self.calc, NO_TEST_LOW, NO_TEST_HIGH
        if fires == 0:
            return NO_TESTS
        for test, value in behind.items():
            number, there = self._numbers[test], self.graph.both(value, fires)
            first = calc.low(first, self.choose(there, number, NO_TEST_LOW))
            last = calc.high(last, self.choose(there, number, NO_TEST_HIGH))
        return first, last

    def choose(self, yes: Tri, a: Any, b: Any) -> Any:
        """The number of a test: ``a`` where yes, else ``b``."""
        if isinstance(yes, int):
            return a if yes else b
        graph, yes = self.graph, self.graph.cast(yes, "i2")
        away = a - b if isinstance(a, int) and isinstance(b, int) else graph.two(np.subtract, a, b)
        return graph.two(np.add, graph.two(np.multiply, yes, away), b)
