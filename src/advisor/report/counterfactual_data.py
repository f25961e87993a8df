"""What would change a finding, and what other answers would move, as plain data for JSON: answers as in an answers file."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from advisor.model.base import KnowledgeBase
from advisor.model.counterfactual import Answer, AnswerChange, ChangeSet, FindingChanges, FindingMove, WhatIf, WouldChange
from advisor.model.knowledge import Question

__all__ = ["changes_data", "what_if_data"]


def changes_data(kb: KnowledgeBase, found: Iterable[FindingChanges]) -> list[dict[str, Any]]:
    """One object for each finding, in the order given."""
    return [
        {"finding": one.finding, "side": one.side, "role": one.role, "band": one.band,
         "otherwise": _would(kb, one.otherwise), "now": _would(kb, one.now)}
        for one in found
    ]  # fmt: skip


def _would(kb: KnowledgeBase, kind: WouldChange) -> dict[str, Any]:
    return {
        "answers": kind.size, "tried": kind.tried, "count": kind.count, "exact": kind.exact,
        "sets": [_set(kb, one) for one in kind.sets],
    }  # fmt: skip


def _set(kb: KnowledgeBase, one: ChangeSet) -> dict[str, Any]:
    return {"answers": [_change(kb, change) for change in one.answers], "role": one.role, "band": one.band}


def _change(kb: KnowledgeBase, change: AnswerChange) -> dict[str, Any]:
    question = kb.questions[change.question]
    found = {
        "question": change.question, "scope": change.scope, "was": _plain(question, change.was),
        "becomes": _plain(question, change.becomes),
    }  # fmt: skip
    if change.low is not None and change.high is not None:
        found |= {"from": _number(question, change.low), "to": _number(question, change.high)}
    return found


def _plain(question: Question, answer: Answer) -> Any:
    """As an answers file writes it; null where it was not asked."""
    if answer.value is None:
        return None if answer.state == "not asked" else answer.state
    if isinstance(answer.value, int):
        return _number(question, answer.value)
    return (list(answer.value) or "none") if isinstance(answer.value, tuple) else answer.value


def _number(question: Question, value: int) -> float | int:
    return float(Decimal(value) / question.scale) if question.decimals else value


def what_if_data(kb: KnowledgeBase, found: WhatIf, only: Iterable[tuple[str, str]] | None = None) -> dict[str, Any]:
    """A what-if; findings, patterns and plan only where they may be told. ``only``: findings to tell about, without the plan."""
    wanted = None if only is None else set(only)
    data: dict[str, Any] = {
        "answers": [_change(kb, change) for change in found.answers],
        "safety": {
            "before": found.before.model_dump(), "after": found.after.model_dump(),
            "moves": [move.model_dump() for move in found.safety],
        },
    }  # fmt: skip
    if found.told:
        for key, moves in (("findings", found.findings), ("patterns", found.patterns)):
            data[key] = [_move(move) for move in moves if wanted is None or (move.finding, move.side) in wanted]
        if wanted is None:
            data["plan"] = found.plan.model_dump(mode="json") if found.plan else None
    return data


def _move(move: FindingMove) -> dict[str, Any]:
    return move.model_dump(mode="json")
