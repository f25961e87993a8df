"""The columnar engine by hand: the design's example, safety's gate, what is wanted, threads, and what cannot be compiled."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest

from advisor.errors import AdvisorError, Place
from advisor.knowledge import load_knowledge
from advisor.model.answers import AnswerSheet, State
from advisor.model.base import KnowledgeBase
from advisor.model.condition import Kind, Leaf, Op, SideMode
from advisor.population import EVERYTHING, FIRED, OPEN, Screened, columns_of, compile_plan, screen
from oracle.strategies import random_sheet, small_knowledge

BASE = Path(__file__).parents[2] / "bases" / "design_example"
ANSWERS = {
    ("tight_hamstrings", "left"): "present", ("tight_hamstrings", "right"): "absent", ("low_back_pain", ""): "present",
    ("late_cramp", "left"): "yes", ("late_cramp", "right"): State.UNKNOWN, ("bridge_hold", "left"): 26,
    ("bridge_hold", "right"): 24, ("bridge_felt", "left"): "glute", ("bridge_felt", "right"): "glute",
    ("cue_better", "left"): "yes", ("last_run", ""): 160, ("longest30", ""): 120,
}  # fmt: skip


def run(kb: KnowledgeBase, *sheets: AnswerSheet, limit: int = 4096) -> Screened:
    program = compile_plan(kb, limit=limit)
    return screen(program, columns_of(sheets, program.columns), want=EVERYTHING)


@pytest.mark.parametrize("limit", [4096, 0])
def test_the_digits_of_the_design(limit: int) -> None:
    """DESIGN 4.12, column by column; the second row is without the load spike, the third without the cue test."""
    without = [{c: v for c, v in ANSWERS.items() if c != cell} for cell in (None, ("last_run", ""), ("cue_better", "left"))]
    found = run(load_knowledge(BASE), *(AnswerSheet(values) for values in without), limit=limit)
    assert found.cf("hamstring_synergist", "left").tolist() == [0.4375, 0.4375, 0.4375]
    assert found.cf("hamstring_synergist", "right").tolist() == [-0.2, -0.2, -0.2]
    assert found.cf("dominant.biceps_femoris", "left").tolist() == [0.53925, 0.60, 0.40]
    assert found.cf("dominant.biceps_femoris", "right")[0] == 0.12
    assert found.cf("dormant.gluteus_maximus", "left")[0] == 0.53925
    assert found.cf("dormant.gluteus_maximus", "right")[0] == 0.21
    assert found.certainty("biceps_femoris", "left")[0] == 0.53925
    assert found.bands(found.certainty("biceps_femoris", "left")).tolist() == [2, 2, 2]


def test_an_empty_sheet_is_never_safe(kb: KnowledgeBase) -> None:
    found = run(kb, AnswerSheet())
    assert found.blocked[0]
    assert not found.findings_allowed[0]
    assert (found.flags == OPEN).any()
    assert not found.allowed.any()


def test_an_emergency_leaves_nothing_but_safety(kb: KnowledgeBase) -> None:
    rng = Random(5)
    sheets = [random_sheet(kb, rng, 0.0) for _ in range(40)]
    found = run(kb, *sheets)
    assert found.ended.any()
    for name in ("verdict", "size", "patterns", "certainties", "allowed", "in_force"):
        assert not getattr(found, name)[:, found.ended].any(), name
    assert (found.flags[:, found.ended] == FIRED).any(axis=0).all()


def test_only_what_is_wanted_is_there_and_it_is_the_same() -> None:
    kb = small_knowledge(Random(3))
    program = compile_plan(kb)
    columns = columns_of([random_sheet(kb, Random(seed), 0.1) for seed in range(50)], program.columns)
    everything = screen(program, columns, want=EVERYTHING)
    little = screen(program, columns, want={"findings"})
    assert little.flags is little.patterns is little.allowed is None
    assert (little.size == everything.size).all()
    assert screen(program, columns, want=()).findings is None
    with pytest.raises(ValueError, match="not worked out"):
        little.pattern(*program.patterns[0])
    with pytest.raises(ValueError, match="no such results"):
        screen(program, columns, want={"finding"})


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_threads_and_blocks_change_nothing(threads: int) -> None:
    kb = small_knowledge(Random(11))
    program = compile_plan(kb)
    columns = columns_of([random_sheet(kb, Random(seed), 0.2) for seed in range(300)], program.columns)
    one, many = screen(program, columns, threads=1), screen(program, columns, threads=threads, block=32)
    assert all((getattr(one, name) == getattr(many, name)).all() for name in ("level", "flags", "verdict", "size", "patterns"))


def test_nobody_and_nothing_asked() -> None:
    kb = small_knowledge(Random(2))
    program = compile_plan(kb)
    assert screen(program, columns_of([], program.columns), want=EVERYTHING).rows == 0
    assert screen(program, columns_of([AnswerSheet()] * 3, program.columns)).level.shape == (3,)


def test_a_used_machine_forgets() -> None:
    """Buffers are used again: a short run after a long one must not see what was left in them."""
    kb = small_knowledge(Random(23))
    program = compile_plan(kb)
    sheets = [random_sheet(kb, Random(seed), 0.2) for seed in range(64)]
    fresh = [screen(compile_plan(kb), columns_of([sheet], program.columns), want=EVERYTHING) for sheet in sheets[:6]]
    screen(program, columns_of(sheets, program.columns), want=EVERYTHING, block=16)
    for sheet, first in zip(sheets, fresh, strict=False):
        again = screen(program, columns_of([sheet], program.columns), want=EVERYTHING)
        assert (again.certainties == first.certainties).all()
        assert (again.items == first.items).all()


def test_what_cannot_be_compiled_names_its_rule() -> None:
    kb = load_knowledge(BASE)
    rule = kb.rules["HIP-003"]
    leaf = Leaf(Kind.QUESTION, "bridge_hold", Op.GAP_AT_LEAST, ("1.0000000000000000001",), SideMode.SAME)
    broken = replace(kb, rules={**kb.rules, rule.code: rule.model_copy(update={"when": leaf})})
    with pytest.raises(AdvisorError) as caught:
        compile_plan(broken, places={"HIP-003": Place("patterns/hip.yaml", 4, 7)})
    found = caught.value.diagnostics
    assert [item.code for item in found] == ["P801"]
    assert "rule HIP-003" in found[0].message
    assert str(found[0]).startswith("patterns/hip.yaml:4:7: P801: ")


def test_too_many_options_to_tick() -> None:
    kb = load_knowledge(BASE)
    options = {f"o{n}": "an option" for n in range(64)}
    question = kb.questions["late_cramp"].model_copy(update={"type": "multi", "options": options})
    rule = kb.rules["HIP-003"].model_copy(update={"when": Leaf(Kind.QUESTION, "late_cramp", Op.IS, ("o63",), SideMode.SAME)})
    broken = replace(kb, questions={**kb.questions, "late_cramp": question}, rules={"HIP-003": rule})
    with pytest.raises(AdvisorError, match=r"rule HIP-003 cannot be run over a population: .* has 64 options"):
        compile_plan(broken)


@pytest.mark.parametrize("count", [7, 8, 15, 16, 31, 32, 63])
def test_every_bit_of_a_wide_question(count: int) -> None:
    """Ticks in columns of one to eight bytes, the last option among them."""
    kb = load_knowledge(BASE)
    options = {f"o{n}": "an option" for n in range(count)}
    question = kb.questions["late_cramp"].model_copy(update={"type": "multi", "options": options})
    last = f"o{count - 1}"
    leaf = Leaf(Kind.QUESTION, "late_cramp", Op.IS, ("o3", last), SideMode.SAME)
    rule = kb.rules["HIP-003"].model_copy(update={"when": leaf})
    wide = replace(kb, questions={**kb.questions, "late_cramp": question}, rules={"HIP-003": rule})
    answers = [(last,), ("o3", "o4"), ("o2",), (), State.UNKNOWN, State.NOT_ASKED, tuple(options)]
    found = run(wide, *(AnswerSheet({("late_cramp", "left"): value}) for value in answers))
    stands = found.cf("hamstring_synergist", "left") > 0
    assert stands.tolist() == [True, True, False, False, False, False, True]


def test_help_does_not_wait_for_numpy() -> None:
    code = "import sys; from advisor.cli.main import cli; import advisor.pipeline; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_column_is_taken_as_it_comes() -> None:
    """Columns are read, never written to."""
    kb = small_knowledge(Random(4))
    program = compile_plan(kb)
    columns = columns_of([random_sheet(kb, Random(seed), 0.1) for seed in range(20)], program.columns)
    before = {name: array.copy() for name, array in columns.arrays.items()}
    for array in columns.arrays.values():
        array.flags.writeable = False
    screen(program, columns, want=EVERYTHING)
    assert all(np.array_equal(array, before[name]) for name, array in columns.arrays.items())


def test_a_finding_that_is_not_there_is_told_by_its_nearest_name() -> None:
    program = compile_plan(load_knowledge())
    found = screen(program, columns_of([AnswerSheet({})], program.columns), want=EVERYTHING)
    for call, name, side, words in (
        (found.certainty, "gluteus_maxmus", "left", 'did you mean "gluteus_maximus"?'),
        (found.certainty, "gluteus_maximus", "whole", "its sides: left, right"),
        (found.verdicts, "lower_crossed", "whole", "nothing is worked out"),
        (found.pattern, "lower_crosed", "whole", 'did you mean "lower_crossed"?'),
        (found.cf, "dormant.gluteus_maxmus", "left", 'did you mean "dormant.gluteus_maximus"?'),
    ):
        with pytest.raises(ValueError, match=re.escape(words)):
            call(name, side)


@pytest.mark.parametrize("block", [0, -1])
def test_blocks_of_nobody_are_refused(kb: KnowledgeBase, block: int) -> None:
    """With -1 no block would be run, and what happened to be in memory would be told."""
    program = compile_plan(kb)
    with pytest.raises(ValueError, match="one sheet at least"):
        screen(program, columns_of([AnswerSheet({})], program.columns), block=block)
