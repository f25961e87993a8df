"""docs/charts.md: its example runs as printed, says what is printed below it, and draws the pictures of the page."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from docs.blocks import ROOT

PAGE = (ROOT / "docs" / "charts.md").read_text(encoding="utf-8")


def test_the_example_draws_the_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they differ, run the example in docs/charts."""
    (found,) = re.findall(r"```python\n(.*?)```\n```text\n(.*?)```", PAGE, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(found[0], "docs/charts.md", "exec"), {})
    assert output.getvalue() == found[1]
    drawn = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.svg")}
    kept = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "charts").glob("*.svg")}
    assert sorted(drawn) == sorted(kept) == sorted(set(re.findall(r"\(charts/([a-z]+\.svg)\)", PAGE)))
    assert drawn == kept


def test_the_page_names_every_function() -> None:
    from advisor.report import charts

    functions = [name for name in charts.__all__ if name.islower() and name != "hundredths"]
    assert len(functions) == 7
    assert [name for name in functions if f"`{name}" not in PAGE] == []
