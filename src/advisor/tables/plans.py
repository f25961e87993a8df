"""The plan of each row as plain data for tables."""

from __future__ import annotations

from typing import Any

from advisor.model.assessment import Plan
from advisor.population import Columns, Screened
from advisor.population.plans import plan_of

__all__ = ["plan_data", "plan_of", "plans_of"]


def plan_data(plan: Plan | None) -> dict[str, Any] | None:
    """A plan as plain data: exercises in order with their level, first side, share of the dose and forms; and the weeks."""
    if plan is None:
        return None
    return {
        "minutes": plan.minutes,
        "load_first": plan.load_first,
        "exercises": [
            {"exercise": item.exercise, "level": item.level, "reason": item.reason, "side_first": item.side_first,
             "dose_factor": item.dose_factor, "max_pain": item.max_pain, "variants": list(item.variants)}
            for item in plan.exercises
        ],
        "weeks": [[item.exercise for item in week.items] for week in plan.weeks],
        "why_shorter": list(plan.why_shorter),
        "no_drill": plan.no_drill,
    }  # fmt: skip


def plans_of(found: Screened, columns: Columns) -> list[dict[str, Any] | None]:
    """One for each row."""
    return [plan_data(plan_of(found, columns, row)) for row in range(found.rows)]
