"""On paper: an emergency is one page, so is the fridge sheet, and no card is split."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from typing import Any

import pytest

from advisor.model.report import ReportModel
from browser.pages import LONG, bad, head, model, page_of

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not there")
SIZES = {"a4": "595 x 842", "us-letter": "612 x 792"}
_seen: dict[tuple[str, str, str], list[str]] = {}


def printed(browser: Any, name: str, paper: str = "a4", view: str = "runner", shown: ReportModel | None = None) -> list[str]:
    """The text of each page, as one line without spaces; each report is printed once."""
    if (name, paper, view) not in _seen:
        tab = page_of(browser, shown or model(name), opened=False, paper=paper, view=view)
        made = tab.pdf(prefer_css_page_size=True, print_background=True)
        tab.close()
        told = subprocess.run(["pdfinfo", "-"], input=made, capture_output=True, check=True).stdout.decode()
        width, height = (round(float(side)) for side in re.findall(r"Page size: +([\d.]+) x ([\d.]+)", told)[0])
        assert f"{width} x {height}" == SIZES[paper]
        text = subprocess.run(["pdftotext", "-raw", "-", "-"], input=made, capture_output=True, check=True).stdout.decode()
        _seen[name, paper, view] = [flat(page) for page in text.split("\f")[:-1]]
    return _seen[name, paper, view]


def flat(text: str) -> str:
    """Without spaces and ligatures, which a PDF sets as it likes."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("name", ["emergency", "groin_pain_limping"])
def test_an_emergency_is_one_page(browser: Any, name: str, paper: str) -> None:
    shown = replace(model(name), letterhead=head("Ana"))
    pages = printed(browser, name, paper, shown=shown)
    assert len(pages) == 1
    for item in shown.safety.items:
        assert flat(item.do) in pages[0]
    assert flat(shown.safety.net[-1]) in pages[0]
    assert flat(shown.disclaimer) in pages[0]


def fridge_pages(pages: list[str], shown: ReportModel) -> tuple[int, int]:
    """Where the sheet begins and where it ends. Its title also stands on the first page, as a link."""
    assert shown.fridge is not None
    first = next(n for n, text in enumerate(pages) if text.startswith(flat(shown.fridge.title)))
    last = max(n for n, text in enumerate(pages) if n and flat(shown.fridge.retest) in text)
    return first, last


@pytest.mark.parametrize(("name", "paper"), [("demo", "a4"), ("full_chain", "a4"), ("full_chain", "us-letter")])
def test_the_fridge_sheet_is_exactly_one_page(browser: Any, name: str, paper: str) -> None:
    shown = model(name)
    pages = printed(browser, name, paper)
    first, last = fridge_pages(pages, shown)
    assert first == last
    assert shown.fridge is not None
    for row in shown.fridge.rows:
        assert flat(row.name) in pages[first]
    assert pages[first].endswith(flat(shown.fridge.retest))


def test_in_german_too(browser: Any) -> None:
    shown = model("full_chain", "de")
    first, last = fridge_pages(printed(browser, "german", "us-letter", shown=shown), shown)
    assert first == last


def test_with_the_longest_letterhead_too(browser: Any) -> None:
    shown = replace(model("full_chain"), letterhead=bad("long").letterhead)
    pages = printed(browser, "long", "us-letter", shown=shown)
    first, last = fridge_pages(pages, shown)
    assert first == last
    assert flat(LONG[:300]) in pages[0]


@pytest.mark.parametrize("name", ["demo", "full_chain"])
def test_no_card_is_split(browser: Any, name: str) -> None:
    shown = model(name)
    pages = printed(browser, name)
    assert shown.plan is not None
    for card in (*shown.plan.cards, *shown.plan.later):
        begin, end = flat(card.chosen_because), flat(card.pass_rule)
        assert any(begin in text and end in text for text in pages), card.name


def test_the_coachs_first_page_is_one_page(browser: Any) -> None:
    for name in ("demo", "full_chain"):
        shown = model(name)
        pages = printed(browser, name, view="coach")
        assert shown.coach is not None
        assert flat(shown.coach.rules_line) in pages[0], name
        assert pages[1].startswith(flat("The details")), name
