"""A figure as one small SVG: start and end beside or above one another, the way between as an arrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby

from advisor.model.figure import Figure
from advisor.model.mannequin import POINTS
from advisor.model.touching import named, place_of
from advisor.report.figures import parts, things
from advisor.report.figures.marks import EDGE, GAP, Panel, arrows, divider, heel_to_heel, number, ring, straight_arrows
from advisor.report.figures.position import Position
from advisor.report.figures.shapes import Camera
from advisor.report.looks import LOOKS

__all__ = ["draw"]

_WIDE, _TALL = 640, 460  # the largest picture, in half CSS pixels
_LEFT = 44  # room for the number
_LARGEST = 4.4  # half pixels in one cm: so that a small pose does not look like a giant's
_ZOOMED = 13.0
_LINE = "#4b4038"


def draw(
    figure: Figure, ready: Mapping[str, Mapping[str, float]], muscles: Sequence[str], name: str, *, style: str = "",
    in_words: bool = True,
) -> str:  # fmt: skip
    """The figure as SVG text: at most 8 kB, same input, same bytes.

    ``ready`` are the ready poses of ``poses.yaml``, ``muscles`` the target muscles to tint (the figure's own ``tint`` wins),
    ``style`` an optional style sheet of our own for a picture that stands alone; ``in_words`` adds the description.
    """
    start, end = Position(figure, "start", ready), Position(figure, "end", ready)
    size, row, panels = _laid_out(figure, start, end)
    tinted = figure.tint if figure.tint is not None else tuple(muscles)
    first, second = panels
    body = _panel(first, tinted) + arrows(figure, panels, "start") + divider(row, first, second)
    closer = _panel(second, tinted, ghost=start) + arrows(figure, panels, "end") + ring(figure, second)
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
def _laid_out(figure: Figure, start: Position, end: Position) -> tuple[tuple[int, int], bool, tuple[Panel, Panel]]:
    """Size of the picture, whether the two stand beside one another, and the two with their cameras."""
    boxes = (_frame(start), _frame(end))
    if figure.zoom:
        first = _cell(start, boxes[0], (0, 0), (270, 330))
        second = _cell(end, boxes[1], (first.frame[2] + GAP, 0), (360, 330))
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
    one = _cell(start, whole, (0, 0), room)
    w, h = one.frame[2:]
    at = (w + GAP, 0) if row else (0, h + GAP)
    two = _cell(end, whole, at, room)
    return ((2 * w + GAP, h) if row else (w, 2 * h + GAP)), row, (one, two)


def _lowered(panel: Panel, tall: int) -> Panel:
    """The panel in a higher frame, standing on its lower edge."""
    x, y, w, h = panel.frame
    return replace(panel, camera=replace(panel.camera, dy=panel.camera.dy + tall - h), frame=(x, y, w, tall))


def _scale(room: tuple[float, float], wide: float, tall: float, most: float) -> float:
    return min(most, (room[0] - _LEFT - EDGE) / wide, (room[1] - 2 * EDGE) / tall)


def _cell(position: Position, box: tuple[float, float, float, float], at: tuple[int, int], room: tuple[int, int]) -> Panel:
    scale = _scale(room, box[2] - box[0], box[3] - box[1], _ZOOMED if position.close else _LARGEST)
    camera = Camera(*position.figure.camera, scale, at[0] + _LEFT - box[0] * scale, at[1] + EDGE - box[1] * scale)
    frame = (*at, round((box[2] - box[0]) * scale) + _LEFT + EDGE, round((box[3] - box[1]) * scale) + 2 * EDGE)
    return Panel(position, camera, frame)


# ----------------------------------------------------------------- the frame
def _frame(position: Position) -> tuple[float, float, float, float]:
    """The box round one position in the camera's own units."""
    figure, body = position.figure, position.body
    camera = Camera(*figure.camera)
    if position.close:
        spots = [camera.disc(body.point(p), POINTS[p][2] + 2.5) for name in figure.zoom for p in named(name)]
        aids = [item for item in position.kit if item.kind == "ruler"]
        spots += [camera.disc(at, 3 + (item.size or 3)) for item in aids for at in things.extent(item, body, 0)]
    else:
        xs, zs = position.mat
        spots = [*position.seen]
        spots += [camera.disc((x, y, z), 0.5) for x in xs for y in (-3.0, 0.0) for z in zs]
        spots += [camera.disc(at, 2) for item in position.kit for at in things.extent(item, body, position.tall)]
    room = 1.0 if position.close else 5.0
    for arrow, *ends in straight_arrows(figure, body, position.phase):
        spots += [camera.disc(at, room + max(0.0, arrow.rise)) for at in ends]
    if position.phase == "end":
        spots.append(camera.disc(place_of(body, figure.watch.at), 2.5 if figure.zoom else 9.5))
    return (
        min([x - r for x, _, r in spots]), min([y - r for _, y, r in spots]),
        max([x + r for x, _, r in spots]), max([y + r for _, y, r in spots]),
    )  # fmt: skip


# ----------------------------------------------------------------- one position
def _panel(panel: Panel, muscles: Sequence[str], ghost: Position | None = None) -> str:
    """The mannequin and what stands around it; close up, ``ghost`` is where the start was, as a dashed line."""
    position, camera = panel.position, panel.camera
    figure, foot = position.figure, position.foot
    seen = dict(zip(POINTS, camera.enlarged(position.seen), strict=True))
    if foot:
        drawn = parts.foot_layers(camera, position.body, seen, foot)
    else:
        eyes_closed = position.phase == "end" and figure.eyes == "closed"
        drawn = parts.layers(camera, position.body, seen, figure.front, eyes_closed=eyes_closed)
    if position.phase == "end" or not figure.zoom:
        drawn += parts.tint_layers(camera, position.body, muscles, figure.works)
    drawn.append(things.floor(camera, *position.mat))
    for item in position.kit:
        drawn += things.thing(camera, item, position.body, position.tall)
    drawn.sort(key=lambda layer: layer.near)
    grouped = groupby(drawn, key=lambda layer: layer.look)
    out = "".join(_painted(look, "".join([layer.path for layer in group])) for look, group in grouped)
    if foot and ghost is not None:
        old = parts.sole(camera, heel_to_heel(ghost.placed, position.body, foot), foot)
        out = f'<path class="fg-z" fill="none" stroke="#a39788" stroke-width="6" d="{old}"/>' + out
    return out


def _painted(look: str, path: str) -> str:
    return f'<path class="fg-{look}" {LOOKS[look]} d="{path}"/>'
