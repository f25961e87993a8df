"""What-if and what would change this, as data: one sheet and its variants, judged by the columnar engine (DESIGN 7)."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Literal

import numpy as np

from advisor.errors import AdvisorError, nearest
from advisor.inference.screening import Screening
from advisor.inference.sheet import SheetView
from advisor.interview.order import withheld_words
from advisor.model.answers import AnswerSheet, State, Value
from advisor.model.counterfactual import (
    Answer,
    AnswerChange,
    AnswerNote,
    ChangeSet,
    FindingChanges,
    FindingMove,
    PlanMove,
    SafetyMove,
    SafetyPart,
    Standing,
    WhatIf,
    WouldChange,
)
from advisor.population.cells import Cells
from advisor.population.columns import NOT_ASKED, Column, Columns, columns_of
from advisor.population.plans import first_week_of
from advisor.population.program import Program
from advisor.population.result import BANDS, STATES, VERDICTS, Screened
from advisor.population.screen import screen
from advisor.population.search import Smallest
from advisor.population.smallest import GROUPS, MOST_ANSWERS, Counterfactual
from advisor.population.targets import Target
from advisor.population.variation import Change, changed_sheet, changes_of, stored, varied

__all__ = ["what_if", "would_change"]

_WHAT_IF = frozenset({"items", "findings", "patterns", "plan"})
_NAMES: Mapping[State, Literal["hurt", "unknown", "not asked"]] = {
    State.HURT: "hurt", State.UNKNOWN: "unknown", State.NOT_ASKED: "not asked",
}  # fmt: skip


def what_if(program: Program, sheet: AnswerSheet, answers: Mapping[tuple[str, str], Value | State]) -> WhatIf:
    """What moves where some answers are others: safety judged anew, findings, patterns, the first week.

    ``answers``: by (question, scope), as in an :class:`AnswerSheet`; a sided question without a side means both.
    """
    base = columns_of([sheet], program.columns)
    changes = [change for change in changes_of(answers, program.columns) if stored(base, change.column) != change.value]
    rows = varied(base, [[], changes], program.columns)
    found = screen(program, rows, want=_WHAT_IF, threads=1)
    told = tuple(_answer_change(program.columns[change.column], stored(base, change.column), change.value) for change in changes)
    notes = _notes(program, changed_sheet(sheet, changes, program.columns), told)
    safety = WhatIf(answers=told, notes=notes, before=_safety(found, 0), after=_safety(found, 1), safety=_safety_moves(found))
    if not safety.told:
        return safety
    plan = _plan_move(*(first_week_of(found, rows, row) for row in (0, 1)))
    return safety.model_copy(update={"findings": _muscle_moves(found), "patterns": _pattern_moves(found), "plan": plan})


def _notes(program: Program, sheet: AnswerSheet, answers: Iterable[AnswerChange]) -> tuple[AnswerNote, ...]:
    """``sheet``: with the changes made."""
    knowledge, view = program.knowledge, SheetView(program.knowledge, sheet)
    safety = Screening(program.plan).judge(sheet)
    words = withheld_words(knowledge, safety)
    notes = []
    for one in answers:
        question = knowledge.questions[one.question]
        left_out = question.test in safety.withheld or bool(question.test and words & set(question.tags))
        if view.state(one.question, one.scope) is State.NOT_RELEVANT:
            notes.append(AnswerNote(question=one.question, scope=one.scope, reason="not_relevant"))
        elif left_out:
            waits = safety.blocked and not safety.ended
            notes.append(AnswerNote(question=one.question, scope=one.scope, reason="waits" if waits else "withheld"))
    return tuple(notes)


def _safety(found: Screened, row: int) -> SafetyPart:
    return SafetyPart(
        level=found.level_of(row), ended=bool(found.ended[row]), blocked=bool(found.blocked[row]),
        findings_allowed=bool(found.findings_allowed[row]),
    )  # fmt: skip


def _safety_moves(found: Screened) -> tuple[SafetyMove, ...]:
    items, knowledge = found.items, found.program.knowledge
    assert items is not None
    moves = []
    for row in np.flatnonzero(items[:, 0] != items[:, 1]).tolist():
        code, scope = found.program.safety[row]
        flag = knowledge.rules[code].flag
        before, after = (STATES[items[row, side]] for side in (0, 1))
        moves.append(SafetyMove.model_validate({
            "rule": code, "flag": flag, "title": knowledge.flags[flag].title, "scope": scope, "before": before, "after": after,
        }))  # fmt: skip
    return tuple(moves)


def _muscle_moves(found: Screened) -> tuple[FindingMove, ...]:
    packed = found.findings
    assert packed is not None
    moves = []
    for row in np.flatnonzero(packed[:, 0] != packed[:, 1]).tolist():
        before, after = (_standing(found, int(packed[row, side]) >> 2, int(packed[row, side]) & 3) for side in (0, 1))
        if before.role or after.role:
            muscle, side = found.program.muscles[row]
            moves.append(FindingMove.model_validate({"finding": muscle, "side": side, "before": before, "after": after}))
    return tuple(moves)


def _pattern_moves(found: Screened) -> tuple[FindingMove, ...]:
    patterns = found.patterns
    assert patterns is not None
    moves = []
    for row in np.flatnonzero(patterns[:, 0] != patterns[:, 1]).tolist():
        before, after = (_standing(found, int(patterns[row, side]), 0) for side in (0, 1))
        if before.band != "hidden" or after.band != "hidden":
            pattern, side = found.program.patterns[row]
            moves.append(FindingMove.model_validate({"finding": pattern, "side": side, "before": before, "after": after}))
    return tuple(moves)


def _standing(found: Screened, size: int, word: int) -> Standing:
    """``size``: millionths."""
    role, band = VERDICTS[word], BANDS[int(found.bands(np.array([size / 1e6]))[0])]
    band = "possible" if role == "unclear" else band
    return Standing.model_validate({"role": role, "band": band, "certainty": size / 1e6})


def _plan_move(before: tuple[str, ...] | None, after: tuple[str, ...] | None) -> PlanMove:
    had, has = set(before or ()), set(after or ())
    return PlanMove(
        had=before is not None, has=after is not None, added=tuple(sorted(has - had)), removed=tuple(sorted(had - has))
    )  # fmt: skip


# ----------------------------------------------------------------- what would change this
def would_change(
    engine: Counterfactual, sheet: AnswerSheet, targets: Sequence[Target], *, withheld: Collection[str] = (),
    answers: int = MOST_ANSWERS, most: int = 3, work: float = math.inf,
) -> tuple[FindingChanges, ...]:  # fmt: skip
    """Per target the smallest sets of up to ``answers`` answers that move it; the first ``most`` of each kind.

    ``sheet``: one about which findings are allowed. ``withheld``: self-tests that safety leaves out. ``work``: operations that
    the sets of one size may take at most. Raises AdvisorError N304 for a target that is no muscle, pattern or direction: that
    nothing changes it would be said of what is not there.
    """
    program = engine.program
    _check(program, targets)
    base = columns_of([sheet], program.columns)
    found, bands = engine.in_groups(base, targets, withheld=withheld, answers=answers, most=most, work=work)
    told = []
    for target in targets:
        kinds = {group: _would(engine, base, target, found[group][target]) for group in GROUPS}
        told.append(FindingChanges.model_validate(
            {"finding": target[0], "side": target[1], **_place(program, target, bands[target]), **kinds}))  # fmt: skip
    return tuple(told)


def _check(program: Program, targets: Iterable[Target]) -> None:
    known = {*program.knowledge.muscles, *program.knowledge.patterns}
    for name, _ in targets:
        role, _, muscle = name.rpartition(".")
        if name not in known and not (role in ("dominant", "dormant") and muscle in program.knowledge.muscles):
            raise AdvisorError.of("N304", f'there is no muscle or pattern "{name}"', nearest(name, known))


def _place(program: Program, target: Target, band: int) -> dict[str, str]:
    return {"role": VERDICTS[band >> 2] if target[0] in program.knowledge.muscles else "", "band": BANDS[band & 3]}


def _would(engine: Counterfactual, base: Columns, target: Target, found: Smallest) -> WouldChange:
    sets = tuple(
        ChangeSet.model_validate({"answers": _answers(engine, base, changes), **_place(engine.program, target, after)})
        for changes, after in zip(found.sets, found.after, strict=True)
    )
    return WouldChange(
        kind=found.group, size=found.size, tried=found.tried, count=found.count, exact=found.exact, sets=sets
    )  # fmt: skip


def _answers(engine: Counterfactual, base: Columns, changes: Iterable[Change]) -> tuple[AnswerChange, ...]:
    changes = list(changes)
    touched = {change.column for change in changes}
    return tuple(_one(engine.cells, base, change, touched) for change in changes)


def _one(cells: Cells, base: Columns, change: Change, touched: set[str]) -> AnswerChange:
    column = cells.program.columns[change.column]
    stretch: tuple[int, int] | None = None
    if column.type == "number" and change.value >= 0 and not touched & set(cells.linked(change.column)):
        cell = next(cell for cell in cells.given(change.column, base) if cell.known and change.value in cell)
        stretch = cell.low + column.low_base, cell.high + column.low_base
    return _answer_change(column, stored(base, change.column), change.value, stretch)


def _answer_change(column: Column, was: int, becomes: int, stretch: tuple[int, int] | None = None) -> AnswerChange:
    low, high = stretch or (None, None)
    return AnswerChange(
        question=column.question, scope=column.scope, was=_answer(column, was), becomes=_answer(column, becomes),
        low=low, high=high,
    )  # fmt: skip


def _answer(column: Column, value: int) -> Answer:
    answer: Any = column.decode(value) if value != NOT_ASKED else State.NOT_ASKED
    return Answer(state=_NAMES[answer]) if isinstance(answer, State) else Answer(state="known", value=answer)
