"""The terminal report: never a line too wide, nothing that a terminal obeys."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from advisor.model.answers import AnswerSheet
from advisor.report.terminal import columns
from advisor.report.text import render_text
from advisor.report.view import make_report

from .cases import NASTY, PERSONAS, assessed, empty, kb, report
from .test_html import nasty


@pytest.mark.parametrize("width", [40, 61, 80, 120])
@pytest.mark.parametrize("name", PERSONAS)
def test_never_wider(name: str, width: int) -> None:
    model = report(name)
    for text in (render_text(model, width=width), render_text(model, width=width, ascii_only=True)):
        assert max(columns(line) for line in text.splitlines()) <= width
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


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


@given(title=st.text(max_size=120), width=st.integers(40, 100))
def test_any_title(title: str, width: int) -> None:
    model = make_report(kb(), empty(), AnswerSheet(), title=title)
    text = render_text(model, width=width)
    assert all(columns(line) <= width for line in text.split("\n"))
    text.encode("utf-8")


def test_colour_only_adds_codes() -> None:
    model = report("demo")
    plain, coloured = render_text(model), render_text(model, colour=True)
    assert "\x1b[" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert all(line.count("\x1b[") in (0, 2) for line in coloured.split("\n"))


def test_bars_say_their_word() -> None:
    assert "■■■ strong" in render_text(report("demo"))
    assert "[###] strong" in render_text(report("demo"), ascii_only=True)


def test_ended_is_short_and_about_safety() -> None:
    text = render_text(report("emergency"))
    assert "YOUR PLAN" not in text
    assert "FINDINGS" not in text
    assert "Call your local emergency number now" in text


def test_title_underline_is_within_width() -> None:
    text = render_text(make_report(kb(), empty(), AnswerSheet(), title=NASTY), width=40)
    assert max(columns(line) for line in text.splitlines()) <= 40
