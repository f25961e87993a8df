"""A certainty as steps: the trace's own numbers, from 0 to what is shown, adding up to the last digit."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.inference.consult import Consultation, Reasoner
from advisor.model.assessment import Contribution, Derivation, MuscleFinding
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Constants
from advisor.report.charts import Staircase, Step, hundredths, staircase
from advisor.report.words import cut
from oracle.strategies import random_sheet, small_knowledge
from parity.sheets import mostly_safe

from .cases import PERSONAS, assessed, kb

K = Constants()
Derivations = dict[tuple[str, str], Derivation]


def replayed(steps: Sequence[Step]) -> list[float]:
    """The height after each step, worked out anew from the steps' own numbers by DESIGN 4.5 and 4.7 and nothing else."""
    heights, height, speaks_for, against = [], 0.0, 0.0, 0.0
    for step in steps:
        if step.kind in ("symptom", "rest", "pattern"):
            height = min(1 - (1 - height) * (1 - step.amount), 0.99)
        elif step.kind == "symptom-cap":
            height = min(height, step.amount)
        elif step.kind in ("symptom-factor", "discount"):
            height *= step.amount
        elif step.kind == "against":
            speaks_for = speaks_for if against else height
            against = 1 - (1 - against) * (1 - step.amount)
            md = min(against, 0.99)
            height = (speaks_for - md) / (1 - min(speaks_for, md))
        elif step.kind == "cap":
            height = max(-step.amount, min(step.amount, height))
        elif step.kind == "opposite":
            height = (height - step.amount) / (1 - min(height, step.amount))
        else:
            assert step.kind in ("excluded", "rival"), step
            height = 0.0
        heights.append(height)
    return heights


def right(stairs: Staircase, end: float) -> None:
    """From 0, each step where the last one ended, every height the one its number gives, and the end the certainty."""
    assert [step.before for step in stairs.steps] == list(stairs.heights[:-1])
    assert sum(step.change for step in stairs.steps) == stairs.end == round(end * 1_000_000)
    for step, height in zip(stairs.steps, replayed(stairs.steps), strict=True):
        assert abs(step.after - height * 1_000_000) <= 2, step
    shown = sum(step.shown for step in stairs.steps)
    assert f"{'-' if shown < 0 else ''}{abs(shown) // 100}.{abs(shown) % 100:02d}" == cut(end)


def every_finding(findings: Sequence[MuscleFinding], derivations: Derivations, constants: Constants) -> int:
    """Each derivation by itself, and each muscle's verdict with both readings."""
    for derivation in derivations.values():
        for pool in (False, True):
            stairs = staircase(derivation, constants, pool=pool)
            assert sum(step.change for step in stairs.steps) == round(derivation.certainty * 1_000_000)
        right(staircase(derivation, constants, pool=False), derivation.certainty)
    for finding in findings:
        roles = ("dominant", "dormant") if finding.dominant >= finding.dormant else ("dormant", "dominant")
        mine, other = (derivations.get((f"{role}.{finding.muscle}", finding.side)) for role in roles)
        assert mine is not None
        right(staircase(mine, constants, opposite=other, pool=False), finding.certainty)
    return len(derivations) + len(findings)


def of_consultation(found: Consultation, base: KnowledgeBase) -> int:
    return every_finding(found.findings, found.certainties.derivations, base.info.constants)


@pytest.mark.parametrize("name", PERSONAS)
def test_every_persona_adds_up(name: str) -> None:
    found = assessed(name)[1]
    derivations = {(item.finding, item.side): item for item in found.derivations}
    assert every_finding(found.findings, derivations, kb().info.constants) or not found.safety.findings_allowed


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9))
def test_random_rules_and_sheets_add_up(seed: int) -> None:
    rng = Random(seed)
    base = small_knowledge(rng)
    reasoner = Reasoner(base)
    for _ in range(3):
        of_consultation(reasoner.consult(random_sheet(base, rng)), base)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9))
def test_random_sheets_of_the_shipped_rules_add_up(reasoner: Reasoner, seed: int) -> None:
    of_consultation(reasoner.consult(mostly_safe(kb(), Random(seed))), kb())


