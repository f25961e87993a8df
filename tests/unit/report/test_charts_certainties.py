"""All findings over the bands: lengths true, roles and sides told apart by more than colour, what is unclear not a short bar."""

from __future__ import annotations

import pytest

from advisor.language import language
from advisor.model.chart import ChartView
from advisor.report.charts import BandRow, Certain, bands
from advisor.report.words import cut

from .cases import NASTY, PERSONAS, report
from .drawings import Shape, bars, numbers, shapes, sound, texts

EN, DE = language(), language("de")
GLUTE = BandRow("Big glute, left side", "dormant", (Certain("left", 0.74),))
ROPES = BandRow("Low-back ropes, both sides", "dominant", (Certain("left", 0.44), Certain("right", 0.41)))
CALF = BandRow("Upper calf, left side", "unclear", (Certain("left", 0.07, dominant=0.24, dormant=0.30),))
LONG = "Muskel vom Nacken zum Schulterblatt mit einem sehr langen Namen, beide Seiten"


def drawn(*rows: BandRow, german: bool = False) -> ChartView:
    chart = bands(rows, title="How sure", say=DE if german else EN)
    assert chart is not None
    return sound(chart)


def pattern(chart: ChartView, bar: Shape) -> str:
    """How the pattern laid over a bar is dashed."""
    over = [s for s in shapes(chart, "line") if bar.at("y") < s.at("y1") == s.at("y2") < bar.at("y") + bar.at("height")]
    return "".join(s.attributes["stroke-dasharray"] for s in over)


def test_a_bar_is_as_long_as_the_certainty_says() -> None:
    chart = drawn(GLUTE, ROPES)
    assert [bar.at("width") for bar in bars(chart)] == [pytest.approx(81 * c / 0.85, abs=0.06) for c in (0.74, 0.44, 0.41)]
    assert texts(chart)[3:] == [
        "Doing less than its share", "Big glute, left side", "0.74",
        "Doing more than its share", "Low-back ropes, both sides", "L 0.44", "R 0.41",
    ]  # fmt: skip
    edges = [s.at("x1") for s in shapes(chart, "line") if s.at("x1") == s.at("x2") and s.at("x1")]
    assert edges == [pytest.approx(81 * edge / 0.85, abs=0.06) for edge in (0.20, 0.40, 0.65)]


def test_roles_differ_by_pattern() -> None:
    chart = drawn(GLUTE, ROPES)
    patterns = [pattern(chart, bar) for bar in bars(chart)]
    assert patterns[1] == patterns[2] != patterns[0]
    assert all(patterns)


def test_sides_that_are_shown_alike_are_one_bar() -> None:
    alike = BandRow("Soleus, both sides", "dormant", (Certain("left", 0.5512), Certain("right", 0.5587)))
    assert numbers(" ".join(texts(drawn(alike)))) == [55]


def test_what_is_unclear_shows_both_readings_and_no_bar_of_its_own() -> None:
    chart = drawn(CALF)
    assert [bar.at("width") for bar in bars(chart)] == [pytest.approx(81 * c / 0.85, abs=0.06) for c in (0.24, 0.30)]
    assert texts(chart)[-2:] == ["0.24 for more", "0.30 for less"]
    assert chart.rows == ("Unclear, test again: Upper calf, left side (0.24 for more, 0.30 for less).",)
    both = BandRow("Calf", "unclear", (*CALF.sides, Certain("right", 0.1, dominant=0.5, dormant=0.45)))
    assert texts(drawn(both))[-1] == "R 0.45 for less"


def test_the_same_in_words() -> None:
    assert drawn(GLUTE, ROPES, german=True).rows == (
        "Tut weniger als seinen Teil: Big glute, left side 0,74.",
        "Tut mehr als seinen Teil: Low-back ropes, both sides 0,44 links, 0,41 rechts.",
    )


def test_nothing_found_is_no_drawing() -> None:
    assert bands([], title="How sure", say=EN) is None


@pytest.mark.parametrize("number", [1, 22, 24, 25, 40, 41, 116])
@pytest.mark.parametrize("two", [False, True])
def test_forty_rows_of_the_same_certainty_and_more(number: int, two: bool) -> None:
    both = (Certain("left", 0.4), Certain("right", 0.39))
    chart = drawn(*[BandRow(LONG, "dormant", both if two else both[:1])] * number, german=True)
    most = 22 if two else 40
    assert len(bars(chart)) == (2 if two else 1) * min(number, most)
    assert ("mit schwächeren Zeichen" in chart.text) == (number > most)
    assert len({bar.at("width") for bar in bars(chart)}) == (2 if two else 1)


def test_of_too_many_every_role_keeps_its_surest() -> None:
    rows = [BandRow(f"M{n}", role, (Certain("left", 0.8 - n / 100),)) for role in ("dormant", "dominant") for n in range(50)]
    chart = drawn(*rows, CALF)
    shown = texts(chart)
    assert [f"M{n}" in shown for n in (0, 18, 30)] == [True, True, False]
    assert "Upper calf, left side" in shown
    assert sum("more with weaker signs" in text for text in shown) == 2


def test_names_of_bands_do_not_meet_in_german() -> None:
    heights = {s.text: s.at("y") for s in shapes(drawn(GLUTE, german=True), "text")}
    assert heights["wahrscheinlich"] < heights["möglich"] == heights["deutlich"]
    english = {s.text: s.at("y") for s in shapes(drawn(GLUTE), "text")}
    assert english["likely"] == english["possible"]


def test_hostile_names() -> None:
    chart = drawn(BandRow(NASTY, "dormant", (Certain("left", 0.4),)))
    assert "<script" not in chart.svg


@pytest.mark.parametrize("name", PERSONAS)
def test_every_finding_of_a_report_is_there_once(name: str) -> None:
    model = report(name)
    rows = [row for chart in model.bands for row in chart.rows]
    for finding in model.findings:
        if len(model.findings) <= 40:
            assert sum(finding.name in row for row in rows)
        if finding.role != "unclear" and finding.steps == 3:
            assert any(number in row for row in rows for number in [finding.certainty.split()[0].rstrip(",")])
    assert bool(model.bands) == bool(model.findings)
    assert cut(0.2) == "0.20"
