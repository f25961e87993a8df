"""Circles that are refused: signs, relevance, and findings that wait for each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.errors import Diagnostic
from advisor.knowledge.raw import Entry, Raw
from advisor.model.base import KnowledgeBase
from advisor.model.condition import Condition, Kind, walk_leaves
from advisor.model.dependencies import graph, merged, strongly_connected

__all__ = ["find_circles", "sign_circles"]


def _reads(*conditions: Condition | None, kind: Kind) -> set[str]:
    names: set[str] = set()
    for condition in conditions:
        if condition is not None:
            for leaf in walk_leaves(condition):
                if leaf.kind is kind:
                    names |= {leaf.name} | ({leaf.other} if leaf.other else set())
    return names


def sign_circles(raw: Raw) -> list[Diagnostic]:
    """Signs that read each other in a circle; must be clean before anything reads through signs."""
    edges = {name: _reads(e.item.when, e.item.applies_if, kind=Kind.SIGN) for name, e in raw.signs.items()}
    return [_circle(raw.signs, names, "C413", "these signs read each other in a circle") for names in strongly_connected(edges)]


def find_circles(knowledge: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """Circles of relevance and of findings (DESIGN 4.1, 4.6)."""
    relevance = {
        name: _reads(question.relevant_if, kind=Kind.QUESTION) for name, question in knowledge.questions.items()
    }
    text = "whether these questions are asked depends on each other in a circle"
    problems = [_circle(raw.questions, names, "C413", text) for names in strongly_connected(relevance)]
    edges, group = graph(knowledge), merged(knowledge)
    joined: dict[str, set[str]] = {}
    for name, waits in edges.items():
        joined.setdefault(group.get(name, name), set()).update(group.get(other, other) for other in waits)
    rival_pairs = {(name, other) for name, waits in edges.items() for other in waits}
    for leader in [key for key, waits in joined.items() if key in waits]:
        own = [(a, b) for a, b in rival_pairs if group.get(a, a) == leader == group.get(b, b)]
        if not own:
            joined[leader].discard(leader)
    for names in strongly_connected(joined):
        members = [name for name in edges if group.get(name, name) in names]
        codes = sorted({c for name in members for o, cs in edges[name].items() if group.get(o, o) in names for c in cs})
        entry = raw.rules[codes[0]]
        message = f"these rules wait for each other in a circle: {', '.join(codes)}"
        problems.append(entry.problem("R506", message, f"findings in the circle: {', '.join(sorted(members))}"))
    return problems


def _circle(table: Mapping[str, Entry[Any]], names: list[str], code: str, message: str) -> Diagnostic:
    return table[names[0]].problem(code, f"{message}: {', '.join(names)}", "remove one of the links", key=True)
