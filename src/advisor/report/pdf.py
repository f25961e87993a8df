"""The report as PDF, set by typst: tagged (PDF/UA-1), with our own fonts, and the same bytes for the same model.

The words go in as data (JSON in ``sys_inputs``), never as code; nothing is read from the network or from outside the
template's folder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from html import escape, unescape
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from advisor.language import ENGLISH, Language, language, spans, unmarked
from advisor.language.marks import CLOSE, OPEN
from advisor.model.chart import ChartView
from advisor.model.report import ReportModel
from advisor.report.glyphs import BREAK, FONTS, bare, lacking, printable
from advisor.report.packing import packed
from advisor.report.printed import printed
from advisor.report.signs import signs

__all__ = ["PAPERS", "render_pdf"]

PAPERS = ("a4", "us-letter")
TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]([A-Z]{2}))?")
_LINK = re.compile(r"https?://[\x21-\x7e]+")
_CITE = re.compile(r"(\[[A-Za-z0-9][A-Za-z0-9_-]*\])")
# The keys of the template's own words begin so.
_OWN = (
    "heading-", "label-", "card-", "paper-", "map-caption", "week", "reason-pattern", "pattern-limits", "pattern-weakens",
    "test-could-tell", "finding-certainty", "finding-named", "letterhead-", "fridge-", "chart-fall-note",
)  # fmt: skip
# Drawings go beside the words, not among them.
_DRAWINGS = frozenset(
    ("body_map", "body_map_tall", "body_map_close", "logo", "strip", "figure_svg", "chart", "bands", "charts"),
)  # fmt: skip
_NARROW = 12  # letters of a word in the cells of the week table
_LABEL = 12  # letters of a label with signs in it
_HEAD = 48  # letters at the head and foot of a page
_ON_FRIDGE = {"name": 90, "dose": 240, "cue": 160}  # letters there; its card says all


def render_pdf(model: ReportModel, *, paper: str = "a4") -> bytes:
    """The report as a tagged PDF on ``a4`` or ``us-letter``; the same model gives the same bytes."""
    if paper not in PAPERS:
        raise ValueError(f"unknown paper: {paper!r} (known: {', '.join(PAPERS)})")
    data = json.dumps(_data(printed(model), paper), ensure_ascii=True, separators=(",", ":"))
    with _lock:
        return _press().printed(data)


class _Press:
    """typst with our template and fonts, kept: what it worked out for a report serves the same report again.

    What it keeps is let go before another report, so that memory does not grow with each: typst drops what was not used in
    its last ten compilations. There must be one input only: several would come to it in an order that changes from run to
    run, and then nothing kept is found again.
    """

    def __init__(self) -> None:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
        self.compiler = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=fonts, ignore_system_fonts=True)
        self.blank = typst.Compiler(b" ", font_paths=fonts, ignore_system_fonts=True)
        self.last = ""
        self.made, self.small = b"", b""  # the last PDF, as typst made it and packed

    def printed(self, data: str) -> bytes:
        if self.last and data != self.last:
            for _ in range(_KEPT + 1):
                self.blank.compile(input=b" ", format="svg")
        self.last = data
        made = self.compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=0, sys_inputs={"report": data})
        if not isinstance(made, bytes):
            raise TypeError("typst gave no PDF")
        if made != self.made:
            self.made, self.small = made, packed(made)
        return self.small


_KEPT = 10
_lock = Lock()


@cache
def _press() -> _Press:
    return _Press()


def _data(model: ReportModel, paper: str) -> dict[str, Any]:
    """The model as plain data that can be printed, with what the template needs besides words."""
    code = _LANGUAGE.fullmatch(model.language)
    tongue = code[1] if code else ENGLISH
    data: dict[str, Any] = _printable(model, marked=tongue != ENGLISH)
    day = _day(model.day or model.made_on)
    data["t"] = _words(language(model.language))
    logo = model.letterhead.logo if model.letterhead else b""
    coded: set[str] = set()  # what stands as a code alone
    map_drawn, figures, charts = _drawing(model.body_map, coded), _figures(model, coded), _charts(model, coded)
    data["drawings"] = {"body_map": map_drawn, "figures": figures, "logo": list(logo)} | charts
    coded |= {char for text in _texts(data) for char in bare(text)}
    data["signs"] = signs(coded, language(model.language))
    data["set"] = {
        "paper": paper,
        "language": tongue,
        "region": code[2] if code else None,
        "drawing": bool(model.body_map.strip()),
        "head": _short(data["title"]),
        "foot": _short(data["made_on"]),
        "date": [day.year, day.month, day.day] if day else None,
    }
    for source, shown in zip(model.sources, data["sources"], strict=True):
        shown["link"] = source.link if _LINK.fullmatch(source.link) else ""
        shown["link_text"] = printable(source.link.removeprefix("https://"))
    if model.plan:
        plan = data["plan"]
        for row, shown in zip(model.plan.table, plan["table"], strict=True):
            shown["cells"] = [printable(cell, longest=_NARROW) for cell in row.cells]
        for week, shown in zip(model.plan.weeks, plan["weeks"], strict=True):
            shown["title"] = printable(week.title, longest=_NARROW)
    if model.ended and model.letterhead:  # one page, whatever the names
        head = data["letterhead"]
        head |= {"runner": _cut(head["runner"], _HEAD), "coach": _cut(head["coach"], _HEAD)}
        head["contact"] = [_cut(line, _HEAD) for line in head["contact"]]
    if model.fridge:
        data["fridge"]["week_titles"] = [printable(title, longest=_NARROW) for title in model.fridge.week_titles]
        for row in data["fridge"]["rows"]:
            row["weeks_words"] = [unmarked(words) for words in row["weeks_words"]]  # an attribute holds no marks
            row |= {part: _cut(row[part], most) for part, most in _ON_FRIDGE.items()}
    return data


def _words(say: Language) -> dict[str, str]:
    """The program's own words for the template, by key; a slot stands in them as ``{name}``. A plural comes with the model."""
    messages = say.base.catalogue.messages.values()
    wanted = [message.key for message in messages if message.key.startswith(_OWN) and message.pieces is not None]
    words = {key: say.text(key, **{slot: f"{{{slot}}}" for slot in say.slots(key)}) for key in wanted}
    words |= {f"role-title-{role}": say.text("role-title", role=role) for role in ("dominant", "dormant", "unclear")}
    words["change-go-on"] = say.text("change", change="go-on")
    return {key: _printable(text, marked=True) for key, text in words.items()}


