"""The words of a rule filled with answers (DESIGN 4.9)."""

from __future__ import annotations

import pytest

from advisor.inference.slots import fill, value_words
from advisor.model.answers import AnswerSheet, State, Value
from advisor.model.base import KnowledgeBase
from advisor.model.condition import Kind, Leaf, Op
from advisor.model.knowledge import KbInfo, Question, Symptom


def base() -> KnowledgeBase:
    felt = {"glute": "buttock", "hamstring": "back of the thigh", "odd": "{age} [x] <b>"}
    relevant = Leaf(Kind.QUESTION, "age", Op.AT_LEAST, ("18",))
    questions = {
        "age": Question(id="age", ask="Age?", kind="history", type="number", unit="years"),
        "hold": Question(id="hold", ask="Hold?", kind="history", type="number", unit="s", per="side", better="high"),
        "run": Question(id="run", ask="Run?", kind="history", type="number", unit="km", decimals=1),
        "felt": Question(id="felt", ask="Felt?", kind="history", type="choice", options=felt, per="side"),
        "signs": Question(
            id="signs", ask="Signs?", kind="history", type="multi", none="None of these", options={**felt, "c": "calf"}
        ),
        "spot": Question(id="spot", ask="Spot?", kind="history", type="multi", per="symptom", options={"a": "heel", "b": "arch"}),
        "adult": Question(id="adult", ask="Adult?", kind="history", type="yes_no", relevant_if=relevant),
        "pain": Question(id="pain", ask="Pain?", kind="symptom", type="choice", options={"present": "yes", "absent": "no"}),
    }
    return KnowledgeBase(
        info=KbInfo(name="t", version="1", minimum_advisor="0"), muscles={}, sources={}, glossary={}, questions=questions,
        symptoms={"pain": Symptom(id="pain", name="pain", ask="Pain?", area=("foot",))}, signs={}, tests={}, rules={}, flags={},
        exercises={}, hash="",
    )  # fmt: skip


KB = base()
VALUES: dict[tuple[str, str], Value | State] = {
    ("age", ""): 34, ("hold", "left"): 26, ("hold", "right"): 1, ("run", ""): 160, ("felt", "left"): "glute",
    ("felt", "right"): State.HURT, ("signs", ""): ("glute", "hamstring", "c"), ("spot", "pain"): ("a", "b"), ("adult", ""): "yes",
    ("pain", ""): "present",
}  # fmt: skip


@pytest.mark.parametrize(
    ("template", "scope", "words"),
    [
        ("You are {age}.", "", "You are 34 years."),
        ("Held {hold}.", "left", "Held 26 seconds."),
        ("Held {hold}.", "right", "Held 1 second."),
        ("Held {hold}.", "", "Held 26 seconds on the left and 1 second on the right."),
        ("Ran {run}.", "left", "Ran 16 km."),
        ("In your {felt}.", "left", "In your buttock."),
        ("Tight. [In your {felt}.]", "right", "Tight."),
        ("Tight. [In your {felt}.]", "", "Tight. In your buttock on the left."),
        ("Here: {signs}.", "", "Here: buttock, back of the thigh and calf."),
        ("At the {spot}.", "pain", "At the heel and arch."),
        ("At the {spot}.", "left", "At the heel and arch."),
        ("A [plain] word.", "", "A plain word."),
        ("A. [{hold} and {felt}.] B.", "right", "A. B."),
        ("[{nothing}] B {felt}.", "right", "B no answer."),
        ("Adult: {adult}.", "", "Adult: yes."),
    ],
)
def test_fill(template: str, scope: str, words: str) -> None:
    assert fill(KB, template, AnswerSheet(VALUES), scope) == words


def test_same_on_both_sides() -> None:
    sheet = AnswerSheet({("hold", "left"): 5, ("hold", "right"): 5})
    assert fill(KB, "{hold}.", sheet, "") == "5 seconds on both sides."


def test_answers_are_never_filled_again() -> None:
    sheet = AnswerSheet({("felt", "left"): "odd", ("age", ""): 40})
    assert fill(KB, "See {felt}.", sheet, "left") == "See {age} [x] <b>."


def test_an_answer_set_aside_is_not_known() -> None:
    sheet = AnswerSheet({("age", ""): 12, ("adult", ""): "yes"})
    assert fill(KB, "A. [Adult: {adult}.]", sheet, "") == "A."


def test_value_words() -> None:
    assert value_words(KB.questions["run"], 105) == "10.5 km"
    assert value_words(KB.questions["run"], 0) == "0 km"
    assert value_words(KB.questions["signs"], ()) == "None of these"
    assert value_words(KB.questions["felt"], "not_there") == "not there"
