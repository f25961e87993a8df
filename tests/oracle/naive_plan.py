"""A second, naive implementation of the choice of exercises: DESIGN section 8, steps 1 to 4.

Where the section leaves a choice, this is what is done here:

* A muscle dominant on either side bars the exercises that have it as ``primary``, whatever the other side says.
* Step 1, "gives way to its easier step where that may appear too": "may appear" is then the rest of step 1 (what 4.8
  allows, the kit, no dominant primary muscle, level 1 or 2); whether the easier step gives way in turn is not asked.
* "Shares a primary muscle dormant at likely or above": it is ``primary`` in both, and likely on its larger side.
* Gain is summed over the muscles in ascending id, times the factor last, then rounded. Only a gain above 0 gains.
* A drill (posture ``running_drill`` or stage ``drill``) is taken in the kept place alone, never by gain and never as
  maintenance. It is the drill of the lowest level up to ``drill_max_level`` of those that step 1 lets appear, without the
  giving way (its easier step may be no drill, and a drill ends every plan), and whose minutes fit into the runner's; ties
  as in step 3. It counts as one of the 8
  places and of the 5. Its muscles do not count as chosen already: the drill is not what wakes them.
* No such drill: its place stays empty ("the plan is that much shorter", so at most 7), no minutes are kept, and the
  five of step 4 are still five.
* Step 4: in the order of the list, each that step 1 lets appear, is not there yet and still fits; one that does not fit
  is passed over. So it is in step 3: an exercise too long leaves room for a shorter one.
* The order of the plan: stage, level, minutes, id; the drill last.
* Nothing dormant: no gain, so maintenance and the drill alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import STAGES, Exercise


def choose(
    kb: KnowledgeBase,
    verdicts: Mapping[tuple[str, str], tuple[str, float]],
    standing_start_with: set[str],
    allowed: Callable[[str], bool],
    kit: set[str] | None,
    minutes: int,
) -> list[str]:
    """Exercise ids in plan order. ``kit`` None: everything is there."""
    plan = kb.info.plan
    dormant: dict[str, float] = {}
    for (muscle, _), (verdict, size) in verdicts.items():
        if verdict == "dormant":
            dormant[muscle] = max(size, dormant.get(muscle, 0.0))
    dominant = {muscle for (muscle, _), (verdict, _) in verdicts.items() if verdict == "dominant"}

    def could(exercise: Exercise, highest: int = 2) -> bool:
        there = kit is None or set(exercise.kit) <= kit
        return allowed(exercise.id) and there and not dominant & set(exercise.primary) and exercise.level <= highest

    def may_appear(exercise: Exercise) -> bool:
        if not could(exercise):
            return False
        if exercise.level == 2 and exercise.easier is not None:
            easier = kb.exercises[exercise.easier]
            shared = set(exercise.primary) & set(easier.primary)
            return not (could(easier) and any(dormant.get(m, 0.0) >= kb.info.constants.likely for m in shared))
        return True

    def share(exercise: Exercise, muscle: str) -> float:
        return 1.0 if muscle in exercise.primary else plan.secondary_share if muscle in exercise.secondary else 0.0

    def gain(exercise: Exercise) -> float:
        total = 0.0
        for muscle in sorted(dormant):
            more = share(exercise, muscle) - max((share(c, muscle) for c in chosen), default=0.0)
            if more > 0:
                total = total + dormant[muscle] * more
        if exercise.id in standing_start_with:
            total = total * plan.start_with_factor
        return math.floor(kb.info.constants.millionths * total + 0.5) / kb.info.constants.millionths

    def rank(exercise: Exercise) -> tuple[float, int, int, int, int, str]:
        quiet = len(dominant & set(exercise.quiet))
        return (-gain(exercise), -quiet, STAGES.index(exercise.stage), exercise.level, exercise.minutes, exercise.id)

    drills = [e for e in kb.exercises.values() if is_drill(e) and could(e, plan.drill_max_level) and e.minutes <= minutes]
    drill = min(drills, key=lambda e: (e.level, -len(dominant & set(e.quiet)), e.minutes, e.id), default=None)
    left = minutes - (drill.minutes if drill else 0)
    chosen: list[Exercise] = []
    while len(chosen) < plan.places - 1:
        pool = [e for e in kb.exercises.values() if not is_drill(e) and e not in chosen and may_appear(e)]
        pool = [e for e in pool if e.minutes <= left and gain(e) > 0]
        if not pool:
            break
        best = min(pool, key=rank)
        chosen.append(best)
        left -= best.minutes
    for name in kb.info.maintenance:
        if len(chosen) + (drill is not None) >= plan.fewest:
            break
        exercise = kb.exercises[name]
        if not is_drill(exercise) and exercise not in chosen and may_appear(exercise) and exercise.minutes <= left:
            chosen.append(exercise)
            left -= exercise.minutes
    ordered = sorted(chosen, key=lambda e: (STAGES.index(e.stage), e.level, e.minutes, e.id))
    return [e.id for e in ordered + ([drill] if drill else [])]


def is_drill(exercise: Exercise) -> bool:
    return exercise.posture == "running_drill" or exercise.stage == "drill"
