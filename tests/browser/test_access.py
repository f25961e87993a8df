"""Keyboard and screen reader: axe-core finds nothing, the tree that a screen reader gets is written down, every stop is seen."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from browser.pages import bad, model, page_of

GOLDEN = Path(__file__).parent / "demo.accessibility.txt"


@pytest.fixture(scope="module")
def axe() -> str:
    found = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    return (Path(found.__file__).parent / "axe.min.js").read_text("utf-8")


def violations(tab: Any, axe: str) -> list[str]:
    tab.evaluate(axe)
    found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{item['id']}: {node['html'][:120]}" for item in found for node in item["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("name", ["demo", "emergency"])
def test_axe_finds_nothing(browser: Any, axe: str, name: str, width: int, scheme: str) -> None:
    """All that is folded away is opened at the smallest width in the dark and the largest in the light; ADVISOR_AXE=1: always."""
    opened = (width, scheme) in ((360, "dark"), (1280, "light")) or "ADVISOR_AXE" in os.environ or name == "emergency"
    tab = page_of(browser, model(name), width=width, scheme=scheme, opened=opened)
    assert violations(tab, axe) == []
    tab.close()


def test_axe_finds_nothing_on_the_coachs_page_with_a_letterhead(browser: Any, axe: str) -> None:
    tab = page_of(browser, bad("logo"), width=1280, scheme="dark", view="coach")
    assert violations(tab, axe) == []
    tab.close()


def test_axe_would_find_something(browser: Any, axe: str) -> None:
    tab = page_of(browser, model("emergency"))
    tab.evaluate("document.querySelector('main').innerHTML += '<img src=\"data:,\"><p style=\"color:#eee\">pale</p>'")
    assert {line.split(":")[0] for line in violations(tab, axe)} >= {"image-alt"}
    tab.close()


def test_the_accessibility_tree_in_words(browser: Any) -> None:
    tab = page_of(browser, model("demo"), width=1280, opened=False)
    lines = spoken(tab)
    if os.environ.get("ADVISOR_RESET_GOLDENS"):
        GOLDEN.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == GOLDEN.read_text("utf-8").splitlines()
    tab.close()


def spoken(tab: Any) -> list[str]:
    """Chromium's accessibility tree as lines: role, name and state of each node that a screen reader meets, indented."""
    nodes = tab.context.new_cdp_session(tab).send("Accessibility.getFullAXTree")["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    lines: list[str] = []

    def visit(node: dict[str, Any], depth: int, said: str) -> None:
        role, name = (str(node.get(key, {}).get("value", "")) for key in ("role", "name"))
        name = re.sub(r"\b[0-9a-f]{16}\b", "(a hash)", name)
        shown = not node.get("ignored") and role not in ("none", "generic", "InlineTextBox", "LineBreak", "ListMarker")
        if role == "StaticText" and name.strip() in said:
            return
        shown = shown and (bool(name.strip()) or role not in ("StaticText", "paragraph"))
        if shown:
            states = [
                f"{item['name']} {item['value']['value']}"
                for item in node.get("properties", ())
                if item["name"] in ("level", "expanded", "url") and not str(item["value"].get("value")).startswith("about:")
            ]
            spoken_role = "text" if role == "StaticText" else role
            more = str(node.get("description", {}).get("value", ""))
            lines.append(" ".join(["  " * depth + spoken_role, repr(name.strip()), *states, *([f"({more})"] if more else [])]))
        if role == "image":  # what is inside a drawing belongs to it; its own words are name and description
            return
        for child in node.get("childIds", ()):
            if child in by_id:
                visit(by_id[child], depth + shown, name if shown and name else said)

    visit(nodes[0], 0, "")
    return lines


def test_everything_folded_opens_by_keyboard_and_no_stop_is_hidden(browser: Any) -> None:
    tab = page_of(browser, model("load_driven"), width=1280, opened=False)
    stops = tab.evaluate("document.querySelectorAll('a[href], summary').length")
    folded = tab.evaluate("document.querySelectorAll('details:not([open])').length")
    assert folded > 5
    opened = 0
    for _ in range(3 * stops):
        tab.keyboard.press("Tab")
        where = tab.evaluate(
            "(() => { const el = document.activeElement, box = el.getBoundingClientRect();"
            " return [el.tagName, el.parentElement?.open ?? null, box.width * box.height > 0,"
            " getComputedStyle(el).outlineStyle !== 'none' || el.className === 'skip']; })()"
        )
        if where[0] == "BODY":
            break
        assert where[2:] == [True, True], where
        if where[0] == "SUMMARY" and where[1] is False:
            tab.keyboard.press("Enter")
            opened += 1
    else:
        raise AssertionError("the keyboard is caught")
    assert opened == folded
    assert tab.evaluate("document.querySelectorAll('details:not([open])').length") == 0
    tab.close()


def test_the_first_stop_leads_past_the_contents(browser: Any) -> None:
    tab = page_of(browser, model("demo"), width=1280, opened=False)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    assert tab.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.closest('main') !== null")
    tab.close()
