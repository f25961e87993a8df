"""What is really there in each runner, and the answers that draws them to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisor.model.base import KnowledgeBase
from advisor.model.condition import AtMost, Condition, Kind, Leaf, Not, Op
from advisor.model.knowledge import SIDES, Question, Rule
from advisor.population.chance import Chance
from advisor.population.likelihood import Likeness, compare, gravity, scaled

__all__ = ["Causes", "grid_of"]

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Wish:
    """Where a leaf is read: ``fits`` says which values make it true; a wish of a ``not`` is for the others."""

    leaf: Leaf
    true: bool


def grid_of(question: Question) -> list[int]:
    """What can be drawn: options, bits, or numbers (about sixty over the range, in units of the last decimal)."""
    if question.type != "number":
        return list(range(len(question.options)))
    low, high = (round(end * question.scale) for end in question.range or (0.0, 100.0))
    step = max(1, (high - low) // 60)
    return list(range(low, high + 1, step))


class Causes:
    """The rules that hold in each runner, drawn at once."""

    def __init__(self, knowledge: KnowledgeBase, chance: Chance, likeness: Likeness) -> None:
        self.kb, self.chance, self.like = knowledge, chance, likeness
        self._weighed: dict[tuple[str, str], list[tuple[Bools, NDArray[np.int8]]]] = {}
        self._draw()

    def _raised(self, question: Question, scope: str, place: int) -> tuple[Bools, int]:
        """Who is drawn to a place of the grid; and how grave the rules are that read it (:func:`gravity`)."""
        drawn, kind = np.zeros(self.chance.count, np.bool_), 0
        for here, fits in self._weighed.get((question.id, scope), ()):
            if fits[place]:
                drawn |= here
                kind = max(kind, int(fits[place]))
        return drawn, kind

    def weight(self, question: Question, scope: str, place: int, prior: float) -> Floats:
        """How strongly each runner is drawn to a place of the grid."""
        drawn, kind = self._raised(question, scope, place)
        low = self.like.lowered[kind]
        return prior * np.where(drawn, self.like.raised * (1.0 if kind <= 1 else max(low, 0.05)), low)

    # ------------------------------------------------------------- what their rules read
    def _draw(self) -> None:
        """Which rules hold in whom, and, per question and scope, who is drawn to which values."""
        rules = [rule for rule in self.kb.active_rules if rule.is_safety or rule.pattern]
        patterns = sum(not rule.is_safety for rule in rules) or 1
        flags = len(rules) - patterns or 1
        for rule in rules:
            share = self.like.flags / flags if rule.is_safety else self.like.patterns / patterns
            scopes: tuple[str, ...] = {"side": SIDES, "symptom": tuple(self.kb.symptoms)}.get(rule.per, ("",))
            one = self.chance.uniform()
            there = one < share
            which = np.minimum(
                (one / (share or 1.0) * len(scopes)).astype(np.int64), len(scopes) - 1
            )  # the scope, by the same number
            both = self.chance.uniform() < 0.35
            for place, scope in enumerate(scopes):
                here = there & ((which == place) | (both & (rule.per == "side")))
                self._drawn(rule, scope, here)

    def _drawn(self, rule: Rule, scope: str, here: Bools) -> None:
        for wish in self._wishes(rule.when, True):
            leaf = wish.leaf
            if leaf.kind is not Kind.QUESTION or leaf.name not in self.kb.questions:
                continue
            question = self.kb.questions[leaf.name]
            for place in self._places(question, leaf, scope):
                fits = self._fits(question, wish)
                if fits is not None:
                    kind = np.int8(gravity(rule))
                    self._weighed.setdefault((question.id, place), []).append((here, np.where(fits, kind, np.int8(0))))

    def _wishes(self, condition: Condition, true: bool) -> Iterator[_Wish]:
        """Leaves with what they should be; signs are read through."""
        if isinstance(condition, Leaf):
            if condition.kind is Kind.SIGN:
                yield from self._wishes(self.kb.signs[condition.name].when, true == (condition.values != ("no",)))
            else:
                yield _Wish(condition, true)
        elif isinstance(condition, Not):
            yield from self._wishes(condition.child, not true)
        else:
            for child in condition.children:
                yield from self._wishes(child, true != isinstance(condition, AtMost))

    def _places(self, question: Question, leaf: Leaf, scope: str) -> tuple[str, ...]:
        if question.per == "whole":
            return ("",)
        if question.per == "side":
            return (scope,) if scope in SIDES else SIDES
        if leaf.symptom not in (None, "any"):
            return (str(leaf.symptom),)
        return (scope,) if scope in self.kb.symptoms else tuple(self.kb.symptoms)

    def _fits(self, question: Question, wish: _Wish) -> Bools | None:
        """Which places of the grid make a leaf true (or false); None where that cannot be said of one answer."""
        leaf, grid = wish.leaf, grid_of(question)
        if leaf.other is not None or leaf.op in (Op.GAP_AT_LEAST, Op.GAP_MORE_THAN, Op.HURT, Op.ANSWERED):
            return None
        if leaf.op is Op.IS:
            names = list(question.options)
            fits = np.array([names[place] in leaf.values for place in grid], np.bool_)
            if question.type == "multi" and not wish.true:
                return np.full(len(grid), "none" in leaf.values)  # not ticked is usual; "not none" is any tick
        else:
            fits = np.array([compare(leaf.op, value, scaled(question, leaf)) for value in grid], np.bool_)
        return fits if wish.true or (question.type == "multi" and "none" in leaf.values) else ~fits
