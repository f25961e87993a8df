"""Bounds hold for every choice of the varying answers, and what is settled never changes."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from advisor.population import EVERYTHING, NOT_ASKED, columns_of, compile_plan
from advisor.population.cells import Cells
from advisor.population.live import Live, reached
from advisor.population.machine import Machine, Tape
from advisor.population.variation import Change, varied
from oracle.strategies import random_sheet, small_knowledge


@pytest.mark.parametrize("limit", [0, 4096])
@pytest.mark.parametrize("seed", range(12))
def test_no_node_leaves_its_bounds(seed: int, limit: int) -> None:
    rng = Random(seed)
    program = compile_plan(small_knowledge(rng), limit=limit)
    base = columns_of([random_sheet(program.knowledge, rng)], program.columns)
    nodes = reached(program.nodes(EVERYTHING).values())
    cells = Cells(program)
    names = rng.sample(list(program.columns), min(5, len(program.columns)))
    free = {name: [NOT_ASKED, *(cell.value for cell in cells.of(name))] for name in names}
    live = Live(nodes, {name: int(array[0]) for name, array in base.arrays.items()}, free)
    rows, depth = 300, len(program.knowledge.symptoms)
    variants = [[Change(name, rng.choice(free[name])) for name in names if rng.random() < 0.7] for _ in range(rows)]
    columns = varied(base, variants, program.columns)
    found = {str(node.number): np.zeros((depth if node.deep else 1, rows), node.dtype) for node in nodes}
    with np.errstate(all="ignore"):
        machine = Machine(Tape([(str(node.number), 0, node) for node in nodes]), rows, depth)
        machine.run(columns.arrays, found, 0, rows)
    settled = 0
    for node in nodes:
        low, high = (np.reshape(end, (-1, 1)) for end in live.bounds[node.number])
        values = found[str(node.number)]
        inside = (values >= low) & (values <= high) | np.isnan(values.astype(np.float64))
        assert inside.all(), (node, live.bounds[node.number])
        if live.settled(node):
            settled += 1
            assert (values == values[:, :1]).all() or np.isnan(values.astype(np.float64)).any()
    assert settled, "nothing settled: the bounds say nothing"
