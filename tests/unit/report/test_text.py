"""The terminal report: never a line too wide, nothing that a terminal obeys."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from advisor.model.answers import AnswerSheet
from advisor.model.handouts import Letterhead
from advisor.report.terminal import Page, columns
from advisor.report.text import render_text
from advisor.report.view import make_report

from .cases import NASTY, PERSONAS, assessed, empty, kb, report
from .test_html import nasty

HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.mark.parametrize("name", PERSONAS)
def test_never_wider(name: str) -> None:
    model = report(name)
    for width, full in ((40, True), (61, False), (80, True), (120, False)):
        for ascii_only in (False, True):
            text = render_text(model, width=width, ascii_only=ascii_only, full=full)
            assert max(columns(line) for line in text.splitlines()) <= width
            assert text.endswith("\n")
            assert not text.endswith("\n\n")
            assert not any(line != line.rstrip() for line in text.splitlines())
            assert text.isascii() or not ascii_only


def test_letters_counted_by_their_number_are_as_wide_as_a_terminal_draws_them() -> None:
    letters = [chr(code) for code in range(0x3000)]
    assert [letter for letter in letters if columns(letter) != max(wcswidth(letter), wcwidth(letter), 0)] == []


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("name", ["demo", "emergency"])
def test_nasty_words(name: str, width: int) -> None:
    sheet, assessment = assessed(name)
    model = nasty(make_report(kb(), assessment, sheet))
    text = render_text(model, width=width)
    assert all(0 <= wcswidth(line) <= width for line in text.split("\n"))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert "{{7*7}}" in text
    plain = render_text(model, width=width, ascii_only=True)
    assert plain.isascii()
    assert all(len(line) <= width for line in plain.split("\n"))


MIXED = "\u200d\ufe0f🏃‍♀️🦵🇩🇪e\u0301ก็ูน้ำ汉字。שלום مرحبا ﷽ \t\x1b[2J\x9b\u202e\x00\ud800"
WORDS = st.text(max_size=400) | st.text(MIXED, max_size=400)


@settings(deadline=None)
@given(words=WORDS, width=st.integers(40, 100), ascii_only=st.booleans())
def test_any_words_at_any_width(words: str, width: int, ascii_only: bool) -> None:
    """No line wider than asked for, nothing that a terminal obeys, whatever stands where words may stand."""
    found = report("demo")
    plan = found.plan
    assert plan is not None
    model = replace(
        found, letterhead=Letterhead(runner=words, coach=words, contact=(words,)),
        title=words or "-", subtitle=words, made_on=words, notices=(words,), summary=(words, words),
        findings=tuple(replace(finding, name=words) for finding in found.findings[:2]),
        patterns=tuple(replace(pattern, title=words, because=words) for pattern in found.patterns[:1]),
        plan=replace(plan, cards=tuple(replace(card, name=words) for card in plan.cards[:1])),
    )  # fmt: skip
    text = render_text(model, width=width, ascii_only=ascii_only)
    for line in text.split("\n"):
        assert wcswidth(line) <= width, "as wide as wcswidth counts it"
        assert sum(max(0, wcwidth(letter)) for letter in line) <= width, "as wide as a terminal that joins no emoji shows it"
        assert not HARMFUL.search(line)
    text.encode("ascii" if ascii_only else "utf-8")


@pytest.mark.parametrize("width", [40, 80])
def test_words_of_all_kinds_are_kept(width: int) -> None:
    """Nothing is cut off: without the places where lines break, the words stand there as they were."""
    told = "x" * 300, "שלום עולם", "مرحبا بالعالم", "🏃‍♀️🦵", "สวัสดีชาวโลก", "你好，世界。我的腿很紧。" * 9, "é" * 99
    for words in told:
        text = render_text(replace(report("demo"), subtitle=words), width=width)
        assert "".join(words.split()) in "".join(text.split())


def test_chinese_fills_its_lines_and_keeps_its_full_stops() -> None:
    page = Page(40, False, False)
    page.add("我的腿很紧。" * 10, lead="-")
    assert page.lines[0] == "- " + ("我的腿很紧。" * 10)[:19]
    page = Page(10, False, False)
    page.add("我的腿很紧。我")
    assert page.lines == ["我的腿很", "紧。我"]


def test_what_is_drawn_as_one_is_not_parted() -> None:
    page = Page(20, False, False)
    runner = "🏃\u200d♀\ufe0f"
    page.add("e\u0301" * 30 + runner * 20)
    assert "".join(page.lines) == "e\u0301" * 30 + runner * 20
    assert all(not line.replace("e\u0301", "").replace(runner, "") for line in page.lines), page.lines


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("width", [40, 80])
def test_the_days_of_each_week(width: int, ascii_only: bool) -> None:
    """As a table, or where it is narrow as lines: a box for each day on which an exercise is done."""
    model = report("demo")
    plan = model.plan
    assert plan is not None
    text = render_text(model, width=width, ascii_only=ascii_only)
    box = "[]" if ascii_only else "☐"
    week = text.split("\nWeek 1")[1].split("\nWeek 2")[0].split("How to go on")[0]
    assert week.count(box) == sum(sum(row.on) for row in plan.weeks[0].rows)
    lines = week.splitlines()
    if width == 80:
        march = next(line for line in lines if line.startswith("Tall march"))
        first = lines[0]  # what stands after "Week 1" in the line of the names
        at = [first.index(short) + len("Week 1") for short, _ in plan.days]
        assert [march[place:].startswith(box) for place in at] == list(plan.weeks[0].rows[-1].on)
    else:
        march = lines[lines.index("Tall march") + 1]
        assert march.split() == [f"{box}Sun", f"{box}Wed"]
    assert "Week 4: No change." in text


def test_colour_only_adds_codes() -> None:
    for name in ("demo", "emergency"):
        plain, coloured = render_text(report(name)), render_text(report(name), colour=True)
        assert "\x1b[" not in plain
        assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
        for line in coloured.split("\n"):  # each colour ends where it began, so that a cut report leaves none behind
            codes = re.findall(r"\x1b\[([0-9;]*)m", line)
            assert all((code == "0") == bool(place % 2) for place, code in enumerate(codes))
            assert len(codes) % 2 == 0


def test_what_does_more_and_less_has_its_own_sign() -> None:
    """Colour aside, the body and its key tell dominant from dormant, in Unicode and in ASCII."""
    for ascii_only, more, less in ((False, "▓", "░"), (True, "#", "o")):
        text = render_text(report("demo"), ascii_only=ascii_only)
        body = text.split("BODY MAP")[1].split("FINDINGS")[0]
        assert f"{more * 2} Doing more than its share" in body
        assert f"{less * 2} Doing less than its share" in body
        left = [line[:38] for line in body.splitlines()[2:26]]
        assert sum(more in line for line in left) > 5
        assert sum(less in line for line in left) > 3
        assert body.splitlines()[1][:38].split() == ["R", "Front", "L", "L", "Back", "R"]  # as one looks at the runner


def test_the_answer_comes_first() -> None:
    """On the first screen: safety, the three sentences, the exercises; reasons come after the body."""
    lines = render_text(report("demo")).splitlines()
    first = "\n".join(lines[:24])
    assert "None of the warning signs we asked about" in first
    assert all(line[:40] in first for line in report("demo").summary)
    plan = report("demo").plan
    assert plan is not None
    assert all(card.name in first for card in plan.cards)
    assert len(lines) < 400
    assert len(render_text(report("demo"), full=True).splitlines()) > 2 * len(lines)


def test_findings_that_rest_on_the_same_share_their_lines() -> None:
    lines = render_text(report("nearly_symptom_free")).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("▓ Chest, both sides: possible"))
    assert lines[at + 1].startswith("▓ Neck-to-blade muscle, both sides: possible")
    why = "  Why we think so: Rounded shoulders, the usual picture."
    assert lines[at:].count(why) == 1
    less = next(number for number, line in enumerate(lines) if line.startswith("░ Upper-back ropes, both sides: possible"))
    assert less < at
    assert lines[less + 1].startswith("  no self-test"), "a finding of another role has its own lines"
    for finding in report("nearly_symptom_free").findings:
        assert sum(line[2:].startswith(f"{finding.name}, ") for line in lines) == 1


@pytest.mark.parametrize("name", PERSONAS)
def test_short_and_full_say_the_same_of_safety_and_plan(name: str) -> None:
    model = report(name)
    short, full = (" ".join(render_text(model, full=full).split()) for full in (False, True))
    for words in (model.safety.headline, model.safety.lead, *model.safety.net, model.disclaimer):
        assert words in short
    for card in model.plan.cards if model.plan else ():
        assert card.stop in short
        assert card.fault_do in short
        assert card.pain_rule in short
    named = set(re.findall(r"\[(R\d+\w*|EXP)\]", short))
    listed = {source.id for source in model.sources}
    assert named <= listed
    assert full.count("[") >= short.count("[")


def test_bars_say_their_word() -> None:
    assert "■■■ strong" in render_text(report("demo"))
    assert "[###] strong" in render_text(report("demo"), ascii_only=True)


def test_ended_is_short_and_about_safety() -> None:
    text = render_text(report("emergency"))
    assert "YOUR PLAN" not in text
    assert "FINDINGS" not in text
    assert "Call your local emergency number now" in text
    assert len(text.splitlines()) < 90
    order = ["EMERGENCY: CALL FOR HELP NOW", "URGENT: SEE A DOCTOR TODAY", "WHEN TO STOP", "ALSO NOTED", "SOON:", "SOURCES"]
    places = [text.upper().index(words) for words in order]
    assert places == sorted(places), "what can wait stands before what cannot"


def test_title_underline_is_within_width() -> None:
    text = render_text(make_report(kb(), empty(), AnswerSheet(), title=NASTY), width=40)
    assert max(columns(line) for line in text.splitlines()) <= 40
