"""What all model types share, apart from the knowledge itself: a report's words need nothing of that to be printed."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

__all__ = ["LEVELS", "Frozen", "Level"]

Level = Literal["none", "caution", "soon", "urgent", "emergency"]
LEVELS: tuple[Level, ...] = ("none", "caution", "soon", "urgent", "emergency")


class Frozen(BaseModel):
    """Base of all model types: immutable, no unknown keys."""

    # validators are built at their first use: a process needs few of the models, and building all costs each start 20 ms
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)
