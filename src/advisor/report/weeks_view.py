"""The weeks of a plan in words: line by line, as a table, and day by day with boxes to tick."""

from __future__ import annotations

from advisor.model.assessment import Plan, Week, WeekItem
from advisor.model.chart import ChartView
from advisor.model.report import DayRowView, WeekRowView, WeekView
from advisor.report.case import Case
from advisor.report.charts import Lane, LaneWeek, weeks

__all__ = ["DAYS", "day_names", "starts", "strip", "week_order", "week_table", "week_view"]

DAYS = 7


def day_names(case: Case) -> tuple[tuple[str, str], ...]:
    """The seven days of each week as (short, long) names; the plan begins on the day of the report."""
    return case.say.weekdays(case.assessment.stamp.made_on)


def starts(case: Case, exercise: str) -> str:
    """When an exercise comes in, and in place of what; "" for one that is there from the first week."""
    plan = case.assessment.plan
    for week in plan.weeks if plan else ():
        for item in week.items:
            if item.exercise == exercise:
                return _starts(case, week.number, item)
    return ""


def _starts(case: Case, week: int, item: WeekItem) -> str:
    if week == 1:
        return ""
    instead = _name(case, item.replaces)
    if instead and item.change == "harder":
        return case.say.text("starts-instead", week=week, instead=instead)
    return case.say.text("starts", week=week)


def _name(case: Case, exercise: str) -> str:
    return case.kb.exercises[exercise].name if exercise in case.kb.exercises else ""


def week_view(case: Case, week: Week) -> WeekView:
    """One week: a line an exercise, what changes, and the days."""
    lines = tuple(_line(case, item) for item in week.items)
    changes = tuple(_line(case, item) for item in week.items if item.change and week.number > 1)
    rows = tuple(_day_row(case, item) for item in week.items)
    return WeekView(number=week.number, title=case.say.text("week", number=week.number), lines=lines, changes=changes, rows=rows)


def _day_row(case: Case, item: WeekItem) -> DayRowView:
    change = case.say.text("change", change=item.change) if item.change not in ("", "start") else ""
    on = tuple(day in item.days for day in range(1, DAYS + 1))
    return DayRowView(name=case.kb.exercises[item.exercise].name, on=on, change=change)


def _line(case: Case, item: WeekItem) -> str:
    name = case.kb.exercises[item.exercise].name
    if not item.change or item.change == "start":
        return name
    instead = _name(case, item.replaces)
    change = case.say.text("change", change=item.change)
    if instead and item.change == "harder":
        return case.say.text("week-instead", exercise=name, change=change, instead=instead)
    return case.say.text("week-change", exercise=name, change=change)


def week_order(plan: Plan) -> list[str]:
    """Exercises in the order they come in; a harder step stands right under what it replaces."""
    order: list[str] = []
    for week in plan.weeks:
        for item in week.items:
            if item.exercise not in order:
                place = order.index(item.replaces) + 1 if item.replaces in order else len(order)
                order.insert(place, item.exercise)
    return order


def week_table(case: Case, plan: Plan) -> list[WeekRowView]:
    """The weeks as rows of exercises, one word a week."""
    rows = []
    for name in week_order(plan):
        cells = []
        for week in plan.weeks:
            found = next((item for item in week.items if item.exercise == name), None)
            cells.append(case.say.text("change", change=found.change or "go-on") if found else "")
        rows.append(WeekRowView(name=case.kb.exercises[name].name, cells=tuple(cells)))
    return rows


def strip(case: Case, plan: Plan) -> ChartView | None:
    """The weeks as a drawing: a lane an exercise, a harder step in the lane of what it replaces."""
    lanes: list[dict[int, WeekItem]] = []
    for week in plan.weeks:
        free = list(lanes)
        for item in week.items:
            before = item.replaces if item.change == "harder" and item.replaces else item.exercise
            lane = next((one for one in free if one[max(one)].exercise == before), None)
            if lane is None:
                lanes.append(lane := {})
            else:
                free.remove(lane)
            lane[week.number] = item
    retest = case.say.text("chart-weeks-retest", day=case.say.date(plan.retest_on))
    drawn = [_lane(case, plan, lane) for lane in lanes]
    return weeks(drawn, title=case.say.text("chart-weeks-title"), retest=retest, say=case.say)


def _lane(case: Case, plan: Plan, items: dict[int, WeekItem]) -> Lane:
    found = [items.get(week.number) for week in plan.weeks]
    return Lane(tuple(LaneWeek(case.kb.exercises[item.exercise].name, item.change) if item else None for item in found))
