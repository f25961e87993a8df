"""The certainty of findings, step by step as in DESIGN 4.5. The order of every operation is part of the meaning."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from advisor.inference import expression as x
from advisor.inference.plan import Plan, Reading
from advisor.inference.tables import Term
from advisor.model.assessment import Contribution, Derivation
from advisor.model.knowledge import SIDES, Rule, Side

__all__ = ["Certainties", "millionth"]


def millionth(value: float) -> float:
    """The nearest millionth, halves away from 0, with the sign put back (DESIGN 4.4)."""
    return math.copysign(math.floor(1_000_000 * abs(value) + 0.5) / 1_000_000, value) if value else 0.0


def _fold(parts: Iterable[float]) -> float:
    u = 1.0
    for part in parts:
        u = u * (1.0 - part)
    return 1.0 - u


@dataclass
class Certainties:
    """Works out findings stratum by stratum from the readings that fired.

    ``cf`` maps (finding, side) to its final certainty; ``derivations`` records every step.
    """

    plan: Plan
    degrees: x.Degrees
    fired: dict[tuple[str, str], Reading] = field(default_factory=dict)
    safety_fired: list[Reading] = field(default_factory=list)
    cf: dict[tuple[str, str], float] = field(default_factory=dict)
    derivations: dict[tuple[str, str], Derivation] = field(default_factory=dict)
    strengths: dict[tuple[str, str], float] = field(default_factory=dict)
    _tests: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    _reading_tests: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    _factor_onto: dict[str, tuple[float, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        constants = self.plan.knowledge.info.constants
        self._k = constants
        self._safety_scopes: dict[str, set[str]] = {}
        for reading in self.safety_fired:
            self._safety_scopes.setdefault(reading.rule.code, set()).add(reading.scope)
        self._sequences, self._passing = self.plan.tables.sequences, self.plan.tables.passing
        self._discounts, self._excludes = self.plan.tables.discounts, self.plan.tables.excludes
        self._symptom_factors = self.plan.tables.symptom_factors

    # ------------------------------------------------------------- what is in force
    def strength(self, code: str, scope: str) -> float:
        """The strength of a fired reading, 0 where it did not fire."""
        key = (code, scope)
        if key not in self.fired:
            return 0.0
        if key not in self.strengths:
            value = self.degrees.of(self.fired[key].when)
            if value <= 0:
                raise AssertionError(f"experta fired {self.fired[key].key}, whose degree is {value}")
            self.strengths[key] = value
        return self.strengths[key]

    def _scopes_onto(self, rule: Rule, side: str) -> tuple[str, ...]:
        """Readings of ``rule`` that act on a target's side (DESIGN 4.3)."""
        if rule.per != "side":
            return ("",)
        return SIDES if side == "whole" else (side,)

    def _pattern_sides(self, pattern: str, side: str) -> tuple[str, ...]:
        if not self.plan.sided(pattern):
            return ("whole",)
        return SIDES if side == "whole" else (side,)

    def stands(self, pattern: str, side: str) -> bool:
        """Whether a pattern stands in a way that acts on ``side`` of a target."""
        return any(self.cf.get((pattern, s), 0.0) >= self._k.stands for s in self._pattern_sides(pattern, side))

    def in_force(self, rule: Rule, side: str) -> bool:
        """Whether the rule's effects (all but conclude and rivals) act on ``side`` of a target."""
        if rule.is_safety:
            scopes = self._scopes_onto(rule, side) if rule.per == "side" else self._safety_scopes.get(rule.code, set())
            return any(scope in self._safety_scopes.get(rule.code, ()) for scope in scopes)
        if rule.pattern:
            return self.stands(rule.id, side)
        return any((rule.code, scope) in self.fired for scope in self._scopes_onto(rule, side))

    # ------------------------------------------------------------- one stratum
    def work_out(self, names: Iterable[str]) -> None:
        """Final certainties of one stratum's findings."""
        names = list(names)
        self._factor_onto.clear()
        for name in names:
            for side in self.plan.sides_of(name):
                self._finding(name, side)
        self._rivals([name for name in names if name in self.plan.knowledge.patterns])

    def _finding(self, name: str, side: Side) -> None:
        muscle = "." in name
        contributions, tests = self._collect(name, side, muscle)
        counted = [c for c in contributions if not c.left_out_for]
        sums = {
            "against": _fold(c.amount for c in counted if c.kind == "against"),
            "symptom": _fold(c.amount for c in counted if c.kind == "symptom"),
            "rest": _fold(c.amount for c in counted if c.kind in ("rest", "pattern")),
        }
        factor, factor_by = self._symptom_factor(side) if muscle else (1.0, "")
        s = min(sums["symptom"], self._k.symptom_cap) * factor
        mb = min(1.0 - (1.0 - s) * (1.0 - sums["rest"]), self._k.limit)
        md = min(sums["against"], self._k.limit)
        combined = value = (mb - md) / (1.0 - min(mb, md))
        discount, discount_by = 1.0, ""
        if value > 0:
            discount, discount_by = self._smallest(self._discounts.get(name, ()), side)
            value = value * discount
        value = max(-self._k.cap, min(self._k.cap, value))
        cap: float | None = self._k.cap if combined * discount > self._k.cap else None
        if muscle and value > 0:
            allowed = (self._k.no_test_cap, self._k.one_test_cap, self._k.cap)[min(len(tests), 2)]
            if value > allowed:
                value, cap = allowed, allowed
        excluded_by = ""
        if value > 0:
            excluded_by = next((rule.code for rule in self._excludes.get(name, ()) if self.in_force(rule, side)), "")
            value = 0.0 if excluded_by else value
        value = millionth(value)
        self.cf[name, side] = value
        self._tests[name, side] = tests
        if contributions:
            self.derivations[name, side] = Derivation.model_construct(
                finding=name, side=side, contributions=tuple(contributions), symptom_sum=sums["symptom"], symptom_factor=factor,
                symptom_factor_by=factor_by, symptom_part=s, rest=sums["rest"], against=sums["against"], combined=combined,
                discount=discount, discount_by=discount_by, tests=tuple(sorted(tests)), cap=cap, excluded_by=excluded_by,
                lost_to="", certainty=value,
            )  # fmt: skip

    def _symptom_factor(self, side: str) -> tuple[float, str]:
        """The smallest factor on symptoms in force on a side: what it rests on stands in earlier strata."""
        if side not in self._factor_onto:
            self._factor_onto[side] = self._smallest(self._symptom_factors, side)
        return self._factor_onto[side]

    def _smallest(self, effects: Iterable[tuple[Rule, float]], side: str) -> tuple[float, str]:
        best, by = 1.0, ""
        for rule, factor in effects:
            if factor < best and self.in_force(rule, side):
                best, by = factor, rule.code
        return best, by

    def _collect(self, name: str, side: Side, muscle: bool) -> tuple[list[Contribution], set[str]]:
        found: list[Contribution] = []
        tests: set[str] = set()
        for code, term, share in self._sequences.get(name, ()):
            if share is None:
                item = self._own(name, side, term, muscle, tests)
            else:
                item = self._passed_on(side, code, term.rule, share, tests)
            if item is not None:
                found.append(item)
        return found, tests

    def _own(self, name: str, side: Side, term: Term, muscle: bool, tests: set[str]) -> Contribution | None:
        rule = term.rule
        fired = [scope for scope in self._scopes_onto(rule, side) if (rule.code, scope) in self.fired]
        if not fired:
            return None
        strength = max(self.strength(rule.code, scope) for scope in fired)
        positive = term.certainty > 0
        ceiling = self.plan.ceilings[rule.code][0 if positive else 1]
        amount = min(abs(term.certainty) * strength, ceiling)
        kind = "against" if not positive else "symptom" if muscle and rule.code in self.plan.symptom_rules else "rest"
        left_out = next((p for p in rule.yields_to if self._passes_to(p, name) and self.stands(p, side)), "")
        if positive and not left_out:
            for scope in fired:
                tests |= self._tests_of(rule.code, scope)
        scope = "" if rule.per != "side" else (fired[0] if len(fired) == 1 else "both")
        return Contribution.model_construct(
            rule=rule.code, side=scope, kind=kind, amount=amount, pattern="", left_out_for=left_out
        )

    def _passed_on(self, side: Side, code: str, rule: Rule, share: float, tests: set[str]) -> Contribution | None:
        sides = [s for s in self._pattern_sides(rule.id, side) if self.cf.get((rule.id, s), 0.0) >= self._k.stands]
        if not sides:
            return None
        amount = share * max(self.cf[rule.id, s] for s in sides)
        for s in sides:
            tests |= self._tests.get((rule.id, s), set())
        scope = "" if sides == ["whole"] else (sides[0] if len(sides) == 1 else "both")
        return Contribution.model_construct(
            rule=code, side=scope, kind="pattern", amount=amount, pattern=rule.id, left_out_for=""
        )

    def _passes_to(self, pattern: str, name: str) -> bool:
        return (pattern, name) in self._passing

    def _tests_of(self, code: str, scope: str) -> set[str]:
        key = (code, scope)
        if key not in self._reading_tests:
            self._reading_tests[key] = x.tests_behind(self.fired[key].when, self.degrees)
        return self._reading_tests[key]

    def _rivals(self, patterns: list[str]) -> None:
        rules = self.plan.knowledge.patterns
        before = {key: value for key, value in self.cf.items() if key[0] in patterns}
        pairs = {tuple(sorted((rules[p].code, rules[r].code))) for p in patterns for r in rules[p].rivals if r in rules}
        by_code = {rule.code: rule.id for rule in rules.values()}
        for first, second in sorted(pairs):
            for side in self.plan.sides_of(by_code[first]):
                a, b = before[by_code[first], side], before[by_code[second], side]
                if a >= self._k.stands and b >= self._k.stands:
                    loser, winner = (first, second) if a < b else (second, first)
                    self._lose(by_code[loser], by_code[winner], side)

    def _lose(self, loser: str, winner: str, side: Side) -> None:
        self.cf[loser, side] = 0.0
        if (loser, side) in self.derivations:
            update = {"certainty": 0.0, "lost_to": winner}
            self.derivations[loser, side] = self.derivations[loser, side].model_copy(update=update)
