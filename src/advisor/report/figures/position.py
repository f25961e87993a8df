"""One of a figure's two positions: where all its points are, worked out once for everything that is drawn of it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from advisor.model.figure import Figure, Kit
from advisor.model.mannequin import POINTS, Body
from advisor.model.touching import HIGH, Placed, named, place
from advisor.report.figures.shapes import Ball, Camera, Disc
from advisor.report.figures.things import extent

__all__ = ["Position"]

_FOOT_SEGMENTS = frozenset({"shank", "foot", "forefoot", "toe", "great_toe", "toe2", "toe3", "toe4", "toe5"})


class Position:
    """A position in the room, with what stands around it then."""

    def __init__(self, figure: Figure, phase: Literal["start", "end"], ready: Mapping[str, Mapping[str, float]]) -> None:
        self.figure, self.phase = figure, phase
        self.placed: Placed = place(figure, phase, ready)
        self.kit: list[Kit] = [item for item in figure.kit if item.only in (None, phase)]

    @property
    def body(self) -> Body:
        return self.placed.body

    @cached_property
    def balls(self) -> dict[str, Ball]:
        """Every point of the body."""
        return {name: (self.body.point(name), r) for name, (_, _, r) in POINTS.items()}

    @cached_property
    def seen(self) -> list[Disc]:
        """The same as the figure's camera sees them, in its own units."""
        return Camera(*self.figure.camera).discs(self.balls.values())

    @cached_property
    def tall(self) -> float:
        """How high a wall is drawn; nothing where nothing stands around."""
        return max([at[1] + r for at, r in self.balls.values()]) + 8 if self.figure.kit else 0.0

    @property
    def close(self) -> bool:
        """Whether it is shown close up."""
        return bool(self.figure.zoom) and self.phase == "end"

    @cached_property
    def foot(self) -> str:
        """The side of the foot a close-up shows; empty for anything else."""
        zoom = self.figure.zoom
        if self.close and all(POINTS[named(name)[0]][0][:-2] in _FOOT_SEGMENTS for name in zoom):
            return zoom[0][-2:]
        return ""

    @cached_property
    def mat(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """How far the mat reaches: under all that is low, and under the furniture."""
        above = self.figure.camera[1] >= 60
        low = [at for at, r in self.balls.values() if above or at[1] - r < 12] or [self.body.point("pelvis")]
        low += [at for item in self.kit if item.kind in HIGH and item.kind != "pillow" for at in extent(item, self.body, 0)]
        xs, zs = [p[0] for p in low], [p[2] for p in low]
        edge = 40 if self.foot else 9
        if max(xs) - min(xs) > 0.8 * (max(zs) - min(zs)):  # outstretched arms need no mat
            zs = [max(-27.0, min(27.0, z)) for z in zs]
        return (min(xs) - edge, max(xs) + edge), (min(zs) - edge, max(zs) + edge)
