"""What a figure file says: two poses of a mannequin as joint angles, what stands around it, what to watch (docs/figures.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from advisor.model.knowledge import Frozen, Id, YesNo

__all__ = ["JOINTS", "PLACES", "SIDED", "VIEWS", "Figure", "Kit", "Pose", "Watch", "joint_range"]

Words = Annotated[str, StringConstraints(min_length=1, max_length=240, strip_whitespace=True)]
Number = Annotated[float, Field(ge=-400, le=400)]

# Joint -> smallest and largest angle in degrees. Zero is standing upright, arms hanging, feet ahead; beside it: what plus is.
WHOLE: Mapping[str, tuple[float, float]] = {
    "lean": (-180, 180),  # the pelvis: tipped forward (face down is 90), on the back -90
    "roll": (-180, 180),  # tipped to the right (lying on the right side is 90)
    "turn": (-360, 360),  # turned to the right about the upright line
    "waist": (-35, 60), "waist_side": (-30, 30), "waist_turn": (-15, 15),  # bent forward, to the right, turned right
    "chest": (-30, 45), "chest_side": (-30, 30), "chest_turn": (-45, 45),
    "neck": (-60, 55), "neck_side": (-40, 40), "neck_turn": (-75, 75),
    "nod": (-25, 25),  # chin to the throat
}  # fmt: skip
SIDED: Mapping[str, tuple[float, float]] = {
    "hip": (-30, 135),  # thigh forward
    "hip_out": (-40, 60),  # thigh away from the middle
    "hip_turn": (-50, 60),  # knee turned outward
    "knee": (-5, 155),  # bent
    "ankle": (-60, 45),  # toes toward the shin
    "ankle_roll": (-25, 40),  # sole turned inward
    "foot_turn": (-35, 35),  # front of the foot turned outward
    "arch": (-8, 18),  # arch raised
    "toes": (-40, 85), "big_toe": (-40, 85), "small_toes": (-40, 85),  # lifted; the last two add to the first
    "spread": (0, 20),  # toes fanned
    "blade": (-25, 25),  # shoulder blade forward round the ribs
    "shrug": (-12, 30),  # shoulder up
    "shoulder": (-60, 185),  # arm forward and up
    "shoulder_out": (-60, 180),  # arm away from the middle
    "shoulder_turn": (-100, 110),  # arm turned outward
    "elbow": (-5, 155),  # bent
    "wrist": (-90, 90),  # hand tipped forward of the forearm
    "fingers": (-100, 110),  # curled forward
}  # fmt: skip
JOINTS: frozenset[str] = frozenset(WHOLE) | {name + side for name in SIDED for side in ("", "_l", "_r")}
# View -> degrees round the figure (0: its right side, 90: its front) and degrees above the floor.
VIEWS: Mapping[str, tuple[float, float]] = {
    "side": (0, 8), "front": (90, 8), "back": (-90, 8), "corner": (35, 14), "back_corner": (-35, 14), "above": (0, 90),
}  # fmt: skip


def joint_range(name: str) -> tuple[float, float]:
    """The human range of a joint, written with or without its side."""
    return WHOLE.get(name) or SIDED[name.removesuffix("_l").removesuffix("_r")]


class Pose(Frozen):
    """One position. ``pose`` names a ready pose of ``poses.yaml``; ``joints`` are changes to it, in degrees.

    A joint without ``_l`` or ``_r`` holds for both sides. ``stand`` is the point that stays at ``at`` (x, z in cm);
    ``on`` what it rests on, ``up`` how far above that it is (a hop). ``touch`` says what else must touch what: it is
    checked, never bent to fit.
    """

    pose: Id | None = None
    joints: dict[str, Number] = Field(default_factory=dict)
    stand: str | None = None
    on: str | None = None
    at: tuple[Number, Number] | None = None
    up: Annotated[float, Field(ge=0, le=40)] = 0
    touch: dict[str, str] = Field(default_factory=dict)
    words: Words = "-"


class Kit(Frozen):
    """A thing beside the mannequin; lengths in cm, x ahead of it, z to its right."""

    kind: Literal[
        "wall", "chair", "step", "bed", "pillow", "box", "ball", "band", "loop", "stick", "weight", "ruler", "clock", "phone",
        "prints",
    ] = Field(alias="is")  # fmt: skip
    x: Number | tuple[Number, Number] | None = None
    z: Number | tuple[Number, Number] | None = None
    high: Annotated[float, Field(ge=0, le=220)] | None = None
    size: Annotated[float, Field(gt=0, le=80)] | None = None
    through: tuple[str | tuple[Number, Number, Number], ...] = ()
    only: Literal["start", "end"] | None = None
    front: YesNo = False


# How many places ``through`` must name for a thing that stands nowhere by itself.
PLACES: Mapping[str, int] = {"band": 2, "loop": 2, "stick": 2, "ruler": 2, "weight": 1, "clock": 1, "prints": 1}


class Watch(Frozen):
    """Where to look, and what for."""

    at: str
    words: Words


class Arrow(Frozen):
    """An arrow that is no path of a point: it starts off ``at`` by ``off`` and goes ``way`` (cm: ahead, up, right).

    ``rise`` bends it upward by so many cm; it stands in the second position unless ``only`` says ``start``.
    """

    at: str
    way: tuple[Number, Number, Number]
    off: tuple[Number, Number, Number] = (0, 0, 0)
    both: YesNo = False
    rise: Annotated[float, Field(ge=-60, le=60)] = 0
    only: Literal["start", "end"] = "end"


class Figure(Frozen):
    """The picture of one exercise or self-test: start, end, arrows, target muscles, the thing to watch."""

    id: str = ""
    view: str | tuple[Number, Number] = "side"
    start: Pose
    end: Pose
    kit: tuple[Kit, ...] = ()
    moves: tuple[str, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    works: Literal["left", "right", "both"] = "both"
    tint: tuple[str, ...] | None = None
    watch: Watch
    zoom: tuple[str, ...] = ()
    eyes: Literal["open", "closed"] = "open"
    front: tuple[str, ...] = ()

    @property
    def camera(self) -> tuple[float, float]:
        """Degrees round the figure and above the floor."""
        return VIEWS[self.view] if isinstance(self.view, str) else self.view

    def alt(self, name: str) -> str:
        """The picture in words."""
        return f"{name}. Start: {self.start.words} Then: {self.end.words} Watch: {self.watch.words}"
