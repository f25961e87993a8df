"""The PDF and the web page say the same, section by section, and neither says more: two layouts of one report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import pytest

from advisor.language import Language, language, unmarked
from advisor.model.report import HowStep, ReportModel
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
# Paper has no links to follow and nothing to unfold, so it says in another place too what the page says in these sections: the
# strongest muscles and the exercises on the cover, the steps and the charts of the surest findings under "How we know".
ALSO = {"front": ("safety",), "summary": ("findings", "plan"), "how": ("findings", "steps")}
# Labels and notes that only a screen needs, or that paper words in its own way; each must be a message.
SCREEN = (
    "label-change", "label-why", "card-how-much", "card-or-use", "card-pain-limit", "chart-weeks-title", "chart-fall-note",
    "map-close-caption", "heading-safety", "stamp-advisor", "finding-anatomy",
)  # fmt: skip
# The same for paper.
PRINT = (
    "paper-made-on", "paper-next-page", "paper-would-change", "paper-steps-note", "card-if-you-notice", "card-stop",
    "fridge-think", "heading-week-by-week", "heading-later-cards", "heading-steps", "heading-later",
)  # fmt: skip
SHORT = 6  # a piece with fewer letters stands in many a word by chance
# Unseen words for a screen reader; a derivation and its charts, of which paper has a part: that has a test of its own.
NOT_READ = {"vh", "tree", "charts"}
VOID = {"meta", "link", "br", "hr", "img", "input"}


class Sections(HTMLParser):
    """The texts of each section of a page, its head ("front") and its foot.

    ``seen``: what stands there as words, unfolded. ``found``: all, with drawings, derivations, what opens and what is read out; a
    link to an exercise is there by its number, as on paper, and so are the numbers of a list.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, dict[str, str | None]]] = []
        self.lists: list[tuple[str, list[int]]] = []  # those open, and how many entries each has
        self.seen: dict[str, list[str]] = {}
        self.found: dict[str, list[str]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))
        number = re.fullmatch(r"#card-([0-9]+)", dict(attrs).get("href") or "")
        if number:
            self.note(number[1])
        if tag in ("ol", "ul"):
            self.lists.append((tag, [0]))
        if tag == "li" and self.lists[-1][0] == "ol":
            self.lists[-1][1][0] += 1
            self.note(str(self.lists[-1][1][0]))

    def note(self, words: str) -> None:
        self.found.setdefault(self.section(), []).append(words)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.open.pop()
        if tag in ("ol", "ul"):
            self.lists.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def section(self) -> str:
        for tag, attrs in reversed(self.open):
            if "trace" in (attrs.get("class") or ""):
                return "steps"
            if tag == "section" and attrs.get("id"):
                return str(attrs["id"])
            if tag == "footer" or (tag == "header" and "masthead" in (attrs.get("class") or "")):
                return "foot" if tag == "footer" else "front"
        return ""

    def handle_data(self, data: str) -> None:
        section = self.section()
        if not section or not squeezed(data):
            return
        self.note(data)
        tags = {tag for tag, _ in self.open}
        kinds = {kind for _, attrs in self.open for kind in (attrs.get("class") or "").split()}
        if not tags & {"svg", "summary"} and not kinds & NOT_READ:
            self.seen.setdefault(section, []).append(data)


SENTENCES, CLAUSES = ".():·", ".():·,;"


def pieces(text: str, ends: str = SENTENCES) -> Iterator[str]:
    """A text in parts: on paper a source may stand between two of them."""
    for part in re.split(rf"[{ends}](?!\d)", unmarked(text).replace("doi:", "doi.org/")):
        if squeezed(part):
            yield squeezed(part).casefold()


def all_pieces(texts: list[str]) -> set[str]:
    return {part for text in texts for ends in (SENTENCES, CLAUSES) for part in pieces(text, ends)}


def messages(say: Language, keys: tuple[str, ...]) -> set[str]:
    """What messages say round their slots."""
    return all_pieces([say.text(key, **dict.fromkeys(say.slots(key), ".")) for key in keys])


def printed(model: ReportModel, made: Paper) -> dict[str, str]:
    """What the paper says, by section of the page."""
    say = language(model.language)
    names = {say.text(key): name for name, keys in SECTIONS.items() for key in keys}
    names |= {
        unmarked(model.safety.headline): "safety",
        say.text("heading-safety"): "safety",
        say.text("heading-later"): "safety",
    }
    if model.fridge:
        names[model.fridge.title] = "fridge"
    found: dict[str, str] = {"front": made.front()}
    for title, text in made.sections():
        found[names[title]] = found.get(names[title], "") + text
    return {name: text.casefold() for name, text in found.items()}


def contents(model: ReportModel, made: Paper) -> str:
    """The list of sections on the cover, with their pages; the page leads to them by links."""
    tops = [mark for mark in made.bookmarks if mark.level == 0 and mark.page > 0]
    lines = "".join(f"{mark.title}{mark.page + 1}" for mark in tops)
    return squeezed(language(model.language).text("paper-contents") + lines).casefold() if tops else ""


_SHOWN: dict[int, tuple[ReportModel, Sections]] = {}


def shown(model: ReportModel) -> Sections:
    """What the page says; each page is made once."""
    if id(model) not in _SHOWN:
        _SHOWN[id(model)] = model, Sections(render_html(model))  # the model is held, so that its number stays its own
    return _SHOWN[id(model)][1]


