"""The interview over a scripted prompter: what the verbs do, and when it ends."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from advisor.interview.conduct import Ending
from advisor.interview.prompter import EndOfInput, Prompt, Reply, ScriptedPrompter, Verb
from advisor.language import language
from advisor.model.answers import AnswerSheet, State
from advisor.model.assessment import SafetyOutcome
from advisor.model.base import KnowledgeBase
from unit.interview.staged import WELL, answer_by_text, base, interview, sheet

START = ("34", "absent", "left")  # age, low back, hamstrings
SAFETY = ((), "2", "no", "no")  # chest, pain now, night, dizzy
HISTORY = ((), "10")
BEFORE_TESTS = sheet(
    age=34,
    low_back_pain="absent",
    tight_hamstrings={"left": "present", "right": "absent"},
    chest=(),
    dizzy="no",
    shoes=(),
    last_run=100,
    pain_now={"tight_hamstrings": 2},
    night={"tight_hamstrings": "no"},
)


@pytest.fixture(scope="module")
def small() -> KnowledgeBase:
    return base()


def texts(prompter: ScriptedPrompter) -> list[str]:
    return [prompt.text for prompt in prompter.asked]


def test_from_the_first_question_to_the_choice_of_tests(small: KnowledgeBase, tmp_path: Path) -> None:
    run, prompter = interview(small, tmp_path / "a.yaml", [*START, *SAFETY, *HISTORY, "none"])
    assert run.run() is Ending.DONE
    assert run.session.answers.values == BEFORE_TESTS.values
    assert [text.split("?")[0] for text in texts(prompter)] == [
        "How old are you",
        "Do you have low-back pain",
        "Do you have tight hamstrings",
        "Any of these",
        "Tight hamstrings: How much does it hurt",
        "Tight hamstrings: Does it wake you",
        "Are you dizzy",
        "Which shoes do you wear",
        "How long was your last run",
        "Will you do self-tests now",
    ]
    said = "\n".join(prompter.said)
    assert said.index("A first result") < said.index("Bridge (3 min): ")
    assert run.session.tests == ()


def test_every_kind_of_end_leaves_the_answers_saved(small: KnowledgeBase, tmp_path: Path) -> None:
    def stop(_: Prompt) -> Reply:
        raise KeyboardInterrupt

    for name, last, error in (("a", None, EndOfInput), ("b", stop, KeyboardInterrupt)):
        run, _ = interview(small, tmp_path / name, [*START, *([last] if last else [])])
        with pytest.raises(error):
            run.run()
        assert "tight_hamstrings: {left: present, right: absent}" in (tmp_path / name).read_text()
    run, _ = interview(small, tmp_path / "c", ["34", Verb.QUIT])
    assert run.run() is Ending.LEFT
    assert "age: 34" in (tmp_path / "c").read_text()


def test_back_keeps_later_answers_and_goes_on_where_it_was(small: KnowledgeBase, tmp_path: Path) -> None:
    script = [*START, Verb.BACK, Verb.BACK, "present", Verb.QUIT]
    run, prompter = interview(small, tmp_path / "a.yaml", script)
    run.run()
    assert run.session.answers.get("tight_hamstrings", "left") == "present"
    assert run.session.answers.get("low_back_pain") == "present"
    assert prompter.asked[-3].text.startswith("Do you have tight hamstrings")
    assert (prompter.asked[-2].text, prompter.asked[-2].now) == ("Do you have low-back pain?", "absent")
    assert prompter.asked[-1].text == "Any of these?"


def test_back_at_the_first_question_says_so(small: KnowledgeBase, tmp_path: Path) -> None:
    run, prompter = interview(small, tmp_path / "a.yaml", [Verb.BACK, Verb.QUIT])
    run.run()
    assert "This is the first question." in prompter.said
    assert texts(prompter) == ["How old are you?"] * 2


def test_answers_that_become_irrelevant_are_set_aside_and_count_again(small: KnowledgeBase, tmp_path: Path) -> None:
    with_cough = sheet(age=34, low_back_pain="absent", tight_hamstrings={"left": "absent", "right": "absent"})
    script = [("cough",), "weeks", Verb.BACK, Verb.BACK, (), Verb.BACK, ("cough",), Verb.QUIT]
    run, prompter = interview(small, tmp_path / "a.yaml", script, with_cough)
    run.run()
    assert run.session.answers.get("since_when") == "weeks"
    assert texts(prompter).count("Since when do you have the cough?") == 2, "asked, gone back over, never asked anew"
    assert texts(prompter)[-1] == "Are you dizzy?"


def test_why_help_and_save_answer_and_ask_again(small: KnowledgeBase, tmp_path: Path) -> None:
    sore = sheet(age=34, low_back_pain="absent", tight_hamstrings={"left": "present", "right": "absent"})
    run, prompter = interview(
        small, tmp_path / "a.yaml", [Verb.WHY, Verb.HELP, (), Verb.HELP, Verb.SAVE, Verb.WHY, Verb.QUIT], sore
    )
    run.run()
    said = "\n".join(prompter.said)
    assert "It can show a warning sign: Chest pain." in said
    assert "0 is no pain." in said
    assert f"Saved in {tmp_path / 'a.yaml'}" in said
    assert "It decides which self-tests you should leave out." in said
    assert texts(prompter).count("Any of these?") == 3


def test_dont_know_is_an_answer(small: KnowledgeBase, tmp_path: Path) -> None:
    run, _ = interview(small, tmp_path / "a.yaml", [*START, Verb.SKIP, Verb.QUIT])
    run.run()
    assert run.session.answers.get("chest") is State.UNKNOWN


# ----------------------------------------------------------------------------------------------------------- self-tests
def test_the_chosen_tests_and_only_those(small: KnowledgeBase, tmp_path: Path) -> None:
    script = ["choose", ("chin", "bridge"), "done", "12", "25", "left", "done", "40"]
    run, prompter = interview(small, tmp_path / "a.yaml", script, BEFORE_TESTS)
    assert run.run() is Ending.DONE
    answers = run.session.answers
    assert [answers.get("bridge_hold", s) for s in ("left", "right")] == [12, 25]
    assert [answers.get("bridge_drop", s) for s in ("left", "right")] == ["yes", "no"]
    assert (answers.get("chin_hold"), answers.get("plank_hold")) == (40, State.NOT_ASKED)
    assert "== Test 1 of 2: Bridge (about 3 minutes) ==" in prompter.said


def test_a_test_left_out_stays_not_asked(small: KnowledgeBase, tmp_path: Path) -> None:
    run, _ = interview(small, tmp_path / "a.yaml", ["all", "leave", "done", "easy", "40", "done", "40"], BEFORE_TESTS)
    assert run.run() is Ending.DONE
    assert run.session.answers.get("bridge_hold", "left") is State.NOT_ASKED
    assert run.session.tests == ("plank", "chin") or set(run.session.tests or ()) == {"plank", "chin"}


def test_hurt_ends_the_test_on_that_side(small: KnowledgeBase, tmp_path: Path) -> None:
    run, prompter = interview(small, tmp_path / "a.yaml", ["choose", ("bridge",), "done", Verb.HURT, "25", "no"], BEFORE_TESTS)
    assert run.run() is Ending.DONE
    answers = run.session.answers
    assert [answers.get("bridge_hold", s) for s in ("left", "right")] == [State.HURT, 25]
    assert [answers.get("bridge_drop", s) for s in ("left", "right")] == [State.HURT, "no"]
    assert texts(prompter)[-1] == "RIGHT side. Did the hip drop?"
    assert [line for line in prompter.said if "do not repeat" in line] == [language().text("hurt-stop-side")]


def test_hurt_before_there_is_a_result(small: KnowledgeBase, tmp_path: Path) -> None:
    script = ["choose", ("bridge", "chin"), Verb.HURT, "both", Verb.HURT]
    run, prompter = interview(small, tmp_path / "a.yaml", script, BEFORE_TESTS)
    assert run.run() is Ending.DONE
    found = {run.session.answers.get(q, s) for q, s in (("bridge_hold", "left"), ("bridge_drop", "right"), ("chin_hold", ""))}
    assert found == {State.HURT}
    assert [line for line in prompter.said if "do not repeat" in line] == [language().text("hurt-stop")] * 2


def test_hurt_at_a_question_about_both_sides_asks_each_side(small: KnowledgeBase, tmp_path: Path) -> None:
    script = ["choose", ("bridge",), "done", "10", "10", Verb.HURT, Verb.HURT, "no"]
    run, _ = interview(small, tmp_path / "a.yaml", script, BEFORE_TESTS)
    assert run.run() is Ending.DONE
    assert [run.session.answers.get("bridge_drop", s) for s in ("left", "right")] == [State.HURT, "no"]


def test_each_side_on_its_own(small: KnowledgeBase, tmp_path: Path) -> None:
    script = ["choose", ("bridge",), "done", "10", "10", "each", Verb.SKIP, "yes"]
    run, _ = interview(small, tmp_path / "a.yaml", script, BEFORE_TESTS)
    assert run.run() is Ending.DONE
    assert [run.session.answers.get("bridge_drop", s) for s in ("left", "right")] == [State.UNKNOWN, "yes"]


def test_back_from_the_first_test_is_the_choice_of_tests(small: KnowledgeBase, tmp_path: Path) -> None:
    run, prompter = interview(small, tmp_path / "a.yaml", ["all", Verb.BACK, Verb.BACK, "12", "none"], BEFORE_TESTS)
    assert run.run() is Ending.DONE
    assert [t.partition("?")[0] for t in texts(prompter)[2:]] == [
        "Will you do self-tests now",
        "How long was your last run",
        "Will you do self-tests now",
    ]
    assert run.session.answers.get("last_run") == 120


def test_going_on_after_all_chosen_tests_offers_the_rest(small: KnowledgeBase, tmp_path: Path) -> None:
    run, prompter = interview(small, tmp_path / "a.yaml", ["none"], BEFORE_TESTS)
    run.session.tests = ()
    assert run.run() is Ending.DONE
    assert texts(prompter) == ["Will you do self-tests now?"]


# --------------------------------------------------------------------------------------------------------------- safety
def test_an_emergency_ends_it_there_and_shows_the_safety_part_only(small: KnowledgeBase, tmp_path: Path) -> None:
    run, prompter = interview(small, tmp_path / "a.yaml", [*START, ("pain", "cough"), "never asked"])
    assert run.run() is Ending.ENDED
    assert texts(prompter)[-1] == "Any of these?"
    tail = prompter.said[prompter.said.index("EMERGENCY") :]
    assert tail == [
        "EMERGENCY",
        "You have chest pain.",
        "Call your local emergency number now.",
        "Who: The emergency services.",
        "No exercise.",
        "",
    ]
    assert "pain" in (tmp_path / "a.yaml").read_text()


def test_a_slip_can_be_taken_back_by_a_person(small: KnowledgeBase, tmp_path: Path) -> None:
    run, prompter = interview(small, tmp_path / "a.yaml", [*START, ("pain",), "slip", (), Verb.QUIT], live=True)
    assert run.run() is Ending.LEFT
    assert run.session.answers.get("chest") == ()
    assert (prompter.asked[-2].text, prompter.asked[-2].now) == ("Any of these?", ("pain",))


def test_resuming_what_ended_ends_again(small: KnowledgeBase, tmp_path: Path) -> None:
    run, prompter = interview(small, tmp_path / "a.yaml", ["end"], sheet(age=34, chest=("pain",)), live=True)
    assert run.run() is Ending.ENDED
    assert texts(prompter) == ["This ends the questions."]


def test_safety_is_judged_again_only_when_it_can_have_changed(small: KnowledgeBase, tmp_path: Path) -> None:
    run, _ = interview(small, tmp_path / "a.yaml", [answer_by_text(WELL)] * 9 + ["choose", ("chin",), "done", "20"])
    judged: list[AnswerSheet] = []

    def judge(answers: AnswerSheet) -> SafetyOutcome:
        judged.append(answers)
        return real(answers)

    real, run.means = run.means.judge, replace(run.means, judge=judge)
    assert run.run() is Ending.DONE
    assert len(judged) == 7, "two symptoms and five safety answers; not history, not tests"


# ------------------------------------------------------------------------------------------------------ the shipped rules
def test_through_the_shipped_rules_with_three_symptoms(kb: KnowledgeBase, tmp_path: Path) -> None:
    """Whatever is asked has an answer, no question comes twice, and safety is settled before the first test."""

    def reply(prompt: Prompt) -> Reply:
        if prompt.kind == "many":
            return ()
        if prompt.kind == "text":
            return "30" if "How old" in prompt.text else "5" if not prompt.check("5") else "1"
        values = [choice.value for choice in prompt.choices]
        wanted = ("both", "present", "quick", "done", "normal", "male", "each")
        there = any(word in prompt.text for word in ("low back", "amstrings", "breath"))
        if there and values[0] in ("neither", "absent"):
            return next(value for value in values if value in wanted)
        return next((value for value in values if value in wanted and value not in ("both", "present", "each")), values[0])

    run, prompter = interview(kb, tmp_path / "a.yaml", [reply] * 400)
    assert run.run() is Ending.DONE
    asked = [text for text in texts(prompter) if not text.startswith("Do the test")]
    assert {text for text in asked if asked.count(text) > 1} <= {"Do you notice any of these?"}, "two questions, one wording"
    assert len(run.session.answers.values) > 90
    assert run.session.answers.get("poor_breathing") == "present"
