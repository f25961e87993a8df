"""One answer sheet, changed in many ways at once, as columns: what every counterfactual is run on.

    base = columns_of([sheet], program.columns)
    found = screen(program, varied(base, [[], [Change("age", 71 - 5)], [Change("t_plank", UNKNOWN)]], program.columns))

Relevance is worked out anew for each row, as for any sheet: an answer that a change makes irrelevant does not count, and one
that it makes relevant counts again. A row costs memory only in the columns that some change touches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from advisor.model.answers import AnswerSheet, State, Value
from advisor.model.knowledge import SIDES
from advisor.population.columns import NOT_ASKED, Column, Columns, encoded

__all__ = ["Change", "changed_sheet", "changes_of", "stored", "varied"]


class Change(NamedTuple):
    """One answer made another: a column's name, and the value or code it is to hold."""

    column: str
    value: int


def changes_of(answers: Mapping[tuple[str, str], Value | State], schema: Mapping[str, Column]) -> tuple[Change, ...]:
    """Answers by (question, scope) as changes. A sided question without a side is a change of both sides.

    Raises AdvisorError P802 (no such question or scope), P804 (no answer of it).
    """
    found = []
    for (question, scope), value in answers.items():
        names = [f"{question}@{scope}"] if scope else [question]
        if not scope and f"{question}@{SIDES[0]}" in schema:
            names = [f"{question}@{side}" for side in SIDES]
        found += [Change(name, encoded(name, value, schema)) for name in names]
    return tuple(found)


def stored(base: Columns, column: str) -> int:
    """What a column of one sheet (``base``: one row) holds."""
    array = base.arrays.get(column)
    return NOT_ASKED if array is None else int(array[0])


def changed_sheet(sheet: AnswerSheet, changes: Iterable[Change], schema: Mapping[str, Column]) -> AnswerSheet:
    """The answer sheet with some changes made."""
    values = dict(sheet.values)
    for name, value in changes:
        column = schema[name]
        answer = column.decode(value)
        if column.scope in SIDES and (column.question, "") in values:  # one answer for both sides becomes two
            both = values.pop((column.question, ""))
            for side in SIDES:
                values.setdefault((column.question, side), both)
        if answer is State.NOT_ASKED:
            values.pop((column.question, column.scope), None)
        else:
            values[column.question, column.scope] = answer
    return AnswerSheet(values)


def varied(base: Columns, variants: Sequence[Iterable[Change]], schema: Mapping[str, Column]) -> Columns:
    """A row for each variant: the one sheet of ``base`` with the variant's changes; of two for one column the later counts.

    ``schema``: ``program.columns``. Raises KeyError for a change of a column that is not in it.
    """
    rows = len(variants)
    touched: dict[str, tuple[list[int], list[int]]] = {}
    for row, changes in enumerate(variants):
        for name, value in changes:
            places, values = touched.setdefault(name, ([], []))
            places.append(row)
            values.append(value)
    arrays = {name: np.broadcast_to(array[:1], rows) for name, array in base.arrays.items()}
    for name, (places, values) in touched.items():
        array = np.full(rows, stored(base, name), schema[name].dtype)
        array[places] = values
        arrays[name] = array
    return Columns(rows, arrays)
