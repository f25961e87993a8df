"""The mannequin: segments of fixed length, joints, and where every point of the body is in a pose (forward kinematics).

Centimetres; x is ahead of the figure, y up, z to its right. A pose is joint angles in degrees (``model.figure`` has their
ranges and directions), so a segment is as long in one pose as in any other. Pure arithmetic: same angles, same points.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, radians, sin

__all__ = ["MARKS", "POINTS", "SEGMENTS", "Body", "Vector", "body"]

Vector = tuple[float, float, float]
Matrix = tuple[Vector, Vector, Vector]
Frame = tuple[Matrix, Vector]
Row = tuple[str, str, Vector, tuple[tuple[str, str, float], ...]]

_ONE: Matrix = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
# segment -> the one it hangs on, where, and its joints from the outermost: (name, axis, direction for the right side)
_TRUNK: tuple[Row, ...] = (
    ("pelvis", "", (0, 0, 0), (("turn", "y", -1), ("roll", "x", 1), ("lean", "z", -1))),
    ("waist", "pelvis", (-1, 10, 0), (("waist", "z", -1), ("waist_side", "x", 1), ("waist_turn", "y", -1))),
    ("chest", "waist", (0, 12, 0), (("chest", "z", -1), ("chest_side", "x", 1), ("chest_turn", "y", -1))),
    ("neck", "chest", (-1, 24, 0), (("neck", "z", -1), ("neck_side", "x", 1), ("neck_turn", "y", -1))),
    ("head", "neck", (1, 8, 0), (("nod", "z", -1),)),
)
_LIMBS: tuple[Row, ...] = (
    ("collar", "chest", (0, 20, 3), (("blade", "y", 1), ("shrug", "x", -1))),
    ("upper_arm", "collar", (0, 0, 14), (("shoulder", "z", 1), ("shoulder_out", "x", -1), ("shoulder_turn", "y", -1))),
    ("forearm", "upper_arm", (0, -28, 0), (("elbow", "z", 1),)),
    ("hand", "forearm", (0, -25, 0), (("wrist", "z", 1),)),
    ("finger", "hand", (0, -8.5, 0), (("fingers", "z", 1),)),
    ("thigh", "pelvis", (0, 0, 8.5), (("hip", "z", 1), ("hip_out", "x", -1), ("hip_turn", "y", -1))),
    ("shank", "thigh", (0, -42, 0), (("knee", "z", -1),)),
    ("foot", "shank", (0, -41, 0), (("ankle", "z", 1), ("ankle_roll", "x", 1), ("foot_turn", "y", -1))),
    ("forefoot", "foot", (5, -3, 0), (("arch", "z", -1),)),
    ("toe", "forefoot", (8, -2.2, 0), (("toes", "z", 1),)),
    ("great_toe", "forefoot", (8.8, -2.2, -3.1), (("toes", "z", 1), ("big_toe", "z", 1), ("spread", "y", 1))),
    ("toe2", "forefoot", (8.6, -2.2, -0.9), (("toes", "z", 1), ("small_toes", "z", 1), ("spread", "y", 0.2))),
    ("toe3", "forefoot", (8.2, -2.2, 0.9), (("toes", "z", 1), ("small_toes", "z", 1), ("spread", "y", -0.3))),
    ("toe4", "forefoot", (7.5, -2.3, 2.5), (("toes", "z", 1), ("small_toes", "z", 1), ("spread", "y", -0.9))),
    ("toe5", "forefoot", (6.6, -2.4, 3.9), (("toes", "z", 1), ("small_toes", "z", 1), ("spread", "y", -1.5))),
)
SEGMENTS: tuple[str, ...] = tuple(row[0] for row in _TRUNK) + tuple(row[0] + side for row in _LIMBS for side in ("_l", "_r"))
# point -> its segment, where in it, and how thick the body is there (radius); sided ones as they are on the right
_MIDDLE: dict[str, tuple[str, Vector, float]] = {
    "head": ("head", (0.4, 8.6, 0), 8.8),
    "jaw": ("head", (3.9, 2.6, 0), 5.2),
    "head_back": ("head", (-6.0, 9, 0), 3.5),
    "nose": ("head", (9.0, 6.2, 0), 1.5),
    "neck": ("neck", (0.2, 0.5, 0), 5.4),
    "throat": ("neck", (0.8, 7.5, 0), 5.0),
    "breastbone": ("chest", (6.4, 12, 0), 4.0),
    "upper_back": ("chest", (-5.8, 12, 0), 4.0),
    "belly": ("waist", (5.6, 2, 0), 4.0),
    "low_back": ("waist", (-5.0, 3, 0), 4.0),
    "tailbone": ("pelvis", (-6.0, 2, 0), 4.0),
    "belt": ("pelvis", (0, 8, 0), 9.0),
    "pelvis": ("pelvis", (0, 0, 0), 9.0),
}
_SIDES: Mapping[str, tuple[str, Vector, float]] = {
    "ribs": ("chest", (0.5, 14, 6.2), 9.4),
    "low_ribs": ("chest", (0.6, 4, 4.8), 9.0),
    "trap": ("chest", (-1.2, 21, 5.5), 4.6),
    "loin": ("waist", (0.2, 4, 4.4), 8.4),
    "hip_top": ("pelvis", (0, 8, 5.8), 8.6),
    "hip": ("pelvis", (0, 0, 8.2), 8.6),
    "seat": ("pelvis", (-3.6, -3, 6.4), 7.2),
    "shoulder": ("upper_arm", (0, 0, 0), 5.4),
    "elbow": ("forearm", (0, 0, 0), 4.0),
    "wrist": ("hand", (0, 0, 0), 2.8),
    "hand": ("hand", (0, -6.5, 0), 2.9),
    "knuckles": ("finger", (0, 0, 0), 2.6),
    "fingers": ("finger", (0, -7.5, 0), 1.7),
    "thigh": ("thigh", (0, -2, 0), 8.4),
    "knee": ("shank", (0.3, 0, 0), 5.4),
    "calf": ("shank", (-1.4, -11, 0), 5.5),
    "ankle": ("foot", (0, 0, 0), 3.6),
    "heel": ("foot", (-4.4, -4, 0), 3.5),
    "instep": ("foot", (5.5, -2.6, 0), 3.2),
    "arch": ("forefoot", (0, 0, -1.6), 2.6),
    "ball": ("forefoot", (8, -2.2, 0), 2.3),
    "toes": ("toe", (5.6, -0.6, 0), 1.7),
    "big_ball": ("forefoot", (8.6, -2.2, -3.1), 2.3),
    "little_ball": ("forefoot", (6.6, -2.4, 3.7), 2.1),
    "big_toe": ("great_toe", (6.0, -0.5, 0), 1.8),
    "toe2": ("toe2", (5.6, -0.8, 0), 1.4),
    "toe3": ("toe3", (5.0, -0.8, 0), 1.4),
    "toe4": ("toe4", (4.4, -0.8, 0), 1.3),
    "little_toe": ("toe5", (3.8, -0.8, 0), 1.3),
}


MARKS: Mapping[str, tuple[str, Vector, float]] = {  # places that move with the body and are no part of it
    "stick_r": ("chest", (15, 18, 26), 1.0), "stick_l": ("chest", (15, 18, -26), 1.0),
}  # fmt: skip


def _mirrored(at: Vector) -> Vector:
    return (at[0], at[1], -at[2])


def _on_side(row: tuple[str, Vector, float], side: str) -> tuple[str, Vector, float]:
    segment, at, r = row
    named = segment if segment in _TRUNK_SEGMENTS else segment + side
    return named, _mirrored(at) if side == "_l" else at, r


_TRUNK_SEGMENTS = frozenset(row[0] for row in _TRUNK)
POINTS: Mapping[str, tuple[str, Vector, float]] = _MIDDLE | {
    name + side: _on_side(row, side) for side in ("_l", "_r") for name, row in _SIDES.items()
}


class Body:
    """A pose worked out: the frame of each segment, and the place of any point."""

    def __init__(self, frames: Mapping[str, Frame], moved: Vector = (0, 0, 0)) -> None:
        self._frames, self._moved = frames, moved
        self._points: dict[str, Vector] = {}

    def at(self, segment: str, place: Vector) -> Vector:
        """A place given in a segment's own directions, in the room."""
        turned, origin = self._frames[segment]
        x, y, z = place
        mx, my, mz = self._moved
        a, b, c = turned
        return (
            a[0] * x + a[1] * y + a[2] * z + origin[0] + mx,
            b[0] * x + b[1] * y + b[2] * z + origin[1] + my,
            c[0] * x + c[1] * y + c[2] * z + origin[2] + mz,
        )

    def point(self, name: str) -> Vector:
        """Where a named point is. Raises KeyError for an unknown name."""
        found = self._points.get(name)
        if found is None:
            segment, place, _ = POINTS.get(name) or MARKS[name]
            found = self._points[name] = self.at(segment, place)
        return found

    def ahead(self, segment: str) -> Vector:
        """The direction a segment calls ahead, in the room."""
        turned = self._frames[segment][0]
        return (turned[0][0], turned[1][0], turned[2][0])

    def moved(self, by: Vector) -> Body:
        """The same pose somewhere else."""
        x, y, z = self._moved
        return Body(self._frames, (x + by[0], y + by[1], z + by[2]))


