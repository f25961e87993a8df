"""A person cut down to the answers that something needs (delta debugging), beside a runner with no complaint.

The plain runner gives the safety answers of somebody who raises nothing, no symptom, and no other answer. A witness is that
runner with as few other answers as possible: each of them is needed, none can be left out by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from advisor.model.answers import AnswerSheet
from advisor.population.columns import NOT_ASKED, Column, Columns, rows_of
from advisor.population.program import Program
from advisor.population.screen import screen
from advisor.population.twobases import Terms
from advisor.population.variation import Change, varied

__all__ = ["Witness", "witnesses"]

Hold = Callable[[Columns, NDArray[np.intp]], NDArray[np.bool_]]
_TRIES = 200


@dataclass(frozen=True)
class Witness:
    """``answers``: (question, scope) that differ from the plain runner; ``sheet``: all answers, the plain ones too."""

    answers: tuple[tuple[str, str], ...]
    sheet: AnswerSheet


def witnesses(
    schema: Mapping[str, Column], programs: Sequence[Program], terms: Terms, people: Columns, rows: Sequence[int], hold: Hold
) -> list[Witness]:
    """A witness for each row. ``hold`` says of changed people which still are one, and of what: its place in ``rows``."""
    if not rows:
        return []
    plain = _plain(schema, programs, terms, people)
    todo = [_Cut(row, _differences(schema, plain, people, row)) for row in rows]
    base = Columns(1, {name: np.array([value], schema[name].dtype) for name, value in plain.items()})
    while any(not cut.done for cut in todo):
        _round(base, schema, todo, hold)
    sheets = rows_of(varied(base, [cut.changes for cut in todo], schema), schema)
    return [
        Witness(tuple((schema[c.column].question, schema[c.column].scope) for c in cut.changes), sheet)
        for cut, sheet in zip(todo, sheets, strict=True)
    ]


@dataclass
class _Cut:
    """One witness on its way: what still differs, and how much is tried at once."""

    row: int
    changes: list[Change]
    size: int = 0
    done: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self.size = max(len(self.changes) // 2, 1)
        self.done = not self.changes

    def tries(self) -> list[list[Change]]:
        """The changes without one piece, for each piece."""
        starts = range(0, len(self.changes), self.size)
        return [self.changes[:start] + self.changes[start + self.size :] for start in starts]

    def told(self, held: Sequence[bool]) -> list[Change] | None:
        """All that could go by itself is left out (to be looked at once more), or the pieces get smaller."""
        if not any(held):
            self.done, self.size = self.size == 1, max(self.size // 2, 1)
            return None
        pieces = [self.changes[start : start + self.size] for start in range(0, len(self.changes), self.size)]
        return [change for piece, gone in zip(pieces, held, strict=True) if not gone for change in piece]


def _round(base: Columns, schema: Mapping[str, Column], todo: Sequence[_Cut], hold: Hold) -> None:
    """One step for every witness, all in one run; then all that could go at once, in another."""
    active = [(place, cut, cut.tries()) for place, cut in enumerate(todo) if not cut.done]
    variants = [changes for _, _, tries in active for changes in tries]
    whose = np.array([place for place, _, tries in active for _ in tries], np.intp)
    held = hold(varied(base, variants, schema), whose).tolist()
    together: list[tuple[int, _Cut, list[Change], list[Change]]] = []
    start = 0
    for place, cut, tries in active:
        part = held[start : start + len(tries)]
        start += len(tries)
        rest = cut.told(part)
        if rest is not None:
            together.append((place, cut, rest, tries[part.index(True)]))
    if together:
        all_gone = hold(
            varied(base, [rest for _, _, rest, _ in together], schema), np.array([place for place, *_ in together], np.intp)
        ).tolist()
        for (_, cut, rest, first), good in zip(together, all_gone, strict=True):
            cut.changes = rest if good else first
            cut.size = min(cut.size, max(len(cut.changes) // 2, 1))
            cut.done = not cut.changes


def _plain(schema: Mapping[str, Column], programs: Sequence[Program], terms: Terms, people: Columns) -> dict[str, int]:
    """Stored answers of the plain runner: of the first person whose safety answers raise nothing in either base."""
    rows = min(people.rows, _TRIES)
    arrays: dict[str, Any] = {}
    for name, column in schema.items():
        question = _question(programs, column)
        if question.kind == "symptom":
            arrays[name] = np.full(rows, column.codes["absent"], column.dtype)
        elif (question.kind == "safety" or question.fixed) and name in people.arrays and not column.scope:
            arrays[name] = people.arrays[name][:rows].astype(column.dtype)
    found = Columns(rows, arrays)
    calm = np.ones(rows, np.bool_)
    for program, columns in zip(programs, (terms.old(found), terms.new(found)), strict=True):
        told = screen(program, columns, want=())
        calm &= (told.level == 0) & ~told.blocked
    row = int(np.argmax(calm)) if calm.any() else 0
    return {name: int(array[row]) for name, array in arrays.items() if calm.any() or _question(programs, schema[name]).fixed}


def _question(programs: Sequence[Program], column: Column) -> Any:
    found = programs[1].knowledge.questions.get(column.question)
    return found if found is not None else programs[0].knowledge.questions[column.question]


def _differences(schema: Mapping[str, Column], plain: Mapping[str, int], people: Columns, row: int) -> list[Change]:
    found = []
    for name in schema:
        value = int(people.arrays[name][row]) if name in people.arrays else NOT_ASKED
        if value != plain.get(name, NOT_ASKED):
            found.append(Change(name, value))
    return found
