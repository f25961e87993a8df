"""Sheets that differ from one in few answers: the same digits as the plain run, however much they differ."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

import numpy as np
import pytest

from advisor.population import EVERYTHING, NOT_ASKED, Columns, Program, columns_of, compile_plan, screen
from advisor.population.bounds import bound, limits_of
from advisor.population.cells import Cells
from advisor.population.differing import Differing
from advisor.population.graph import Node
from advisor.population.live import reached
from advisor.population.machine import Machine, Tape
from advisor.population.screen import screen_alike
from advisor.population.variation import Change, varied
from oracle.strategies import random_sheet, small_knowledge


def sheets(program: Program, rng: Random, share: float, rows: int) -> tuple[Columns, list[str]]:
    """One sheet, then others with a share of some columns changed; and these columns."""
    base = columns_of([random_sheet(program.knowledge, rng)], program.columns)
    cells = Cells(program)
    names = rng.sample(list(program.columns), max(2, int(share * len(program.columns))))
    values = {name: [NOT_ASKED, *(cell.value for cell in cells.of(name))] for name in names}
    some = [rng.sample(names, rng.choice([1, 2])) for _ in range(rows - 1)]
    variants = [[Change(name, rng.choice(values[name])) for name in chosen] for chosen in some]
    return varied(base, [[], *variants], program.columns), names


def plainly(nodes: Sequence[Node], columns: Columns, depth: int) -> dict[str, Any]:
    """Every node by the machine that works out every sheet."""
    found = {str(node.number): np.zeros((depth if node.deep else 1, columns.rows), node.dtype) for node in nodes}
    with np.errstate(all="ignore"):
        machine = Machine(Tape([(str(node.number), 0, node) for node in nodes]), columns.rows, depth)
        machine.run(columns.arrays, found, 0, columns.rows)
    return found


def same(one: Any, other: Any) -> bool:
    return bool(one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype.kind == "f"))


@pytest.mark.parametrize("limit", [0, 4096])
@pytest.mark.parametrize("seed", range(12))
def test_every_node_is_as_in_the_plain_run(seed: int, limit: int) -> None:
    """Half the nodes of every sheet, half of the first alone; columns that are free, and now and then another."""
    rng = Random(seed)
    program = compile_plan(small_knowledge(rng), limit=limit)
    depth = len(program.knowledge.symptoms)
    for nodes in (reached(program.nodes(EVERYTHING).values()), reached(node for _, _, node in limits_of(program).outputs)):
        deep = depth if any(node.deep for node in nodes) else 1
        chosen = set(rng.sample(range(len(nodes)), len(nodes) // 2))
        every = [(str(node.number), 0, node) for place, node in enumerate(nodes) if place in chosen]
        first = [(str(node.number), 0, node) for place, node in enumerate(nodes) if place not in chosen]
        for share in (0.2, 1.0):
            columns, names = sheets(program, rng, share, rng.choice([2, 33, 700]))
            free = names if rng.random() < 0.5 else names[1:]
            differing = Differing(every, first, deep, free)
            for _ in range(2):  # nothing is left over from one run to the next
                plain = plainly(nodes, columns, deep)
                found = {name: np.zeros_like(array) for name, array in plain.items()}
                with np.errstate(all="ignore"):
                    differing.run(columns.arrays, found, columns.rows)
                for name, _, node in every:
                    assert same(found[name], plain[name]), node
                for name, _, node in first:
                    assert same(found[name][:, :1], plain[name][:, :1]), node
                columns, _ = sheets(program, rng, 1.0, 50)


@pytest.mark.parametrize("seed", range(6))
def test_screening_and_bounds_of_sheets_alike(seed: int) -> None:
    rng = Random(seed)
    program = compile_plan(small_knowledge(rng))
    columns, _ = sheets(program, rng, 0.4, 90)
    one, other = screen_alike(program, columns, want=EVERYTHING), screen(program, columns, want=EVERYTHING)
    for name, array in vars(other).items():
        if isinstance(array, np.ndarray):
            assert same(getattr(one, name), array), name
    together = bound(program, columns)
    for row in range(0, columns.rows, 30):
        alone = bound(program, columns.slice(row, row + 1))
        for name in ("lows", "highs", "verdict_lows", "verdict_highs", "middles"):
            assert same(getattr(together, name)[:, row : row + 1], getattr(alone, name)), name


def test_what_costs_calls_is_few(program: Program) -> None:
    """The point of it: many operations are one call."""
    limits = limits_of(program)
    assert 20 * limits.sheets.groups < len(reached(node for _, _, node in limits.outputs))
