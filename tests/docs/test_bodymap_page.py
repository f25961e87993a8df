"""docs/bodymap.md: its example draws the pictures of the page, and what it promises of the drawing is so."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from advisor.report.bodymap import FIGURES, MUSCLE_VIEWS, body_map
from advisor.report.bodymap.atlas import VIEWS
from docs.blocks import ROOT

PAGE = (ROOT / "docs" / "bodymap.md").read_text(encoding="utf-8")


def test_the_example_draws_the_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they differ, run the example in docs."""
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "docs/bodymap.md", "exec"), {})
    drawn = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "bodymap").glob("*.svg")}
    kept = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "bodymap").glob("*.svg")}
    assert sorted(drawn) == sorted(kept) == sorted(set(re.findall(r"\(bodymap/([a-z0-9-]+\.svg)\)", PAGE)))
    assert drawn == kept


def test_every_argument_view_and_outline_is_named() -> None:
    wanted = {*inspect.signature(body_map).parameters, *VIEWS, *FIGURES} - {"title"}
    assert [name for name in sorted(wanted) if f"`{name}`" not in PAGE] == []
    assert "adductor_longus_brevis" in MUSCLE_VIEWS
