"""Which finding waits for which (DESIGN 4.6): the graph behind the strata and the circles that are refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from advisor.model.base import KnowledgeBase
from advisor.model.condition import Kind, walk_leaves
from advisor.model.knowledge import Rule

__all__ = ["findings_read", "graph", "strata", "strongly_connected", "targets"]


def findings_read(rule: Rule) -> list[str]:
    """Findings the rule's condition reads: ``pattern`` ids, ``dominant.m`` and ``dormant.m``."""
    found = {
        leaf.name if leaf.kind is Kind.PATTERN else f"{leaf.kind.value}.{leaf.name}"
        for leaf in walk_leaves(rule.when)
        if leaf.kind in (Kind.PATTERN, Kind.DOMINANT, Kind.DORMANT)
    }
    return sorted(found)


def targets(rule: Rule, knowledge: KnowledgeBase) -> dict[str, list[str]]:
    """Per effect (conclude, passes_on, discount, exclude) the findings it touches."""
    conclude = list(rule.conclude.patterns) + ([rule.id] if rule.pattern else [])
    conclude += [f"{role}.{name}" for role in ("dominant", "dormant") for name in getattr(rule.conclude, role)]
    discount = [*rule.discount.patterns]
    for role in ("dominant", "dormant"):
        discount += [f"{role}.{name}" for name in (*getattr(rule.discount, role), *rule.discount.muscles)]
    if rule.discount.symptoms is not None:
        discount += [f"{role}.{name}" for role in ("dominant", "dormant") for name in knowledge.muscles]
    exclude = [*rule.exclude.patterns]
    exclude += [f"{role}.{name}" for role in ("dominant", "dormant") for name in getattr(rule.exclude, role)]
    passes = [f"{role}.{name}" for role in ("dominant", "dormant") for name in getattr(rule.passes_on, role)]
    return {"conclude": conclude, "passes_on": passes, "discount": discount, "exclude": exclude}


def graph(knowledge: KnowledgeBase) -> dict[str, dict[str, set[str]]]:
    """finding -> {finding it waits for: rule codes that make it wait}. Rivals are not edges here."""
    edges: dict[str, dict[str, set[str]]] = {}
    passes = {rule.id: set(targets(rule, knowledge)["passes_on"]) for rule in knowledge.patterns.values()}
    for rule in knowledge.active_rules:
        touched, read = targets(rule, knowledge), findings_read(rule)
        for effect, names in touched.items():
            through_pattern = rule.pattern if effect != "conclude" else None
            waits = [rule.pattern] if through_pattern and rule.pattern else read
            for name in names:
                here = edges.setdefault(name, {})
                for other in waits:
                    here.setdefault(other, set()).add(rule.code)
        for other in rule.yields_to:
            passed = passes.get(other, set())
            for name in touched["conclude"]:
                if name in passed:
                    edges.setdefault(name, {}).setdefault(other, set()).add(rule.code)
    return edges


def merged(knowledge: KnowledgeBase) -> dict[str, str]:
    """pattern -> the first of its group of rivals; rivals are worked out together."""
    leader = {pattern: pattern for pattern in knowledge.patterns}

    def root(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for rule in knowledge.active_rules:
        for rival in rule.rivals:
            if rule.pattern and rival in leader:
                first, second = sorted((root(rule.pattern), root(rival)))
                leader[second] = first
    return {name: root(name) for name in leader}


def strata(knowledge: KnowledgeBase) -> list[list[str]]:
    """Findings grouped so that each waits only for earlier groups. The knowledge base must have no circles."""
    edges, group = graph(knowledge), merged(knowledge)
    names = set(edges) | set(group)
    depth: dict[str, int] = {}

    def level(leader: str) -> int:
        if leader not in depth:
            members = [name for name in names if group.get(name, name) == leader]
            waits = {group.get(other, other) for name in members for other in edges.get(name, {})} - {leader}
            depth[leader] = max((level(other) + 1 for other in sorted(waits)), default=0)
        return depth[leader]

    levels: dict[int, list[str]] = {}
    for name in sorted(names):
        levels.setdefault(level(group.get(name, name)), []).append(name)
    return [levels[index] for index in sorted(levels)]


def strongly_connected(edges: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Circles of a graph: components of more than one node, or a node with an edge to itself (Tarjan 1972)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    circles: list[list[str]] = []

    def visit(start: str) -> None:
        work = [(start, iter(sorted(edges.get(start, ()))))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            node, following = work[-1]
            step = next(following, None)
            if step is not None:
                if step not in index:
                    index[step] = low[step] = len(index)
                    stack.append(step)
                    on_stack.add(step)
                    work.append((step, iter(sorted(edges.get(step, ())))))
                elif step in on_stack:
                    low[node] = min(low[node], index[step])
                continue
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[node])
            if low[node] == index[node]:
                component: list[str] = []
                while True:
                    last = stack.pop()
                    on_stack.discard(last)
                    component.append(last)
                    if last == node:
                        break
                if len(component) > 1 or node in set(edges.get(node, ())):
                    circles.append(sorted(component))

    for name in sorted(edges):
        if name not in index:
            visit(name)
    return sorted(circles)
