"""How certain a rule may be (DESIGN 4.4)."""

from __future__ import annotations

from advisor.model.base import KnowledgeBase
from advisor.model.condition import Condition, Kind, Leaf
from advisor.model.knowledge import Rule
from advisor.model.reach import can_be, leaves_through_signs

__all__ = ["ceilings", "fires_alone", "is_symptom_rule", "tests_that_fire_alone"]


def _questions(leaf: Leaf) -> tuple[str, ...]:
    """The questions a leaf needs: two for a ratio, none for a finding."""
    if leaf.kind is not Kind.QUESTION:
        return ()
    return (leaf.name,) if leaf.other is None else (leaf.name, leaf.other)


def tests_that_fire_alone(knowledge: KnowledgeBase, when: Condition) -> list[str]:
    """Self-tests whose questions can make the condition true with all else unknown (age, sex and the like given)."""
    leaves = leaves_through_signs(when, knowledge.signs)
    tests = sorted({knowledge.test_of(name) for leaf in leaves for name in _questions(leaf)} - {""})
    given = knowledge.info.constants.given
    return [
        test
        for test in tests
        if can_be(
            when,
            knowledge.signs,
            lambda leaf, test=test: (
                leaf.kind is Kind.QUESTION  # type: ignore[misc]
                and all(knowledge.test_of(name) == test or name in given for name in _questions(leaf))
            ),
        )
    ]


def fires_alone(knowledge: KnowledgeBase, when: Condition) -> bool:
    """Whether a single question or finding can make the condition true with all else unknown."""
    given = set(knowledge.info.constants.given)
    leaves = leaves_through_signs(when, knowledge.signs)
    names = {(leaf.kind, name) for leaf in leaves for name in _questions(leaf) or (leaf.name,)}

    def one_known(leaf: Leaf, one: tuple[Kind, str]) -> bool:
        if leaf.kind is not Kind.QUESTION:
            return (leaf.kind, leaf.name) == one
        return set(_questions(leaf)) <= given | ({one[1]} if one[0] is Kind.QUESTION else set())

    return any(
        can_be(when, knowledge.signs, lambda leaf, one=one: one_known(leaf, one))  # type: ignore[misc]
        for one in sorted(names)
    )


def _trust(knowledge: KnowledgeBase, rule: Rule) -> float:
    return min((knowledge.tests[test].trust for test in tests_that_fire_alone(knowledge, rule.when)), default=1.0)


def _needs_finding(knowledge: KnowledgeBase, rule: Rule) -> bool:
    return not can_be(rule.when, knowledge.signs, lambda leaf: leaf.kind is Kind.QUESTION)


def ceilings(knowledge: KnowledgeBase, rule: Rule) -> tuple[float, float]:
    """The most that one contribution of the rule may be: in favour, and against."""
    if _needs_finding(knowledge, rule):
        return 1.0, 1.0
    constants = knowledge.info.constants
    trust = _trust(knowledge, rule)
    highest = max((constants.bases[claim.basis] * (0.5 if claim.contested else 1.0) for claim in rule.evidence), default=0.0)
    if rule.pattern and not fires_alone(knowledge, rule.when):
        highest = min(highest * 2, constants.pattern_ceiling)
    return min(highest, trust), min(constants.evidence_against_ceiling, trust)


def is_symptom_rule(knowledge: KnowledgeBase, rule: Rule) -> bool:
    """Whether the rule can still be true with every test and finding leaf unknown (DESIGN 4.5, step 1)."""
    return can_be(
        rule.when,
        knowledge.signs,
        lambda leaf: leaf.kind is Kind.QUESTION and all(knowledge.questions[name].kind != "test" for name in _questions(leaf)),
    )
