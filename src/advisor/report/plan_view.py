"""The plan in words: cards, weeks, progress and the re-test."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor

from advisor.language import Language, language
from advisor.model.assessment import Chosen, Plan
from advisor.model.knowledge import Dose, Exercise, Phase
from advisor.model.report import CardView, PlanView
from advisor.report.case import Case
from advisor.report.safety_view import advice_for_plan
from advisor.report.weeks_view import day_names, starts, strip, week_table, week_view
from advisor.report.words import first_upper, some

__all__ = ["dose_words", "plan_view"]

_PROGRESS = ("progress-slowly", "progress-harder", "progress-two", "progress-fault")


def plan_view(case: Case, plan: Plan) -> PlanView:
    """The plan of an assessment as words."""
    number = len(plan.exercises)
    say = case.say
    minutes = say.text("count-minute", n=plan.minutes)
    return PlanView(
        intro=_intro(say, number),
        time_line=say.text("plan-time", minutes=minutes, available=plan.minutes_available) if number else "",
        cards=tuple(_card(case, index, chosen) for index, chosen in enumerate(plan.exercises, 1)),
        weeks=tuple(week_view(case, week) for week in plan.weeks),
        retest=_retest(case, plan),
        weeks_note=_unchanged(case, plan),
        progress_rules=_progress(say, plan),
        load_advice=say.paragraphs("load-first") if plan.load_first else (),
        advice=tuple(dict.fromkeys((*plan.advice, *advice_for_plan(case)))),
        why_shorter=plan.why_shorter,
        drill_note=plan.no_drill,
        table=tuple(week_table(case, plan)),
        strip=strip(case, plan),
        days=day_names(case) if plan.weeks else (),
        days_note=say.text("days-note") if plan.weeks else "",
        later=tuple(_card(case, index, chosen) for index, chosen in enumerate(plan.later, number + 1)),
    )


def _intro(say: Language, number: int) -> str:
    if not number:
        return say.text("plan-intro-none")
    return say.text("plan-intro", exercises=say.text("count-exercise", n=number))


def _unchanged(case: Case, plan: Plan) -> str:
    """Where no week after the first brings a change: that, and why, once."""
    if not plan.why_same:
        return ""
    first, last = plan.weeks[1].number, plan.weeks[-1].number
    if first == last:
        return f"{case.say.text('week', number=first)}: {case.say.text('week-none')} {' '.join(plan.why_same)}"
    return " ".join([case.say.text("weeks-same", first=first, last=last), *plan.why_same])


def _progress(say: Language, plan: Plan) -> tuple[str, ...]:
    """How to go on; the pace of the weeks is spoken of only where they bring a change."""
    if not plan.exercises:
        return ()
    lines = {key: say.text(key) for key in _PROGRESS}
    if not plan.why_same:
        lines["progress-harder"] += f" {say.text('progress-fastest')}"
    return tuple(lines.values())


def _retest(case: Case, plan: Plan) -> str:
    day = case.say.date(plan.retest_on)
    if not plan.retests:
        return case.say.text("retest-questions", day=day)
    return case.say.text("retest-tests", day=day, tests="; ".join(case.test_name(name) for name in plan.retests))


# ----------------------------------------------------------------- cards
def _card(case: Case, number: int, chosen: Chosen) -> CardView:
    exercise = case.kb.exercises[chosen.exercise]
    say = case.say
    dose = exercise.dose_in(chosen.variants)
    setup, movement = _form(exercise, chosen.variants)
    easier, onward = _step(case, exercise.easier), _step(case, exercise.next)
    return CardView(
        number=number,
        id=exercise.id,
        name=exercise.name,
        stage_words=say.text("stage-level", stage=exercise.stage, level=exercise.level),
        chosen_because=_why(case, chosen, exercise),
        dose=dose_words(dose, chosen.dose_factor, say),
        minutes=say.text("count-minute", n=exercise.minutes),
        days=_days(say, dose),
        kit=_kit(say, exercise),
        substitute=exercise.substitute,
        side_note=_sides(say, exercise, chosen),
        setup=setup,
        movement=movement,
        cues=exercise.cues,
        feel=exercise.feel,
        fault_sign=exercise.fault.sign,
        fault_do=exercise.fault.do,
        stop=exercise.stop,
        pain_rule=_pain(say, chosen.max_pain),
        easier=easier,
        next=onward,
        pass_rule=_pass(case, exercise, onward),
        back_rule=exercise.back if easier else "",
        sources=tuple(dict.fromkeys(item.cite for item in exercise.evidence)),
        boxes=round(dose.days_per_week[1]),
        starts=starts(case, chosen.exercise),
    )


def _name(case: Case, exercise: str | None) -> str:
    return case.kb.exercises[exercise].name if exercise and exercise in case.kb.exercises else ""


def _step(case: Case, exercise: str | None) -> str:
    """The name of an easier or harder step; "" where the plan may not go there: a card must not lead there."""
    plan = case.assessment.plan
    return _name(case, exercise) if plan is not None and exercise in plan.steps else ""


def _pass(case: Case, exercise: Exercise, onward: str) -> str:
    """When to go up; and that the harder step is left out, where it is."""
    held = case.say.text("step-held") if exercise.next and not onward else ""
    return " ".join(part for part in (exercise.pass_, exercise.ends, held) if part)


def _why(case: Case, chosen: Chosen, exercise: Exercise) -> str:
    names = case.say.listed(case.muscle(name) for name in chosen.covers)
    if chosen.reason == "covers":
        opening = case.say.text("chosen-covers", muscles=names) if names else ""
    elif chosen.reason == "ending" and names:
        opening = case.say.text("chosen-ending-covers", muscles=names)
    else:
        opening = case.say.text(f"chosen-{chosen.reason}")
    return f"{opening} {exercise.why}".strip()


def _kit(say: Language, exercise: Exercise) -> str:
    if not exercise.kit:
        return say.text("kit-nothing")
    return first_upper(say.listed(say.text("kit", kit=item) for item in exercise.kit))


def _sides(say: Language, exercise: Exercise, chosen: Chosen) -> str:
    if not exercise.per_side:
        return ""
    how = say.text("sides-in-turn" if exercise.sides == "in_turn" else "sides-each-time")
    if chosen.side_first:
        return f"{how} {say.text('sides-first', first=chosen.side_first)}"
    return f"{how} {say.text('sides-both')}"


def _form(exercise: Exercise, variants: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Set-up and movement in the form in use; what is special about it comes first."""
    forms = [exercise.variants[name] for name in variants]
    setup = next((form.setup for form in forms if form.setup), exercise.setup)
    movement = next((form.movement for form in forms if form.movement), exercise.movement)
    return " ".join([*(form.say for form in forms), setup]), movement


