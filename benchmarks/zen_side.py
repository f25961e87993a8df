"""The same generated rules in zen-engine (optional): one expression for each fact that a rule declares and each reading.

zen-engine evaluates a graph once, without chaining, so all facts of a consultation are given at once and the expressions stand
in the order in which they need each other. That gives the readings that fire, as the matching of experta and CLIPS does.
"""

from __future__ import annotations

import json
from typing import Any

from advisor.inference.network import Literal, Network
from advisor.inference.plan import Reading
from clips_side import Batch

__all__ = ["Zen"]


class Zen:
    """The network's rules as one decision. Raises ImportError without zen-engine."""

    def __init__(self, network: Network) -> None:
        import zen  # type: ignore[import-not-found,unused-ignore]

        self._rules: dict[Any, list[tuple[Literal, ...]]] = {}
        self._readings: dict[str, str] = {}
        for literals, head in network.rules:
            self._rules.setdefault(head.key if isinstance(head, Reading) else head, []).append(literals)
        self._names: dict[Any, str] = {}
        self._given: dict[Literal, str] = {}
        self._expressions: list[dict[str, str]] = []
        for head in self._rules:
            name = self._define(head)
            if isinstance(head, str):
                self._readings[name] = head
        nodes = [
            {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
            {"id": "rules", "name": "rules", "type": "expressionNode", "position": {"x": 1, "y": 0},
             "content": {"expressions": self._expressions}},
            {"id": "out", "name": "out", "type": "outputNode", "position": {"x": 2, "y": 0}},
        ]  # fmt: skip
        edges = [
            {"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in (("in", "rules"), ("rules", "out"))
        ]
        self._decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def facts(self, batches: list[Batch]) -> dict[str, bool]:
        """The facts of one consultation, as zen's input."""
        declared = {literal for batch in batches for literal in batch}
        return {name: literal in declared for literal, name in self._given.items()}

    def run(self, facts: dict[str, bool]) -> list[str]:
        """The readings fired, sorted."""
        result = self._decision.evaluate(facts)["result"]
        return sorted(reading for name, reading in self._readings.items() if result[name])

    def _define(self, head: Any) -> str:
        """The name of a fact or reading; what it needs is defined before it."""
        if head in self._names:
            return self._names[head]
        if head not in self._rules:
            name = self._names[head] = self._given[head] = f"f{len(self._given)}"
            return name
        ways = [" and ".join(self._read(literal) for literal in literals) for literals in self._rules[head]]
        name = self._names[head] = f"d{len(self._expressions)}"
        self._expressions.append({"id": name, "key": name, "value": " or ".join(f"({way})" for way in ways)})
        return name

    def _read(self, literal: Literal) -> str:
        name = self._define(literal)
        return name if literal in self._given else f"$.{name}"
