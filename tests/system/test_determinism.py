"""Same input, same bytes: under different hash seeds, in different processes, in a different order of answers."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
PERSONA = ROOT / "rules" / "personas" / "demo.yaml"
FORMATS = ("json", "text", "html", "pdf")
# A process that makes every format of each answers file, as the command does; results are files named after both.
CHILD = """
import sys
from datetime import date
from pathlib import Path
from advisor.cli.files import read_answers
from advisor.cli.making import made
from advisor.knowledge import load_knowledge
knowledge = load_knowledge()
formats = tuple(sys.argv[1].split(","))
for number, answers in enumerate(sys.argv[2:]):
    _, results = made(knowledge, read_answers(answers, knowledge), formats, today=date(2026, 11, 22))
    for fmt, content in results.items():
        Path(f"{number}.{fmt}").write_bytes(content)
"""


def reports(seed: str, folder: Path, formats: tuple[str, ...], *answers: Path) -> list[dict[str, str]]:
    """For each answers file the digests of the reports that one process with this hash seed makes in ``folder``."""
    folder.mkdir()
    command = [sys.executable, "-c", CHILD, ",".join(formats), *map(str, answers)]
    env = {**os.environ, "PYTHONHASHSEED": seed}
    subprocess.run(command, capture_output=True, env=env, cwd=folder, check=True, timeout=240)
    return [{fmt: sha256((folder / f"{n}.{fmt}").read_bytes()).hexdigest() for fmt in FORMATS} for n in range(len(answers))]


def test_another_process_another_hash_seed_and_another_order_of_answers_give_the_same(tmp_path: Path) -> None:
    """Every format; in the other process in another order, so that none rests on what was made before it."""
    answers = yaml.load(PERSONA.read_text("utf-8"), yaml.BaseLoader)["answers"]
    turned = tmp_path / "demo.yaml"
    turned.write_text(yaml.safe_dump({"answers": dict(reversed(answers.items()))}, sort_keys=False), "utf-8")
    (first,) = reports("1", tmp_path / "first", FORMATS, PERSONA)
    second, other_order = reports("4242", tmp_path / "second", FORMATS[::-1], PERSONA, turned)
    assert first == second == other_order
    assert len({*first.values()}) == len(FORMATS)
