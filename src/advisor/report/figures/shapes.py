"""From points in the room to paths on paper: the camera, and the outline round a set of discs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import acos, atan2, ceil, cos, hypot, pi, radians, sin, tan

from advisor.model.mannequin import Vector

__all__ = ["Camera", "Disc", "Flat", "arrow_head", "hull", "line"]

_BEND = 3.3  # radians in one curve: at 180 degrees it is off by a fiftieth of the radius, a fifth of a pixel here
Flat = tuple[float, float]
Disc = tuple[float, float, float]  # x, y (down), radius; on paper


@dataclass(frozen=True)
class Camera:
    """Looks at the figure from ``turn`` degrees round it and ``height`` degrees above the floor; no perspective."""

    turn: float
    height: float
    scale: float = 1.0
    dx: float = 0.0
    dy: float = 0.0

    @cached_property
    def _turned(self) -> tuple[float, float, float, float]:
        t, h = radians(self.turn), radians(self.height)
        return cos(t), sin(t), cos(h), sin(h)

    def see(self, at: Vector) -> Flat:
        """Where a place is on paper, y down."""
        ct, st, ch, sh = self._turned
        x, y, z = at
        near = x * st + z * ct
        return ((x * ct - z * st) * self.scale + self.dx, (near * sh - y * ch) * self.scale + self.dy)

    def near(self, at: Vector) -> float:
        """How near a place is to the viewer."""
        ct, st, ch, sh = self._turned
        x, y, z = at
        return float(y * sh + (x * st + z * ct) * ch)

    def ahead(self, at: Vector) -> float:
        """How near a place is to the viewer, its height left out."""
        ct, st, _, _ = self._turned
        return float(at[0] * st + at[2] * ct)

    def disc(self, at: Vector, r: float) -> Disc:
        """A ball seen."""
        x, y = self.see(at)
        return (x, y, r * self.scale)


def hull(discs: Sequence[Disc]) -> str:
    """SVG path data of the tight outline round discs, always the same way round, in whole numbers."""
    if not any(r for _, _, r in discs):
        return _polygon([(x, y) for x, y, _ in discs])
    return _path(discs, _two(*discs) if len(discs) == 2 else _many(discs))


def _polygon(points: Sequence[Flat]) -> str:
    """The outline round points (Andrew's monotone chain)."""
    flat = sorted({(round(x), round(y)) for x, y in points})
    chain: list[tuple[int, int]] = []
    for way in (flat, flat[::-1]):
        start = len(chain)
        for x, y in way:
            while len(chain) > start + 1:
                (a, b), (c, d) = chain[-2:]
                if (c - a) * (y - b) - (d - b) * (x - a) > 0:
                    break
                chain.pop()
            chain.append((x, y))
        chain.pop()
    return f"{line(chain or flat)}z"


def _two(first: Disc, second: Disc) -> list[tuple[int, float, float]]:
    """The arcs of a limb, worked out at once: most outlines are of two discs."""
    (x, y, r), (u, v, s) = first, second
    far = hypot(u - x, v - y)
    if far <= abs(r - s) + 1e-9:
        return [(0 if r >= s else 1, 0.0, 2 * pi)]
    way, open_ = atan2(v - y, u - x), acos((r - s) / far)
    return [(0, way + open_, way - open_ + 2 * pi), (1, way - open_, way + open_)]


def _many(discs: Sequence[Disc]) -> list[tuple[int, float, float]]:
    """The arcs round any number of discs, by turning a line once round them all."""
    i = max(range(len(discs)), key=lambda k: (discs[k][0] + discs[k][2], discs[k][2]))
    turn = 0.0
    arcs: list[tuple[int, float, float]] = []
    while turn < 2 * pi and len(arcs) < 3 * len(discs):
        best, after = 2 * pi, -1
        x, y, r = discs[i]
        for j, (u, v, s) in enumerate(discs):
            far = hypot(u - x, v - y)
            if j == i or far <= abs(r - s) + 1e-9:
                continue
            at = (atan2(v - y, u - x) - acos(max(-1.0, min(1.0, (r - s) / far)))) % (2 * pi)
            while at < turn - 1e-9:
                at += 2 * pi
            if at < best - 1e-12:
                best, after = at, j
        arcs.append((i, turn, best))
        if after < 0:
            break
        i, turn = after, best
    if len(arcs) > 1 and arcs[-1][0] == arcs[0][0]:  # begun in the middle of an arc: make it whole
        last = arcs.pop()
        arcs[0] = (arcs[0][0], last[1] - 2 * pi, arcs[0][2])
    return arcs


def _path(discs: Sequence[Disc], arcs: Sequence[tuple[int, float, float]]) -> str:
    """Curves on whole numbers rather than arcs: as short here, and much shorter in a PDF, which knows no arcs."""
    if len(arcs) == 1:
        x, y, r = discs[arcs[0][0]]
        right = (round(x + r), round(y))
        return f"M{right[0]}{_s(right[1])}{_arc((x, y, r), 0.0, 2 * pi, right, right)}z"
    out: list[str] = []
    here = (0, 0)
    for number, (i, start, end) in enumerate(arcs):
        x, y, r = discs[i]
        a = (round(x + r * cos(start)), round(y + r * sin(start)))
        b = (round(x + r * cos(end)), round(y + r * sin(end)))
        if number == 0:
            out.append(f"M{a[0]}{_s(a[1])}")
        elif a != here:
            out.append(f"l{a[0] - here[0]}{_s(a[1] - here[1])}")
        across = abs(b[0] - a[0]) + abs(b[1] - a[1])
        if end - start > 2.6 or across > max(2.0, 0.35 * r):
            out.append(_arc(discs[i], start, end, a, b))
        elif across:  # too flat to be seen
            out.append(_step(b[0] - a[0], b[1] - a[1]))
        here = b
    return "".join(out) + "z"


def _arc(disc: Disc, start: float, end: float, first: tuple[int, int], last: tuple[int, int]) -> str:
    """A stretch of a circle as cubic curves, each at most ``_BEND``; all but the first in the short form."""
    x, y, r = disc
    count = 1 if end - start <= _BEND else ceil((end - start) / _BEND)
    turn = (end - start) / count
    far = 4 / 3 * tan(turn / 4)
    out = ""
    (ax, ay), c, s = first, cos(start), sin(start)
    for k in range(count):
        bend = f"c{round(x + r * (c - far * s)) - ax}{_s(round(y + r * (s + far * c)) - ay)}" if k == 0 else "s"
        c, s = cos(start + (k + 1) * turn), sin(start + (k + 1) * turn)
        bx, by = last if k == count - 1 else (round(x + r * c), round(y + r * s))
        points = f"{_s(round(x + r * (c + far * s)) - ax)}{_s(round(y + r * (s - far * c)) - ay)}{_s(bx - ax)}{_s(by - ay)}"
        out += bend + (points if k == 0 else points.lstrip())
        ax, ay = bx, by
    return out


def _step(dx: int, dy: int) -> str:
    return f"v{dy}" if dx == 0 else f"h{dx}" if dy == 0 else f"l{dx}{_s(dy)}"


def _s(n: int) -> str:
    """A whole number, parted from the one before."""
    return str(n) if n < 0 else f" {n}"


def line(points: Iterable[Flat]) -> str:
    """Path data of an open line through points."""
    flat = [(round(x), round(y)) for x, y in points]
    out = [f"M{flat[0][0]}{_s(flat[0][1])}"]
    for (a, b), (c, d) in pairwise(flat):
        out.append(f"l{c - a}{_s(d - b)}")
    return "".join(out)


def arrow_head(before: Flat, tip: Flat, size: float) -> str:
    """Path data of a solid arrow head whose tip is at ``tip``."""
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    far = hypot(dx, dy) or 1.0
    ux, uy = dx / far * size, dy / far * size
    back = (tip[0] - ux, tip[1] - uy)
    w = 0.62
    return line([tip, (back[0] - uy * w, back[1] + ux * w), (back[0] + uy * w, back[1] - ux * w)]) + "z"
