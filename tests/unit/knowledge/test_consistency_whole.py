"""How things fit together: exercises, muscles, sources, and what sheets show."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.knowledge.consistency import coverage, relations, sourcing
from advisor.knowledge.loader import load_with_places
from advisor.knowledge.raw import Raw
from advisor.model.answers import AnswerSheet, State
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Question
from knowledge.test_cases import RULES


@pytest.fixture(scope="module")
def placed() -> tuple[KnowledgeBase, Raw]:
    return load_with_places(RULES)


def test_a_renamed_copy_of_an_exercise_is_found(kb: KnowledgeBase) -> None:
    copy = kb.exercises["clam"].model_copy(update={"id": "shell", "name": "Shell"})
    doubled = replace(kb, exercises={**kb.exercises, "shell": copy})
    assert [problem.message for problem in relations.same_exercises(doubled, Raw())] == ["shell and clam differ only in name"]
    other = copy.model_copy(update={"level": 2, "setup": "Lie on your other side."})
    assert relations.same_exercises(replace(kb, exercises={**kb.exercises, "shell": other}), Raw()) == []


def test_a_muscle_without_its_exercises_is_found(placed: tuple[KnowledgeBase, Raw]) -> None:
    kb, raw = placed
    kept = {
        name: exercise
        for name, exercise in kb.exercises.items()
        if "deep_neck_flexors" not in (*exercise.primary, *exercise.secondary)
    }
    (problem,) = relations.unreached_muscles(replace(kb, exercises=kept), raw)
    assert problem.code == "W739"
    assert problem.place.file == "muscles.yaml"
    assert "deep_neck_flexors" in problem.message


def test_never_concluded_must_be_true(kb: KnowledgeBase) -> None:
    muscles = dict(kb.muscles)
    muscles["soleus"] = muscles["soleus"].model_copy(update={"never_concluded": "No test."})
    muscles["popliteus"] = muscles["popliteus"].model_copy(update={"never_concluded": ""})
    found = relations.unconcluded_muscles(replace(kb, muscles=muscles), Raw())
    assert sorted(problem.message for problem in found) == [
        "a rule concludes soleus, which is said never to happen",
        "no rule concludes anything about popliteus",
    ]


@pytest.mark.parametrize(
    ("doi", "status", "wrong"),
    [
        ("10.1136/bjsports-2024-109380", "seen", 0),
        ("doi:10.1136/x", "seen", 1),
        ("https://doi.org/10.1136/x", "memory", 1),
        ("10.1136", "seen", 1),
        ("10.1136/a b", "seen", 1),
        ("10.1136/x", "none", 1),
        ("", "seen", 1),
        ("", "none", 0),
    ],
)
def test_the_form_of_a_doi(kb: KnowledgeBase, doi: str, status: str, wrong: int) -> None:
    source = kb.sources["R5"].model_copy(update={"doi": doi, "doi_status": status})
    assert len(sourcing.doi_problems(replace(kb, sources={"R5": source}), Raw())) == wrong


def test_a_source_sends_on_to_another_only_where_it_is_used(kb: KnowledgeBase) -> None:
    idle = kb.sources["R5"].model_copy(update={"id": "R90", "note": "See R91."})
    sources = {**kb.sources, "R90": idle, "R91": idle.model_copy(update={"id": "R91", "note": ""})}
    unused = [problem.message for problem in sourcing.unused_sources(replace(kb, sources=sources), Raw())]
    assert unused == ["nothing uses the source R90", "nothing uses the source R91"]


def test_claims_from_memory_are_those_nobody_has_read(kb: KnowledgeBase) -> None:
    found = sourcing.from_memory_only(kb)
    assert found
    assert {kb.sources[claim.evidence.cite].status for claim in found} == {"memory"}


# --------------------------------------------------------------------------- steps between sheets


def sheet(**values: object) -> AnswerSheet:
    return AnswerSheet({(name, ""): value for name, value in values.items()})  # type: ignore[misc]


@pytest.mark.parametrize(
    ("one", "other", "step"),
    [
        ({"age": 49}, {"age": 50}, True),
        ({"age": 49}, {"age": 51}, False),
        ({"sex": "female"}, {"sex": "male"}, True),
        ({"bone_signs": ()}, {"bone_signs": ("hurts_walking",)}, True),
        ({"age": 49, "sex": "female"}, {"age": 50, "sex": "male"}, False),
        ({"age": 49}, {"age": 49}, False),
        ({"age": 49}, {}, False),
        ({"age": 49}, {"age": State.UNKNOWN}, False),
    ],
)
def test_one_step(kb: KnowledgeBase, one: dict[str, object], other: dict[str, object], step: bool) -> None:
    assert coverage.is_a_step(kb, sheet(**one), sheet(**other)) is step
    assert coverage.is_a_step(kb, sheet(**other), sheet(**one)) is step


@given(st.integers(0, 120))
def test_steps_of_a_number_stay_in_its_range(value: int) -> None:
    question = Question(ask="?", kind="history", type="number", unit="s", range=(0, 120))
    steps = list(coverage.steps_of(question, value))
    assert all(0 <= step <= 120 and abs(step - value) == 1 for step in steps)  # type: ignore[operator]
    assert len(steps) == (1 if value in (0, 120) else 2)


@given(st.sets(st.sampled_from("abcd")))
def test_steps_of_a_list_tick_one_more_or_one_less(ticked: set[str]) -> None:
    question = Question(ask="?", kind="history", type="multi", options={name: name for name in "abcd"})
    steps = list(coverage.steps_of(question, tuple(sorted(ticked))))
    assert len(steps) == 4
    assert all(len(ticked ^ set(step)) == 1 for step in steps)  # type: ignore[call-overload]


def test_neighbours_change_one_cell(kb: KnowledgeBase) -> None:
    base = sheet(age=49, sex="female")
    for cell, step in coverage.neighbours(kb, base, ["age"]):
        assert cell == ("age", "")
        assert coverage.is_a_step(kb, base, base.with_answer(*cell, step))  # type: ignore[arg-type]


def test_what_is_not_shown_is_told_with_its_place(placed: tuple[KnowledgeBase, Raw]) -> None:
    kb, raw = placed
    flags = {code for code, flag in kb.flags.items() if flag.kind != "skip"}
    rules = {rule.code for rule in kb.active_rules}
    assert coverage.never_shown(kb, raw, flags, flags) == []
    (problem,) = coverage.never_shown(kb, raw, flags - {"RF03"}, flags)
    assert (problem.code, problem.place.file) == ("W747", "safety/rf03_bone_stress.yaml")
    (problem,) = coverage.never_shown(kb, raw, flags, flags - {"RF03"})
    assert problem.code == "W748"
    (problem,) = coverage.never_shown(kb, raw, flags, flags, ["SYM-034"])
    assert (problem.code, problem.place.file) == ("W747", "symptoms/it_band_pain.yaml")
    (problem,) = coverage.never_fired(kb, raw, rules - {"P01"})
    assert (problem.code, problem.place.file) == ("W746", "patterns/posture/lower_crossed.yaml")
    (problem,) = coverage.never_chosen(kb, raw, set(kb.exercises) - {"clam"})
    assert (problem.code, problem.place.file) == ("W745", "exercises/hip_sides.yaml")
