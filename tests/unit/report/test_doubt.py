"""What speaks against a finding beside normal tests: rivals in plain words, and what would weaken it."""

from __future__ import annotations

import re

import pytest

from advisor.model.assessment import Assessment
from advisor.model.report import FindingView
from advisor.report.case import Case
from advisor.report.doubt import rivals, weakening, with_care
from advisor.report.html import render_html
from advisor.report.text import render_text

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
    told = [view.changes[-1] for view in report("neural").findings]
    assert told[0].endswith(warning)
    assert all(line.endswith(warning) or ": the same as for " in line for line in told)
    free = assessment.model_copy(update={"safety": assessment.safety.model_copy(update={"withheld": ()})})
    assert with_care(case(free, "neural"), "A long plank.") == "A long plank."
    assert with_care(case(assessment, "neural"), "A long plank.") == f"A long plank. {warning}"
    assert with_care(case(assessment, "neural"), "") == ""


@pytest.mark.parametrize("name", ["demo", "load_driven", "neural"])
def test_each_finding_says_how_sure_it_is_and_on_what(name: str) -> None:
    for view in report(name).findings:
        sure = "Unclear" if view.role == "unclear" else view.band.capitalize()
        assert f"{sure}. The best evidence for the main reason: " in view.evidence_words
        assert "; the best evidence for the main reason: " in view.tests_words


def test_what_was_said_is_pointed_to_and_not_said_again() -> None:
    """The strongest rule of several muscles is said in full once; a reason in the same words leads back to the first."""
    findings = report("demo").findings
    said: dict[str, int] = {}
    pointed = 0
    for here, view in enumerate(findings):
        for reason in (*view.reasons, *view.against):
            first = said.setdefault(reason.text, here)
            assert reason.said_in == (first if first < here else None)
            pointed += reason.said_in is not None
    assert pointed > 10
    lines = [line for view in findings for line in view.changes]
    assert any(": the same as for Big glute, left side." in line for line in lines)
    in_full = [line for line in lines if line.startswith('On "') and ": the same as for " not in line]
    assert len(in_full) == len(set(in_full)) > 3
    text = " ".join(render_text(report("demo"), full=True).split())
    assert "Tight hamstrings and a quieter big glute (see Big glute, left side)" in text
    assert text.count("Your hamstrings feel tight. One possible reason:") == 1
    page = " ".join(re.sub("<[^>]+>", "", render_html(report("demo"))).split())
    assert "Tight hamstrings and a quieter big glute (see Big glute, left side)" in page
    assert page.count("Your hamstrings feel tight. One possible reason:") == 1
