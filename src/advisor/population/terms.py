"""What a finding is made of: contributions, effects on it, and two checks on tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from advisor.population.discrete import Discrete, Value
from advisor.population.readings import NO_TEST_LOW

__all__ = ["Effect", "Term", "never", "plain"]


@dataclass
class Effect:
    """Something that acts while a rule is in force: ``sources`` are what it hangs on, by ``edge`` of ``name``."""

    sources: list[Value]
    name: str
    factor: float = 1.0


@dataclass
class Term:
    """One rule's part in one finding, on one side."""

    sources: list[Value]
    certainty: float = 0.0
    ceiling: float = 1.0
    share: float | None = None
    yields: list[Value] = field(default_factory=list)

    @property
    def inputs(self) -> list[Value]:
        return [*self.sources, *self.yields]


def never(value: Value) -> bool:
    """Whether a pattern can never stand: its certainty is nowhere above 0."""
    return isinstance(value, Discrete) and not (value.fields["cf"] > 0).any()


def plain(fields: dict[str, Any]) -> dict[str, Any]:
    """Two or more tests behind are written in one way, so that equal codes meet."""
    if "lo" in fields:
        many = np.asarray(fields["hi"]) > np.asarray(fields["lo"])
        fields["lo"] = np.where(many, 0, fields["lo"])
        fields["hi"] = np.where(many, NO_TEST_LOW, fields["hi"])
    return fields
