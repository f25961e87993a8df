"""The HTML page: one file, nothing fetched, nothing run, everything escaped, headings in order."""

from __future__ import annotations

import itertools
import re
from base64 import b64encode
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any, Literal

import pytest

from advisor.model.answers import AnswerSheet
from advisor.model.report import ReportModel
from advisor.report.html import in_page, render_html
from advisor.report.view import make_report

from .cases import NASTY, PERSONAS, assessed, empty, kb, report

VOID = {"meta", "link", "br", "hr", "img", "input", "path", "rect", "line", "circle", "stop", "use", "ellipse"}


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def page(name: str, view: Literal["runner", "coach"] = "runner") -> str:
    return render_html(report(name), view=view)


VIEWED = [*((name, "runner") for name in PERSONAS), ("demo", "coach"), ("full_chain", "coach"), ("emergency", "coach")]


@pytest.mark.parametrize(("name", "view"), VIEWED)
def test_well_formed_and_closed_to_the_world(name: str, view: Any) -> None:
    text = page(name, view)
    tags = Page(text).tags
    assert not {tag for tag, _ in tags} & {"script", "iframe", "object", "embed", "img", "link", "form", "input", "base"}
    assert not [a for _, attrs in tags for a in attrs if a.startswith("on") or a in ("src", "style", "srcset")]
    for tag, attrs in tags:
        link = attrs.get("href") or "#"
        assert link.startswith("#") or (tag == "a" and link.startswith("https://doi.org/"))
    assert "url(http" not in text
    assert "@import" not in text


@pytest.mark.parametrize(("name", "view"), VIEWED)
def test_structure(name: str, view: Any) -> None:
    tags = Page(page(name, view)).tags
    names = [tag for tag, _ in tags]
    assert names.count("main") == names.count("nav") == names.count("h1") == 1
    assert dict(tags)["html"] == {"lang": "en"}
    levels = [int(tag[1]) for tag in names if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {(attrs["href"] or "")[1:] for tag, attrs in tags if tag == "a" and (attrs["href"] or "").startswith("#")}
    assert targets <= set(ids)


def test_policy_names_the_style_sheet() -> None:
    text = page("demo")
    style = re.search(r"<style>(.*?)</style>", text, re.S)
    assert style is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"style-src &#39;sha256-{digest}&#39;" in text
    assert "default-src &#39;none&#39;" in text


def nasty(model: ReportModel) -> ReportModel:
    """Every word of a report replaced by the nastiest one."""

    def swap(value: object, key: str = "") -> object:
        if isinstance(value, str):
            kept = (
                "id",
                "rule",
                "role",
                "band",
                "level",
                "state",
                "kind",
                "body_map",
                "body_map_tall",
                "body_map_close",
                "figure_svg",
                "svg",
                "side",
                "language",
                "link",
                "muscle",
                "pattern",
            )
            return value if key in kept else NASTY
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{field.name: swap(getattr(value, field.name), field.name) for field in fields(value)})
        if isinstance(value, tuple):
            return tuple(swap(item, key) for item in value)
        return value

    made = swap(model)
    assert isinstance(made, ReportModel)
    return made


@pytest.mark.parametrize(("name", "view"), [("demo", "runner"), ("emergency", "runner"), ("demo", "coach")])
def test_nasty_words_stay_words(name: str, view: Any) -> None:
    sheet, assessment = assessed(name)
    model = nasty(make_report(kb(), assessment, sheet))
    text = render_html(model, view=view)
    tags = Page(text).tags
    assert "script" not in {tag for tag, _ in tags}
    assert "{{7*7}}" in text
    assert "49" not in text[: text.index("</h1>")].split("<body")[1]
    assert "&lt;script&gt;" in text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)
    text.encode("utf-8")


def test_two_maps_of_which_one_is_shown_and_nothing_scrolls_sideways() -> None:
    model = report("full_chain")
    text = render_html(model)
    maps = [attrs["class"] for tag, attrs in Page(text).tags if tag == "div" and (attrs.get("class") or "").startswith("map")]
    assert maps == ["map", "map", "map wide", "map tall"]  # two close-ups before
    assert in_page(model.body_map) in text
    assert in_page(model.body_map_tall) in text
    ids = set(re.findall(r' id="([^"]+)"', text))
    assert set(re.findall(r'<use href="#([^"]+)"', text)) <= ids
    assert not re.search(r'<path id="t-(?:front|back|left|right|breath|sole)-', model.body_map_tall), "each shape is drawn once"
    css = re.findall(r"<style>(.*?)</style>", text, re.S)[0]
    assert ".map.tall{display:none}" in css
    assert "@media screen and (max-width:39.98rem){.map.wide{display:none}.map.tall{display:block}" in css
    assert "overflow-x" not in css
    assert len(model.body_map_tall) < 30_000


def test_a_map_without_its_tall_twin_is_shown_at_every_width() -> None:
    text = render_html(replace(report("demo"), body_map_tall="", body_map_close=()))
    assert '<div class="map">' in text
    assert 'class="map tall"' not in text
    assert 'class="map wide"' not in text


def test_ended_has_no_plan_no_map() -> None:
    text = page("emergency")
    body = text[text.index("<body") :]
    assert 'id="plan"' not in body
    assert 'id="findings"' not in body
    assert 'id="map"' not in body
    assert "Body map" not in body


def test_blocked_page_names_what_is_open() -> None:
    model = make_report(kb(), empty(blocked=True, findings_allowed=False, open_questions=("heart_signs",)), AnswerSheet())
    text = render_html(model)
    Page(text)
    assert "Still to answer" in text


def test_same_bytes() -> None:
    assert page("neural") == page("neural")


def test_unlisted_citation_is_plain_text() -> None:
    model = replace(make_report(kb(), empty(), AnswerSheet()), load_note="See [R999] and [R5] [x](y).")
    text = render_html(model)
    assert "See [R999] and <a" in text
    assert "[x](y)." in text


def test_findings_fold_and_the_first_screen_is_short() -> None:
    model = report("full_chain")
    text = render_html(model)
    assert text.count('<details class="how"') >= sum(one.in_full for one in model.findings) + len(model.patterns)
    assert not re.search(r"<details[^>]*open", re.sub(r'<details class="week" open>', "", text))
    first = text[text.index('id="safety"') : text.index('id="map"')]
    words = re.sub(r"<[^>]+>", " ", first).split()
    assert len(words) < 250, "whether it is safe, what is going on, what to do"
    assert model.plan is not None
    for card in model.plan.cards:
        assert f'<a href="#card-{card.number}">' in first


def test_a_coachs_page_names_what_it_has_no_room_for() -> None:
    model = report("full_chain")
    text = render_html(model, view="coach")
    page = text[text.index('id="page"') : text.index('id="trace"')]
    assert model.coach is not None
    for row in model.coach.rows:
        assert f"{row.name}</a>" in page.replace("&#39;", "'")
    assert page.count('scope="row"') < len(model.coach.rows)


def test_an_unknown_paper() -> None:
    with pytest.raises(ValueError, match="unknown paper: 'a5'"):
        render_html(report("demo"), paper="a5")


def test_a_page_stays_small() -> None:
    sizes = {name: len(page(name).encode()) for name in PERSONAS}
    assert {name: size for name, size in sizes.items() if size > 500_000} == {}
