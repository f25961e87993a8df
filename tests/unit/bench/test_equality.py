"""The engines are compared before they are timed: a difference of the last bit in one row is found and named."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from advisor.bench import Disagreement, check_equal, check_row
from advisor.inference.consult import Reasoner
from advisor.population import DEFAULT, Program, columns_of, compile_plan, screen
from oracle.strategies import random_sheet, small_knowledge

WANT = DEFAULT | {"certainties"}


@pytest.fixture(scope="module")
def base() -> tuple[Program, Reasoner, list]:
    for seed in range(50):  # a base on which something is found
        rng = Random(seed)
        knowledge = small_knowledge(rng)
        program, reasoner = compile_plan(knowledge), Reasoner(knowledge)
        sheets = [random_sheet(knowledge, rng) for _ in range(20)]
        found = screen(program, columns_of(sheets, program.columns), want=WANT)
        if found.certainties.any() and found.patterns.any() and found.findings_allowed.any():
            return program, reasoner, sheets
    raise AssertionError("no random base finds anything")


def test_equal_engines_are_equal(base: tuple[Program, Reasoner, list]) -> None:
    assert check_equal(*base) == 20


@pytest.mark.parametrize(
    ("result", "what"), [("certainties", "the certainties"), ("patterns", "the certainties"), ("level", "the safety level")]
)
def test_the_smallest_difference_is_named(base: tuple[Program, Reasoner, list], result: str, what: str) -> None:
    program, reasoner, sheets = base
    found = screen(program, columns_of(sheets, program.columns), want=WANT)
    values = getattr(found, result)
    row = int(np.argmax(found.findings_allowed))
    values[..., row] += 1  # one millionth, or one level
    told = reasoner.consult(sheets[row])
    with pytest.raises(Disagreement) as caught:
        check_row(found, row, told.safety, told.certainties.cf, told.findings)
    assert (caught.value.row, caught.value.what) == (row, what)
