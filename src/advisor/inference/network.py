"""experta's rules, generated from the plan (DESIGN section 5).

Each leaf is a fact known true or known false; unknown ones are not declared at all (for ``at_most`` as a third fact). Every
rule is a conjunction of one or two (for ``all``: several) literal patterns, so experta needs no NOT, EXISTS, TEST or predicate.
Groups become named intermediate facts; a counting group is a ladder "k true among the first i". Saliences are unique.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any as Anything

from advisor.inference import expression as x
from advisor.inference.experta_port import Fact, KnowledgeEngine, Rule
from advisor.inference.matcher import BySalience, IndexedMatcher
from advisor.inference.plan import Plan, Reading

__all__ = ["Leaf", "Literal", "Network", "Node", "Part", "build_engine"]

TRUE, FALSE, UNKNOWN = "t", "f", "u"


class _Literal(Fact):  # type: ignore[misc]
    """Two literal values, ``id`` and ``v``: nothing of what experta looks for in each fact it is given can be there."""

    def has_field_constraints(self) -> bool:
        return False

    def has_nested_accessor(self) -> bool:
        return False

    def validate(self) -> None:
        pass

    def __str__(self) -> str:
        return f"{type(self).__name__} {self['id']} {self['v']}"


class Leaf(_Literal):
    """An answer or finding read in one way: ``id``, ``v`` one of t, f, u."""


class Node(_Literal):
    """A group, a rung of a ladder or a sign that holds: ``id``, ``v``."""


class Part(_Literal):
    """Which part of the consultation runs: ``id`` safety or findings."""


Literal = tuple[type, str, str]


class Network:
    """Rules as data: ``rules`` holds (patterns, what it declares or which reading fires)."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.rules: list[tuple[tuple[Literal, ...], Literal | Reading]] = []
        self.counted: list[tuple[x.Expression, Literal]] = []
        self._unknowns: set[Literal] = set()
        self._nodes: dict[tuple[int, bool], Literal] = {}
        self._names = 0
        for reading in plan.safety:
            self._final(reading, "safety")
        for reading in plan.readings:
            self._final(reading, "findings")

    def _final(self, reading: Reading, part: str) -> None:
        self.rules.append(((*self._conjunction(reading.when, True), (Part, part, TRUE)), reading))

    def _add(self, patterns: Iterable[Literal], head: Literal) -> None:
        self.rules.append((tuple(dict.fromkeys(patterns)), head))

    def _name(self) -> str:
        self._names += 1
        return f"g{self._names}"

    def _conjunction(self, expression: x.Expression, positive: bool) -> tuple[Literal, ...]:
        """Facts that must all hold for the expression to be true (or false)."""
        if isinstance(expression, x.Not):
            return self._conjunction(expression.child, not positive)
        if isinstance(expression, (x.All, x.Any)) and isinstance(expression, x.All) == positive:
            return tuple(literal for child in expression.children for literal in self._conjunction(child, positive))
        if isinstance(expression, x.AtLeast):
            needed = expression.n if positive else len(expression.children) - expression.n + 1
            if needed == len(expression.children):
                return tuple(literal for child in expression.children for literal in self._conjunction(child, positive))
        return (self.literal(expression, positive),)

    def literal(self, expression: x.Expression, positive: bool) -> Literal:
        """The single fact that stands for the expression being true (or false)."""
        if isinstance(expression, x.Not):
            return self.literal(expression.child, not positive)
        if isinstance(expression, x.Atom):
            return (Leaf, str(expression.index), TRUE if positive else FALSE)
        key = (id(expression), positive)
        found = self._nodes.get(key)
        if found is None:
            name = f"s{expression.index}" if isinstance(expression, x.SignRef) else self._name()
            found = self._nodes[key] = (Node, name, TRUE if positive else FALSE)
            self._define(expression, positive, found)
        return found

    def _define(self, expression: x.Expression, positive: bool, head: Literal) -> None:
        if isinstance(expression, x.SignRef):
            gate = self._conjunction(expression.gate, True) if expression.gate is not None else ()
            self._add((*gate, *self._conjunction(expression.body, positive)), head)
        elif isinstance(expression, x.Counted):
            self._define_counted(expression, positive, head)
        elif isinstance(expression, x.AtLeast):
            n = expression.n if positive else len(expression.children) - expression.n + 1
            self._ladder([self._conjunction(child, positive) for child in expression.children], n, head)
        elif isinstance(expression, (x.All, x.Any)):
            if isinstance(expression, x.All) == positive:
                self._add(self._conjunction(expression, positive), head)
            else:
                for child in expression.children:
                    self._add(self._conjunction(child, positive), head)

    def _ladder(self, children: list[tuple[Literal, ...]], n: int, head: Literal) -> None:
        """``head`` once n of the children hold: "k among the first i" climbs one rung at a time."""
        base, size = self._name(), len(children)

        def rung(i: int, k: int) -> tuple[Literal, ...]:
            if k == 0:
                return ()
            return (head,) if (i, k) == (size, n) else ((Node, f"{base}.{i}.{k}", TRUE),)

        for i in range(1, size + 1):
            for k in range(max(1, n - (size - i)), min(i, n) + 1):
                if i > k:
                    self._add(rung(i - 1, k), rung(i, k)[0])
                self._add((*rung(i - 1, k - 1), *children[i - 1]), rung(i, k)[0])

    def _define_counted(self, expression: x.Counted, positive: bool, head: Literal) -> None:
        n, known = expression.rule.n, expression.rule.known
        true = [self._conjunction(child, True) for child in expression.children]
        if not positive:
            self._ladder(true, n + 1, head)
            return
        # At most n true: at least m - n are false or unknown. "Unknown" is a fact of its own, declared when its time has come.
        not_true: list[tuple[Literal, ...]] = []
        is_known: list[tuple[Literal, ...]] = []
        for child in expression.children:
            yes, no = self.literal(child, True), self.literal(child, False)
            name = f"{yes[0].__name__}.{yes[1]}.{yes[2]}"
            unknown: Literal = (Node, f"u.{name}", UNKNOWN)
            misses: Literal = (Node, f"m.{name}", TRUE)
            known_fact: Literal = (Node, f"k.{name}", TRUE)
            if unknown not in self._unknowns:
                self._unknowns.add(unknown)
                self.counted.append((child, unknown))
                self._add((no,), misses)
                self._add((unknown,), misses)
                self._add((yes,), known_fact)
                self._add((no,), known_fact)
            not_true.append((misses,))
            is_known.append((known_fact,))
        parts: list[Literal] = []
        for children, needed in ((not_true, len(true) - n), (is_known, known)):
            if needed > 0:
                parts.append((Node, self._name(), TRUE))
                self._ladder(children, needed, parts[-1])
        self._add(parts, head)


