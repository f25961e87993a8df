"""Same input, same bytes: under different hash seeds, in different processes, in a different order of answers."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
PERSONA = ROOT / "rules" / "personas" / "demo.yaml"


def report(fmt: str, seed: str, answers: Path = PERSONA, cwd: Path | None = None) -> str:
    env = {**os.environ, "PYTHONHASHSEED": seed, "ADVISOR_TODAY": "2026-11-22"}
    command = [sys.executable, "-m", "advisor", "report", str(answers), "--format", fmt, "-o", "-"]
    done = subprocess.run(command, capture_output=True, env=env, cwd=cwd, check=True, timeout=120)
    return hashlib.sha256(done.stdout).hexdigest()


def test_every_format_is_the_same_under_any_hash_seed(tmp_path: Path) -> None:
    for fmt in ("json", "text", "html", "pdf"):
        assert report(fmt, "1") == report(fmt, "4242", cwd=tmp_path), fmt


def test_the_order_of_answers_does_not_matter(tmp_path: Path) -> None:
    answers = yaml.load(PERSONA.read_text("utf-8"), yaml.BaseLoader)["answers"]
    turned = tmp_path / "demo.yaml"
    turned.write_text(yaml.safe_dump({"answers": dict(reversed(answers.items()))}, sort_keys=False), "utf-8")
    assert report("json", "7", turned) == report("json", "7")
