"""One sheet changed in many ways gives what each changed sheet gives by itself."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from advisor.model.answers import AnswerSheet, State
from advisor.model.base import KnowledgeBase
from advisor.population import EVERYTHING, Program, columns_of, compile_plan, rows_of, screen
from advisor.population.cells import Cells
from advisor.population.variation import Change, changed_sheet, changes_of, stored, varied
from oracle.strategies import random_sheet, small_knowledge


@pytest.mark.parametrize("seed", range(6))
def test_each_row_is_the_sheet_with_its_changes(seed: int) -> None:
    rng = Random(seed)
    program = compile_plan(small_knowledge(rng))
    sheet = random_sheet(program.knowledge, rng)
    cells = Cells(program)
    names = list(program.columns)
    variants = [
        [Change(name, rng.choice(cells.of(name)).value) for name in rng.sample(names, min(len(names), rng.randint(0, 4)))]
        for _ in range(40)
    ]
    together = screen(program, varied(columns_of([sheet], program.columns), variants, program.columns), want=EVERYTHING)
    alone = screen(
        program, columns_of([changed_sheet(sheet, some, program.columns) for some in variants], program.columns), want=EVERYTHING
    )
    for name in ("level", "blocked", "flags", "items", "findings", "patterns", "certainties", "allowed", "max_level"):
        assert np.array_equal(getattr(together, name), getattr(alone, name)), name


def test_a_sided_answer_without_a_side_is_a_change_of_both(program: Program) -> None:
    found = changes_of({("t_side_plank", ""): 30, ("age", ""): State.UNKNOWN}, program.columns)
    assert {change.column for change in found} == {"t_side_plank@left", "t_side_plank@right", "age"}
    base = columns_of([AnswerSheet({("t_side_plank", ""): 60})], program.columns)
    assert rows_of(varied(base, [found], program.columns), program.columns)[0].get("t_side_plank", "left") == 30


def test_one_side_changed_leaves_the_other_as_it_was(program: Program) -> None:
    sheet = AnswerSheet({("t_side_plank", ""): 60})
    changed = changed_sheet(sheet, [Change("t_side_plank@left", 10)], program.columns)
    assert changed.values == {("t_side_plank", "left"): 10, ("t_side_plank", "right"): 60}
    base = columns_of([sheet], program.columns)
    assert stored(base, "t_side_plank@right") == 60
    assert rows_of(varied(base, [[Change("t_side_plank@left", 10)]], program.columns), program.columns) == [changed]


def test_an_answer_that_becomes_irrelevant_does_not_count(kb: KnowledgeBase, program: Program) -> None:
    """Pain in a place is read while the place hurts, and again when it does so again."""
    sheet = AnswerSheet({("low_back_pain", ""): "present", ("pain_now", "low_back_pain"): 9})
    base = columns_of([sheet], program.columns)
    absent = changes_of({("low_back_pain", ""): "absent"}, program.columns)
    found = screen(program, varied(base, [[], absent], program.columns), want={"items"})
    assert found.items is not None
    row = next(i for i, (code, scope) in enumerate(program.safety) if scope == "low_back_pain" and found.items[i, 0] == 3)
    assert found.items[row].tolist() == [3, 0]


def test_a_column_that_is_not_there_is_refused(program: Program) -> None:
    with pytest.raises(KeyError):
        varied(columns_of([AnswerSheet()], program.columns), [[Change("shoe_size", 43)]], program.columns)
