"""A runner's answers, and the state of each question that rules see (DESIGN 4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from advisor.model.knowledge import SIDES

__all__ = ["AnswerSheet", "State", "Value", "scopes_text"]


class State(Enum):
    """What is known of one question in one scope."""

    KNOWN = "known"
    HURT = "hurt"
    UNKNOWN = "unknown"
    NOT_ASKED = "not asked"
    NOT_RELEVANT = "not relevant"


Value = int | str | tuple[str, ...]
"""A known value: a number in units of the last decimal, an option id, or the ids ticked."""


@dataclass(frozen=True)
class AnswerSheet:
    """Answers by (question, scope). The scope is ``""``, ``left``, ``right`` or a symptom id.

    A value is a :data:`Value`, ``State.HURT`` or ``State.UNKNOWN``; what is missing was not asked.
    """

    values: Mapping[tuple[str, str], Value | State] = field(default_factory=dict)

    def get(self, question: str, scope: str = "") -> Value | State:
        return self.values.get((question, scope), State.NOT_ASKED)

    def with_answer(self, question: str, scope: str, value: Value | State) -> AnswerSheet:
        return AnswerSheet({**self.values, (question, scope): value})

    def scopes(self, question: str) -> list[str]:
        """Scopes that have an answer, sides in the order left, right."""
        found = [scope for name, scope in self.values if name == question]
        return sorted(found, key=lambda s: (SIDES.index(s) if s in SIDES else 2, s))


def scopes_text(scope: str) -> str:
    return f" ({scope})" if scope else ""
