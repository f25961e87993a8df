"""The searches in the runner's words: what each finds, and what it leaves alone. The corpus holds a broken file for each code."""

from __future__ import annotations

import socket
import sys
import typing
from collections.abc import Callable
from dataclasses import fields

import pytest
from pydantic import BaseModel

from advisor.errors import AdvisorError, Diagnostic
from advisor.knowledge.consistency import check_consistency, reading, texts, wording
from advisor.knowledge.raw import Raw
from advisor.model import knowledge as k
from advisor.model.base import KnowledgeBase

Check = Callable[[KnowledgeBase, Raw], list[Diagnostic]]


def with_help(kb: KnowledgeBase, words: str) -> KnowledgeBase:
    """The base with one more question, whose help holds these words."""
    question = k.Question(id="new", ask="Is it dark?", help=words, kind="history", type="yes_no")
    return _changed(kb, questions={"new": question})


def with_cue(kb: KnowledgeBase, words: str) -> KnowledgeBase:
    """The base with one exercise only, whose cues are these words."""
    return _changed(kb, exercises={"clam": kb.exercises["clam"].model_copy(update={"cues": (words,)})})


def _changed(kb: KnowledgeBase, **tables: object) -> KnowledgeBase:
    same = {field.name: getattr(kb, field.name) for field in fields(kb)}
    names = ("questions", "signs", "tests", "symptoms", "muscles", "rules", "flags", "exercises")
    empty: dict[str, object] = {name: {} for name in names}
    return KnowledgeBase(**{**same, **empty, **tables})  # type: ignore[arg-type]


def codes(check: Check, kb: KnowledgeBase) -> list[str]:
    return [problem.code for problem in check(kb, Raw())]


@pytest.mark.parametrize("words", ["This heals your hip.", "It prevents pain.", "We guarantee it.", "The muscle is not firing."])
def test_a_promise_is_found(kb: KnowledgeBase, words: str) -> None:
    assert codes(wording.never_said, with_help(kb, words)) == ["W733"]


@pytest.mark.parametrize("words", ["Hold on to something fixed.", "A healthy hip.", "Feel it in the heel.", "An accurate count."])
def test_a_plain_word_is_no_promise(kb: KnowledgeBase, words: str) -> None:
    assert codes(wording.never_said, with_help(kb, words)) == []


@pytest.mark.parametrize(
    "words",
    ["Stretch your calf.", "Rest, then stretch.", "Try a light stretch.", "Stretching helps.", "Stretching damages muscles."],
)
def test_a_stretch_as_remedy_or_danger_is_found(kb: KnowledgeBase, words: str) -> None:
    assert codes(wording.stretches, with_help(kb, words)) == ["W734"]


@pytest.mark.parametrize(
    "words",
    ["Do you stretch this area?", "Do not stretch the leg.", "It feels worse after stretching.", "A stretch helps only briefly."],
)
def test_asking_about_stretching_is_fine(kb: KnowledgeBase, words: str) -> None:
    assert codes(wording.stretches, with_help(kb, words)) == []


def test_an_exercise_names_no_stretch_but_to_say_so(kb: KnowledgeBase) -> None:
    assert codes(wording.stretches, with_cue(kb, "Feel the long stretch.")) == ["W734"]
    assert codes(wording.stretches, with_cue(kb, "This is not a stretch.")) == []


@pytest.mark.parametrize("words", ["Is the soleus sore?", "Have you had an MRI?", "Does the gluteus medius work?"])
def test_jargon_is_found(kb: KnowledgeBase, words: str) -> None:
    assert codes(wording.jargon, with_help(kb, words)) == ["W735"]


def test_a_term_needs_its_place_in_the_glossary(kb: KnowledgeBase) -> None:
    base = with_help(kb, "Bend the kneecap joint.")
    assert codes(wording.jargon, base) == []
    without = {term: words for term, words in kb.glossary.items() if term not in ("joint", "kneecap")}
    assert codes(wording.jargon, _changed(base, questions=base.questions, glossary=without)) == ["W735", "W735"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Hold it for 10.", ["W736"]),
        ("Hold it for 10 seconds.", []),
        ("Rise every 2 seconds. Stop at 30.", []),
        ("At 60 or over, hold on.", []),
        ("A pain above 3 out of 10.", []),
        ("Count to ten.", []),
        ("Use the 2.5.", ["W736"]),
    ],
)
def test_a_number_has_its_unit(kb: KnowledgeBase, words: str, found: list[str]) -> None:
    assert codes(wording.bare_numbers, with_help(kb, words)) == found


