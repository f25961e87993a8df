"""The report for a terminal: 80 columns, plain or with colour, ASCII where wanted."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.model.report import CardView, FindingView, PatternView, PlanView, ReasonView, ReportModel, SafetyItemView
from advisor.report.terminal import STYLES, Page

__all__ = ["render_text"]

_ROLES = {
    "dormant": "Doing less than its share",
    "dominant": "Doing more than its share",
    "unclear": "Unclear, test again",
}


def render_text(model: ReportModel, *, width: int = 80, colour: bool = False, ascii_only: bool = False) -> str:
    """The report as lines of at most ``width`` columns (from 20 up), ending in a newline."""
    page = Page(max(20, width), colour, ascii_only)
    page.title(model.title)
    page.add(model.subtitle)
    page.add(model.made_on, style="dim")
    _safety(page, model)
    if not model.ended:
        _thoughts(page, model)
        _findings(page, model)
        _changes(page, model)
        _plan(page, model)
        _knowledge(page, model)
    _end(page, model)
    return "\n".join(page.lines).rstrip("\n") + "\n"


# ----------------------------------------------------------------- the parts, in order
def _safety(page: Page, model: ReportModel) -> None:
    safety = model.safety
    alarm = safety.level in ("soon", "urgent", "emergency")
    page.section("Safety first", "alarm" if alarm else "bold")
    page.add(safety.headline, style="alarm" if alarm else "good" if safety.level == "none" else "bold")
    page.add(safety.lead)
    if safety.still_to_ask:
        page.head("Still to answer")
        page.each(safety.still_to_ask)
    if safety.unsure:
        page.head("You were not sure about")
        page.each(safety.unsure)
    for item in safety.items:
        _flag(page, item)


def _flag(page: Page, item: SafetyItemView) -> None:
    page.head(f"{item.title}{f' ({item.about})' if item.about else ''}")
    if item.level != "none":
        page.add(item.level_words, style="alarm" if item.level in ("urgent", "emergency") else "bold")
    page.add(f"{item.noticed}{_refs(item.sources)}")
    for word, text in (
        ("Do", item.do),
        ("Who", item.who),
        ("When", item.soon),
        ("Leave out", item.avoid),
        ("Good to know", item.advise),
    ):
        if text:
            page.add(f"{word}: {text}", lead="-")


def _refs(sources: Iterable[str]) -> str:
    found = ", ".join(sources)
    return f" [{found}]" if found else ""


def _thoughts(page: Page, model: ReportModel) -> None:
    if model.summary:
        page.section("What we think is going on")
        for line in model.summary:
            page.add(line)
    if model.body_map_text:
        page.section("Body map")
        page.add(model.body_map_text)


def _findings(page: Page, model: ReportModel) -> None:
    if model.findings or model.patterns:
        page.section("Findings")
        for number, (word, meaning) in enumerate(model.legend, 1):
            page.add(f"{word}: {meaning}", lead=page.bar(number))
    role = ""
    for finding in model.findings:
        if finding.role != role:
            role = finding.role
            page.head(_ROLES[role], "bold")
        _finding(page, finding)
    if model.patterns:
        page.head("The patterns behind it")
    for pattern in model.patterns:
        _pattern(page, pattern)


def _finding(page: Page, finding: FindingView) -> None:
    place = f", {finding.side_words}" if finding.side_words else ""
    word = finding.band_words.split(":")[0]
    page.head(f"{finding.name}{place}: {word} {finding.certainty}", finding.role if finding.role in STYLES else "bold")
    if finding.steps:
        page.add(finding.evidence_words, lead=page.bar(finding.steps), indent=2)
    else:
        page.add(finding.evidence_words, indent=2)
    _reasons(page, "Why we think so", finding.reasons)
    _reasons(page, "What speaks against it", finding.against)
    if finding.changes:
        page.add("What would change it:", indent=2)
        page.each(finding.changes, indent=4)


def _reasons(page: Page, title: str, reasons: Iterable[ReasonView]) -> None:
    found = list(reasons)
    if found:
        page.add(f"{title}:", indent=2)
    for reason in found:
        words = f'It belongs to the pattern "{reason.title}".' if reason.pattern else f"{reason.text}{_refs(reason.sources)}"
        page.add(words, lead="-", indent=4)


def _pattern(page: Page, pattern: PatternView) -> None:
    place = f" ({pattern.side_words})" if pattern.side_words else ""
    page.head(f"{pattern.title}{place}")
    page.add(f"{pattern.band_words.split(':')[0]} {pattern.certainty}", lead=page.bar(pattern.steps), indent=2)
    for text in (f"{pattern.because}{_refs(pattern.sources)}", pattern.mechanism, pattern.limits):
        if text:
            page.add(text, indent=2)


def _changes(page: Page, model: ReportModel) -> None:
    if not (model.tests_note or model.notices):
        return
    page.section("What would change this")
    page.add(model.tests_note)
    page.each(f"{test.name} ({test.minutes}): {test.adds}" for test in model.tests_left)
    if model.notices:
        page.head("About your answers")
        page.each(model.notices)


def _plan(page: Page, model: ReportModel) -> None:
    page.section("Your plan")
    plan = model.plan
    if plan is None:
        page.add(model.no_plan)
        return
    page.add(f"{plan.intro} {plan.time_line}")
    for text in (*plan.load_advice, *plan.advice, *plan.why_shorter):
        page.gap()
        page.add(text)
    for card in plan.cards:
        _card(page, card)
    if plan.drill_note:
        page.gap()
        page.add(plan.drill_note)
    _weeks(page, plan)
    page.head("Test again")
    page.add(plan.retest)


def _card(page: Page, card: CardView) -> None:
    page.head(f"{card.number}. {card.name} ({card.stage_words})")
    page.add(card.chosen_because, indent=3)
    page.add(f"{card.dose}; {card.days}; {card.minutes}. {card.kit}.", indent=3, style="bold")
    if card.substitute:
        page.add(f"Instead: {card.substitute}", indent=3)
    page.add(" ".join(part for part in (card.side_note, card.setup) if part), indent=3)
    for number, step in enumerate(card.movement, 1):
        page.add(step, lead=f"{number}.", indent=3)
    page.add("Think of: " + " ".join(card.cues), indent=3)
    page.add(f"You should feel it: {card.feel}", indent=3)
    page.add(f"If the busy muscle takes over: {card.fault_sign} Then: {card.fault_do}", indent=3)
    page.add(f"Your pain limit: {card.pain_rule} {card.stop}", indent=3)
    ways = [f"Easier: {card.easier}." if card.easier else "", f"Harder: {card.next}." if card.next else ""]
    page.add(" ".join([*(way for way in ways if way), f"Move on when: {card.pass_rule}"]), indent=3)


def _weeks(page: Page, plan: PlanView) -> None:
    for week in plan.weeks:
        page.head(week.title)
        page.each(week.changes or (("All of the exercises above.",) if week.number == 1 else ("No change.",)))
    if plan.progress_rules:
        page.head("How to go on")
        page.each(plan.progress_rules)


def _knowledge(page: Page, model: ReportModel) -> None:
    page.section("Why not stretch")
    for text in (*model.why_not_stretch, model.load_note, model.honesty_note):
        page.add(text)
        page.gap()
    page.section("How we know")
    for text in model.how_we_know:
        page.add(text)
        page.gap()
    hows = [view.how for view in model.patterns if view.steps > 1] + [view.how for view in model.findings if view.steps > 1]
    if hows:
        page.head("Step by step, for what is likely or strong")
    for how in hows:
        page.gap()
        for step in how:
            amount = f" = {step.amount}" if step.amount else ""
            page.add(f"{step.text}{f' ({step.rule})' if step.rule else ''}{amount}", indent=2 * step.depth)


def _end(page: Page, model: ReportModel) -> None:
    if model.sources:
        page.section("Sources")
    for source in model.sources:
        status = f" ({source.status_words})" if source.status_words else ""
        page.add(f"{source.text}{f' {source.link}' if source.link else ''}{status}", lead=f"[{source.id}]")
    page.section("When to stop and see someone", "bold")
    page.each(model.safety.net)
    page.gap()
    page.add(model.disclaimer)
    page.gap()
    page.add("; ".join(f"{name} {value}" for name, value in model.stamp), style="dim")
