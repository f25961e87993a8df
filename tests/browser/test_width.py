"""Nothing is wider than its parent or the window, from 320 pixels up: every persona, every bad input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from browser.pages import BAD, PERSONAS, bad, model, page_of

WIDER = (Path(__file__).parent / "overflow.js").read_text("utf-8")
WIDTHS = (320, 360, 768, 1280)


def too_wide(tab: Any, widths: tuple[int, ...] = WIDTHS) -> dict[int, list[str]]:
    found = {}
    for width in widths:
        tab.set_viewport_size({"width": width, "height": 800})
        found[width] = tab.evaluate(WIDER)
    return {width: lines for width, lines in found.items() if lines}


@pytest.mark.parametrize("name", PERSONAS)
def test_every_persona(browser: Any, name: str) -> None:
    tab = page_of(browser, model(name))
    assert too_wide(tab) == {}
    tab.close()


@pytest.mark.parametrize("name", BAD)
def test_every_bad_input(browser: Any, name: str) -> None:
    tab = page_of(browser, bad(name))
    assert too_wide(tab) == {}
    tab.close()


@pytest.mark.parametrize("name", ["full_chain", "long"])
def test_the_coachs_page(browser: Any, name: str) -> None:
    tab = page_of(browser, bad(name) if name in BAD else model(name), view="coach")
    assert too_wide(tab) == {}
    tab.close()


def test_what_is_too_wide_is_seen(browser: Any) -> None:
    tab = page_of(browser, model("demo"))
    tab.evaluate("document.querySelector('#summary p').innerHTML += `<pre>${'w'.repeat(200)}</pre>`")
    assert 320 in too_wide(tab, (320,))
    tab.close()
