"""The example of docs/api.md runs as printed and says what is printed below it."""

from __future__ import annotations

import contextlib
import io
import re

import pytest

from docs.blocks import ROOT


def test_the_example_prints_what_the_page_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ADVISOR_RULES", raising=False)
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    (found,) = re.findall(r"```python\n(.*?)```\n```text\n(.*?)```", page, re.DOTALL)
    code, expected = found
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(code, "docs/api.md", "exec"), {})
    assert output.getvalue() == expected


def test_the_table_names_the_public_interface() -> None:
    import advisor

    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert [name for name in advisor.__all__ if name != "__version__" and f"`{name}" not in page] == []
