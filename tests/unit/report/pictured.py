"""Reports as they are printed, with the figures of their exercises, and what bad input makes of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image

from advisor.knowledge.figures import load_figures
from advisor.knowledge.translations import translated
from advisor.language import ENGLISH
from advisor.model.base import KnowledgeBase
from advisor.model.handouts import Letterhead
from advisor.model.report import FindingView, ReportModel
from advisor.pipeline import assess, read_answers
from advisor.report.bodymap import MUSCLE_VIEWS, Mark, body_map
from advisor.report.figures import Album
from advisor.report.letterhead import letterhead
from advisor.report.view import make_report

from .cases import RULES, TODAY, kb, persona

RTL = "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627"
SCRIPTS = {
    "long": "W" * 300,
    "wide": "\u200b" * 20 + "ﷺ" * 30 + "—" * 200,
    "rtl": RTL * 4,
    "emoji": "🏃🏽‍♀️🦵❤️👩‍👩‍👧" * 3 + "跑步者的膝盖" * 3,
    "thai": "สวัสดีครับ" * 4,
    "control": "a\x00\x07\u202e\u2066b\ufeff\u00ad\x1b[31m",
}


@cache
def knowledge(language: str) -> KnowledgeBase:
    return kb() if language == ENGLISH else translated(kb(), language, RULES)


@cache
def album(language: str) -> Album:
    found = load_figures(RULES, knowledge(language), complete=False)
    return Album(found.ready, found.figures)


@cache
def pictured(name: str, language: str = ENGLISH, head: Letterhead | None = None) -> ReportModel:
    """The report of a persona, figures and all."""
    base = knowledge(language)
    sheet = read_answers({"answers": persona(name)}, base)
    model = make_report(base, assess(base, sheet, today=TODAY), sheet, letterhead=head)
    return album(language).illustrated(model, base)


@cache
def logo() -> bytes:
    """A small PNG."""
    made = BytesIO()
    Image.new("RGB", (64, 32), (180, 60, 20)).save(made, "PNG")
    return made.getvalue()


def many_findings(count: int = 40) -> ReportModel:
    """The fullest persona with exactly so many findings."""
    model = pictured("full_chain")
    some = (model.findings * 3)[:count]
    return replace(model, findings=tuple(map(_on_its_own, some)))


def _on_its_own(finding: FindingView) -> FindingView:
    """A finding told in full that gives all its reasons itself."""
    reasons = tuple(replace(reason, said_in=None) for reason in finding.reasons)
    return replace(finding, reasons=reasons, in_full=True)


def no_findings() -> ReportModel:
    return replace(pictured("demo"), findings=(), patterns=(), summary=(), tests_done=(), body_map="")


def all_dormant() -> ReportModel:
    """Every muscle of the map dormant on both sides."""
    model = pictured("demo")
    names = {name: muscle.name for name, muscle in kb().muscles.items()}
    muscles = [name for name in kb().muscles if name in MUSCLE_VIEWS]
    first = model.findings[0]
    alike: dict[str, Any] = {"role": "dormant", "side": "both", "side_words": "both sides", "how": (), "charts": ()}
    rows = [replace(first, muscle=name, name=names[name], **alike) for name in muscles]
    marks = [Mark(name, side, "dormant", 0.8) for name in muscles for side in ("left", "right")]
    return replace(model, findings=tuple(rows), body_map=body_map(marks, names=names, title="Body map"))


def written(text: str) -> ReportModel:
    """A text of any script where people's words come in: the head, exercises, muscles, a rule's words."""
    model = pictured("demo", head=letterhead(runner=text, coach=text, contact=[text, text], logo=logo()))
    plan = model.plan
    assert plan is not None
    assert model.fridge is not None
    clean: Any = model.letterhead.runner if model.letterhead else ""
    text = clean or "x"
    cards = tuple(replace(card, name=text, dose=text, feel=text) for card in plan.cards[:2]) + plan.cards[2:]
    rows = tuple(replace(row, name=text) for row in plan.table)
    weeks = []
    for week in plan.weeks:
        renamed = tuple(replace(row, name=text) for row in week.rows)
        weeks.append(replace(week, rows=renamed))
    findings = tuple(replace(f, name=text, anatomy=text) for f in model.findings[:3]) + model.findings[3:]
    fridge = tuple(replace(row, name=text, cue=text) for row in model.fridge.rows)
    return replace(
        model, title=text, subtitle=text, summary=(text, text, text), findings=findings, disclaimer=text,
        plan=replace(plan, cards=cards, table=rows, weeks=tuple(weeks)), fridge=replace(model.fridge, rows=fridge),
    )  # fmt: skip
