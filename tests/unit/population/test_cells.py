"""Cells: what one holds reads alike in every condition, and each way of reading has a cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product
from random import Random

import pytest

from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.model.condition import Kind, Leaf, Op
from advisor.population import HURT, UNKNOWN, Program, columns_of, compile_plan
from advisor.population.cells import Cells, TooMany
from oracle.naive import _Run, leaves_through
from oracle.strategies import small_knowledge


def leaves_of(kb: KnowledgeBase) -> list[Leaf]:
    conditions = [rule.when for rule in kb.active_rules]
    conditions += [q.relevant_if for q in kb.questions.values() if q.relevant_if]
    conditions += [e.not_if for e in kb.exercises.values() if e.not_if]
    found = [leaf for condition in conditions for leaf in leaves_through(kb, condition) if leaf.kind is Kind.QUESTION]
    found = [leaf for leaf in found if kb.questions[leaf.name].per != "symptom"]
    return list({(leaf.name, leaf.op, leaf.values, leaf.other, leaf.percent): leaf for leaf in found}.values())


def bare(kb: KnowledgeBase) -> KnowledgeBase:
    """The same questions, all of them always relevant."""
    questions = {name: q.model_copy(update={"relevant_if": None}) for name, q in kb.questions.items()}
    tests = {name: t.model_copy(update={"relevant_if": None}) for name, t in kb.tests.items()}
    return replace(kb, questions=questions, tests=tests)


def reads(kb: KnowledgeBase, leaves: list[Leaf], values: dict[tuple[str, str], object]) -> tuple[float, ...]:
    """How all leaves read a sheet, by the naive evaluator."""
    sheet = AnswerSheet({key: value for key, value in values.items() if value is not None})  # type: ignore[misc]
    run = _Run(kb, sheet)
    return tuple(run.value(leaf, side, "") for leaf in leaves for side in ("", "left", "right"))


def single(kb: KnowledgeBase) -> Iterator[tuple[str, list[Leaf]]]:
    """Questions and the leaves that read them alone; per-symptom ones left out."""
    for name, question in kb.questions.items():
        if question.per != "symptom":
            yield name, [
                leaf for leaf in leaves_of(kb)
                if leaf.name == name and not leaf.other and leaf.op not in (Op.GAP_AT_LEAST, Op.GAP_MORE_THAN)
            ]  # fmt: skip


@pytest.mark.parametrize("seed", range(8))
def test_every_value_is_in_a_cell_that_reads_like_it(seed: int) -> None:
    kb = small_knowledge(Random(seed))
    program, plain = compile_plan(kb), bare(kb)
    cells = Cells(program)
    for name, leaves in single(kb):
        column = next(c for c in program.columns.values() if c.question == name)
        ways = {}
        for cell in cells.of(column.name):
            answer = column.decode(cell.value)
            way = reads(plain, leaves, {(name, column.scope): answer})
            if column.type == "number" and cell.known and ways:
                assert list(ways.values())[-1] != way, "two stretches side by side read differently"
            ways[cell] = way
        for stored in range(column.low, min(column.high, 400) + 1):
            way = reads(plain, leaves, {(name, column.scope): column.decode(stored)})
            assert way in ways.values(), (name, stored)
            if column.type == "number":
                assert way == next(w for cell, w in ways.items() if cell.known and stored in cell), (name, stored)


@pytest.mark.parametrize("seed", range(12))
def test_given_cuts_where_a_gap_or_ratio_turns(seed: int) -> None:
    rng = Random(seed)
    kb = small_knowledge(rng)
    program, plain, leaves = compile_plan(kb), bare(kb), leaves_of(kb)
    cells = Cells(program)
    for column in program.columns.values():
        others = [program.columns[name] for name in cells.linked(column.name)]
        if not others:
            continue
        fixed = {(o.question, o.scope): o.decode(rng.randint(o.low, o.high)) for o in others}
        given = cells.given(column.name, columns_of([AnswerSheet(fixed)], program.columns))  # type: ignore[arg-type]
        ways = {}
        for stored in range(column.low, column.high + 1):
            way = reads(plain, leaves, {**fixed, (column.question, column.scope): column.decode(stored)})
            cell = next(cell for cell in given if cell.known and stored in cell)
            assert ways.setdefault(cell, way) == way, (column.name, stored)


@pytest.mark.parametrize("seed", range(8))
def test_joint_finds_every_way_in_which_two_answers_can_read(seed: int) -> None:
    rng = Random(seed)
    kb = small_knowledge(rng)
    program, plain, leaves = compile_plan(kb), bare(kb), leaves_of(kb)
    cells = Cells(program)
    for column in program.columns.values():
        for other in (program.columns[name] for name in cells.linked(column.name)):
            keys = [(c.question, c.scope) for c in (column, other)]
            found = {
                reads(plain, leaves, {k: c.decode(v) for k, c, v in zip(keys, (column, other), pair, strict=True)})
                for pair in cells.joint([column.name, other.name], columns_of([AnswerSheet()], program.columns))
            }
            spans = [range(c.low, c.high + 1, max(1, (c.high - c.low) // 14)) for c in (column, other)]
            for pair in product(*spans):
                way = reads(plain, leaves, {k: c.decode(v) for k, c, v in zip(keys, (column, other), pair, strict=True)})
                assert way in found, (column.name, other.name, pair)


def test_cells_of_the_shipped_questions(program: Program) -> None:
    cells = Cells(program)
    sex = program.columns["sex"]
    assert [sex.options[cell.value] for cell in cells.of("sex") if cell.known] == list(sex.options)
    assert [cell.value for cell in cells.of("t_plank") if not cell.known] == [HURT, UNKNOWN]
    known = [cell for cell in cells.of("t_plank") if cell.known]
    assert known[0].low == 0
    assert known[-1].high == 120
    assert all(a.high + 1 == b.low for a, b in pairwise(known))
    assert all(cell.value in cell for cell in known)
    assert cells.linked("t_side_plank@left") == ("t_side_plank@right",)
    assert cells.linked("last_run") == ("longest30",)
    assert [cell.value for cell in cells.of("low_back_pain")] == [0, 1]


def test_a_gap_turns_where_the_other_side_says(program: Program) -> None:
    """More than 15 % of the larger value: from 60 seconds on the right, that is 50 on the left, 51 is not."""
    base = columns_of([AnswerSheet({("t_side_plank", "right"): 60})], program.columns)
    ends = {cell.high for cell in Cells(program).given("t_side_plank@left", base) if cell.known}
    assert 50 in ends
    assert 50 not in {cell.high for cell in Cells(program).of("t_side_plank@left")}


def test_a_ratio_has_both_ways_in_real_runs(program: Program) -> None:
    pairs = Cells(program).joint(["last_run", "longest30"], columns_of([AnswerSheet()], program.columns))
    spikes = {10 * last > 11 * longest for last, longest in pairs}
    assert spikes == {True, False}


def test_options_that_are_only_named_together_are_one_and_what_is_too_much_says_so(program: Program) -> None:
    cells = Cells(program)
    assert len(cells.ticks("spot@low_back_pain")) <= 34
    with pytest.raises(TooMany):
        cells.of("spot@low_back_pain")
    known = [cell.value for cell in cells.of("footwear") if cell.known]
    assert known[0] == 0
    assert len(known) == 2 ** len(cells.ticks("footwear"))
