"""The plan as a strip: a box a week, what is new or harder in words, weeks without an exercise not drawn as weeks with one."""

from __future__ import annotations

import pytest

from advisor.language import language
from advisor.model.chart import ChartView
from advisor.report.charts import Lane, LaneWeek, weeks

from .cases import NASTY, PERSONAS, assessed, kb, report
from .drawings import bars, sound, texts

EN, DE = language(), language("de")
STANDING = LaneWeek("Short foot, standing")
FOOT = Lane((LaneWeek("Short foot, sitting", "start"), LaneWeek("Short foot, standing", "harder"), STANDING, STANDING))
CLAM = Lane((None, LaneWeek("Clam", "new"), LaneWeek("Clam", "more"), None))


def drawn(*lanes: Lane, retest: str = "Test again: 20 December 2026", german: bool = False) -> ChartView:
    chart = weeks(lanes, title="Weeks", retest=retest, say=DE if german else EN)
    assert chart is not None
    return sound(chart)


def test_a_box_a_week_and_words_where_it_changes() -> None:
    chart = drawn(FOOT, CLAM)
    assert [round(bar.at("x")) for bar in bars(chart)] == [0, 25, 50, 75, 25, 50]
    assert texts(chart) == [
        "Week 1", "Week 2", "Week 3", "Week 4", "Short foot, sitting", "From week 2: Short foot, standing", "harder",
        "Clam", "new", "more", "Test again: 20 December 2026",
    ]  # fmt: skip
    marked = [bar.attributes["fill"] for bar in bars(chart)]
    assert marked[1] == marked[4] == marked[5] != marked[0] == marked[2]


def test_the_same_in_words() -> None:
    assert drawn(FOOT, CLAM).rows == (
        "Short foot, sitting: week 1; Short foot, standing: weeks 2 to 4, harder in week 2.",
        "Clam: weeks 2 to 3, new in week 2, more in week 3.",
        "Test again: 20 December 2026",
    )
    assert drawn(CLAM, german=True).rows[0] == "Clam: Wochen 2 bis 3, neu in Woche 2, mehr in Woche 3."


def test_no_exercise_is_no_drawing() -> None:
    assert weeks([], title="Weeks", retest="", say=EN) is None
    assert weeks([Lane((None, None))], title="Weeks", retest="", say=EN) is None


@pytest.mark.parametrize("count", [1, 2, 5, 6, 12])
def test_any_number_of_weeks(count: int) -> None:
    name = "Wandgleiten mit Abheben der Hände und noch mehr"
    lane = Lane(tuple(LaneWeek(name, "harder" if n == 1 else "") for n in range(count)))
    chart = drawn(*[lane] * 3, retest="", german=True)
    assert len(bars(chart)) == 3 * count
    assert ("Woche 1" in texts(chart)) == (count <= 5)


def test_forty_lanes_and_hostile_names() -> None:
    chart = drawn(*[Lane((LaneWeek(NASTY), LaneWeek(NASTY + "x", "harder")))] * 40)
    assert "And 24 more." in chart.text
    assert "<script" not in chart.svg


@pytest.mark.parametrize("name", PERSONAS)
def test_every_exercise_of_every_week_is_a_box(name: str) -> None:
    model, plan = report(name), assessed(name)[1].plan
    if plan is None or model.plan is None:
        return
    if not plan.exercises:
        assert model.plan.strip is None
        return
    chart = model.plan.strip
    assert chart is not None
    assert len(bars(chart)) == sum(len(week.items) for week in plan.weeks)
    for item in {item.exercise for week in plan.weeks for item in week.items}:
        assert kb().exercises[item].name in chart.text
    assert chart.rows[-1].endswith("2026")