def page_only(model: ReportModel, made: Paper, exceptions: tuple[str, ...] = SCREEN) -> dict[str, list[str]]:
    """By section, what the page says and the PDF does not."""
    paper, screen = printed(model, made), messages(language(model.language), exceptions)
    last = list(paper)[-1]
    found: dict[str, list[str]] = {}
    for name, texts in shown(model).seen.items():
        there = paper.get({"foot": last, "steps": "how"}.get(name, name), "")
        lost = [part for text in texts for part in pieces(text, CLAUSES) if part not in there and part not in screen]
        if lost:
            found[name] = lost
    return found


def paper_only(model: ReportModel, made: Paper, exceptions: tuple[str, ...] = PRINT) -> dict[str, list[str]]:
    """By section, what the PDF says and the page does not; short words count for known only where nothing else is beside them."""
    paper, page = printed(model, made), shown(model).found
    own = messages(language(model.language), exceptions)
    listed, last = contents(model, made), list(paper)[-1]
    found: dict[str, list[str]] = {}
    for name, text in paper.items():
        sections = (name, *ALSO.get(name, ()), *(("foot",) if name == last else ()))
        parts = all_pieces([words for section in sections for words in page.get(section, [])]) | own
        known = bytearray(len(text))
        for part in parts | {listed}:
            if len(part) >= SHORT:
                for hit in re.finditer(f"(?={re.escape(part)})", text):
                    known[hit.start() : hit.start() + len(part)] = b"\1" * len(part)
        short = "|".join(map(re.escape, sorted((part for part in parts if len(part) < SHORT), key=len, reverse=True)))
        gaps = [(gap.start(), gap.end()) for gap in re.finditer(b"\0+", known)]
        more = [text[start:end] for start, end in gaps if not filled(text, start, end, re.compile(f"(?:{short})+"))]
        if more:
            found[name] = more
    return found


def filled(text: str, start: int, end: int, short: re.Pattern[str]) -> bool:
    """Whether short pieces fill the gap; a letter at its edges may belong to them as well as to what stands beside it."""
    edges = ((start - before, end + after) for before in range(SHORT) for after in range(SHORT))
    return any(short.fullmatch(text, max(first, 0), last) for first, last in edges)


PRINTED = [
    ("demo", "en"), ("pregnant_hips_and_back", "en"), ("load_driven", "en"), ("achilles_new_shoes", "en"),
    ("emergency", "en"), ("demo", "de"),
]  # fmt: skip
CROWDED = ("groin_pain_limping", "en")  # one page: what is for later is shortened there


@cache
def paper_of(name: str, tongue: str) -> Paper:
    return Paper(render_pdf(pictured(name, tongue)))


@pytest.mark.parametrize(("name", "tongue"), PRINTED)
def test_what_the_page_says_the_paper_says_in_the_same_section(name: str, tongue: str) -> None:
    assert page_only(pictured(name, tongue), paper_of(name, tongue)) == {}


@pytest.mark.parametrize(("name", "tongue"), [*PRINTED, CROWDED])
def test_what_the_paper_says_the_page_says_in_the_same_section(name: str, tongue: str) -> None:
    assert paper_only(pictured(name, tongue), paper_of(name, tongue)) == {}


def numbered(steps: tuple[HowStep, ...]) -> set[str]:
    """What the steps say that paper prints: with a number, and not too deep."""
    return {part for step in steps if step.amount and 0 < step.depth <= 3 for part in pieces(step.text)}


@pytest.mark.parametrize(("name", "tongue"), [("demo", "en"), ("demo", "de"), ("pregnant_hips_and_back", "en")])
def test_the_steps_of_what_is_sure_stand_on_both(name: str, tongue: str) -> None:
    model = pictured(name, tongue)
    paper, page = printed(model, paper_of(name, tongue))["how"], all_pieces(shown(model).found["steps"])
    sure = [finding for finding in model.findings if finding.steps > 1]
    steps = {part for one in (*sure, *model.patterns) for part in numbered(one.how)}
    assert len(steps) > 20
    assert steps - page == set()
    assert {step for step in steps if step not in paper} == set()
    surest = [next((one for one in sure if one.role == role and one.charts), None) for role in ("dormant", "dominant")]
    titles = {part for one in surest if one for part in pieces(one.charts[0].title)}
    assert titles
    assert titles - page == set()
    assert {title for title in titles if title not in paper} == set()


SAID = "A sentence more."


def test_a_sentence_that_only_the_page_has_would_be_seen() -> None:
    model = pictured("demo")
    more = replace(model, why_not_stretch=(*model.why_not_stretch, SAID))
    assert page_only(more, paper_of("demo", "en")) == {"stretch": ["asentencemore"]}


def test_a_sentence_that_only_the_paper_has_would_be_seen() -> None:
    model = pictured("demo")
    update = {
        "why_not_stretch": (*model.why_not_stretch, SAID), "notices": (*model.notices, "Left, right, and one more test."),
        "how_we_know": (*model.how_we_know, "Stop. No certainty."), "summary": (*model.summary, "Big glute, sure."),
    }  # fmt: skip
    found = paper_only(model, Paper(render_pdf(replace(model, **update))))
    assert list(found) == ["summary", "change", "stretch", "how"]
    assert found["stretch"] == ["asentencemore"]


def test_every_exception_is_needed() -> None:
    """A label that both say after all is no exception any more."""
    reports = [(pictured(*entry), paper_of(*entry)) for entry in PRINTED if entry[1] == "en"]
    for only, exceptions in ((page_only, SCREEN), (paper_only, PRINT)):
        for key in exceptions:
            rest = tuple(other for other in exceptions if other != key)
            assert any(only(model, made, rest) for model, made in reports), key
