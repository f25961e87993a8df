"""An exercise card says which form is meant, which side begins and what the other gets, and when to go up or back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from advisor.inference.safety import allowed
from advisor.model.base import KnowledgeBase
from advisor.model.report import CardView
from advisor.pipeline import assess, consult
from advisor.report.html import render_html
from advisor.report.text import render_text
from advisor.report.view import make_report
from knowledge.clean_sheet import clean_sheet, laid_over

from .cases import PERSONAS, assessed, report
from .cases import kb as shipped

TODAY = date(2026, 11, 22)


def cards(kb: KnowledgeBase, **answers: Any) -> dict[str, CardView]:
    base = {"tight_hamstrings": "present", "low_back_pain": "present", "goals_time": 30, "goals_kit": []}
    sheet = laid_over(clean_sheet(kb, history=True), base | answers, kb)
    plan = make_report(kb, assess(kb, sheet, today=TODAY), sheet).plan
    assert plan is not None
    return {card.id: card for card in plan.cards}


def test_one_sided_work_says_who_begins_and_what_the_other_gets(kb: KnowledgeBase) -> None:
    shown = cards(kb)
    sided = {name: card.side_note for name, card in shown.items() if kb.exercises[name].per_side}
    assert sided
    for name, note in sided.items():
        assert "Change sides" in note, name
        assert "same number" in note, name
        assert "for each side" in note, name
    assert not [name for name, card in shown.items() if card.side_note and not kb.exercises[name].per_side]


def test_the_weaker_side_begins(kb: KnowledgeBase) -> None:
    for side, other in (("left", "right"), ("right", "left")):
        shown = cards(kb, tight_hamstrings="absent", low_back_pain="absent", it_band_pain={side: "present", other: "absent"})
        note = shown["clam"].side_note
        assert f"The {side} goes first." in note
        assert f"The {other} gets the same number, no more." in note


def test_the_form_in_use_comes_first_on_the_card(kb: KnowledgeBase) -> None:
    wrists = cards(kb, body_limits=["wrist_pain"])
    quadruped = [card for name, card in wrists.items() if kb.exercises[name].posture == "quadruped"]
    assert quadruped
    assert all(card.setup.startswith("Your wrists are sore, so rest on your forearms.") for card in quadruped)


def test_steps_say_when_to_go_up_and_when_to_go_back(kb: KnowledgeBase) -> None:
    for name, card in cards(kb).items():
        exercise = kb.exercises[name]
        assert card.pass_rule.startswith(exercise.pass_)
        assert card.back_rule == (exercise.back if card.easier else "")
        assert bool(card.back_rule) == bool(card.easier), name


@pytest.mark.parametrize("condition", ["hernia", "migraine"])
def test_short_holds_are_in_the_dose(kb: KnowledgeBase, condition: str) -> None:
    shown = cards(kb, conditions=[condition])
    for name, card in shown.items():
        if "short_holds" in kb.exercises[name].variants:
            assert "10 seconds" in card.dose
            assert "never hold your breath" in card.setup


@pytest.mark.parametrize("name", PERSONAS)
def test_a_card_names_no_step_that_safety_bars(name: str) -> None:
    """By the rules' own test, apart from the plan: level in every region, forms, not_if."""
    sheet, assessment = assessed(name)
    if assessment.plan is None:
        return
    knowledge = shipped()
    found = consult(knowledge, sheet)
    by_name = {exercise.name: exercise.id for exercise in knowledge.exercises.values()}
    plan = report(name).plan
    assert plan is not None
    for card in plan.cards:
        for step in filter(None, (card.easier, card.next)):
            assert allowed(found.plan, by_name[step], found.limits, found.view, found.degrees), (card.name, step)
        exercise = knowledge.exercises[card.id]
        assert ("the harder step is left out" in card.pass_rule) == bool(exercise.next and not card.next)
        assert bool(card.back_rule) <= bool(card.easier)


@pytest.mark.parametrize("name", PERSONAS)
def test_weeks_without_a_change_say_why_once(name: str) -> None:
    plan = report(name).plan
    if plan is None:
        return
    text = render_text(report(name), width=80)
    same = not any(week.changes for week in plan.weeks[1:])
    assert bool(plan.weeks_note) == same
    assert ("fastest way" in " ".join(plan.progress_rules)) == (not same)
    if same:
        assert "Week 2\n" not in text
        assert "No change." not in text
        assert plan.weeks_note.startswith("Weeks 2 to 4: no change. ")
    if name == "stiff_hamstrings_67":
        assert plan.weeks_note.endswith("holds the level for now.")
        assert plan.weeks_note in render_html(report(name))