def test_a_number_question_has_a_unit(kb: KnowledgeBase) -> None:
    question = k.Question(id="new", ask="How far?", kind="history", type="number", range=(0, 9))
    assert codes(wording.bare_numbers, _changed(kb, questions={"new": question})) == ["W736"]


@pytest.mark.parametrize(
    "words", ["See RF03.", "It reads tight_hamstrings.", "Do 3x10 of it.", "The CF is high.", "Do it 3 d/w."]
)
def test_shorthand_is_found_and_a_slot_is_none(kb: KnowledgeBase, words: str) -> None:
    assert codes(wording.shorthand, with_help(kb, words)) == ["W737"]
    assert codes(wording.shorthand, with_help(kb, "You held it for {t_plank}.")) == []


# --------------------------------------------------------------------------- reading grades


def test_the_grade_is_the_mean_of_the_two() -> None:
    """By hand: 18 letters, 20 signs, 6 words and 2 sentences, put into the two formulas."""
    text = "Lift the leg. Hold it up."
    ari = 4.71 * 20 / 6 + 0.5 * 3 - 21.43
    coleman = 0.058 * 100 * 18 / 6 - 0.296 * 100 * 2 / 6 - 15.8
    assert reading.grade(text) == pytest.approx((ari + coleman) / 2)


def test_a_decimal_point_ends_no_sentence() -> None:
    assert reading.grade("A gap of 2.5 centimetres is wide.") == reading.grade("A gap of 2,5 centimetres is wide.")


def test_long_words_and_sentences_raise_the_grade() -> None:
    easy = "You lift the leg. You hold it. You let it down."
    hard = "Elevating the extremity, maintaining its position and subsequently lowering it constitutes the exercise."
    assert reading.grade(easy) < 5 < 12 < reading.grade(hard)


def test_short_texts_are_not_graded(kb: KnowledgeBase) -> None:
    short = texts.RunnerText("questions", "a", ("help",), "word " * 29)
    assert reading.graded([short]) == []
    assert [item.words for item in reading.graded([texts.RunnerText("questions", "a", ("help",), "word " * 30)])] == [30]


def test_without_textstat_the_grades_are_left_out_with_a_message(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textstat", None)
    with pytest.raises(AdvisorError, match="W732"):
        reading.grade("Lift the leg.")
    found = check_consistency(kb, Raw())
    assert [problem.code for problem in found if problem.code in ("W730", "W731", "W732")] == ["W732"]
    assert "pip install" in next(problem.hint for problem in found if problem.code == "W732")


def test_grading_asks_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """textstat's syllable grades fetch a dictionary; the two used here must not."""

    def refused(*_: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refused)
    assert reading.grade("Nobody has ever graded this particular sentence before today.") > 0


def test_loading_the_checks_does_not_load_textstat() -> None:
    """It takes a second, and only ``check`` needs it."""
    import subprocess

    code = "import sys, advisor.knowledge.consistency; sys.exit('textstat' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --------------------------------------------------------------------------- what counts as a runner's text

NOT_THE_RUNNERS = {
    "id", "code", "unit", "test", "flag", "mechanism", "limits", "anatomy", "region", "never_concluded", "easier", "next", "emg",
    "evidence", "cite", "of", "to", "posture",
}  # fmt: skip
"""Fields of words that are the coach's or the machine's."""


def test_every_field_of_words_is_the_runners_or_not() -> None:
    """A new field of words must be put into ``texts.FIELDS``, or above."""
    unknown = set()
    for model, read in texts.FIELDS.items():
        for name, hint in typing.get_type_hints(model, include_extras=True).items():
            if name not in read and name not in NOT_THE_RUNNERS and name in model.model_fields and _is_text(hint):
                unknown.add(f"{model.__name__}.{name}")
    assert not unknown


def _is_text(hint: object) -> bool:
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return _is_text(parts[0])
    return hint is str or (isinstance(hint, type) and issubclass(hint, BaseModel) and hint in texts.FIELDS)


def test_each_text_has_its_path(kb: KnowledgeBase) -> None:
    found = {text.where: text.text for text in texts.texts_of("exercises", "clam", kb.exercises["clam"])}
    assert found["exercises clam name"] == kb.exercises["clam"].name
    assert found["exercises clam fault do"] == kb.exercises["clam"].fault.do
    assert "exercises clam pass" in found
    assert "exercises clam evidence" not in found


def test_brackets_and_slots_are_read_as_if_all_were_known() -> None:
    assert texts.plain("You held. [You held {t_plank}.]") == "You held. You held 10 seconds."
    assert texts.joined(["Lie down", "Lift."]) == "Lie down. Lift."
