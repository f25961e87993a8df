"""The words and kinds of value that all a coach writes is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, StringConstraints

Side = Literal["left", "right", "whole"]
SIDES: tuple[Literal["left", "right"], ...] = ("left", "right")
Role = Literal["dominant", "dormant"]
REGIONS: tuple[str, ...] = (
    "foot", "ankle", "shin", "calf", "knee", "thigh", "hip", "trunk", "spine", "back", "breathing", "neck",
    "shoulder_girdle", "chest", "shoulder", "arm",
)  # fmt: skip
STAGES: tuple[str, ...] = ("breath", "foot", "calf", "hip", "trunk", "shoulder_girdle", "integration", "drill")
EXERCISE_TAGS: tuple[str, ...] = (
    "impact", "hop", "breath_hold", "balloon", "end_range_arm", "supine", "prone", "plank", "eyes_closed", "head_down",
    "loaded_twist", "single_leg", "barefoot", "drill", "balance",
)  # fmt: skip
POSTURES: tuple[str, ...] = (
    "seated", "supine", "prone", "side_lying", "quadruped", "prone_plank", "side_plank", "standing", "split_stance", "single_leg",
    "step", "running_drill",
)  # fmt: skip
KIT: tuple[str, ...] = ("band", "loop_band", "ball", "step", "stick", "weight", "mirror", "watch", "pack")
BASES: Mapping[str, float] = {
    "SR": 0.60, "RCT": 0.60, "COH": 0.55, "CC": 0.45, "EMG": 0.40, "TRAD": 0.30, "SEED": 0.25, "EXP": 0.25,
}  # fmt: skip

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]{0,59}$")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]


def _yes_no(value: Any) -> Any:
    if value == "yes":
        return True
    if value == "no":
        return False
    if isinstance(value, bool):
        raise ValueError("write yes or no")
    return value


YesNo = Annotated[bool, BeforeValidator(_yes_no)]


def _pair(value: Any) -> Any:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return (value, value)
    if not isinstance(value, (list, tuple)):
        raise ValueError("a number, or [low, high], is wanted here")
    return value


Span = Annotated[tuple[float, float], BeforeValidator(_pair)]
