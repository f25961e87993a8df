"""In Chromium: at every width no word leaves its drawing, and no two words meet."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from advisor.knowledge.translations import translated
from advisor.model.chart import ChartView
from advisor.pipeline import assess, read_answers
from advisor.report.charts import NARROWEST
from advisor.report.view import make_report

from .cases import TODAY, kb, persona

BROWSER = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), "")
WIDTHS = (NARROWEST, 285, 360, 480)
MEASURE = """
const wrong = [];
for (const box of document.querySelectorAll("div")) {
  const room = box.getBoundingClientRect();
  const words = [...box.querySelectorAll("text")].map(t => [t.textContent, t.getBoundingClientRect()]);
  for (const [said, at] of words)
    if (at.left < room.left - 1 || at.right > room.right + 1) wrong.push([room.width, "outside", said]);
  words.forEach(([said, a], n) => { for (const [other, b] of words.slice(n + 1)) {
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 1 && down > 5) wrong.push([room.width, said, other]);
  } });
}
document.title = JSON.stringify([document.querySelectorAll("text").length, wrong.slice(0, 9)]);
"""


def charts(name: str, language: str) -> Iterator[ChartView]:
    base = kb() if language == "en" else translated(kb(), language)
    sheet = read_answers({"answers": persona(name)}, base)
    model = make_report(base, assess(base, sheet, today=TODAY), sheet)
    yield from model.bands
    yield from (chart for view in (*model.findings, *model.patterns) for chart in view.charts)
    yield from (result.chart for test in model.tests_done for result in test.results if result.chart)
    if model.plan and model.plan.strip:
        yield model.plan.strip


def measured(page: str, folder: Path) -> list[object]:
    """What the page's script wrote into its title."""
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", "--dump-dom"]
    done = subprocess.run([*command, path.as_uri()], check=True, capture_output=True, text=True, timeout=120)
    found = re.search(r"<title>(\[.*?\])</title>", done.stdout)
    assert found, done.stderr
    result: list[object] = json.loads(unescape(found[1]))
    return result


@pytest.mark.needs_chromium
@pytest.mark.skipif(not BROWSER, reason="there is no Chromium")
def test_no_word_leaves_its_drawing_or_meets_another(tmp_path: Path) -> None:
    drawn = [*charts("full_chain", "de"), *charts("one_sided_left_leg", "en")]
    boxes = "".join(f'<div style="width:{width}px">{chart.svg}</div>' for width in WIDTHS for chart in drawn)
    style = "<style>svg { display: block; width: 100%; overflow: visible; }</style>"
    page = f"<!doctype html><meta charset=utf-8>{style}{boxes}<script>{MEASURE}</script>"
    count, wrong = measured(page, tmp_path)
    assert count == len(WIDTHS) * sum(chart.svg.count("<text") for chart in drawn)
    assert wrong == []
