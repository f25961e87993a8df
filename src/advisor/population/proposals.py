"""What may be proposed as a change of a sheet, in the interview's order: never what is fixed, never a safety answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from advisor.population.cells import Cells
from advisor.population.columns import HURT, UNKNOWN, Columns
from advisor.population.program import Program
from advisor.population.variation import Change, stored

__all__ = ["GROUPS", "MOST_ANSWERS", "Group", "Proposal", "proposals"]

Group = Literal["otherwise", "now"]
"""An answer that was given, had it been another; or a test not done, a question left open, if it is answered now."""

GROUPS: tuple[Group, ...] = ("otherwise", "now")
MOST_ANSWERS = 3


@dataclass(frozen=True)
class Proposal:
    """One change with what it costs: answers, seconds, its place in the interview and among its question's cells."""

    change: Change
    answers: int
    effort: int
    place: tuple[int, int]


def proposals(program: Program, cells: Cells, base: Columns, group: Group, withheld: Collection[str] = ()) -> list[Proposal]:
    """Single changes of a group in the interview's order. ``withheld``: self-tests that safety leaves out."""
    found: list[Proposal] = []
    for order, (name, column) in enumerate(program.columns.items()):
        question = program.knowledge.questions[column.question]
        held = stored(base, name)
        given = held >= 0 or held == HURT
        if question.kind == "safety" or question.fixed or given != (group == "otherwise"):
            continue
        if group == "now" and question.test in withheld:
            continue
        for place, (value, answers) in enumerate(_values(program, cells, name, held, base, group)):
            found.append(Proposal(Change(name, value), answers, question.effort, (order, place)))
    return found


def _values(
    program: Program, cells: Cells, name: str, held: int, base: Columns, group: Group
) -> Iterator[tuple[int, int]]:
    """Stored values and the answers each takes: one, or one for each tick."""
    column = program.columns[name]
    if column.type == "multi":
        bits, start = cells.ticks(name), max(held, 0)
        for count in range(1, MOST_ANSWERS + 1):
            yield from ((start ^ sum(some), count) for some in combinations(bits, count))
        if held < 0:
            yield 0, 1
    else:
        for cell in cells.given(name, base):
            if cell.known and held not in cell:
                yield _nearest(cell.low, cell.high, held, column.high), 1
    if group == "otherwise":
        codes = ((HURT, column.may_hurt), (UNKNOWN, column.may_unknown))
        yield from ((code, 1) for code, may in codes if may and code != held)


def _nearest(low: int, high: int, held: int, top: int) -> int:
    """The value of a stretch nearest to the answer given; else the end that rules name."""
    if held >= 0:
        return low if held < low else high
    return low if low > 0 else high if high < top else low
