"""Which questions can still move a finding, given the answers so far: bits that flow through what is not yet a point (DESIGN 6).

An unanswered question reaches a finding only through readings, patterns and effects that the answers left can still change:
where the low of a step is its high, nothing that is asked can get through it. Sound like the bounds it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from advisor.inference import expression as x
from advisor.inference.plan import Plan
from advisor.model.knowledge import Rule
from advisor.population.columns import NOT_ASKED
from advisor.population.cones import relevance_of
from advisor.population.firing import Interval
from advisor.population.graph import Graph, Node, Tri
from advisor.population.intervals import Intervals
from advisor.population.ranges import RangeLeaves
from advisor.population.strata import Key, Strata

__all__ = ["BITS", "Reaching"]

BITS = 62
"""Questions in one whole number of 64 bits."""

Mask = Node | None
"""Bits of one word, or None where there are none."""


class Reaching:
    """``words``: per (finding, side) the bits of the questions that can still move it, ``BITS`` of them in a word.

    A question ``""`` stands for all that are not named.
    """

    def __init__(self, graph: Graph, plan: Plan, leaves: RangeLeaves, intervals: Intervals, questions: Sequence[str]) -> None:
        self.graph, self.plan, self.leaves, self.intervals = graph, plan, leaves, intervals
        self.questions = frozenset(questions)
        self.k = plan.knowledge.info.constants
        self._relevance = relevance_of(plan.knowledge)
        self.words = [self._word(questions[start : start + BITS]) for start in range(0, len(questions), BITS)]

    def _word(self, questions: Sequence[str]) -> Mapping[Key, Mask]:
        return _Word(self, {name: 1 << place for place, name in enumerate(questions)}).found


class _Word(Strata[Mask]):
    def __init__(self, whole: Reaching, bits: Mapping[str, int]) -> None:
        super().__init__(whole.plan)
        self.whole, self.bits, self.graph, self.intervals = whole, bits, whole.graph, whole.intervals
        self._readings: dict[tuple[str, str], Mask] = {}
        self._cells: dict[tuple[str, str], Mask] = {}
        self.work_out()

    # ------------------------------------------------------------- bits
    def _union(self, masks: Iterable[Mask]) -> Mask:
        distinct = {m.number: m for m in masks if m is not None}
        found: Mask = None
        for _, mask in sorted(distinct.items()):
            found = mask if found is None else self.graph.make(np.bitwise_or, (found, mask), "i8")
        return found

    def _where(self, yes: Tri, mask: Mask) -> Mask:
        if mask is None or yes == 0:
            return None
        if isinstance(yes, int):
            return mask
        return self.graph.make(np.multiply, (self.graph.cast(yes, "i8"), mask), "i8")

    def _differ(self, a: object, b: object) -> Tri:
        if isinstance(a, Node) or isinstance(b, Node):
            return self.graph.two(np.not_equal, a, b)  # type: ignore[arg-type]
        return int(a != b)

    def _open(self, cell: tuple[str, str]) -> Mask:
        """The bit of a cell that may still get an answer that counts; and of those that decide whether it counts."""
        if cell not in self._cells:
            parts = []
            for name, scope in sorted(self.whole._relevance(cell)):
                bit = self.bits.get(name if name in self.whole.questions else "")
                if bit is not None:
                    state = self.whole.leaves.raw.state(name, scope)
                    open_: Tri = self.graph.make(np.equal, (state, NOT_ASKED), "i1")
                    open_ = self.graph.both(open_, self.graph.neither(self.whole.leaves.away(name, scope)[0]))
                    if isinstance(open_, Node):
                        parts.append(self.graph.make(np.multiply, (self.graph.cast(open_, "i8"), bit), "i8"))
            self._cells[cell] = self._union(parts)
        return self._cells[cell]

    # ------------------------------------------------------------- what flows
    def _moves(self, found: Interval) -> Tri:
        """Whether it is not a point yet: its value, or the tests behind it."""
        ends = [(found.lo, found.hi), *zip(found.sure, found.may, strict=True)]
        return self.graph.either(self._differ(a, b) for a, b in ends)

    def _reading(self, code: str, scope: str) -> Mask:
        key = (code, scope)
        if key not in self._readings:
            read = self._union(self._read(self.plan.by_scope[key].when))
            self._readings[key] = self._where(self._moves(self.intervals.readings.reading(code, scope)), read)
        return self._readings[key]

    def _read(self, expression: x.Expression) -> Iterator[Mask]:
        for atom in x.walk(expression):
            if atom.finding:
                ends = self.intervals.readings.logic.degree(atom)
                yield self._where(self._differ(*ends), self.found[atom.finding, atom.scope])
            for cell in atom.cells:
                yield self._open(cell)

    def _pattern(self, pattern: str, side: str, gate: Tri = 1) -> Iterator[Mask]:
        for mask in self.patterns(pattern, side):
            yield self._where(gate, mask)

    def _passing(self, pattern: str, side: str) -> Iterator[Mask]:
        for found, mask in zip(self.intervals.patterns(pattern, side), self._pattern(pattern, side), strict=True):
            stands = self.intervals.reaches(found.hi, self.whole.k.stands)
            yield self._where(self.graph.both(stands, self._moves(found)), mask)

    def _finding(self, name: str, side: str) -> Mask:
        return self._union(self._flowing(name, side))

    def _flowing(self, name: str, side: str) -> Iterator[Mask]:
        tables, muscle = self.plan.tables, "." in name
        guesses: list[Tri] = []
        for _, term, share in tables.sequences.get(name, ()):
            rule = term.rule
            if share is not None:
                yield from self._passing(rule.id, side)
                continue
            scopes = self.scopes_onto(rule, side)
            yield from (self._reading(rule.code, scope) for scope in scopes)
            if muscle and rule.code in self.plan.symptom_rules:
                readings = self.intervals.readings
                guesses += [readings.above(readings.reading(rule.code, scope).hi) for scope in scopes]
            for other in rule.yields_to:
                if (other, name) in tables.passing:
                    found = self.intervals.patterns(other, side)
                    sure, may = (self.intervals.stands([getattr(f, end) for f in found]) for end in ("lo", "hi"))
                    yield from self._pattern(other, side, self._differ(sure, may))
        for rule in [rule for rule, _ in tables.discounts.get(name, ())] + tables.excludes.get(name, []):
            yield from self._effect(rule, side, 1)
        for rule, _ in tables.symptom_factors if muscle else []:
            yield from self._effect(rule, side, self.graph.either(guesses))

    def _effect(self, rule: Rule, side: str, gate: Tri) -> Iterator[Mask]:
        gate = self.graph.both(gate, self._differ(*self.intervals.in_force(rule, side)))
        if rule.is_safety:
            for when in self.safety_onto(rule, side):
                yield self._where(gate, self._union(self._read(when)))
        elif rule.pattern:
            yield from self._pattern(rule.id, side, gate)
        else:
            for scope in self.scopes_onto(rule, side):
                yield self._where(gate, self._reading(rule.code, scope))

    def _after_rivals(self, name: str, others: Sequence[str], side: str, before: dict[Key, Mask]) -> Mask:
        return self._union(before[one, side] for one in (name, *others))
