"""README shows the real thing: its output is what the command prints, its links and pictures exist, its verbs are all."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def block(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n```\w*\n(.*?)```", README, re.S)
    assert found, name
    return found[1]


def demo_output(folder: Path) -> str:
    env = {**os.environ, "ADVISOR_TODAY": "2026-11-22"}
    done = subprocess.run(
        [sys.executable, "-m", "advisor", "demo"], cwd=folder, env=env, capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout


def test_the_demo_prints_what_readme_shows(tmp_path: Path) -> None:
    assert block("demo output") == demo_output(tmp_path)


def test_links_and_pictures_exist() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if not target.startswith("https://"):
            assert (ROOT / target).exists(), target


def test_ci_reads_the_commands_from_readme() -> None:
    assert "advisor demo" in block("demo")
    assert "pytest" in block("tests")
    assert "\n" not in block("demo").strip()
    assert "\n" not in block("tests").strip()
