"""The benchmarks run and their equality checks hold; nothing here asserts a time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "benchmarks" / "consult.py"
OTHER = "<!-- batch: begin -->\n## Whole tables\n<!-- batch: end -->\n"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    paths = [str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "ADVISOR_RULES": str(ROOT / "rules")}
    return subprocess.run([sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, env=environment, check=False)


def test_the_short_form(tmp_path: Path) -> None:
    figures, page = tmp_path / "b.json", tmp_path / "b.md"
    page.write_text(f"# Benchmarks\n\n<!-- consult: begin -->\nold\n<!-- consult: end -->\n\n{OTHER}", encoding="utf-8")
    done = run(
        "--quick", "--sizes", "20,40", "--rounds", "1", "--consults", "20", "--parts", "compare,scaling,memory,clips",
        "--json", str(figures), "--write", str(page),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    parts = json.loads(figures.read_text(encoding="utf-8"))["parts"]
    assert len(parts) == 4
    compared, sizes, memory, clips = parts
    assert compared["checked"].startswith("firings in order")
    assert all(row["figures"]["times faster"] > 0 for row in compared["rows"])
    assert [row["what"] for row in sizes["rows"]] == ["20 rules", "40 rules", "growth from 20 to 40 rules"]
    assert memory["rows"][0]["what"] == "20 consultations"
    assert clips["checked"] or "clipspy" in clips["notes"][0]
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Benchmarks\n\n<!-- consult: begin -->\n## One consultation")
    assert text.endswith(f"<!-- consult: end -->\n\n{OTHER}")
    assert text.count("\n### ") == 4
    assert "old" not in text


def test_an_unknown_part_is_refused() -> None:
    done = run("--parts", "nothing")
    assert done.returncode == 2
    assert "no such part: nothing" in done.stderr
