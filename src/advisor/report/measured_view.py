"""Self-tests in numbers, ready to be drawn: both sides beside the norm of this runner's age and sex."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.model.answers import State
from advisor.model.chart import ChartView
from advisor.model.knowledge import Norm, Question
from advisor.model.norms import rows_for, scaled, usual_gap, usual_ratio, usual_value
from advisor.model.wording import value_words
from advisor.report.case import Case
from advisor.report.charts import Limit, Measure, SideResult, sides
from advisor.report.charts.measure import SideName

__all__ = ["measured"]


Numbers = Mapping[SideName, int | State]


def measured(case: Case, question: Question) -> tuple[ChartView | None, bool]:
    """The drawing of one question of a self-test, and whether it shows anything that is not as usual.

    No drawing where it is no number, or none was given.
    """
    if question.type != "number" or not question.test:
        return None, False
    scopes: tuple[SideName, ...] = ("left", "right") if question.per == "side" else ("",)
    numbers = {scope: _number(case, question, scope) for scope in scopes}
    rows = _rows(case, question)
    uneven, gap = _gap(case, question, numbers, rows)
    measure = Measure(
        title=case.say.text("chart-sides-title", test=case.test_name(question.test), ask=question.ask),
        results=tuple(_result(case, question, scope, numbers[scope], rows) for scope in scopes),
        limits=_limits(case, question, rows),
        better=question.better or "high",
        low=question.range[0] if question.range else 0.0,
        high=question.range[1] if question.range else 100.0,
        gap=" ".join(filter(None, [gap, *_ratios(case, question, numbers, rows)])),
        uneven=uneven,
    )
    telling = uneven or any(result.usual is False for result in measure.results)
    return sides(measure, say=case.say), telling


def _number(case: Case, question: Question, scope: str) -> int | State:
    value = case.answers.get(question.id, scope)
    value = case.answers.get(question.id, "") if value is State.NOT_ASKED else value
    return value if isinstance(value, (int, State)) else State.UNKNOWN


def _rows(case: Case, question: Question) -> tuple[Norm, ...]:
    """The norms that hold for this runner; those of both sexes where none was told."""
    age, sex = case.answers.get("age"), case.answers.get("sex")
    test = case.kb.tests[question.test]
    found = rows_for(test, question.id, age if isinstance(age, int) else None, sex if isinstance(sex, str) else None)
    return tuple(row for row in found if not row.none)


def _result(case: Case, question: Question, side: SideName, number: int | State, rows: tuple[Norm, ...]) -> SideResult:
    if isinstance(number, State):
        return SideResult(side, None, case.say.text("norm-stopped" if number is State.HURT else "chart-sides-none"))
    said = {usual_value(row.normal, question, number) for row in rows if row.normal is not None}
    usual = said.pop() if len(said) == 1 else None  # where sexes differ and none was told, only what both say
    return SideResult(side, number / question.scale, value_words(question, number, case.say), usual)


def _limits(case: Case, question: Question, rows: tuple[Norm, ...]) -> tuple[Limit, ...]:
    bounds = {row.sex: row.normal.bound for row in rows if row.normal is not None and row.normal.bound is not None}
    told = len(set(bounds.values())) == 1
    found = []
    for sex, (key, size) in bounds.items():
        words = case.say.text("chart-sides-limit", bound=key, amount=value_words(question, scaled(question, size), case.say))
        words = words if told or sex not in ("female", "male") else case.say.text("chart-sides-limit-sex", sex=sex, limit=words)
        found.append(Limit(float(size), words))
    return tuple(dict.fromkeys(found))


def _gap(case: Case, question: Question, numbers: Numbers, rows: tuple[Norm, ...]) -> tuple[bool, str]:
    """Whether the sides differ by more than is usual, and how they differ in words."""
    left, right = numbers.get("left"), numbers.get("right")
    if not isinstance(left, int) or not isinstance(right, int):
        return False, ""
    if left == right:
        return False, case.say.text("chart-sides-equal")
    here, there = sorted((left, right), reverse=question.better == "low")
    said = {usual_gap(row.gap, question, here, there) for row in rows if row.gap is not None}
    uneven = said == {False}
    key = f"chart-sides-gap-{'outside' if uneven else 'usual'}" if len(said) == 1 else "chart-sides-gap"
    return uneven, case.say.text(key, amount=value_words(question, abs(left - right), case.say))


def _ratios(case: Case, question: Question, numbers: Numbers, rows: tuple[Norm, ...]) -> list[str]:
    """Each side that falls short of its share of another result."""
    found = []
    for scope, number in numbers.items():
        for ratio in dict.fromkeys(row.ratio for row in rows if row.ratio is not None):
            second = case.kb.questions[ratio.to]
            other = _number(case, second, scope)
            if isinstance(number, int) and isinstance(other, int) and not usual_ratio(ratio, question, number, second, other):
                test = case.test_name(second.test or "")
                found.append(case.say.text("chart-sides-ratio", side=scope or "whole", test=test))
    return found