def body(joints: Mapping[str, float]) -> Body:
    """The mannequin in a pose, its pelvis at the origin. Joints that are not named are at zero."""
    frames: dict[str, Frame] = {}
    for name, parent, place, turns in _TRUNK:
        frames[name] = _frame(frames.get(parent), place, [(axis, way * joints.get(j, 0.0)) for j, axis, way in turns])
    for side, sign in (("_l", -1), ("_r", 1)):
        for name, parent, (x, y, z), turns in _LIMBS:
            hangs = frames.get(parent + side) or frames[parent]
            angles = [
                (axis, way * (1 if axis == "z" else sign) * joints.get(j + side, joints.get(j, 0.0))) for j, axis, way in turns
            ]
            frames[name + side] = _frame(hangs, (x, y, sign * z), angles)
    return Body(frames)


def _frame(parent: Frame | None, place: Vector, angles: list[tuple[str, float]]) -> Frame:
    turned, origin = parent or (_ONE, (0.0, 0.0, 0.0))
    x, y, z = place
    a, b, c = turned
    start = (
        a[0] * x + a[1] * y + a[2] * z + origin[0],
        b[0] * x + b[1] * y + b[2] * z + origin[1],
        c[0] * x + c[1] * y + c[2] * z + origin[2],
    )
    for axis, angle in angles:
        if angle:
            turned = _turned(turned, axis, angle)
    return turned, start


def _turned(m: Matrix, axis: str, angle: float) -> Matrix:
    """m times a turn about its own axis: two of its columns mix."""
    c, s = cos(radians(angle)), sin(radians(angle))
    if axis == "z":
        return tuple((r[0] * c + r[1] * s, r[1] * c - r[0] * s, r[2]) for r in m)  # type: ignore[return-value]
    if axis == "x":
        return tuple((r[0], r[1] * c + r[2] * s, r[2] * c - r[1] * s) for r in m)  # type: ignore[return-value]
    return tuple((r[0] * c - r[2] * s, r[1], r[2] * c + r[0] * s) for r in m)  # type: ignore[return-value]
