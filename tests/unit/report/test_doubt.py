"""What speaks against a finding beside normal tests: rivals in plain words, and what would weaken it."""

from __future__ import annotations

import pytest

from advisor.model.assessment import Assessment
from advisor.model.report import FindingView
from advisor.report.case import Case
from advisor.report.doubt import rivals, weakening, with_care

from .cases import assessed, kb, report

RIVAL = "because of another explanation"


def case(assessment: Assessment, name: str) -> Case:
    return Case(kb(), assessment, assessed(name)[0])


def finding(name: str, muscle: str) -> FindingView:
    return next(view for view in report(name).findings if view.muscle == muscle)


def test_a_load_jump_is_named_where_it_lowers_a_finding() -> None:
    model = report("load_driven")
    assert model.findings
    for view in model.findings:
        first = view.against[0]
        assert first.text == f'We trust this less {RIVAL}: "The load grew faster than the body".'
        assert first.rule == "P15"
        assert "R5" in first.sources
        assert not first.pattern  # said in words here, not as a pointer to the pattern


def test_a_nerve_is_named_where_it_takes_the_hamstring_pattern_away() -> None:
    against = finding("neural", "gluteus_maximus").against
    assert [view.text for view in against if RIVAL in view.text] == [
        f'We trust this less {RIVAL}: "A touchy nerve may feel like a tight hamstring".'
    ]


def test_nothing_is_named_where_nothing_lowers() -> None:
    assert not [view for view in report("demo").findings if any(RIVAL in item.text for item in view.against)]


@pytest.mark.parametrize("change", [{"symptom_factor": 1.0}, {"symptom_sum": 0.0}])
def test_a_factor_that_does_nothing_is_no_rival(change: dict[str, float]) -> None:
    _, assessment = assessed("load_driven")
    one = assessment.findings[0]
    kept = tuple(
        item.model_copy(update=change) if item.finding == f"{one.role}.{one.muscle}" else item for item in assessment.derivations
    )
    assert rivals(case(assessment, "load_driven"), [one], (one.role,))
    assert not rivals(case(assessment.model_copy(update={"derivations": kept}), "load_driven"), [one], (one.role,))


def test_a_pattern_set_aside_is_named_only_if_it_would_have_stood() -> None:
    _, assessment = assessed("demo")
    one = next(item for item in assessment.findings if item.muscle == "gluteus_maximus" and item.side == "left")

    def with_pattern(combined: float) -> Case:
        kept = tuple(
            item.model_copy(update={"excluded_by": "P13", "combined": combined, "certainty": 0.0})
            if (item.finding, item.side) == ("hamstring_synergist", "left")
            else item
            for item in assessment.derivations
        )
        return case(assessment.model_copy(update={"derivations": kept}), "demo")

    (said,) = rivals(with_pattern(0.55), [one], (one.role,))
    assert said.text == f'One reason for this was set aside {RIVAL}: "The hamstrings are long and strained, not short".'
    assert not rivals(with_pattern(0.19), [one], (one.role,))


def test_what_would_weaken_it_is_that_of_its_strongest_rule() -> None:
    sheet, assessment = assessed("load_driven")
    one = assessment.findings[0]
    (said,) = weakening(Case(kb(), assessment, sheet), [one], (one.role,))
    assert said == f'On "Runner\'s knee and a weaker hip": {kb().rules["SYM-007"].weakens}'
    assert said in finding("load_driven", one.muscle).changes


def test_a_shown_pattern_says_it_itself() -> None:
    for view in report("demo").patterns:
        assert kb().rules[view.rule].weakens in view.weakens
        assert view.weakens not in [line for found in report("demo").findings for line in found.changes]


def test_where_tests_are_left_out_only_those_offered_may_be_done() -> None:
    warning = "Do only the self-tests that we offer you."
    _, assessment = assessed("neural")
    assert assessment.safety.withheld
    assert all(view.changes[-1].endswith(warning) for view in report("neural").findings)
    free = assessment.model_copy(update={"safety": assessment.safety.model_copy(update={"withheld": ()})})
    assert with_care(case(free, "neural"), "A long plank.") == "A long plank."
    assert with_care(case(assessment, "neural"), "A long plank.") == f"A long plank. {warning}"
    assert with_care(case(assessment, "neural"), "") == ""


@pytest.mark.parametrize("name", ["demo", "load_driven", "neural"])
def test_each_finding_says_how_sure_it_is_and_on_what(name: str) -> None:
    for view in report(name).findings:
        sure = "Unclear" if view.role == "unclear" else view.band.capitalize()
        assert f"{sure}: at best, the main reason rests on " in view.evidence_words
        assert "; at best, the main reason rests on " in view.tests_words
