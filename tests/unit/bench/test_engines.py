"""Figures of the engines: complete, for the sheets asked for; nothing here asserts a time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from advisor.bench import ENGINES, measure
from advisor.bench.engines import peak_megabytes, sheets_for
from advisor.knowledge import load_knowledge
from advisor.model.base import KnowledgeBase
from advisor.population import columns_of, schema_of

BASE = Path(__file__).parents[2] / "bases" / "design_example"


@pytest.fixture(scope="module")
def example() -> KnowledgeBase:
    return load_knowledge(BASE)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_has_figures(example: KnowledgeBase, engine: str) -> None:
    found = measure(example, engine, sheets=70_000 if engine == "columnar" else 3, threads=2)
    assert found.engine == engine
    assert found.ready_ms > 0
    counts = [(figure.sheets, figure.threads) for figure in found.figures]
    several = [(1, 1), (400, 1), (10_000, 1), (70_000, 1), (70_000, 2)]
    assert counts == (several if engine == "columnar" else [(1, 1)])
    assert all(figure.milliseconds > 0 and figure.per_second > 0 and figure.runs >= 2 for figure in found.figures)
    assert found.size


def test_an_engine_that_does_not_exist(example: KnowledgeBase) -> None:
    with pytest.raises(ValueError, match="no such engine: abacus"):
        measure(example, "abacus", sheets=1)


def test_sheets_are_those_of_the_columns(example: KnowledgeBase) -> None:
    columns, rows = sheets_for(example, 450, seed=3)
    assert columns.rows == 450
    assert len(rows) == 400
    again = columns_of(rows, schema_of(example))
    for name, values in again.arrays.items():
        np.testing.assert_array_equal(values, columns.arrays[name][:400])
    assert sheets_for(example, 450, seed=3)[1] == rows
    assert sheets_for(example, 450, seed=4)[1] != rows


def test_memory_is_counted() -> None:
    held = np.ones(20_000_000)
    assert peak_megabytes() >= held.nbytes / 1e6 or peak_megabytes() == 0.0
