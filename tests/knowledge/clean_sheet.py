"""A sheet in which the whole safety screen is answered harmlessly: the base that knowledge tests lay their answers over.

Built from the knowledge base, so that a new safety question without a harmless answer here fails loudly.
"""

from __future__ import annotations

from typing import Any

from advisor.interview.answers_file import sheet_from
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase

__all__ = ["HARMLESS", "HEALTHY_HISTORY", "clean_answers", "clean_sheet", "laid_over"]

HARMLESS: dict[str, Any] = {
    "age": 34, "sex": "female", "pregnancy": "no", "gave_birth": "no", "postpartum_weeks": 104,
    "family_heart": "no", "walk_ok": "normal", "duration": "6wk_to_3mo", "onset": "gradual",
    "pain_now": 0, "pain_run": 0, "pain_24h": 0, "morning_stiff": "none_0", "night_pain": "no",
    "numb_trend": "stable", "numb_duration_6wk": "no", "head_knock": "none", "smoker": "never",
    "adult_consent": "yes", "new_exerciser": "no", "clearance": "yes", "assessed": "yes", "surgery": "none",
    "plan_progress": "not_started", "hops_already": "yes", "race_48h": "no", "support_reach": "yes", "alone": "no",
    "last_run": 10, "longest30": 12, "intensity_change": "none", "change_weeks": 104,
    "back_straightens": "straightens",
}  # fmt: skip
"""Harmless answers of safety questions; a list to tick is harmless with nothing ticked."""

HEALTHY_HISTORY: dict[str, Any] = {
    "prior_injury": "none", "desk_hours": "under_4", "goals_time": 30,
    "goals_kit": ["band", "loop_band", "step", "ball", "stick", "weight", "mirror", "watch", "pack"],
    "weekly_km": 30, "breathing": "none", "talk_easy": "yes", "feel_bridge": "glutes", "feel_squat": "glutes",
    "feel_hill": "glutes", "other_signs": "none", "form_seen": "no",
}  # fmt: skip
"""History that speaks for no pattern, with all the kit there is."""


def clean_answers(kb: KnowledgeBase, history: bool = False) -> dict[str, Any]:
    """No symptom, and every safety question answered harmlessly; no test, and history only if asked for."""
    answers: dict[str, Any] = dict.fromkeys(kb.symptoms, "absent")
    for question in kb.questions.values():
        if question.kind != "safety":
            continue
        value = HARMLESS.get(question.id, "none" if question.type == "multi" else None)
        if value is None:
            raise AssertionError(f"tests/knowledge/clean_sheet.py knows no harmless answer to the safety question {question.id}")
        answers[question.id] = dict.fromkeys(kb.symptoms, value) if question.per == "symptom" else value
    return answers | (HEALTHY_HISTORY if history else {})


def clean_sheet(kb: KnowledgeBase, history: bool = False) -> AnswerSheet:
    """:func:`clean_answers` as a sheet."""
    return sheet_from(clean_answers(kb, history), kb)


def laid_over(base: AnswerSheet, answers: dict[str, Any], kb: KnowledgeBase) -> AnswerSheet:
    """``answers`` (plain data) over a base, cell by cell."""
    return AnswerSheet({**base.values, **sheet_from({"answers": answers}, kb).values})
