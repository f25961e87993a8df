"""Whether exercises, muscles and rules fit together: no double, no muscle that nothing wakes, none forgotten."""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.errors import Diagnostic
from advisor.knowledge.consistency.places import about
from advisor.knowledge.raw import Raw
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Exercise

__all__ = ["concluded_muscles", "same_exercises", "unconcluded_muscles", "unreached_muscles"]

_WORDS = {
    "id",
    "name",
    "setup",
    "movement",
    "cues",
    "feel",
    "fault",
    "stop",
    "pass_",
    "why",
    "substitute",
    "evidence",
    "emg",
    "back",
    "ends",
}


def _doing(exercise: Exercise) -> str:
    """What the runner does, in bare words."""
    return re.sub(r"[^a-z0-9]+", " ", " ".join([exercise.setup, *exercise.movement]).lower()).strip()


def same_exercises(kb: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """W738: two exercises with the same set-up and movement, or with the same data in every field but the words."""
    problems: list[Diagnostic] = []
    seen: dict[object, str] = {}
    for name, exercise in kb.exercises.items():
        data = repr([(field, getattr(exercise, field)) for field in sorted(type(exercise).model_fields) if field not in _WORDS])
        twin = next((seen[key] for key in (_doing(exercise), data) if key in seen), None)
        for key in (_doing(exercise), data):
            seen.setdefault(key, name)
        if twin:
            message = f"{name} and {twin} differ only in name"
            problems.append(about(raw, "exercises", name, "W738", message, "remove one, or say what is different", "name"))
    return problems


def concluded_muscles(kb: KnowledgeBase) -> Mapping[str, set[str]]:
    """``dominant`` and ``dormant`` to the muscles that an active rule can say it of, itself or through its pattern."""
    found: dict[str, set[str]] = {"dominant": set(), "dormant": set()}
    for rule in kb.active_rules:
        for role, muscles in found.items():
            muscles |= {name for name, certainty in getattr(rule.conclude, role).items() if certainty > 0}
            muscles |= set(getattr(rule.passes_on, role))
    return found


def unreached_muscles(kb: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """W739: a muscle that can be found dormant and is the target of no exercise."""
    reached = {name for exercise in kb.exercises.values() for name in (*exercise.primary, *exercise.secondary)}
    waiting = concluded_muscles(kb)["dormant"] - reached
    hint = "add it to an exercise's targets"
    return [
        about(raw, "muscles", name, "W739", f"{name} can be found dormant and no exercise wakes it", hint)
        for name in kb.muscles
        if name in waiting
    ]


def unconcluded_muscles(kb: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """W740: a muscle that no rule concludes and that does not say why (``never_concluded``), or that says so and is concluded."""
    concluded = set().union(*concluded_muscles(kb).values())
    problems: list[Diagnostic] = []
    for name, muscle in kb.muscles.items():
        if name not in concluded and not muscle.never_concluded:
            message, hint = f"no rule concludes anything about {name}", "add a rule, or never_concluded: with the reason"
            problems.append(about(raw, "muscles", name, "W740", message, hint))
        elif name in concluded and muscle.never_concluded:
            message, hint = f"a rule concludes {name}, which is said never to happen", "remove never_concluded"
            problems.append(about(raw, "muscles", name, "W740", message, hint, "never_concluded"))
    return problems
