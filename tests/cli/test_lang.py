"""``--lang`` and ``ADVISOR_LANG`` in ask, report, demo and check."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advisor.cli import ask, check, demo, report
from advisor.cli.tongue import chosen_language
from advisor.errors import AdvisorError
from advisor.language.marks import CLOSE, OPEN

ROOT = Path(__file__).parents[2]
RULES = ROOT / "rules"
SMALL = ROOT / "tests" / "bases" / "design_example"
QUICK = ROOT / "tests" / "unit" / "interview" / "base"
EMERGENCY = RULES / "personas" / "emergency.yaml"
pytestmark = pytest.mark.usefixtures("loaded_once")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_TODAY", "2026-11-22")
    monkeypatch.delenv("ADVISOR_LANG", raising=False)
    return tmp_path


def run(command: object, *arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(command.command, arguments, input=typed)  # type: ignore[attr-defined]


def test_a_report_in_german() -> None:
    result = run(report, str(EMERGENCY), "--lang", "de", "--format", "text", "-o", "-")
    assert result.exit_code == 0, result.output
    assert "Ruf jetzt den Notruf an" in result.output
    assert not any(mark in result.output for mark in (OPEN, CLOSE))


def test_the_environment_chooses_and_the_option_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_LANG", "de_AT.UTF-8")
    assert chosen_language(None, str(RULES)) == "de"
    assert chosen_language("en", str(RULES)) == "en"
    result = run(report, str(EMERGENCY), "--format", "json", "-o", "-")
    assert json.loads(result.output)["lang"] == "de"


def test_an_unknown_language() -> None:
    for command, first in ((report, str(EMERGENCY)), (demo, "emergency")):
        result = run(command, first, "--lang", "deu")
        assert isinstance(result.exception, AdvisorError)
        assert [(item.code, item.hint) for item in result.exception.diagnostics] == [("T807", 'did you mean "de"?')]


def test_demo_in_german(folder: Path) -> None:
    result = run(demo, "emergency", "--lang", "de", "-o", "out")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("NOTFALL")
    assert '<html lang="de">' in (folder / "out" / "emergency.html").read_text("utf-8")


def test_an_interview_in_german(folder: Path) -> None:
    typed = "".join(f"{line}\n" for line in ["34", "nein", "l", "0", "2", "1", "1", "0", "10,5", "nein"])
    result = run(ask, "--all", "--lang", "de", "--rules", str(QUICK), "--format", "text", typed=typed)
    assert result.exit_code == 0, result.output
    assert "ruf die Notrufnummer deines Landes an" in " ".join(result.output.split())
    assert "Ja, nur links" in result.output
    assert "Bericht: reports/advisor-answers.txt" in result.output
    assert "10.5" in (folder / "advisor-answers.yaml").read_text(), "stored as ever, whatever the language"
    assert "ZUERST DIE SICHERHEIT" in (folder / "reports" / "advisor-answers.txt").read_text("utf-8")


def test_check_is_silent_when_good_and_lists_what_is_missing_when_asked(folder: Path) -> None:
    assert (run(check, "--rules", str(SMALL)).output, run(check, "--rules", str(SMALL)).exit_code) == ("", 0)
    result = run(check, "--rules", str(SMALL), "--lang", "de")
    assert result.exit_code == 1
    assert "rules: symptoms.tight_hamstrings.name\n" in result.output
    assert "symptoms.low_back_pain.name" not in result.output
    assert "texts are not translated" in result.output


def test_check_tells_what_is_wrong_in_a_translation(folder: Path) -> None:
    shutil.copytree(SMALL, folder / "rules")
    (folder / "rules" / "lang" / "de" / "more.yaml").write_text("symptoms:\n  tight: {name: fest}\n")
    result = run(check, "--rules", str(folder / "rules"))
    assert result.exit_code == 1
    assert "lang/de/more.yaml:2:3: T801" in result.output
    assert "1 problem\n" in result.output
