"""Changes of answers as typed: values as in an answers file, every mistake a code with what to do."""

from __future__ import annotations

import pytest

from advisor.errors import AdvisorError
from advisor.interview.changes import changes_from
from advisor.model.answers import State
from advisor.model.base import KnowledgeBase


def test_values_are_read_as_in_an_answers_file(kb: KnowledgeBase) -> None:
    texts = [
        "t_plank=45", "tight_hamstrings@left=absent", "weekly_km=10 mi", "footwear=minimal, barefoot", "other_signs=none",
        "pain_now@low_back_pain=3", "t_side_plank=unknown", "t_breath_hold = hurt",
    ]  # fmt: skip
    assert changes_from(texts, kb) == {
        ("t_plank", ""): 45, ("tight_hamstrings", "left"): "absent", ("weekly_km", ""): 161,
        ("footwear", ""): ("minimal", "barefoot"), ("other_signs", ""): (), ("pain_now", "low_back_pain"): 3,
        ("t_side_plank", "left"): State.UNKNOWN, ("t_side_plank", "right"): State.UNKNOWN, ("t_breath_hold", ""): State.HURT,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code", "hint"),
    [
        ("t_plank:45", "A611", "question=value"),
        ("=45", "A611", "question=value"),
        ("", "A611", "question=value"),
        ("plank=45", "A601", "t_plank"),
        ("tight_hamstrings=absnt", "A602", "absent"),
        ("t_plank=", "A603", "write a value"),
        ("t_plank=long", "A603", "from 0 to 120"),
        ("t_plank=3 km", "A604", "use"),
        ("t_plank@left=45", "A605", "t_plank=value"),
        ("tight_hamstrings@lft=absent", "A605", "left"),
        ("t_plank=500", "A606", "from 0 to 120"),
        ("footwear=none,barefoot", "A607", "keep one"),
        ("age=hurt", "A608", "unknown"),
        ("low_back_pain=unknown", "A609", "present or absent"),
        ("pain_now=3", "A610", "pain_now@"),
        ("pain_now@low_back=3", "A610", "low_back_pain"),
    ],
)
def test_a_mistake_is_a_code_with_what_to_do(kb: KnowledgeBase, text: str, code: str, hint: str) -> None:
    with pytest.raises(AdvisorError) as caught:
        changes_from([text], kb)
    (found,) = caught.value.diagnostics
    assert found.code == code
    assert hint in found.hint


def test_all_mistakes_at_once_and_one_answer_only_once(kb: KnowledgeBase) -> None:
    with pytest.raises(AdvisorError) as caught:
        changes_from(["plank=45", "t_plank=45", "t_plank=60", "t_side_plank=5", "t_side_plank@left=7"], kb)
    assert [d.code for d in caught.value.diagnostics] == ["A601", "A612", "A612"]


def test_what_was_typed_is_shown_harmless_and_short(kb: KnowledgeBase) -> None:
    for text in ("\x1b[31mplank\x07=1", "plank" * 400 + "=1", "\u202e=\u0000", "t_plank@\x1b[2J=3"):
        with pytest.raises(AdvisorError) as caught:
            changes_from([text], kb)
        told = "\n".join(str(d) for d in caught.value.diagnostics)
        assert "\x1b" not in told
        assert "\x07" not in told
        assert "\u202e" not in told
        assert max(map(len, told.splitlines())) < 400
