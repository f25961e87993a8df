"""Safety first (DESIGN 4.8): the state of every safety rule, the level, the limits, the tests withheld."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from advisor.inference import expression as x
from advisor.inference.plan import Plan, Reading
from advisor.inference.sheet import SheetView
from advisor.inference.slots import fill
from advisor.model.answers import State
from advisor.model.assessment import Limits, SafetyItem, SafetyOutcome
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import LEVELS, REGIONS, Level, Limit, Rule

__all__ = ["allowed", "judge", "narrowed", "state_of", "variants_in_use"]

_ORDER = {level: index for index, level in enumerate(LEVELS)}
_Open = tuple[list[str], list[str]]
Shown = Literal["fired", "open", "unsure"]
State4 = Literal["fired", "clear", "open", "unsure"]


def state_of(expression: x.Expression, degree: float, view: SheetView) -> tuple[State4, list[str]]:
    """``fired``, ``clear``, ``open`` or ``unsure`` for a condition with this degree, and the questions that make it so."""
    if degree > 0:
        return "fired", []
    if degree < 0:
        return "clear", []
    open_, unsure = _lacking(expression, view)
    if open_:
        return "open", open_
    return ("unsure", unsure) if unsure else ("clear", [])


def _lacking(expression: x.Expression, view: SheetView) -> _Open:
    open_: dict[str, None] = {}
    unsure: dict[str, None] = {}
    for atom in x.walk(expression):
        for question, scope in atom.cells:
            state = view.state(question, scope)
            if state is State.NOT_ASKED:
                open_[question] = None
            elif state in (State.UNKNOWN, State.HURT):
                unsure[question] = None
    return list(open_), list(unsure)


def judge(plan: Plan, view: SheetView, degrees: x.Degrees, fired: Iterable[Reading]) -> SafetyOutcome:
    """The safety part, from experta's firings of the safety rules and the state of the rest."""
    knowledge = plan.knowledge
    fired_keys = {reading.key for reading in fired}
    items: list[SafetyItem] = []
    active: list[tuple[Reading, Level]] = []
    for reading in plan.safety:
        degree = degrees.of(reading.when)
        if (degree > 0) != (reading.key in fired_keys):
            raise AssertionError(f"experta and the plan disagree about {reading.key}: {degree}")
        state, questions = state_of(reading.when, degree, view)
        if state == "clear":
            continue
        level = _level(reading.rule, state)
        items.append(_item(view, reading, state, level, questions))
        if state != "open":
            active.append((reading, level))
    highest: Level = max((item.level for item in items), key=_ORDER.__getitem__, default="none")
    ended = any(item.level in ("urgent", "emergency") for item in items)
    blocked = any(item.state == "open" for item in items)
    grave = any(item.state == "open" and _refers(knowledge, item.rule) in ("urgent", "emergency") for item in items)
    limits = _limits(knowledge, active)
    return SafetyOutcome(
        level=highest,
        ended=ended,
        blocked=blocked,
        findings_allowed=not ended and not grave,
        items=tuple(sorted(items, key=lambda i: (-_ORDER[i.level], i.state != "fired", i.rule, i.scope))),
        limits=limits,
        withheld=_withheld(knowledge, active, limits, blocked or ended),
        open_questions=_questions(knowledge, items, "open"),
        unsure_questions=_questions(knowledge, items, "unsure"),
    )


def _refers(knowledge: KnowledgeBase, code: str) -> Level:
    refer = knowledge.rules[code].refer
    return refer.level if refer is not None else "none"


def _level(rule: Rule, state: str) -> Level:
    """The level an item counts as; open items count for none of their own."""
    if rule.refer is None or state == "open":
        return "none"
    if state == "fired":
        return rule.refer.level
    if rule.refer.unsure is not None:
        return rule.refer.unsure
    return "soon" if rule.refer.level in ("urgent", "emergency") else "caution"


def _item(view: SheetView, reading: Reading, state: Shown, level: Level, questions: list[str]) -> SafetyItem:
    knowledge, rule = view.knowledge, reading.rule
    flag = knowledge.flags[rule.flag]
    words = rule.words or flag.words
    order = list(knowledge.questions)
    return SafetyItem(
        rule=rule.code, flag=flag.code, kind=flag.kind, title=flag.title, state=state, level=level, scope=reading.scope,
        area=tuple(_areas(knowledge, rule.refer.area, rule, reading.scope)) if rule.refer else (),
        noticed=words.noticed if words else fill(knowledge, rule.because, view.answers, reading.scope, view),
        do=words.do if words else "", who=words.who if words else "", soon=words.soon if words else "",
        avoid=words.avoid if words else "",
        advise=fill(knowledge, rule.advise, view.answers, reading.scope, view),
        questions=tuple(sorted(set(questions), key=order.index)), sources=tuple(sorted({e.cite for e in rule.evidence})),
    )  # fmt: skip


