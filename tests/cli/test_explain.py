"""``advisor explain``: how, what would change it, and what other answers would move; safety alone where it ends there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from advisor.cli.explain import command
from advisor.errors import AdvisorError

PERSONAS = Path(__file__).parents[2] / "rules" / "personas"
DEMO, EMERGENCY = str(PERSONAS / "demo.yaml"), str(PERSONAS / "emergency.yaml")


pytestmark = pytest.mark.usefixtures("loaded_once")


def run(*arguments: str, code: int = 0) -> Result:
    outcome = CliRunner().invoke(command, arguments, standalone_mode=False)
    assert outcome.exit_code == code or outcome.exception
    return outcome


def test_the_smallest_change_stands_under_the_explanation() -> None:
    text = run(DEMO, "gluteus_maximus@left").output
    head, _, told = text.partition("\nWhat would change this\n")
    assert "How: dormant.gluteus_maximus left" in head
    assert told.splitlines()[0] == "  Big glute (left side): doing less than its share, strong"
    asked = "“Do you have pain or an ache in your low back?”"
    assert f"If you had answered “no” to {asked}, this would be likely, not strong." in told


def test_as_json_the_sets_are_answers_of_an_answers_file() -> None:
    data = json.loads(run(DEMO, "gluteus_maximus@left", "--format", "json").output)
    (changes,) = data["changes"]
    assert changes["otherwise"]["answers"] == 1
    assert changes["otherwise"]["sets"][0]["answers"] == [
        {"question": "low_back_pain", "scope": "", "was": "present", "becomes": "absent"}
    ]
    assert changes["now"] == {"answers": 0, "tried": 3, "count": 0, "exact": True, "sets": []}


def test_several_what_ifs_at_once() -> None:
    text = run(DEMO, "--what-if", "t_plank=20", "--what-if", "tight_hamstrings@left=absent").output
    lines = text.splitlines()
    assert lines[0] == "If your answers were different"
    assert "  Do your hamstrings feel tight? (left) yes → no" in lines
    assert "  How many seconds did you hold a flat plank? 62 seconds → 20 seconds" in lines
    assert "Safety: nothing changes." in lines
    assert any(line.startswith("  Deep corset (left side): ") and "→" in line for line in lines)
    assert "Your plan" in lines


def test_one_finding_of_a_what_if() -> None:
    text = run(DEMO, "transversus_abdominis", "--what-if", "t_plank=20").output
    assert text.count("→") == 3  # the answer, and both sides
    assert "Your plan" not in text
    data = json.loads(run(DEMO, "transversus_abdominis", "--what-if", "t_plank=20", "--format", "json").output)
    assert {move["finding"] for move in data["findings"]} == {"transversus_abdominis"}
    assert (data["patterns"], "plan" in data) == ([], False)


def test_a_finding_that_stays_says_nothing_about_the_others() -> None:
    text = run(DEMO, "gluteus_maximus@left", "--what-if", "t_plank=20").output
    assert "This finding does not move." in text
    assert "No finding moves" not in text


def test_what_if_as_json() -> None:
    data = json.loads(run(DEMO, "--what-if", "low_back_pain=absent", "--format", "json").output)
    assert data["answers"] == [{"question": "low_back_pain", "scope": "", "was": "present", "becomes": "absent"}]
    assert data["safety"]["after"]["level"] == "none"
    assert {"finding", "side", "before", "after"} == set(data["findings"][0])
    assert data["plan"]["has"]


@pytest.mark.parametrize(("answers", "change"), [(DEMO, "heart_signs=chest_pain_now"), (EMERGENCY, "heart_signs=none")])
def test_where_it_ends_only_safety_is_told(answers: str, change: str) -> None:
    text = run(answers, "--what-if", change).output
    assert "Only safety is shown here." in text
    assert "What moves" not in text
    data = json.loads(run(answers, "--what-if", change, "--format", "json").output)
    assert not {"findings", "patterns", "plan"} & set(data)


def test_an_explanation_that_ended_has_no_way_out() -> None:
    text = run(EMERGENCY, "gluteus_maximus").output
    assert "Safety comes first" in text
    assert "What would change" not in text


def test_in_german() -> None:
    text = run(DEMO, "--what-if", "tight_hamstrings@left=absent", "--lang", "de").output
    assert "Wenn deine Antworten andere wären" in text
    assert "Sicherheit: Es ändert sich nichts." in text


def test_mistakes_are_told_with_a_code() -> None:
    for arguments in ((DEMO, "--what-if", "plank=3"), (DEMO, "glute"), (DEMO, "glute", "--what-if", "t_plank=3")):
        assert isinstance(run(*arguments, code=1).exception, AdvisorError)
    assert "name a FINDING" in str(run(DEMO, code=2).exception)


def test_warning_signs_that_move_are_told_in_few_lines() -> None:
    """A symptom more: many questions are open, told in a line. One level more of one flag: told by the level."""
    text = run(DEMO, "--what-if", "runners_knee=present").output
    (line,) = [line for line in text.splitlines() if line.startswith("  not raised → still to ask: ")]
    assert line.count(";") == 6
    assert line.endswith(" more")
    assert text.rstrip().endswith("nothing is concluded before they are answered.")
    text = run(DEMO, "--what-if", "pain_now@tight_hamstrings=9").output
    assert "→ soon: have it looked at within 1 to 2 weeks" in text
    assert "How much it hurts" not in text


NOT_READ = ("--what-if", "duration@it_band_pain=over_3mo")
"""It is asked for each trouble that is there; this one is not."""
LEFT_OUT = ("--what-if", "pain_now@low_back_pain=9", "--what-if", "t_plank=20")
WAITS = ("--what-if", "gave_birth=yes", "--what-if", "t_plank=20")


@pytest.mark.parametrize(
    ("changes", "note", "english", "german"),
    [
        (NOT_READ, ("duration", "it_band_pain", "not_relevant"), "answer to it is not read", "Antwort darauf zählt also nicht"),
        (LEFT_OUT, ("t_plank", "", "withheld"), "left out for your safety. Please do not test it", "Bitte teste es jetzt nicht"),
        (WAITS, ("t_plank", "", "waits"), "self-tests only after them", "Selbsttests erst danach"),
    ],
)
def test_an_answer_nobody_would_ask_for_says_so(
    changes: tuple[str, ...], note: tuple[str, str, str], english: str, german: str
) -> None:
    data = json.loads(run(DEMO, *changes, "--format", "json").output)
    assert data["notes"] == [dict(zip(("question", "scope", "reason"), note, strict=True))]
    for words, more in ((english, ()), (german, ("--lang", "de"))):
        (line,) = [line for line in run(DEMO, *changes, *more).output.splitlines() if words in line]
        assert line.startswith(("“", "„"))
        assert ("(" in line) == bool(note[1]), line


def test_an_answer_that_would_be_asked_for_has_no_note() -> None:
    assert json.loads(run(DEMO, "--what-if", "t_plank=20", "--format", "json").output)["notes"] == []
    assert "not read" not in run(DEMO, "--what-if", "t_plank=20").output


def test_both_sides_have_one_note_and_one_side_its_place() -> None:
    heart = ("--what-if", "pain_now@tight_hamstrings=9", "--what-if")
    both = run(DEMO, *heart, "t_sl_bridge_hold=20").output
    assert both.count("left out for your safety") == 1
    one = run(DEMO, *heart, "t_sl_bridge_hold@left=20").output
    (line,) = [line for line in one.splitlines() if "left out for your safety" in line]
    assert "(left side)" in line


def test_a_note_stands_also_where_only_safety_is_told() -> None:
    text = run(DEMO, "--what-if", "heart_signs=chest_pain_now", "--what-if", "t_plank=20").output
    assert "Only safety is shown here." in text
    assert "Please do not test it now." in text
