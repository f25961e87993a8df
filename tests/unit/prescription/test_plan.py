"""The plan of one runner, made from verdicts alone: forms, sides, weeks. The choice itself is compared in tests/parity."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from advisor.model.assessment import Limits, MuscleFinding, Plan
from advisor.model.base import KnowledgeBase
from advisor.prescription.plan import Request, make_plan


def finding(muscle: str, side: str, certainty: float, role: str = "dormant") -> MuscleFinding:
    return MuscleFinding.model_construct(muscle=muscle, side=side, role=role, certainty=certainty, band="likely")


def plan(
    kb: KnowledgeBase,
    *findings: MuscleFinding,
    minutes: int = 20,
    start_with: tuple[str, ...] = (),
    kit: tuple[str, ...] = ("band", "loop_band", "step", "ball", "stick", "weight", "mirror", "watch"),
    allowed: Callable[[str], bool] = lambda _: True,
    variants: Callable[[str], tuple[str, ...]] = lambda _: (),
    **more: Any,
) -> Plan:
    return make_plan(
        kb,
        Request(
            findings=findings, start_with=start_with, kit=kit, minutes=minutes, allowed=allowed, variants=variants,
            limits=more.get("limits", Limits()), retests=(), load_first=False, advice=(), today=date(2026, 11, 22),
        ),
    )  # fmt: skip


def test_the_form_in_use_is_kept_with_the_exercise(kb: KnowledgeBase) -> None:
    made = plan(
        kb,
        finding("diaphragm", "whole", 0.5),
        start_with=("breathing_90_90",),
        variants=lambda name: ("no_pause",) if name == "breathing_90_90" else (),
    )
    assert {item.exercise: item.variants for item in made.exercises if item.variants} == {"breathing_90_90": ("no_pause",)}


def test_the_side_that_does_less_goes_first(kb: KnowledgeBase) -> None:
    for less, more in (("left", "right"), ("right", "left")):
        made = plan(kb, finding("gluteus_medius_posterior", less, 0.6), finding("gluteus_medius_posterior", more, 0.3))
        (clam,) = [item for item in made.exercises if item.exercise == "clam"]
        assert clam.side_first == less


def test_no_side_goes_first_where_both_are_alike_or_both_work_at_once(kb: KnowledgeBase) -> None:
    even = plan(kb, finding("gluteus_medius_posterior", "left", 0.5), finding("gluteus_medius_posterior", "right", 0.5))
    assert {item.side_first for item in even.exercises if item.exercise == "clam"} == {""}
    one = plan(kb, finding("soleus", "left", 0.6))
    assert {item.side_first for item in one.exercises if not kb.exercises[item.exercise].per_side} == {""}


def test_a_step_that_leaves_out_a_level_waits_and_keeps_the_easier_one_a_week(kb: KnowledgeBase) -> None:
    """tke_band to lateral_step_up: level 1 to 3."""
    only = {"tke_band", "lateral_step_up"}
    made = plan(kb, finding("vastus_medialis", "left", 0.6), minutes=30, allowed=lambda name: name in only)
    weeks = [{item.exercise for item in week.items} for week in made.weeks]
    assert weeks == [{"tke_band"}, {"tke_band"}, only, {"lateral_step_up"}]


def test_the_weeks_climb_a_step_at_a_time_within_the_minutes(kb: KnowledgeBase) -> None:
    for muscles, minutes in itertools.product(
        (("soleus", "gluteus_maximus"), ("transversus_abdominis", "foot_interossei")), (10, 20, 30)
    ):
        made = plan(kb, *(finding(muscle, "left", 0.6) for muscle in muscles), minutes=minutes)
        before: set[str] = set()
        for week in made.weeks:
            now = {item.exercise for item in week.items}
            assert sum(kb.exercises[name].minutes for name in now) <= minutes
            new = now - before if before else set()
            assert len(new) <= 2
            for name in new:
                came_from = [old for old in before if kb.exercises[old].next == name]
                assert came_from, name
                assert kb.exercises[name].level < 4 or any(kb.exercises[old].level >= 3 for old in came_from), "level 3 first"
            before = now


def test_two_dozen_minutes_hold_five_exercises_for_a_plain_pattern(kb: KnowledgeBase) -> None:
    """15 to 20 minutes for five to eight exercises (dossier, plan order): honest minutes must still leave a plan."""
    made = plan(kb, finding("gluteus_maximus", "left", 0.6), finding("transversus_abdominis", "left", 0.5),
                finding("gluteus_medius", "left", 0.5), finding("external_oblique", "left", 0.4))  # fmt: skip
    assert 4 <= len(made.exercises) <= 8
    assert made.minutes <= 20


def test_a_step_waits_for_as_many_sessions_as_it_asks(kb: KnowledgeBase) -> None:
    """Six clean sessions at four days a week take two weeks: the step comes in week 3, not in week 2."""
    only = {"peroneal_band", "balance_clock"}

    def weeks(sessions: int) -> list[set[str]]:
        table = {name: e.model_copy(update={"sessions": sessions}) for name, e in kb.exercises.items()}
        made = plan(replace(kb, exercises=table), finding("peroneus_longus", "left", 0.6), allowed=lambda name: name in only)
        return [{item.exercise for item in week.items} for week in made.weeks]

    assert weeks(2) == [{"peroneal_band"}, {"balance_clock"}, {"balance_clock"}, {"balance_clock"}]
    assert weeks(6) == [{"peroneal_band"}, {"peroneal_band"}, {"balance_clock"}, {"balance_clock"}]
    assert weeks(20) == [{"peroneal_band"}] * 4


def test_weeks_without_a_harder_step_say_why(kb: KnowledgeBase) -> None:
    later = {exercise.next for exercise in kb.exercises.values()}
    low = {name for name, exercise in kb.exercises.items() if exercise.level == 1} - later
    quiet = finding("soleus", "left", 0.5), finding("gluteus_maximus", "left", 0.5)
    held = plan(kb, *quiet, allowed=low.__contains__)
    assert held.exercises
    assert held.why_same[0].startswith("What you told us about your safety")
    assert set(held.steps) <= low
    free = plan(kb, *quiet)
    assert free.why_same == ()
    steps = {step for item in free.exercises for step in (kb.exercises[item.exercise].easier, kb.exercises[item.exercise].next)}
    assert set(free.steps) <= steps
    assert {item.exercise for item in free.weeks[1].items if item.replaces} <= set(free.steps)
