"""From points in the room to paths on paper: the camera, and the outline round a set of discs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from math import acos, atan2, ceil, cos, floor, hypot, pi, radians, sin, tan

from advisor.model.mannequin import Vector

__all__ = ["Ball", "Camera", "Disc", "Flat", "arrow_head", "hull", "line"]

_BEND = 3.3  # radians in one curve: at 180 degrees it is off by a fiftieth of the radius, a fifth of a pixel here
_ROUND = 2 * pi
Flat = tuple[float, float]
Ball = tuple[Vector, float]  # a place in the room, and how thick the body is there
Disc = tuple[float, float, float]  # x, y (down), radius; on paper
Arc = tuple[int, float, float]  # which disc, from and to which angle


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

    def discs(self, balls: Iterable[Ball]) -> list[Disc]:
        """Many balls seen."""
        ct, st, ch, sh = self._turned
        scale, dx, dy = self.scale, self.dx, self.dy
        return [
            ((x * ct - z * st) * scale + dx, ((x * st + z * ct) * sh - y * ch) * scale + dy, r * scale) for (x, y, z), r in balls
        ]

    def enlarged(self, discs: Iterable[Disc]) -> list[Disc]:
        """Discs that a camera of scale 1 saw from the same side."""
        scale, dx, dy = self.scale, self.dx, self.dy
        return [(x * scale + dx, y * scale + dy, r * scale) for x, y, r in discs]


def hull(discs: Sequence[Disc]) -> str:
    """SVG path data of the tight outline round discs, always the same way round, in whole numbers."""
    radii = [r for _, _, r in discs]
    if not any(radii):
        return _polygon([(x, y) for x, y, _ in discs])
    return _path(discs, _two(*discs) if len(discs) == 2 else _many(discs))


def _polygon(points: Sequence[Flat]) -> str:
    """The outline round points (Andrew's monotone chain)."""
    flat = sorted({(floor(x + 0.5), floor(y + 0.5)) for x, y in points})
    chain: list[tuple[int, int]] = []
    for way in (flat, flat[::-1]):
        start = len(chain)
        for x, y in way:
            while len(chain) > start + 1:
                (a, b), (c, d) = chain[-2], chain[-1]
                if (c - a) * (y - b) - (d - b) * (x - a) > 0:
                    break
                chain.pop()
            chain.append((x, y))
        chain.pop()
    return f"{line(chain or flat)}z"


def _two(first: Disc, second: Disc) -> list[Arc]:
    """The arcs of a limb, worked out at once: most outlines are of two discs."""
    (x, y, r), (u, v, s) = first, second
    far = hypot(u - x, v - y)
    if far <= abs(r - s) + 1e-9:
        return [(0 if r >= s else 1, 0.0, _ROUND)]
    way, open_ = atan2(v - y, u - x), acos((r - s) / far)
    return [(0, way + open_, way - open_ + _ROUND), (1, way - open_, way + open_)]


def _many(discs: Sequence[Disc]) -> list[Arc]:
    """The arcs round any number of discs, by turning a line once round them all."""
    touching = _tangents(discs)
    reach = [(x + r, r) for x, _, r in discs]
    i = reach.index(max(reach))
    turn = 0.0
    arcs: list[Arc] = []
    while turn < _ROUND and len(arcs) < 3 * len(discs):
        best, after = _ROUND, -1
        for at, j in touching[i]:
            if at < turn - 1e-9:
                at += _ROUND
            if at < best - 1e-12:
                best, after = at, j
        arcs.append((i, turn, best))
        if after < 0:
            break
        i, turn = after, best
    if len(arcs) > 1 and arcs[-1][0] == arcs[0][0]:  # begun in the middle of an arc: make it whole
        last = arcs.pop()
        arcs[0] = (arcs[0][0], last[1] - _ROUND, arcs[0][2])
    return arcs


def _tangents(discs: Sequence[Disc]) -> list[list[tuple[float, int]]]:
    """For each disc where a line that turns round it goes over to which other, as angles from 0 to a whole turn."""
    found: list[list[tuple[float, int]]] = [[] for _ in discs]
    for (i, (x, y, r)), (j, (u, v, s)) in combinations(enumerate(discs), 2):
        dx, dy = u - x, v - y
        far = hypot(dx, dy)
        if far > abs(r - s) + 1e-9:  # else one lies in the other
            way, open_ = atan2(dy, dx), acos((r - s) / far)
            found[i].append(((way - open_) % _ROUND, j))
            found[j].append(((way + open_) % _ROUND, i))
    return found


def _path(discs: Sequence[Disc], arcs: Sequence[Arc]) -> str:
    """Curves on whole numbers rather than arcs: as short here, and much shorter in a PDF, which knows no arcs.

    Each arc begins at the angle at which the one before ended: the straight way between touches both discs.
    """
    out: list[str] = []
    c, s = cos(arcs[0][1]), sin(arcs[0][1])
    hx = hy = 0
    for i, start, end in arcs:
        x, y, r = disc = discs[i]
        e, f = cos(end), sin(end)
        xc, ys, xe, yf = x + r * c + 0.5, y + r * s + 0.5, x + r * e + 0.5, y + r * f + 0.5
        ax, ay, bx, by = floor(xc), floor(ys), floor(xe), floor(yf)
        if not out:
            out.append(f"M{ax}{_SPACED[ay]}")
        elif hx != ax or hy != ay:
            out.append(f"l{ax - hx}{_SPACED[ay - hy]}")
        turn, across = end - start, abs(bx - ax) + abs(by - ay)
        if turn > _BEND:
            out.append(_round(disc, start, end, (ax, ay), (bx, by)))
        elif turn > 2.6 or (across > 2 and across > 0.35 * r):
            far = 4 / 3 * r * tan(turn / 4)
            out.append(
                f"c{floor(xc - far * s) - ax}{_SPACED[floor(ys + far * c) - ay]}"
                f"{_SPACED[floor(xe + far * f) - ax]}{_SPACED[floor(yf - far * e) - ay]}{_SPACED[bx - ax]}{_SPACED[by - ay]}"
            )
        elif across:  # too flat to be seen
            out.append(_step(bx - ax, by - ay))
        hx, hy, c, s = bx, by, e, f
    return "".join(out) + "z"


def _round(disc: Disc, start: float, end: float, first: tuple[int, int], last: tuple[int, int]) -> str:
    """A long stretch of a circle as several cubic curves; all but the first in the short form."""
    x, y, r = disc
    count = ceil((end - start) / _BEND)
    turn = (end - start) / count
    far = 4 / 3 * r * tan(turn / 4)
    out: list[str] = []
    (ax, ay), c, s = first, cos(start), sin(start)
    for k in range(count):
        if k == 0:
            out.append(f"c{floor(x + r * c - far * s + 0.5) - ax}{_SPACED[floor(y + r * s + far * c + 0.5) - ay]}")
        c, s = cos(start + (k + 1) * turn), sin(start + (k + 1) * turn)
        xc, ys = x + r * c + 0.5, y + r * s + 0.5
        bx, by = last if k == count - 1 else (floor(xc), floor(ys))
        bend, rest = floor(xc + far * s) - ax, f"{_SPACED[floor(ys - far * c) - ay]}{_SPACED[bx - ax]}{_SPACED[by - ay]}"
        out.append(f"s{bend}{rest}" if k else f"{_SPACED[bend]}{rest}")
        ax, ay = bx, by
    return "".join(out)


def _step(dx: int, dy: int) -> str:
    return f"v{dy}" if dx == 0 else f"h{dx}" if dy == 0 else f"l{dx}{_SPACED[dy]}"


class _Spaced(dict[int, str]):
    """Whole numbers as text, each parted from the one before. Every picture is made of the same few hundred."""

    def __missing__(self, n: int) -> str:
        self[n] = text = str(n) if n < 0 else f" {n}"
        return text


_SPACED = _Spaced()


def line(points: Iterable[Flat]) -> str:
    """Path data of an open line through points."""
    flat = [(floor(x + 0.5), floor(y + 0.5)) for x, y in points]
    steps = [f"l{c - a}{_SPACED[d - b]}" for (a, b), (c, d) in pairwise(flat)]
    return f"M{flat[0][0]}{_SPACED[flat[0][1]]}{''.join(steps)}"


def arrow_head(before: Flat, tip: Flat, size: float) -> str:
    """Path data of a solid arrow head whose tip is at ``tip``."""
    dx, dy = tip[0] - before[0], tip[1] - before[1]
    far = hypot(dx, dy) or 1.0
    ux, uy = dx / far * size, dy / far * size
    back = (tip[0] - ux, tip[1] - uy)
    w = 0.62
    return line([tip, (back[0] - uy * w, back[1] + ux * w), (back[0] + uy * w, back[1] - ux * w)]) + "z"
