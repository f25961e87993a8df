"""What a runner did beside what is usual at their age, and what was left out: the views, and that every format shows them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from advisor.inference.consult import Reasoner
from advisor.interview.answers_file import sheet_from
from advisor.interview.entry import Entry
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.model.report import ReportModel
from advisor.pipeline import assess
from advisor.report.html import render_html
from advisor.report.text import render_text
from advisor.report.view import make_report
from knowledge.clean_sheet import clean_sheet, laid_over

TODAY = date(2026, 11, 22)


def report_on(kb: KnowledgeBase, answers: dict[str, Any]) -> ReportModel:
    sheet = laid_over(clean_sheet(kb, history=True), answers, kb)
    return make_report(kb, assess(kb, sheet, today=TODAY), sheet)


def results(model: ReportModel, name: str) -> Any:
    return next(test for test in model.tests_done if test.name == name)


@pytest.mark.parametrize(("age", "line"), [(30, "30 seconds or more"), (64, "20 seconds or more"), (75, "10 seconds or more")])
def test_the_row_of_this_age_is_shown(age: int, line: str, kb: KnowledgeBase) -> None:
    model = report_on(kb, {"age": age, "t_sls_open": {"left": 26, "right": 31}})
    test = results(model, kb.tests["t_sls_open"].name)
    assert test.results[0].yours == "26 seconds (left side); 31 seconds (right side)"
    assert line in test.results[0].usual
    assert "trust" in test.trust
    assert ("ourselves, going by a study" in test.trust) == (age < 60)


def test_under_18_says_that_there_is_no_line(kb: KnowledgeBase) -> None:
    model = report_on(kb, {"age": 17, "t_plank": 50, "t_plank_gives": "belly"})
    assert "no usual range for runners under 18" in results(model, kb.tests["t_plank"].name).results[0].usual


def test_no_sex_told_shows_both_lines(kb: KnowledgeBase) -> None:
    model = report_on(kb, {"sex": "unspecified", "t_plank": 50, "t_plank_gives": "belly"})
    usual = results(model, kb.tests["t_plank"].name).results[0].usual
    assert "For women, usual is 45 seconds" in usual
    assert "For men, usual is 70 seconds" in usual
    assert "You told us neither" in usual


def test_a_stopped_test_is_shown_as_no_result_and_dont_know_is_not_shown(kb: KnowledgeBase) -> None:
    model = report_on(kb, {"t_plank": "hurt", "t_plank_gives": "hurt", "t_short_foot": "unknown"})
    assert results(model, kb.tests["t_plank"].name).results[0].yours == "stopped for pain: no result"
    assert kb.tests["t_short_foot"].name not in {test.name for test in model.tests_done}


def test_sources_of_the_lines_are_listed(kb: KnowledgeBase) -> None:
    model = report_on(kb, {"t_chin_hold": 40})
    assert "R22" in {source.id for source in model.sources}


def test_what_is_left_out_has_a_reason_and_something_instead(kb: KnowledgeBase) -> None:
    model = report_on(kb, {"pregnancy": "second"})
    told = {name: (part.why, instead) for part in model.tests_left_out for name, instead in part.tests}
    why, instead = told[kb.tests["t_thomas"].name]
    assert "pregnancy" in why
    assert kb.tests["t_hip_flex_hold"].name in instead
    # The side plank points to the leg lift, which is left out too: it is not named.
    assert kb.tests["t_aslr"].name not in told[kb.tests["t_side_plank"].name][1]


def test_a_closed_region_says_that_it_rests(kb: KnowledgeBase) -> None:
    symptom = {"low_back_pain": "present", "pain_run": {"low_back_pain": 7}}
    whys = {part.why for part in report_on(kb, symptom).tests_left_out}
    assert any("rest first" in why or "back" in why for why in whys), whys


def test_an_open_safety_question_lists_nothing(kb: KnowledgeBase) -> None:
    values = {key: value for key, value in clean_sheet(kb).values.items() if key[0] != "heart_signs"}
    sheet = AnswerSheet(values)
    assert make_report(kb, assess(kb, sheet, today=TODAY), sheet).tests_left_out == ()


def test_every_layout_shows_both(kb: KnowledgeBase) -> None:
    model = report_on(kb, {"pregnancy": "second", "t_toe_yoga_big": 9})
    for text in (render_html(model), render_text(model, full=True)):
        flat = " ".join(text.split())
        assert "what you tested" in flat.lower()
        assert "left out for your safety" in flat.lower()
        assert "9 repetitions" in flat


def test_help_says_what_is_usual_for_this_runner(kb: KnowledgeBase, reasoner: Reasoner) -> None:
    told = sheet_from({"age": 64, "sex": "male"}, kb)
    text = "\n".join(Entry(kb).help_lines("t_sls_open", told))
    assert "20 seconds or more" in text
    assert "For a home test" in text
    assert "You did not tell us your age" in "\n".join(Entry(kb).help_lines("t_sls_open"))
    inches = "\n".join(Entry(kb, "imperial").help_lines("t_knee_to_wall", sheet_from({"age": 30}, kb)))
    assert "3.15 inches or more" in inches


def test_a_result_that_one_sign_reads_is_not_said_to_count_for_nothing(kb: KnowledgeBase) -> None:
    """At 67 the bent-knee sign has no cut-off and reads the straight-knee count too, which has a cut-off of its own."""
    count = {"left": 11, "right": 14}
    model = report_on(kb, {"age": 67, "t_heel_raise_straight": count, "t_heel_raise_bent": {"left": 9, "right": 11}})
    (notice,) = [text for text in model.notices if "for nothing" in text]
    assert kb.questions["t_heel_raise_bent"].ask in notice
    assert kb.questions["t_heel_raise_straight"].ask not in notice


def test_a_gap_of_whole_numbers_names_the_largest_that_is_usual(kb: KnowledgeBase) -> None:
    model = report_on(kb, {"age": 67, "t_heel_raise_straight": {"left": 11, "right": 14}})
    usual = results(model, kb.tests["t_heel_raise_straight"].name).results[0].usual
    assert "worse than the other by up to 5 repetitions." in usual
