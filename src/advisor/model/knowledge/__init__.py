"""The knowledge base as frozen types: what a coach writes, checked (docs/rule-format.md)."""

from __future__ import annotations

from advisor.model.frozen import Frozen
from advisor.model.knowledge.constants import Constants, KbInfo, PlanConstants
from advisor.model.knowledge.exercises import Dose, Emg, Exercise, Fault, Phase, Variant
from advisor.model.knowledge.muscles import Muscle
from advisor.model.knowledge.questions import Question, Sign, Symptom
from advisor.model.knowledge.rules import Conclude, Discount, Exclude, Flag, FlagHead, Limit, Refer, Reviewed, Rule, Shares, Words
from advisor.model.knowledge.selftests import Instead, Norm, Normal, SelfTest, Typical
from advisor.model.knowledge.sources import Evidence, Source
from advisor.model.knowledge.terms import (
    BASES,
    EXERCISE_TAGS,
    KIT,
    POSTURES,
    REGIONS,
    SIDES,
    STAGES,
    Id,
    Role,
    Side,
    Span,
    Text,
    YesNo,
)
from advisor.model.levels import LEVELS, Level

__all__ = [
    "BASES", "EXERCISE_TAGS", "KIT", "LEVELS", "POSTURES", "REGIONS", "SIDES", "STAGES", "Conclude", "Constants", "Discount",
    "Dose", "Emg", "Evidence", "Exclude", "Exercise", "Fault", "Flag", "FlagHead", "Frozen", "Id", "Instead", "KbInfo", "Level",
    "Limit", "Muscle", "Norm", "Normal", "Phase", "PlanConstants", "Question", "Refer", "Reviewed", "Role", "Rule", "SelfTest",
    "Shares", "Side", "Sign", "Source", "Span", "Symptom", "Text", "Typical", "Variant", "Words", "YesNo",
]  # fmt: skip
