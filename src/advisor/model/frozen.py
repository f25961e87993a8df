"""What the types share that are checked as they are made: the knowledge, figures, and what a consultation gives."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

__all__ = ["Frozen"]


class Frozen(BaseModel):
    """Base of these types: immutable, no unknown keys."""

    # validators are built at their first use: a process needs few of the models, and building all costs each start 20 ms
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)
