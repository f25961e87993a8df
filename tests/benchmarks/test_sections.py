"""Each benchmark writes its own section of the page and leaves the others as they are."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def sections(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return importlib.import_module("sections")


def marked(name: str, text: str) -> str:
    return f"<!-- {name}: begin -->\n{text}\n<!-- {name}: end -->\n"


def test_a_section_takes_the_place_of_its_own_alone(sections: ModuleType, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    sections.written(page, "a", marked("a", "first"))
    sections.written(page, "b", marked("b", "second"))
    sections.written(page, "a", marked("a", "third"))
    assert page.read_text(encoding="utf-8") == f"{sections.HEAD}\n{marked('a', 'third')}\n{marked('b', 'second')}"


def test_a_section_without_its_end_is_not_written_over(sections: ModuleType, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- a: begin -->\nold\n\n## Other\n", encoding="utf-8")
    with pytest.raises(ValueError, match="does not end"):
        sections.written(page, "a", marked("a", "new"))
    assert "## Other" in page.read_text(encoding="utf-8")


def test_the_page_has_a_section_for_each_benchmark_that_writes_one() -> None:
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    named = [path.stem for path in (ROOT / "benchmarks").glob("*.py") if f"benchmarks/{path.name} --write" in path.read_text()]
    assert sorted(named) == ["batch", "consult", "counterfactual", "interview", "limit", "population", "report"]
    for name in named:
        assert page.count(f"<!-- {name}: begin -->\n") == page.count(f"<!-- {name}: end -->\n") == 1, name
