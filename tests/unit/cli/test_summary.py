"""The lines on the terminal after a report was made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from advisor.cli.files import read_answers
from advisor.cli.summary import summary_lines
from advisor.model.base import KnowledgeBase
from advisor.pipeline import assess

PERSONAS = Path(__file__).parents[3] / "rules" / "personas"


@pytest.mark.parametrize("name", ["demo", "one_sided_left_leg", "full_chain"])
def test_no_side_is_told_surer_than_it_is(kb: KnowledgeBase, name: str) -> None:
    """Where the sides differ in how sure they are, each has its own word."""
    found = assess(kb, read_answers(str(PERSONAS / f"{name}.yaml"), kb), today=date(2026, 11, 22))
    lines = summary_lines(kb, found)
    bands = {(f.role, f.muscle, f.side): f.band for f in found.findings}
    alone = apart = both = 0
    for (role, muscle, side), band in bands.items():
        other = bands.get((role, muscle, "right" if side == "left" else "left"))
        told = [line.strip() for line in lines if line.strip().startswith(f"{kb.muscles[muscle].name}, ")]
        if not told or side == "whole":
            continue
        if other is None:
            alone += 1
            assert told == [f"{kb.muscles[muscle].name}, {side} ({band})"]
        elif other == band:
            both += 1
            assert told == [f"{kb.muscles[muscle].name}, both sides ({band})"]
        else:
            apart += 1
            assert f"{side} ({band})" in told[0]
    assert alone + both + apart > 0
    assert apart > 0 or name != "demo"
