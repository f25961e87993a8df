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
from advisor.inference.matcher import IndexedMatcher
from advisor.inference.plan import Plan, Reading

__all__ = ["Leaf", "Network", "Node", "Part", "build_engine"]

TRUE, FALSE, UNKNOWN = "t", "f", "u"


class Leaf(Fact):  # type: ignore[misc]
    """An answer or finding read in one way: ``id``, ``v`` one of t, f, u."""


class Node(Fact):  # type: ignore[misc]
    """A group, a rung of a ladder or a sign that holds: ``id``, ``v``."""


class Part(Fact):  # type: ignore[misc]
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


def build_engine(network: Network, matcher: type | None = IndexedMatcher) -> Anything:
    """An experta engine with the network's rules; ``fired`` collects the readings whose rules fired.

    ``matcher=None`` keeps experta as it comes (for comparison).
    """
    space: dict[str, Anything] = {}
    count = len(network.rules)
    patterns: dict[Literal, Anything] = {}
    for index, (literals, head) in enumerate(network.rules):
        action = _fires(head) if isinstance(head, Reading) else _declares(head)
        action.__name__ = f"r{index:05d}"
        for literal in literals:
            if literal not in patterns:
                kind, name, value = literal
                patterns[literal] = kind(id=name, v=value)
        conditions = [patterns[literal] for literal in literals]
        space[action.__name__] = Rule(*conditions, salience=count - index)(action)
    base = KnowledgeEngine if matcher is None else _Engine
    if matcher is not None:
        space["__matcher__"] = matcher
    engine = type("AdvisorEngine", (base,), space)()
    engine.fired = []
    return engine


class _Engine(KnowledgeEngine):  # type: ignore[misc]
    """experta looks through all members of the engine at each reset; once is enough, the rules never change."""

    def get_deffacts(self) -> Anything:
        """The declarations of a reset (experta's initial fact)."""
        if not hasattr(self, "_deffacts"):
            self._deffacts = KnowledgeEngine.get_deffacts(self)
        return self._deffacts


def _fires(reading: Reading) -> Anything:
    def action(self: Anything) -> None:
        self.fired.append(reading)

    return action


def _declares(head: Literal) -> Anything:
    kind, name, value = head

    def action(self: Anything) -> None:
        self.declare(kind(id=name, v=value))

    return action
