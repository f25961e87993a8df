"""Cones: which answers can reach a finding at all, whatever the others are (DESIGN 5).

By shape alone: everything that any rule, sign, relevance, discount, exclude, yield or rival on the way reads. A column outside
a finding's cone cannot change its certainty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from advisor.inference import expression as x
from advisor.inference.plan import Plan
from advisor.inference.sheet import OTHER
from advisor.model.base import KnowledgeBase
from advisor.model.condition import Condition, Kind, Leaf, Op, SideMode, walk_leaves
from advisor.model.knowledge import SIDES, Rule
from advisor.population.strata import Key, Strata

__all__ = ["cones", "relevance_of"]

_Cell = tuple[str, str]


def cones(plan: Plan) -> Mapping[Key, frozenset[str]]:
    """Column names by (finding, side): patterns, ``dominant.muscle`` and ``dormant.muscle``."""
    found = _Cones(plan).found
    return {key: frozenset(f"{name}@{scope}" if scope else name for name, scope in cells) for key, cells in found.items()}


def relevance_of(knowledge: KnowledgeBase) -> Callable[[tuple[str, str]], frozenset[tuple[str, str]]]:
    """Gives a cell (question, scope) with all cells that decide whether it counts."""
    return _Relevance(knowledge).of


class _Cones(Strata[frozenset[_Cell]]):
    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self._relevance = relevance_of(plan.knowledge)
        self.work_out()

    # ------------------------------------------------------------- one finding
    def _finding(self, name: str, side: str) -> frozenset[_Cell]:
        return frozenset(self._cells(name, side))

    def _cells(self, name: str, side: str) -> Iterator[_Cell]:
        tables, muscle = self.plan.tables, "." in name
        for _, term, share in tables.sequences.get(name, ()):
            if share is not None:
                yield from self._pattern(term.rule.id, side)
                continue
            yield from self._own(term.rule, side)
            for other in term.rule.yields_to:
                if (other, name) in tables.passing:
                    yield from self._pattern(other, side)
        effects = [rule for rule, _ in tables.discounts.get(name, ())] + tables.excludes.get(name, [])
        effects += [rule for rule, _ in tables.symptom_factors] if muscle else []
        for rule in effects:
            yield from self._effect(rule, side)

    def _pattern(self, pattern: str, side: str) -> Iterator[_Cell]:
        for cells in self.patterns(pattern, side):
            yield from cells

    def _effect(self, rule: Rule, side: str) -> Iterator[_Cell]:
        if rule.is_safety:
            for when in self.safety_onto(rule, side):
                yield from self._read(when)
        elif rule.pattern:
            yield from self._pattern(rule.id, side)
        else:
            yield from self._own(rule, side)

    def _own(self, rule: Rule, side: str) -> Iterator[_Cell]:
        for scope in self.scopes_onto(rule, side):
            yield from self._read(self.plan.by_scope[rule.code, scope].when)

    def _after_rivals(
        self, name: str, others: Sequence[str], side: str, before: dict[Key, frozenset[_Cell]]
    ) -> frozenset[_Cell]:
        return before[name, side].union(*(before[other, side] for other in others))

    # ------------------------------------------------------------- what is read
    def _read(self, expression: x.Expression) -> Iterator[_Cell]:
        for atom in x.walk(expression):
            if atom.finding:
                yield from self.found[atom.finding, atom.scope]
            for cell in atom.cells:
                yield from self._relevance(cell)


class _Relevance:
    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.kb = knowledge
        self._closed: dict[_Cell, frozenset[_Cell]] = {}

    def of(self, cell: _Cell) -> frozenset[_Cell]:
        """A cell and all that decides whether it counts."""
        if cell not in self._closed:
            name, scope = cell
            question = self.kb.questions[name]
            conditions = [question.relevant_if, self.kb.tests[question.test].relevant_if if question.test else None]
            cells = {cell}
            if question.per == "symptom":
                conditions.append(Leaf(Kind.QUESTION, scope, Op.IS, ("present",)))
            for condition in conditions:
                for other in self._cells(condition, scope) if condition is not None else ():
                    cells |= self.of(other)
            self._closed[cell] = frozenset(cells)
        return self._closed[cell]

    def _cells(self, condition: Condition, scope: str) -> Iterable[_Cell]:
        for leaf in walk_leaves(condition):
            for name in filter(None, (leaf.name, leaf.other)):
                yield from ((name, place) for place in self._places(leaf, name, scope))

    def _places(self, leaf: Leaf, name: str, scope: str) -> tuple[str, ...]:
        per = self.kb.questions[name].per
        if per == "side":
            if scope in SIDES and leaf.op not in (Op.GAP_AT_LEAST, Op.GAP_MORE_THAN):
                return {SideMode.SAME: (scope,), SideMode.OTHER: (OTHER[scope],)}.get(leaf.side or SideMode.EITHER, SIDES)
            return SIDES
        if per == "symptom":
            return tuple(self.kb.symptoms) if leaf.symptom == "any" else (leaf.symptom or scope,)
        return ("",)
