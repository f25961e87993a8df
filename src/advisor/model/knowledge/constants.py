"""kb.yaml: who a knowledge base is, and its numbers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from advisor.model.frozen import Frozen
from advisor.model.knowledge.terms import BASES, Text


class Constants(Frozen):
    """The numbers of DESIGN section 4; certainties between 0 and 1.

    ``given`` names questions (age, sex) that count as answered when we ask whether one test alone can make a rule true.
    """

    symptom_cap: float = 0.40
    cap: float = 0.85
    no_test_cap: float = 0.40
    one_test_cap: float = 0.60
    hidden: float = 0.20
    likely: float = 0.40
    strong: float = 0.65
    stands: float = 0.20
    against: float = -0.20
    evidence_against_ceiling: float = 0.40
    limit: float = 0.99
    pattern_ceiling: float = 0.60
    millionths: Literal[1_000_000] = 1_000_000
    bases: dict[str, float] = Field(default_factory=lambda: dict(BASES))
    given: tuple[str, ...] = ()


class PlanConstants(Frozen):
    """The numbers of DESIGN section 8."""

    places: int = 8
    fewest: int = 5
    secondary_share: float = 0.5
    start_with_factor: float = 1.5
    max_pain: int = 3
    drill_max_level: int = 3
    changes_per_week: int = 2
    weeks: int = 4


class KbInfo(Frozen):
    """kb.yaml: who this knowledge base is, and the numbers of DESIGN section 4 and 8."""

    name: Text
    version: Text
    minimum_advisor: Text
    constants: Constants = Constants()
    plan: PlanConstants = PlanConstants()
    maintenance: tuple[str, ...] = ()
