"""The certainty of findings over columns, in the steps and the order of DESIGN 4.5.

Each formula stands here once and is run twice over: on tables of all combinations (``Eager``), or, where these are too many,
row by row (``RowWise``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import Any

from advisor.inference.plan import Plan
from advisor.model.knowledge import Constants, Rule
from advisor.population import discrete as d
from advisor.population.discrete import Discrete, Eager, Rows, RowWise, Value
from advisor.population.graph import Graph
from advisor.population.readings import NO_TEST_HIGH, NO_TEST_LOW, Readings
from advisor.population.strata import Key, Strata
from advisor.population.terms import Effect, Term, never, plain

__all__ = ["Certainties"]

_LOOKED_UP = 64
Env = Callable[[Value], Any]


class Certainties(Strata[Value]):
    """``found``: per (finding, side) a value with ``cf`` and the first and last test behind it."""

    def __init__(self, graph: Graph, plan: Plan, readings: Readings, limit: int) -> None:
        super().__init__(plan)
        self.graph, self.readings, self.limit = graph, readings, limit
        self.k: Constants = plan.knowledge.info.constants
        self._rowwise = RowWise(graph)
        self._nothing = d.constant(cf=0.0, lo=NO_TEST_LOW, hi=NO_TEST_HIGH)
        self._row_memo: dict[int, tuple[Value, Rows]] = {}
        readings.finding = lambda name, scope: self.found[name, scope]

    def rows(self, value: Value) -> Rows:
        """A value as nodes, made once."""
        key = id(value)
        if key not in self._row_memo:
            self._row_memo[key] = value, d.rows_of(self.graph, value)  # kept with its value, whose id it goes by
        return self._row_memo[key][1]

    # ------------------------------------------------------------- what is in force (4.5)
    def effect(self, rule: Rule, side: str, factor: float = 1.0) -> Effect:
        """A rule's effects as they act on a target's side."""
        if rule.is_safety:
            scopes = self.scopes_onto(rule, side) if rule.per == "side" else None
            return Effect(self.readings.safety(rule.code, scopes), "strength", factor)
        if rule.pattern:
            return Effect(self.patterns(rule.id, side), "cf", factor)
        return Effect(self._own(rule, side), "strength", factor)

    def _own(self, rule: Rule, side: str) -> list[Value]:
        found = (self.readings.reading(rule.code, scope) for scope in self.scopes_onto(rule, side))
        return [value for value in found if value is not None]

    def _edge(self, name: str) -> float:
        return self.k.stands if name == "cf" else 5e-324  # a strength above 0

    def in_force(self, calc: Any, env: Env, effect: Effect) -> Any:
        """1 where an effect is in force, else 0."""
        if not effect.sources:
            return 0.0
        return calc.reaches(reduce(calc.high, (env(s)[effect.name] for s in effect.sources)), self._edge(effect.name))

    # ------------------------------------------------------------- one finding
    def _terms(self, name: str, side: str) -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = {"against": [], "symptom": [], "rest": []}
        muscle = "." in name
        for _, term, share in self.plan.tables.sequences.get(name, ()):
            rule = term.rule
            if share is not None:
                sources = [s for s in self.patterns(rule.id, side) if not never(s)]
                if sources:
                    found["rest"].append(Term(sources, share=share))
                continue
            sources = self._own(rule, side)
            if not sources:
                continue
            passing = [p for p in rule.yields_to if (p, name) in self.plan.tables.passing]
            yields = [v for p in passing for v in self.patterns(p, side) if not never(v)]
            kind = "against" if term.certainty < 0 else "symptom" if muscle and rule.code in self.plan.symptom_rules else "rest"
            ceiling = self.plan.ceilings[rule.code][0 if term.certainty > 0 else 1]
            found[kind].append(Term(sources, abs(term.certainty), ceiling, None, yields))
        return found

    def _finding(self, name: str, side: str) -> Value:
        terms = self._terms(name, side)
        if not any(terms.values()):
            return self._nothing
        muscle = "." in name
        tables = self.plan.tables
        effects: dict[str, list[Effect]] = {
            "factor": [self.effect(r, side, f) for r, f in tables.symptom_factors] if muscle and terms["symptom"] else [],
            "discount": [self.effect(r, side, f) for r, f in tables.discounts.get(name, ())],
            "exclude": [self.effect(r, side) for r in tables.excludes.get(name, ())],
        }
        effects = {kind: [e for e in items if e.sources] for kind, items in effects.items()}
        inputs = [v for items in terms.values() for term in items for v in term.inputs]
        inputs += [v for items in effects.values() for e in items for v in e.sources]
        worth = _LOOKED_UP if muscle else 1  # a pattern is joined with many others, a muscle with its other direction alone
        if self._fits(inputs):
            return self._table(inputs, lambda env: self._whole(Eager, env, terms, effects, muscle), worth)
        parts = {kind: self._folded(kind, items, muscle) for kind, items in terms.items() if items}
        parts |= {kind: self._acting(kind, items) for kind, items in effects.items() if items}
        values = list(parts.values())
        if self._fits(values):
            return self._table(values, lambda env: self._finish(Eager, {k: env(v) for k, v in parts.items()}, muscle), worth)
        return Rows(self._finish(self._rowwise, {k: self.rows(v).fields for k, v in parts.items()}, muscle))

    def _fits(self, values: Sequence[Value]) -> bool:
        found = [v for v in values if isinstance(v, Discrete)]
        return len(found) == len(values) and d.product(found) <= self.limit

    def _table(self, values: Sequence[Value], formula: Callable[[Env], dict[str, Any]], worth: int = 1) -> Value:
        """What a formula gives for every combination of some discrete values."""
        parts = [v for v in values if isinstance(v, Discrete)]
        where = d.expanded(parts)

        def env(value: Value) -> Any:
            assert isinstance(value, Discrete)
            index = 0 if value.code is None else where[value.code.number]
            return {name: array[index] for name, array in value.fields.items()}

        return d.compressed(self.graph, d.joined(self.graph, parts, formula(env)), worth)

    def _row_env(self, value: Value) -> Any:
        return self.rows(value).fields

    # ------------------------------------------------------------- steps 1 and 2: contributions, folded in order
    def _amount(self, calc: Any, env: Env, term: Term) -> dict[str, Any]:
        """One contribution, and the first and last test it brings."""
        if term.share is not None:
            cf = reduce(calc.high, (env(s)["cf"] for s in term.sources))
            amount = calc.pick(calc.reaches(cf, self.k.stands), calc.mul(term.share, cf), 0.0)
            tests = [self._standing_tests(calc, env(s)) for s in term.sources]
        else:
            strength = reduce(calc.high, (env(s)["strength"] for s in term.sources))
            amount = calc.low(calc.mul(term.certainty, strength), term.ceiling)
            tests = [(env(s)["lo"], env(s)["hi"]) for s in term.sources]
        lo, hi = reduce(calc.low, (t[0] for t in tests)), reduce(calc.high, (t[1] for t in tests))
        if term.yields:
            left_out = calc.reaches(reduce(calc.high, (env(p)["cf"] for p in term.yields)), self.k.stands)
            amount = calc.pick(left_out, 0.0, amount)
            lo, hi = calc.pick(left_out, NO_TEST_LOW, lo), calc.pick(left_out, NO_TEST_HIGH, hi)
        return {"amount": amount, "lo": lo, "hi": hi}

    def _standing_tests(self, calc: Any, fields: Any) -> tuple[Any, Any]:
        stands = calc.reaches(fields["cf"], self.k.stands)
        return calc.pick(stands, fields["lo"], NO_TEST_LOW), calc.pick(stands, fields["hi"], NO_TEST_HIGH)

    def _step(self, calc: Any, state: Any, part: Any) -> dict[str, Any]:
        """u ← u·(1 - c), and the tests so far; two different tests are as good as any more."""
        u = calc.mul(state["u"], calc.sub(1.0, part["amount"]))
        return {"u": u, "lo": calc.low(state["lo"], part["lo"]), "hi": calc.high(state["hi"], part["hi"])}

    def _fold(self, calc: Any, env: Env, terms: Iterable[Term], state: Any) -> dict[str, Any]:
        return reduce(lambda so_far, term: self._step(calc, so_far, self._amount(calc, env, term)), terms, dict(state))

    def _folded(self, kind: str, terms: list[Term], muscle: bool) -> Value:
        """The fold of some terms: by tables as long as the combinations are few, then row by row."""
        state: Value = d.constant(u=1.0, lo=NO_TEST_LOW, hi=NO_TEST_HIGH)
        todo = list(terms)
        while todo:
            batch: list[Term] = []
            while todo and self._fits([state, *(v for t in [*batch, todo[0]] for v in t.inputs)]):
                batch.append(todo.pop(0))
            if batch:
                state = self._folded_table(state, batch)
            if not todo or self._fits([state, *todo[0].inputs]):
                continue
            rows = self.rows(state).fields
            for term in todo:
                rows = self._step(self._rowwise, rows, self._amount_rows(term))
            return Rows(rows)
        return state

    def _folded_table(self, state: Value, batch: list[Term]) -> Value:
        def formula(env: Env) -> dict[str, Any]:
            return plain(self._fold(Eager, env, batch, env(state)))

        return self._table([state, *(v for term in batch for v in term.inputs)], formula)

    def _amount_rows(self, term: Term) -> Any:
        if self._fits(term.inputs):
            return self.rows(self._table(term.inputs, lambda env: self._amount(Eager, env, term))).fields
        return self._amount(self._rowwise, self._row_env, term)

    # ------------------------------------------------------------- steps 3 to 5
    def _acting(self, kind: str, effects: list[Effect]) -> Value:
        """The smallest factor in force; for "exclude" 1 where one is in force."""
        inputs = [source for effect in effects for source in effect.sources]
        if self._fits(inputs):
            return self._table(inputs, lambda env: {kind: self._effect(Eager, env, kind, effects)})
        if len(effects) > 1:  # each by itself, then together
            parts = [self._acting(kind, [effect]) for effect in effects]
            if self._fits(parts):
                return self._table(parts, lambda env: {kind: self._strongest(Eager, kind, [env(p)[kind] for p in parts])})
            return Rows({kind: self._strongest(self._rowwise, kind, [self.rows(p).fields[kind] for p in parts])})
        return Rows({kind: self._effect(self._rowwise, self._row_env, kind, effects)})

    def _effect(self, calc: Any, env: Env, kind: str, effects: list[Effect]) -> Any:
        acting = [self.in_force(calc, env, effect) for effect in effects]
        if kind == "exclude":
            return reduce(calc.high, acting)
        return self._strongest(calc, kind, [calc.pick(a, e.factor, 1.0) for a, e in zip(acting, effects, strict=True)])

    def _strongest(self, calc: Any, kind: str, values: list[Any]) -> Any:
        return reduce(calc.high if kind == "exclude" else calc.low, values)

    def _whole(self, calc: Any, env: Env, terms: dict[str, list[Term]], effects: dict[str, list[Effect]], muscle: bool) -> Any:
        start = {"u": 1.0, "lo": NO_TEST_LOW, "hi": NO_TEST_HIGH}
        parts = {kind: self._fold(calc, env, items, start) for kind, items in terms.items() if items}
        parts |= {kind: {kind: self._effect(calc, env, kind, items)} for kind, items in effects.items() if items}
        return self._finish(calc, parts, muscle)

    def _finish(self, calc: Any, parts: dict[str, Any], muscle: bool) -> dict[str, Any]:
        k, none = self.k, {"u": 1.0, "lo": NO_TEST_LOW, "hi": NO_TEST_HIGH}
        symptom, rest, against = (parts.get(kind, none) for kind in ("symptom", "rest", "against"))
        s = calc.low(calc.sub(1.0, symptom["u"]), k.symptom_cap)
        if "factor" in parts:
            s = calc.mul(s, parts["factor"]["factor"])
        total = calc.mul(calc.sub(1.0, s), calc.sub(1.0, calc.sub(1.0, rest["u"])))
        mb = calc.low(calc.sub(1.0, total), k.limit)
        md = calc.low(calc.sub(1.0, against["u"]), k.limit)
        value = calc.div(calc.sub(mb, md), calc.sub(1.0, calc.low(mb, md)))
        if "discount" in parts:
            value = calc.low(value, calc.mul(value, parts["discount"]["discount"]))  # acts where the value is above 0
        value = calc.high(-k.cap, calc.low(k.cap, value))
        lo, hi = calc.low(symptom["lo"], rest["lo"]), calc.high(symptom["hi"], rest["hi"])
        if muscle:
            allowed = (k.no_test_cap, k.one_test_cap, k.cap)
            value = calc.low(value, calc.look(allowed, calc.count(lo, hi)))
        if "exclude" in parts:
            value = calc.low(value, calc.pick(parts["exclude"]["exclude"], 0.0, 1.0))
        found = {"cf": calc.millionth(value), "lo": lo, "hi": hi}
        if muscle:  # what reads a muscle does not ask for its tests
            found = {"cf": found["cf"]}
        return plain(found) if calc is Eager else found

    # ------------------------------------------------------------- step 6
    def _after_rivals(self, name: str, others: Sequence[str], side: str, before: dict[Key, Value]) -> Value:
        rules, own = self.kb.patterns, before[name, side]
        rivals = [(before[other, side], rules[other].code < rules[name].code) for other in others]

        def formula(calc: Any, env: Env) -> dict[str, Any]:
            mine = env(own)
            keeps: Any = 1.0
            stands = calc.reaches(mine["cf"], self.k.stands)
            for rival, first in rivals:
                theirs = env(rival)["cf"]
                strong = calc.reaches(theirs, self.k.stands)
                ahead = calc.reaches(theirs, mine["cf"]) if first else calc.sub(1.0, calc.reaches(mine["cf"], theirs))
                lost = calc.mul(calc.mul(stands, strong), ahead)
                keeps = calc.mul(keeps, calc.sub(1.0, lost))
            return {"cf": calc.mul(mine["cf"], keeps), "lo": mine["lo"], "hi": mine["hi"]}

        inputs = [own, *(rival for rival, _ in rivals)]
        if self._fits(inputs):
            return self._table(inputs, lambda env: plain(formula(Eager, env)))
        return Rows(formula(self._rowwise, self._row_env))
