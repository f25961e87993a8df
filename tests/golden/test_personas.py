"""Eight personas' reports, as JSON and as text, byte for byte.

After a change that is meant: ``ADVISOR_RESET_GOLDENS=1 pytest tests/golden``, then read the diff.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from advisor.interview.answers_file import sheet_from
from advisor.knowledge.source import read_file
from advisor.model.base import KnowledgeBase
from advisor.pipeline import assess, render

HERE = Path(__file__).parent
PERSONAS = HERE.parents[1] / "rules" / "personas"
NAMES = (
    "demo", "emergency", "full_chain", "load_driven", "neural", "one_sided_left_leg", "pregnant_hips_and_back",
    "stiff_hamstrings_67",
)  # fmt: skip


@pytest.mark.parametrize("fmt", ["json", "text"])
@pytest.mark.parametrize("name", NAMES)
def test_persona(kb: KnowledgeBase, name: str, fmt: str) -> None:
    document = read_file(PERSONAS / f"{name}.yaml", name)
    sheet = sheet_from(document.data, kb)
    made = render(kb, assess(kb, sheet, today=date(2026, 11, 22)), sheet, fmt)
    golden = HERE / f"{name}.{'txt' if fmt == 'text' else fmt}"
    if os.environ.get("ADVISOR_RESET_GOLDENS"):
        golden.write_bytes(made)
    assert made.decode().splitlines() == golden.read_text("utf-8").splitlines()
    assert made == golden.read_bytes()


def test_every_persona_of_the_rules_has_a_golden() -> None:
    assert {path.stem for path in PERSONAS.glob("*.yaml")} >= set(NAMES)
