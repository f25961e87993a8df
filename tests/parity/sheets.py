"""Random answer sheets that get past safety often enough to reach findings and plans."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from advisor.model.answers import AnswerSheet, State
from advisor.model.base import KnowledgeBase
from oracle.strategies import count_sheets, random_sheet, small_knowledge

HARMLESS = {
    "age": 34, "sex": "female", "pregnancy": "no", "gave_birth": "no", "surgery": "none", "walk_ok": "normal",
    "head_knock": "none", "onset": "gradual", "duration": "2_to_6wk", "morning_stiff": "under_10",
    "plan_progress": "not_started", "numb_trend": "stable", "clearance": "yes", "support_reach": "yes", "assessed": "yes",
    "adult_consent": "yes", "smoker": "never", "hops_already": "yes", "spot_type": ("in_muscle",), "pain_now": 1,
    "pain_run": 2, "pain_24h": 1,
}  # fmt: skip


def tiny_bases(count: int) -> Iterator[KnowledgeBase]:
    """The first random bases whose answer sheets can all be run."""
    seed = 0
    while count:
        kb = small_knowledge(Random(seed), tiny=True)
        seed += 1
        if 60 <= count_sheets(kb) <= 1500:
            count -= 1
            yield kb


def harmless(kb: KnowledgeBase, name: str) -> object:
    """An answer to a safety question that raises nothing."""
    question = kb.questions[name]
    if name in HARMLESS:
        return HARMLESS[name]
    if question.type == "multi":
        return ()
    if question.type == "yes_no":
        return "no"
    return next(iter(question.options))


def mostly_safe(kb: KnowledgeBase, rng: Random, danger: float = 0.01, unanswered: float = 0.1) -> AnswerSheet:
    """A random sheet whose safety answers are harmless but for a share of ``danger``; nothing safety asks is left open."""
    values = dict(random_sheet(kb, rng, share_unanswered=unanswered).values)
    for name, question in kb.questions.items():
        if question.kind != "safety" or (question.type == "number" and name not in HARMLESS):
            continue
        scopes = {"whole": ("",), "side": ("left", "right"), "symptom": tuple(kb.symptoms)}[question.per]
        for scope in scopes:
            if rng.random() >= danger:
                values[name, scope] = harmless(kb, name)  # type: ignore[assignment]
            elif (name, scope) not in values:
                values[name, scope] = State.UNKNOWN
    for name in kb.symptoms:
        scopes = ("left", "right") if kb.questions[name].per == "side" else ("",)
        for scope in scopes:
            values[name, scope] = "present" if rng.random() < 0.35 else "absent"
    values["age", ""] = rng.choice([17, 19, 27, 34, 39, 45, 52, 59, 62, 67, 71]) if rng.random() < 0.5 else 34
    values["sex", ""] = rng.choice(["female", "male", "unspecified"])
    return AnswerSheet(values)
