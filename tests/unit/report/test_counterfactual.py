"""What would change a finding in plain words: one line a set, numbers as stretches, both sides of a pair said once."""

from __future__ import annotations

from typing import Any

import pytest

from advisor.knowledge.translations import translated
from advisor.model.base import KnowledgeBase
from advisor.model.counterfactual import Answer, AnswerChange, ChangeSet, FindingChanges, WouldChange
from advisor.report.counterfactual import change_lines, changes_told, pair_lines


def change(question: str, becomes: object, scope: str = "", **more: Any) -> AnswerChange:
    state = {"state": becomes} if becomes in ("hurt", "unknown") else {"state": "known", "value": becomes}
    was, after = Answer(state="not asked"), Answer.model_validate(state)
    return AnswerChange(question=question, scope=scope, was=was, becomes=after, **more)


def would(kind: str, *sets: ChangeSet, tried: int = 2, exact: bool = True) -> WouldChange:
    size = len(sets[0].answers) if sets else 0
    return WouldChange.model_validate(
        {"kind": kind, "size": size, "tried": tried, "count": len(sets), "exact": exact, "sets": sets}
    )


def changes(*otherwise: ChangeSet, now: tuple[ChangeSet, ...] = (), side: str = "left") -> FindingChanges:
    return FindingChanges.model_validate({
        "finding": "gluteus_maximus", "side": side, "role": "dormant", "band": "likely",
        "otherwise": would("otherwise", *otherwise), "now": would("now", *now),
    })  # fmt: skip


def to(band: str, *answers: AnswerChange, role: str = "dormant") -> ChangeSet:
    return ChangeSet.model_validate({"answers": answers, "band": band, "role": role})


def test_one_answer(kb: KnowledgeBase) -> None:
    one = changes(to("possible", change("tight_hamstrings", "absent", "left")))
    assert change_lines(kb, one) == [
        "If you had answered “no” to “Do your hamstrings feel tight?” (left), this would be possible, not likely."
    ]


@pytest.mark.parametrize(
    ("band", "role", "words"),
    [
        ("strong", "dormant", "this would be strong, not likely"),
        ("hidden", "", "this would not show up any more"),
        ("likely", "dominant", "this muscle would look like it does more than its share"),
        ("possible", "unclear", "this would be unclear"),
    ],
)
def test_where_it_goes(kb: KnowledgeBase, band: str, role: str, words: str) -> None:
    (line,) = change_lines(kb, changes(to(band, change("low_back_pain", "absent"), role=role)))
    assert line.endswith(f"{words}.")


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(45, 120, "45 seconds or more"), (0, 20, "20 seconds or less"), (20, 34, "20 to 34 seconds"), (30, 30, "30 seconds")],
)
def test_a_number_is_a_stretch(kb: KnowledgeBase, low: int, high: int, words: str) -> None:
    (line,) = change_lines(kb, changes(to("possible", change("t_plank", low, low=low, high=high))))
    assert f"“{words}” to" in line


def test_what_can_be_done_now_names_the_tests(kb: KnowledgeBase) -> None:
    both = tuple(change("t_side_plank", 30, side, low=30, high=90) for side in ("left", "right"))
    lines = change_lines(kb, changes(now=(to("strong", *both, change("t_plank", 10, low=0, high=19)),)))
    assert lines[0].startswith(f"If you now do “{kb.tests['t_side_plank'].name}” and “{kb.tests['t_plank'].name}” and answer")
    assert "(both sides)" in lines[0]
    assert lines[0].count("30 seconds or more") == 1


def test_what_can_still_be_done_comes_first(kb: KnowledgeBase) -> None:
    one = changes(to("possible", change("low_back_pain", "absent")), now=(to("strong", change("t_plank", 10, low=0, high=19)),))
    now, otherwise = change_lines(kb, one)
    assert now.startswith("If you now do")
    assert otherwise.startswith("If you had answered")


def test_none_and_not_sure(kb: KnowledgeBase) -> None:
    assert change_lines(kb, changes()) == ["No other answers to up to 2 questions would change this."]
    kinds = {"otherwise": would("otherwise", tried=1, exact=False), "now": would("now", tried=1)}
    unsure = changes().model_copy(update=kinds)
    assert change_lines(kb, unsure) == [
        "No other answer to one question would change this.", "We could not try every way to change this."
    ]  # fmt: skip


def test_a_pair_says_once_what_both_sides_say(kb: KnowledgeBase) -> None:
    def mirrored(side: str, other: str) -> FindingChanges:
        return changes(to("possible", change("tight_hamstrings", "absent", other)), side=side)

    (line,) = pair_lines(kb, [mirrored("left", "left"), mirrored("right", "right")])
    assert "(same side)" in line
    (line,) = pair_lines(kb, [mirrored("left", "left"), mirrored("right", "left")])
    assert "(left)" in line
    one, two = mirrored("left", "left"), changes(to("hidden", change("low_back_pain", "absent"), role=""), side="right")
    lines = pair_lines(kb, [one, two])
    assert lines[0].startswith("Left: If you had answered “no” to “Do your hamstrings feel tight?” (left)")
    assert lines[1].startswith("Right: If you had answered “no” to “Do you have pain")


def test_states_and_symptoms_and_other_languages(kb: KnowledgeBase) -> None:
    some = changes(to("possible", change("t_plank", "hurt"), change("desk_hours", "unknown"), change("low_back_pain", "absent")))
    (line,) = change_lines(kb, some)
    assert "“it hurt” to" in line
    assert "“I do not know” to" in line
    german = translated(kb, "de", None)
    (line,) = change_lines(german, some)
    assert line.startswith("Hättest du auf „")
    assert "wäre das möglich, nicht wahrscheinlich" in line


def test_for_a_terminal(kb: KnowledgeBase) -> None:
    lines = changes_told(kb, [changes(to("possible", change("low_back_pain", "absent")))])
    assert lines[0] == "What would change this"
    assert lines[1] == "  Big glute (left side): doing less than its share, likely"
    assert lines[2].startswith("    If you had answered")
    assert lines[3] == "    Nothing you can still test or answer would change this, up to 2 answers at once."
    assert changes_told(kb, []) == []