def _pain(say: Language, limit: int) -> str:
    return say.text("pain-up-to", limit=limit) if limit else say.text("pain-none")


def _days(say: Language, dose: Dose) -> str:
    low, high = dose.days_per_week
    if low == high == 7:
        return say.text("days-every")
    return say.text("days-some", days=_span(say, (low, high))) if high != 1 else say.text("days-one")


def dose_words(dose: Dose, factor: float = 1.0, say: Language | None = None) -> str:
    """``2 sets of 10, slowly (2 seconds up, 1 hold, 2 down)``; ``factor`` takes sets, or what one set holds, down."""
    say = say or language()
    sets = max(1, floor(dose.sets * factor + 1e-9))
    rest = factor if sets == dose.sets else 1.0
    text, number = _amount(say, dose, rest), say.text("count-set", n=sets)
    if sets > 1 or not text:
        text = say.text("dose-sets", sets=number, amount=text) if text else number
    if dose.tempo:
        text = say.text("tempo", dose=text, phases=_tempo(say, dose.tempo))
    if dose.rest and sets > 1:
        text = say.text("dose-rest", dose=text, rest=_seconds(say, dose.rest))
    if dose.note:
        text = say.text("in-brackets", words=text, place=dose.note.rstrip("."))
    return say.text("dose-less", dose=text) if factor < 1 else text


def _amount(say: Language, dose: Dose, factor: float) -> str:
    kinds = {"reps": dose.reps, "s": dose.seconds, "metres": dose.metres, "breaths": dose.breaths, "min": dose.minutes}
    found = []
    for unit, span in kinds.items():
        if span is not None:
            low, high = (max(1.0, floor(value * factor + 1e-9)) if factor < 1 else value for value in span)
            amount = _span(say, (low, high))
            found.append(amount if unit == "reps" else say.text(f"unit-{unit}", n=_plain(high), amount=amount))
    return ", ".join(found)


def _span(say: Language, span: tuple[float, float]) -> str:
    low, high = (say.number(some(value)) for value in span)
    return low if low == high else say.text("span", low=low, high=high)


def _seconds(say: Language, seconds: float) -> str:
    return say.text("unit-s", n=_plain(seconds), amount=say.number(some(seconds)))


def _plain(number: float) -> float:
    """A whole number as one: a plural may hang on it."""
    return int(number) if number == int(number) else number


def _tempo(say: Language, tempo: Mapping[Phase, float]) -> str:
    first, *rest = tempo.items()
    parts = [say.text("tempo-phase", phase=first[0], time=_seconds(say, first[1]))]
    return ", ".join([*parts, *(say.text("tempo-phase", phase=phase, time=say.number(some(time))) for phase, time in rest)])
