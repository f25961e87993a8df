"""The PDF and the web page say the same, section by section: two layouts of one report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from advisor.language import language, unmarked
from advisor.model.report import ReportModel
from advisor.report.html import render_html
from advisor.report.pdf import render_pdf

from .paper import Paper, squeezed
from .pictured import pictured

# What stands under one heading on paper stands in one section of the page.
SECTIONS = {
    "summary": ("heading-summary",), "map": ("heading-map",), "findings": ("heading-findings", "heading-patterns"),
    "tested": ("heading-tested",), "leftout": ("heading-left-out",), "change": ("heading-change",), "plan": ("heading-plan",),
    "stretch": ("heading-stretch", "heading-load", "heading-honesty"), "how": ("heading-how",), "sources": ("heading-sources",),
    "net": ("heading-net",),
}  # fmt: skip
# Labels and notes that only a screen needs, or that paper words in its own way; each must be a message.
SCREEN = (
    "label-change", "card-takes-over", "card-how-much", "card-or-use", "card-you-notice", "card-pain-limit",
    "heading-weeks", "chart-weeks-title", "week-exercise", "label-why", "chart-fall-note", "map-close-caption",
    "heading-safety",
)  # fmt: skip
# What is folded away on a screen has a line to open it; "anatomy" and "behind" say again in short what stands there in full.
NOT_READ = {"vh", "tree", "ref", "refs", "boxes", "anatomy", "behind", "charts"}
VOID = {"meta", "link", "br", "hr", "img", "input"}


class Sections(HTMLParser):
    """The visible texts of each section of a page; drawings, derivations and what only a screen reader says left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.found: dict[str, list[str]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_data(self, data: str) -> None:
        for tag, attrs in self.open:
            kinds = (attrs.get("class") or "").split()
            if tag in ("svg", "style", "title", "nav", "summary") or NOT_READ & set(kinds):
                return
        section = next((attrs["id"] for tag, attrs in reversed(self.open) if tag == "section" and attrs.get("id")), None)
        if section and squeezed(data):
            self.found.setdefault(section, []).append(data)


def pieces(text: str) -> Iterator[str]:
    """A text in sentences: on paper a source may stand between two of them."""
    for part in re.split(r"[.():·](?!\d)", unmarked(text).replace("doi:", "")):
        if squeezed(part):
            yield squeezed(part)


def missing(model: ReportModel, paper: str = "a4") -> dict[str, list[str]]:
    """By section, what the page says and the PDF does not."""
    say = language(model.language)
    printed: dict[str, str] = {}
    for title, text in Paper(render_pdf(model, paper=paper)).sections():
        printed[title] = printed.get(title, "") + text
    screen = {squeezed(part) for key in SCREEN for part in pieces(say.text(key, **dict.fromkeys(say.slots(key), "")))}
    found: dict[str, list[str]] = {}
    for name, texts in Sections(render_html(model)).found.items():
        if name in SECTIONS:
            titles = [say.text(key) for key in SECTIONS[name]]
        elif name == "safety":
            titles = [unmarked(model.safety.headline), say.text("heading-safety"), say.text("heading-later")]
        elif name == "fridge":
            titles = [model.fridge.title if model.fridge else ""]
        else:
            found[name] = ["a section that this test does not know"]
            continue
        there = "".join(printed.get(title, "") for title in titles)
        lost = [part for text in texts for part in pieces(text) if part not in there and part not in screen]
        if lost:
            found[name] = lost
    return found


PRINTED = [("demo", "en"), ("pregnant_hips_and_back", "en"), ("load_driven", "en"), ("emergency", "en"), ("demo", "de")]


@pytest.mark.parametrize(("name", "tongue"), PRINTED)
def test_what_the_page_says_the_paper_says_in_the_same_section(name: str, tongue: str) -> None:
    assert missing(pictured(name, tongue)) == {}


def test_a_lost_sentence_would_be_seen() -> None:
    model = pictured("demo")
    fuller = render_html(model.model_copy(update={"why_not_stretch": (*model.why_not_stretch, "A sentence more.")}))
    texts = Sections(fuller).found["stretch"]
    assert "Asentencemore" in [part for text in texts for part in pieces(text)]
    assert "Asentencemore" not in dict(Paper(render_pdf(model)).sections())["Why not stretch"]
