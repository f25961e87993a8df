"""Generated runners: the same anywhere, within every column, plausible, and joined as the rules join answers."""

from __future__ import annotations

import hashlib
from random import Random

import numpy as np
import pytest

from advisor.model.base import KnowledgeBase
from advisor.population import UNKNOWN, Columns, as_columns, compile_plan, schema_of, screen
from advisor.population.runners import Likeness, runners
from oracle.strategies import small_knowledge

COUNT = 1500
EXPECTED = "fd23453c8a86586e016c6c942659b265dbfda9f9c81e81ab4a7defcb45a8b916"


@pytest.fixture(scope="module")
def made(kb: KnowledgeBase) -> Columns:
    return runners(kb, COUNT, 3)


def digest(columns: Columns) -> str:
    parts = [name.encode() + array.astype("<i8").tobytes() for name, array in sorted(columns.arrays.items())]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def test_the_same_twice_and_another_for_another_seed(kb: KnowledgeBase, made: Columns) -> None:
    assert digest(runners(kb, COUNT, 3)) == digest(made)
    assert digest(runners(kb, COUNT, 4)) != digest(made)


def test_the_same_on_every_machine() -> None:
    """A digest written down once: of a base that no edit of the shipped rules touches."""
    assert digest(runners(small_knowledge(Random(5)), 200, 7)) == EXPECTED


def test_every_value_fits_its_column(kb: KnowledgeBase, made: Columns) -> None:
    assert as_columns(made.arrays, schema_of(kb)).rows == COUNT
    assert set(made.arrays) == set(schema_of(kb))


def test_what_is_not_relevant_is_not_asked(kb: KnowledgeBase, made: Columns) -> None:
    male = made.arrays["sex"] == schema_of(kb)["sex"].codes["male"]
    assert male.any()
    assert (made.arrays["pregnancy"][male] < 0).all()
    absent = made.arrays["low_back_pain"] == schema_of(kb)["low_back_pain"].codes["absent"]
    assert (made.arrays["pain_now@low_back_pain"][absent] < 0).all()


def test_shares_are_those_asked_for(kb: KnowledgeBase) -> None:
    like = Likeness(unknown=0.2, tests_left_out=0.0, hurt=0.0)
    found = runners(kb, COUNT, 1, like).arrays["t_plank"]
    assert 0.15 < np.mean(found == UNKNOWN) < 0.25


def test_most_are_safe_and_many_have_a_pattern(kb: KnowledgeBase, made: Columns) -> None:
    found = screen(compile_plan(kb), made)
    assert np.mean(found.ended) < 0.15
    assert 0.005 < np.mean(found.blocked) < 0.15
    assert found.patterns is not None
    assert 0.5 < np.mean((found.patterns >= 200_000).sum(axis=0)) < 6
    assert set(np.unique(found.level)) >= {0, 1, 2, 3}


def test_causes_bring_the_answers_that_their_rules_join(kb: KnowledgeBase) -> None:
    """The more causes, the more often patterns stand that need several answers at once."""
    program = compile_plan(kb)
    calm = {"flags": 0.0, "safety_open": 0.0, "unknown_safety": 0.0}
    none, many = (screen(program, runners(kb, 3000, 2, Likeness(patterns=share, **calm))) for share in (0.0, 4.0))
    for pattern in ("hamstring_synergist", "quad_dominance", "calf_soleus_deficit"):
        share = [float(np.mean(found.pattern(pattern, "left") >= 0.4)) for found in (none, many)]
        assert share[1] > 3 * share[0], pattern
