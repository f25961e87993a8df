"""What each answer gave to a finding: bars one under the other, each beginning where the last one ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.language import Language
from advisor.model.chart import ChartView
from advisor.report.charts.numbers import decimals, hundredths
from advisor.report.charts.sheet import INK, LINE, PAPER, SMALL, SOFT, TONES, Sheet, fit, plain
from advisor.report.charts.steps import Staircase, Step

__all__ = ["StepWords", "waterfall"]

_ACROSS = 84.0  # per cent of the width for the scale; the rest is for the last number
_EDGES = (20, 40, 65)
_BAR = 10
_HOLDS = ("symptom-cap", "cap")  # left out where what they take away is too little to show


@dataclass(frozen=True)
class StepWords:
    """What stands over a step: what it is, and the answers behind it ("" for none)."""

    label: str
    note: str = ""


def waterfall(
    stairs: Staircase, words: Sequence[StepWords], *, title: str, end: str, tone: str, say: Language,
    edges: Sequence[int] = _EDGES,
) -> ChartView:  # fmt: skip
    """The steps of a certainty as a drawing that starts at 0 and ends at what is shown.

    ``words`` has one entry a step, ``end`` says what the sum is called. ``tone``: dominant, dormant, unclear or pattern.
    ``edges``: where the bands begin, in hundredths. ValueError where words and steps do not match.
    """
    if len(words) != len(stairs.steps):
        raise ValueError(f"{len(stairs.steps)} steps, but words for {len(words)}")
    given = [StepWords(plain(one.label), plain(one.note)) for one in words]
    title, end = plain(title), plain(end)
    scale = _Scale(min(0, *stairs.heights))
    told = [pair for pair in zip(stairs.steps, given, strict=True) if pair[0].shown or pair[0].kind not in _HOLDS]
    sheet = Sheet()
    for step, one in told:
        _row(sheet, scale, step, one, tone, say)
    last = hundredths(stairs.end)
    sheet.say(fit(end), bold=True, gap=5)
    sheet.bar(scale.at(0), scale.at(stairs.end), sheet.y, _BAR + 2, tone)
    sheet.words(max(scale.at(0), scale.at(stairs.end)), sheet.y + _BAR, decimals(say, last), bold=True, dx=6)
    sheet.y += _BAR + 7
    _foot(sheet, scale, edges, say)
    made = say.text("chart-fall-end", end=end, number=decimals(say, last))
    brief = [plain(_said(step, one.label, say)) for step, one in told]
    full = [plain(_said(step, _noted(one, say), say)) for step, one in told]
    return ChartView(title=title, svg=sheet.svg(title, " ".join([*brief, plain(made)])), rows=(*full, plain(made)))


@dataclass(frozen=True)
class _Scale:
    low: int  # millionths

    def at(self, millionths: int) -> float:
        return _ACROSS * (millionths - self.low) / (1_000_000 - self.low)


def _row(sheet: Sheet, scale: _Scale, step: Step, words: StepWords, tone: str, say: Language) -> None:
    sheet.say(fit(words.label), gap=1)
    if words.note:
        sheet.say(fit(words.note, size=SMALL, lines=1), size=SMALL, fill=SOFT, gap=1)
    sheet.y += 4
    a, b = scale.at(step.before), scale.at(step.after)
    ground, edge = TONES[tone]
    fill, dashes = (ground, "") if step.change >= 0 else (PAPER, ' stroke-dasharray="3 2"')
    sheet.rect(min(a, b), sheet.y, abs(b - a), _BAR, f'fill="{fill}" stroke="{edge}"{dashes}')
    sheet.line(b, sheet.y - 2, b, sheet.y + _BAR + 2, f'stroke="{INK}" stroke-width="1.6"')
    sheet.words(max(a, b), sheet.y + _BAR - 0.5, decimals(say, step.shown, sign=True), dx=6)
    sheet.y += _BAR + 9


def _foot(sheet: Sheet, scale: _Scale, edges: Sequence[int], say: Language) -> None:
    """The lines where the bands begin, behind everything, with their numbers under them."""
    sheet.line(scale.at(0), 0, scale.at(0), sheet.y, f'stroke="{SOFT}"', layer=0)
    for edge in edges:
        x = scale.at(edge * 10_000)
        sheet.line(x, 0, x, sheet.y, f'stroke="{LINE}"', layer=0)
    for edge in (0, *edges):
        anchor = "middle" if edge else "start"
        sheet.words(scale.at(edge * 10_000), sheet.y + SMALL, decimals(say, edge), size=SMALL, fill=SOFT, anchor=anchor)
    sheet.y += SMALL + 3


def _noted(words: StepWords, say: Language) -> str:
    return say.text("in-brackets", words=words.label, place=words.note) if words.note else words.label


def _said(step: Step, label: str, say: Language) -> str:
    change, height = decimals(say, step.shown, sign=True), decimals(say, hundredths(step.after))
    return say.text("chart-fall-step", label=label, change=change, height=height)
