"""One persona's report in German, as text, byte for byte: what is translated, what stays English.

After a change that is meant: ``ADVISOR_RESET_GOLDENS=1 pytest tests/golden``, then read the diff.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from advisor.interview.answers_file import sheet_from
from advisor.knowledge.source import read_file
from advisor.knowledge.translations import translated
from advisor.model.base import KnowledgeBase
from advisor.pipeline import assess, render

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "rules"


@pytest.mark.parametrize("name", ["demo", "emergency"])
def test_persona_in_german(kb: KnowledgeBase, name: str) -> None:
    german = translated(kb, "de", RULES)
    sheet = sheet_from(read_file(RULES / "personas" / f"{name}.yaml", name).data, german)
    made = render(german, assess(german, sheet, today=date(2026, 11, 22)), sheet, "text")
    golden = HERE / f"{name}.de.txt"
    if os.environ.get("ADVISOR_RESET_GOLDENS"):
        golden.write_bytes(made)
    assert made.decode().splitlines() == golden.read_text("utf-8").splitlines()
    assert made == golden.read_bytes()
