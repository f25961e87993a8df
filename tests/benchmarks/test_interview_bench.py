"""The interview's benchmarks: what they count is right, and no interview takes less than what nobody can leave out."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from advisor.population.advice import ColumnarAdviser
from advisor.population.runners import runners

ROOT = Path(__file__).parents[2]
FEW = 3


@pytest.fixture(scope="module")
def bench() -> Iterator[Any]:
    """The benchmarks' modules, by name."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    yield importlib.import_module
    sys.path.remove(str(ROOT / "benchmarks"))


@pytest.fixture(scope="module")
def adviser(bench: Any) -> ColumnarAdviser:
    found: ColumnarAdviser = bench("lockstep").shipped_adviser()
    return found


@pytest.fixture(scope="module")
def lockstep(bench: Any, adviser: ColumnarAdviser) -> Any:
    found = bench("lockstep")
    return found.Lockstep(adviser, runners(adviser.knowledge, FEW, 3, found.PEOPLE))


@pytest.fixture(scope="module")
def needed(bench: Any, lockstep: Any) -> Any:
    return bench("limit").needed(lockstep)


def test_no_interview_takes_less_than_what_nobody_can_leave_out(bench: Any, lockstep: Any, needed: Any) -> None:
    """The promise seen from behind: a question was asked of everybody whose bands another answer to it would have moved."""
    whole, told = lockstep.in_order(), lockstep.adaptive()  # both end in the bands of all the answers, which they check
    count, seconds = bench("limit").hindsight(lockstep, needed)
    assert (count <= told.questions).all()
    assert (seconds <= told.seconds).all()
    assert (told.seconds <= whole.seconds).all()
    assert count.sum() > 10 * FEW
    assert told.questions.sum() < 0.8 * whole.questions.sum()


def test_what_is_needed_grows_with_what_must_stay(bench: Any, lockstep: Any, needed: Any) -> None:
    limit = bench("limit")
    for more, less in zip(limit.MEASURES[:-1], limit.MEASURES[1:], strict=True):
        assert all((needed[more][question] >= needed[less][question]).all() for question in lockstep.columns)
    assert needed[limit.MEASURES[-1]]["t_chin_hold"].any()


def test_a_self_test_takes_its_time_whatever_of_it_is_asked(bench: Any, lockstep: Any) -> None:
    """The cramp of a hold, asked alone, takes the hold too."""
    nobody = {question: np.zeros(lockstep.rows, np.bool_) for question in lockstep.columns}
    there = bench("limit")._relevant(lockstep)["t_hip_flex_hold_cramp"]
    assert there.any()
    count, seconds = bench("limit")._summed(lockstep, nobody | {"t_hip_flex_hold_cramp": there})
    assert count.tolist() == there.astype(int).tolist()
    assert seconds.tolist() == (180.0 * there).tolist()


def test_the_page_has_the_personas_as_they_are_interviewed(bench: Any, adviser: ColumnarAdviser) -> None:
    personas = bench("interviewed")
    page = (ROOT / "docs" / "interview.md").read_text(encoding="utf-8")
    sheets = personas.personas(adviser.knowledge)
    shortest = {name: sheets[name] for name in ("knees_school_track", "neural", "stiff_hamstrings_67")}
    rows = personas.table(adviser, shortest).splitlines()
    assert len(rows) == 2 + len(shortest)
    assert all(row in page for row in rows)
    assert all(f"| {name.replace('_', ' ')} |" in page for name in sheets if personas.Walk(adviser, sheets[name]).goes_on)


def test_what_cannot_be_left_out_in_the_page(
    bench: Any, lockstep: Any, needed: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = bench("limit")
    monkeypatch.setattr(limit, "chunk", lambda seed: limit.counted(lockstep, needed))
    page = tmp_path / "b.md"
    page.write_text("# Benchmarks\n\n<!-- limit: begin -->\nold\n<!-- limit: end -->\nAfter.\n", encoding="utf-8")
    assert limit.main(["--people", "1", "--processes", "0", "--write", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert "\nold\n" not in text
    assert text.endswith("<!-- limit: end -->\nAfter.\n")
    assert text.count("\n| Chin-nod hold |") == 1
    assert [line.split(" | ")[0] for line in text.splitlines() if line.startswith(("| every", "| what is "))] == [
        "| every band", "| what is named at all",
    ]  # fmt: skip
