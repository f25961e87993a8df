"""The certainty of findings from its smallest to its largest value, in the steps and the order of DESIGN 4.5 (DESIGN 6).

Each step is monotone in each of its parts, also as computed: rounding keeps order. The one exception is the division that sets
evidence for against evidence against, whose quotient may be a last digit off; there the range is widened by ``SLACK`` wherever
it is more than a point. So a range that is a point is the certainty itself, to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import Any

import numpy as np

from advisor.inference import expression as x
from advisor.inference.plan import Plan
from advisor.inference.tables import Term
from advisor.model.knowledge import Constants, Rule
from advisor.population.discrete import RowWise
from advisor.population.firing import NO_TESTS, Firings, Interval
from advisor.population.graph import Graph, Node, Tri
from advisor.population.ranges import Range, RangeLogic
from advisor.population.strata import Key, Strata

__all__ = ["SLACK", "Intervals"]

SLACK = 1e-12


class Intervals(Strata[Interval]):
    """``found``: per (finding, side) its interval, worked out in the order of the strata."""

    def __init__(self, graph: Graph, plan: Plan, logic_of: Callable[[Callable[[x.Atom], Range]], RangeLogic]) -> None:
        super().__init__(plan)
        self.graph, self.calc = graph, RowWise(graph)
        self.k: Constants = plan.knowledge.info.constants
        self.readings = Firings(graph, plan, logic_of, self.found)

    # ------------------------------------------------------------- what is in force
    def stands(self, values: Sequence[Any]) -> Tri:
        """Whether the largest of some certainties is high enough to stand."""
        return self.reaches(reduce(self.calc.high, values), self.k.stands) if values else 0

    def reaches(self, value: Any, edge: Any) -> Tri:
        if not isinstance(value, Node) and not isinstance(edge, Node):
            return int(value >= edge)
        return self.graph.two(np.greater_equal, value, edge)

    def in_force(self, rule: Rule, side: str) -> Range:
        """Whether a rule's effects surely, and possibly, act on a target's side: 1 or 0."""
        if rule.is_safety:
            parts = [self.readings.logic.degree(when) for when in self.safety_onto(rule, side)]
            return Range(*(self.graph.either(self.readings.above(v) for v in ends) for ends in _ends(parts)))
        if rule.pattern:
            found = self.patterns(rule.id, side)
            return Range(self.stands([f.lo for f in found]), self.stands([f.hi for f in found]))
        parts = [self.readings.logic.degree(self.plan.by_scope[rule.code, scope].when) for scope in self.scopes_onto(rule, side)]
        return Range(*(self.graph.either(self.readings.above(v) for v in ends) for ends in _ends(parts)))

    # ------------------------------------------------------------- steps 1 and 2
    def _amount(self, name: str, side: str, term: Term, share: float | None) -> Interval | None:
        """One contribution, and the tests it brings; None where there can be none."""
        calc, rule = self.calc, term.rule
        if share is not None:
            return self._passed_on(rule, side, share)
        parts = [self.readings.reading(rule.code, scope) for scope in self.scopes_onto(rule, side)]
        ceiling, size = self.plan.ceilings[rule.code][0 if term.certainty > 0 else 1], abs(term.certainty)
        if any(p.full for p in parts):  # a strength of 0 or 1: the same product, worked out once
            lo, hi = (calc.mul(min(size, ceiling), reduce(calc.high, ends)) for ends in _strengths(parts))
        else:
            lo, hi = (calc.low(calc.mul(size, reduce(calc.high, ends)), ceiling) for ends in _strengths(parts))
        if not isinstance(hi, Node) and hi <= 0:
            return None
        found = Interval(lo, hi, self._joined([p.sure for p in parts]), self._joined([p.may for p in parts]))
        passing = [p for p in rule.yields_to if (p, name) in self.plan.tables.passing]
        yields = [v for p in passing for v in self.patterns(p, side)]
        if yields:
            sure, may = self.stands([v.lo for v in yields]), self.stands([v.hi for v in yields])
            tests = self._kept(found.sure, may), self._kept(found.may, sure)
            found = Interval(self._unless(may, lo), self._unless(sure, hi), *tests)
        return found

    def _passed_on(self, rule: Rule, side: str, share: float) -> Interval | None:
        calc, found = self.calc, self.patterns(rule.id, side)
        if not found:
            return None
        lo, hi = (
            self._if(self.reaches(cf, self.k.stands), calc.mul(share, cf))
            for cf in (reduce(calc.high, ends) for ends in _strengths(found))
        )
        if not isinstance(hi, Node) and hi <= 0:
            return None
        sure = [self._kept(f.sure, self._not(self.reaches(f.lo, self.k.stands))) for f in found]
        may = [self._kept(f.may, self._not(self.reaches(f.hi, self.k.stands))) for f in found]
        return Interval(lo, hi, self._joined(sure), self._joined(may))

    def _not(self, yes: Tri) -> Tri:
        return self.graph.neither(yes)

    def _if(self, yes: Tri, value: Any) -> Any:
        """``value`` where yes, else 0."""
        return (value if yes else 0.0) if isinstance(yes, int) else self.calc.mul(self.graph.cast(yes, "f8"), value)

    def _unless(self, yes: Tri, value: Any) -> Any:
        return self._if(self._not(yes), value)

    def _kept(self, tests: tuple[Any, Any], gone: Tri) -> tuple[Any, Any]:
        """No tests where ``gone``."""
        return self.readings.choose(gone, NO_TESTS[0], tests[0]), self.readings.choose(gone, NO_TESTS[1], tests[1])

    def _joined(self, tests: Sequence[tuple[Any, Any]]) -> tuple[Any, Any]:
        calc = self.calc
        return reduce(calc.low, (t[0] for t in tests)), reduce(calc.high, (t[1] for t in tests))

    def _fold(self, amounts: Iterable[Any]) -> Any:
        """u ← u·(1 - c), in order."""
        return reduce(lambda u, c: self.calc.mul(u, self.calc.sub(1.0, c)), amounts, 1.0)

    # ------------------------------------------------------------- steps 3 to 5
    def _finding(self, name: str, side: str) -> Interval:
        muscle, tables = "." in name, self.plan.tables
        parts: dict[str, list[Interval]] = {"against": [], "symptom": [], "rest": []}
        for _, term, share in tables.sequences.get(name, ()):
            item = self._amount(name, side, term, share)
            if item is not None:
                parts[self._kind(term, share, muscle)].append(item)
        if not any(parts.values()):
            return Interval(0.0, 0.0)
        factors = tables.symptom_factors if muscle and parts["symptom"] else []
        weak, full = self._smallest(factors, side)
        counted = [*parts["symptom"], *parts["rest"]]
        sure = self._joined([NO_TESTS, *(p.sure for p in counted)])
        may = self._joined([NO_TESTS, *(p.may for p in counted)])
        mb_lo, mb_hi = self._for(parts, "lo", weak), self._for(parts, "hi", full)
        md_lo, md_hi = (self._against([getattr(p, end) for p in parts["against"]]) for end in ("lo", "hi"))
        slack = self._slack((mb_lo, mb_hi), (md_lo, md_hi))
        calc = self.calc
        lo, hi = calc.sub(self._set_off(mb_lo, md_hi), slack), self._plus(self._set_off(mb_hi, md_lo), slack)
        strongest, least = self._smallest(tables.discounts.get(name, ()), side)
        lo, hi = self._finish(lo, strongest, sure, muscle), self._finish(hi, least, may, muscle)
        acting = [self.in_force(rule, side) for rule in tables.excludes.get(name, ())]
        surely, maybe = (self.graph.either(ends) for ends in _ends(acting))
        lo, hi = self._excluded(lo, maybe), self._excluded(hi, surely)
        return Interval(calc.millionth(lo), calc.millionth(hi), sure, may)

    def _kind(self, term: Term, share: float | None, muscle: bool) -> str:
        if share is None and term.certainty < 0:
            return "against"
        return "symptom" if share is None and muscle and term.rule.code in self.plan.symptom_rules else "rest"

    def _smallest(self, effects: Iterable[tuple[Rule, float]], side: str) -> tuple[Any, Any]:
        """The smallest factor of those that may be in force, and of those that must."""
        calc, strong, weak = self.calc, 1.0, 1.0
        for rule, factor in effects:
            sure, may = self.in_force(rule, side)
            strong = calc.low(strong, self._factor(may, factor))
            weak = calc.low(weak, self._factor(sure, factor))
        return strong, weak

    def _factor(self, yes: Tri, factor: float) -> Any:
        if isinstance(yes, int):
            return factor if yes else 1.0
        return self.calc.pick(self.graph.cast(yes, "f8"), factor, 1.0)

    def _for(self, parts: dict[str, list[Interval]], end: str, factor: Any) -> Any:
        calc = self.calc
        symptom, rest = (self._fold(getattr(p, end) for p in parts[kind]) for kind in ("symptom", "rest"))
        s = calc.mul(calc.low(calc.sub(1.0, symptom), self.k.symptom_cap), factor)
        total = calc.mul(calc.sub(1.0, s), calc.sub(1.0, calc.sub(1.0, rest)))
        return calc.low(calc.sub(1.0, total), self.k.limit)

    def _against(self, amounts: Sequence[Any]) -> Any:
        return self.calc.low(self.calc.sub(1.0, self._fold(amounts)), self.k.limit)

    def _set_off(self, mb: Any, md: Any) -> Any:
        calc = self.calc
        return calc.div(calc.sub(mb, md), calc.sub(1.0, calc.low(mb, md)))

    def _slack(self, *ends: tuple[Any, Any]) -> Any:
        wide: list[Tri] = []
        for lo, hi in ends:
            plain = not isinstance(lo, Node) and not isinstance(hi, Node)
            wide.append(int(lo < hi) if plain else self.graph.two(np.less, lo, hi))
        yes = self.graph.either(wide)
        return yes * SLACK if isinstance(yes, int) else self.calc.mul(self.graph.cast(yes, "f8"), SLACK)

    def _plus(self, a: Any, b: Any) -> Any:
        if not isinstance(a, Node) and not isinstance(b, Node):
            return a + b
        return a if not isinstance(b, Node) and b == 0 else self.graph.two(np.add, a, b)

    def _finish(self, value: Any, discount: Any, tests: tuple[Any, Any], muscle: bool) -> Any:
        """Discount, and the caps."""
        calc, k = self.calc, self.k
        if isinstance(discount, Node) or discount != 1.0:
            value = calc.low(value, calc.mul(value, discount))  # acts where the value is above 0
        value = calc.high(-k.cap, calc.low(k.cap, value))
        if muscle:
            value = calc.low(value, calc.look((k.no_test_cap, k.one_test_cap, k.cap), calc.count(*tests)))
        return value

    def _excluded(self, value: Any, yes: Tri) -> Any:
        if yes == 0:
            return value
        return self.calc.low(value, 0.0 if yes == 1 else self.calc.pick(self.graph.cast(yes, "f8"), 0.0, 1.0))  # type: ignore[arg-type]

    # ------------------------------------------------------------- step 6
    def _after_rivals(self, name: str, others: Sequence[str], side: str, before: dict[Key, Interval]) -> Interval:
        """Lost surely: a rival's low is ahead of the own high; lost perhaps: a rival's high is ahead of the own low."""
        graph, rules, own = self.graph, self.kb.patterns, before[name, side]
        sure: list[Tri] = []
        may: list[Tri] = []
        for other in others:
            rival, first = before[other, side], rules[other].code < rules[name].code
            ahead = graph.both(self.reaches(rival.lo, self.k.stands), self._ahead(rival.lo, own.hi, first))
            sure.append(graph.both(self.reaches(own.lo, self.k.stands), ahead))
            ahead = graph.both(self.reaches(rival.hi, self.k.stands), self._ahead(rival.hi, own.lo, first))
            may.append(graph.both(self.reaches(own.hi, self.k.stands), ahead))
        lo, hi = self._excluded(own.lo, graph.either(may)), self._excluded(own.hi, graph.either(sure))
        return Interval(lo, hi, own.sure, own.may)

    def _ahead(self, rival: Any, own: Any, first: bool) -> Tri:
        return self.reaches(rival, own) if first else self._not(self.reaches(own, rival))


def _ends(parts: Sequence[Range]) -> tuple[list[Any], list[Any]]:
    return [p.lo for p in parts], [p.hi for p in parts]


def _strengths(parts: Sequence[Interval]) -> tuple[list[Any], list[Any]]:
    return [p.lo for p in parts], [p.hi for p in parts]
