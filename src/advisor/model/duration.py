"""How long an exercise takes, worked out from its dose: the longest way through, so that a plan never plans too little."""

from __future__ import annotations

import math

from advisor.model.knowledge import Dose, Exercise

__all__ = ["amounts", "dose_seconds", "exercise_minutes"]

WALKING_PACE = 0.5
"""Metres a second of a slow, tall march (our own figure)."""
CHANGE_OF_SIDES = 5.0
"""Seconds to change from one side to the other between two sets (our own figure)."""


def amounts(dose: Dose) -> dict[str, tuple[float, float]]:
    """What one set holds, by unit: one entry in a well-formed dose."""
    spans = {
        "reps": dose.reps, "seconds": dose.seconds, "metres": dose.metres, "breaths": dose.breaths, "minutes": dose.minutes,
    }  # fmt: skip
    return {unit: span for unit, span in spans.items() if span is not None}


def _set_seconds(dose: Dose) -> float:
    """Seconds of one set, one side, at the upper end of each span. Repetitions and breaths take as long as their tempo says."""
    each = sum(dose.tempo.values())
    factors = {"reps": each, "breaths": each, "seconds": 1.0, "minutes": 60.0, "metres": 1 / WALKING_PACE}
    return sum(span[1] * factors[unit] for unit, span in amounts(dose).items())


def dose_seconds(dose: Dose, sides: str | None = None) -> float:
    """Seconds of the whole dose, both sides and rests.

    ``in_turn``: the sides change after each set, and one side rests while the other works; ``alternate``: they change at
    each repetition, so a set holds both.
    """
    work, rest, sets = _set_seconds(dose), float(dose.rest or 0), dose.sets
    if sides == "in_turn":
        return 2 * sets * work + (2 * sets - 1) * CHANGE_OF_SIDES + (sets - 1) * max(0.0, rest - work)
    both = 2 if sides == "alternate" and dose.reps is not None else 1  # repetitions are counted a side
    return sets * work * both + (sets - 1) * rest


def exercise_minutes(exercise: Exercise) -> int:
    """Whole minutes, rounded up, of the longest of an exercise's forms."""
    doses = [exercise.dose, *(form.dose for form in exercise.variants.values() if form.dose is not None)]
    return max(1, math.ceil(max(dose_seconds(dose, exercise.sides) for dose in doses) / 60 - 1e-9))
