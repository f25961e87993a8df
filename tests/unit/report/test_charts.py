"""The drawings: words and numbers right, nothing outside, small, the same each time, safe to inline, drawable on paper."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest

from advisor.language import language
from advisor.model.chart import ChartView
from advisor.report import finding_view
from advisor.report.charts import NARROWEST, Staircase, Step, StepWords, dark_css, on_paper, waterfall
from advisor.report.html import TEMPLATES
from advisor.report.view import make_report
from advisor.report.words import cut

from .cases import NASTY, PERSONAS, assessed, kb, report
from .drawings import bars, numbers, sound, texts

EN, DE = language(), language("de")


def every_chart(name: str) -> Iterator[ChartView]:
    model = report(name)
    for view in (*model.findings, *model.patterns):
        yield from view.charts
    yield from model.bands
    yield from (result.chart for test in model.tests_done for result in test.results if result.chart)
    if model.plan and model.plan.strip:
        yield model.plan.strip


# ----------------------------------------------------------------- the waterfall
STEPS = (
    Step("symptom", 0, 400_000, 0.4, "SYM-002"),
    Step("pattern", 400_000, 694_000, 0.49, "P01", pattern="pelvic_cross"),
    Step("against", 694_000, 534_000, 0.2, "TST-03b"),
    Step("cap", 534_000, 400_000, 0.4),
)
STAIRS = Staircase("dormant.gluteus_maximus", "left", STEPS, 400_000)
WORDS = [StepWords("Tight hamstrings", "Do they feel tight? yes"), StepWords("A pattern"), StepWords("A test"), StepWords("Held")]


def fall(stairs: Staircase = STAIRS, words: list[StepWords] | None = None, tone: str = "dormant") -> ChartView:
    return waterfall(stairs, WORDS if words is None else words, title="How", end="Certainty", tone=tone, say=EN)


@pytest.mark.parametrize("name", PERSONAS)
def test_the_numbers_in_every_waterfall_add_up_to_the_certainty_shown(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding_view, "_DRAWN", 99)  # all, where a report draws the surest
    monkeypatch.setattr(finding_view, "_DRAWN_PATTERNS", 99)
    answers, found = assessed(name)
    model = make_report(kb(), found, answers)
    for view in (*model.findings, *model.patterns):
        for chart in view.charts:
            sound(chart)
            end = numbers(chart.title)[0]
            steps = [numbers(text)[0] for text in texts(chart) if re.fullmatch(r"[+−]\d\.\d\d", text)]
            assert sum(steps) == end
            assert numbers(chart.rows[-1]) == [end]
            heights = [numbers(row)[-1] for row in chart.rows]
            changes = [numbers(re.sub(r", makes .*", "", row))[-1] for row in chart.rows[:-1]]
            assert [b - a for a, b in zip([0, *heights], heights[:-1], strict=False)] == changes == steps
    joined = {(d.finding, d.side) for d in found.derivations if sum(not c.left_out_for for c in d.contributions) > 1}
    bare = [view for view in model.findings if not view.charts]
    for view in bare:  # of a single step nothing is drawn
        sides = ("left", "right") if view.side == "both" else (view.side,)
        assert all((f"{view.role}.{view.muscle}", side) not in joined for side in sides)
    titles = {chart.title for view in (*model.findings, *model.patterns) for chart in view.charts}
    shown = {cut(f.certainty) for f in (*found.findings, *found.patterns)}
    assert {re.findall(r"\d\.\d\d", title)[0] for title in titles} <= shown


def test_a_step_begins_where_the_last_one_ended_and_steps_down_are_hollow() -> None:
    drawn = bars(sound(fall()))
    assert [(bar.at("x"), bar.at("width")) for bar in drawn] == [(0, 33.6), (33.6, 24.7), (44.9, 13.4), (33.6, 11.3), (0, 33.6)]
    assert ["stroke-dasharray" in bar.attributes for bar in drawn] == [False, False, True, True, False]


def test_the_same_in_words() -> None:
    assert fall().text == (
        "How. Tight hamstrings (Do they feel tight? yes): +0.40, makes 0.40. A pattern: +0.29, makes 0.69. "
        "A test: −0.16, makes 0.53. Held: −0.13, makes 0.40. Certainty: 0.40."
    )
    german = waterfall(STAIRS, WORDS, title="Wie", end="Gewissheit", tone="dormant", say=DE)
    assert german.rows[2] == "A test: −0,16, macht 0,53."
    assert "−0,16" in texts(german)


def test_below_nothing_the_zero_moves_in() -> None:
    steps = (Step("rest", 0, 100_000, 0.1), Step("against", 100_000, -330_000, 0.4))
    chart = sound(fall(Staircase("dormant.soleus", "left", steps, -330_000), WORDS[:2]))
    assert bars(chart)[0].at("x") == pytest.approx(84 * 0.33 / 1.33, abs=0.1)
    assert [text for text in texts(chart) if "0." in text][:3] == ["+0.10", "−0.43", "−0.33"]


def test_words_must_match_steps() -> None:
    with pytest.raises(ValueError, match="4 steps, but words for 1"):
        fall(words=WORDS[:1])


def test_hostile_and_endless_words_stay_inside() -> None:
    words = [StepWords(NASTY * 5, NASTY * 5)] * 4
    chart = fall(words=words)
    assert "<script" not in chart.svg
    sound(chart)
    assert max(map(len, texts(chart))) < NARROWEST / 4


def test_the_same_bytes_each_time() -> None:
    assert fall().svg == fall().svg


def test_the_dark_has_a_colour_for_each_one_used() -> None:
    css = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    assert all(rule in css for rule in dark_css().splitlines())
    used = set()
    for name in ("demo", "one_sided_left_leg"):
        for chart in every_chart(name):
            used |= set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', chart.svg))
    assert used
    assert {colour for colour in used if f'="{colour}"]' not in dark_css()} == set()


# ----------------------------------------------------------------- all of a report
@pytest.mark.parametrize("name", PERSONAS)
def test_every_chart_of_every_persona_is_sound(name: str) -> None:
    charts = list(every_chart(name))
    assert bool(charts) is (name not in ("emergency", "groin_pain_limping")), "only where safety ends it there is none"
    for chart in charts:
        sound(chart)


def test_a_notebook_shows_it_and_a_file_stands_alone_on_white() -> None:
    assert fall()._repr_html_().endswith(f"{fall().svg}</div>")
    root = ET.fromstring(on_paper(fall()))
    assert (root.get("width"), root[0].get("fill"), root[1].get("role")) == ("376", "#fff", "img")
    assert [child.tag for child in root[1]][:2] == ["{http://www.w3.org/2000/svg}title", "{http://www.w3.org/2000/svg}desc"]


def test_a_cap_that_takes_too_little_to_be_shown_is_no_row() -> None:
    steps = (Step("symptom", 0, 404_000, 0.404, "SYM-1"), Step("symptom-cap", 404_000, 400_000, 0.4))
    assert len(fall(Staircase("dormant.soleus", "left", steps, 400_000), WORDS[:2]).rows) == 2
    tiny = (Step("symptom", 0, 401_000, 0.401, "SYM-1"), Step("rest", 401_000, 404_000, 0.005, "TST-1"))
    assert len(fall(Staircase("dormant.soleus", "left", tiny, 404_000), WORDS[:2]).rows) == 3, "a rule that spoke is named"
