"""The plan in words: cards, weeks, progress and the re-test."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor

from advisor.model.assessment import Chosen, Plan, WeekItem
from advisor.model.knowledge import Dose, Exercise
from advisor.model.report import CardView, PlanView, WeekRowView, WeekView
from advisor.report.case import Case
from advisor.report.sentences import paragraphs
from advisor.report.words import KIT_WORDS, STAGE_WORDS, count, day, first_upper, listed, some

__all__ = ["dose_words", "plan_view"]

_CHANGE: Mapping[str, str] = {"": "go on", "start": "start", "new": "new", "harder": "harder step", "more": "do more"}
_PROGRESS = (
    "Do the exercises slowly, on the days each card names. You can split them over the day.",
    "Go on to a harder step only when the card says you may. The weeks shown are the fastest way, not a must.",
    "Change at most two things a week. In a week in which pain went up, change nothing.",
    "If the busy muscle takes over, make the movement smaller, do fewer, or go back to the easier step.",
)


def plan_view(case: Case, plan: Plan) -> PlanView:
    """The plan of an assessment as words."""
    number = len(plan.exercises)
    return PlanView(
        intro=_intro(number),
        time_line=f"About {count(plan.minutes, 'minute')} of your {plan.minutes_available}." if number else "",
        cards=tuple(_card(case, index, chosen) for index, chosen in enumerate(plan.exercises, 1)),
        weeks=tuple(_week(case, week.number, week.items) for week in plan.weeks),
        retest=_retest(case, plan),
        progress_rules=_PROGRESS if number else (),
        load_advice=_load(plan),
        advice=plan.advice,
        why_shorter=plan.why_shorter,
        drill_note=plan.no_drill,
        table=tuple(_table(case, plan)),
    )


def _intro(number: int) -> str:
    if not number:
        return "There is no exercise we can offer you now."
    return f"{count(number, 'exercise')}, in this order: from breath and foot upwards, and into running at the end."


def _load(plan: Plan) -> tuple[str, ...]:
    if not plan.load_first:
        return ()
    return paragraphs("load_first")


def _retest(case: Case, plan: Plan) -> str:
    when = f"On {day(plan.retest_on)}"
    if not plan.retests:
        return f"{when}, answer the questions again and compare."
    names = "; ".join(case.test_name(name) for name in plan.retests)
    return f"{when}, do these self-tests again and compare: {names}."


# ----------------------------------------------------------------- cards
def _card(case: Case, number: int, chosen: Chosen) -> CardView:
    exercise = case.kb.exercises[chosen.exercise]
    return CardView(
        number=number,
        id=exercise.id,
        name=exercise.name,
        stage_words=f"{STAGE_WORDS[exercise.stage]}, level {exercise.level}",
        chosen_because=_why(case, chosen, exercise),
        dose=dose_words(exercise.dose, chosen.dose_factor),
        minutes=count(exercise.minutes, "minute"),
        days=_days(exercise.dose),
        kit=first_upper(listed(KIT_WORDS.get(item, item) for item in exercise.kit)) if exercise.kit else "Nothing to buy",
        substitute=exercise.substitute,
        side_note=_sides(exercise, chosen),
        setup=exercise.setup,
        movement=exercise.movement,
        cues=exercise.cues,
        feel=exercise.feel,
        fault_sign=exercise.fault.sign,
        fault_do=exercise.fault.do,
        stop=exercise.stop,
        pain_rule=_pain(chosen.max_pain),
        easier=_name(case, exercise.easier),
        next=_name(case, exercise.next),
        pass_rule=exercise.pass_,
        sources=tuple(dict.fromkeys(item.cite for item in exercise.evidence)),
        boxes=round(exercise.dose.days_per_week[1]),
    )


def _name(case: Case, exercise: str | None) -> str:
    return case.kb.exercises[exercise].name if exercise and exercise in case.kb.exercises else ""


def _why(case: Case, chosen: Chosen, exercise: Exercise) -> str:
    names = listed(case.muscle(name) for name in chosen.covers)
    opening = {
        "covers": f"It asks for more work from: {names}." if names else "",
        "maintenance": "It keeps the base strong and fills a short plan.",
        "drill": "It takes the work into running.",
        "ending": f"It ends the plan on your feet{f', and asks for more from: {names}' if names else ''}.",
    }[chosen.reason]
    return f"{opening} {exercise.why}".strip()


def _sides(exercise: Exercise, chosen: Chosen) -> str:
    if not exercise.per_side:
        return ""
    if chosen.side_first:
        other = "right" if chosen.side_first == "left" else "left"
        return f"Do both sides, the {chosen.side_first} first; then match its number on the {other}."
    return "Do both sides."


def _pain(limit: int) -> str:
    if limit == 0:
        return "It must be free of pain."
    return f"Pain up to {limit} out of 10 is all right if it is back to normal the next morning. More than that: easier, or stop."


def _days(dose: Dose) -> str:
    low, high = dose.days_per_week
    if low == high == 7:
        return "every day"
    return f"{_span((low, high))} days a week" if high != 1 else "1 day a week"


def dose_words(dose: Dose, factor: float = 1.0) -> str:
    """``2 sets of 10, slowly (2 seconds up, 1 hold, 2 down)``; ``factor`` takes sets, or what one set holds, down."""
    sets = max(1, floor(dose.sets * factor + 1e-9))
    rest = factor if sets == dose.sets else 1.0
    parts = [_amount(dose, rest)]
    text = parts[0] if sets == 1 and parts[0] else f"{count(sets, 'set')} of {parts[0]}" if parts[0] else count(sets, "set")
    text += _tempo(dose.tempo)
    if dose.rest:
        text += f", {count(dose.rest, 'second')} rest between" if sets > 1 else ""
    if dose.note:
        text += f" ({dose.note.rstrip('.')})"
    return f"{text}; less than usual for now" if factor < 1 else text


def _amount(dose: Dose, factor: float) -> str:
    words = (
        (dose.reps, "", ""), (dose.seconds, " second", " seconds"), (dose.metres, " metre", " metres"),
        (dose.breaths, " breath", " breaths"), (dose.minutes, " minute", " minutes"),
    )  # fmt: skip
    found = []
    for span, one, many in words:
        if span is not None:
            low, high = (max(1.0, floor(value * factor + 1e-9)) if factor < 1 else value for value in span)
            found.append(f"{_span((low, high))}{one if high == 1 else many}")
    return ", ".join(found)


def _span(span: tuple[float, float]) -> str:
    return some(span[0]) if span[0] == span[1] else f"{some(span[0])} to {some(span[1])}"


def _tempo(tempo: str) -> str:
    parts = tempo.split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return f" ({tempo})" if tempo else ""
    up, hold, down = (int(part) for part in parts)
    held = f"{hold} hold, " if hold else ""
    return f", slowly ({count(up, 'second')} up, {held}{down} down)"


# ----------------------------------------------------------------- weeks
def _week(case: Case, number: int, items: tuple[WeekItem, ...]) -> WeekView:
    lines = tuple(_line(case, item) for item in items)
    changes = tuple(_line(case, item) for item in items if item.change and number > 1)
    return WeekView(number=number, title=f"Week {number}", lines=lines, changes=changes)


def _line(case: Case, item: WeekItem) -> str:
    name = case.kb.exercises[item.exercise].name
    if not item.change or item.change == "start":
        return name
    instead = _name(case, item.replaces)
    place = f", in place of {instead}" if instead and item.change == "harder" else ""
    return f"{name} ({_CHANGE[item.change]}{place})"


def _table(case: Case, plan: Plan) -> list[WeekRowView]:
    """Exercises in the order they come in; a harder step stands right under what it replaces."""
    order: list[str] = []
    for week in plan.weeks:
        for item in week.items:
            if item.exercise not in order:
                place = order.index(item.replaces) + 1 if item.replaces in order else len(order)
                order.insert(place, item.exercise)
    rows = []
    for name in order:
        cells = []
        for week in plan.weeks:
            found = next((item for item in week.items if item.exercise == name), None)
            cells.append(_CHANGE[found.change] if found else "")
        rows.append(WeekRowView(name=case.kb.exercises[name].name, cells=tuple(cells)))
    return rows
