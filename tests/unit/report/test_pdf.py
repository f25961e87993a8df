"""The PDF: tagged, complete, the same bytes each time, and no text is ever run as code."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from advisor.language import language
from advisor.model import report as view
from advisor.model.handouts import Letterhead
from advisor.model.report import ReportModel
from advisor.report.bodymap import Mark, body_map
from advisor.report.glyphs import BREAK, kind_of, lacking
from advisor.report.pdf import render_pdf

from .paper import Paper, squeezed

STEPS = {"possible": 1, "likely": 2, "strong": 3}
LOOKS = (("dormant", "strong"), ("dominant", "likely"), ("unclear", "possible"))
NASTY = {
    "code": '#read("/etc/passwd") #panic() $x$ *a* _b_ <b> @c [R9] \\ ` // /* #{ ]',
    "long": "W" * 300,
    "emoji": "🏃🏽‍♀️ ❤️ 👩‍👩‍👧",
    "thai": "สวัสดี العربية עברית 漢字",
    "control": "a\x00b\x07\u202ec\ufeff\u00ad\n\td\ud800\ue000\U0010ffff",
    "marks": "≤\u0301☐\u0308a" + "\u0301" * 40,
    "empty": "",
    "blank": " \u00a0 ",
}


def safety(level: Any = "none", **more: Any) -> view.SafetyView:
    item = view.SafetyItemView(
        title="How much it hurts", level=level, level_words=f"{level}: words", state="fired", kind="gate",
        noticed="We read it. [R5]", do="Let pain decide.", who="A doctor.", soon="today", avoid="Do not push.", sources=("R5",),
    )  # fmt: skip
    return view.SafetyView(
        level=level, level_words=f"{level}: words", headline=f"Headline {level}", lead="Read on.", items=(item,),
        net=("Call for help.",), **more,
    )  # fmt: skip


def finding(n: int, role: Any, band: Any) -> view.FindingView:
    reasons = (
        view.ReasonView(text="You said so [R5].", rule="SYM-1", title="Said", sources=("R5", "R99")),
        view.ReasonView(text="It fits.", rule="P01", title="The pattern", pattern="P01"),
    )
    how = (view.HowStep(depth=0, text="x"), view.HowStep(depth=1, text=f"Step of {n}", amount="-0.40", rule="TST-1"))
    return view.FindingView(
        muscle=f"m{n}", name=f"Muscle number {n}", anatomy="musculus", side="left", side_words="left side", role=role,
        role_words="words", band=band, band_words=f"{band}: words", certainty="0.61", sentence="It may.",
        evidence_words="Two self-tests behind it.", reasons=reasons,
        against=(view.ReasonView(text=f"Against {n}.", rule="TST-1"),), changes=("Test again.",), how=how, steps=STEPS[band],
    )  # fmt: skip


def card(n: int, length: int = 3) -> view.CardView:
    movement = tuple(f"Move {step} of a slow and careful movement." for step in range(length))
    return view.CardView(
        number=n, id=f"c{n}", name=f"Exercise {n}", stage_words="Hip, level 1", chosen_because="It asks for more work.",
        dose="2 sets of 10", minutes="4 minutes", days="5 days a week", kit="Nothing", substitute="", side_note="Both sides.",
        setup="Lie down.", movement=movement, cues=("Slow.", "Tall."), feel="In the hip.", fault_sign="It cramps.",
        fault_do="Less.", stop="Stop at pain.", pain_rule="Up to 3.", easier="Easy one", next="Hard one",
        pass_rule=f"Pass rule {n}.", sources=("R5",), boxes=5,
    )  # fmt: skip


def plan(cards: int = 5) -> view.PlanView:
    weeks = tuple(view.WeekView(number=n, title=f"Week {n}", lines=()) for n in range(1, 5))
    cells = ("start", "go on", "", "harder step")
    return view.PlanView(
        intro="The exercises, in order.", time_line="About 20 minutes.", cards=tuple(card(n) for n in range(1, cards + 1)),
        weeks=weeks, retest="On 20 December 2026.", progress_rules=("Go slowly.",), load_advice=("Load first [R5].",),
        table=tuple(view.WeekRowView(name=f"Exercise {n}", cells=cells) for n in range(1, cards + 1)),
    )  # fmt: skip


def report(**more: Any) -> ReportModel:
    marks = [Mark("gluteus_maximus", "left", "dormant", 0.6), Mark("biceps_femoris", "whole", "dominant", 0.4)]
    pattern = view.PatternView(
        rule="P01", title="The pattern", side_words="", band="likely", band_words="likely: x", certainty="0.5",
        because="Because [R5].", mechanism="It works so.", limits="Not all.", sources=("R5",), steps=2,
    )  # fmt: skip
    values: dict[str, Any] = {
        "title": "Your running report", "subtitle": "About your tight hamstrings", "made_on": "22 November 2026",
        "ended": False, "safety": safety(), "summary": ("First sentence.", "Second sentence.", "Third sentence."),
        "body_map": body_map(marks, names={"gluteus_maximus": "big glute"}), "body_map_text": "Front and back of a body.",
        "legend": (("possible", "some signs"), ("likely", "several"), ("strong", "many")),
        "findings": tuple(finding(n, *look) for n, look in enumerate(LOOKS, 1)), "patterns": (pattern,),
        "notices": ("We left one answer out.",),
        "tests_left": (view.TestView(name="Bridge test", minutes="2 minutes", adds="the glute"),),
        "plan": plan(), "why_not_stretch": ("A stretch can feel good [R5].",), "load_note": "Load.",
        "honesty_note": "Nobody knows.", "how_we_know": ("A model.",), "glossary": (("dormant", "Less."),),
        "sources": (view.SourceView(id="R5", text="Frandsen 2025.", link="https://doi.org/10.1136/x", note="Read."),
                    view.SourceView(id="EXP", text="Ours.")),
        "disclaimer": "This is not a diagnosis.", "stamp": (("Advisor", "0.1.0"), ("Rules hash", "0123456789abcdef")),
    }  # fmt: skip
    return ReportModel(**(values | more))


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().replace(BREAK, "").split()) for page in PdfReader(BytesIO(pdf)).pages]


def words(pdf: bytes) -> str:
    return " ".join(pages(pdf))


def everywhere(value: Any, text: str) -> Any:
    """A model with every free text replaced."""
    fixed = {
        "level", "role", "band", "state", "kind", "body_map", "figure_svg", "svg", "language", "muscle", "side", "rule",
        "pattern",
    }  # fmt: skip
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in fields(value) if field.name not in fixed}
        return replace(value, **{name: everywhere(part, text) for name, part in parts.items()})
    if isinstance(value, tuple):
        return tuple(everywhere(part, text) for part in value)
    return text if isinstance(value, str) else value


def rebuilt(text: str) -> ReportModel:
    """A model whose every text is ``text``."""
    made: ReportModel = everywhere(report(), text)
    return made


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("us-letter", (612, 792))])
def test_a_pdf_on_both_papers(paper: str, size: tuple[int, int]) -> None:
    made = render_pdf(report(), paper=paper)
    assert made.startswith(b"%PDF")
    for page in PdfReader(BytesIO(made)).pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == size
    with pytest.raises(ValueError, match="unknown paper"):
        render_pdf(report(), paper="a5")


def test_the_same_bytes_again_and_in_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    first = render_pdf(report())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: render_pdf(report()), range(6))) == {first}


def test_tagged_titled_and_outlined() -> None:
    reader = PdfReader(BytesIO(render_pdf(report())))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en"
    assert getattr(reader.metadata, "title", "") == "Your running report"
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in root["/Metadata"].get_data()

    def titles(entries: Any) -> list[str]:
        return [title for e in entries for title in (titles(e) if isinstance(e, list) else [str(e.title)])]

    found = titles(reader.outline)
    for title in ("Headline none", "Where it is", "Findings", "Your plan", "Exercise 1", "Sources"):
        assert title in found
    assert any(title.startswith("Muscle number 1") for title in found)


def test_the_date_is_the_day_it_was_made() -> None:
    for day in ("22 November 2026", "2026-11-22"):
        metadata: Any = PdfReader(BytesIO(render_pdf(report(made_on=day)))).metadata
        assert str(metadata["/CreationDate"]).startswith("D:20261122")
    assert render_pdf(report(made_on="31 February 2026")).startswith(b"%PDF")


def test_it_says_everything() -> None:
    model = report()
    text = words(render_pdf(model))
    names = [c.name for c in plan().cards] + [f.name for f in model.findings] + [p.title for p in model.patterns]
    expected = [
        *names, *model.summary, "Headline none", "Let pain decide.", "Call for help.", "Bridge test",
        "We left one answer out.", "strong", "Against 2.", "Step of 2", "Frandsen 2025.", "This is not a diagnosis.",
        "0123456789abcdef", "Nobody knows.", "harder step", "Made on 22 November 2026", "page 1 of", "dormant: Less.",
    ]  # fmt: skip
    assert [part for part in expected if part not in text] == []


def test_cards_are_whole_and_side_by_side() -> None:
    shown = pages(render_pdf(report(plan=plan(5))))
    for n in range(1, 6):
        assert any(f"Exercise {n} " in page and f"Pass rule {n}." in page for page in shown)
    assert any("Pass rule 1." in page and "Pass rule 2." in page for page in shown)
    assert any("Pass rule 3." in page and "Pass rule 4." in page for page in shown)


def test_a_card_longer_than_a_page_loses_nothing() -> None:
    model = report(plan=replace(plan(2), cards=(card(1, 120), card(2))))
    text = words(render_pdf(model))
    assert text.count("of a slow and careful movement.") == 123
    assert "Pass rule 1." in text


def test_links_lead_to_sources_and_out() -> None:
    reader = PdfReader(BytesIO(render_pdf(report())))
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots", ())]
    out = {str(note["/A"]["/URI"]) for note in notes if "/A" in note and "/URI" in note["/A"]}
    assert out == {"https://doi.org/10.1136/x"}
    assert sum("/A" not in note or "/URI" not in note["/A"] for note in notes) > 10


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "https://a b", "https://ä"])
def test_only_plain_web_links(link: str) -> None:
    made = render_pdf(report(sources=(view.SourceView(id="R5", text="T", link=link),)))
    notes = [note.get_object() for page in PdfReader(BytesIO(made)).pages for note in page.get("/Annots", ())]
    assert not [note for note in notes if "/A" in note and "/URI" in note["/A"]]


def test_code_in_text_prints_as_typed() -> None:
    text = words(render_pdf(report(summary=(NASTY["code"],))))
    assert " ".join(NASTY["code"].split()) in text
    assert "root:" not in text


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("ended", [False, True])
def test_any_text_anywhere_compiles(name: str, ended: bool) -> None:
    model = replace(rebuilt(NASTY[name]), ended=ended)
    assert render_pdf(model, paper="us-letter").startswith(b"%PDF")


ANY = st.text(st.characters(codec=None), max_size=60)
LONG = st.text(st.sampled_from("Wwi\u0301\u200d\u00a0\u3000[]#"), max_size=320)
HARD = st.one_of(ANY, LONG, st.sampled_from([*NASTY.values()]))


def laid_out(name: str, rule: str, answer: str) -> ReportModel:
    """A report with these texts as a runner's name, in the words of a rule and in an answer."""
    reason = view.ReasonView(text=rule, rule="P01", title=rule)
    found = replace(finding(1, "dormant", "likely"), name=rule, reasons=(reason,), against=(), how=())
    test = view.TestDoneView(name=rule, trust=rule, results=(view.ResultView(ask=rule, yours=answer, usual=answer),))
    return replace(
        report(), letterhead=Letterhead(runner=name, coach=name, contact=(name,)), subtitle=answer,
        findings=(found,), tests_done=(test,), glossary=((rule, rule),), summary=(name, rule, answer),
        body_map=body_map([Mark("gluteus_maximus", "left", "dormant", 0.6)], names={"gluteus_maximus": printed(rule)}),
        plan=replace(plan(1), cards=(replace(card(1), name=rule, dose=rule),)),
    )  # fmt: skip


