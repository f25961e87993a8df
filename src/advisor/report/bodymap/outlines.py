"""Three outlines round one set of muscles: neutral as drawn, female and male by moving some points of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal

from advisor.report.bodymap.curves import Knot

FigureKind = Literal["neutral", "female", "male"]
FIGURES: tuple[FigureKind, ...] = ("neutral", "female", "male")

# From top to bottom, x from and to, and how far the point in the middle moves.
Swell = tuple[float, float, float, float, float]
_BROAD: tuple[Swell, ...] = (
    (60, 200, 34, 60, 5),  # jaw and neck
    (180, 420, 110, 200, 9),  # shoulders
    (300, 660, 160, 225, 6),  # arms
    (340, 560, 85, 112, 7),  # waist
)
_HIPS: tuple[Swell, ...] = ((470, 740, 90, 125, 11), (640, 850, 84, 125, 3))
_SWELLS: Mapping[tuple[str, str], tuple[Swell, ...]] = {
    ("male", "front"): _BROAD,
    ("male", "back"): _BROAD,
    ("male", "breath"): _BROAD,
    ("male", "left"): ((120, 210, -60, -20, -4), (200, 400, -100, -55, -5), (380, 560, -80, -55, -3), (180, 480, 40, 100, 4)),
    ("female", "front"): _HIPS,
    ("female", "back"): _HIPS,
    ("female", "breath"): _HIPS,
    ("female", "left"): ((250, 370, -100, -60, -15), (500, 700, 60, 110, 7)),
}
MORE_LINES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("female", "front"): ("16,332 44,354 84,346 104,318",),
    ("male", "front"): ("20,338 50,344 84,336",),
}


def outlined(points: Sequence[Knot], figure: FigureKind, view: str) -> list[Knot]:
    """The points of an outline, moved for a figure; those on the midline stay."""
    return [_moved(point, _SWELLS.get((figure, view), ())) for point in points]


def _moved(point: Knot, swells: Sequence[Swell]) -> Knot:
    x = point.x
    for top, bottom, near, far, reach in swells:
        if top < point.y < bottom and near <= point.x <= far:
            x += reach * math.sin(math.pi * (point.y - top) / (bottom - top)) ** 2
    return Knot(math.floor(x + 0.5), point.y, point.corner)
