"""Two states of this repository side by side: an older commit, and what lies in the folder now.

Each runs its own benchmarks on its own rules in processes of its own, in turn, so that what else the machine does falls on both.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from io import BytesIO
from pathlib import Path
from statistics import median

__all__ = ["before_and_after"]

HERE = Path(__file__).parents[1]
PARTS = ("stages", "processes")
Figures = dict[tuple[str, str], float]


def before_and_after(revision: str, rounds: int, turns: int = 2) -> list[tuple[str, str, float, float]]:
    """Rows of (what, unit, before, after): the medians of ``turns`` runs of each, of what both measure.

    Raises SystemExit where git does not know the revision.
    """
    with tempfile.TemporaryDirectory() as name:
        older = Path(name)
        packed = subprocess.run(
            ["git", "archive", revision, "src", "rules", "benchmarks"], cwd=HERE, capture_output=True, check=False
        )  # fmt: skip
        if packed.returncode:
            raise SystemExit(f"git knows no {revision}: {packed.stderr.decode(errors='replace').strip()}")
        with tarfile.open(fileobj=BytesIO(packed.stdout)) as archive:
            archive.extractall(older, filter="data")
        runs: list[tuple[Figures, Figures]] = [
            (_figures(older, older / "kept", rounds), _figures(HERE, older / "kept too", rounds)) for _ in range(turns)
        ]
    first, second = ([run[which] for run in runs] for which in (0, 1))
    shared = [key for key in second[0] if key in first[0]]
    return [(*key, median(run[key] for run in first), median(run[key] for run in second)) for key in shared]


def _figures(root: Path, kept: Path, rounds: int) -> Figures:
    found: Figures = {}
    environment = {
        **os.environ,
        "PYTHONPATH": str(root / "src"),
        "ADVISOR_RULES": str(root / "rules"),
        "ADVISOR_CACHE": str(kept),
    }
    with tempfile.TemporaryDirectory() as name:
        for part in PARTS:
            file = Path(name) / f"{part}.json"
            command = [
                sys.executable, str(root / "benchmarks" / "consult.py"), "--parts", part, "--rounds", str(rounds),
                "--json", str(file), "--write", os.devnull,
            ]  # fmt: skip
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
            for row in json.loads(file.read_text(encoding="utf-8"))["parts"][0]["rows"]:
                found |= {(row["what"], unit): float(value) for unit, value in row["figures"].items()}
    return found