def unnamed(paper: Paper, text: str) -> list[str]:
    """The characters of ``text`` that the font lacks and whose name, or why they have none, stands nowhere on paper."""
    shown = squeezed("".join(letter.char for page in paper.pages for letter in page.letters))
    spans = [(int(first, 16), int(last, 16), n.end()) for n in SPAN.finditer(shown) for first, last in [n.groups()]]
    lost = []
    for char in sorted(lacking(text)):
        kind, name = kind_of(char)
        code = ord(char)
        called = [name or language("en").text(f"sign-{kind}")]
        if kind == "numbered":
            called = [f"{name}-{code:04x}", f"{name}-"]
        here = f"U{code:04X}{squeezed(called[0])}" in shown
        if not here and not any(
            first <= code <= last and shown.startswith(squeezed(called[-1]), end) for first, last, end in spans
        ):
            lost.append(f"U+{code:04X} {called[0]}")
    return lost


SPAN = re.compile("U([0-9A-F]{4,6})toU([0-9A-F]{4,6})")
CHINESE = "跑步者的膝盖疼痛大腿后侧肌肉紧张请每天练习两次慢慢来不要着急"


@settings(max_examples=12, deadline=None)
@example("a", "\u07fb\u0300", "a")
@example("a", "x [R5]\u0300", "a")
@example("\ue3f0a", "\ue3f1b", "c\ue3f0d\ue3f1")
@example(
    CHINESE, "一丁丂七丄丅丆万" + "ก" * 9 + "ขฃคฅฆงจฉ", "\ud800\ue000\ue001\ue002\uffff\U0010ffff\x00\u0378" + "\U00017000" * 9
)
@given(HARD, HARD, HARD)
def test_any_unicode_is_laid_out_and_named(name: str, rule: str, answer: str) -> None:
    """It compiles, stays within the margins, and each character that the font lacks has its name somewhere."""
    made = Paper(render_pdf(laid_out(name, rule, answer)))
    assert made.outside() == []
    assert unnamed(made, name + rule + answer) == []


