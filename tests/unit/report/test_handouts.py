"""The fridge sheet, the week view and the coach's page say what the plan and the findings say, and no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor.language import language
from advisor.report.letterhead import letterhead
from advisor.report.view import make_report

from .cases import PERSONAS, assessed, kb, report

WITH_PLAN = [name for name in PERSONAS if report(name).plan is not None]


@pytest.mark.parametrize("name", WITH_PLAN)
def test_boxes_are_the_days_of_the_plan(name: str) -> None:
    plan, model = assessed(name)[1].plan, report(name)
    assert plan is not None
    assert model.plan is not None
    if not plan.exercises:
        assert model.fridge is None
        return
    assert model.fridge is not None
    names = {item: kb().exercises[item].name for week in plan.weeks for item in (i.exercise for i in week.items)}
    assert [row.name for row in model.fridge.rows] == [row.name for row in model.plan.table]
    for index, (week, shown) in enumerate(zip(plan.weeks, model.plan.weeks, strict=True)):
        assert [row.name for row in shown.rows] == [names[item.exercise] for item in week.items]
        for item, row in zip(week.items, shown.rows, strict=True):
            assert [n for n, on in enumerate(row.on, 1) if on] == list(item.days)
        boxes = {row.name: row.weeks[index] for row in model.fridge.rows}
        assert boxes == dict.fromkeys(boxes, 0) | {names[item.exercise]: len(item.days) for item in week.items}


@pytest.mark.parametrize("name", WITH_PLAN)
def test_the_sheet_gives_each_exercise_the_dose_and_a_cue_of_its_card(name: str) -> None:
    model = report(name)
    if model.plan is None or model.fridge is None:
        return
    cards = {card.number: card for card in (*model.plan.cards, *model.plan.later)}
    assert [card.number for card in cards.values()] == list(range(1, len(cards) + 1))
    for row in model.fridge.rows:
        card = cards[row.number]
        assert (row.name, row.dose, row.starts) == (card.name, card.dose, card.starts)
        assert row.cue in card.cues
        assert (row.weeks[0] == 0) == bool(row.starts)
    limits = {item.max_pain for item in (*plan_of(name).exercises, *plan_of(name).later)}
    assert (str(min(limits)) in model.fridge.pain) == bool(min(limits))


def plan_of(name: str):  # type: ignore[no-untyped-def]
    plan = assessed(name)[1].plan
    assert plan is not None
    return plan


def test_a_referral_and_load_first_reach_the_fridge() -> None:
    notes = {name: report(name).fridge.notes for name in WITH_PLAN if report(name).fridge}  # type: ignore[union-attr]
    for name, said in notes.items():
        safety = report(name).safety
        assert any(line.startswith("Soon") for line in said) == any(item.level == "soon" for item in safety.items), name
        assert any("Load first" in line for line in said) == plan_of(name).load_first, name
    assert any(notes.values())


@pytest.mark.parametrize("name", PERSONAS)
def test_the_coach_sees_every_finding_and_pattern_with_its_number(name: str) -> None:
    model = report(name)
    if model.ended:
        assert model.coach is None
        assert model.fridge is None
        return
    assert model.coach is not None
    rows = model.coach.rows
    assert [row.certainty for row in rows] == [p.certainty for p in model.patterns] + [f.certainty for f in model.findings]
    for row in rows:
        shown = model.findings[row.target] if row.kind == "finding" else model.patterns[row.target]
        assert row.certainty == shown.certainty
        assert row.steps == shown.steps
        assert all(code in kb().rules for code in row.rules)
        assert row.rules or row.role == "unclear"
    assert len(model.coach.safety) == len(model.safety.items)


def test_a_letterhead_goes_through_and_changes_nothing_else() -> None:
    sheet, assessment = assessed("demo")
    head = letterhead(runner="Ana", coach="Bea", contact=["bea@example.org"])
    headed = make_report(kb(), assessment, sheet, letterhead=head)
    assert headed.letterhead == head
    assert replace(headed, letterhead=None) == report("demo")
    ended = assessed("emergency")
    assert make_report(kb(), ended[1], ended[0], letterhead=head).letterhead == head


def test_the_outline_of_the_map_is_chosen() -> None:
    sheet, assessment = assessed("demo")
    drawn = {figure: make_report(kb(), assessment, sheet, figure=figure) for figure in ("neutral", "female", "male")}
    assert len({model.body_map for model in drawn.values()}) == 3
    assert len({model.body_map_tall for model in drawn.values()}) == 1, "it refers to the shapes of the other"


def test_weekdays_from_the_day_of_the_report() -> None:
    plan = report("demo").plan
    assert plan is not None
    assert [short for short, _ in plan.days] == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]  # made on a Sunday
    assert language("de").weekdays("2026-11-22")[0] == ("So", "Sonntag")
