"""``advisor report``: the calendar or why there is none; the text as wide and as plain as the terminal needs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.cli.main import main
from advisor.report.terminal import columns

RULES = Path(__file__).parents[2] / "rules"
PERSONAS = RULES / "personas"
pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_TODAY", "2026-11-22")
    for name in ("ADVISOR_LANG", "ADVISOR_RULES"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    return left.value.code if isinstance(left.value.code, int) else 0


def test_a_calendar(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("report", str(PERSONAS / "demo.yaml"), "--format", "ics") == 0
    content = (folder / "reports" / "demo.ics").read_bytes()
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert "reports/demo.ics" in capfd.readouterr().err.replace(os.sep, "/")
    assert run("report", str(PERSONAS / "demo.yaml"), "--format", "ics", "-o", "-") == 0
    assert capfd.readouterr().out.encode().replace(b"\r\n", b"\n") == content.replace(b"\r\n", b"\n")


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        ((PERSONAS / "emergency.yaml").read_text("utf-8"), "EMERGENCY: one of your answers needs emergency help now."),
        ((PERSONAS / "groin_pain_limping.yaml").read_text("utf-8"), "URGENT: see a doctor today, and do not run."),
        ("answers: {low_back_pain: present}", "There is no plan yet: some safety questions are still open."),
    ],
    ids=["emergency", "urgent", "open"],
)
def test_no_plan_is_said_and_no_file_is_made(
    answers: str, first: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    """What safety says comes first; the exit code is that of the answer no."""
    Path("answers.yaml").write_text(answers, "utf-8")
    for target in ((), ("-o", "-"), ("-o", "plan.ics")):
        assert run("report", "answers.yaml", "--format", "ics", *target) == 1
        said = capfd.readouterr()
        assert said.out == ""
        assert said.err.startswith(first)
        assert said.err.splitlines()[-1].startswith("There is no plan to put in a calendar, so no file was made.")
    assert [path.name for path in folder.iterdir()] == ["answers.yaml"]


def test_no_plan_in_german(capfd: pytest.CaptureFixture[str]) -> None:
    assert run("report", str(PERSONAS / "emergency.yaml"), "--format", "ics", "--lang", "de") == 1
    assert "Es gibt keinen Plan für einen Kalender." in capfd.readouterr().err


def test_text_is_short_unless_it_is_wanted_in_full(capfd: pytest.CaptureFixture[str]) -> None:
    path = str(PERSONAS / "demo.yaml")
    assert run("report", path, "--format", "text", "-o", "-") == 0
    short = capfd.readouterr().out
    assert "Add --full" in short
    assert max(map(columns, short.splitlines())) == 80
    assert run("report", path, "--format", "text", "-o", "-", "--full", "--width", "52") == 0
    full = capfd.readouterr().out
    assert "WHAT YOU TESTED" in full
    assert "SOURCES" in full
    assert "Add --full" not in full
    assert max(map(columns, full.splitlines())) == 52


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal")
@pytest.mark.parametrize(("locale", "plain"), [("C", True), ("C.UTF-8", False)])
def test_on_a_terminal(locale: str, plain: bool) -> None:
    """A terminal of 40 columns: nothing wider, colour, and ASCII where its locale has no UTF-8."""
    import pexpect

    environment = {name: value for name, value in os.environ.items() if not name.startswith("LC_") and name != "COLUMNS"}
    environment |= {"LANG": locale, "TERM": "xterm", "NO_COLOR": ""}
    command = ["-m", "advisor", "report", str(PERSONAS / "demo.yaml"), "--format", "text", "-o", "-"]
    child = pexpect.spawn(sys.executable, command, env=environment, dimensions=(50, 40), encoding="utf-8", timeout=60)
    shown = child.read()
    assert "\x1b[1m" in shown
    assert shown.isascii() == plain
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown).replace("\r\n", "\n").split("\n")
    assert max(map(columns, lines)) == 40
    child.close()
    assert child.exitstatus == 0


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        ((PERSONAS / "emergency.yaml").read_text("utf-8"), "EMERGENCY: one of your answers needs emergency help now."),
        ((PERSONAS / "groin_pain_limping.yaml").read_text("utf-8"), "URGENT: see a doctor today, and do not run."),
        ("answers: {low_back_pain: present}", "There is no plan yet: some safety questions are still open."),
    ],
    ids=["emergency", "urgent", "open"],
)
def test_what_cannot_wait_is_said_without_opening_the_file(
    answers: str, first: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("answers.yaml").write_text(answers, "utf-8")
    assert run("report", "answers.yaml", "--format", "json") == 0
    said = capfd.readouterr()
    assert (said.out, said.err.splitlines()[0].startswith(first)) == ("", True), said.err


def test_a_terminal_that_lacks_a_letter_shows_another(folder: Path) -> None:
    """Arrows and dashes are beyond latin-1: a question mark in their place, never a failure."""
    arguments = [sys.executable, "-m", "advisor", "explain", str(PERSONAS / "demo.yaml"), "--what-if", "t_plank=45"]
    told = subprocess.run(arguments, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "latin-1"}, check=False)
    assert (told.returncode, told.stderr) == (0, b"")
    assert b"62 seconds ? 45 seconds" in told.stdout
