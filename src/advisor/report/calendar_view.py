"""The words of the calendar: each training day with its exercises, and the day to test again."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256

from advisor.model.answers import AnswerSheet
from advisor.model.assessment import Assessment, Plan, WeekItem
from advisor.model.base import KnowledgeBase
from advisor.model.calendar import CalendarView, DayEvent
from advisor.model.handouts import Letterhead
from advisor.model.report import CardView
from advisor.report.case import Case
from advisor.report.plan_view import plan_view

__all__ = ["has_days", "make_calendar"]


def has_days(assessment: Assessment) -> bool:
    """Whether there is a plan with days in it."""
    return assessment.plan is not None and any(item.days for week in assessment.plan.weeks for item in week.items)


def make_calendar(
    kb: KnowledgeBase, assessment: Assessment, answers: AnswerSheet, *, letterhead: Letterhead | None = None
) -> CalendarView | None:
    """The days of the plan; None where there is none (the consultation ended, safety holds the plan back, no exercise is left).

    Day 1 of week 1 is the day of the assessment, as in the plan's weeks.
    """
    plan = assessment.plan
    if plan is None or not has_days(assessment):
        return None
    case = Case(kb, assessment, answers)
    name = letterhead.runner if letterhead else ""
    return CalendarView(
        language=kb.language,
        name=case.say.text("calendar-of", name=name) if name else case.say.text("calendar-name"),
        made_on=assessment.stamp.made_on,
        program=f"-//Advisor//Advisor {assessment.stamp.advisor}//{kb.language.upper()}",
        owner=sha256(name.casefold().encode()).hexdigest()[:12] if name else "runner",
        events=(*_training(case, plan), _retest(case, plan)),
    )


def _training(case: Case, plan: Plan) -> list[DayEvent]:
    words = plan_view(case, plan)
    chosen = (*plan.exercises, *plan.later)
    cards = dict(zip((item.exercise for item in chosen), (*words.cards, *words.later), strict=True))
    start = date.fromisoformat(case.assessment.stamp.made_on)
    events = []
    for week in plan.weeks:
        for number in sorted({day for item in week.items for day in item.days}):
            day = start + timedelta(days=7 * (week.number - 1) + number - 1)
            todo = [item for item in week.items if number in item.days]
            events.append(_day(case, f"week{week.number}-day{number}", day, todo, cards))
    return events


def _day(case: Case, key: str, day: date, todo: list[WeekItem], cards: dict[str, CardView]) -> DayEvent:
    say = case.say
    minutes = say.text("count-minute", n=sum(case.kb.exercises[item.exercise].minutes for item in todo))
    lines = []
    for card in (cards[item.exercise] for item in todo):
        lines.append(say.text("calendar-exercise", number=card.number, name=card.name, dose=card.dose, minutes=card.minutes))
        if card.side_note:
            lines.append(f"   {card.side_note}")
    pains = dict.fromkeys(cards[item.exercise].pain_rule for item in todo)
    lines += ["", *pains, say.text("calendar-how")]
    title = say.text("calendar-training", exercises=say.text("count-exercise", n=len(todo)), minutes=minutes)
    return DayEvent(key=key, day=day.isoformat(), title=title, lines=tuple(lines))


def _retest(case: Case, plan: Plan) -> DayEvent:
    tests = [case.test_name(name) for name in plan.retests]
    how = case.say.text("calendar-retest-how" if tests else "calendar-retest-questions")
    lines = (how, *(f"- {test}" for test in tests))
    return DayEvent(key="retest", day=plan.retest_on, title=case.say.text("calendar-retest"), lines=lines)
