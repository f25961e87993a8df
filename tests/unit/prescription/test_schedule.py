"""The days of a week: as many as the dose asks for, spread evenly, as few training days as possible."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from advisor.model.assessment import Week, WeekItem
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Dose
from advisor.prescription.schedule import days_of_week, scheduled

from .test_plan import finding, plan


def dose(*days: float) -> Dose:
    return Dose(sets=2, reps=(8, 8), days_per_week=days)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", range(1, 8))
def test_as_many_days_as_asked_and_no_two_together_that_need_not(number: int) -> None:
    days = days_of_week(dose(number, number))
    assert len(days) == number
    assert days == tuple(sorted(set(days)))
    gaps = [after - before for before, after in itertools.pairwise((*days, days[0] + 7))]
    assert max(gaps) <= -(-7 // number) + (number == 5)  # five of seven: once two days apart, or else unevenly nested
    if number <= 3:
        assert min(gaps) >= 2


def test_days_of_rarer_exercises_are_days_of_the_more_frequent() -> None:
    for few, many in itertools.pairwise(set(days_of_week(dose(n, n))) for n in range(1, 8)):
        assert few < many


def test_the_fewest_days_of_a_span_and_half_days_up() -> None:
    assert days_of_week(dose(2, 3)) == days_of_week(dose(2, 2))
    assert days_of_week(dose(2.5, 3)) == days_of_week(dose(3, 3))


def test_every_week_of_a_plan_has_its_days_from_the_form_in_use(kb: KnowledgeBase) -> None:
    made = plan(kb, finding("gluteus_maximus", "left", 0.6), finding("soleus", "left", 0.5))
    for week in made.weeks:
        for item in week.items:
            low, high = kb.exercises[item.exercise].dose.days_per_week
            assert low <= len(item.days) <= max(low, high)
    other = scheduled([Week(number=1, items=(WeekItem(exercise="a"),))], lambda _: dose(1, 1))
    assert other[0].items[0].days == (1,)


def test_what_comes_later_is_what_the_weeks_bring_in(kb: KnowledgeBase) -> None:
    made = plan(kb, finding("gluteus_maximus", "left", 0.6), finding("soleus", "left", 0.5), minutes=60)
    first = [item.exercise for item in made.exercises]
    later = [item.exercise for item in made.later]
    assert later
    assert not set(later) & set(first)
    assert {item.exercise for week in made.weeks for item in week.items} == {*first, *later}
    assert {item.reason for item in made.later} == {"step"}


def test_the_last_week_ends_the_day_before_the_retest(kb: KnowledgeBase) -> None:
    made = plan(kb, finding("gluteus_maximus", "left", 0.6))
    assert (date.fromisoformat(made.retest_on) - date(2026, 11, 22)).days == 7 * len(made.weeks)
