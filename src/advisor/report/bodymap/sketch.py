"""The body map in letters: front and back (and soles, where something shows only there) for a terminal.

The same shapes as in the drawing, laid over a grid of letters; what does more and what does less have different signs, so
that no colour is needed. The outline is braille dots where the terminal has them, else the body is filled with full stops.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from advisor.report.bodymap.atlas import Scene, View, scenes
from advisor.report.bodymap.curves import Curve, box
from advisor.report.bodymap.findings import MUSCLE_VIEWS, Mark, by_shape

__all__ = ["PLAIN_SIGNS", "SIGNS", "Panel", "sketch"]

SIGNS: Mapping[str, str] = {"dominant": "▓", "dormant": "░", "unclear": "?"}
PLAIN_SIGNS: Mapping[str, str] = {"dominant": "#", "dormant": "o", "unclear": "?"}
_BRAILLE = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_SCANS = 4  # scan lines in one letter
_ENOUGH = 0.4  # of a letter must be covered to carry the sign

Grid = list[list[float]]
Cell = tuple[int, int]  # row, column


@dataclass(frozen=True)
class Panel:
    """One view: ``lines`` of equal width in columns; a letter of ``SIGNS`` (or ``PLAIN_SIGNS``) is a marked muscle."""

    view: View
    lines: tuple[str, ...]


@dataclass(frozen=True)
class _Screen:
    """Letters over a drawing: ``x0`` and ``y0`` its corner, ``dx`` and ``dy`` how much of it one letter covers."""

    columns: int
    rows: int
    x0: float
    y0: float
    dx: float
    dy: float

    @cached_property
    def scans(self) -> tuple[float, ...]:
        """How far down each scan line runs."""
        return tuple(self.y0 + (row + (scan + 0.5) / _SCANS) * self.dy for row in range(self.rows) for scan in range(_SCANS))

    def finer(self, across: int, down: int) -> _Screen:
        return _Screen(self.columns * across, self.rows * down, self.x0, self.y0, self.dx / across, self.dy / down)


def sketch(marks: Sequence[Mark], *, rows: int = 24, plain: bool = False) -> tuple[Panel, ...]:
    """Front and back in ``rows`` lines; then the soles, where a marked muscle shows nowhere else.

    ``plain`` keeps to ASCII. Raises ValueError for an unknown muscle, as the drawing does.
    """
    painted = by_shape(marks)
    wanted: list[tuple[View, int]] = [("front", rows), ("back", rows)]
    if any(not {"front", "back"} & set(MUSCLE_VIEWS[mark.muscle]) for mark in marks):
        wanted.append(("sole", max(6, rows // 3)))
    return tuple(_panel(view, painted, high, plain) for view, high in wanted)


def _scene(view: View) -> Scene:
    return next(scene for scene in scenes() if scene.view == view)


def _panel(view: View, painted: Mapping[tuple[str, str], Mark], rows: int, plain: bool) -> Panel:
    scene = _scene(view)
    screen = _screen(view, rows)
    signs = PLAIN_SIGNS if plain else SIGNS
    inked = _inked(scene, painted, screen)
    ground = _ground(view, rows, plain)
    lines = []
    for row, line in enumerate(ground):
        lines.append("".join(signs[inked[row, at]] if (row, at) in inked else letter for at, letter in enumerate(line)))
    return Panel(scene.view, tuple(lines))


@lru_cache(maxsize=64)
def _screen(view: View, rows: int) -> _Screen:
    """A letter is twice as high as wide; the figure stands in the middle."""
    x0, y0, x1, y1 = box(_scene(view).outline)
    dy = (y1 - y0) / rows
    half = math.ceil(max(-x0, x1) / (dy / 2))
    return _Screen(2 * half, rows, -half * dy / 2, y0, dy / 2, dy)


def _inked(scene: Scene, painted: Mapping[tuple[str, str], Mark], screen: _Screen) -> dict[Cell, str]:
    """Letter -> verdict. A letter goes to the shape that covers most of it; what is hidden by others still gets one."""
    marked = [(painted[shape.muscle, shape.side], shape) for shape in scene.shapes if (shape.muscle, shape.side) in painted]
    covered = [_cells(shape.curves, screen) for _, shape in marked]
    owners: dict[Cell, tuple[float, int]] = {}
    for number, cells in enumerate(covered):
        least = min(_ENOUGH, max(cells.values(), default=0.0))
        for at, share in cells.items():
            if share >= least and share > owners.get(at, (0.0, 0))[0]:
                owners[at] = (share, number)
    counts = Counter(number for _, number in owners.values())
    for number, cells in enumerate(covered):
        free = [at for at in cells if at not in owners or counts[owners[at][1]] > 1] if not counts[number] else []
        if free:
            at = max(free, key=lambda at: (cells[at], -at[0], -at[1]))
            counts[owners.get(at, (0.0, number))[1]] -= 1
            counts[number], owners[at] = 1, (1.0, number)
    return {at: marked[number][0].verdict for at, (_, number) in owners.items()}


def _cells(curves: Sequence[Curve], screen: _Screen) -> dict[Cell, float]:
    grid = _covered(curves, screen)
    return {(row, column): share for row, line in enumerate(grid) for column, share in enumerate(line) if share}


@lru_cache(maxsize=64)
def _ground(view: View, rows: int, plain: bool) -> tuple[str, ...]:
    scene = _scene(view)
    screen = _screen(view, rows)
    return tuple(_filled(scene, screen) if plain else _outlined(scene, screen))


def _filled(scene: Scene, screen: _Screen) -> list[str]:
    return ["".join("." if share >= 0.5 else " " for share in line) for line in _covered(scene.outline, screen)]


def _outlined(scene: Scene, screen: _Screen) -> list[str]:
    """The outline in braille: the dots inside the body that touch what is outside."""
    dots = screen.finer(2, 4)
    inside = [[share >= 0.5 for share in line] for line in _covered(scene.outline, dots)]

    def edge(y: int, x: int) -> bool:
        beside = ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1))
        return inside[y][x] and not all(0 <= j < dots.rows and 0 <= i < dots.columns and inside[j][i] for j, i in beside)

    lines = []
    for row in range(screen.rows):
        codes = (
            sum(_BRAILLE[y][x] for y in range(4) for x in range(2) if edge(4 * row + y, 2 * column + x))
            for column in range(screen.columns)
        )
        lines.append("".join(chr(0x2800 + code) if code else " " for code in codes))
    return lines


def _covered(curves: Sequence[Curve], screen: _Screen) -> Grid:
    """The share of each letter that the closed curves cover, by scan lines."""
    grid = [[0.0] * screen.columns for _ in range(screen.rows)]
    for scan, crossings in enumerate(_crossings(curves, screen)):
        line = grid[scan // _SCANS]
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            a, b = (left - screen.x0) / screen.dx, (right - screen.x0) / screen.dx
            for column in range(max(0, int(a)), min(screen.columns, math.ceil(b))):
                line[column] += (min(column + 1, b) - max(column, a)) / _SCANS
    return grid


def _crossings(curves: Sequence[Curve], screen: _Screen) -> list[list[float]]:
    """For each scan line where it goes in and out in turn (even and odd crossings). Each edge knows the lines it crosses."""
    found: list[list[float]] = [[] for _ in screen.scans]
    for curve in curves:
        points = curve.flattened()
        for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
            for scan in range(bisect_left(screen.scans, min(y0, y1)), bisect_left(screen.scans, max(y0, y1))):
                found[scan].append((x1 - x0) * (screen.scans[scan] - y0) / (y1 - y0) + x0)
    for crossings in found:
        crossings.sort()
    return found
