"""The benchmark of counterfactuals runs, and what it compares is equal first; nothing here asserts a time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_short_form(tmp_path: Path) -> None:
    figures, page = tmp_path / "b.json", tmp_path / "b.md"
    old = "<!-- counterfactual: begin -->\nold\n<!-- counterfactual: end -->\n"
    page.write_text(f"# Benchmarks\n\nBefore.\n\n{old}After.\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "ADVISOR_RULES": str(ROOT / "rules")}
    script = str(ROOT / "benchmarks" / "counterfactual.py")
    command = [sys.executable, script, "--quick", "--json", str(figures), "--write", str(page)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    what_if, smallest, effects = json.loads(figures.read_text(encoding="utf-8"))["parts"]
    assert "experta" in what_if["checked"]
    assert "experta" in smallest["checked"]
    assert all(row["figures"]["ms, 95 %"] > 0 for row in (*what_if["rows"], *smallest["rows"]))
    assert effects["rows"][0]["figures"]["changed"] > 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Benchmarks\n\nBefore.\n")
    assert text.count("## Counterfactuals\n") == 1
    assert "\nold\n" not in text
    assert text.endswith("<!-- counterfactual: end -->\nAfter.\n")
