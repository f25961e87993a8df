"""A figure in a terminal: start and end as dots, in braille where the terminal has it, else in plain letters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import ceil, hypot

from advisor.model.figure import Figure
from advisor.model.mannequin import POINTS, Body
from advisor.model.touching import Placed, place
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


def sketch(
    figure: Figure, ready: Mapping[str, Mapping[str, float]], *, width: int = 76, height: int = 16, plain: bool = False
) -> list[str]:  # fmt: skip
    """The lines of the sketch, at most ``width`` columns and ``height`` rows; start on the left, end on the right.

    ``plain`` uses ``#`` and ``.`` for terminals without Unicode.
    """
    both = [place(figure, phase, ready) for phase in ("start", "end")]
    camera = Camera(*figure.camera)
    spots = [camera.disc(one.body.point(p), POINTS[p][2]) for one in both for p in POINTS]
    x0, x1 = min(x - r for x, _, r in spots), max(x + r for x, _, r in spots)
    y0, y1 = min(y - r for _, y, r in spots), max(y + r for _, y, r in spots)
    across, down = (1, 2) if plain else (2, 4)  # dots in one letter, which is twice as high as wide
    columns = (width - _GAP) // 2
    unit = min(columns * across / (x1 - x0), height * down / (y1 - y0) * (across * 2 / down))
    step = down / (across * 2)
    panels = []
    for one in both:
        dots = _dots(one, camera, figure, (x0, y0), unit, step)
        rows = ceil((y1 - y0) * unit * step / down)
        panels.append(_letters(dots, ceil((x1 - x0) * unit / across), rows, plain=plain))
    return [f"{a}{' ' * _GAP}{b}".rstrip() for a, b in zip(*panels, strict=True)]


def _dots(
    placed: Placed, camera: Camera, figure: Figure, corner: Flat, unit: float, step: float
) -> set[tuple[int, int]]:  # fmt: skip
    found = placed.body
    dots: set[tuple[int, int]] = set()

    def put(x: float, y: float) -> None:
        dots.add((int((x - corner[0]) * unit), int((y - corner[1]) * unit * step)))

    for a, b in _LINES:
        for x, y in _filled(camera, found, a, b, 1 / unit):
            put(x, y)
    for item in figure.kit:
        places = [camera.see(at) for at in extent(item, found, 150)]
        for p, q in pairwise(places):
            for x, y in _between(p, q, 2.2 / unit):
                put(x, y)
    return dots


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
