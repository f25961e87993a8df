"""The fridge sheet and the coach's page in words: layouts of what the rest of the report says, each for a page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from advisor.language import Language
from advisor.model.assessment import Plan
from advisor.model.handouts import CoachRowView, CoachView, FridgeRowView, FridgeView
from advisor.model.report import CardView, FindingView, PatternView, PlanView, ReasonView, SafetyView, TestView
from advisor.report.case import Case
from advisor.report.tests_view import given
from advisor.report.weeks_view import week_order
from advisor.report.words import first_upper, in_place

__all__ = ["coach_view", "fridge_view"]


# ----------------------------------------------------------------- the fridge sheet
def fridge_view(case: Case, safety: SafetyView, plan: Plan, shown: PlanView) -> FridgeView | None:
    """The plan on one page; None where it has no exercise."""
    say = case.say
    if not plan.exercises:
        return None
    cards = {card.id: card for card in (*shown.cards, *shown.later)}
    rows = [_row(say, plan, cards[name]) for name in week_order(plan)]
    return FridgeView(
        title=say.text("fridge-title"),
        how=say.text("fridge-how"),
        week_titles=tuple(week.title for week in shown.weeks),
        rows=tuple(rows),
        pain=_pain(case, plan),
        retest=say.text("fridge-retest", day=say.date(plan.retest_on)),
        stops=say.paragraphs("fridge-stops"),
        help=say.text("fridge-help"),
        notes=tuple(_notes(case, safety, plan)),
    )


def _row(say: Language, plan: Plan, card: CardView) -> FridgeRowView:
    boxes = tuple(sum(len(item.days) for item in week.items if item.exercise == card.id) for week in plan.weeks)
    return FridgeRowView(
        number=card.number,
        name=card.name,
        dose=card.dose,
        cue=card.cues[0] if card.cues else "",
        weeks=boxes,
        weeks_words=tuple(say.text("fridge-times", n=count) for count in boxes),
        starts=card.starts,
    )


def _pain(case: Case, plan: Plan) -> str:
    """The strictest limit of all its exercises: one sheet, one number."""
    limit = min(item.max_pain for item in (*plan.exercises, *plan.later))
    return case.say.text("pain-up-to", limit=limit) if limit else case.say.text("pain-none")


def _notes(case: Case, safety: SafetyView, plan: Plan) -> Iterable[str]:
    for item in safety.items:
        if item.level == "soon":
            yield first_upper(case.say.text("label-with-words", label=item.level_words.split(":")[0], words=item.title))
    if plan.load_first:
        yield case.say.text("fridge-load")


# ----------------------------------------------------------------- the coach's page
def coach_view(
    case: Case, safety: SafetyView, findings: Sequence[FindingView], patterns: Sequence[PatternView],
    left: Sequence[TestView], plan: PlanView | None,
) -> CoachView:  # fmt: skip
    """What was found, on what, and what is done: one line each."""
    say = case.say
    fired = {firing.rule for firing in case.assessment.firings}
    return CoachView(
        title=say.text("coach-title"),
        symptoms=_symptoms(case),
        safety=tuple((item.level_words if item.level != "none" else "", item.title) for item in safety.items),
        rows=(
            *(_pattern_row(pattern, place) for place, pattern in enumerate(patterns)),
            *(_finding_row(finding, place) for place, finding in enumerate(findings)),
        ),
        tests=tuple(_numbers(case)),
        tests_left=tuple((test.name, test.minutes) for test in left),
        exercises=tuple((card.number, card.name, card.dose, _primary(case, card.id)) for card in plan.cards) if plan else (),
        plan_line=plan.retest if plan else "",
        rules_line=say.text("coach-rules", fired=len(fired)),
    )


def _numbers(case: Case) -> Iterable[tuple[str, str]]:
    """What was counted or measured, by self-test; what was only felt or seen stands in the traces, beside its question."""
    found: dict[str, list[str]] = {}
    for question in case.kb.questions.values():
        if question.test and question.type == "number" and (answers := given(case, question)):
            found.setdefault(case.test_name(question.test), []).append(_measured(case, dict(answers)))
    return ((name, "; ".join(words)) for name, words in found.items())


def _measured(case: Case, answers: Mapping[str, str]) -> str:
    """``14 and 24 seconds, left and right``; one value as it is."""
    left, right = (answers.get(side, "") for side in ("left", "right"))
    if left and right:
        number, _, unit = left.partition(" ")
        other, _, same = right.partition(" ")
        return case.say.text("coach-left-right", left=number if unit == same else left, right=right) if other else left
    return "; ".join(in_place(case.say, words, side) for side, words in answers.items())


def _symptoms(case: Case) -> str:
    """The symptoms that are there, with their sides."""
    found = []
    for name, symptom in case.kb.symptoms.items():
        sides = [scope for scope in ("", "left", "right") if case.answers.get(name, scope) == "present"]
        if not sides:
            continue
        side = "" if "" in sides else "both" if len(sides) > 1 else sides[0]
        words = case.say.side(side)
        found.append(case.say.text("after-comma", words=symptom.name, place=words) if words else symptom.name)
    return "; ".join(found)


def _primary(case: Case, exercise: str) -> str:
    return case.say.listed(case.muscle(name) for name in case.kb.exercises[exercise].primary)


def _codes(reasons: Iterable[ReasonView]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reason.rule for reason in reasons))


def _finding_row(finding: FindingView, place: int) -> CoachRowView:
    return CoachRowView(
        kind="finding",
        name=finding.name,
        anatomy=finding.anatomy,
        side_words=finding.side_words,
        role=finding.role,
        band="unclear" if finding.role == "unclear" else finding.band,
        band_words=finding.band_words.split(":")[0],
        steps=finding.steps,
        certainty=finding.certainty,
        rules=_codes(finding.reasons),
        target=place,
        tests=finding.tests_words,
        sources=tuple(dict.fromkeys(source for reason in finding.reasons for source in reason.sources)),
    )


def _pattern_row(pattern: PatternView, place: int) -> CoachRowView:
    return CoachRowView(
        kind="pattern",
        name=pattern.title,
        anatomy="",
        side_words=pattern.side_words,
        role="",
        band=pattern.band,
        band_words=pattern.band_words.split(":")[0],
        steps=pattern.steps,
        certainty=pattern.certainty,
        rules=(pattern.rule,),
        target=place,
        sources=pattern.sources,
    )
