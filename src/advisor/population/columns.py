"""Answers as columns: one NumPy array a question and scope, the states that are not a value kept apart as codes.

Column names: ``question`` (whole), ``question@left`` and ``question@right`` (sided), ``question@symptom`` (per symptom).

==============  ==========================================================================================
type            what an element holds
==============  ==========================================================================================
number          the number in units of its question's last decimal (12.5 km at one decimal: 125), less ``Column.low_base``
choice, yes_no  the option's place in ``Column.options`` (``Column.codes[option]``)
multi           the ticks as bits: bit i is option i; 0 where nothing was ticked
any             ``UNKNOWN``, ``HURT`` (tests only) or ``NOT_ASKED``, which are below 0
==============  ==========================================================================================

A column that is left out was asked of nobody. A sided question may come as one column without a side: it holds for both
sides wherever the sided column is missing or says ``NOT_ASKED`` (DESIGN 4.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.errors import AdvisorError, Diagnostic, Place, nearest
from advisor.model.answers import AnswerSheet, State, Value
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import SIDES, Question

__all__ = [
    "HURT", "NOT_ASKED", "NOT_RELEVANT", "UNKNOWN", "Column", "Columns", "as_columns", "columns_of", "encoded", "schema_of",
]  # fmt: skip

NOT_RELEVANT, UNKNOWN, HURT, NOT_ASKED = -1, -2, -3, -4
"""Codes below every value. ``NOT_RELEVANT`` is what the program makes of an answer; no column may bring it."""

_STATES = {State.UNKNOWN: UNKNOWN, State.HURT: HURT, State.NOT_ASKED: NOT_ASKED}
MOST_OPTIONS = 63
Ints = NDArray[np.signedinteger[Any]]


@dataclass(frozen=True)
class Column:
    """What one column may hold. ``low`` and ``high`` are the smallest and largest value stored (codes apart)."""

    name: str
    question: str
    scope: str
    type: str
    low: int
    high: int
    may_hurt: bool
    may_unknown: bool
    scale: int = 1
    low_base: int = 0
    options: tuple[str, ...] = ()

    @cached_property
    def dtype(self) -> np.dtype[Any]:
        """The smallest signed integer type that holds every value and code."""
        return np.dtype(next(t for t in (np.int8, np.int16, np.int32, np.int64) if self.high <= np.iinfo(t).max))

    @cached_property
    def codes(self) -> Mapping[str, int]:
        """Option to stored value: its place, or its bit for ``multi``."""
        return {name: 1 << i if self.type == "multi" else i for i, name in enumerate(self.options)}

    def encode(self, value: Value | State) -> int:
        """One answer as it is stored. Raises KeyError for an option that is not there."""
        if isinstance(value, State):
            return _STATES[value]
        if isinstance(value, tuple):
            return sum(self.codes[name] for name in set(value))
        return self.codes[value] if isinstance(value, str) else int(value) - self.low_base

    def decode(self, stored: int) -> Value | State:
        """The answer an element stands for."""
        for state, code in _STATES.items():
            if stored == code:
                return state
        if self.type == "multi":
            return tuple(name for i, name in enumerate(self.options) if stored >> i & 1)
        return int(stored) + self.low_base if self.type == "number" else self.options[stored]


@dataclass(frozen=True)
class Columns:
    """Checked columns of ``rows`` answer sheets. Built by :func:`columns_of` or :func:`as_columns`."""

    rows: int
    arrays: Mapping[str, Ints] = field(repr=False)

    def slice(self, start: int, stop: int) -> Columns:
        """The sheets from ``start`` to ``stop``, without a copy."""
        stop = min(stop, self.rows)
        return Columns(max(stop - start, 0), {name: array[start:stop] for name, array in self.arrays.items()})


def schema_of(knowledge: KnowledgeBase) -> dict[str, Column]:
    """Every column a knowledge base knows, by name, in the interview's order.

    A question with more than 63 options has no column: nothing that reads it can be compiled (P801).
    """
    found: dict[str, Column] = {}
    for question in knowledge.questions.values():
        if question.type == "multi" and len(question.options) > MOST_OPTIONS:
            continue
        scopes = {"side": SIDES, "symptom": tuple(knowledge.symptoms)}.get(question.per, ("",))
        for scope in scopes:
            column = _column(question, scope)
            found[column.name] = column
    return found


def _column(question: Question, scope: str) -> Column:
    low, high, base, scale = 0, max(len(question.options) - 1, 0), 0, 1
    if question.type == "number":
        low, high = (round(end * question.scale) for end in question.range or (0.0, 1_000_000.0))
        scale, base = question.scale, min(low, 0)
    elif question.type == "multi":
        high = (1 << len(question.options)) - 1
    return Column(
        name=f"{question.id}@{scope}" if scope else question.id, question=question.id, scope=scope, type=question.type,
        low=low - base, high=high - base, may_hurt=question.kind == "test", may_unknown=question.kind != "symptom",
        scale=scale, low_base=base, options=tuple(question.options),
    )  # fmt: skip


def columns_of(sheets: Iterable[AnswerSheet], schema: Mapping[str, Column]) -> Columns:
    """Answer sheets as columns. ``schema``: ``program.columns``. Answers the schema does not know are left out."""
    sheets = list(sheets)
    arrays: dict[str, Ints] = {}
    keys = {(column.question, column.scope): column for column in schema.values()}
    for column in schema.values():
        if column.scope in SIDES:
            keys.setdefault((column.question, ""), column)
    for row, sheet in enumerate(sheets):
        for (question, scope), value in sheet.values.items():
            to = keys.get((question, scope))
            if to is None or value is State.NOT_ASKED:
                continue
            name = to.name if scope == to.scope else question
            if name not in arrays:
                arrays[name] = np.full(len(sheets), NOT_ASKED, to.dtype)
            arrays[name][row] = to.encode(value)
    return Columns(len(sheets), _both_sides(arrays, schema))


def as_columns(table: Mapping[str, Any], schema: Mapping[str, Column]) -> Columns:
    """A plain dict of arrays, checked: for notebooks. ``schema``: ``program.columns``.

    Raises AdvisorError P802 (a name that is no column), P803 (not whole numbers, or lengths differ), P804 (values outside).
    """
    problems: list[Diagnostic] = []
    arrays: dict[str, Ints] = {}
    whole = {column.question: column for column in schema.values() if column.scope in SIDES}
    for name, given in table.items():
        column = schema.get(name) or whole.get(name)
        if column is None:
            problems.append(_problem("P802", f'no column is called "{name}"', nearest(name, schema) or "see program.columns"))
            continue
        found = _checked(name, _array(given), column)
        if isinstance(found, Diagnostic):
            problems.append(found)
        else:
            arrays[name] = found
    lengths = sorted({len(array) for array in arrays.values()})
    if len(lengths) > 1:
        problems.append(_problem("P803", f"columns differ in length: {', '.join(map(str, lengths))}", "give each person a row"))
    if problems:
        raise AdvisorError(problems)
    return Columns(lengths[0] if lengths else 0, _both_sides(arrays, schema))


def encoded(name: str, value: Value | State, schema: Mapping[str, Column]) -> int:
    """One answer as the column ``name`` stores it. Raises AdvisorError P802 (no such column), P804 (no answer of it)."""
    column = schema.get(name)
    if column is None:
        raise AdvisorError([_problem("P802", f'no column is called "{name}"', nearest(name, schema) or "see program.columns")])
    try:
        code = column.encode(value)
        if code < 0 and not isinstance(value, State):  # below every value are the codes of states
            raise ValueError(value)
        found = _checked(name, _array([code]), column)
    except (KeyError, TypeError, ValueError):
        words = ", ".join(column.options) or "a whole number in units of the last decimal"
        raise AdvisorError([_problem("P804", f'"{name}" has no answer {value!r}', f"one of: {words}")]) from None
    if isinstance(found, Diagnostic):
        raise AdvisorError([found])
    return int(found[0])


def _array(given: Any) -> NDArray[Any]:
    """As NumPy holds it; what it cannot hold in rows becomes one that is refused."""
    try:
        found = np.asarray(given)
    except (ValueError, OverflowError):
        return np.empty((0, 0))
    return found.astype(np.int8) if found.shape == (0,) else found


def _checked(name: str, array: NDArray[Any], column: Column) -> Ints | Diagnostic:
    if array.ndim != 1 or array.dtype.kind not in "iu":
        return _problem("P803", f'"{name}" is not one row of whole numbers', f"give {column.dtype} values")
    allowed = [code for code, may in ((UNKNOWN, column.may_unknown), (HURT, column.may_hurt), (NOT_ASKED, True)) if may]
    good = (array >= column.low) & (array <= column.high)
    for code in allowed:
        good |= array == code
    if not good.all():
        row = int(np.argmin(good))
        return _problem("P804", f'"{name}" row {row}: {array[row]} is outside {column.low} to {column.high}',
                        f"or one of the codes {allowed}")  # fmt: skip
    return np.ascontiguousarray(array, dtype=column.dtype)


def _both_sides(arrays: dict[str, Ints], schema: Mapping[str, Column]) -> dict[str, Ints]:
    """A sided question's column without a side, given to both where they say nothing."""
    found = dict(arrays)
    for name in [name for name in arrays if name not in schema]:
        both = found.pop(name)
        for side in SIDES:
            key = f"{name}@{side}"
            own = found.get(key)
            found[key] = both if own is None else np.where(own == NOT_ASKED, both, own)
    return found


def _problem(code: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(Place(), code, message, hint)


def rows_of(columns: Columns, schema: Mapping[str, Column], rows: Sequence[int] | None = None) -> list[AnswerSheet]:
    """The answer sheets that columns stand for: the way back, for one person's report."""
    wanted = range(columns.rows) if rows is None else rows
    found = []
    for row in wanted:
        values = {}
        for name, array in columns.arrays.items():
            value = schema[name].decode(int(array[row]))
            if value is not State.NOT_ASKED:
                values[schema[name].question, schema[name].scope] = value
        found.append(AnswerSheet(values))
    return found
