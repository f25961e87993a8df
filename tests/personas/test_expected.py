"""The personas against what a coach expected of them, field by field; what differs is recorded with its reason, or a failure."""

from __future__ import annotations

import functools

import pytest

from advisor.interview.answers_file import sheet_from
from advisor.model.base import KnowledgeBase
from advisor.pipeline import assess
from personas import expectation as e
from personas.compare import PAGE, VERDICTS, load_words, page, recorded

FIELDS = {"field", "expected", "found", "verdict", "why"}


@pytest.fixture(scope="module")
def outcomes(kb: KnowledgeBase) -> dict[str, e.Outcome]:
    return {name: e.outcome_of(kb, name) for name in e.NAMES}


@functools.cache
def records(name: str, *, gone: bool) -> frozenset[e.Difference]:
    """The recorded differences of a persona: those that are gone, or those that stand."""
    items = [item for item in recorded().get(name, []) if (item["verdict"] == "rules_changed") == gone]
    return frozenset(e.Difference(i["field"], i["expected"].strip(), i["found"].strip()) for i in items)


@pytest.mark.parametrize("name", e.NAMES)
def test_output_is_what_the_coach_expected_or_the_difference_is_recorded(name: str, outcomes: dict[str, e.Outcome]) -> None:
    now = set(e.differences(e.expectation_of(name), outcomes[name], load_words()[name]))
    assert sorted(now - records(name, gone=False)) == [], "differences without a record"
    assert sorted(records(name, gone=False) - now) == [], "recorded differences that are gone"


def test_every_persona_has_an_expectation_and_every_record_a_verdict_and_a_reason() -> None:
    assert {path.stem for path in e.PERSONAS.glob("*.yaml")} == set(e.NAMES) == set(load_words())
    assert [e.expectation_of(name)["persona"] for name in e.NAMES] == list(e.NAMES)
    assert set(recorded()) <= set(e.NAMES)
    for items in recorded().values():
        for item in items:
            assert set(item) == FIELDS
            assert item["verdict"] in VERDICTS
            assert len(item["why"]) > 40


def test_a_difference_is_seen_in_every_part(outcomes: dict[str, e.Outcome]) -> None:
    """An expectation that asks for the opposite fails in each of its fields: the comparison reads them all."""
    wrong = {
        "safety": {"level": "urgent", "flags": ["RF01"], "gates": ["G13"], "flags_absent": ["RF02"], "ended": "yes"},
        "findings": [{"muscle": "soleus", "side": "both", "role": "dormant", "at_least": "possible", "at_most": "strong"}],
        "ceilings": [{"muscle": "deep_hip_rotators", "side": "left", "role": "dormant", "at_most": "possible"}],
        "absent": [{"muscle": "gluteus_medius", "side": "left", "role": "any"}],
        "patterns": [{"pattern": "load_driven", "side": "whole"}],
        "patterns_absent": [{"pattern": "unilateral_chain", "side": "left"}],
        "plan": {
            "shown": "yes", "max_level": 1, "includes_any": [["pogo_hops"]], "excludes": ["clam"], "excludes_tags": ["drill"],
            "first_regions": ["breath"], "ends_in_drill": "no", "load_advice": "",
        },
        "asked_next": ["t_slump"],
    }  # fmt: skip
    found = e.differences(wrong, outcomes["one_sided_left_leg"], {"say": ["no such words"], "never": ["running"]})
    assert [d.field for d in found] == [
        "safety.level", "safety.ended", "safety.flags.RF01", "safety.gates.G13", "findings.soleus.right",
        "ceilings.deep_hip_rotators.left", "absent.gluteus_medius.left", "patterns.load_driven.whole",
        "patterns_absent.unilateral_chain.left", "plan.max_level", "plan.includes_any.1", "plan.excludes.clam",
        "plan.excludes_tags.drill", "plan.first_regions", "plan.ends_in_drill", "plan.load_advice: no such words",
        "plan.load_advice: running", "asked_next",
    ]  # fmt: skip
    assert e.Difference("safety.flags_absent.RF02", "not raised", "listed") in e.differences(wrong, outcomes["neural"], {})


def test_no_test_loads_a_leg_that_was_just_operated_on(outcomes: dict[str, e.Outcome], kb: KnowledgeBase) -> None:
    found = outcomes["shoulders_after_knee_operation"].assessment
    legs = {name for name, test in kb.tests.items() if "leg" in test.tags}
    assert legs | {"t_thomas"} <= set(found.safety.withheld)


@pytest.mark.parametrize("name", ["knees_school_track", "stiff_hamstrings_67"])
def test_nothing_is_offered_that_has_no_cut_off_at_this_age(name: str, outcomes: dict[str, e.Outcome]) -> None:
    assert outcomes[name].assessment.tests_left == ()


def test_the_comparison_is_up_to_date(outcomes: dict[str, e.Outcome]) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(outcomes), "run python tests/personas/compare.py"


def test_pain_over_5_closes_the_tapped_spot_not_only_the_symptoms_regions(kb: KnowledgeBase) -> None:
    """Band pain is of knee and thigh; tapped at the outer hip at 6 of 10, no exercise of the hip is offered (dossier 6b)."""
    answers = e.data_of(e.PERSONAS / "one_sided_left_leg.yaml")
    answers["answers"]["spot"]["it_band_pain"] = ["outer_hip"]
    before, after = (assess(kb, sheet_from(_with_pain(answers, pain), kb), today=e.TODAY) for pain in (3, 6))
    assert before.plan is not None
    assert after.plan is not None
    assert after.safety.level == "soon"
    assert any("hip" in kb.exercises[c.exercise].loads for c in before.plan.exercises)
    ever = {c.exercise for c in after.plan.exercises} | {i.exercise for week in after.plan.weeks for i in week.items}
    assert [name for name in sorted(ever) if "hip" in kb.exercises[name].loads] == []


def _with_pain(data: e.Row, pain: int) -> e.Row:
    given = data["answers"] | {"pain_run": data["answers"]["pain_run"] | {"it_band_pain": pain}}
    return data | {"answers": given}
