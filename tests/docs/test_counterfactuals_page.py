"""docs/counterfactuals.md runs from top to bottom and prints what it says."""

from __future__ import annotations

import contextlib
import io
import os
import re
from pathlib import Path

import pytest

from docs.blocks import ROOT

PAGE = ROOT / "docs" / "counterfactuals.md"
_BLOCK = re.compile(r"```python\n(.*?)```\n(?:```text\n(.*?)```)?", re.DOTALL)


def printed(page: str) -> list[str]:
    """What each block prints, all in one namespace."""
    found, names = [], {}  # type: ignore[var-annotated]
    for code, _ in _BLOCK.findall(page):
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            exec(compile(code, str(PAGE), "exec"), names)
        found.append(output.getvalue())
    return found


def test_the_page_prints_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ADVISOR_RULES", raising=False)
    page = PAGE.read_text(encoding="utf-8")
    assert printed(page) == [expected for _, expected in _BLOCK.findall(page)]


def rewritten(path: Path) -> None:
    """The page with its outputs brought up to date: ``python -m docs.test_counterfactuals_page`` in ``tests/``."""
    os.environ.pop("ADVISOR_RULES", None)
    page = path.read_text(encoding="utf-8")
    outputs = iter(printed(page))

    def one(match: re.Match[str]) -> str:
        output = next(outputs)
        return f"```python\n{match[1]}```\n" + (f"```text\n{output}```" if match[2] else "")

    path.write_text(_BLOCK.sub(one, page), encoding="utf-8")


if __name__ == "__main__":
    rewritten(PAGE)
