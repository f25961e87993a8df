"""The plan as a strip: a lane an exercise, a box a week, what is new or harder marked in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from advisor.language import Language
from advisor.model.chart import ChartView
from advisor.report.charts.sheet import INK, NARROWEST, SMALL, SOFT, STEADY, STRESSED, Sheet, fit, plain

__all__ = ["Lane", "LaneWeek", "weeks"]

_MOST = 16
_BOX = 15
_TITLED = 5  # up to so many weeks there is room for their names and for words in the boxes
_TINY = 10.5


@dataclass(frozen=True)
class LaneWeek:
    """One exercise in one week; ``change`` as in the plan: "" goes on as before."""

    exercise: str
    change: Literal["", "start", "new", "harder", "more"] = ""


@dataclass(frozen=True)
class Lane:
    """An exercise and the harder steps that take its place, week by week; None in a week without it."""

    weeks: tuple[LaneWeek | None, ...]

    @property
    def name(self) -> str:
        """What it begins with."""
        return next((week.exercise for week in self.weeks if week), "")


def weeks(lanes: Sequence[Lane], *, title: str, retest: str, say: Language) -> ChartView | None:
    """The lanes in the order given; None where there is no exercise in any week. ``retest`` says when to test again."""
    kept = [lane for lane in lanes if lane.name]
    if not kept:
        return None
    count = max(len(lane.weeks) for lane in kept)
    sheet = Sheet()
    _head(sheet, count, say)
    said = [_lane(sheet, lane, count, say) for lane in kept[:_MOST]]
    if len(kept) > _MOST:
        said.append(plain(say.text("chart-weeks-more", number=len(kept) - _MOST)))
        sheet.say(fit(said[-1]))
    if retest:
        said.append(plain(retest))
        sheet.line(99.7, SMALL + 4, 99.7, sheet.y + 4, f'stroke="{INK}" stroke-width="2"')
        for line in fit(said[-1], lines=2):
            sheet.y += 15
            sheet.words(100, sheet.y, line, bold=True, anchor="end")
        sheet.y += 3
    title = plain(title)
    return ChartView(title=title, svg=sheet.svg(title, " ".join(said)), rows=tuple(said))


def _head(sheet: Sheet, count: int, say: Language) -> None:
    sheet.y += SMALL
    for number in range(1, count + 1):
        words = plain(say.text("week", number=number)) if count <= _TITLED else str(number)
        sheet.words(100 * (number - 1) / count, sheet.y, words, size=SMALL, fill=SOFT)
    sheet.y += 2


def _lane(sheet: Sheet, lane: Lane, count: int, say: Language) -> str:
    """One lane drawn, and the same in words."""
    before = lane.name
    sheet.say(fit(plain(before), lines=1), gap=1)
    for number, week in enumerate(lane.weeks, 1):
        if week and week.exercise != before:
            words = plain(say.text("chart-weeks-then", number=number, exercise=week.exercise))
            sheet.say(fit(words, size=SMALL), size=SMALL, fill=SOFT, gap=1)
            before = week.exercise
    sheet.y += 3
    across = 100 / count
    for number, week in enumerate(lane.weeks):
        _box(sheet, number * across, across, week, say, words=count <= _TITLED)
    sheet.y += _BOX + 8
    return "; ".join(_spans(lane, say)) + "."


def _box(sheet: Sheet, x: float, across: float, week: LaneWeek | None, say: Language, *, words: bool) -> None:
    if week is None:
        middle = sheet.y + _BOX / 2
        sheet.line(x + across * 0.06, middle, x + across * 0.94, middle, f'stroke="{SOFT}" stroke-dasharray="1 5"')
        return
    marked = week.change not in ("", "start")
    ground, edge = STRESSED if marked else STEADY
    sheet.rect(x + 0.15, sheet.y, across - 0.9, _BOX, f'fill="{ground}" stroke="{edge}"')
    if marked:
        text = plain(say.text("chart-weeks-change", change=week.change)) if words else "+"
        room = NARROWEST * across / 100 - 6
        sheet.words(x + across / 2, sheet.y + 11, fit(text, width=room, size=_TINY, lines=1)[0], size=_TINY, anchor="middle")


def _spans(lane: Lane, say: Language) -> list[str]:
    """Each exercise of the lane with its weeks, and what is marked in a box."""
    spans: dict[str, list[int]] = {}
    marks: dict[str, list[str]] = {}
    for number, week in enumerate(lane.weeks, 1):
        if week:
            spans.setdefault(week.exercise, []).append(number)
            if week.change not in ("", "start"):
                change = say.text("chart-weeks-change", change=week.change)
                marks.setdefault(week.exercise, []).append(say.text("chart-weeks-in", number=number, change=change))
    told = []
    for exercise, there in spans.items():
        when = say.text("chart-weeks-span", first=there[0], last=there[-1], n=len(there))
        told.append(plain(say.text("chart-weeks-lane", exercise=exercise, weeks=", ".join([when, *marks.get(exercise, ())]))))
    return told
