"""Smooth curves from few points: the pencil the body map is drawn with.

A shape is written as text: ``"26,536! 44,542 66,558"``. Each pair is a point
the curve passes through; ``!`` marks a corner (a tendon, a bony point).
Points become cubic Bezier segments on whole numbers, so that mirrored data
mirrors exactly and the same drawing always gives the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]
IntPoint = tuple[int, int]


@dataclass(frozen=True)
class Knot:
    x: float
    y: float
    corner: bool = False

    def mirrored(self) -> Knot:
        return Knot(-self.x, self.y, self.corner)


@dataclass(frozen=True)
class Curve:
    """A start point and cubic segments (control, control, end), absolute."""

    start: IntPoint
    segments: tuple[tuple[IntPoint, IntPoint, IntPoint], ...]
    closed: bool = True

    def moved(self, dx: int, dy: int, flip: bool = False) -> Curve:
        sign = -1 if flip else 1

        def move(p: IntPoint) -> IntPoint:
            return (sign * p[0] + dx, p[1] + dy)

        return Curve(
            move(self.start),
            tuple((move(a), move(b), move(c)) for a, b, c in self.segments),
            self.closed,
        )

    def flattened(self, steps: int = 4) -> list[Point]:
        points: list[Point] = [self.start]
        here = self.start
        for a, b, c in self.segments:
            for i in range(1, steps + 1):
                t = i / steps
                u = 1 - t
                w = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
                points.append(
                    (
                        w[0] * here[0] + w[1] * a[0] + w[2] * b[0] + w[3] * c[0],
                        w[0] * here[1] + w[1] * a[1] + w[2] * b[1] + w[3] * c[1],
                    )
                )
            here = c
        return points


def knots(text: str) -> list[Knot]:
    found = []
    for word in text.split():
        corner = word.endswith("!")
        x, y = word.rstrip("!").split(",")
        found.append(Knot(float(x), float(y), corner))
    return found


def stitched(text: str) -> list[Knot]:
    """A whole figure from its half: the points run from midline to midline."""
    half = knots(text)
    return half + [k.mirrored() for k in reversed(half) if k.x > 0]


def curve(points: Sequence[Knot], *, closed: bool = True) -> Curve:
    """A smooth curve through the points (centripetal tangents), as Bezier segments.

    Where two neighbouring stretches are of like length the two handles of a knot
    are mirror images, which SVG can write in the short ``s`` form.
    """
    count = len(points)
    handles = [_handles(points, i, closed) for i in range(count)]
    segments = []
    for i in range(count if closed else count - 1):
        j = (i + 1) % count
        p1, p2 = points[i], points[j]
        c1, c2 = handles[i][1], handles[j][0]
        start, end = _whole((p1.x, p1.y)), _whole((p2.x, p2.y))
        segments.append((_whole(c1) if c1 else start, _whole(c2) if c2 else end, end))
    return Curve(_whole((points[0].x, points[0].y)), tuple(segments), closed)


def _handles(points: Sequence[Knot], i: int, closed: bool) -> tuple[Point | None, Point | None]:
    """The Bezier handles before and after knot ``i``; None at corners and ends."""
    at = points[i]
    if at.corner or (not closed and i in (0, len(points) - 1)):
        return (None, None)
    before, after = points[i - 1], points[(i + 1) % len(points)]
    far, near = math.dist((before.x, before.y), (at.x, at.y)), math.dist((after.x, after.y), (at.x, at.y))
    d1, d2 = math.sqrt(far) or 1.0, math.sqrt(near) or 1.0

    def slope(f: float, a: float, t: float) -> float:
        return (a - f) / d1 - (t - f) / (d1 + d2) + (t - a) / d2

    dx, dy = slope(before.x, at.x, after.x), slope(before.y, at.y, after.y)
    back, on = d1 / 3, d2 / 3
    if max(far, near) <= 4 * min(far, near):
        back = on = min(math.sqrt(back * on), 1.25 * min(back, on))
        x, y = _whole((dx * on, dy * on))
        return ((at.x - x, at.y - y), (at.x + x, at.y + y))
    return ((at.x - dx * back, at.y - dy * back), (at.x + dx * on, at.y + dy * on))


def _whole(p: Point) -> IntPoint:
    return (math.floor(p[0] + 0.5), math.floor(p[1] + 0.5))


def path_data(curves: Sequence[Curve]) -> str:
    """SVG path data, relative and short."""
    out = []
    here: IntPoint | None = None
    for one in curves:
        start = one.start
        if here is None:
            out.append(f"M{_pairs((0, 0), start)}")
        else:
            out.append(f"m{_pairs(here, start)}")
        here = start
        command, mirror = "m", here
        segments = one.segments
        if one.closed and segments and _straight(segments[-2:]):
            segments = segments[:-1]  # "z" draws a straight way home by itself
        for a, b, c in segments:
            if a == here and b == c:
                wanted, piece = "l", _pairs(here, c)
            elif a == mirror:
                wanted, piece = "s", _pairs(here, b, c)
            else:
                wanted, piece = "c", _pairs(here, a, b, c)
            piece = (piece if piece.startswith("-") else f" {piece}") if wanted == command else wanted + piece
            out.append(piece)
            command, here = wanted, c
            mirror = c if wanted == "l" else (2 * c[0] - b[0], 2 * c[1] - b[1])
        if one.closed:
            out.append("z")
            here = start
    return "".join(out)


def _straight(ends: Sequence[tuple[IntPoint, IntPoint, IntPoint]]) -> bool:
    return len(ends) == 2 and ends[1][0] == ends[0][2] and ends[1][1] == ends[1][2]


def _pairs(origin: IntPoint, *points: IntPoint) -> str:
    numbers = [v for p in points for v in (p[0] - origin[0], p[1] - origin[1])]
    return "".join(_spaced(v) for v in numbers).lstrip()


def _spaced(v: int) -> str:
    return str(v) if v < 0 else f" {v}"


def box(curves: Sequence[Curve]) -> tuple[float, float, float, float]:
    points = [p for one in curves for p in one.flattened()]
    xs = [p[0] for p in points]
    ys = [p[1] for p in points]
    return (min(xs), min(ys), max(xs), max(ys))


def gap_between(p: Point, a: Point, b: Point) -> float:
    """How far a point is from the stretch from a to b."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    size = dx * dx + dy * dy
    t = 0.0 if size == 0 else ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / size
    t = max(0.0, min(1.0, t))
    return math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy)
