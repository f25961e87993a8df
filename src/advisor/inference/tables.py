"""Who says what about which finding, looked up once: terms, shares, discounts, excludes (DESIGN 4.5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Rule

__all__ = ["Tables", "Term", "tables_of"]

_Factors = list[tuple[Rule, float]]


@dataclass(frozen=True)
class Term:
    """One rule's certainty for one finding."""

    rule: Rule
    certainty: float


@dataclass
class Tables:
    """``sequences``: per finding its terms in ascending rule code, of one rule its own before its pattern's; the last item
    is the share where it is passed on by a pattern. ``passing``: (pattern, finding) pairs."""

    sequences: dict[str, list[tuple[str, Term, float | None]]] = field(default_factory=dict)
    passing: set[tuple[str, str]] = field(default_factory=set)
    discounts: dict[str, _Factors] = field(default_factory=dict)
    excludes: dict[str, list[Rule]] = field(default_factory=dict)
    symptom_factors: _Factors = field(default_factory=list)


def tables_of(knowledge: KnowledgeBase) -> Tables:
    """The tables of all active rules."""
    found = Tables()
    terms: dict[str, list[tuple[str, int, Term, float | None]]] = defaultdict(list)
    for rule in knowledge.active_rules:
        own = dict(rule.conclude.patterns)
        if rule.conclude.pattern is not None:
            own[rule.id] = rule.conclude.pattern
        for role in ("dominant", "dormant"):
            own |= {f"{role}.{name}": value for name, value in getattr(rule.conclude, role).items()}
            for name, share in getattr(rule.passes_on, role).items():
                terms[f"{role}.{name}"].append((rule.code, 1, Term(rule, 0.0), share))
                found.passing.add((rule.id, f"{role}.{name}"))
        for name, value in own.items():
            terms[name].append((rule.code, 0, Term(rule, value), None))
        _effects(rule, found)
    for name, items in terms.items():
        items.sort(key=lambda item: item[:2])
        found.sequences[name] = [(code, term, share) for code, _, term, share in items]
    return found


def _effects(rule: Rule, found: Tables) -> None:
    for name, factor in rule.discount.patterns.items():
        found.discounts.setdefault(name, []).append((rule, factor))
    for role in ("dominant", "dormant"):
        for name, factor in (*rule.discount.muscles.items(), *getattr(rule.discount, role).items()):
            found.discounts.setdefault(f"{role}.{name}", []).append((rule, factor))
        for name in getattr(rule.exclude, role):
            found.excludes.setdefault(f"{role}.{name}", []).append(rule)
    for name in rule.exclude.patterns:
        found.excludes.setdefault(name, []).append(rule)
    if rule.discount.symptoms is not None:
        found.symptom_factors.append((rule, rule.discount.symptoms))