class Facts(dict[Literal, Anything]):
    """One fact for each literal, made when first asked for and declared anew in each consultation."""

    def __missing__(self, literal: Literal) -> Anything:
        kind, name, value = literal
        fact = self[literal] = kind(id=name, v=value)
        return fact


def build_engine(network: Network, matcher: type | None = IndexedMatcher) -> Anything:
    """An experta engine with the network's rules; ``fired`` collects the readings whose rules fired.

    ``known`` holds the facts it can be told. ``matcher=None`` keeps experta as it comes (for comparison).
    """
    known, patterns = Facts(), Facts()
    count = len(network.rules)
    rules = [
        _rule(f"r{index:05d}", [patterns[literal] for literal in literals], count - index,
              _fires(head) if isinstance(head, Reading) else _declares(known[head]))
        for index, (literals, head) in enumerate(network.rules)
    ]  # fmt: skip
    if matcher is None:
        engine = type("StockEngine", (KnowledgeEngine,), {rule.__name__: rule for rule in rules})()
    else:
        engine = _Engine(rules, matcher)
    engine.fired, engine.known = [], known
    return engine


def _rule(name: str, conditions: list[Anything], salience: int, action: Anything) -> Anything:
    """What experta's decorator makes of an action (but for reading its signature, which is most of the work)."""
    rule = Rule(*conditions, salience=salience)
    rule._wrapped, rule.__name__ = action, name
    return rule


class _Engine(KnowledgeEngine):  # type: ignore[misc]
    """experta looks through all members of the engine for rules, and again at each reset; ours are given and never change."""

    __strategy__ = BySalience

    def __init__(self, rules: list[Anything], matcher: type) -> None:
        self.__matcher__ = matcher
        self._rules = rules
        super().__init__()
        self._deffacts = KnowledgeEngine.get_deffacts(self)

    def get_rules(self) -> list[Anything]:
        """All rules, in the order of their saliences."""
        return self._rules

    def get_deffacts(self) -> Anything:
        """The declarations of a reset (experta's initial fact)."""
        return self._deffacts


def _fires(reading: Reading) -> Anything:
    def action(self: Anything) -> None:
        self.fired.append(reading)

    return action


def _declares(fact: Anything) -> Anything:
    def action(self: Anything) -> None:
        self.facts.declare(fact)  # what engine.declare comes to while rules run

    return action
