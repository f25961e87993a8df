"""No request leaves the file, nothing in it runs, and the style sheet it was made with is the one that counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from advisor.report.html import render_html
from browser.pages import bad, model


@pytest.mark.parametrize(
    ("name", "view"), [("demo", "runner"), ("logo", "runner"), ("control", "coach"), ("emergency", "runner")]
)
def test_no_request_leaves_the_file(browser: Any, tmp_path: Path, name: str, view: Any) -> None:
    file = tmp_path / "report.html"
    file.write_text(render_html(bad(name) if name in ("logo", "control") else model(name), view=view), encoding="utf-8")
    tab = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: said.append(message.text))
    tab.on("dialog", lambda dialog: said.append(dialog.message))
    tab.goto(file.as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    tab.mouse.wheel(0, 100_000)
    assert [url for url in asked if not url.startswith("data:image/png;base64,")] == [file.as_uri()]
    assert said == []
    assert tab.evaluate("document.scripts.length") == 0
    assert tab.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "600"
    for picture in tab.query_selector_all("img"):
        assert picture.evaluate("img => img.complete && img.naturalWidth > 0")
    tab.close()


def test_a_request_would_be_seen_and_stopped(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    text = render_html(model("emergency")).replace("</main>", '<img src="https://example.org/x.png"><script>alert(1)</script></main>')
    file.write_text(text, encoding="utf-8")
    tab = browser.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.goto(file.as_uri())
    assert len([line for line in said if "Content Security Policy" in line]) == 2
    tab.close()
