"""The benchmark of the report: its equality checks hold and notice a difference; nothing here asserts a time."""

from __future__ import annotations

import importlib.util
from argparse import Namespace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("report_bench", ROOT / "benchmarks" / "report.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def runners(bench: ModuleType) -> Any:
    return bench.Runners(["emergency"])


def test_equal_before_timed(bench: ModuleType, runners: Any, tmp_path: Path) -> None:
    assert bench.same_bytes(runners, tmp_path).startswith("HTML and PDF of 1 personas")
    assert (tmp_path / "emergency.pickle").exists()


def test_a_difference_is_noticed(bench: ModuleType, runners: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "render", lambda *_: b"other")
    with pytest.raises(AssertionError, match="emergency: the html of the ready report"):
        bench.same_bytes(runners, tmp_path)


def test_every_exercise_and_self_test_is_drawn(bench: ModuleType, runners: Any) -> None:
    assert len(runners.drawn()) == len(runners.knowledge.exercises) + len(runners.knowledge.tests)


def test_the_figures_of_a_work(bench: ModuleType) -> None:
    runs: list[int] = []
    figures = bench.timed(lambda: runs.append(1), 4)
    assert len(runs) == 5
    assert set(figures) == {"first ms", "ms", "CPU ms"}


def test_its_section_is_replaced_in_the_page(bench: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Benchmarks\n\nBefore.\n", "utf-8")
    part = bench.Part("A part", [bench.Row("something", {"ms": 1.0}, "≤ 2 ms")], "all of it")
    for _ in range(2):
        given = Namespace(json=None, write=str(page))
        bench.told(given, "report", "Report", "How it was made.", [part], bench.machine())
    text = page.read_text("utf-8")
    assert text.startswith("# Benchmarks\n\nBefore.\n\n<!-- report: begin -->\n## Report\n")
    assert text.count("### A part") == text.count("<!-- report: end -->") == 1
    assert "| something | 1.00 | ≤ 2 ms |" in text
    assert "something: ms 1.00" in capsys.readouterr().out
