"""The shipped knowledge passes every check of ``knowledge.consistency``, and sheets show all of it at work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from itertools import combinations

import pytest

from advisor.errors import Diagnostic
from advisor.inference.consult import Reasoner
from advisor.knowledge.consistency import CHECKS, coverage, reading, texts
from advisor.knowledge.loader import load_with_places
from advisor.knowledge.raw import Raw
from advisor.model.base import KnowledgeBase
from advisor.model.dependencies import findings_read
from advisor.model.knowledge import Exercise
from advisor.pipeline import assessment_of
from knowledge.chosen_sheets import sheets_for_exercises
from knowledge.shown_sheets import Shown, branches, shown_sheets
from knowledge.test_cases import RULES

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def placed() -> tuple[KnowledgeBase, Raw]:
    return load_with_places(RULES)


@pytest.fixture(scope="module")
def shown(kb: KnowledgeBase, reasoner: Reasoner) -> list[Shown]:
    return list(shown_sheets(kb, reasoner))


def told(problems: list[Diagnostic]) -> str:
    return "\n".join(str(problem) for problem in problems)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_shipped_rules_pass(
    check: Callable[[KnowledgeBase, Raw], list[Diagnostic]], placed: tuple[KnowledgeBase, Raw]
) -> None:
    assert not check(*placed), told(check(*placed))


def test_there_is_enough_to_grade(kb: KnowledgeBase) -> None:
    """So that an empty list of texts does not pass for readable ones."""
    items = reading.graded(texts.runner_texts(kb))
    assert len(items) > 250
    assert 1 < reading.median_grade(items) <= reading.MEDIAN


CEILINGS = {"SR": 0.60, "RCT": 0.60, "COH": 0.55, "CC": 0.45, "EMG": 0.40, "TRAD": 0.30, "SEED": 0.25, "EXP": 0.25}
"""Section 0 of the dossier."""


def test_no_certainty_is_above_its_basis(kb: KnowledgeBase) -> None:
    """Worked out apart from the loader's own check: the best basis, a contested one half, a pattern's doubled up to .60."""
    assert kb.info.constants.bases == CEILINGS
    above = []
    for rule in kb.active_rules:
        best = max((CEILINGS[claim.basis] / (2 if claim.contested else 1) for claim in rule.evidence), default=0.0)
        top = min(2 * best, 0.60) if rule.pattern else best
        said = [*rule.conclude.patterns.values(), *rule.conclude.dominant.values(), *rule.conclude.dormant.values()]
        for value in [*said, *([rule.conclude.pattern] if rule.conclude.pattern is not None else [])]:
            if value > top + 1e-12 and not findings_read(rule):  # what reads a finding is a share of it
                above.append((rule.code, value, top))
            if value < -0.40 - 1e-12:
                above.append((rule.code, value, -0.40))
    assert not above


# --------------------------------------------------------------------------- sheets


def test_every_rule_fires_somewhere(placed: tuple[KnowledgeBase, Raw], shown: list[Shown]) -> None:
    fired = {code for sheet in shown for code in sheet.fired}
    assert not coverage.never_fired(*placed, fired), told(coverage.never_fired(*placed, fired))


def test_every_branch_that_tells_a_symptom_apart_is_reached(kb: KnowledgeBase, shown: list[Shown]) -> None:
    assert {symptom for symptom, _, _ in branches()} == set(kb.symptoms)
    assert not {code for _, _, codes in branches() for code in codes} - set(kb.rules)
    missed = [
        (symptom, words)
        for symptom, words, codes in branches()
        if not any(sheet.has(symptom) and sheet.fired & codes for sheet in shown)
    ]
    assert not missed


def test_every_flag_and_gate_is_raised_and_missed_by_one_step(placed: tuple[KnowledgeBase, Raw], shown: list[Shown]) -> None:
    """The two sheets stand in one file: a case that raises it, and one that differs in one answer by one step."""
    kb, raw = placed
    raised: set[str] = set()
    short: set[str] = set()
    files = defaultdict(list)
    for sheet in shown:
        if sheet.file.startswith("safety/"):
            files[sheet.file].append(sheet)
            raised |= {kb.rules[code].flag for code in sheet.fired}
    for cases in files.values():
        for one, other in combinations(cases, 2):
            if one.fired != other.fired and coverage.is_a_step(kb, one.sheet, other.sheet):
                short |= {kb.rules[code].flag for code in one.fired ^ other.fired}
    assert not coverage.never_shown(kb, raw, raised, short), told(coverage.never_shown(kb, raw, raised, short))


def later_steps(kb: KnowledgeBase, chosen: set[str]) -> set[str]:
    """What the exercises chosen lead on to, step by step; a plan of four weeks does not get to all of it."""
    reached = set(chosen)
    waiting = list(chosen)
    while waiting:
        after = kb.exercises[waiting.pop()].next
        if after and after not in reached:
            reached.add(after)
            waiting.append(after)
    return reached


def first_weeks(exercise: Exercise) -> bool:
    """Whether a plan may begin with it: level 1 or 2 (DESIGN 8.1)."""
    return exercise.level <= 2


def test_every_exercise_is_chosen_by_a_plausible_sheet(placed: tuple[KnowledgeBase, Raw], reasoner: Reasoner) -> None:
    """Level 1 and 2 in a first week or as a change of the four weeks; a higher level as a later step of one that is."""
    kb, raw = placed
    chosen: set[str] = set()
    for sheet, _ in sheets_for_exercises(kb):
        plan = assessment_of(reasoner.consult(sheet), sheet, today=TODAY).plan
        assert plan is not None
        chosen |= {item.exercise for item in plan.exercises} | {item.exercise for week in plan.weeks for item in week.items}
    reached = chosen | {name for name in later_steps(kb, chosen) if not first_weeks(kb.exercises[name])}
    assert not coverage.never_chosen(kb, raw, reached), told(coverage.never_chosen(kb, raw, reached))
