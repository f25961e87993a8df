"""A self-test in numbers: true lengths, the line for this runner, the worse side, and no result never drawn as a result of 0."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from advisor.language import language
from advisor.model.chart import ChartView
from advisor.model.knowledge import Question
from advisor.report.case import Case
from advisor.report.charts import Limit, Measure, SideResult, sides
from advisor.report.measured_view import measured

from .cases import NASTY, changed, kb
from .drawings import bars, shapes, sound, texts

EN, DE = language(), language("de")
RAISES = Measure(
    title="Heel raises",
    results=(SideResult("left", 15, "15 repetitions", False), SideResult("right", 25, "25 repetitions", True)),
    limits=(Limit(20, "usual from 20 repetitions"),),
    high=30,
    gap="The sides differ by 10 repetitions. That is more than usual.",
    uneven=True,
)


def drawn(measure: Measure = RAISES) -> ChartView:
    chart = sides(measure, say=EN)
    assert chart is not None
    return sound(chart)


def lines(chart: ChartView) -> list[float]:
    """Where the dashed lines stand."""
    return [s.at("x1") for s in shapes(chart, "line") if s.at("x1") == s.at("x2") and "stroke-dasharray" in s.attributes]


def test_both_sides_the_line_and_which_is_worse() -> None:
    chart = drawn()
    assert [bar.at("width") for bar in bars(chart)] == [pytest.approx(96 * v / 30, abs=0.06) for v in (15, 25)]
    assert lines(chart) == [pytest.approx(64, abs=0.06)] * 2
    assert texts(chart)[:4] == [
        "usual from 20 repetitions", "Left: 15 repetitions, less than usual,", "worse side", "Right: 25 repetitions, usual",
    ]  # fmt: skip
    assert chart.rows == (
        "usual from 20 repetitions.", "Left: 15 repetitions, less than usual, worse side.", "Right: 25 repetitions, usual.",
        "The sides differ by 10 repetitions. That is more than usual.",
    )  # fmt: skip
    fills = [bar.attributes["fill"] for bar in bars(chart)]
    assert fills[0] != fills[1]


def test_where_less_is_better_the_other_side_is_worse_and_the_usual_ground_lies_left() -> None:
    left, right = RAISES.results
    chart = drawn(replace(RAISES, better="low", results=(replace(left, usual=True), replace(right, usual=False))))
    assert [("worse side" in row, "more than usual" in row) for row in chart.rows[1:3]] == [(False, False), (True, True)]
    ground = next(s for s in shapes(chart, "rect") if "stroke" not in s.attributes)
    assert (ground.at("x"), ground.at("width")) == (0, pytest.approx(64, abs=0.1))


def test_no_result_is_an_empty_track_and_zero_is_a_bar_of_no_length() -> None:
    none = drawn(replace(RAISES, results=(SideResult("left", None, "no result"), RAISES.results[1]), gap=""))
    track = bars(none)[0]
    assert (track.at("width"), track.attributes["fill"], "stroke-dasharray" in track.attributes) == (96, "none", True)
    assert "worse" not in none.text
    assert "Left: no result" in texts(none)
    zero = drawn(replace(RAISES, results=(SideResult("left", 0, "0 repetitions", False), RAISES.results[1])))
    bar = bars(zero)[0]
    assert (bar.at("width"), "stroke-dasharray" in bar.attributes) == (0, False)
    thick = [s for s in shapes(zero, "line") if s.attributes.get("stroke-width") == "2.4"]
    assert thick[0].at("x1") == 0, "where a bar of no length ends is still marked"


def test_nothing_measured_is_no_drawing() -> None:
    assert sides(replace(RAISES, results=tuple(SideResult(s, None, "no result") for s in ("left", "right"))), say=EN) is None


def test_all_as_usual_names_no_worse_side() -> None:
    fine = replace(RAISES, results=tuple(replace(r, usual=True) for r in RAISES.results), uneven=False)
    assert "worse" not in drawn(fine).text
    assert "worse side" in drawn(replace(fine, uneven=True)).text
    assert "worse" not in drawn(replace(RAISES, results=(RAISES.results[0], replace(RAISES.results[0], side="right")))).text


@pytest.mark.parametrize(
    ("low", "high", "values", "limits"),
    [(0, 0, (0, 0), ()), (0, 120, (0, 0), (20,)), (-10, 20, (-8, 5), (0,)), (0, 5, (5, 5), (5,)), (0, 120, (3, 118), (45, 60))],
)
def test_any_numbers_stay_inside(low: float, high: float, values: tuple[float, float], limits: tuple[float, ...]) -> None:
    results = tuple(SideResult(side, v, f"{v} cm", None) for side, v in zip(("left", "right"), values, strict=True))
    found = Measure("T", results, tuple(Limit(n, f"women: usual from {n} seconds") for n in limits), low=low, high=high)
    chart = drawn(found)
    assert len(lines(chart)) == 2 * len(limits)


def test_hostile_words_stay_inside() -> None:
    nasty = Measure(NASTY, (SideResult("", 3, NASTY, True),), (Limit(4, NASTY),), gap=NASTY)
    assert "<script" not in drawn(nasty).svg


# ----------------------------------------------------------------- from answers
def heel_raises(**answers: Any) -> tuple[ChartView | None, bool]:
    sheet, assessment = changed("one_sided_left_leg", **answers)
    question: Question = kb().questions["t_heel_raise_straight"]
    return measured(Case(kb(), assessment, sheet), question)


def plank(**answers: Any) -> tuple[ChartView | None, bool]:
    sheet, assessment = changed("one_sided_left_leg", t_side_plank={"left": 50, "right": 50}, **answers)
    return measured(Case(kb(), assessment, sheet), kb().questions["t_side_plank"])


def test_the_line_is_that_of_age_and_sex() -> None:
    found = {sex: plank(age=30, sex=sex) for sex in ("female", "male", "unspecified")}
    rows = {sex: chart.rows[:2] if chart else () for sex, (chart, _) in found.items()}
    assert rows["female"] == ("usual from 45 seconds.", "Left: 50 seconds, usual.")
    assert rows["male"] == ("usual from 60 seconds.", "Left: 50 seconds, less than usual.")
    assert rows["unspecified"] == ("women: usual from 45 seconds.", "men: usual from 60 seconds.")
    assert [telling for _, telling in found.values()] == [False, True, False]
    both = found["unspecified"][0]
    assert both is not None
    assert "Left: 50 seconds." in both.rows, "where the sexes differ and none was told, nothing is judged that both do not say"


def test_without_an_age_there_is_no_line_and_no_judgement() -> None:
    chart, telling = heel_raises(age=None, t_heel_raise_straight={"left": 15, "right": 25})
    assert chart is not None
    assert not telling
    assert chart.rows == (
        "Left: 15 repetitions, worse side.", "Right: 25 repetitions.", "The sides differ by 10 repetitions.",
    )  # fmt: skip


def test_one_side_unknown_or_hurt_says_so() -> None:
    for given, words in (("unknown", "Left: no result."), ("hurt", "Left: stopped for pain: no result.")):
        chart, _ = heel_raises(t_heel_raise_straight={"left": given, "right": 25})
        assert chart is not None
        assert words in chart.rows
        assert not any("differ" in row for row in chart.rows)


def test_a_test_that_falls_short_of_another_says_so() -> None:
    sheet, assessment = changed(
        "one_sided_left_leg", age=30, t_heel_raise_straight={"left": 28, "right": 28}, t_heel_raise_bent={"left": 16, "right": 27}
    )
    chart, _ = measured(Case(kb(), assessment, sheet), kb().questions["t_heel_raise_bent"])
    assert chart is not None
    assert "Left: too few beside the other result" in chart.text
    assert "Right: too few" not in chart.text


def test_what_is_no_number_is_not_drawn() -> None:
    sheet, assessment = changed("demo")
    case = Case(kb(), assessment, sheet)
    for question in kb().questions.values():
        if question.type != "number" or not question.test:
            assert measured(case, question) == (None, False)
