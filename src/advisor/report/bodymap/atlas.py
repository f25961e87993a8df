"""Every shape of the drawing in its place: halves mirrored, views set side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, Protocol

from advisor.report.bodymap import anatomy_back, anatomy_front, anatomy_sole
from advisor.report.bodymap.curves import Curve, Knot, box, curve, knots, path_data, stitched
from advisor.report.bodymap.hearts import HEARTS

Side = Literal["left", "right", "whole"]
View = Literal["front", "back", "sole"]

# Where the midline and the top of each view lie in the drawing.
ORIGIN: Mapping[str, tuple[int, int]] = {
    "front": (492, 170),
    "back": (948, 170),
    "sole": (720, 1440),
}
SOLE_APART = 10


class Anatomy(Protocol):
    """What a module of shape data offers (see ``anatomy_front``)."""

    SURFACE: dict[str, tuple[str, ...]]
    DEEP: dict[str, tuple[str, ...]]
    TENDON: tuple[str, ...]
    OTHER: tuple[str, ...]
    LINES: tuple[str, ...]
    FIBRES: tuple[str, ...]


@dataclass(frozen=True)
class Shape:
    view: View
    muscle: str
    side: Side
    deep: bool
    curves: tuple[Curve, ...]

    @property
    def id(self) -> str:
        return f"{self.view}-{self.muscle}-{self.side}"

    @cached_property
    def path(self) -> str:
        return path_data(self.curves)

    @cached_property
    def size(self) -> float:
        x0, y0, x1, y1 = box(self.curves)
        return (x1 - x0) * (y1 - y0)


@dataclass(frozen=True)
class Scene:
    """One view: silhouette, quiet parts, muscles of the surface, deep ones, lines."""

    view: View
    outline: tuple[Curve, ...]
    other: tuple[Curve, ...]
    tendon: tuple[Curve, ...]
    hair: tuple[Curve, ...]
    shapes: tuple[Shape, ...]
    fibres: tuple[Curve, ...]
    lines: tuple[Curve, ...]

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """What is neither a muscle nor marked, as path data."""
        quiet = {
            "outline": self.outline,
            "other": self.other,
            "tendon": self.tendon,
            "hair": self.hair,
            "fibres": self.fibres,
            "lines": self.lines,
        }
        return {name: path_data(curves) for name, curves in quiet.items()}


def half_side(view: View, *, mirrored: bool) -> Side:
    """The runner's side of the drawn half (viewer's right) or of the mirrored one."""
    return "left" if mirrored == (view == "back") else "right"


def _placed(view: View, drawn: Curve, *, mirrored: bool = False) -> Curve:
    x, y = ORIGIN[view]
    apart = SOLE_APART if view == "sole" else 0
    return drawn.moved(x - apart if mirrored else x + apart, y, flip=mirrored)


def _both(view: View, drawings: Sequence[Curve]) -> tuple[Curve, ...]:
    return tuple(_placed(view, d, mirrored=m) for d in drawings for m in (False, True))


def _closed(texts: Sequence[str]) -> list[Curve]:
    return [curve(knots(t)) for t in texts]


def _open(texts: Sequence[str]) -> list[Curve]:
    return [curve(knots(t), closed=False) for t in texts]


def _paired(view: View, data: Mapping[str, Sequence[str]], *, deep: bool) -> list[Shape]:
    return [
        Shape(
            view,
            muscle,
            half_side(view, mirrored=mirrored),
            deep,
            tuple(_placed(view, d, mirrored=mirrored) for d in _closed(texts)),
        )
        for muscle, texts in data.items()
        for mirrored in (False, True)
    ]


def _unpaired() -> list[Shape]:
    halves = [
        Shape("front", muscle, "whole", False, _both("front", _closed(texts)))
        for muscle, texts in anatomy_front.WHOLE_HALVES.items()
    ]
    joined = [
        Shape("front", muscle, "whole", True, (_placed("front", curve(stitched(text))),))
        for muscle, text in anatomy_front.WHOLE_STITCHED.items()
    ]
    return halves + joined


def _fan(text: str) -> list[Curve]:
    """Fibre lines of a muscle, spread evenly over the edges they run between."""
    *edges, count = text.split("|")
    lines = []
    for i in range(int(count)):
        t = (i + 0.5) / int(count)
        lines.append(curve([_along(knots(edge), t) for edge in edges], closed=False))
    return lines


def _along(points: Sequence[Knot], t: float) -> Knot:
    if len(points) == 1:
        return points[0]
    place = t * (len(points) - 1)
    i = min(int(place), len(points) - 2)
    f = place - i
    p, q = points[i], points[i + 1]
    return Knot(p.x + (q.x - p.x) * f, p.y + (q.y - p.y) * f)


def _scene(view: View, data: Anatomy, outline: tuple[Curve, ...], hair: str, extra: list[Shape]) -> Scene:
    fibres = [line for edges in data.FIBRES for line in _fan(edges)]
    return Scene(
        view=view,
        outline=outline,
        other=_both(view, _closed(data.OTHER)),
        tendon=_both(view, _closed(data.TENDON)),
        hair=(_placed(view, curve(stitched(hair))),) if hair else (),
        shapes=tuple(
            sorted(
                [
                    *_paired(view, data.SURFACE, deep=False),
                    *extra,
                    *_paired(view, data.DEEP, deep=True),
                ],
                key=lambda s: s.deep,
            )
        ),
        fibres=_both(view, fibres),
        lines=_both(view, _open(data.LINES)),
    )


@cache
def scenes() -> tuple[Scene, ...]:
    front, back, sole = anatomy_front, anatomy_back, anatomy_sole
    return (
        _scene(
            "front",
            front,
            (_placed("front", curve(stitched(front.OUTLINE))),),
            front.HAIR,
            _unpaired(),
        ),
        _scene("back", back, (_placed("back", curve(stitched(back.OUTLINE))),), back.HAIR, []),
        _scene("sole", sole, _both("sole", _closed((sole.OUTLINE, *sole.TOES))), "", []),
    )


def views() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for scene in scenes():
        for shape in scene.shapes:
            seen = found.setdefault(shape.muscle, [])
            if scene.view not in seen:
                seen.append(scene.view)
    return {muscle: tuple(seen) for muscle, seen in sorted(found.items())}


@cache
def best_view(muscle: str) -> View:
    """The view that shows most of a muscle."""
    # The right half is as large as the left one; where there is but one view, nothing need be measured.
    shapes = [s for scene in scenes() for s in scene.shapes if s.muscle == muscle and s.side != "right"]
    return shapes[0].view if len(shapes) == 1 else max(shapes, key=lambda s: s.size).view


def heart(view: View, muscle: str, *, right: bool) -> tuple[int, int]:
    """Where a line ends in the half on the viewer's left or right."""
    x, y = ORIGIN[view]
    dx, dy = HEARTS[view][muscle][right]
    return (x + dx, y + dy)
