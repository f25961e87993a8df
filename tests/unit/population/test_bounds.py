"""Bounds where a certainty can fall as well as rise: each case is one that a careless bound gets wrong."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from advisor.knowledge import load_knowledge
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from advisor.population import Columns, columns_of, compile_plan
from advisor.population.bounds import CLOSED, Bounds, bound
from advisor.population.cones import cones
from oracle.naive import evaluate
from unit.interview.helpers import BASE, sheet

_RULE = """
code: {code}
id: {id}
title: A pattern
per: side
when: {when}
conclude: {{pattern: 0.5}}
passes_on: {{dormant: {{gluteus_maximus: 0.9}}}}
because: It is so.
mechanism: One possible reason.
evidence: [{{cite: R15, basis: EMG, supports: it}}, {{cite: R15, basis: EMG, supports: that}}]
limits: None known.
reviewed: {{by: consensus, on: 2026-11-22}}
"""


@pytest.fixture(scope="module")
def yielding(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """A test's rule that yields to a pattern read off the last run; a second pattern without any test."""
    root = tmp_path_factory.mktemp("rules") / "rules"
    shutil.copytree(BASE, root)
    parts = ("{last_run: {at_least: 20}}", "{shoes: heels}")
    far, heels = ("{all: [{tight_hamstrings: present}, " + part + "]}" for part in parts)
    patterns, test = root / "patterns", root / "selftests" / "bridge.yaml"
    (patterns / "hamstring_synergist.yaml").write_text(_RULE.format(code="HIP-003", id="hamstring_synergist", when=far))
    (patterns / "heels.yaml").write_text(_RULE.format(code="HIP-004", id="heels", when=heels))
    held = "    because: You held"
    test.write_text(test.read_text().replace(held, f"    yields_to: [hamstring_synergist]\n{held}"))
    return load_knowledge(root)


def bounded(kb: KnowledgeBase, answers: AnswerSheet) -> tuple[Bounds, int]:
    program = compile_plan(kb)
    found = bound(program, columns_of([answers], program.columns))
    return found, found.keys.index(("dormant.gluteus_maximus", "left"))


TOLD = {
    "age": 34, "tight_hamstrings": {"left": "present", "right": "absent"}, "low_back_pain": "absent", "chest": (), "dizzy": "no",
    "pain_now": {"tight_hamstrings": 2}, "night": {"tight_hamstrings": "no"}, "shoes": ("heels",),
    "bridge_hold": {"left": 5, "right": 30}, "bridge_drop": {"left": "yes", "right": "no"}, "plank_lying": "easy",
    "plank_hold": 60, "chin_hold": 60,
}  # fmt: skip


def test_a_test_that_may_be_left_out_is_not_behind_the_low(yielding: KnowledgeBase) -> None:
    """Once the last run makes the pattern stand, the test's rule yields, and the muscle is held at .40: no test behind it."""
    partial = sheet(**TOLD)  # type: ignore[arg-type]
    found, row = bounded(yielding, partial)
    cf = {km: evaluate(yielding, AnswerSheet({**partial.values, ("last_run", ""): km})).certainty for km in (100, 300)}
    ends = [round(cf[km]["dormant.gluteus_maximus", "left"] * 1e6) for km in (100, 300)]
    assert ends == [600_000, 400_000]
    assert found.lows[row, 0] <= 400_000
    assert found.highs[row, 0] >= 600_000


def test_a_closed_cell_stays_as_it_is(yielding: KnowledgeBase) -> None:
    partial = sheet(**TOLD)  # type: ignore[arg-type]
    program = compile_plan(yielding)
    columns = columns_of([partial], program.columns)
    shut = Columns(1, {**columns.arrays, "last_run": np.array([CLOSED])})
    found = bound(program, shut)
    row = found.keys.index(("dormant.gluteus_maximus", "left"))
    assert found.lows[row, 0] == found.highs[row, 0] == 600_000
    assert found.settled().tolist() == [True]
    assert not bound(program, columns).settled()[0]


def test_pairs_are_counted_for_patterns_directions_and_verdicts(yielding: KnowledgeBase) -> None:
    found, row = bounded(yielding, sheet(**TOLD))  # type: ignore[arg-type]
    assert found.widths[row, 0] == 1, ".40 to .60 is likely throughout"
    pattern = found.keys.index(("hamstring_synergist", "left"))
    assert found.widths[pattern, 0] == 3, "hidden, possible or likely"
    assert found.open_pairs()[0] == found.widths.sum() + found.verdict_widths.sum()
    assert found.unsettled()[:, 0].any()


def test_cones_hold_what_a_finding_can_hang_on(yielding: KnowledgeBase) -> None:
    found = cones(compile_plan(yielding).plan)
    muscle = found["dormant.gluteus_maximus", "left"]
    assert {"last_run", "shoes", "bridge_hold@left", "bridge_drop@left", "tight_hamstrings@left", "chin_hold"} <= muscle
    assert not muscle & {"age", "night@tight_hamstrings", "bridge_hold@right"}
