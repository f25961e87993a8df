"""One population for two rule bases: answers of one read in the terms of the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from advisor.model.answers import State, Value
from advisor.model.base import KnowledgeBase
from advisor.population.columns import HURT, NOT_ASKED, UNKNOWN, Column, Columns
from advisor.population.runners import Likeness, runners

__all__ = ["Terms", "people_of"]


def people_of(before: KnowledgeBase, after: KnowledgeBase, count: int, seed: int, likeness: Likeness | None = None) -> Columns:
    """Plausible runners for two bases, in the terms of :class:`Terms`: drawn from the new one's rules and priors; what only the
    old one asks is drawn from the old one's."""
    new = runners(after, count, seed, likeness)
    if all(after.questions.get(name) == question for name, question in before.questions.items()):
        return new
    old = runners(before, count, seed, likeness)
    return Columns(count, {**old.arrays, **new.arrays})


class Terms:
    """``schema``: the columns of both bases; where both have one, as the new base stores it."""

    def __init__(self, before: Mapping[str, Column], after: Mapping[str, Column]) -> None:
        self.schema = {**before, **after}
        self._before, self._after = before, after

    def old(self, people: Columns) -> Columns:
        """The answers as the old base stores them; one that it cannot hold was not asked there."""
        return self._in(people, self._before)

    def new(self, people: Columns) -> Columns:
        """The answers as the new base stores them."""
        return self._in(people, self._after)

    def _in(self, people: Columns, schema: Mapping[str, Column]) -> Columns:
        arrays = {
            name: _stored(array, self.schema[name], schema[name]) for name, array in people.arrays.items() if name in schema
        }
        return Columns(people.rows, arrays)


def _stored(array: Any, given: Column, wanted: Column) -> Any:
    """A column's answers in another column's codes."""
    if _alike(given, wanted):
        return array
    values = np.unique(array)
    return np.array([_one(int(value), given, wanted) for value in values], wanted.dtype)[np.searchsorted(values, array)]


def _alike(one: Column, two: Column) -> bool:
    same = ("type", "options", "scale", "low_base", "may_hurt", "may_unknown")
    return all(getattr(one, name) == getattr(two, name) for name in same) and one.low >= two.low and one.high <= two.high


def _one(stored: int, given: Column, wanted: Column) -> int:
    answer: Value | State = given.decode(stored)
    if isinstance(answer, State):
        may = {HURT: wanted.may_hurt, UNKNOWN: wanted.may_unknown}
        return stored if may.get(stored) else NOT_ASKED
    if given.type != wanted.type:
        return NOT_ASKED
    if isinstance(answer, int):
        number = answer * wanted.scale
        answer, rest = divmod(number, given.scale)
        found = answer - wanted.low_base
        return found if not rest and wanted.low <= found <= wanted.high else NOT_ASKED
    options = {answer} if isinstance(answer, str) else set(answer)
    return wanted.encode(answer) if options <= set(wanted.options) else NOT_ASKED
