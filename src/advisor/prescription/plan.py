"""The plan of one runner: chosen exercises, their sides and doses, four weeks, and what is said about all that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from advisor.language import language
from advisor.model.assessment import Chosen, Limits, MuscleFinding, Plan, Week
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Dose
from advisor.prescription.choose import Choice, Need, choose, in_order
from advisor.prescription.schedule import scheduled
from advisor.prescription.weeks import four_weeks

__all__ = ["Request", "make_plan"]

DEFAULT_MINUTES = 20
_UPRIGHT = ("standing", "single_leg", "step", "split_stance")


@dataclass(frozen=True)
class Request:
    """What the plan is made from. ``minutes`` None: not told. ``allowed``: what safety leaves (DESIGN 4.8).
    ``variants``: the forms of an exercise that are in use for this runner.
    """

    findings: Iterable[MuscleFinding]
    start_with: Collection[str]
    kit: Collection[str]
    minutes: int | None
    allowed: Callable[[str], bool]
    variants: Callable[[str], tuple[str, ...]]
    limits: Limits
    retests: tuple[str, ...]
    load_first: bool
    advice: tuple[str, ...]
    today: date


def make_plan(knowledge: KnowledgeBase, request: Request) -> Plan:
    """The whole plan; shorter than usual where something leaves fewer exercises, and it says why."""
    findings = tuple(request.findings)
    minutes = request.minutes if request.minutes is not None else DEFAULT_MINUTES
    need = Need(_dormant(findings), {f.muscle for f in findings if f.role == "dominant"}, request.start_with, request.kit,
                minutes, request.allowed)  # fmt: skip
    choice = choose(knowledge, need)
    ending = choice.drill or _upright_ending(knowledge, choice)
    names = in_order(knowledge, choice.ordered(knowledge), ending)

    def may(name: str) -> bool:
        exercise = knowledge.exercises[name]
        return request.allowed(name) and set(exercise.kit) <= set(request.kit) and not set(exercise.primary) & set(need.dominant)

    def dose_of(name: str) -> Dose:
        return knowledge.exercises[name].dose_in(request.variants(name))

    weeks = scheduled(four_weeks(knowledge, names, ending, may, minutes), dose_of) if names else ()
    later = dict.fromkeys(item.exercise for week in weeks for item in week.items if item.exercise not in names)
    return Plan(
        exercises=tuple(_chosen(knowledge, name, choice, ending, findings, request) for name in names),
        minutes=sum(knowledge.exercises[name].minutes for name in names),
        minutes_available=minutes,
        weeks=weeks,
        retest_on=(request.today + timedelta(weeks=knowledge.info.plan.weeks)).isoformat(),
        retests=request.retests,
        load_first=request.load_first,
        why_shorter=tuple(_why_shorter(knowledge, need, choice, len(names))),
        why_same=tuple(_why_same(knowledge, need, names, weeks)),
        steps=_steps(knowledge, names, may),
        no_drill="" if choice.drill else _no_drill(knowledge, need, ending),
        advice=request.advice,
        later=tuple(_chosen(knowledge, name, choice, ending, findings, request) for name in later),
    )


def _dormant(findings: Iterable[MuscleFinding]) -> Mapping[str, float]:
    """Muscle to |v| of the larger side, where the verdict is dormant."""
    found: dict[str, float] = {}
    for finding in findings:
        if finding.role == "dormant":
            found[finding.muscle] = max(finding.certainty, found.get(finding.muscle, 0.0))
    return found


def _upright_ending(knowledge: KnowledgeBase, choice: Choice) -> str:
    """Where no drill is allowed: the last standing or single-leg exercise of the plan ends it."""
    upright = [name for name in choice.ordered(knowledge) if knowledge.exercises[name].posture in _UPRIGHT]
    return upright[-1] if upright else ""


def _chosen(
    knowledge: KnowledgeBase, name: str, choice: Choice, ending: str, findings: tuple[MuscleFinding, ...], request: Request
) -> Chosen:
    exercise, limits = knowledge.exercises[name], request.limits
    pains = [limits.max_pain[region] for region in exercise.loads if region in limits.max_pain]
    reason = "drill" if name == choice.drill else "ending" if name == ending else choice.reasons.get(name, "step")
    return Chosen(
        exercise=name,
        level=exercise.level,
        gain=choice.gains.get(name, 0.0),
        covers=choice.covers.get(name, ()),
        reason=reason,  # type: ignore[arg-type]
        side_first=_side_first(exercise.primary, findings) if exercise.per_side else "",
        variants=request.variants(name),
        dose_factor=min((limits.dose[region] for region in exercise.loads if region in limits.dose), default=1.0),
        max_pain=min(pains, default=knowledge.info.plan.max_pain),
    )


def _side_first(primary: Iterable[str], findings: tuple[MuscleFinding, ...]) -> Literal["", "left", "right"]:
    """The more dormant side of the exercise's primary muscles, where one side is."""
    sums = {"left": 0.0, "right": 0.0}
    for finding in findings:
        if finding.role == "dormant" and finding.muscle in primary and finding.side in sums:
            sums[finding.side] += finding.certainty
    if sums["left"] == sums["right"]:
        return ""
    return "left" if sums["left"] > sums["right"] else "right"


