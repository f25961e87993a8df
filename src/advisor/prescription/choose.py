"""Which exercises, exactly as DESIGN section 8, steps 1 to 4: greedy cover of the most dormant certainty."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import STAGES, Exercise

__all__ = ["Choice", "Need", "choose", "in_order"]

_STAGE = {stage: index for index, stage in enumerate(STAGES)}


@dataclass(frozen=True)
class Need:
    """What the plan is for: per muscle the dormant certainty (larger side), the dominant muscles, what is preferred."""

    dormant: Mapping[str, float]
    dominant: Collection[str]
    start_with: Collection[str]
    kit: Collection[str]
    minutes: int
    allowed: Callable[[str], bool]


@dataclass
class Choice:
    """The chosen ids in plan order, each with its gain and reason, and what stood in the way of more."""

    gains: dict[str, float] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    covers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    drill: str = ""
    missed_for_minutes: bool = False

    def ordered(self, knowledge: KnowledgeBase) -> list[str]:
        return in_order(knowledge, [*self.gains, *([self.drill] if self.drill else [])], self.drill)


def in_order(knowledge: KnowledgeBase, names: Collection[str], last: str = "") -> list[str]:
    """Breath, foot, calf, hip, trunk, shoulder girdle, integration, drill; within a stage the easier first."""

    def key(name: str) -> tuple[bool, int, int, int, str]:
        exercise = knowledge.exercises[name]
        return (name == last, _STAGE[exercise.stage], exercise.level, exercise.minutes, name)

    return sorted(names, key=key)


def choose(knowledge: KnowledgeBase, need: Need) -> Choice:
    """Steps 1 to 4. Nothing barred is ever added to reach a number."""
    places, fewest = knowledge.info.plan.places, knowledge.info.plan.fewest
    choice = Choice()
    choice.drill = _drill(knowledge, need)
    left = need.minutes - (knowledge.exercises[choice.drill].minutes if choice.drill else 0)
    places -= 1  # the drill's place is kept even where there is none: the plan is that much shorter
    pool = _pool(knowledge, need)
    shares: dict[str, float] = {}
    while len(choice.gains) < places:
        best = _best(knowledge, need, pool - set(choice.gains), shares, left)
        if best is None:
            break
        gain, name = best
        _take(knowledge, need, choice, name, gain, shares)
        left -= knowledge.exercises[name].minutes
    choice.missed_for_minutes = len(choice.gains) < places and _best(
        knowledge, need, pool - set(choice.gains), shares, 10_000
    ) is not None  # fmt: skip
    for name in knowledge.info.maintenance:
        if len(choice.gains) + bool(choice.drill) >= fewest:
            break
        exercise = knowledge.exercises[name]
        if name in pool and name not in choice.gains:
            if exercise.minutes <= left:
                choice.gains[name], choice.reasons[name], choice.covers[name] = 0.0, "maintenance", ()
                left -= exercise.minutes
            else:
                choice.missed_for_minutes = True
    return choice


def _may_appear(exercise: Exercise, need: Need) -> bool:
    """Step 1 without its levels: safety, kit, and no primary muscle that is dominant."""
    return set(exercise.kit) <= set(need.kit) and not set(exercise.primary) & set(need.dominant) and need.allowed(exercise.id)


def _pool(knowledge: KnowledgeBase, need: Need) -> set[str]:
    may = {
        name
        for name, exercise in knowledge.exercises.items()
        if exercise.level <= 2 and exercise.stage != "drill" and _may_appear(exercise, need)
    }
    likely = {muscle for muscle, size in need.dormant.items() if size >= knowledge.info.constants.likely}

    def gives_way(name: str) -> bool:
        exercise = knowledge.exercises[name]
        if exercise.level != 2 or exercise.easier not in may:
            return False
        return bool(set(exercise.primary) & set(knowledge.exercises[exercise.easier].primary) & likely)

    return {name for name in may if not gives_way(name)}


def _drill(knowledge: KnowledgeBase, need: Need) -> str:
    """The running drill of the lowest level allowed, or ''. A level 4 drill asks that level 3 was passed: never in week 1."""
    top = knowledge.info.plan.drill_max_level
    drills = [e for e in knowledge.exercises.values() if e.stage == "drill" and e.level <= top and _may_appear(e, need)]
    drills = [e for e in drills if e.minutes <= need.minutes]
    best = min(drills, key=lambda e: (e.level, -len(set(e.quiet) & set(need.dominant)), e.minutes, e.id), default=None)
    return best.id if best else ""


def _share(exercise: Exercise, muscle: str, secondary: float) -> float:
    return 1.0 if muscle in exercise.primary else secondary if muscle in exercise.secondary else 0.0


def _best(
    knowledge: KnowledgeBase, need: Need, names: Collection[str], shares: Mapping[str, float], minutes: int
) -> tuple[float, str] | None:
    ranked = []
    for name in names:
        exercise = knowledge.exercises[name]
        gain = _gain(knowledge, need, exercise, shares)
        if gain > 0 and exercise.minutes <= minutes:
            quiet = len(set(exercise.quiet) & set(need.dominant))
            ranked.append(((-gain, -quiet, _STAGE[exercise.stage], exercise.level, exercise.minutes, name), gain, name))
    if not ranked:
        return None
    _, gain, name = min(ranked)
    return gain, name


def _gain(knowledge: KnowledgeBase, need: Need, exercise: Exercise, shares: Mapping[str, float]) -> float:
    plan = knowledge.info.plan
    total = 0.0
    for muscle in sorted(need.dormant):
        more = _share(exercise, muscle, plan.secondary_share) - shares.get(muscle, 0.0)
        if more > 0:
            total += need.dormant[muscle] * more
    if exercise.id in need.start_with:
        total *= plan.start_with_factor
    return math.floor(1_000_000 * total + 0.5) / 1_000_000


def _take(knowledge: KnowledgeBase, need: Need, choice: Choice, name: str, gain: float, shares: dict[str, float]) -> None:
    exercise = knowledge.exercises[name]
    covered = []
    for muscle in need.dormant:
        share = _share(exercise, muscle, knowledge.info.plan.secondary_share)
        if share > shares.get(muscle, 0.0):
            covered.append((-need.dormant[muscle] * share, muscle))
            shares[muscle] = share
    choice.gains[name], choice.reasons[name] = gain, "covers"
    choice.covers[name] = tuple(muscle for _, muscle in sorted(covered))
