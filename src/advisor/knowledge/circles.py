"""Circles that are refused: signs, relevance, and findings that wait for each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.errors import Diagnostic
from advisor.knowledge.raw import Entry, Raw
from advisor.model.base import KnowledgeBase
from advisor.model.condition import Condition, Kind, walk_leaves
from advisor.model.dependencies import graph, merged, strongly_connected

__all__ = ["depth_problems", "find_circles", "sign_circles"]

MAX_LEAVES = 10_000
MAX_SIGN_DEPTH = 12
MAX_CHAIN = 100


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


def depth_problems(raw: Raw) -> list[Diagnostic]:
    """Conditions that open into too much when their signs are read through (all of it is worked out for every answer)."""
    sizes: dict[str, tuple[int, int]] = {}  # sign -> (leaves once opened, depth)

    def size(*conditions: Condition | None) -> tuple[int, int]:
        leaves = depth = 0
        for condition in conditions:
            for leaf in walk_leaves(condition) if condition is not None else ():
                inner = sizes.get(leaf.name, (1, 0)) if leaf.kind is Kind.SIGN else (1, 0)
                leaves, depth = leaves + inner[0], max(depth, inner[1])
        return leaves, depth

    waiting = {name: _reads(e.item.when, e.item.applies_if, kind=Kind.SIGN) for name, e in raw.signs.items()}
    while waiting:  # no circles here: something is always ready
        ready = [name for name, reads in waiting.items() if not reads & waiting.keys()]
        for name in ready:
            leaves, depth = size(raw.signs[name].item.when, raw.signs[name].item.applies_if)
            sizes[name] = (leaves, depth + 1)
            del waiting[name]
    problems: list[Diagnostic] = []
    for entry, found in [(e, sizes[name]) for name, e in raw.signs.items()] + [
        (e, size(e.item.when)) for e in raw.rules.values()
    ]:
        if found[0] > MAX_LEAVES or found[1] > MAX_SIGN_DEPTH:
            message = f"with its signs opened this reads {found[0]} things, {found[1]} signs deep"
            hint = f"at most {MAX_LEAVES} things and {MAX_SIGN_DEPTH} deep: split it"
            problems.append(entry.problem("C414", message, hint, "when", key=True))
    return problems[:20]


def find_circles(knowledge: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """Circles of relevance and of findings (DESIGN 4.1, 4.6)."""
    relevance = {
        name: _reads(question.relevant_if, *_test_relevance(knowledge, question.test), kind=Kind.QUESTION)
        for name, question in knowledge.questions.items()
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
    if not problems and (longest := _longest(joined)) > MAX_CHAIN:
        message = f"findings wait for each other {longest} deep"
        problems.append(
            next(iter(raw.rules.values())).problem("C414", message, f"at most {MAX_CHAIN}: are all these rules needed?")
        )
    return problems


def _longest(waits: Mapping[str, set[str]]) -> int:
    """The longest chain in a graph without circles, up to a little above MAX_CHAIN."""
    level = dict.fromkeys(waits, 0)
    for count in range(1, MAX_CHAIN + 2):
        raised = {name for name, others in waits.items() if any(level.get(other, 0) >= count - 1 for other in others)}
        if not raised:
            return count - 1
        level |= dict.fromkeys(raised, count)
    return MAX_CHAIN + 1


def _test_relevance(knowledge: KnowledgeBase, test: str) -> tuple[Condition | None, ...]:
    return (knowledge.tests[test].relevant_if,) if test else ()


def _circle(table: Mapping[str, Entry[Any]], names: list[str], code: str, message: str) -> Diagnostic:
    return table[names[0]].problem(code, f"{message}: {', '.join(names)}", "remove one of the links", key=True)
