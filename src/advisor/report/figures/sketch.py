"""A figure in a terminal: start and end as dots, in braille where the terminal has it, else in plain letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import ceil, cos, hypot, pi, sin

from advisor.model.figure import Figure
from advisor.model.mannequin import POINTS, Body
from advisor.model.touching import HIGH, Placed, middle, place
from advisor.report.figures.marks import straight_arrows
from advisor.report.figures.shapes import Camera, Flat
from advisor.report.figures.things import extent

__all__ = ["sketch"]

_LINES = (
    ("head", "neck"), ("neck", "belt"), ("belt", "pelvis"), ("shoulder_l", "shoulder_r"), ("hip_l", "hip_r"),
    *((a + s, b + s) for s in ("_l", "_r") for a, b in (
        ("shoulder", "elbow"), ("elbow", "wrist"), ("wrist", "fingers"), ("hip", "knee"), ("knee", "ankle"),
        ("ankle", "heel"), ("heel", "ball"), ("ankle", "ball"), ("ball", "toes"),
    )),
)  # fmt: skip
_THICK: Mapping[str, float] = {"head": 7.5, "neck": 5.0, "belt": 7.0}
_BRAILLE = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_GAP = 4
_BARB = 6.0


def sketch(
    figure: Figure, ready: Mapping[str, Mapping[str, float]], *, width: int = 76, height: int = 16, plain: bool = False
) -> list[str]:  # fmt: skip
    """The lines of the sketch, at most ``width`` columns and ``height`` rows; start on the left, end on the right.

    ``plain`` uses ``#`` and ``.`` for terminals without Unicode.
    """
    both = [place(figure, phase, ready) for phase in ("start", "end")]
    camera = Camera(*figure.camera)
    spots = [camera.disc(one.body.point(p), POINTS[p][2]) for one in both for p in POINTS]
    for one, phase in zip(both, ("start", "end"), strict=True):
        around = (*_kit(one, camera, figure, phase), *_arrows(one, camera, figure, phase))
        spots += [(x, y, 1.0) for way in around for x, y in way]
    x0, x1 = min(x - r for x, _, r in spots), max(x + r for x, _, r in spots)
    y0, y1 = min(y - r for _, y, r in spots), max(y + r for _, y, r in spots)
    across, down = (1, 2) if plain else (2, 4)  # dots in one letter, which is twice as high as wide
    columns = (width - _GAP) // 2
    unit = min(columns * across / (x1 - x0), height * down / (y1 - y0) * (across * 2 / down))
    step = down / (across * 2)
    panels = []
    for one, phase in zip(both, ("start", "end"), strict=True):
        dots = _dots(one, camera, figure, (x0, y0), unit, step, phase)
        rows = ceil((y1 - y0) * unit * step / down)
        panels.append(_letters(dots, min(columns, ceil((x1 - x0) * unit / across)), rows, plain=plain))
    return [f"{a}{' ' * _GAP}{b}".rstrip() for a, b in zip(*panels, strict=True)]


def _dots(
    placed: Placed, camera: Camera, figure: Figure, corner: Flat, unit: float, step: float, phase: str
) -> set[tuple[int, int]]:  # fmt: skip
    found = placed.body
    dots: set[tuple[int, int]] = set()

    def put(x: float, y: float) -> None:
        dots.add((int((x - corner[0]) * unit), int((y - corner[1]) * unit * step)))

    for a, b in _LINES:
        for x, y in _filled(camera, found, a, b, 1 / unit):
            put(x, y)
    for way in (*_kit(placed, camera, figure, phase), *_arrows(placed, camera, figure, phase)):
        for p, q in pairwise(way):
            for x, y in _between(p, q, 1.1 / unit):
                put(x, y)
    return dots


def _kit(placed: Placed, camera: Camera, figure: Figure, phase: str) -> Iterable[list[Flat]]:
    """The outlines of what stands around in one position."""
    for item in figure.kit:
        if item.only not in (None, phase):
            continue
        places = extent(item, placed.body, 150)
        if item.kind in ("ball", "clock"):
            x, y = camera.see(middle(places or [(item.size or 10.0, item.size or 10.0, 0.0)]))
            r = item.size or 10.0
            yield [(x + r * cos(i * pi / 6), y + r * sin(i * pi / 6)) for i in range(13)]
        elif item.kind in HIGH:  # the top, the legs, and the back of a chair
            x0, x1, z1 = min(p[0] for p in places), max(p[0] for p in places), max(p[2] for p in places)
            high = item.high if item.high is not None else HIGH[item.kind]
            top = places[-1][1] if item.kind == "chair" else high
            yield [camera.see(at) for at in ((x0, 0, z1), (x0, top, z1), (x0, high, z1), (x1, high, z1), (x1, 0, z1))]
        elif item.kind in ("wall", "phone"):
            low, high_ = places[0], places[-1]
            corners = ((low[0], low[1]), (low[0], high_[1]), (high_[0], high_[1]), (high_[0], low[1]))
            ends = [(x, y, z) for (x, y), z in zip(corners, (low[2], low[2], high_[2], high_[2]), strict=True)]
            yield [camera.see(at) for at in (*ends, ends[0])]
        else:
            yield [camera.see(at) for at in places]


def _arrows(placed: Placed, camera: Camera, figure: Figure, phase: str) -> Iterable[list[Flat]]:
    """The arrows of one position that are no path of a point: shaft and head."""
    for arrow, tail, tip in straight_arrows(figure, placed.body, phase):
        for a, b in ((tail, tip), (tip, tail))[: 1 + arrow.both]:
            (x, y), (u, v) = camera.see(a), camera.see(b)
            far = hypot(u - x, v - y) or 1.0
            dx, dy = (u - x) / far * _BARB, (v - y) / far * _BARB
            yield [(x, y), (u, v), (u - dx - dy, v - dy + dx)]
            yield [(u, v), (u - dx + dy, v - dy - dx)]


def _filled(camera: Camera, found: Body, a: str, b: str, grain: float) -> Iterable[Flat]:
    """Points of a limb, as thick as it is."""
    thick = max(_THICK.get(a, 0.0), 1.0)
    for x, y in _between(camera.see(found.point(a)), camera.see(found.point(b)), grain / 2):
        n = ceil(thick / grain)
        for i in range(-n, n + 1):
            for j in range(-n, n + 1):
                if hypot(i, j) * grain <= thick:
                    yield x + i * grain, y + j * grain


def _between(a: Flat, b: Flat, grain: float) -> Iterable[Flat]:
    n = max(1, ceil(hypot(b[0] - a[0], b[1] - a[1]) / grain))
    for i in range(n + 1):
        yield a[0] + (b[0] - a[0]) * i / n, a[1] + (b[1] - a[1]) * i / n


def _letters(dots: set[tuple[int, int]], columns: int, rows: int, *, plain: bool) -> list[str]:
    lines = []
    for row in range(rows):
        if plain:
            marks = (((x, 2 * row) in dots, (x, 2 * row + 1) in dots) for x in range(columns))
            lines.append("".join("#" if all(pair) else "." if any(pair) else " " for pair in marks))
            continue
        codes = (
            sum(bit for y, bits in enumerate(_BRAILLE) for x, bit in enumerate(bits) if (2 * column + x, 4 * row + y) in dots)
            for column in range(columns)
        )
        lines.append("".join(chr(0x2800 + code) if code else " " for code in codes))
    return lines
