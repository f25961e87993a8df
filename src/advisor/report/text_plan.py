"""The plan for a terminal: how to do each exercise, then the weeks."""

from __future__ import annotations

from advisor.model.report import CardView, DayRowView, PlanView, ReportModel, WeekView
from advisor.report.terminal import Page, columns
from advisor.report.words import first_upper

__all__ = ["exercises_at_a_glance", "plan_in_text"]

_NAME = 24  # columns the name of an exercise needs to stand beside the days


def exercises_at_a_glance(page: Page, model: ReportModel) -> None:
    """The exercises by name, each with its minutes."""
    for card in model.plan.cards if model.plan else ():
        page.add(page.t("in-brackets", words=card.name, place=card.minutes), lead=f"{card.number}.", indent=2)


def plan_in_text(page: Page, model: ReportModel, *, full: bool) -> None:
    """The plan; or why there is none. In full also how to do the steps that come in later."""
    page.section(page.t("heading-plan"))
    plan = model.plan
    if plan is None:
        page.add(model.no_plan)
        return
    page.add(f"{plan.intro} {plan.time_line}")
    for text in (*plan.load_advice, *plan.advice, " ".join(plan.why_shorter)):
        if text:
            page.gap()
            page.add(text)
    pain = _shared_pain_rule(plan)
    if pain:
        page.gap()
        page.add(_labelled(page, "card-pain-limit", pain))
    for card in plan.cards:
        _card(page, card, pain="" if pain else card.pain_rule)
    if plan.drill_note:
        page.gap()
        page.add(plan.drill_note)
    _weeks(page, plan)
    page.head(page.t("heading-retest"))
    page.add(plan.retest)
    if plan.later and full:
        page.section(page.t("heading-later-cards"))
        for card in plan.later:
            _card(page, card, pain="" if pain else card.pain_rule)


def _labelled(page: Page, key: str, words: str) -> str:
    return page.t("label-with-words", label=page.t(key), words=words)


def _shared_pain_rule(plan: PlanView) -> str:
    """The pain limit, where it is the same for every exercise: it is then said once."""
    rules = {card.pain_rule for card in (*plan.cards, *plan.later)}
    return next(iter(rules)) if len(rules) == 1 else ""


def _card(page: Page, card: CardView, *, pain: str) -> None:
    page.head(f"{card.number}. {page.t('in-brackets', words=card.name, place=card.stage_words)}")
    if card.starts:
        page.add(first_upper(f"{card.starts}."), indent=3)
    page.add(f"{card.dose}; {card.days}; {card.minutes}. {card.kit}.", indent=3, style="bold")
    page.add(card.chosen_because, indent=3)
    if card.substitute:
        page.add(page.t("card-instead", words=card.substitute), indent=3)
    if card.side_note:
        page.add(card.side_note, indent=3)
    page.add(card.setup, indent=3)
    for number, step in enumerate(card.movement, 1):
        page.add(step, lead=f"{number}.", indent=3)
    page.add(_labelled(page, "card-think-of", " ".join(card.cues)), indent=3)
    page.add(_labelled(page, "card-feel", card.feel), indent=3)
    page.add(page.t("card-take-over-line", sign=card.fault_sign, do=card.fault_do), indent=3)
    if pain:
        page.add(_labelled(page, "card-pain-limit", pain), indent=3)
    page.add(card.stop, indent=3)
    steps = (("card-easier", card.easier), ("card-harder", card.next))
    ways = [f"{_labelled(page, key, name)}." for key, name in steps if name]
    if ways:
        page.add(" ".join(ways), indent=3)
    page.add(_labelled(page, "card-move-on", card.pass_rule), indent=3)
    if card.back_rule:
        page.add(_labelled(page, "card-go-back", card.back_rule), indent=3)


def _weeks(page: Page, plan: PlanView) -> None:
    """Each week that differs from the one before: its exercises and the days on which each is done."""
    if plan.weeks:
        page.head(page.t("heading-week-by-week"))
        page.add(plan.days_note)
    before: tuple[DayRowView, ...] = ()
    for week in plan.weeks[:1] if plan.weeks_note else plan.weeks:
        if before and not week.changes and [(row.name, row.on) for row in week.rows] == [(row.name, row.on) for row in before]:
            page.gap()
            page.add(page.t("label-with-words", label=week.title, words=page.t("week-none")))
        else:
            _week(page, plan, week)
        before = week.rows
    if plan.weeks_note:
        page.gap()
        page.add(plan.weeks_note)
    if plan.progress_rules:
        page.head(page.t("heading-go-on"))
        page.each(plan.progress_rules)


def _week(page: Page, plan: PlanView, week: WeekView) -> None:
    """A week as a table, or where that is too narrow as lines with boxes and the names of the days."""
    box, none = ("[]", ".") if page.ascii_only else ("☐", "·")
    short = [page.clean(name) for name, _ in plan.days]
    cell = max(map(columns, short), default=0) + 1
    room = page.width - cell * len(short) - 2
    page.gap()
    if room < _NAME or not short:
        page.add(week.title, style="bold")
        for row in week.rows:
            page.add(_marked(page, row))
            page.add(" ".join(f"{box}{name}" for name, on in zip(short, row.on, strict=False) if on), indent=2)
        return
    page.put([(_left(page.clean(week.title), room + 2), "bold"), ("".join(_left(name, cell) for name in short), "dim")])
    for row in week.rows:
        boxes = "".join(_left(box if on else none, cell) for on in row.on)
        for number, spans in enumerate(page.wrapped(_marked(page, row), room)):
            words = "".join(part for part, _ in spans)
            page.put([(_left(words, room + 2), ""), (boxes if number == 0 else "", "")])


def _marked(page: Page, row: DayRowView) -> str:
    return page.t("in-brackets", words=row.name, place=row.change) if row.change else row.name


def _left(words: str, width: int) -> str:
    return words + " " * (width - columns(words))
