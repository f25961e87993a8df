"""One fact counts once: a test and the pattern that used it, two patterns' shares of one side, and rules that tell causes apart.

DESIGN 4.5: a rule's share is left out where a pattern that used the same test passes on to the same muscle. The one-sided
levels (P16b to P16e) pass nothing on, so the tests' own rules are silent where a level speaks (``at_most``), and a level
yields to the pattern of its region.
"""

from __future__ import annotations

import re
from random import Random
from typing import Any

from advisor.inference.consult import Consultation, Reasoner
from advisor.inference.expression import tests_behind as behind
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.model.condition import AtMost, Condition, Kind, Leaf, Op
from advisor.model.knowledge import Rule
from knowledge.clean_sheet import clean_sheet, laid_over
from knowledge.consulted import consulted
from oracle.naive import leaves_through

CONTEXT = {"achilles_trouble", "runners_knee", "tight_hamstrings", "stiff_upper_body", "spot", "spot_type", "age", "sex"}
"""Which trouble it is, and where: said by both rules, but evidence in neither."""
STATED = {"P15b"}
"""The dossier itself lets the load count on: .40 with few tests, .60 with three (P15)."""


def parts(condition: Condition) -> list[Condition]:
    return list(getattr(condition, "children", ())) or [condition]


def facts(kb: KnowledgeBase, condition: Condition) -> set[tuple[str, str]]:
    """The answers that can make a condition true, as question and option; ``at_most`` only holds it back."""
    if isinstance(condition, AtMost):
        return set()
    if isinstance(condition, Leaf):
        leaves = [leaf for leaf in leaves_through(kb, condition) if leaf.kind is Kind.QUESTION]
        return {(leaf.name, value if leaf.op is Op.IS else "") for leaf in leaves for value in leaf.values}
    return {fact for part in parts(condition) for fact in facts(kb, part)}


def holds_back(rule: Rule) -> bool:
    """It is silent where its pattern's other signs are there (``at_most``)."""
    return any(isinstance(part, AtMost) for part in parts(rule.when))


def test_what_adds_to_a_pattern_brings_a_fact_of_its_own(kb: KnowledgeBase) -> None:
    """SYM-047, SYM-074 and their like read no answer that the pattern reads, or are silent where the pattern speaks."""
    twice = {}
    for rule in kb.active_rules:
        for name, certainty in rule.conclude.patterns.items():
            both = facts(kb, rule.when) & facts(kb, kb.patterns[name].when)
            shared = {fact for fact in both if fact[0] not in CONTEXT}
            if certainty > 0 and shared and not holds_back(rule) and rule.code not in STATED:
                twice[rule.code] = shared
    assert not twice


def test_no_told_apart_rule_counts_a_normal_test_against_a_pattern(kb: KnowledgeBase) -> None:
    """A normal test speaks against its muscles by its own rule; only its own file, and P11b, speak against a pattern."""
    against = {r.code for r in kb.active_rules if any(c < 0 for c in r.conclude.patterns.values())}
    assert {code for code in against if not code.startswith("TST")} == {"P11b"}


ONE_SIDED: dict[str, tuple[Any, Any]] = {
    # test: a bad and a good answer
    "t_short_foot": (2, 5), "t_toe_yoga_big": (5, 9), "t_arch_drop": (12, 6), "t_sls_open": (20, 45),
    "t_heel_raise_straight": (12, 25), "t_heel_raise_bent": (10, 20),
    "t_step_down": (4, 0), "t_side_lift": (6, 10), "t_pelvic_drop": ("yes", "no"), "t_hs_bridge_reps": (12, 25),
    "t_side_plank": (30, 60),
}  # fmt: skip
WITH_THEM: dict[str, Any] = {
    "t_short_foot_claw": "no", "t_short_foot_roll": "no", "t_toe_yoga_four": 9, "t_heel_raise_straight_height": "full",
    "t_step_down_better": "neither", "t_step_down_finished": "finished", "t_side_lift_drift": "no", "form_seen": "no",
}  # fmt: skip
TROUBLES = ("it_band_pain", "runners_knee", "achilles_trouble", "tight_hamstrings")


def one_sided(kb: KnowledgeBase, rng: Random) -> AnswerSheet:
    """The left side worse than the right in some tests, equal in others, with some troubles on the left."""
    answers = dict(WITH_THEM)
    for test, (bad, good) in ONE_SIDED.items():
        draw = rng.random()
        if draw < 0.75:
            answers[test] = {"left": bad, "right": good} if draw < 0.5 else bad if draw < 0.6 else good
    for trouble in rng.sample(TROUBLES, rng.randint(0, 2)):
        answers[trouble] = {"left": "present", "right": "absent"}
    answers["t_side_lift_burn"] = {"left": rng.choice(["front_pocket", "side_glute"]), "right": "side_glute"}
    answers["other_signs"] = rng.choice(["none", ["hip_clicks_front"], ["hamstring_cramp_late"]])
    return laid_over(clean_sheet(kb), answers, kb)


def consultations(kb: KnowledgeBase, reasoner: Reasoner, sheets: int) -> list[Consultation]:
    found = [consulted(reasoner, one_sided(kb, Random(f"once {seed}"))) for seed in range(sheets)]
    assert all(one.safety.findings_allowed for one in found)
    return found


def test_a_one_sided_level_and_its_tests_never_both_count(kb: KnowledgeBase, reasoner: Reasoner) -> None:
    """Where P16b to P16e speak of a muscle, no test of that level speaks of it again, and no pattern that used such a test."""
    whens = {(reading.rule.code, reading.scope): reading.when for reading in reasoner.plan.readings}
    spoke: set[tuple[str, str]] = set()
    for found in consultations(kb, reasoner, 80):
        for derivation in found.certainties.derivations.values():
            counted = [c for c in derivation.contributions if c.kind != "against" and not c.left_out_for]
            for level in (c for c in counted if re.fullmatch(r"P16[b-e]", c.rule)):
                spoke.add((level.rule, derivation.finding))
                used = behind(whens[level.rule, derivation.side], found.degrees)
                for other in counted:
                    scope = derivation.side if kb.rules[other.rule].per == "side" else ""
                    if other.rule != level.rule and (other.rule, scope) in found.certainties.fired:
                        twice = used & behind(whens[other.rule, scope], found.degrees)
                        assert not twice, (level.rule, other.rule, derivation.finding, twice)
    assert len(spoke) == 6  # each muscle of each level was tried


def test_two_foot_signs_are_the_foot_pattern_and_the_told_apart_rule_is_silent(kb: KnowledgeBase, reasoner: Reasoner) -> None:
    for found in consultations(kb, reasoner, 25):
        fired = set(found.certainties.fired)
        for side in ("left", "right"):
            assert not {("P04", side), ("SYM-034", side)} <= fired


def test_facts_are_seen_through_signs(kb: KnowledgeBase) -> None:
    """The helper above reads signs, and leaves out what only holds a rule back."""
    found = {name for name, _ in facts(kb, kb.rules["TST-17e"].when)}
    assert "t_short_foot" in found
    assert "t_toe_yoga_big" not in found
