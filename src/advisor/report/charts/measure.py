"""One self-test in numbers: both sides as bars, with the line from which a result is usual for this runner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from advisor.language import Language
from advisor.model.chart import ChartView
from advisor.report.bodymap.labels import text_width
from advisor.report.charts.sheet import INK, LINE, NARROWEST, SMALL, SOFT, TONES, WASH, Sheet, fit, plain

__all__ = ["Limit", "Measure", "SideName", "SideResult", "sides"]

SideName = Literal["", "left", "right"]
_ACROSS = 96.0
_BAR = 10


@dataclass(frozen=True)
class SideResult:
    """One side's result. ``side``: left, right, or "" for a test of the whole body.

    ``value`` is None where there is no number; ``words`` then says why (not measured, stopped for pain), else the number with
    its unit. ``usual``: whether it lies where it usually does; None where nobody can say.
    """

    side: SideName
    value: float | None
    words: str
    usual: bool | None = None


@dataclass(frozen=True)
class Limit:
    """A cut-off and its words: ``usual from 20``, ``usual up to 10 (men)``."""

    value: float
    words: str


@dataclass(frozen=True)
class Measure:
    """A question of a self-test with its results. ``low`` and ``high`` are the ends of its range; ``better`` is which is good.

    ``limits`` are empty where no norm is known for this runner; more than one where a norm hangs on what was not told.
    ``gap`` says in words how the sides differ ("" where one is missing); ``uneven``: they differ by more than is usual.
    """

    title: str
    results: tuple[SideResult, ...]
    limits: tuple[Limit, ...] = ()
    better: Literal["high", "low"] = "high"
    low: float = 0.0
    high: float = 100.0
    gap: str = ""
    uneven: bool = False


def sides(measure: Measure, *, say: Language) -> ChartView | None:
    """The drawing of one measure; None where there is no number at all to draw.

    A side without a number is an empty, dashed track with its reason: never a bar of no length, which is a result of 0.
    """
    values = [result.value for result in measure.results if result.value is not None]
    if not values:
        return None
    scale = _scale(measure, values)
    sheet = Sheet()
    lines = _limits(sheet, scale, measure)
    top = sheet.y
    said = [_side(sheet, scale, result, measure, lines, say) for result in measure.results]
    _usual(sheet, scale, measure, top)
    if measure.gap:
        said.append(plain(measure.gap))
        sheet.say(fit(said[-1]))
    said[:0] = [plain(limit.words) + "." for limit in measure.limits]
    title = plain(measure.title)
    return ChartView(title=title, svg=sheet.svg(title, " ".join(said)), rows=tuple(said))


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float

    def at(self, value: float) -> float:
        return _ACROSS * min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


def _scale(measure: Measure, values: Sequence[float]) -> _Scale:
    """From 0 (or what lies below it) to a little beyond the largest number, at most to the end of the range."""
    marks = [*values, *(limit.value for limit in measure.limits)]
    low = min(0.0, measure.low, *marks)
    high = min(max(marks) + 0.2 * (max(marks) - low), max(measure.high, *marks))
    return _Scale(low, high if high > low else low + 1.0)


def _worse(measure: Measure) -> str:
    """The side that is worse; "" where they are equal, one has no number, or everything is as usual."""
    if all(result.usual for result in measure.results) and not measure.uneven:
        return ""
    found = {result.side: result.value for result in measure.results if result.value is not None}
    if "left" not in found or "right" not in found or found["left"] == found["right"]:
        return ""
    return "left" if (found["left"] < found["right"]) == (measure.better == "high") else "right"


def _limits(sheet: Sheet, scale: _Scale, measure: Measure) -> list[float]:
    """The words of the cut-offs, each on a line of its own at its place; gives the places."""
    places = []
    for limit in sorted(measure.limits, key=lambda one: (one.value, one.words)):
        places.append(scale.at(limit.value))
        sheet.y += SMALL + 1.5
        for words in fit(plain(limit.words), size=SMALL, lines=1):
            _beside(sheet, places[-1], words)
    sheet.y += 3 if places else 0
    return places


def _beside(sheet: Sheet, x: float, words: str) -> None:
    """Words over a place: in the middle where they have room on the narrowest page, else from or up to an edge."""
    room = 100 * text_width(words, SMALL) / NARROWEST
    if x < room / 2:
        sheet.words(0, sheet.y, words, size=SMALL, fill=SOFT)
    elif x + room / 2 > 100:
        sheet.words(100, sheet.y, words, size=SMALL, fill=SOFT, anchor="end")
    else:
        sheet.words(x, sheet.y, words, size=SMALL, fill=SOFT, anchor="middle")


def _usual(sheet: Sheet, scale: _Scale, measure: Measure, top: float) -> None:
    """The ground on which a result is usual, whatever was not told."""
    if not measure.limits:
        return
    marks = [limit.value for limit in measure.limits]
    if measure.better == "high":
        low, high = scale.at(max(marks)), _ACROSS
    else:
        low, high = 0.0, scale.at(min(marks))
    sheet.rect(low, top, high - low, sheet.y - top - 2, f'fill="{WASH}"', layer=0)


def _side(sheet: Sheet, scale: _Scale, result: SideResult, measure: Measure, lines: Sequence[float], say: Language) -> str:
    """One side drawn: its words, then its bar or its empty track; gives the same in words."""
    notes = [plain(result.words)]
    if result.usual is not None:
        less = "less" if measure.better == "high" else "more"
        notes.append(plain(say.text("chart-sides-usual", than="usual" if result.usual else less)))
    if result.side and result.side == _worse(measure):
        notes.append(plain(say.text("chart-sides-worse")))
    words = plain(say.text("chart-sides-row", side=result.side or "whole", words=", ".join(notes)))
    sheet.say(fit(words), bold=result.usual is False, gap=5)
    zero = scale.at(0)
    if result.value is None:
        sheet.rect(zero, sheet.y, _ACROSS - zero, _BAR, f'fill="none" stroke="{SOFT}" stroke-dasharray="2 4"')
    else:
        x = scale.at(result.value)
        ground, edge = TONES["unclear"]
        ground = edge if result.usual is False else ground
        sheet.line(zero, sheet.y + _BAR, _ACROSS, sheet.y + _BAR, f'stroke="{LINE}"', layer=1)
        sheet.rect(min(zero, x), sheet.y, abs(x - zero), _BAR, f'fill="{ground}" stroke="{edge}"')
        sheet.line(x, sheet.y - 2, x, sheet.y + _BAR + 2, f'stroke="{INK}" stroke-width="2.4"')
    for x in lines:
        sheet.line(x, sheet.y - 4, x, sheet.y + _BAR + 4, f'stroke="{INK}" stroke-width="1.6" stroke-dasharray="4 2"')
    sheet.y += _BAR + 9
    return f"{words}."
