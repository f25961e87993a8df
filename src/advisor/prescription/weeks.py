"""Four weeks: the first is the set chosen; after it at most two changes a week (DESIGN section 8)."""

from __future__ import annotations

import math
from collections.abc import Callable

from advisor.model.assessment import Week, WeekItem
from advisor.model.base import KnowledgeBase
from advisor.prescription.choose import in_order

__all__ = ["four_weeks"]


def four_weeks(
    knowledge: KnowledgeBase, first: list[str], last: str, may: Callable[[str], bool], minutes: int
) -> tuple[Week, ...]:
    """Harder steps in plan order, from the ground up; each only once, none that safety or kit bars.

    A step waits until its clean sessions can have been done. One that skips a level waits until week 3 (four sessions) and its
    easier item stays one more week.
    """
    weeks = [Week(number=1, items=tuple(WeekItem(exercise=name, change="start") for name in first))]
    state = _State(knowledge, list(first), last, may, minutes)
    for number in range(2, knowledge.info.plan.weeks + 1):
        changes = state.step_up(number)
        weeks.append(Week(number=number, items=tuple(changes.get(name, WeekItem(exercise=name)) for name in state.current)))
    return tuple(weeks)


class _State:
    """The week as it stands; ``stepped`` holds what was already changed, ``leaving`` an easier item in its last week."""

    def __init__(self, knowledge: KnowledgeBase, current: list[str], last: str, may: Callable[[str], bool], minutes: int) -> None:
        self.knowledge, self.current, self.last, self.may, self.minutes = knowledge, current, last, may, minutes
        self.stepped: set[str] = set()
        self.leaving = ""

    def step_up(self, number: int) -> dict[str, WeekItem]:
        """Changes ``current`` to the next week; gives the changed items by id."""
        changes: dict[str, WeekItem] = {}
        if self.leaving:
            self.current.remove(self.leaving)
            self.leaving = ""
        for name in list(self.current):
            if len(changes) >= self.knowledge.info.plan.changes_per_week:
                break
            step = self.knowledge.exercises[name].next
            if name in self.stepped or step is None or step in self.current or not self.may(step):
                continue
            stays = self.knowledge.exercises[step].level - self.knowledge.exercises[name].level > 1
            if (
                number <= self._weeks_before(name)
                or (stays and (number < 3 or self.leaving))
                or not self._fits(name, step, stays)
            ):
                continue
            changes[step] = WeekItem(exercise=step, change="new" if stays else "harder", replaces=name)
            self.stepped |= {name, step}
            self.current[self.current.index(name)] = step
            if stays:
                self.current.append(name)
                self.leaving = name
            self.last = step if name == self.last else self.last
        self.current = in_order(self.knowledge, self.current, self.last)
        return changes

    def _weeks_before(self, name: str) -> int:
        """Whole weeks that the clean sessions before the next step take at the fewest days a week."""
        exercise = self.knowledge.exercises[name]
        return math.ceil(exercise.sessions / exercise.dose.days_per_week[0])

    def _fits(self, name: str, step: str, stays: bool) -> bool:
        exercises = self.knowledge.exercises
        used = sum(exercises[n].minutes for n in self.current) - (0 if stays else exercises[name].minutes)
        if stays and len(self.current) >= self.knowledge.info.plan.places:
            return False
        return used + exercises[step].minutes <= self.minutes
