"""The compiled rule base: every rule laid out for every side or symptom, findings in strata (DESIGN 4.6).

Built once for a knowledge base; experta's rules, the certainties and the explanations all come from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from advisor.inference import expression as x
from advisor.inference.sheet import OTHER
from advisor.inference.tables import Tables, tables_of
from advisor.model import condition as c
from advisor.model.base import KnowledgeBase
from advisor.model.ceiling import ceilings, is_symptom_rule
from advisor.model.dependencies import strata
from advisor.model.knowledge import SIDES, Rule, Side

__all__ = ["Plan", "Reading", "compile_plan"]


@dataclass(eq=False, slots=True)
class Reading:
    """One rule read on one side (``left``, ``right``), for one symptom, or for the whole body ("")."""

    rule: Rule
    scope: str
    when: x.Expression
    level: int = 0

    @property
    def key(self) -> str:
        return f"{self.rule.code}@{self.scope}" if self.scope else self.rule.code


@dataclass(eq=False)
class Plan:
    """``readings`` in order of rule code and side; ``strata`` lists of finding names, earlier first."""

    knowledge: KnowledgeBase
    readings: list[Reading] = field(default_factory=list)
    safety: list[Reading] = field(default_factory=list)
    contraindications: dict[str, x.Expression] = field(default_factory=dict)
    variants: dict[tuple[str, str], x.Expression] = field(default_factory=dict)
    atoms: list[x.Atom] = field(default_factory=list)
    signs: dict[str, x.SignRef] = field(default_factory=dict)
    strata: list[list[str]] = field(default_factory=list)
    ceilings: dict[str, tuple[float, float]] = field(default_factory=dict)
    symptom_rules: frozenset[str] = frozenset()
    tables: Tables = field(default_factory=Tables)
    by_scope: dict[tuple[str, str], Reading] = field(default_factory=dict)
    _by_key: dict[str, x.Atom] = field(default_factory=dict)

    def sides_of(self, finding: str) -> tuple[Side, ...]:
        """``("left", "right")`` or ``("whole",)`` for a pattern id, ``dominant.m`` or ``dormant.m``."""
        return SIDES if self.sided(finding) else ("whole",)

    def sided(self, finding: str) -> bool:
        role, _, muscle = finding.partition(".")
        if muscle and role in ("dominant", "dormant"):
            return self.knowledge.muscles[muscle].paired
        return self.knowledge.patterns[finding].per == "side"


def compile_plan(knowledge: KnowledgeBase) -> Plan:
    """The plan of a linked knowledge base."""
    plan = Plan(knowledge, strata=strata(knowledge), tables=tables_of(knowledge))
    layout = _Layout(plan)
    symptom_rules = set()
    for rule in knowledge.active_rules:
        if rule.is_safety:
            plan.safety.extend(layout.readings(rule))
            continue
        readings = layout.readings(rule)
        plan.readings.extend(readings)
        for reading in readings:
            plan.by_scope[rule.code, reading.scope] = reading
        plan.ceilings[rule.code] = ceilings(knowledge, rule)
        if is_symptom_rule(knowledge, rule):
            symptom_rules.add(rule.code)
    plan.symptom_rules = frozenset(symptom_rules)
    for name, exercise in knowledge.exercises.items():
        if exercise.not_if is not None:
            plan.contraindications[name] = layout.lay(exercise.not_if, "", "")
        for variant in exercise.variants.values():
            if variant.when is not None:
                plan.variants[name, variant.id] = layout.lay(variant.when, "", "")
    return plan


class _Layout:
    def __init__(self, plan: Plan) -> None:
        self.plan, self.knowledge = plan, plan.knowledge
        self._patterns = plan.knowledge.patterns

    def readings(self, rule: Rule) -> list[Reading]:
        if rule.per == "side":
            return [Reading(rule, side, self.lay(rule.when, side, "")) for side in SIDES]
        if rule.per == "symptom":
            return [self._for_symptom(rule, symptom) for symptom in self.knowledge.symptoms]
        return [Reading(rule, "", self.lay(rule.when, "", ""))]

    def _for_symptom(self, rule: Rule, symptom: str) -> Reading:
        sided = self.knowledge.questions[symptom].per == "side"
        side = c.SideMode.EITHER if sided else None
        present = self.lay(c.Leaf(c.Kind.QUESTION, symptom, c.Op.IS, ("present",), side), "", "")
        return Reading(rule, symptom, x.All((present, self.lay(rule.when, "", symptom))))

    def lay(self, condition: c.Condition, side: str, symptom: str) -> x.Expression:
        """The expression of a condition read on ``side`` or for ``symptom``."""
        if isinstance(condition, c.Leaf):
            return self._leaf(condition, side, symptom)
        if isinstance(condition, c.Not):
            return x.Not(self.lay(condition.child, side, symptom))
        children = tuple(self.lay(child, side, symptom) for child in condition.children)
        if isinstance(condition, c.All):
            return children[0] if len(children) == 1 else x.All(children)
        if isinstance(condition, c.Any_):
            return children[0] if len(children) == 1 else x.Any(children)
        if isinstance(condition, c.AtLeast):
            return x.AtLeast(condition.n, children)
        return x.Counted(condition, children)

    def _leaf(self, leaf: c.Leaf, side: str, symptom: str) -> x.Expression:
        if leaf.kind is c.Kind.QUESTION:
            return self._question(leaf, side, symptom)
        if leaf.kind is c.Kind.SIGN:
            sided = self.knowledge.signs[leaf.name].per == "side"
            inner = self._sided(leaf, side, sided, lambda scope: self._sign(leaf.name, scope))
            return inner if leaf.values == ("yes",) else _negated(inner)
        if leaf.kind is c.Kind.PATTERN:
            sided = self._patterns[leaf.name].per == "side"
        else:
            sided = self.knowledge.muscles[leaf.name].paired
        return self._sided(leaf, side, sided, lambda scope: self._finding(leaf, scope))

    def _sided(self, leaf: c.Leaf, side: str, sided: bool, make: Callable[[str], x.Expression]) -> x.Expression:
        if not sided:
            return make("")
        if leaf.side is c.SideMode.SAME and side:
            return make(side)
        if leaf.side is c.SideMode.OTHER and side:
            return make(OTHER[side])
        pair = (make("left"), make("right"))
        both = leaf.side is c.SideMode.BOTH
        if leaf.kind is c.Kind.SIGN and leaf.values == ("no",):
            both = not both  # the larger of two negated values is the negated smaller one
        return x.All(pair) if both else x.Any(pair)

    def _question(self, leaf: c.Leaf, side: str, symptom: str) -> x.Expression:
        question = self.knowledge.questions[leaf.name]
        gap = leaf.op in (c.Op.GAP_AT_LEAST, c.Op.GAP_MORE_THAN)
        if question.per == "side" and not gap:
            modes = {c.SideMode.SAME: side, c.SideMode.OTHER: OTHER.get(side, "")}
            scope = modes.get(leaf.side, "") if leaf.side else ""
            if not scope:
                pair = tuple(self._atom(leaf, s, "", ((leaf.name, s),)) for s in SIDES)
                return x.All(pair, one_leaf=True) if leaf.side is c.SideMode.BOTH else x.Any(pair, one_leaf=True)
            return self._atom(leaf, scope, "", ((leaf.name, scope),))
        if gap:
            scope = OTHER.get(side, "") if leaf.side is c.SideMode.OTHER else side
            return self._atom(leaf, scope, "", tuple((leaf.name, s) for s in SIDES))
        if question.per == "symptom":
            if leaf.symptom == "any":
                return self._atom(leaf, "", "any", tuple((leaf.name, s) for s in self.knowledge.symptoms))
            scope = leaf.symptom or symptom
            return self._atom(leaf, "", scope, ((leaf.name, scope),))
        return self._atom(leaf, "", "", ((leaf.name, ""),))

    def _atom(self, leaf: c.Leaf, side: str, symptom: str, cells: tuple[tuple[str, str], ...]) -> x.Atom:
        where = side or symptom
        values = "|".join(leaf.values)
        key = f"{leaf.name}{'/' + leaf.other if leaf.other else ''} {leaf.op.value} {values}{'%' if leaf.percent else ''}@{where}"
        atom = self.plan._by_key.get(key)
        if atom is None:
            if leaf.other:
                cells = (*cells, *((leaf.other, scope) for _, scope in cells))
            tests = {self.knowledge.test_of(name) for name in (leaf.name, leaf.other) if name} - {""}
            side_mode = c.SideMode.SAME if side else leaf.side
            fixed = c.Leaf(leaf.kind, leaf.name, leaf.op, leaf.values, side_mode, "any" if symptom == "any" else None,
                           leaf.percent, leaf.other)  # fmt: skip
            atom = x.Atom(len(self.plan.atoms), key, fixed, side, "" if symptom == "any" else symptom, tests=tuple(sorted(tests)),
                          cells=cells)  # fmt: skip
            self.plan.atoms.append(atom)
            self.plan._by_key[key] = atom
        return atom

    def _finding(self, leaf: c.Leaf, scope: str) -> x.Atom:
        name = leaf.name if leaf.kind is c.Kind.PATTERN else f"{leaf.kind.value}.{leaf.name}"
        key = f"{name} {leaf.values[0]}@{scope or 'whole'}"
        atom = self.plan._by_key.get(key)
        if atom is None:
            atom = x.Atom(len(self.plan.atoms), key, leaf, scope, "", name, scope or "whole")
            self.plan.atoms.append(atom)
            self.plan._by_key[key] = atom
        return atom

    def _sign(self, name: str, scope: str) -> x.SignRef:
        key = f"{name}@{scope}" if scope else name
        found = self.plan.signs.get(key)
        if found is None:
            sign = self.knowledge.signs[name]
            found = x.SignRef(len(self.plan.signs), key, name, scope)
            self.plan.signs[key] = found
            found.body = self.lay(sign.when, scope, "")
            found.gate = self.lay(sign.applies_if, scope, "") if sign.applies_if is not None else None
        return found


def _negated(inner: x.Expression) -> x.Expression:
    return x.Not(inner)
