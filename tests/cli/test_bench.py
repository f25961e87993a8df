"""``advisor bench``: text and JSON on somebody's own rules; engines that disagree are not timed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from advisor.cli import bench

BASE = Path(__file__).parents[1] / "bases" / "design_example"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "advisor", "bench", *arguments], capture_output=True, text=True, check=False)


def test_json_on_own_rules() -> None:
    done = run(str(BASE), "--sheets", "500", "--format", "json", "--stock")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["checked_equal"] == 60
    assert found["rules"]["name"] == "The worked example"
    assert [item["engine"] for item in found["engines"]] == ["experta", "columnar", "stock"]
    assert [figure["sheets"] for figure in found["engines"][1]["figures"]] == [1, 400, 500]
    assert "timing experta as it comes" in done.stderr


def test_text_is_a_table() -> None:
    done = run("--rules", str(BASE), "--sheets", "2")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[2].startswith("Checked equal first: 2 sheets")
    table = [line for line in lines if re.match(r"(experta|columnar).* \d+\.\d+$", line)]
    assert len(table) == 3
    assert len({len(line) for line in table}) == 1


def test_bad_rules_are_told_not_timed(tmp_path: Path) -> None:
    done = run(str(tmp_path / "nothing"))
    assert done.returncode == 2
    assert "Y109" in done.stderr
    assert done.stdout == ""


def test_engines_that_disagree(monkeypatch: pytest.MonkeyPatch) -> None:
    from advisor.bench import equality

    screened = equality.screen

    def wrong(*given: object, **named: object) -> object:
        found = screened(*given, **named)  # type: ignore[arg-type]
        found.level[0] ^= 1
        return found

    monkeypatch.setattr(equality, "screen", wrong)
    told = CliRunner().invoke(bench.command, [str(BASE), "--sheets", "5"])
    assert told.exit_code == 1
    assert "do not agree on sheet 1 of seed 1: they differ in the safety level" in told.stderr
    assert told.stdout == ""
