"""The bounds of DESIGN 6 hold for every completion: all of them on small bases, thousands on the shipped one."""

from __future__ import annotations

import os
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import SIDES
from advisor.population import Columns, Program, columns_of, compile_plan, rows_of
from advisor.population.bounds import CLOSED, Bounds, bound
from oracle.naive import NaiveResult, condition_value, evaluate
from oracle.strategies import all_sheets, random_sheet, small_knowledge
from parity.sheets import tiny_bases

THOROUGH = int(os.environ.get("ADVISOR_BOUNDS", "1"))
Cell = tuple[str, str]


def holds(found: Bounds, row: int, naive: NaiveResult) -> None:
    """What the oracle says of a completion lies within a row's bounds, and where they allow one outcome it is that one."""
    if not naive.findings_allowed:
        return
    for place, key in enumerate(found.keys):
        cf = round(naive.certainty.get(key, 0.0) * 1e6)
        assert found.lows[place, row] <= cf <= found.highs[place, row], (key, cf, found.lows[place, row], found.highs[place, row])
    for place, key in enumerate(found.muscles):
        word, size = naive.verdicts.get(key, ("", 0.0))
        low, high, middle = (int(a[place, row]) for a in (found.verdict_lows, found.verdict_highs, found.middles))
        if word in ("dominant", "dormant"):
            v = round(size * 1e6) * (1 if word == "dominant" else -1)
            assert low <= v <= high, (key, word, v, low, high)
        else:
            assert low < found.edges[0], (key, word)
            assert high > -found.edges[0], (key, word)
            assert middle & (2 if word == "unclear" else 1), (key, word, middle)
        assert found.verdict_widths[place, row] >= 1


def by_side(sheet: AnswerSheet, program: Program) -> AnswerSheet:
    """The same answers, those that hold for both sides as one for each."""
    return rows_of(columns_of([sheet], program.columns), program.columns)[0]


def part(sheet: AnswerSheet, keep: float, rng: Random) -> AnswerSheet:
    return AnswerSheet({cell: value for cell, value in sheet.values.items() if rng.random() < keep})


def completes(kb: KnowledgeBase, part: AnswerSheet, whole: AnswerSheet) -> bool:
    """Whether a sheet may come of another one by asking: what was said stays, and what is not relevant is not asked."""
    return all(whole.values.get(cell) == value for cell, value in part.values.items()) and not out_of_turn(kb, part, whole)


def out_of_turn(kb: KnowledgeBase, part: AnswerSheet, whole: AnswerSheet) -> list[Cell]:
    """Safety answers (which always count) to what was not relevant before, nor is after."""

    def away(sheet: AnswerSheet, cell: Cell) -> bool:
        condition = kb.questions[cell[0]].relevant_if
        side, symptom = (cell[1], "") if cell[1] in SIDES else ("", cell[1])
        return condition is not None and condition_value(kb, sheet, condition, side, symptom) < 0

    asked = [cell for cell in whole.values if cell not in part.values and kb.questions[cell[0]].kind == "safety"]
    return [cell for cell in asked if away(part, cell) and away(whole, cell)]


@pytest.mark.slow
def test_every_completion_of_tiny_bases() -> None:
    """Partial sheets at random; every sheet that completes them, by the oracle."""
    rng, compared, points, narrow = Random(6), 0, 0, 0
    for kb in tiny_bases(5 * THOROUGH):
        program = compile_plan(kb)
        sheets = list(all_sheets(kb, 1500))
        told = [evaluate(kb, sheet) for sheet in sheets]
        partial = [part(rng.choice(sheets), keep, rng) for keep in (0.0, *(0.15 * i for i in range(1, 7)), 1.0) for _ in range(6)]
        found = bound(program, columns_of(partial, program.columns))
        for row, sheet in enumerate(partial):
            mine = [naive for whole, naive in zip(sheets, told, strict=True) if completes(kb, sheet, whole)]
            assert mine
            for naive in mine:
                holds(found, row, naive)
                compared += 1
            points += len(mine) == 1
            narrow += bool((found.lows[:, row] == found.highs[:, row]).all())
    assert compared > 1000
    assert points
    assert narrow


@settings(max_examples=60 * THOROUGH, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9))
def test_random_completions_of_random_bases(seed: int) -> None:
    rng = Random(seed)
    kb = small_knowledge(rng)
    program = compile_plan(kb)
    for share in (0.2, 0.5, 0.9):
        sheet = by_side(random_sheet(kb, rng, share), program)
        found = bound(program, columns_of([sheet], program.columns))
        for _ in range(8):
            whole = AnswerSheet({**by_side(random_sheet(kb, rng, 0.2), program).values, **sheet.values})
            for cell in out_of_turn(kb, sheet, whole):
                whole = AnswerSheet({key: value for key, value in whole.values.items() if key != cell})
            holds(found, 0, evaluate(kb, whole))


@settings(max_examples=60 * THOROUGH, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9))
def test_what_is_closed_is_known_to_the_last_bit(seed: int) -> None:
    """Nothing left to ask: lows and highs are the certainties themselves."""
    rng = Random(seed)
    kb = small_knowledge(rng)
    program = compile_plan(kb)
    sheets = [random_sheet(kb, rng, share) for share in (0.0, 0.3, 0.6)]
    columns = columns_of(sheets, program.columns)
    found = bound(program, closed(program, columns))
    for row, sheet in enumerate(sheets):
        naive = evaluate(kb, sheet)
        if not naive.findings_allowed:
            continue
        mine = [round(naive.certainty.get(key, 0.0) * 1e6) for key in found.keys]
        assert found.lows[:, row].tolist() == mine
        assert found.highs[:, row].tolist() == mine
        holds(found, row, naive)
        assert found.settled()[row]


def closed(program: Program, columns: Columns) -> Columns:
    """The same sheets with nothing left to ask."""
    arrays = {name: columns.arrays.get(name, np.full(columns.rows, -4, column.dtype)) for name, column in program.columns.items()}
    return Columns(columns.rows, {name: np.where(array == -4, CLOSED, array) for name, array in arrays.items()})


@settings(max_examples=40 * THOROUGH, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9))
def test_an_answer_only_narrows(seed: int) -> None:
    rng = Random(seed)
    kb = small_knowledge(rng)
    program = compile_plan(kb)
    whole = by_side(random_sheet(kb, rng, 0.1), program)
    cells = list(whole.values)
    rng.shuffle(cells)
    steps = [AnswerSheet({})]
    for cell in cells:
        after = AnswerSheet({**steps[-1].values, cell: whole.values[cell]})
        steps += [] if out_of_turn(kb, steps[-1], after) else [after]
    found = bound(program, columns_of(steps, program.columns))
    assert (np.diff(found.lows, axis=1) >= 0).all()
    assert (np.diff(found.highs, axis=1) <= 0).all()
    assert (np.diff(found.widths, axis=1) <= 0).all()
    assert (np.diff(found.verdict_widths, axis=1) <= 0).all()
