"""On which days of a week each exercise falls: the one schedule that week tables and the calendar read (DESIGN section 8)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from advisor.model.assessment import Week
from advisor.model.knowledge import Dose

__all__ = ["days_of_week", "scheduled"]

# Days in the order they are taken. Each beginning of this list lies evenly in the week (3: day 1, 4 and 6), and what is done on
# fewer days falls on days that more frequent exercises use too, so a week has as few training days as its doses allow.
_TAKEN = (1, 4, 6, 2, 5, 3, 7)


def days_of_week(dose: Dose) -> tuple[int, ...]:
    """The days (1 to 7; 1 is the weekday on which the plan begins) for a dose: the fewest days it asks for, spread evenly.

    The fewest, because the pace of the weeks counts on no more (:mod:`advisor.prescription.weeks`).
    """
    number = min(len(_TAKEN), max(1, math.ceil(dose.days_per_week[0])))
    return tuple(sorted(_TAKEN[:number]))


def scheduled(weeks: Iterable[Week], dose_of: Callable[[str], Dose]) -> tuple[Week, ...]:
    """The weeks with the days of each item. ``dose_of`` gives an exercise's dose in the form in use."""
    return tuple(
        week.model_copy(
            update={"items": tuple(i.model_copy(update={"days": days_of_week(dose_of(i.exercise))}) for i in week.items)}
        )
        for week in weeks
    )