def _targets(knowledge: KnowledgeBase, need: Need) -> list[str]:
    wanted = set(need.dormant)
    return [n for n, e in knowledge.exercises.items() if e.level <= 2 and e.stage != "drill" and set(e.primary) & wanted]


def _why_shorter(knowledge: KnowledgeBase, need: Need, choice: Choice, count: int) -> list[str]:
    if count >= knowledge.info.plan.fewest:
        return []
    reasons = []
    say = language(knowledge.language)
    targets = _targets(knowledge, need)
    if not need.dormant:
        reasons.append(say.text("shorter-nothing-dormant"))
    if any(not need.allowed(name) for name in (*targets, *knowledge.info.maintenance)):
        reasons.append(say.text("shorter-safety"))
    if any(not set(knowledge.exercises[name].kit) <= set(need.kit) for name in targets):
        reasons.append(say.text("shorter-kit"))
    if choice.missed_for_minutes:
        reasons.append(say.text("shorter-minutes", minutes=need.minutes))
    if any(set(knowledge.exercises[n].primary) & set(need.dominant) for n in (*targets, *knowledge.info.maintenance)):
        reasons.append(say.text("shorter-dominant"))
    return reasons or [say.text("shorter-nothing")]


def _steps(knowledge: KnowledgeBase, names: Iterable[str], may: Callable[[str], bool]) -> tuple[str, ...]:
    """The easier and harder steps of these exercises that may be done, each once."""
    found = [step for name in names for step in (knowledge.exercises[name].easier, knowledge.exercises[name].next)]
    return tuple(dict.fromkeys(step for step in found if step is not None and may(step)))


def _why_same(knowledge: KnowledgeBase, need: Need, names: Collection[str], weeks: tuple[Week, ...]) -> list[str]:
    """What holds the harder steps back, where no week after the first brings one."""
    if len(weeks) < 2 or any(item.change for week in weeks[1:] for item in week.items):
        return []
    say, held = language(knowledge.language), set()
    for step in (knowledge.exercises[name].next for name in names):
        if step is None or step in names:
            continue
        exercise = knowledge.exercises[step]
        if not need.allowed(step):
            held.add("safety")
        elif set(exercise.primary) & set(need.dominant):
            held.add("dominant")
        else:
            held.add("time" if set(exercise.kit) <= set(need.kit) else "kit")
    return [say.text(f"same-{why}") for why in ("safety", "dominant", "kit", "time") if why in held] or [say.text("same-nothing")]


def _no_drill(knowledge: KnowledgeBase, need: Need, ending: str) -> str:
    say = language(knowledge.language)
    drills = [e for e in knowledge.exercises.values() if e.stage == "drill"]
    if any(need.allowed(e.id) and not set(e.primary) & set(need.dominant) for e in drills):
        why = say.text("no-drill-minutes")
    else:
        why = say.text("no-drill-safety")
    return f"{why} {say.text('no-drill-ending', exercise=knowledge.exercises[ending].name)}" if ending else why
