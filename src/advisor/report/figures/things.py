"""What stands around the mannequin: floor, wall, chair, step, bed, ball, band, stick, and what measures, films and counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import dist, hypot

from advisor.model.figure import Kit
from advisor.model.mannequin import Body, Vector
from advisor.model.touching import HIGH, middle, place_of, span
from advisor.report.figures.parts import Layer
from advisor.report.figures.shapes import Camera, Flat, hull, line

__all__ = ["extent", "floor", "thing"]

_BEHIND = -900.0
_SLIM = 0.0
_FAR = -45.0  # where a phone's screen stands, behind the runner it shows
_CLOCK = 9.0
_FOOTPRINT = ((-11, -3.6), (-11, 3.6), (-4, 3.4), (4, 6), (10, 5), (13, 0), (10, -5), (4, -6), (-4, -3.4))


def floor(camera: Camera, x: tuple[float, float], z: tuple[float, float]) -> Layer:
    """The mat under the figure; seen from the side it is a line of its own thickness."""
    corners = [(a, b, c) for a in x for b in (-3.0, 0.0) for c in z]
    return Layer(_BEHIND - 1, "g", hull([camera.disc(at, 0.0) for at in corners]))


def extent(item: Kit, found: Body, tall: float) -> list[Vector]:
    """The outermost places of a thing, for the frame of the picture."""
    if item.kind == "wall":
        (x0, x1), (z0, z1) = _wall(item)
        return [(x, y, z) for x in (x0, x1) for y in (0, item.high or tall) for z in (z0, z1)]
    if item.kind in HIGH:
        (x0, x1), (z0, z1), high = _box(item)
        top = high + 40 if item.kind == "chair" else high
        return [(x, y, z) for x in (x0, x1) for y in (0, top) for z in (z0, z1)]
    if item.kind == "phone":
        (x0, x1), high = span(item.x, 40), item.high or tall
        return [(x, y, _FAR) for x in (x0, x1) for y in (0, high)]
    if item.kind == "clock":
        x, y, z = place_of(found, item.through[0])
        return [(x + a, y + b, z) for a in (-_CLOCK, _CLOCK) for b in (-_CLOCK, _CLOCK)]
    return [place_of(found, one) for one in item.through]


def _box(item: Kit) -> tuple[tuple[float, float], tuple[float, float], float]:
    wide = {"bed": 95.0, "pillow": 14.0}.get(item.kind, 21.0)
    deep = {"bed": 45.0, "pillow": 16.0}.get(item.kind, 20.0)
    return span(item.x, item.size or wide), span(item.z, deep), item.high if item.high is not None else HIGH[item.kind]


def _wall(item: Kit) -> tuple[tuple[float, float], tuple[float, float]]:
    if item.x is None and isinstance(item.z, (int, float)):
        half = item.size or 45
        return (-half, half), ((item.z, item.z + 4) if item.z > 0 else (item.z - 4, item.z))
    x = item.x if isinstance(item.x, (int, float)) else 0.0
    return ((x, x + 4) if x > 0 else (x - 4, x)), (item.z if isinstance(item.z, tuple) else (-30, 30))


def thing(camera: Camera, item: Kit, found: Body, tall: float) -> list[Layer]:
    """One thing as layers; ``tall`` is how high a wall is drawn."""
    if item.kind == "wall":
        (x0, x1), (z0, z1) = _wall(item)
        return [Layer(_BEHIND, "w", _solid(camera, (x0, x1), (0, item.high or tall), (z0, z1)))]
    if item.kind in HIGH:
        return _furniture(camera, item)
    if item.kind in _AIDS:
        return _AIDS[item.kind](camera, item, found, tall)
    if item.kind == "ball":
        at = middle([place_of(found, one) for one in item.through]) if item.through else _where(item)
        near = 890.0 if item.front else camera.near(at)
        return [Layer(near, "b", hull([camera.disc(at, item.size or 10)]))]
    if item.kind == "weight":
        at = place_of(found, item.through[0])
        size = item.size or 4
        ends = [(at[0] - size, at[1] - 1, at[2]), (at[0] + size, at[1] - 1, at[2])]
        return [Layer(890.0, "b", hull([camera.disc(one, 3.4) for one in ends]))]
    places = [place_of(found, one) for one in item.through]
    near = 890.0 if item.front else max(camera.near(at) for at in places) + 6
    if item.kind == "stick":
        return [Layer(near, "s", line(camera.see(at) for at in _longer(places)))]
    return [Layer(near, "e", line(_ring(camera, places) if item.kind == "loop" else [camera.see(at) for at in places]))]


# ----------------------------------------------------------------- what measures, films and counts
def _ruler(camera: Camera, item: Kit, found: Body, tall: float) -> list[Layer]:
    """A strip from place to place, with a tick at every second centimetre."""
    a, b = (place_of(found, one) for one in (item.through[0], item.through[-1]))
    (ax, ay), (bx, by) = camera.see(a), camera.see(b)
    far = hypot(bx - ax, by - ay) or 1.0
    nx, ny = -(by - ay) / far, (bx - ax) / far
    wide = (item.size or 3.0) * camera.scale
    strip = [(ax, ay), (bx, by), (bx + nx * wide, by + ny * wide), (ax + nx * wide, ay + ny * wide), (ax, ay)]
    count = max(2, min(16, int(dist(a, b) / 2)))
    ticks = ""
    for i in range(1, count):
        x, y = ax + (bx - ax) * i / count, ay + (by - ay) * i / count
        long = wide * (0.6 if i % 5 == 0 else 0.35)
        ticks += line([(x, y), (x + nx * long, y + ny * long)])
    near = 890.0 if item.front else camera.near(a)
    return [Layer(near, "u", line(strip) + "z"), Layer(near + 0.01, "y", ticks)]


def _clock(camera: Camera, item: Kit, found: Body, tall: float) -> list[Layer]:
    x, y = camera.see(place_of(found, item.through[0]))
    r = _CLOCK * camera.scale
    hands = line([(x, y - 0.62 * r), (x, y), (x + 0.45 * r, y + 0.2 * r)])
    knob = hull([(x, y - 1.25 * r, 0.2 * r), (x, y - 1.1 * r, 0.2 * r)])
    return [Layer(888.0, "k", knob), Layer(888.1, "u", hull([(x, y, r)])), Layer(888.2, "y", hands)]


def _phone(camera: Camera, item: Kit, found: Body, tall: float) -> list[Layer]:
    """A telephone whose screen shows the runner: a dark rim, a light screen, the lens."""
    (x0, x1), high = span(item.x, 40), item.high or tall
    r = 5.0
    rim = [camera.disc((x, y, _FAR), r) for x in (x0 + r, x1 - r) for y in (r, high - r)]
    screen = [camera.disc((x, y, _FAR), 1.0) for x in (x0 + 5, x1 - 5) for y in (12, high - 12)]
    lens = camera.disc(((x0 + x1) / 2, high - 6, _FAR), 1.8)
    button = [camera.disc((x, 6, _FAR), 1.6) for x in ((x0 + x1) / 2 - 6, (x0 + x1) / 2 + 6)]
    parts = (("r", hull(rim)), ("u", hull(screen)), ("v", hull([lens]) + hull(button)))
    return [Layer(_BEHIND + n / 10, look, path) for n, (look, path) in enumerate(parts)]


def _prints(camera: Camera, item: Kit, found: Body, tall: float) -> list[Layer]:
    """Footprints on the floor, toes ahead."""
    path = ""
    for one in item.through:
        x, _, z = place_of(found, one)
        path += hull([camera.disc((x + a, 0.0, z + b), _SLIM) for a, b in _FOOTPRINT])
    return [Layer(_BEHIND + 0.5, "v", path)]


_AIDS: Mapping[str, Callable[[Camera, Kit, Body, float], list[Layer]]] = {
    "ruler": _ruler, "clock": _clock, "phone": _phone, "prints": _prints,
}  # fmt: skip


def _where(item: Kit) -> Vector:
    x = item.x if isinstance(item.x, (int, float)) else 0.0
    z = item.z if isinstance(item.z, (int, float)) else 0.0
    return (x, (item.high or 0.0) + (item.size or 10), z)


def _longer(places: Sequence[Vector], by: float = 14) -> list[Vector]:
    a, b = places[0], places[-1]
    far = max(1.0, sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5)
    ux, uy, uz = ((q - p) / far * by for p, q in zip(a, b, strict=True))
    return [(a[0] - ux, a[1] - uy, a[2] - uz), (b[0] + ux, b[1] + uy, b[2] + uz)]


def _ring(camera: Camera, places: Sequence[Vector]) -> list[Flat]:
    """A loop band round two limbs: there and back, as wide as they are thick."""
    (ax, ay), (bx, by) = camera.see(places[0]), camera.see(places[-1])
    dx, dy = bx - ax, by - ay
    far = (dx * dx + dy * dy) ** 0.5 or 1.0
    nx, ny = -dy / far * 3 * camera.scale, dx / far * 3 * camera.scale
    ex, ey = dx / far * 5 * camera.scale, dy / far * 5 * camera.scale
    ring = [
        (ax + nx - ex, ay + ny - ey), (bx + nx + ex, by + ny + ey),
        (bx - nx + ex, by - ny + ey), (ax - nx - ex, ay - ny - ey),
    ]  # fmt: skip
    return [*ring, ring[0]]


def _furniture(camera: Camera, item: Kit) -> list[Layer]:
    x, z, high = _box(item)
    near = 880.0 if item.front else _BEHIND + 1
    if item.kind == "pillow":
        r = high / 2
        spots = [(a, r, b) for a in (x[0] + r, x[1] - r) for b in z]
        return [Layer(near, "c", hull([camera.disc(at, r) for at in spots]))]
    if item.kind in ("step", "box"):
        return [Layer(near, "k", _solid(camera, x, (0, high), z)), Layer(near + 0.1, "c", _solid(camera, x, (high, high), z))]
    legs = [_solid(camera, (a, a + 3), (0, high), (b, b + 3)) for a in (x[0], x[1] - 3) for b in (z[0], z[1] - 3)]
    back = [_solid(camera, (x[0], x[0] + 3), (high, high + 38), z)] if item.kind == "chair" else []
    thick = 12 if item.kind == "bed" else 4
    seat = _solid(camera, x, (high - thick, high), z)
    return [Layer(near, "k", "".join(legs + back)), Layer(near + 0.1, "c", seat)]


def _solid(camera: Camera, x: tuple[float, float], y: tuple[float, float], z: tuple[float, float]) -> str:
    return hull([camera.disc((a, b, c), _SLIM) for a in x for b in y for c in z])
