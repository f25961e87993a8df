"""How a report looks, from the command line: names, logo, paper, outline, whom it is for."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from advisor.cli import demo, report
from advisor.errors import AdvisorError

PERSONA = Path(__file__).parents[2] / "rules" / "personas" / "load_driven.yaml"
pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_TODAY", "2026-11-22")
    monkeypatch.delenv("ADVISOR_LANG", raising=False)
    return tmp_path


def run(*arguments: str, command: object = report) -> Result:
    return CliRunner().invoke(command.command, arguments)  # type: ignore[attr-defined]


def page(*options: str) -> str:
    result = run(str(PERSONA), "-o", "-", *options)
    assert result.exit_code == 0, result.output
    return result.output


def logo(folder: Path) -> str:
    out = BytesIO()
    Image.new("RGB", (300, 100), (28, 91, 76)).save(out, "PNG")
    (folder / "logo.png").write_bytes(out.getvalue())
    return "logo.png"


def test_a_letterhead(folder: Path) -> None:
    names = ("--name", "Ana <b>", "--coach", "Bea", "--contact", "bea@example.org", "--contact", "2nd line")
    text = page(*names, "--logo", logo(folder))
    lines = "<bdi>bea@example.org</bdi><bdi>2nd line</bdi>"
    for words in ("<bdi>Ana &lt;b&gt;</bdi>", "<bdi>Bea</bdi>", lines, 'alt="Logo of Bea"'):
        assert words in text
    assert re.search(r'<img src="data:image/png;base64,[A-Za-z0-9+/=]+" width="150" height="50"', text)
    assert "img-src data:;" in text
    assert "img-src" not in page()


def test_the_head_is_in_every_format_but_json() -> None:
    for fmt, holds in (("text", True), ("json", False)):
        assert ("Ana Example" in page("--name", "Ana Example", "--format", fmt)) == holds


def test_paper_and_outline() -> None:
    assert "@page{size:A4}" in page()
    assert "@page{size:letter}" in page("--paper", "letter")
    assert len({page("--figure", figure) for figure in ("neutral", "female", "male")}) == 3


def test_the_coachs_view(folder: Path) -> None:
    text = page("--view", "coach")
    assert "Coach&#39;s page" in text
    assert 'id="plan"' not in text
    assert run(str(PERSONA), "--view", "coach").exit_code == 0
    assert (folder / "reports" / "load_driven-coach.html").is_file()
    refused = run(str(PERSONA), "--view", "coach", "--format", "pdf")
    assert refused.exit_code == 2
    assert "HTML only" in refused.output


def test_where_the_consultation_ended_the_coach_sees_the_safety_page() -> None:
    result = run(str(PERSONA.with_name("emergency.yaml")), "-o", "-", "--view", "coach", "--name", "Ana", "--coach", "Bea")
    assert "Call your local emergency number now" in result.output
    assert "<bdi>Ana</bdi>" in result.output
    assert result.output.index("emergency number now") < result.output.index("<bdi>Bea</bdi>")
    assert 'id="trace"' not in result.output


def test_a_bad_logo_stops_before_anything_is_written(folder: Path) -> None:
    (folder / "logo.png").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    for command, first in ((report, str(PERSONA)), (demo, "emergency")):
        result = run(first, "--logo", "logo.png", command=command)
        assert isinstance(result.exception, AdvisorError)
        assert [item.code for item in result.exception.diagnostics] == ["I723"]
    assert not (folder / "reports").exists()


@pytest.mark.parametrize("name", ["missing.png", ".", "", "/dev/zero"])
def test_a_logo_that_is_no_file(name: str) -> None:
    result = run(str(PERSONA), "--logo", name)
    assert isinstance(result.exception, AdvisorError)
    assert [item.code for item in result.exception.diagnostics] == ["I721"]


def test_demo_takes_the_same_options(folder: Path) -> None:
    assert run("emergency", "--name", "Ana", "--paper", "letter", "-o", "out", command=demo).exit_code == 0
    assert "<bdi>Ana</bdi>" in (folder / "out" / "emergency.html").read_text("utf-8")
