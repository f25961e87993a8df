"""A runner of whom little is known: which signs must be true, and which may be, for one age, sex and test result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from advisor.model.base import KnowledgeBase
from advisor.model.condition import All, Any_, AtLeast, AtMost, Condition, Kind, Leaf, Not, Op, SideMode, walk_leaves
from advisor.model.knowledge import Question
from advisor.model.reach import leaves_through_signs

__all__ = ["Values", "World", "direct_signs", "marks_of"]

Values = tuple[Any, ...]
_Could = tuple[bool, bool]
"""Whether a condition could be true, and whether it could be false; neither where a sign does not apply."""
_FREE: _Could = (True, True)


def direct_signs(knowledge: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    """Question to the signs whose own condition reads it, other signs not opened."""
    found: dict[str, dict[str, None]] = {}
    for name, sign in knowledge.signs.items():
        for leaf in walk_leaves(sign.when):
            if leaf.kind is Kind.QUESTION:
                found.setdefault(leaf.name, {})[name] = None
    return {question: tuple(names) for question, names in found.items()}


def marks_of(knowledge: KnowledgeBase, signs: Iterable[str]) -> dict[str, set[str]]:
    """The questions that these signs read, each with the numbers it is compared with, as decimal text."""
    found: dict[str, set[str]] = {}
    for name in signs:
        sign = knowledge.signs[name]
        for condition in (sign.when, sign.applies_if):
            for leaf in leaves_through_signs(condition, knowledge.signs) if condition is not None else ():
                if leaf.kind is Kind.QUESTION:
                    numbers = leaf.values if leaf.other is None and _is_number(knowledge, leaf) else ()
                    found.setdefault(leaf.name, set()).update(numbers)
    return found


def _is_number(knowledge: KnowledgeBase, leaf: Leaf) -> bool:
    plain = leaf.op not in (Op.GAP_AT_LEAST, Op.GAP_MORE_THAN, Op.HURT, Op.ANSWERED)
    return plain and knowledge.questions[leaf.name].type == "number"


@dataclass(frozen=True)
class World:
    """Answers of one runner: question to a value, or to a pair (this side, the other side) where it is sided."""

    knowledge: KnowledgeBase
    known: Mapping[str, Any]

    def flagged(self, signs: Iterable[str]) -> tuple[bool, bool]:
        """Whether some sign must be true, and whether some may be."""
        found = [self._sign(name, 0) for name in signs]
        return any(true and not false for true, false in found), any(true for true, _ in found)

    def _sign(self, name: str, side: int) -> _Could:
        sign = self.knowledge.signs[name]
        if sign.applies_if is not None and not self._could(sign.applies_if, side)[0]:
            return False, False
        return self._could(sign.when, side)

    def _could(self, condition: Condition, side: int) -> _Could:
        if isinstance(condition, Leaf):
            return self._leaf(condition, side)
        if isinstance(condition, Not):
            true, false = self._could(condition.child, side)
            return false, true
        parts: list[_Could] = []
        settled = {All: (False, True), Any_: (True, False)}.get(type(condition))
        for child in condition.children:
            parts.append(self._could(child, side))
            if parts[-1] == settled:  # one false settles an all, one true an any
                return parts[-1]
        can_true, can_false = sum(true for true, _ in parts), sum(false for _, false in parts)
        if isinstance(condition, AtMost):
            must_true = sum(true and not false for true, false in parts)
            return must_true <= condition.n and can_false + can_true >= condition.known, can_true > condition.n
        needed = {All: len(parts), Any_: 1}.get(type(condition), condition.n if isinstance(condition, AtLeast) else 1)
        return can_true >= needed, can_false >= len(parts) - needed + 1

    def _leaf(self, leaf: Leaf, side: int) -> _Could:
        if leaf.side is SideMode.OTHER:
            side = 1 - side
        if leaf.kind is Kind.SIGN:
            true, false = self._sign(leaf.name, side)
            return (false, true) if leaf.values == ("no",) else (true, false)
        if leaf.kind is not Kind.QUESTION or leaf.name not in self.known or leaf.op is Op.ANSWERED:
            return _FREE
        question = self.knowledge.questions[leaf.name]
        if leaf.op is Op.HURT:
            return False, True
        if leaf.side in (SideMode.EITHER, SideMode.BOTH):
            pair = [self._read(leaf, question, one) for one in (0, 1)]
            return (any if leaf.side is SideMode.EITHER else all)(true for true, _ in pair), any(false for _, false in pair)
        return self._read(leaf, question, side)

    def _read(self, leaf: Leaf, question: Question, side: int) -> _Could:
        value = self._value(leaf.name, side)
        if leaf.op in (Op.GAP_AT_LEAST, Op.GAP_MORE_THAN):
            other = self._value(leaf.name, 1 - side)
            fits = _gap(leaf, question, value, other)
        elif leaf.other is not None:
            if leaf.other not in self.known:
                return _FREE
            second = self.knowledge.questions[leaf.other]
            limit = Fraction(Decimal(leaf.values[0])) * Fraction(self._value(leaf.other, side), second.scale)
            fits = _compared(leaf.op, Fraction(value, question.scale), [limit])
        elif isinstance(value, tuple):
            fits = any(not value if wanted == "none" else wanted in value for wanted in leaf.values)
        elif isinstance(value, str):
            fits = value in leaf.values
        else:
            fits = _compared(leaf.op, value, [_limit(question.scale, text) for text in leaf.values])
        return fits, not fits

    def _value(self, name: str, side: int) -> Any:
        found = self.known[name]
        sided = self.knowledge.questions[name].per == "side"
        paired = isinstance(found, tuple) and len(found) == 2 and name not in ("age", "sex")
        return found[side if sided else 0] if paired else found


def _gap(leaf: Leaf, question: Question, here: int, there: int) -> bool:
    gap = there - here if question.better == "high" else here - there
    size = Fraction(Decimal(leaf.values[0]))
    reached, needed = (100 * gap, size * max(here, there)) if leaf.percent else (gap, size * question.scale)
    return reached >= needed if leaf.op is Op.GAP_AT_LEAST else reached > needed


@cache
def _limit(scale: int, text: str) -> int:
    return int(Decimal(text) * scale)


def _compared(op: Op, value: Any, limits: list[Any]) -> bool:
    first = limits[0]
    if op is Op.BETWEEN:
        return bool(first <= value <= limits[-1])
    if op is Op.LESS_THAN:
        return bool(value < first)
    if op is Op.AT_LEAST:
        return bool(value >= first)
    if op is Op.MORE_THAN:
        return bool(value > first)
    return bool(value <= first if op is Op.AT_MOST else value == first)