def _english(text: str) -> str:
    """English words between their marks; a citation among them is a link of its own and stands outside."""
    pieces = (piece for piece in _CITE.split(text) if piece)
    return "".join(piece if _CITE.fullmatch(piece) else f"{OPEN}{printable(piece)}{CLOSE}" for piece in pieces)


def _printable(value: Any, *, marked: bool) -> Any:
    """Plain data with every text printable. ``marked``: English may stand between marks; else these are letters like any."""
    if isinstance(value, str):
        if not marked or OPEN not in value:
            return printable(value)
        return "".join(_english(piece) if is_english else printable(piece) for piece, is_english in spans(value))
    if is_dataclass(value):
        names = [field.name for field in fields(value) if field.name not in _DRAWINGS]
        return {name: _printable(getattr(value, name), marked=marked) for name in names}
    if isinstance(value, Mapping):
        return {key: _printable(part, marked=marked) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_printable(part, marked=marked) for part in value]
    return value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _short(shown: str) -> str:
    """For the head and foot of a page: what does not fit there is cut; it stands in full on the first page."""
    return _cut(unmarked(shown).replace(BREAK, ""), _HEAD)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _figures(model: ReportModel, coded: set[str]) -> dict[str, str]:
    """The figure of each card by its number: the same drawings as in the HTML. ``coded`` gets what stands there as a code."""
    cards = (*model.plan.cards, *model.plan.later) if model.plan else ()
    return {str(card.number): _drawing(card.figure_svg, coded) for card in cards if card.figure_svg}


def _charts(model: ReportModel, coded: set[str]) -> dict[str, Any]:
    """The charts, each as its drawing and the same in words: one list an entry, in the order of the entries.

    Paper is short: of the self-tests only those that tell something are drawn. ``coded`` gets what stands there as a code.
    """

    def shown(charts: Iterable[ChartView | None]) -> list[dict[str, str]]:
        given = [one for one in charts if one]
        return [{"svg": _drawing(one.svg, coded), "title": printable(one.title), "alt": printable(one.text)} for one in given]

    return {
        "bands": shown(model.bands),
        "findings": [shown(view.charts) for view in model.findings],
        "patterns": [shown(view.charts) for view in model.patterns],
        "tests": [[shown([result.chart if result.telling else None]) for result in test.results] for test in model.tests_done],
        "strip": shown([model.plan.strip] if model.plan else []),
    }


def _drawing(svg: str, coded: set[str]) -> str:
    """The drawing with every text in it printable; lines in a drawing do not wrap, so no places to break.

    Room was left for a text as it was, so signs are codes there, and what still is too long is cut: what the drawing says stands
    beside it in words. ``coded`` gets their characters.
    """

    def shown(found: re.Match[str]) -> str:
        text = unescape(found[0])
        fits = printable(text, longest=0, named=0)
        if fits != text:
            coded.update(lacking(text))
            fits = _cut(fits, max(_LABEL, len(text)))
        return escape(fits, quote=False)

    return re.sub(r"(?<=>)[^<>]+(?=<)", shown, svg)


def _day(text: str) -> date | None:
    """``22 November 2026`` or ``2026-11-22`` as a date; None for anything else. No locale has a say."""
    numbers = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text)
    words = re.fullmatch(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})", text)
    try:
        if numbers:
            return date(int(numbers[1]), int(numbers[2]), int(numbers[3]))
        if words and words[2] in _MONTHS:
            return date(int(words[3]), _MONTHS.index(words[2]) + 1, int(words[1]))
    except ValueError:
        pass
    return None


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