def derivation(*parts: tuple[str, float], certainty: float, **more: object) -> Derivation:
    """A derivation with the sums its parts give, and what else was done to it."""
    found = tuple(Contribution(rule=f"R-{n}", side="left", kind=kind, amount=c) for n, (kind, c) in enumerate(parts))  # type: ignore[arg-type]

    def fold(*kinds: str) -> float:
        u = 1.0
        for part in found:
            u *= 1 - part.amount if part.kind in kinds and not part.left_out_for else 1
        return 1 - u

    symptom, factor = fold("symptom"), more.get("symptom_factor", 1.0)
    part = min(symptom, 0.4) * float(str(factor))
    mb, md = min(1 - (1 - part) * (1 - fold("rest", "pattern")), 0.99), min(fold("against"), 0.99)
    sums = {"symptom_sum": symptom, "symptom_part": part, "rest": fold("rest", "pattern"), "against": fold("against")}
    fixed = {"symptom_factor": 1.0, "combined": (mb - md) / (1 - min(mb, md)), **sums, **more}
    return Derivation(finding="dormant.soleus", side="left", contributions=found, certainty=certainty, **fixed)


def kinds(stairs: Staircase) -> list[tuple[str, int]]:
    return [(step.kind, step.change) for step in stairs.steps]


def test_every_kind_of_step() -> None:
    made = derivation(
        ("symptom", 0.3), ("symptom", 0.4), ("rest", 0.5), ("against", 0.2), certainty=0.0, symptom_factor=0.5,
        discount=0.5, discount_by="LOAD-001", symptom_factor_by="LOAD-001", cap=0.2, excluded_by="SAF-1",
    )  # fmt: skip
    assert kinds(staircase(made, K)) == [
        ("symptom", 400_000), ("symptom", 180_000), ("symptom-cap", -180_000), ("symptom-factor", -200_000),
        ("rest", 400_000), ("against", -100_000), ("discount", -250_000), ("cap", -50_000), ("excluded", -200_000),
    ]  # fmt: skip
    lost = derivation(("rest", 0.3), certainty=0.0, lost_to="P02")
    assert kinds(staircase(lost, K)) == [("rest", 300_000), ("rival", -300_000)]
    assert [step.rule for step in staircase(lost, K).steps] == ["R-0", "P02"]


def test_the_opposite_reading_is_the_last_step_down() -> None:
    mine, other = derivation(("rest", 0.6), certainty=0.6), derivation(("rest", 0.45), certainty=0.45)
    stairs = staircase(mine, K, opposite=other)
    assert kinds(stairs)[-1] == ("opposite", 272_727 - 600_000)
    assert (stairs.end, hundredths(stairs.end)) == (272_727, 27)
    against = derivation(("against", 0.3), certainty=-0.3)
    assert kinds(staircase(mine, K, opposite=against)) == [("rest", 600_000)], "what is spoken against is no opposite reading"


def test_a_step_below_nothing_and_a_cap_from_below() -> None:
    made = derivation(("rest", 0.1), ("against", 0.4), ("against", 0.4), ("against", 0.4), ("against", 0.4), certainty=-0.85)
    stairs = staircase(made, K)
    assert stairs.heights[2] < 0
    assert made.combined < -0.85
    assert (stairs.steps[-1].kind, stairs.end) == ("cap", -850_000)


def test_what_is_shown_is_cut_towards_nothing_on_both_sides() -> None:
    assert [hundredths(n) for n in (0, 9_999, 10_000, 199_999, -9_999, -199_999)] == [0, 0, 1, 19, 0, -19]


def test_what_was_left_out_is_no_step_and_many_small_ones_stand_together() -> None:
    parts = [("rest", 0.02 * n) for n in range(1, 11)]
    made = derivation(*parts, certainty=0.0)
    made = made.model_copy(update={"certainty": round(made.combined, 6), "cap": None})
    stairs = staircase(made, K)
    assert [step.kind for step in stairs.steps] == ["rest"] * 5 + ["smaller"]
    assert stairs.steps[-1].count == 5
    assert stairs.end == round(made.combined * 1_000_000)
    left = made.contributions[0].model_copy(update={"left_out_for": "P01", "amount": 0.5})
    assert staircase(made.model_copy(update={"contributions": (*made.contributions, left)}), K) == stairs


def test_a_trace_that_does_not_add_up_is_refused() -> None:
    made = derivation(("rest", 0.5), certainty=0.5)
    for wrong in ({"certainty": 0.49}, {"rest": 0.4}, {"combined": 0.6}, {"contributions": ()}):
        with pytest.raises(ValueError, match="does not add up"):
            staircase(made.model_copy(update=wrong), K)
