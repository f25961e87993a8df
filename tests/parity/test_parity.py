"""experta and the naive evaluator agree to the last bit: small random bases, exhaustive tiny ones, the shipped rules."""

from __future__ import annotations

import os
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.inference.consult import Consultation, Reasoner
from advisor.inference.safety import allowed
from advisor.inference.trace import start_with
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.prescription.choose import Need, choose
from oracle.naive import evaluate, exercise_allowed
from oracle.naive_plan import choose as naive_choose
from oracle.strategies import all_sheets, random_sheet, small_knowledge
from parity.sheets import mostly_safe, tiny_bases

THOROUGH = int(os.environ.get("ADVISOR_PARITY", "1"))


def agree(kb: KnowledgeBase, found: Consultation, sheet: AnswerSheet) -> None:
    """Everything section 4 defines: safety states, level, limits, firings, certainties, tests behind, verdicts."""
    naive = evaluate(kb, sheet)
    states = {(item.rule, item.scope): item.state for item in found.safety.items}
    assert states == {key: state for key, state in naive.safety.items() if state != "clear"}
    assert (found.safety.level, found.safety.ended, found.safety.findings_allowed) == (
        naive.level,
        naive.ended,
        naive.findings_allowed,
    )
    assert (not found.safety.blocked and not found.safety.ended) == naive.plan_allowed
    if found.safety.ended:
        return
    if naive.plan_allowed:
        limits = found.limits
        assert {r: limits.max_level.get(r, 4) for r in naive.max_level} == dict(naive.max_level)
        assert {r: limits.dose.get(r, 1.0) for r in naive.dose} == dict(naive.dose)
        assert {r: limits.max_pain.get(r, kb.info.plan.max_pain) for r in naive.max_pain} == dict(naive.max_pain)
        assert set(limits.avoid) == set(naive.avoid)
    assert set(found.safety.withheld) >= set(naive.withheld)
    if not found.safety.findings_allowed:
        assert not found.certainties.cf
        assert not found.findings
        return
    strengths = {(rule, scope): found.certainties.strength(rule, scope) for rule, scope in found.certainties.fired}
    muscle_rules = {key: value for key, value in naive.fired.items() if not kb.rules[key[0]].is_safety}
    assert strengths == muscle_rules
    cf = {key: value for key, value in found.certainties.cf.items() if key in naive.certainty or value}
    assert cf == dict(naive.certainty)
    verdicts = {(f.muscle, f.side): (f.role, f.certainty) for f in found.findings}
    assert verdicts == dict(naive.verdicts)


@settings(max_examples=250 * THOROUGH, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9))
def test_small_random_bases(seed: int) -> None:
    rng = Random(seed)
    kb = small_knowledge(rng)
    reasoner = Reasoner(kb)
    for share in (0.0, 0.1, 0.3, 0.6):
        sheet = random_sheet(kb, rng, share)
        agree(kb, reasoner.consult(sheet), sheet)


def test_every_answer_of_tiny_bases() -> None:
    """All combinations of all cells, on as many bases as fit."""
    for kb in tiny_bases(6 * THOROUGH):
        reasoner = Reasoner(kb)
        for sheet in all_sheets(kb, 1500):
            agree(kb, reasoner.consult(sheet), sheet)


def mixed(kb: KnowledgeBase, seed: int) -> AnswerSheet:
    """Sheets of all kinds in turn: safe and not quite, full and with gaps."""
    return mostly_safe(kb, Random(seed), danger=(0.0, 0.002, 0.01)[seed % 3], unanswered=(0.0, 0.1, 0.4)[seed // 3 % 3])


@pytest.mark.parametrize("seed", range(60 * THOROUGH))
def test_the_shipped_rules(kb: KnowledgeBase, reasoner: Reasoner, seed: int) -> None:
    sheet = mixed(kb, seed)
    agree(kb, reasoner.consult(sheet), sheet)


def test_the_sheets_reach_all_that_is_compared(kb: KnowledgeBase, reasoner: Reasoner) -> None:
    """Agreeing about sheets that safety ends says little: most have findings, many a plan, some neither."""
    found = [reasoner.consult(mixed(kb, seed)) for seed in range(27)]
    assert sum(bool(one.findings) for one in found) >= 18
    assert sum(not one.safety.ended and not one.safety.blocked for one in found) >= 9
    assert any(one.safety.ended for one in found)
    assert sum(len(one.limits.avoid) > 0 for one in found if not one.safety.ended) >= 9


@pytest.mark.parametrize("seed", range(16 * THOROUGH))
def test_the_shipped_rules_on_any_answers(kb: KnowledgeBase, reasoner: Reasoner, seed: int) -> None:
    sheet = random_sheet(kb, Random(1000 + seed), share_unanswered=(0.0, 0.1, 0.3)[seed % 3])
    agree(kb, reasoner.consult(sheet), sheet)


@pytest.mark.parametrize("seed", range(30 * THOROUGH))
def test_the_plan_is_the_naive_one(kb: KnowledgeBase, reasoner: Reasoner, seed: int) -> None:
    rng = Random(5000 + seed)
    sheet = mostly_safe(kb, rng, danger=(0.0, 0.004)[seed % 2])
    found = reasoner.consult(sheet)
    if found.safety.ended or found.safety.blocked:
        return
    kit, minutes = set(rng.sample(["band", "loop_band", "step", "ball", "stick"], rng.randint(0, 5))), rng.randint(5, 45)
    may = exercise_allowed(kb, sheet)
    for name in kb.exercises:
        assert allowed(found.plan, name, found.limits, found.view, found.degrees) == may(name), name
    dormant: dict[str, float] = {}
    for f in found.findings:
        if f.role == "dormant":
            dormant[f.muscle] = max(f.certainty, dormant.get(f.muscle, 0.0))
    need = Need(dormant, {f.muscle for f in found.findings if f.role == "dominant"}, start_with(found), kit, minutes, may)
    verdicts = {(f.muscle, f.side): (f.role, f.certainty) for f in found.findings}
    expected = naive_choose(kb, verdicts, set(start_with(found)), may, kit, minutes)
    assert choose(kb, need).ordered(kb) == expected


def test_without_its_run_nothing_is_found(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """experta decides: with its run switched off no rule fires and no finding appears."""
    reasoner = Reasoner(kb)
    values = mostly_safe(kb, Random(3), danger=0.0).values
    absent = {(name, scope): "absent" for name, scope in values if name in kb.symptoms}
    sheet = AnswerSheet({**values, ("age", ""): 34, **absent})
    assert reasoner.consult(sheet).findings
    monkeypatch.setattr(type(reasoner.engine), "run", lambda self, steps=0: None)
    found = reasoner.consult(sheet)
    assert not found.certainties.fired
    assert not found.findings
    assert not any(value for value in found.certainties.cf.values())


@pytest.mark.parametrize("seed", range(25))
def test_experta_s_own_matcher_fires_the_same(seed: int) -> None:
    """On small bases; on the shipped rules its own matcher takes minutes, and benchmarks/consult.py compares them."""
    rng = Random(seed)
    kb = small_knowledge(rng)
    ours, stock = Reasoner(kb), Reasoner(kb, matcher=None)
    for share in (0.0, 0.2):
        sheet = random_sheet(kb, rng, share)
        mine, theirs = ours.consult(sheet), stock.consult(sheet)
        assert set(mine.certainties.fired) == set(theirs.certainties.fired)
        assert mine.certainties.cf == theirs.certainties.cf
        assert mine.safety == theirs.safety
