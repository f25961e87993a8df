"""Texts that no answer is filled into say so where one writes a slot: it would be printed as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.errors import AdvisorError, Diagnostic
from advisor.knowledge import load_knowledge
from negative import corpus


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return corpus.overlay("answers_rules", tmp_path)


def problems(root: Path) -> tuple[Diagnostic, ...]:
    try:
        load_knowledge(root)
    except AdvisorError as error:
        return error.diagnostics
    return ()


EXERCISE = (
    (corpus.CORPUS / "W712" / "exercises" / "all.yaml").read_text().replace("slow: {say", "slow: {without: [single_leg], say")
)
EXERCISE = EXERCISE.replace("posture: supine", "posture: supine, tags: [single_leg]")
TEST = "test: {id: press, name: Press, minutes: 2, trust: 0.25, setup: Sit., how: [Press.], mistakes: [Haste.], stop: At pain.}\n"
SAFETY = """\
flag: {code: RF99, title: A sign, kind: flag}
words: {noticed: You fell., do: See a doctor.}
rules:
  - {code: RF99a, id: broken, title: A rule, when: {last_run: {more_than: 90}}, refer: {level: soon}, because: b, mechanism: m,
     evidence: [{cite: EXP, basis: EXP, supports: s}], limits: l, reviewed: {by: me, on: 2026-11-22}}
"""
QUESTION = "questions:\n  hills: {ask: Do you run hills?, kind: history, type: choice, options: {some: Some, none: None}}\n"
FILES = {"exercises/all.yaml": EXERCISE, "selftests/x.yaml": TEST, "safety/x.yaml": SAFETY, "questions/x.yaml": QUESTION}
TEXTS = [
    ("exercises/all.yaml", text)
    for text in (
        "Go slowly",
        "Lie down",
        "Lift",
        "Slowly",
        "In the buttock",
        "A cramp",
        "Rest",
        "At pain",
        "It is easy",
        "It wakes",
    )
]
TEXTS += [("selftests/x.yaml", text) for text in ("Press,", "Sit", "Press.", "Haste", "At pain")]
TEXTS += [("safety/x.yaml", text) for text in ("You fell", "See a doctor", "A sign", "A rule")]
TEXTS += [("questions/x.yaml", text) for text in ("Do you run", "Some")]


@pytest.mark.parametrize(("name", "text"), TEXTS)
@pytest.mark.parametrize("slot", ["{age}", "{", "}", "[now]"])
def test_a_slot_where_none_is_filled(name: str, text: str, slot: str, root: Path) -> None:
    whole = FILES[name]
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text(whole)
    assert problems(root) == ()
    words = text.rstrip(",.")
    start = whole.index(text)
    end = next(i for i in range(start, len(whole)) if whole[i] in ",]}\n")
    (root / name).write_text(f'{whole[:start]}"{words} {slot}"{whole[end:]}')
    (problem,) = problems(root)
    assert problem.code == "R511"
    line = (root / name).read_text().split("\n")[problem.place.line - 1]
    assert line[problem.place.column - 1 :].startswith(slot[0])


@pytest.mark.parametrize("mechanism", ["It worked [95 % CI 1 to 2].", "The load rose {age}."])
def test_a_coach_may_read_brackets(mechanism: str, root: Path) -> None:
    (root / "safety").mkdir(exist_ok=True)
    (root / "safety" / "x.yaml").write_text(SAFETY.replace("mechanism: m", f'mechanism: "{mechanism}"'))
    assert [item.code for item in problems(root)] == (["R511"] if "{" in mechanism else [])