def printed(text: str) -> str:
    """A short label for a drawing, as the body map is given: without what no XML may hold."""
    return re.sub(r"[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)[:20]


def test_a_name_in_another_script_keeps_the_answer_on_the_cover_and_is_listed_once() -> None:
    head = Letterhead(runner=(CHINESE * 10)[:300])
    made = render_pdf(report(letterhead=head))
    shown = pages(made)
    assert "Headline none" in shown[0]
    assert "cjk unified" not in shown[0]
    listed = [page for page in shown if "Signs this paper cannot draw" in page][1:]  # the first is the cover's list of sections
    assert len(listed) == 1
    text = listed[0].partition("Signs this paper cannot draw")[2].partition("Sources")[0]
    codes = re.findall(r"U\+([0-9A-F]+) cjk unified ideograph-([0-9a-f]+)", text)
    assert (
        [code.lower() for code, _ in codes]
        == [number for _, number in codes]
        == [f"{ord(char):x}" for char in sorted(set(CHINESE))]
    )
    assert all(title in shown[0] for title in ("Signs this paper cannot draw", "Sources"))


def test_nothing_is_listed_where_nothing_lacks_a_name() -> None:
    assert "cannot draw" not in words(render_pdf(report(letterhead=Letterhead(runner="Zoë 😀 ก"))))


def test_an_emergency_keeps_its_one_page_and_lists_no_signs() -> None:
    made = render_pdf(report(ended=True, safety=safety("emergency"), letterhead=Letterhead(runner=CHINESE * 5)))
    assert len(pages(made)) == 1
    assert "cannot draw" not in words(made)
    assert "[U+8DD1][U+6B65]" in words(made)


def test_what_is_cut_in_a_drawing_is_listed_too() -> None:
    marks = [Mark("soleus", "left", "dormant", 0.6)]
    made = Paper(render_pdf(report(body_map=body_map(marks, names={"soleus": CHINESE[:8]}))))
    assert unnamed(made, CHINESE[:8]) == []


def test_a_long_word_stays_on_the_page() -> None:
    made = render_pdf(report(title="W" * 300, summary=("i" * 300,)))
    assert words(made).replace(" ", "").count("W" * 300) >= 1
    for page in PdfReader(BytesIO(made)).pages:
        right: list[float] = []

        def visit(text: str, cm: Any, tm: Any, font: Any, size: float, seen: list[float] = right) -> None:
            if text.strip():
                seen.append(float(tm[4]))

        page.extract_text(visitor_text=visit)
        assert not right or max(right) < page.mediabox.width


def test_text_in_the_drawing_is_printable_too_and_no_wider_than_its_room() -> None:
    marks = [Mark("gluteus_maximus", "left", "dormant", 0.6), Mark("soleus", "left", "dormant", 0.6)]
    made = Paper(render_pdf(report(body_map=body_map(marks, names={"gluteus_maximus": "<b> & x", "soleus": "🏸" * 9}))))
    text = "".join(letter.char for letter in made.pages[1].letters)
    assert "<b>&x" in text
    assert "[U+1F3F8][U…" in text
    assert made.outside() == []


@pytest.mark.parametrize("href", ["file:///etc/passwd", "/etc/hostname", "../../../../etc/hostname", "http://127.0.0.1:9/x.png"])
def test_a_drawing_reads_nothing(href: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="{href}" width="9" height="9"/></svg>'
    with pytest.raises(Exception, match=r"not allowed|escape the project root"):
        render_pdf(report(body_map=svg))


@pytest.mark.parametrize("level", ["emergency", "urgent"])
def test_an_ended_report_is_one_page_of_safety(level: str) -> None:
    made = render_pdf(report(ended=True, safety=safety(level)))
    assert len(PdfReader(BytesIO(made)).pages) == 1
    text = words(made)
    assert f"Headline {level}" in text
    assert "Let pain decide." in text
    assert not re.search(r"Your plan|Exercise 1|Muscle number|Why not stretch", text)


def test_a_crowded_ended_report_keeps_to_one_page_by_smaller_print() -> None:
    item = safety("urgent").items[0]
    full = replace(safety("emergency"), items=(item,) * 9)
    made = render_pdf(report(ended=True, safety=full))
    assert len(PdfReader(BytesIO(made)).pages) == 1
    assert words(made).count("Let pain decide.") == 9


def test_without_plan_and_with_open_questions() -> None:
    waiting = safety("soon", still_to_ask=("Does it hurt?",), unsure=("Numb?",))
    text = words(render_pdf(report(plan=None, no_plan="No plan yet.", safety=waiting)))
    assert "No plan yet." in text
    assert "Does it hurt?" in text
    assert "Numb?" in text
    assert "soon: words" in text


def test_twelve_weeks_fit() -> None:
    weeks = tuple(view.WeekView(number=n, title=f"Week {n}", lines=()) for n in range(1, 13))
    rows = (view.WeekRowView(name="Exercise 1", cells=("harder step",) * 12),)
    text = words(render_pdf(report(plan=replace(plan(2), weeks=weeks, table=rows))))
    assert "Week 12" in text
