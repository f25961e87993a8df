"""The design's worked example (4.12), through the rule files and experta: the digits, and each "without ..."."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.inference.consult import Reasoner
from advisor.knowledge import load_knowledge
from advisor.model.answers import AnswerSheet, State

BASE = Path(__file__).parents[1] / "bases" / "design_example"
LOAD = ("last_run", "")
BRIDGE = (("bridge_hold", "left"), ("bridge_felt", "left"))
CUE = ("cue_better", "left")
ANSWERS = {
    ("tight_hamstrings", "left"): "present",
    ("tight_hamstrings", "right"): "absent",
    ("low_back_pain", ""): "present",
    ("late_cramp", "left"): "yes",
    ("late_cramp", "right"): State.UNKNOWN,
    ("bridge_hold", "left"): 26,
    ("bridge_hold", "right"): 24,
    ("bridge_felt", "left"): "glute",
    ("bridge_felt", "right"): "glute",
    CUE: "yes",
    LOAD: 160,
    ("longest30", ""): 120,
}


@pytest.fixture(scope="module")
def reasoner() -> Reasoner:
    return Reasoner(load_knowledge(BASE))


def certainties(reasoner: Reasoner, *without: tuple[str, str]) -> dict[tuple[str, str], float]:
    sheet = AnswerSheet({cell: value for cell, value in ANSWERS.items() if cell not in without})
    return reasoner.consult(sheet).certainties.cf


def test_the_digits(reasoner: Reasoner) -> None:
    cf = certainties(reasoner)
    assert cf["hamstring_synergist", "left"] == 0.4375
    assert cf["hamstring_synergist", "right"] == -0.2
    assert cf["dominant.biceps_femoris", "left"] == 0.53925
    assert cf["dominant.biceps_femoris", "right"] == 0.12
    assert cf["dormant.gluteus_maximus", "left"] == 0.53925
    assert cf["dormant.gluteus_maximus", "right"] == 0.21


def test_without_the_load_spike_the_one_test_cap_holds_it(reasoner: Reasoner) -> None:
    sheet = AnswerSheet({cell: value for cell, value in ANSWERS.items() if cell != LOAD})
    found = reasoner.consult(sheet).certainties
    derivation = found.derivations["dominant.biceps_femoris", "left"]
    assert derivation.combined == pytest.approx(0.63625, abs=1e-12)
    assert (derivation.cap, derivation.certainty) == (0.60, 0.60)


def test_a_normal_test_is_evidence_a_skipped_one_is_none(reasoner: Reasoner) -> None:
    cf = certainties(reasoner, *BRIDGE)
    assert cf["hamstring_synergist", "left"] == 0.55
    assert cf["dominant.biceps_femoris", "left"] == 0.60


def test_without_the_cue_test_nothing_is_behind_it(reasoner: Reasoner) -> None:
    assert certainties(reasoner, CUE)["dominant.biceps_femoris", "left"] == 0.40
