"""``advisor show``: the sketch and the words, the SVG, and names that are not there."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advisor.cli.show import command
from advisor.errors import AdvisorError
from advisor.report.terminal import columns


def run(*arguments: str, code: int = 0) -> Result:
    outcome = CliRunner().invoke(command, arguments, standalone_mode=False)
    assert outcome.exit_code == code or outcome.exception
    return outcome


def test_a_sketch_a_name_and_the_steps() -> None:
    text = run("single_leg_bridge").output
    assert text.startswith("One-leg bridge\n")
    assert "Start: Lie on your back" in text
    assert "Watch: " in text
    assert "\n1. " in text
    assert sum("⠀" <= ch <= "⣿" for ch in text) > 100, "no sketch"
    assert max(columns(line) for line in text.splitlines()) <= 80


def test_the_dose_and_which_part_of_it_is_ours() -> None:
    """For the coach: a study's name stands only for what the study gave, and each form has a dose of its own."""
    words = " ".join(run("breathing_90_90").output.split())
    assert "Dose: 4 sets of 4 breaths" in words
    assert "Dose (no_pause): 4 sets of 4 breaths" in words
    assert words.count("Source: R53; our own: in, out, rest.") == 2
    assert "Source: EXP, all our own." in " ".join(run("clam").output.split())
    assert "Dose" not in run("t_wall_angel").output


def test_self_tests_too() -> None:
    text = run("t_wall_angel").output
    assert "Wall angel" in text
    assert sum("⠀" <= ch <= "⣿" for ch in text) > 100


def test_svg_to_the_terminal_and_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "bridge.svg"
    text = run("single_leg_bridge", "--format", "svg").output
    assert ET.fromstring(text).tag.endswith("svg")
    assert "prefers-color-scheme" in text
    run("single_leg_bridge", "--format", "svg", "-o", str(target))
    assert target.read_text() == text
    assert len(text.encode()) <= 8_192


def test_an_unknown_name_gives_the_nearest() -> None:
    outcome = run("single_leg_bridg")
    assert isinstance(outcome.exception, AdvisorError)
    (item,) = outcome.exception.diagnostics
    assert item.code == "G912"
    assert item.hint == 'did you mean "single_leg_bridge"?'


def test_a_rules_folder_without_figures_still_shows_the_words(tmp_path: Path) -> None:
    from negative import corpus

    root = corpus.overlay("answers_rules", tmp_path)
    text = run("bridge", "--rules", str(root)).output
    assert text == "Bridge\n\n" or text.startswith("Bridge\n")
    outcome = run("bridge", "--format", "svg", "--rules", str(root))
    assert isinstance(outcome.exception, AdvisorError)
    assert outcome.exception.diagnostics[0].code == "G913"


@pytest.mark.parametrize("name", ["", "\x1b[31m", "../../etc/passwd", "x" * 5000])
def test_hostile_names_are_refused_and_made_harmless(name: str) -> None:
    outcome = run(name)
    assert isinstance(outcome.exception, AdvisorError)
    assert "\x1b" not in str(outcome.exception)
    assert len(str(outcome.exception)) < 300
