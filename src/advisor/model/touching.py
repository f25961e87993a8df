"""Poses in their place: what a pose rests on, and how far each declared contact is from true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from advisor.model.figure import SIDED, Figure, Kit, Pose, joint_range
from advisor.model.mannequin import MARKS, POINTS, Body, Vector, body

__all__ = ["FLOOR", "Placed", "gap", "joints_of", "named", "out_of_range", "place", "sunk", "surfaces"]

FLOOR = "floor"
TOLERANCE = 1.6  # cm: flesh and floor give that much, and the eye does not see it at the size drawn
HIGH: Mapping[str, float] = {"chair": 39, "step": 18, "bed": 50, "pillow": 9, "box": 40}
_GROUPS = {"foot": ("heel", "ball"), "forearm": ("elbow", "wrist")}
_FLESH = ("thigh", "hip", "seat", "calf", "hip_top", "loin", "instep", "arch")  # gives way, or is never the lowest point


@dataclass(frozen=True)
class Placed:
    """A pose in the room."""

    body: Body
    joints: Mapping[str, float]
    pose: Pose


def named(name: str) -> tuple[str, ...]:
    """The points a name stands for: both sides where none is said, heel and ball for a foot. Empty for no such name."""
    stem, side = (name[:-2], name[-2:]) if name[-2:] in ("_l", "_r") else (name, "")
    stems = _GROUPS.get(stem, (stem,))
    if name in MARKS:
        return (name,)
    if all(stem in POINTS for stem in stems) and not side:
        return stems
    sides = (side,) if side else ("_l", "_r")
    found = tuple(stem + one for one in sides for stem in stems)
    return found if all(point in POINTS for point in found) else ()


def joints_of(
    pose: Pose, ready: Mapping[str, Mapping[str, float]], before: Mapping[str, float] | None = None
) -> dict[str, float]:  # fmt: skip
    """All joints of a pose: its ready pose's (or, where it names none, those of the pose before), then its own."""
    joints = dict(ready.get(pose.pose, {})) if pose.pose else dict(before or {})
    for name, angle in pose.joints.items():
        if name in SIDED:
            joints.pop(name + "_l", None)
            joints.pop(name + "_r", None)
        joints[name] = angle
    return joints


def out_of_range(joints: Mapping[str, float]) -> Iterator[tuple[str, float, tuple[float, float]]]:
    """The joints bent further than a human's, with their range."""
    for name, angle in sorted(joints.items()):
        low, high = joint_range(name)
        if not low <= angle <= high:
            yield name, angle, (low, high)


def surfaces(kit: Iterable[Kit], phase: str = "") -> dict[str, Kit]:
    """What can be touched, by kind; a second of a kind is called chair2."""
    found: dict[str, Kit] = {}
    for item in kit:
        if item.only and phase and item.only != phase:
            continue
        name = item.kind if item.kind not in found else f"{item.kind}2"
        found[name] = item
    return found


def place(figure: Figure, phase: str, ready: Mapping[str, Mapping[str, float]]) -> Placed:
    """The start or the end of a figure, standing where it says; its lowest point on the floor where it says nothing."""
    pose = figure.start
    joints = joints_of(pose, ready)
    if phase == "end":
        pose = _filled(figure.end, figure.start)
        joints = joints_of(figure.end, ready, joints)
    found = body(joints)
    x, z = pose.at or (0.0, 0.0)
    if pose.stand is None:
        low = min(found.point(name)[1] - POINTS[name][2] for name in POINTS)
        return Placed(found.moved((x, pose.up - low, z)), joints, pose)
    points = [(found.point(name), POINTS[name][2]) for name in named(pose.stand)]
    top = _top(surfaces(figure.kit).get(pose.on or FLOOR))
    low = min(point[1] - r for point, r in points)
    ahead = points[0][0][0]
    return Placed(found.moved((x - ahead, top + pose.up - low, z)), joints, pose)


def _filled(end: Pose, start: Pose) -> Pose:
    """The end keeps the start's stand unless it has its own."""
    given = {} if end.stand else {"stand": start.stand, "on": start.on}
    return end.model_copy(update=given | ({} if end.at else {"at": start.at}))


def _top(item: Kit | None) -> float:
    return 0.0 if item is None else item.high if item.high is not None else HIGH.get(item.kind, 0.0)


def gap(placed: Placed, point: str, on: str, kit: Mapping[str, Kit]) -> float:
    """How far a point's skin is from what it should touch, in cm; negative: that far inside it."""
    at, r = placed.body.point(point), POINTS[point][2]
    if on == FLOOR:
        return at[1] - r
    if on in POINTS:
        other = placed.body.point(on)
        return _far(at, other) - r - POINTS[on][2]
    item = kit[on]
    if item.kind == "wall":
        return _to_wall(at, r, item)
    if item.kind == "ball":
        return _far(at, _middle(placed.body, item)) - r - (item.size or 10)
    inside = _over(at, r, item)
    return at[1] - r - _top(item) if inside == 0 else max(inside, abs(at[1] - r - _top(item)))


def _to_wall(at: Vector, r: float, item: Kit) -> float:
    if isinstance(item.z, (int, float)) and item.x is None:
        return item.z - at[2] - r if item.z > 0 else at[2] - r - item.z
    where = item.x if isinstance(item.x, (int, float)) else 0.0
    return where - at[0] - r if where > 0 else at[0] - r - where


def _over(at: Vector, r: float, item: Kit) -> float:
    """0 where the point is over the thing, else how far beside it."""
    x0, x1 = span(item.x, 21)
    z0, z1 = span(item.z, 24)
    return max(x0 - at[0] - r, at[0] - r - x1, z0 - at[2] - r, at[2] - r - z1, 0.0)


def span(given: float | tuple[float, float] | None, half: float) -> tuple[float, float]:
    """From and to of a thing: as written, or that far to both sides of its middle."""
    if isinstance(given, tuple):
        return given
    middle = given or 0.0
    return middle - half, middle + half


def _far(a: Vector, b: Vector) -> float:
    return float(sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5)


def _middle(found: Body, item: Kit) -> Vector:
    places = [place_of(found, one) for one in item.through]
    if not places:
        x = item.x if isinstance(item.x, (int, float)) else 0.0
        z = item.z if isinstance(item.z, (int, float)) else 0.0
        return (x, (item.high or 0.0) + (item.size or 10), z)
    return middle(places)


def place_of(found: Body, one: str | Sequence[float]) -> Vector:
    """A point of the body (the middle of several), or a place as written."""
    if isinstance(one, str):
        return middle([found.point(name) for name in named(one)])
    return (float(one[0]), float(one[1]), float(one[2]))


def middle(places: Sequence[Vector]) -> Vector:
    """The middle of places."""
    n = len(places)
    return (sum(p[0] for p in places) / n, sum(p[1] for p in places) / n, sum(p[2] for p in places) / n)


def sunk(placed: Placed) -> Iterator[tuple[str, float]]:
    """Points below the floor, deepest first, and how deep."""
    deep = []
    for name in POINTS:
        stem = name.removesuffix("_l").removesuffix("_r")
        low = placed.body.point(name)[1] - POINTS[name][2]
        if low < -(TOLERANCE + (1.5 if stem in _FLESH else 0.0)):
            deep.append((-low, name))
    for depth, name in sorted(deep, key=lambda pair: (-pair[0], pair[1])):
        yield name, depth
