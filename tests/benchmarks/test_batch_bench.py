"""The benchmark of whole tables runs, and rows equal a consultation first; nothing here asserts a time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_short_form(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    figures, page = tmp_path / "b.json", tmp_path / "b.md"
    page.write_text("# Benchmarks\n\nBefore.\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "ADVISOR_RULES": str(ROOT / "rules")}
    done = subprocess.run(
        [sys.executable, "benchmarks/batch.py", "--rows", "2000", "--checks", "10", "--json", str(figures), "--write", str(page)],
        cwd=ROOT, capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (part,) = json.loads(figures.read_text(encoding="utf-8"))["parts"]
    assert "equal to pipeline.assess" in part["checked"]
    (row,) = part["rows"]
    assert row["figures"]["rows a second"] > 0
    assert row["figures"]["most MB held"] > 50
    assert "## Whole tables" in page.read_text(encoding="utf-8")
