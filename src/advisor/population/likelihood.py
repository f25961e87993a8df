"""What is common in people: shares, weights of answers, and their fitting to declared shares. The same on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.model.condition import Leaf, Op
from advisor.model.knowledge import LEVELS, Question, Rule

__all__ = ["Likeness", "compare", "fitted", "gravity", "hump", "scaled"]

Floats = NDArray[np.float64]
_ROUNDS = 25
_WHOLE = 2.0**36


@dataclass(frozen=True)
class Likeness:
    """Shares between 0 and 1 of what a population is like; ``unknown`` is that of answers, safety aside."""

    unknown: float = 0.05
    unknown_safety: float = 0.0005
    tests_left_out: float = 0.35
    hurt: float = 0.01
    safety_open: float = 0.05
    patterns: float = 1.0
    flags: float = 0.5
    alike_sides: float = 0.7
    raised: float = 12.0
    lowered: tuple[float, ...] = (1.0, 0.1, 0.2, 0.05, 0.01, 0.001)
    """By the gravest rule that reads an answer: none, pattern, gate or skip, caution, soon, urgent or emergency."""


def fitted(weights: Floats, shares: Sequence[float]) -> Floats:
    """Weights (options, people) as chances whose mean over all people is each option's share, as near as 25 rounds come.

    The rows are scaled, then the columns brought to a sum of 1, in turn (iterative proportional fitting). Means are sums of whole
    numbers, so that no machine adds them up in another order.
    """
    found = np.array(weights, np.float64)
    total = sum(shares) or 1.0
    for _ in range(_ROUNDS):
        found = found / _column_sums(found)
        for row, share in enumerate(shares):
            mean = int(np.sum((found[row] * _WHOLE).astype(np.int64))) / (_WHOLE * found.shape[1])
            found[row] = found[row] * (share / total / mean) if mean else 0.0
    fitted_to_one: Floats = found / _column_sums(found)
    return fitted_to_one


def _column_sums(array: Floats) -> Floats:
    """One row after the other; 1 where nothing is left."""
    total: Floats = np.zeros(array.shape[1])
    for row in array:
        total = total + row
    return np.where(total > 0, total, 1.0)


def gravity(rule: Rule) -> int:
    """How grave a rule is: a place in :attr:`Likeness.lowered`."""
    if not rule.is_safety:
        return 1
    return 2 if rule.refer is None else min(2 + LEVELS.index(rule.refer.level), 5)


def hump(question: Question, value: int) -> float:
    """How common a number is, by where it lies in its range: worked out with + - * / alone, so equal on every machine."""
    low, high = (end * question.scale for end in question.range or (0.0, 100.0))
    centre = 0.06 if question.unit == "km" else 0.8 if question.better == "high" else 0.3
    away = ((value - low) / (high - low or 1.0) - centre) / 0.16
    square = 1.0 / (1.0 + away * away)
    return square * square * square


def scaled(question: Question, leaf: Leaf) -> list[int]:
    """The numbers a leaf compares with, in units of the last decimal (cut)."""
    return [int(Decimal(value) * question.scale) for value in leaf.values] if question.type == "number" else []


def compare(op: Op, value: Any, numbers: list[int]) -> Any:
    if op is Op.AT_LEAST:
        return value >= numbers[0]
    if op is Op.MORE_THAN:
        return value > numbers[0]
    if op is Op.AT_MOST:
        return value <= numbers[0]
    if op is Op.LESS_THAN:
        return value < numbers[0]
    if op is Op.BETWEEN:
        return (value >= numbers[0]) & (value <= numbers[1])
    return value == numbers[0] if numbers else False
