"""What cannot be compiled, found before anything is: an error that names the rule, never a silent other way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.model.base import KnowledgeBase
from advisor.model.condition import Condition, Kind, Leaf, Op, walk_leaves
from advisor.model.knowledge import Question
from advisor.population.columns import MOST_OPTIONS

__all__ = ["conditions_of", "refuse"]

_EXACT = 2**62
"""Whole numbers up to here are compared exactly, whatever is added to them."""


def refuse(knowledge: KnowledgeBase, places: Mapping[str, Place]) -> None:
    """Raises AdvisorError P801 with every rule, sign or exercise whose condition no column can hold."""
    problems = []
    for owner, code, condition in conditions_of(knowledge):
        for leaf in walk_leaves(condition):
            why = _why(knowledge, leaf) if leaf.kind is Kind.QUESTION else ""
            if why:
                hint = "make the question or the number smaller; the consultation of one person is not touched by this"
                problems.append(
                    Diagnostic(places.get(code, Place()), "P801", f"{owner} cannot be run over a population: {why}", hint)
                )
    if problems:
        raise AdvisorError(problems)


def conditions_of(knowledge: KnowledgeBase) -> Iterator[tuple[str, str, Condition]]:
    """Every condition that a program reads: whose it is, in words, the code or id of that, and the condition."""
    for rule in knowledge.active_rules:
        yield f"rule {rule.code}", rule.code, rule.when
    for sign in knowledge.signs.values():
        yield f'sign "{sign.id}"', sign.id, sign.when
        if sign.applies_if is not None:
            yield f'sign "{sign.id}"', sign.id, sign.applies_if
    for name, exercise in knowledge.exercises.items():
        conditions = [exercise.not_if, *(variant.when for variant in exercise.variants.values())]
        yield from ((f'exercise "{name}"', name, condition) for condition in conditions if condition is not None)
    for name, question in knowledge.questions.items():
        if question.relevant_if is not None:
            yield f'question "{name}"', name, question.relevant_if
    for name, test in knowledge.tests.items():
        if test.relevant_if is not None:
            yield f'test "{name}"', name, test.relevant_if


def _why(knowledge: KnowledgeBase, leaf: Leaf) -> str:
    question = knowledge.questions[leaf.name]
    if question.type == "multi" and len(question.options) > MOST_OPTIONS:
        return f'"{leaf.name}" has {len(question.options)} options, and a column holds {MOST_OPTIONS}'
    if leaf.other is None and leaf.op not in (Op.GAP_AT_LEAST, Op.GAP_MORE_THAN):
        return ""
    n = Fraction(Decimal(leaf.values[0]))
    other = knowledge.questions[leaf.other or leaf.name]
    most = max(_largest(question), _largest(other)) * max(n.numerator, n.denominator) * max(question.scale, other.scale, 100)
    return f'{leaf.values[0]} has too many digits to compare "{leaf.name}" exactly' if most >= _EXACT else ""


def _largest(question: Question) -> int:
    low, high = question.range or (0.0, 1_000_000.0)
    return round(max(abs(low), abs(high), 1.0) * question.scale)
