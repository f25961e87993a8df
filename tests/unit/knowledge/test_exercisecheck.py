"""Each complaint about an exercise, once with the mistake and once a step beside it."""

from __future__ import annotations

from typing import Any

import pytest

from advisor.knowledge.exercisecheck import check_exercises
from advisor.knowledge.raw import Entry
from advisor.knowledge.source import SourceMap, parse
from advisor.model.knowledge import Exercise

WHOLE: dict[str, Any] = {
    "name": "Bridge", "stage": "hip", "level": 1, "posture": "supine", "primary": ["gluteus_maximus"], "loads": ["hip"],
    "minutes": 2, "dose": {"sets": 2, "reps": 8, "tempo": "2-0-2", "rest": 30, "days_per_week": 3}, "setup": "Lie down.",
    "movement": ["Lift."], "cues": ["Slowly."], "feel": "In the buttock.", "fault": {"sign": "A cramp.", "do": "Rest."},
    "stop": "At pain.", "pass": "It is easy.", "why": "It wakes the glute.", "ends": "no harder form", "tags": ["supine"],
}  # fmt: skip


def source() -> SourceMap:
    return parse(b"exercises: {}\n", "exercises/all.yaml").source


def codes(*exercises: dict[str, Any]) -> list[str]:
    """The codes for exercises that differ from a whole one as given; ids a, b, c."""
    table = {}
    for name, more in zip("abc", exercises, strict=False):
        item = Exercise.model_validate({**WHOLE, **more})
        item = item.model_copy(update={"id": name})
        table[name] = Entry(item, source(), ("exercises",))
    return [problem.code for problem in check_exercises(table)]


def with_dose(**more: Any) -> dict[str, Any]:
    return {"dose": {key: value for key, value in {**WHOLE["dose"], **more}.items() if value is not None}}


UP: dict[str, Any] = {"next": "b", "ends": ""}
DOWN: dict[str, Any] = {"easier": "a", "back": "It hurts."}


def test_a_whole_one_has_no_complaint() -> None:
    assert codes({}) == []
    assert codes(UP, DOWN) == []


@pytest.mark.parametrize(
    ("code", "exercises"),
    [
        ("W701", [{"primary": []}]),
        ("W702", [with_dose(reps=None, tempo=None)]),
        ("W702", [with_dose(seconds=10)]),
        ("W703", [with_dose(tempo=None)]),
        ("W703", [with_dose(rest=None)]),
        ("W703", [with_dose(reps=None, tempo=None, breaths=4)]),
        ("W704", [{"minutes": 1}]),
        ("W704", [{"minutes": 5}]),
        ("W704", [{"sides": "in_turn", "minutes": 2, **with_dose(reps=20)}]),
        ("W705", [{"next": "a", "ends": ""}]),
        ("W705", [{"easier": "a", "back": "It hurts."}]),
        ("W706", [UP, {"next": "a", "ends": ""}]),
        ("W706", [{"easier": "b", "back": "x"}, DOWN]),
        ("W707", [{"ends": ""}]),
        ("W707", [{"next": "b"}, {}]),
        ("W708", [UP, {"level": 3}]),
        ("W708", [{**UP, "sessions": 3}, {"level": 3}]),
        ("W709", [{**UP, "level": 2}, {}]),
        ("W709", [{"level": 2}, DOWN]),
        ("W710", [{"quiet": ["gluteus_maximus"]}]),
        ("W710", [{"secondary": ["soleus", "soleus"]}]),
        ("W711", [{"kit": ["band"]}]),
        ("W712", [{"variants": {"slow": {"say": "Slowly."}}}]),
        ("W712", [{"variants": {"slow": {"say": "Slowly.", "without": ["prone"]}}}]),
        ("W713", [with_dose(reps=[12, 8])]),
        ("W713", [with_dose(reps=0)]),
        ("W713", [with_dose(days_per_week=8)]),
        ("W714", [UP, {"easier": "a"}]),
        ("W714", [{"back": "It hurts."}]),
    ],
)
def test_each_complaint(code: str, exercises: list[dict[str, Any]]) -> None:
    assert codes(*exercises) == [code]


@pytest.mark.parametrize(
    "exercises",
    [
        [{"stage": "drill", "ends": ""}],
        [{**UP, "sessions": 4}, {"level": 3}],
        [{**UP, "level": 2}, {"level": 2}],
        [{"kit": ["band"], "substitute": "old tights"}],
        [{"variants": {"flat": {"say": "Sit.", "without": ["supine"]}}}],
        [with_dose(reps=None, tempo=None, seconds=20)],
        [{"minutes": 4}],
    ],
)
def test_a_step_beside_the_mistake(exercises: list[dict[str, Any]]) -> None:
    assert codes(*exercises) == []


def test_a_circle_is_told_once_wherever_one_comes_in() -> None:
    into = {"next": "b", "ends": ""}
    assert codes(into, {"next": "c", "ends": ""}, {"next": "b", "ends": ""}) == ["W706"]


def test_a_form_with_a_longer_dose_needs_more_minutes() -> None:
    form = {"long": {"say": "Longer.", "without": ["supine"], "dose": {**WHOLE["dose"], "sets": 8}}}
    assert codes({"variants": form}) == ["W704"]
    assert codes({"variants": form, "minutes": 8}) == []
