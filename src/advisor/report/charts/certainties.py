"""All findings as bars over the bands of certainty: how sure, on which side, in which of the roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from advisor.language import Language
from advisor.model.chart import ChartView
from advisor.report.bodymap.labels import text_width
from advisor.report.charts.numbers import decimals, hundredths_of
from advisor.report.charts.sheet import LINE, NARROWEST, SMALL, SOFT, Sheet, fit, plain

__all__ = ["BandRow", "Certain", "bands"]

Role = Literal["dominant", "dormant", "unclear"]
_ACROSS = 81.0  # per cent of the width for the scale; the rest is for the last number
_ROOM, _TWO = 40.0, 1.8  # a row of one bar takes 1
_SHORT = 24  # beyond so many rows a name keeps to one line
_BAR, _THIN = 10, 8
_BANDS = ("possible", "likely", "strong")


@dataclass(frozen=True)
class Certain:
    """How certain on one side (``left``, ``right``, or ``whole`` for no side). Both readings where the verdict is unclear."""

    side: str
    certainty: float
    dominant: float = 0.0
    dormant: float = 0.0


@dataclass(frozen=True)
class BandRow:
    """One finding: its name with its side, its role, and one or two sides."""

    name: str
    role: Role
    sides: tuple[Certain, ...]


def bands(
    rows: Sequence[BandRow], *, title: str, say: Language, edges: tuple[float, float, float] = (0.20, 0.40, 0.65),
    top: float = 0.85,
) -> ChartView | None:  # fmt: skip
    """The findings in the order given, those of a role under its heading; None where there are none.

    ``edges`` are where possible, likely and strong begin, ``top`` is the most that is ever said. Of more than 40
    findings (22 where the sides differ) those that come last of their role are only counted. What is unclear has no bar of
    its own: both readings are drawn.
    """
    if not rows:
        return None
    sheet = Sheet()
    across = _Across(top)
    _zones(sheet, across, edges, top, say)
    start = sheet.y
    shown, said = _some(rows), list[str]()
    for role, group in groupby(shown, key=lambda row: row.role):
        members = list(group)
        heading = plain(say.text("role-title", role=role))
        sheet.y += 4
        sheet.say(fit(heading), bold=True)
        names = [_row(sheet, across, row, say, lines=1 if len(shown) > _SHORT else 2) for row in members]
        said.append(plain(say.text("chart-bands-role", role=heading, rows="; ".join(names))))
        hidden = sum(row.role == role for row in rows) - len(members)
        if hidden:
            said.append(plain(say.text("chart-bands-more", number=hidden)))
            sheet.say(fit(said[-1], size=SMALL), size=SMALL, fill=SOFT)
    for edge in (0.0, *edges):
        x = across.at(edge)
        sheet.line(x, start - 4 if edge else start, x, sheet.y, f'stroke="{LINE if edge else SOFT}"', layer=0)
    title = plain(title)
    return ChartView(title=title, svg=sheet.svg(title, " ".join(said)), rows=tuple(said))


@dataclass(frozen=True)
class _Across:
    top: float

    def at(self, certainty: float) -> float:
        return _ACROSS * min(max(certainty, 0.0), 1.0) / self.top


def _zones(sheet: Sheet, across: _Across, edges: tuple[float, ...], top: float, say: Language) -> None:
    """The names of the bands over the places where they lie; the middle one higher where they would meet on a phone."""
    middles = [across.at((low + high) / 2) for low, high in zip(edges, (*edges[1:], top), strict=True)]
    names = [plain(say.text("band", band=band)) for band in _BANDS]
    room = [100 * text_width(name, SMALL) / NARROWEST / 2 for name in names]
    meet = any(b - a < room[n] + room[n + 1] for n, (a, b) in enumerate(pairwise(middles)))
    sheet.y += SMALL * (2.1 if meet else 1)
    for number, (name, middle) in enumerate(zip(names, middles, strict=True)):
        y = sheet.y - (SMALL + 1.5 if meet and number == 1 else 0)
        sheet.words(middle, y, name, size=SMALL, fill=SOFT, anchor="middle")
    sheet.y += 4


def _some(rows: Sequence[BandRow]) -> list[BandRow]:
    """As many rows as there is room for, from every role alike, first ones first; roles together, in the order they come in."""
    by_role: dict[str, list[BandRow]] = {}
    for row in rows:
        by_role.setdefault(row.role, []).append(row)
    room, kept = _ROOM, dict[str, int]()
    for count, role in enumerate(sorted(by_role, key=lambda one: len(by_role[one]))):
        share, taken, number = room / (len(by_role) - count), 0.0, 0
        for row in by_role[role]:
            taken += _TWO if len(row.sides) > 1 else 1
            if taken > share:
                break
            number += 1
        kept[role], room = number, room - min(taken, share)
    return [row for role, here in by_role.items() for row in here[: kept[role]]]


def _row(sheet: Sheet, across: _Across, row: BandRow, say: Language, lines: int) -> str:
    """One finding drawn, and the same in words."""
    name = plain(row.name)
    sheet.say(fit(name, lines=lines), gap=5)
    if row.role == "unclear":
        return _unclear(sheet, across, name, row.sides, say)
    numbers = [decimals(say, hundredths_of(side.certainty)) for side in row.sides]
    alike = len(set(numbers)) == 1
    for side, number in list(zip(row.sides, numbers, strict=True))[: 1 if alike else None]:
        x, height = across.at(side.certainty), _BAR if alike else _THIN
        sheet.bar(0, x, sheet.y, height, row.role)
        text = number if alike else _lettered(say, number, side.side)
        sheet.words(x, sheet.y + height - 0.5, text, size=SMALL, dx=6)
        sheet.y += height + 4
    sheet.y += 2
    told = numbers[0] if alike else ", ".join(_sided(say, n, s.side) for n, s in zip(numbers, row.sides, strict=True))
    return f"{name} {told}"


def _unclear(sheet: Sheet, across: _Across, name: str, sides: Sequence[Certain], say: Language) -> str:
    told, alone = [], len(sides) == 1
    for side in sides:
        for role, value in (("dominant", side.dominant), ("dormant", side.dormant)):
            words = plain(say.text("chart-bands-reading", role=role, number=decimals(say, hundredths_of(value))))
            x = across.at(value)
            sheet.bar(0, x, sheet.y, _THIN, role)
            shown = words if alone else _lettered(say, words, side.side)
            sheet.words(x, sheet.y + _THIN - 0.5, shown, size=SMALL, dx=6)
            sheet.y += _THIN + 4
            told.append(words if alone else _sided(say, words, side.side))
    sheet.y += 2
    return f"{name} ({', '.join(told)})"


def _lettered(say: Language, number: str, side: str) -> str:
    """``L 0.53``: the number with the letter of its side."""
    key = {"left": "map-left-letter", "right": "map-right-letter"}.get(side)
    return f"{plain(say.text(key))} {number}" if key else number


def _sided(say: Language, number: str, side: str) -> str:
    return plain(say.text("certainty-side", certainty=number, side=side)) if side in ("left", "right") else number
