"""Every shape of the drawing in its place: halves mirrored, views set side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Literal, Protocol

from advisor.report.bodymap import anatomy_back, anatomy_breath, anatomy_front, anatomy_side, anatomy_sole
from advisor.report.bodymap.curves import Curve, Knot, box, curve, knots, path_data, stitched
from advisor.report.bodymap.hearts import HEARTS
from advisor.report.bodymap.outlines import MORE_LINES, FigureKind, outlined

Side = Literal["left", "right", "whole"]
View = Literal["front", "back", "left", "right", "breath", "sole"]
VIEWS: tuple[View, ...] = ("front", "back", "left", "right", "breath", "sole")

# Every view is drawn from its midline and top (a side view from the line through ear and hip); a layout says where it goes.
SOLE_APART = 10
_SEAM, _OVER = 1, 4  # how far a drawn half reaches over the midline, and a foot over the ankle
# Seen best from the side; every other muscle where most of it is seen.
_BESIDE = frozenset(
    ("tensor_fasciae_latae", "gluteus_medius", "gluteus_minimus", "serratus_anterior", "peroneus_longus", "peroneus_brevis")
)


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
    """A muscle in a view. Only the half on the viewer's right is drawn; ``source`` names the drawing, ``flip`` mirrors it."""

    view: View
    muscle: str
    side: Side
    deep: bool
    curves: tuple[Curve, ...]  # where it lies, mirrored where it is
    source: str
    flip: bool = False

    @property
    def id(self) -> str:
        return f"{self.view}-{self.muscle}-{self.side}"

    @cached_property
    def path(self) -> str:
        return path_data(self.curves)

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return box(self.curves)


