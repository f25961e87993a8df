"""The benchmark of the columnar engine runs, and all peers give the same first; nothing here asserts a time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_short_form(tmp_path: Path) -> None:
    figures, page = tmp_path / "b.json", tmp_path / "b.md"
    page.write_text("# Benchmarks\n\nBefore.\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "ADVISOR_RULES": str(ROOT / "rules")}
    done = subprocess.run(
        [sys.executable, "benchmarks/population.py", "--quick", "--json", str(figures), "--write", str(page)],
        cwd=ROOT, capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    sizes, peers = json.loads(figures.read_text(encoding="utf-8"))["parts"]
    assert len(sizes["rows"]) == 6
    assert all(row["figures"]["sheets a second"] > 0 for row in sizes["rows"])
    names = [row["what"].partition(" (")[0] for row in peers["rows"]]
    assert names[:3] == ["experta, our matcher", "plain Python, the same plan", "compiled Python"]
    for name in ("CLIPS", "zen-engine"):
        assert f"{name}, matching alone" in names or any(note.startswith(f"{name}: ") for note in peers["notes"])
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Benchmarks\n\nBefore.\n")
    assert "## Population" in text