def _questions(knowledge: KnowledgeBase, items: list[SafetyItem], state: str) -> tuple[str, ...]:
    wanted = {question for item in items if item.state == state for question in item.questions}
    return tuple(name for name in knowledge.questions if name in wanted)


def _areas(knowledge: KnowledgeBase, words: Iterable[str], rule: Rule, scope: str) -> list[str]:
    """Region names of an area, in the fixed order of regions."""
    found: set[str] = set()
    for word in words:
        if word == "all":
            found |= set(REGIONS)
        elif word == "symptom":
            found |= set(knowledge.symptoms[scope].area)
        elif word == "elsewhere":
            named = [*(rule.refer.area if rule.refer else ()), *(w for limit in rule.limit for w in limit.area)]
            found |= set(REGIONS) - set(_areas(knowledge, [w for w in named if w != "elsewhere"], rule, scope))
        elif word != "none":
            found.add(word)
    return [region for region in REGIONS if region in found]


def _limits(knowledge: KnowledgeBase, active: list[tuple[Reading, Level]]) -> Limits:
    pieces = []
    for reading, level in active:
        pieces += [(limit, reading.rule, reading.scope) for limit in reading.rule.limit]
        if reading.rule.refer is not None and level in ("soon", "urgent", "emergency"):
            pieces.append((Limit(area=reading.rule.refer.area, max_level=0), reading.rule, reading.scope))
    return narrowed(knowledge, Limits(), pieces)


def narrowed(knowledge: KnowledgeBase, limits: Limits, pieces: Iterable[tuple[Limit, Rule, str]]) -> Limits:
    """``limits`` met by more of them, each with its rule and the reading's scope: the strictest wins, ``avoid`` adds up."""
    max_level, dose, max_pain = dict(limits.max_level), dict(limits.dose), dict(limits.max_pain)
    avoid = set(limits.avoid)
    for limit, rule, scope in pieces:
        avoid |= set(limit.avoid)
        for region in _areas(knowledge, limit.area, rule, scope):
            if limit.max_level is not None:
                max_level[region] = min(max_level.get(region, 4), limit.max_level)
            if limit.dose is not None:
                dose[region] = min(dose.get(region, 1.0), limit.dose)
            if limit.max_pain is not None:
                max_pain[region] = min(max_pain.get(region, 10), limit.max_pain)
    return Limits(
        max_level={r: max_level[r] for r in REGIONS if max_level.get(r, 4) < 4},
        dose={r: dose[r] for r in REGIONS if r in dose},
        max_pain={r: max_pain[r] for r in REGIONS if r in max_pain},
        avoid=tuple(sorted(avoid)),
    )


def _withheld(knowledge: KnowledgeBase, active: list[tuple[Reading, Level]], limits: Limits, everything: bool) -> tuple[str, ...]:
    """Tests that must not be asked: by a rule, of a closed region, or all while something is open (DESIGN 4.8)."""
    if everything:
        return tuple(knowledge.tests)
    words = {word for reading, _ in active for word in reading.rule.withhold}
    closed = {region for region, level in limits.max_level.items() if level == 0}
    return tuple(
        name
        for name, test in knowledge.tests.items()
        if "ill" in words or name in words or words & set(test.tags) or closed & set(test.regions)
    )


def variants_in_use(plan: Plan, name: str, limits: Limits, view: SheetView, degrees: x.Degrees) -> tuple[str, ...]:
    """The forms of an exercise in use: their ``when`` is not clear, or safety avoids a tag that they take away."""
    found = []
    for variant in plan.knowledge.exercises[name].variants.values():
        condition = plan.variants.get((name, variant.id))
        clear = condition is None or state_of(condition, degrees.of(condition), view)[0] == "clear"
        if not clear or set(variant.without) & set(limits.avoid):
            found.append(variant.id)
    return tuple(found)


def allowed(plan: Plan, name: str, limits: Limits, view: SheetView, degrees: x.Degrees) -> bool:
    """Whether safety lets it appear: its level in every region it loads, nothing avoids its form in use, not_if clear."""
    exercise = plan.knowledge.exercises[name]
    if any(exercise.level > limits.max_level.get(region, 4) for region in exercise.loads):
        return False
    if name in limits.avoid or exercise.tags_in(variants_in_use(plan, name, limits, view, degrees)) & set(limits.avoid):
        return False
    condition = plan.contraindications.get(name)
    return condition is None or state_of(condition, degrees.of(condition), view)[0] == "clear"