@dataclass(frozen=True)
class Scene:
    """One view: silhouette, muscles, and what is drawn quietly: of a symmetrical view one half of these, else all."""

    view: View
    outline: tuple[Curve, ...]  # the whole silhouette
    shapes: tuple[Shape, ...]
    body: tuple[Curve, ...] = ()  # as much of the silhouette as is drawn
    feet: tuple[Curve, ...] = ()
    hair: tuple[Curve, ...] = ()
    other: tuple[Curve, ...] = ()
    tendon: tuple[Curve, ...] = ()
    fibres: tuple[Curve, ...] = ()
    lines: tuple[Curve, ...] = ()

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """What is neither a muscle nor marked, as path data."""
        quiet = {
            "body": self.body,
            "feet": self.feet,
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
    apart = SOLE_APART if view == "sole" else 0
    return drawn.moved(-apart if mirrored else apart, 0, flip=mirrored)


def _half(view: View, drawings: Sequence[Curve]) -> tuple[Curve, ...]:
    return tuple(_placed(view, d) for d in drawings)


def _both(view: View, drawings: Sequence[Curve]) -> tuple[Curve, ...]:
    return tuple(_placed(view, d, mirrored=m) for d in drawings for m in (False, True))


def _closed(texts: Sequence[str]) -> list[Curve]:
    return [curve(knots(t)) for t in texts]


def _open(texts: Sequence[str]) -> list[Curve]:
    return [curve(knots(t), closed=False) for t in texts]


def _paired(view: View, data: Mapping[str, Sequence[str]], *, deep: bool) -> list[Shape]:
    made = []
    for muscle, texts in data.items():
        source = f"{view}-{muscle}-{half_side(view, mirrored=False)}"
        drawn = _closed(texts)
        for flip in (False, True):
            curves = tuple(_placed(view, d, mirrored=flip) for d in drawn)
            made.append(Shape(view, muscle, half_side(view, mirrored=flip), deep, curves, source, flip))
    return made


def _unpaired() -> list[Shape]:
    halves = [
        Shape("front", muscle, "whole", False, _both("front", _closed(texts)), f"front-{muscle}-whole")
        for muscle, texts in anatomy_front.WHOLE_HALVES.items()
    ]
    joined = [
        Shape("front", muscle, "whole", True, (_placed("front", curve(stitched(text))),), f"front-{muscle}-whole")
        for muscle, text in anatomy_front.WHOLE_STITCHED.items()
    ]
    return halves + joined


@dataclass(frozen=True)
class _Silhouette:
    """What surrounds a view: whole, and as it is drawn."""

    whole: tuple[Curve, ...]
    drawn: tuple[Curve, ...]
    feet: tuple[Curve, ...] = ()


def _stitched(half: Sequence[Knot], foot: tuple[int, int] | None = None) -> _Silhouette:
    """A figure from its half, which begins and ends on the midline; ``drawn`` reaches a little over it, so that no seam shows.

    ``foot`` is the first and the last of its points that are the foot's: drawn on its own, a little over the ankle.
    """
    whole = curve([*half, *(k.mirrored() for k in reversed(half) if k.x > 0)])
    one = whole.segments[: len(half) - 1]
    top, bottom = whole.start, one[-1][2]
    start, stop = (-_SEAM, top[1]), (-_SEAM, bottom[1])
    feet: tuple[Curve, ...] = ()
    if foot:
        first, last = foot
        out, inside = one[first - 2][2], one[last][2]
        high, low = (out[0], out[1] - _OVER), (inside[0], inside[1] - _OVER)
        feet = (Curve(high, ((high, out, out), *one[first - 1 : last + 1], (inside, low, low)), closed=False),)
        one = (*one[: first - 1], (out, inside, inside), *one[last + 1 :])
    drawn = Curve(start, ((start, top, top), *one, (bottom, stop, stop)), closed=False)
    return _Silhouette((whole,), (drawn,), feet)


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


def _scene(view: View, data: Anatomy, around: _Silhouette, hair: str, shapes: list[Shape], more: Sequence[str]) -> Scene:
    fibres = [line for edges in data.FIBRES for line in _fan(edges)]
    crown = () if not hair else (curve(knots(hair)),) if view == "left" else _stitched(knots(hair)).drawn
    return Scene(
        view=view,
        outline=around.whole,
        body=around.drawn,
        feet=around.feet,
        shapes=tuple(sorted(shapes, key=lambda s: s.deep)),
        hair=crown,
        other=_half(view, _closed(data.OTHER)),
        tendon=_half(view, _closed(data.TENDON)),
        fibres=_half(view, fibres),
        lines=_half(view, _open((*data.LINES, *more))),
    )


def _of(view: View, data: Anatomy) -> list[Shape]:
    return [*_paired(view, data.SURFACE, deep=False), *_paired(view, data.DEEP, deep=True)]


def _side_scenes(figure: FigureKind) -> tuple[Scene, Scene]:
    """The left side as it is drawn, and the right side made of it."""
    side = anatomy_side
    outline = curve(outlined(knots(side.OUTLINE), figure, "left"))
    drawn = _of("left", side)
    here = [s for s in drawn if not s.flip]
    around = _Silhouette((outline,), (outline,))
    left = _scene("left", side, around, side.HAIR, here, MORE_LINES.get((figure, "left"), ()))
    right = sorted((replace(s, view="right") for s in drawn if s.flip), key=lambda s: s.deep)
    return left, Scene("right", (outline.moved(0, 0, flip=True),), tuple(right))


def _breath_scene(front: Scene, figure: FigureKind) -> Scene:
    data = anatomy_breath
    order = {muscle: i for i, muscle in enumerate(data.MUSCLES)}
    shapes = sorted((replace(s, view="breath") for s in front.shapes if s.muscle in order), key=lambda s: order[s.muscle])
    around = _stitched(outlined(knots(data.OUTLINE), figure, "breath"))
    return Scene(
        view="breath",
        outline=around.whole,
        body=around.drawn,
        shapes=tuple(shapes),
        tendon=_half("breath", _closed(data.TENDON)),
        lines=_half("breath", _open(data.LINES)),
    )


@cache
def scenes(figure: FigureKind = "neutral") -> tuple[Scene, ...]:
    """Every view, in the order of ``VIEWS``."""

    def body(view: View, foot: str) -> _Silhouette:
        above, below = len(knots(at_front.TRUNK_AND_ARM)), len(knots(foot))
        text = at_front.TRUNK_AND_ARM + foot + at_front.LEG_INSIDE
        return _stitched(outlined(knots(text), figure, view), (above, above + below - 1))

    def lines(view: View) -> tuple[str, ...]:
        return MORE_LINES.get((figure, view), ())

    at_front, at_back, sole = anatomy_front, anatomy_back, anatomy_sole
    front = _scene(
        "front", at_front, body("front", at_front.FOOT), at_front.HAIR, _of("front", at_front) + _unpaired(), lines("front")
    )
    back = _scene("back", at_back, body("back", at_back.FOOT), at_back.HAIR, _of("back", at_back), lines("back"))
    feet = _closed((sole.OUTLINE, *sole.TOES))
    soles = _scene("sole", sole, _Silhouette(_both("sole", feet), _half("sole", feet)), "", _of("sole", sole), ())
    return (front, back, *_side_scenes(figure), _breath_scene(front, figure), soles)


@cache
def views() -> dict[str, tuple[View, ...]]:
    found: dict[str, list[View]] = {}
    for scene in scenes():
        for shape in scene.shapes:
            seen = found.setdefault(shape.muscle, [])
            if scene.view not in seen:
                seen.append(scene.view)
    return {muscle: tuple(seen) for muscle, seen in sorted(found.items())}


@cache
def best_view(muscle: str) -> View:
    """The view that shows a muscle best; "left" stands for the side of the body that is meant."""
    if muscle in _BESIDE:
        return "left"
    return max((v for v in views()[muscle] if v in HEARTS and v != "left"), key=lambda v: _size(v, muscle))


def _size(view: View, muscle: str) -> float:
    boxes = [s.box for s in scenes()[VIEWS.index(view)].shapes if s.muscle == muscle]
    return max((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in boxes)


def heart(view: View, muscle: str, *, right: bool) -> tuple[int, int]:
    """Where a line ends in the half on the viewer's left or right, in the view's own drawing."""
    x, y = HEARTS["left" if view == "right" else view][muscle]
    return (x if view == "left" or (right and view != "right") else -x, y)
