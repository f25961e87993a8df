"""Reports for the browser: the personas as they are, and each kind of bad input laid over one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml

from advisor.knowledge import load_knowledge
from advisor.knowledge.translations import translated
from advisor.model.base import KnowledgeBase
from advisor.model.handouts import Letterhead
from advisor.model.report import FindingView, ReportModel
from advisor.pipeline import _with_pictures, assess, read_answers
from advisor.report.html import render_html
from advisor.report.letterhead import letterhead
from advisor.report.view import make_report

RULES = Path(__file__).parents[2] / "rules"
PERSONAS = sorted(path.stem for path in (RULES / "personas").glob("*.yaml"))
TODAY = date(2026, 11, 22)
LONG = "Wolfeschlegelsteinhausenbergerdorff" * 9
NAMES = {
    "long": LONG[:300],
    "rtl": "محمد بن سلمان بن عبد العزيز \u202e egap \u2067 שָׁלוֹם",
    "emoji": "🏃‍♀️🦵🏽🧑‍🦽‍➡️ Ana 🏳️‍🌈 " + "🦶" * 60,
    "thai": "ยุทธนาใจดีมีความสุขกับการวิ่งทุกวันในตอนเช้า" * 4,
    "chinese": "王小明每天早上都在公园里跑步锻炼身体" * 8,
    "control": "A\x00n\x1b[31ma\x07\u2028 <script>alert(1)</script> \u202e {{7*7}} Z" + "\u0337" * 40,
}


@cache
def kb() -> KnowledgeBase:
    return load_knowledge(RULES)


@cache
def model(name: str, language: str = "en") -> ReportModel:
    """The report of a persona, with its figures."""
    base = kb() if language == "en" else translated(kb(), language, RULES)
    data = yaml.load((RULES / "personas" / f"{name}.yaml").read_text("utf-8"), yaml.BaseLoader)
    sheet = read_answers({"answers": data["answers"]}, base)
    return _with_pictures(base, make_report(base, assess(base, sheet, today=TODAY), sheet))


def head(name: str, *, logo: bytes | None = None) -> Letterhead:
    """A letterhead of nothing but one name, as runner, coach and contact lines."""
    made = letterhead(runner=name, coach=name, contact=[name[:300]] * 2, logo=logo)
    assert made is not None
    return made


def logo(width: int = 600, height: int = 200) -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (width, height), (28, 91, 76)).save(out, "PNG")
    return out.getvalue()


def bad(name: str) -> ReportModel:
    """A report of the demo with one kind of bad input."""
    demo = model("demo")
    if name in NAMES:
        return replace(demo, letterhead=head(NAMES[name]))
    if name == "logo":
        return replace(demo, letterhead=head("Ana", logo=logo()))
    if name == "words":  # not only names: every word of a finding and a card as long as they come
        return _worded(demo, LONG[:300])
    if name == "no findings":
        return replace(demo, findings=(), patterns=(), body_map="", body_map_tall="", legend=())
    found = [finding for persona in ("demo", "full_chain") for finding in model(persona).findings]
    if name == "40 findings":
        return replace(demo, findings=_distinct(found[:40]))
    assert name == "all dormant"
    every = [
        replace(found[0], muscle=muscle.id, name=muscle.name, anatomy=muscle.anatomy, side="both")
        for muscle in kb().muscles.values()
    ]
    return replace(demo, findings=_distinct(every))


BAD = (*NAMES, "logo", "words", "no findings", "40 findings", "all dormant")


def _distinct(findings: list[FindingView]) -> tuple[FindingView, ...]:
    """Each muscle and side once: their places in a page are named so."""
    kept = list({(finding.muscle, finding.side): finding for finding in findings}.values())
    return tuple(_apart(finding) for finding in kept)


def _apart(finding: FindingView) -> FindingView:
    """Reasons that point to no other finding."""
    alone = {
        part: tuple(replace(reason, said_in=None, pattern="") for reason in getattr(finding, part))
        for part in ("reasons", "against")
    }
    return replace(finding, **alone)


def _worded(demo: ReportModel, word: str) -> ReportModel:
    finding = replace(demo.findings[0], name=word, tests_words=word, side_words=word)
    plan = demo.plan
    assert plan is not None
    assert demo.fridge is not None
    parts = ("name", "dose", "kit", "setup", "feel", "stop", "chosen_because", "starts", "days", "minutes")
    card = replace(plan.cards[0], **dict.fromkeys(parts, word))
    row = replace(demo.fridge.rows[0], name=word, dose=word, cue=word, starts=word)
    weeks = tuple(replace(week, rows=(replace(week.rows[0], name=word), *week.rows[1:])) for week in plan.weeks)
    return replace(
        demo,
        findings=(finding, *demo.findings[1:]),
        plan=replace(plan, cards=(card, *plan.cards[1:]), weeks=weeks),
        fridge=replace(demo.fridge, rows=(row, *demo.fridge.rows[1:])),
    )


def page_of(browser: Any, shown: ReportModel, *, width: int = 360, scheme: str = "light", opened: bool = True, **how: Any) -> Any:
    """A tab with the report. ``opened``: everything folded away is opened."""
    tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    tab.set_content(render_html(shown, **how))
    if opened:
        tab.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    return tab
