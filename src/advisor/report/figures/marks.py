"""What is drawn over the two positions: arrows, the ring at the thing to watch, numbers, the line between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot

from advisor.model.figure import Arrow, Figure
from advisor.model.mannequin import Body, Vector, body
from advisor.model.touching import Placed, place_of
from advisor.report.figures.position import Position
from advisor.report.figures.shapes import Camera, Flat, arrow_head, hull, line

__all__ = ["EDGE", "GAP", "Panel", "arrows", "divider", "heel_to_heel", "number", "ring", "straight_arrows"]

GAP, EDGE = 16, 12  # between the two positions, and round each


@dataclass(frozen=True)
class Panel:
    """One position, with the camera that sees it."""

    position: Position
    camera: Camera
    frame: tuple[int, int, int, int]  # left, top, width, height


def straight_arrows(figure: Figure, found: Body, phase: str) -> list[tuple[Arrow, Vector, Vector]]:
    """Each arrow of a position that is no path of a point, with its tail and tip."""
    out = []
    for arrow in figure.arrows:
        if arrow.only != phase:
            continue
        x, y, z = (a + b for a, b in zip(place_of(found, arrow.at), arrow.off, strict=True))
        out.append((arrow, (x, y, z), (x + arrow.way[0], y + arrow.way[1], z + arrow.way[2])))
    return out


def heel_to_heel(ghost: Placed, found: Body, side: str) -> Body:
    """The start where its heel stands on the end's."""
    (ax, ay, az), (bx, by, bz) = found.point("heel" + side), ghost.body.point("heel" + side)
    return ghost.body.moved((ax - bx, ay - by, az - bz))


def divider(row: bool, first: Panel, second: Panel) -> str:
    w, h = first.frame[2], first.frame[3]
    if row:
        x = second.frame[0] - GAP // 2
        d = f"M{x} {EDGE}v{max(h, second.frame[3]) - 2 * EDGE}"
    else:
        d = f"M{EDGE} {h + GAP // 2}h{w - 2 * EDGE}"
    return f'<path class="fg-l" fill="none" stroke="#d9d3c7" stroke-width="2" d="{d}"/>'


def arrows(figure: Figure, panels: tuple[Panel, Panel], phase: str) -> str:
    """The arrows of one position; the ways of points stand in the second."""
    ways = _ways(figure.moves, panels) if phase == "end" and figure.moves else []
    panel = panels[phase == "end"]
    for arrow, tail, tip in straight_arrows(figure, panel.position.body, phase):
        ends = [panel.camera.see(tail), panel.camera.see(tip)]
        if arrow.rise:
            x, y, z = ((a + b) / 2 for a, b in zip(tail, tip, strict=True))
            ends.insert(1, panel.camera.see((x, y + 2 * arrow.rise, z)))
        ways.append(ends)
        if arrow.both:
            ways.append(ends[::-1])
    ways = [way for way in ways if hypot(way[-1][0] - way[0][0], way[-1][1] - way[0][1]) > 6]
    if not ways:
        return ""
    shafts = "".join(_shaft(_short(way)) for way in ways)
    heads = "".join(arrow_head(way[-2], way[-1], 19) for way in ways)
    return (
        f'<path class="fg-h" fill="none" stroke="#fffdf8" stroke-width="9" d="{shafts}{heads}"/>'
        f'<path class="fg-a" fill="none" stroke="#b3261e" stroke-width="5" d="{shafts}"/>'
        f'<path class="fg-ah" fill="#b3261e" stroke="none" d="{heads}"/>'
    )


def _shaft(way: Sequence[Flat]) -> str:
    """A straight line, or a curve where the way has a middle."""
    if len(way) == 2:
        return line(way)
    (a, b), (c, d), (e, f) = ((round(x), round(y)) for x, y in way)
    return f"M{a} {b}Q{c} {d} {e} {f}"


def _short(way: Sequence[Flat]) -> list[Flat]:
    """The shaft ends inside the head, not at its tip."""
    (ax, ay), (bx, by) = way[-2], way[-1]
    far = hypot(bx - ax, by - ay) or 1.0
    cut = min(12.0, far * 0.6)
    return [*way[:-1], (bx - (bx - ax) / far * cut, by - (by - ay) / far * cut)]


def _ways(names: Sequence[str], panels: tuple[Panel, Panel]) -> list[list[Flat]]:
    """The paths of points from start to end, seen in the second picture."""
    start, end = panels[0].position.placed, panels[1].position.placed
    see = panels[1].camera.see
    if _close_up(panels):
        sides = {name: name[-2:] if name[-2:] in ("_l", "_r") else "_r" for name in names}
        ghosts = {side: heel_to_heel(start, end.body, side) for side in sides.values()}
        return [[see(place_of(ghosts[sides[name]], name)), see(place_of(end.body, name))] for name in names]
    keys = sorted(set(start.joints) | set(end.joints))
    half = body({k: (_angle(start.joints, k) + _angle(end.joints, k)) / 2 for k in keys})
    ways = []
    for name in names:
        a, c = see(place_of(start.body, name)), see(place_of(end.body, name))
        b = see(_moved(place_of(half, name), start, end, 0.5))
        ways.append([a, (2 * b[0] - (a[0] + c[0]) / 2, 2 * b[1] - (a[1] + c[1]) / 2), c])
    return ways


def _close_up(panels: tuple[Panel, Panel]) -> bool:
    """Whether the second picture is a close-up of the first."""
    return panels[1].camera.scale > 1.5 * panels[0].camera.scale


def _angle(joints: Mapping[str, float], name: str) -> float:
    return joints.get(name, joints.get(name[:-2], 0.0) if name[-2:] in ("_l", "_r") else 0.0)


def _moved(at: Vector, start: Placed, end: Placed, t: float) -> Vector:
    a, b = start.body.point("pelvis"), end.body.point("pelvis")
    return (at[0] + a[0] * (1 - t) + b[0] * t, at[1] + a[1] * (1 - t) + b[1] * t, at[2] + a[2] * (1 - t) + b[2] * t)


def ring(figure: Figure, panel: Panel) -> str:
    x, y = panel.camera.see(place_of(panel.position.body, figure.watch.at))
    disc = hull([(x, y, 24)])
    return (
        f'<path class="fg-h" fill="none" stroke="#fffdf8" stroke-width="7" d="{disc}"/>'
        f'<path class="fg-o" fill="none" stroke="#c2570c" stroke-width="4" stroke-dasharray="9 6" d="{disc}"/>'
    )


_DIGITS = {1: "M-4-4l5-5v18", 2: "M-6-4c0-7 12-7 12 0c0 5-12 7-12 13h12"}


def number(n: int, x: int, y: int) -> str:
    return (
        f'<g transform="translate({x + 8} {y + 8})"><circle class="fg-q" r="16" fill="#4b4038" stroke="none"/>'
        f'<path class="fg-i" fill="none" stroke="#fffdf8" stroke-width="4" d="{_DIGITS[n]}"/></g>'
    )
