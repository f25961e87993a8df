from __future__ import annotations

from pathlib import Path

import pytest

from advisor.inference.sheet import SheetView
from advisor.interview.order import Order, Step, is_answered, withheld_words
from advisor.knowledge import load_knowledge
from advisor.model.answers import AnswerSheet, State
from advisor.model.assessment import SafetyOutcome
from advisor.model.base import KnowledgeBase
from advisor.pipeline import consult
from unit.interview.staged import base, sheet

SAFE = SafetyOutcome(level="none", ended=False, blocked=False, findings_allowed=True)
EVERY = ("bridge", "plank", "chin")


@pytest.fixture(scope="module")
def small() -> KnowledgeBase:
    return base()


def steps(
    knowledge: KnowledgeBase, answers: AnswerSheet, safety: SafetyOutcome | None = None, tests: tuple[str, ...] = ()
) -> list[Step]:
    return Order(knowledge).steps(answers, SheetView(knowledge, answers).relevant, safety, tests)


def names(found: list[Step]) -> list[str]:
    return [step.question for step in found]


def test_symptoms_and_safety_by_position_then_history_then_tests(small: KnowledgeBase) -> None:
    found = names(steps(small, AnswerSheet(), SAFE, EVERY))
    asked = ["age", "low_back_pain", "tight_hamstrings", "chest", "since_when", "dizzy", "shoes", "last_run"]
    assert found == [*asked, "bridge_hold", "bridge_drop", "plank_lying", "plank_hold", "chin_hold"]


def test_both_sides_are_one_step(small: KnowledgeBase) -> None:
    found = steps(small, AnswerSheet())
    assert Step("tight_hamstrings", ("left", "right")) in found
    half = sheet(tight_hamstrings={"left": "present"})
    assert not is_answered(Step("tight_hamstrings", ("left", "right")), half)


def test_per_symptom_questions_stand_together_symptom_by_symptom_and_only_for_those_present(small: KnowledgeBase) -> None:
    both = sheet(low_back_pain="present", tight_hamstrings={"left": "absent", "right": "present"})
    found = [step for step in steps(small, both) if step.question in ("pain_now", "night")]
    assert found == [
        Step("pain_now", ("low_back_pain",)),
        Step("night", ("low_back_pain",)),
        Step("pain_now", ("tight_hamstrings",)),
        Step("night", ("tight_hamstrings",)),
    ]
    one = sheet(low_back_pain="absent", tight_hamstrings={"left": "absent", "right": "present"})
    assert [s.scopes for s in steps(small, one) if s.question == "night"] == [("tight_hamstrings",)]
    assert "night" not in names(steps(small, AnswerSheet()))


def test_only_relevant_questions(small: KnowledgeBase) -> None:
    assert "since_when" in names(steps(small, sheet(chest=("cough",))))
    assert "since_when" not in names(steps(small, sheet(chest=())))
    assert "since_when" in names(steps(small, sheet(chest=State.UNKNOWN)))


def test_no_test_before_safety_is_known_to_be_clear(small: KnowledgeBase) -> None:
    assert not [n for n in names(steps(small, AnswerSheet(), None, EVERY)) if small.questions[n].test]
    for state in ({"blocked": True}, {"ended": True}):
        outcome = SAFE.model_copy(update=state)
        assert not [n for n in names(steps(small, AnswerSheet(), outcome, EVERY)) if small.questions[n].test]


def test_withheld_tests_and_questions_with_a_withheld_word_are_never_asked(small: KnowledgeBase) -> None:
    answers = sheet(age=34, low_back_pain="absent", tight_hamstrings={"left": "absent", "right": "absent"}, chest=(), dizzy="yes")
    safety = consult(small, answers).safety
    assert withheld_words(small, safety) == {"lie"}
    assert names(steps(small, answers, safety, EVERY))[-3:] == ["bridge_hold", "bridge_drop", "plank_hold"]
    sore = sheet(
        age=34,
        low_back_pain="present",
        tight_hamstrings={"left": "absent", "right": "absent"},
        chest=(),
        dizzy="no",
        pain_now={"low_back_pain": 6},
        night={"low_back_pain": "no"},
    )
    assert names(steps(small, sore, consult(small, sore).safety, EVERY))[-3:] == ["plank_lying", "plank_hold", "chin_hold"]


def test_only_chosen_tests(small: KnowledgeBase) -> None:
    assert [n for n in names(steps(small, AnswerSheet(), SAFE, ("chin",))) if small.questions[n].test] == ["chin_hold"]


def test_progress_never_promises_too_little(small: KnowledgeBase) -> None:
    order = Order(small)
    answers = AnswerSheet()
    progress = order.progress(steps(small, answers), answers)
    assert (progress.answered, progress.left, progress.settled) == (0, 8 + 2 * 2, False)
    left = progress.left
    for name, scope, value in [
        ("age", "", 34),
        ("low_back_pain", "", "present"),
        ("tight_hamstrings", "left", "absent"),
        ("tight_hamstrings", "right", "absent"),
        ("chest", "", ()),
        ("pain_now", "low_back_pain", 2),
        ("night", "low_back_pain", "no"),
        ("dizzy", "", "no"),
    ]:
        answers = answers.with_answer(name, scope, value)
        progress = order.progress(steps(small, answers), answers)
        assert progress.left <= left
        left = progress.left
    assert (left, progress.settled) == (2, True)


def test_the_shipped_rules_put_every_symptom_and_safety_question_before_history(kb: KnowledgeBase) -> None:
    answers = AnswerSheet({(name, scope): "present" for name in kb.symptoms for scope in ("", "left", "right")})
    kinds = [kb.questions[name].kind for name in names(steps(kb, answers, SAFE, tuple(kb.tests)))]
    section = {"symptom": 0, "safety": 0, "history": 1, "test": 2}
    assert [section[kind] for kind in kinds] == sorted(section[kind] for kind in kinds)
    tests = [kb.questions[name].test for name in names(steps(kb, answers, SAFE, tuple(kb.tests))) if kb.questions[name].test]
    assert len([t for i, t in enumerate(tests) if i == 0 or tests[i - 1] != t]) == len(set(tests)), (
        "a test's questions stand together"
    )


def test_a_base_without_positions_keeps_its_file_order() -> None:
    example = load_knowledge(Path(__file__).parents[2] / "bases" / "design_example")
    found = names(steps(example, AnswerSheet(), SAFE, ("bridge", "cue")))
    assert found == [
        "low_back_pain",
        "tight_hamstrings",
        "late_cramp",
        "last_run",
        "longest30",
        "bridge_hold",
        "bridge_felt",
        "cue_better",
    ]
