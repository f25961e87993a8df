"""A figure as one small SVG: start and end beside or above one another, the way between as an arrow."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

from advisor.model.figure import Figure, Kit
from advisor.model.mannequin import POINTS, Body
from advisor.model.touching import HIGH, Placed, named, place, place_of
from advisor.report.figures import parts, things
from advisor.report.figures.marks import EDGE, GAP, Panel, arrows, divider, heel_to_heel, number, ring, straight_arrows
from advisor.report.figures.shapes import Camera

__all__ = ["LOOKS", "by_class", "draw", "look_css"]

_WIDE, _TALL = 640, 460  # the largest picture, in half CSS pixels
_LEFT = 44  # room for the number
_LARGEST = 4.4  # half pixels in one cm: so that a small pose does not look like a giant's
_ZOOMED = 13.0
_LINE = "#4b4038"
# look -> attributes. The page may recolour them by class (fg-n and so on); alone, and in the PDF, they stand as they are.
LOOKS: Mapping[str, str] = {
    "g": 'fill="#d9d3c7" stroke="none"',
    "w": 'fill="#e3ddd1" stroke="#b3a998" stroke-width="2"',
    "k": 'fill="#cfc6b8" stroke="#9a8f80" stroke-width="2"',
    "c": 'fill="#e8e1d5" stroke="#9a8f80" stroke-width="2"',
    "n": 'fill="#cfae8f"',
    "f": 'fill="#ead9c8"',
    "t": 'fill="#a9bdb7"',
    "tf": 'fill="#cad7d3"',
    "p": 'fill="#64827b"',
    "pf": 'fill="#8fa7a1"',
    "r": 'fill="#6d5c4f"',
    "m": 'fill="#4b97e0" stroke="#0b3d78"',
    "d": 'fill="#2f7fd0" fill-opacity=".3" stroke="#0b3d78" stroke-width="2.5" stroke-dasharray="6 4"',
    "b": 'fill="#8d6aa8" stroke="#4d3663" stroke-width="2.5"',
    "e": 'fill="none" stroke="#7b4fa0" stroke-width="6"',
    "s": 'fill="none" stroke="#8a5a2b" stroke-width="7"',
    "y": 'fill="none" stroke-width="3"',
    "u": 'fill="#fffdf8" stroke="#7a6f62" stroke-width="2"',
    "v": 'fill="#a39788" stroke="none"',
}


def draw(
    figure: Figure, ready: Mapping[str, Mapping[str, float]], muscles: Sequence[str], name: str, *, style: str = "",
    in_words: bool = True,
) -> str:  # fmt: skip
    """The figure as SVG text: at most 8 kB, same input, same bytes.

    ``ready`` are the ready poses of ``poses.yaml``, ``muscles`` the target muscles to tint (the figure's own ``tint`` wins),
    ``style`` an optional style sheet of our own for a picture that stands alone; ``in_words`` adds the description.
    """
    start, end = place(figure, "start", ready), place(figure, "end", ready)
    size, row, panels = _laid_out(figure, start, end)
    tinted = figure.tint if figure.tint is not None else tuple(muscles)
    first, second = panels
    body = _panel(figure, first, tinted) + arrows(figure, panels, "start") + divider(row, first, second)
    closer = _panel(figure, second, tinted, ghost=start) + arrows(figure, panels, "end") + ring(figure, second)
    if figure.zoom:  # a picture in the picture: it ends at its own frame
        x, y, w, h = second.frame
        closer = f'<svg x="{x}" y="{y}" width="{w}" height="{h}" viewBox="{x} {y} {w} {h}">{closer}</svg>'
    marks = number(1, first.frame[0] + 6, first.frame[1] + 6) + number(2, second.frame[0] + 6, second.frame[1] + 6)
    desc = f"<desc>{escape(figure.alt(name), quote=False)}</desc>" if in_words else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fig" viewBox="0 0 {size[0]} {size[1]}" width="{size[0] // 2}" '
        f'height="{size[1] // 2}" role="img"><title>{escape(name, quote=False)}</title>'
        f"{desc}{style}"
        f'<g stroke-linejoin="round" stroke-linecap="round" stroke="{_LINE}" stroke-width="4" paint-order="stroke">'
        f"{body}{closer}{marks}</g></svg>\n"
    )


# ----------------------------------------------------------------- the layout
def _laid_out(figure: Figure, start: Placed, end: Placed) -> tuple[tuple[int, int], bool, tuple[Panel, Panel]]:
    """Size of the picture, whether the two stand beside one another, and the two with their cameras."""
    boxes = (_frame(figure, start, "start"), _frame(figure, end, "end"))
    if figure.zoom:
        first = _cell(figure, start, "start", boxes[0], (0, 0), (270, 330))
        second = _cell(figure, end, "end", boxes[1], (first.frame[2] + GAP, 0), (360, 330))
        tall = max(first.frame[3], second.frame[3])
        return (second.frame[0] + second.frame[2], tall), True, (_lowered(first, tall), _lowered(second, tall))
    whole = (
        min(boxes[0][0], boxes[1][0]), min(boxes[0][1], boxes[1][1]),
        max(boxes[0][2], boxes[1][2]), max(boxes[0][3], boxes[1][3]),
    )  # fmt: skip
    wide, tall_ = whole[2] - whole[0], whole[3] - whole[1]
    beside = ((_WIDE - GAP) // 2, _TALL)
    above = (_WIDE, (_TALL + 60 - GAP) // 2)
    row = _scale(beside, wide, tall_, _LARGEST) >= 0.94 * _scale(above, wide, tall_, _LARGEST)
    room = beside if row else above
    one = _cell(figure, start, "start", whole, (0, 0), room)
    w, h = one.frame[2:]
    at = (w + GAP, 0) if row else (0, h + GAP)
    two = _cell(figure, end, "end", whole, at, room)
    return ((2 * w + GAP, h) if row else (w, 2 * h + GAP)), row, (one, two)


def _lowered(panel: Panel, tall: int) -> Panel:
    """The panel in a higher frame, standing on its lower edge."""
    x, y, w, h = panel.frame
    return replace(panel, camera=replace(panel.camera, dy=panel.camera.dy + tall - h), frame=(x, y, w, tall))


def _scale(room: tuple[float, float], wide: float, tall: float, most: float) -> float:
    return min(most, (room[0] - _LEFT - EDGE) / wide, (room[1] - 2 * EDGE) / tall)


def _cell(
    figure: Figure, placed: Placed, phase: str, box: tuple[float, float, float, float], at: tuple[int, int], room: tuple[int, int]
) -> Panel:  # fmt: skip
    close = bool(figure.zoom) and phase == "end"
    scale = _scale(room, box[2] - box[0], box[3] - box[1], _ZOOMED if close else _LARGEST)
    camera = Camera(*figure.camera, scale, at[0] + _LEFT - box[0] * scale, at[1] + EDGE - box[1] * scale)
    frame = (*at, round((box[2] - box[0]) * scale) + _LEFT + EDGE, round((box[3] - box[1]) * scale) + 2 * EDGE)
    return Panel(placed, camera, phase, frame)


# ----------------------------------------------------------------- the frame
def _frame(figure: Figure, placed: Placed, phase: str) -> tuple[float, float, float, float]:
    """The box round one position in the camera's own units."""
    camera = Camera(*figure.camera)
    if figure.zoom and phase == "end":
        spots = [camera.disc(placed.body.point(p), POINTS[p][2] + 2.5) for name in figure.zoom for p in named(name)]
        aids = [item for item in _kit(figure, phase) if item.kind == "ruler"]
        spots += [camera.disc(at, 3 + (item.size or 3)) for item in aids for at in things.extent(item, placed.body, 0)]
    else:
        spots = parts.discs_of(camera, placed.body, POINTS)
        tall = _wall_height(placed.body) if figure.kit else 0.0
        xs, zs = _floor(placed.body, _kit(figure, phase), camera.height, close=False)
        spots += [camera.disc((x, y, z), 0.5) for x in xs for y in (-3.0, 0.0) for z in zs]
        spots += [camera.disc(at, 2) for item in _kit(figure, phase) for at in things.extent(item, placed.body, tall)]
    room = 1.0 if figure.zoom and phase == "end" else 5.0
    for arrow, *ends in straight_arrows(figure, placed.body, phase):
        spots += [camera.disc(at, room + max(0.0, arrow.rise)) for at in ends]
    if phase == "end":
        spots.append(camera.disc(place_of(placed.body, figure.watch.at), 2.5 if figure.zoom else 9.5))
    return (
        min(x - r for x, _, r in spots), min(y - r for _, y, r in spots),
        max(x + r for x, _, r in spots), max(y + r for _, y, r in spots),
    )  # fmt: skip


def _wall_height(found: Body) -> float:
    return max(found.point(name)[1] + r for name, (_, _, r) in POINTS.items()) + 8


def look_css() -> str:
    """The rules of a page that give each part of a figure its look by its class."""
    return "\n".join(f".fg-{look} {{ {_declared(attributes)} }}" for look, attributes in LOOKS.items())


def _declared(attributes: str) -> str:
    return " ".join(f"{name}: {value};" for name, value in re.findall(r'([a-z-]+)="([^"]*)"', attributes))


def by_class(svg: str) -> str:
    """A figure for a page that has :func:`look_css`: without what its classes say."""
    for look, attributes in LOOKS.items():
        svg = svg.replace(f'class="fg-{look}" {attributes}', f'class="fg-{look}"')
    return svg


def _kit(figure: Figure, phase: str) -> list[Kit]:
    return [item for item in figure.kit if item.only in (None, phase)]


# ----------------------------------------------------------------- one position
def _panel(figure: Figure, panel: Panel, muscles: Sequence[str], ghost: Placed | None = None) -> str:
    """The mannequin and what stands around it; close up, ``ghost`` is where the start was, as a dashed line."""
    found, camera = panel.placed.body, panel.camera
    foot = _foot_close(figure, panel)
    drawn = (
        parts.foot_layers(camera, found, foot)
        if foot
        else parts.layers(camera, found, figure.front, eyes_closed=panel.phase == "end" and figure.eyes == "closed")
    )
    if panel.phase == "end" or not figure.zoom:
        drawn += parts.tint_layers(camera, found, muscles, figure.works)
    mat = _floor(found, _kit(figure, panel.phase), camera.height, close=bool(foot))
    drawn.append(things.floor(camera, *mat))
    tall = _wall_height(found) if figure.kit else 0.0
    for item in _kit(figure, panel.phase):
        drawn += things.thing(camera, item, found, tall)
    drawn.sort(key=lambda layer: layer.near)
    grouped = groupby(drawn, key=lambda layer: layer.look)
    out = "".join(_painted(look, "".join(layer.path for layer in group)) for look, group in grouped)
    if foot and ghost is not None:
        old = parts.sole(camera, heel_to_heel(ghost, found, foot), foot)
        out = f'<path class="fg-z" fill="none" stroke="#a39788" stroke-width="6" d="{old}"/>' + out
    return out


def _foot_close(figure: Figure, panel: Panel) -> str:
    """The side of the foot a close-up shows; empty for anything else."""
    if panel.phase == "end" and figure.zoom and all(POINTS[named(name)[0]][0][:-2] in _FOOT_SEGMENTS for name in figure.zoom):
        return figure.zoom[0][-2:]
    return ""


_FOOT_SEGMENTS = frozenset({"shank", "foot", "forefoot", "toe", "great_toe", "toe2", "toe3", "toe4", "toe5"})


def _painted(look: str, path: str) -> str:
    return f'<path class="fg-{look}" {LOOKS[look]} d="{path}"/>'


def _floor(found: Body, kit: Sequence[Kit], height: float, *, close: bool) -> tuple[tuple[float, float], tuple[float, float]]:
    """How far the mat reaches: under all that is low, and under the furniture."""
    places = [(found.point(name), r) for name, (_, _, r) in POINTS.items()]
    low = [at for at, r in places if height >= 60 or at[1] - r < 12] or [found.point("pelvis")]
    low += [at for item in kit if item.kind in HIGH and item.kind != "pillow" for at in things.extent(item, found, 0)]
    xs, zs = [p[0] for p in low], [p[2] for p in low]
    edge = 40 if close else 9
    if max(xs) - min(xs) > 0.8 * (max(zs) - min(zs)):  # outstretched arms need no mat
        zs = [max(-27.0, min(27.0, z)) for z in zs]
    return (min(xs) - edge, max(xs) + edge), (min(zs) - edge, max(zs) + edge)
