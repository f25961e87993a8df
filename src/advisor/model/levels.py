"""How urgent a matter of safety is: from nothing to an emergency."""

from __future__ import annotations

from typing import Literal

__all__ = ["LEVELS", "Level"]

Level = Literal["none", "caution", "soon", "urgent", "emergency"]
LEVELS: tuple[Level, ...] = ("none", "caution", "soon", "urgent", "emergency")
