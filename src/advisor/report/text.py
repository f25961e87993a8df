"""The report for a terminal: 80 columns, plain or with colour, ASCII where wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.language import language
from advisor.model.report import CardView, FindingView, PatternView, PlanView, ReasonView, ReportModel, SafetyItemView
from advisor.report.terminal import STYLES, Page

__all__ = ["render_text"]


def render_text(model: ReportModel, *, width: int = 80, colour: bool = False, ascii_only: bool = False) -> str:
    """The report as lines of at most ``width`` columns (from 20 up), ending in a newline."""
    page = Page(max(20, width), colour, ascii_only, language(model.language))
    page.title(model.title)
    page.add(model.subtitle)
    page.add(model.made_on, style="dim")
    _safety(page, model)
    if not model.ended:
        _thoughts(page, model)
        _findings(page, model)
        _tested(page, model)
        _changes(page, model)
        _plan(page, model)
        _knowledge(page, model)
    _end(page, model)
    return "\n".join(page.lines).rstrip("\n") + "\n"


# ----------------------------------------------------------------- the parts, in order
def _safety(page: Page, model: ReportModel) -> None:
    safety = model.safety
    alarm = safety.level in ("soon", "urgent", "emergency")
    page.section(page.t("heading-safety"), "alarm" if alarm else "bold")
    page.add(safety.headline, style="alarm" if alarm else "good" if safety.level == "none" else "bold")
    page.add(safety.lead)
    if safety.still_to_ask:
        page.head(page.t("heading-still-to-answer"))
        page.each(safety.still_to_ask)
    if safety.unsure:
        page.head(page.t("heading-not-sure"))
        page.each(safety.unsure)
    for item in safety.items:
        _flag(page, item)


def _flag(page: Page, item: SafetyItemView) -> None:
    page.head(page.t("in-brackets", words=item.title, place=item.about) if item.about else item.title)
    if item.level != "none":
        page.add(item.level_words, style="alarm" if item.level in ("urgent", "emergency") else "bold")
    page.add(f"{item.noticed}{_refs(item.sources)}")
    for key, text in (
        ("label-do", item.do),
        ("label-who", item.who),
        ("label-when", item.soon),
        ("label-leave-out", item.avoid),
        ("label-good-to-know", item.advise),
    ):
        if text:
            page.add(_labelled(page, key, text), lead="-")


def _labelled(page: Page, key: str, words: str) -> str:
    return page.t("label-with-words", label=page.t(key), words=words)


def _refs(sources: Iterable[str]) -> str:
    found = ", ".join(sources)
    return f" [{found}]" if found else ""


def _thoughts(page: Page, model: ReportModel) -> None:
    if model.summary:
        page.section(page.t("heading-summary"))
        for line in model.summary:
            page.add(line)
    if model.body_map_text:
        page.section(page.t("heading-map-plain"))
        page.add(model.body_map_text)


def _findings(page: Page, model: ReportModel) -> None:
    if model.findings or model.patterns:
        page.section(page.t("heading-findings"))
        for number, (word, meaning) in enumerate(model.legend, 1):
            page.add(f"{word}: {meaning}", lead=page.bar(number))
    role = ""
    for finding in model.findings:
        if finding.role != role:
            role = finding.role
            page.head(page.t("role-title", role=role), "bold")
        _finding(page, finding, model.findings)
    if model.patterns:
        page.head(page.t("heading-patterns"))
    for pattern in model.patterns:
        _pattern(page, pattern)


def _named(page: Page, finding: FindingView) -> str:
    return page.t("after-comma", words=finding.name, place=finding.side_words) if finding.side_words else finding.name


def _finding(page: Page, finding: FindingView, all_of_them: Sequence[FindingView]) -> None:
    line = page.t("finding-line", name=_named(page, finding), band=finding.band_words.split(":")[0], certainty=finding.certainty)
    page.head(line, finding.role if finding.role in STYLES else "bold")
    if finding.steps:
        page.add(finding.evidence_words, lead=page.bar(finding.steps), indent=2)
    else:
        page.add(finding.evidence_words, indent=2)
    _reasons(page, "label-why", finding.reasons, all_of_them)
    _reasons(page, "label-against", finding.against, all_of_them)
    if finding.changes:
        page.add(page.t("label-colon", label=page.t("label-change")), indent=2)
        page.each(finding.changes, indent=4)


def _reasons(page: Page, key: str, reasons: Iterable[ReasonView], findings: Sequence[FindingView]) -> None:
    found = list(reasons)
    if found:
        page.add(page.t("label-colon", label=page.t(key)), indent=2)
    for reason in found:
        words = f"{reason.text}{_refs(reason.sources)}"
        if reason.pattern:
            words = page.t("reason-pattern-quoted", pattern=reason.title)
        elif reason.said_in is not None:
            place = page.t("paper-see", finding=_named(page, findings[reason.said_in]))
            words = page.t("in-brackets", words=reason.title, place=place)
        page.add(words, lead="-", indent=4)


def _pattern(page: Page, pattern: PatternView) -> None:
    sides = pattern.side_words
    page.head(page.t("in-brackets", words=pattern.title, place=sides) if sides else pattern.title)
    page.add(f"{pattern.band_words.split(':')[0]} {pattern.certainty}", lead=page.bar(pattern.steps), indent=2)
    page.add(f"{pattern.because}{_refs(pattern.sources)}", indent=2)
    for key, text in (("pattern-coach", pattern.mechanism), ("pattern-limits", pattern.limits)):
        if text:
            page.add(_labelled(page, key, text), indent=2)
    if pattern.weakens:
        page.add(pattern.weakens, indent=2)


def _tested(page: Page, model: ReportModel) -> None:
    if model.tests_done:
        page.section(page.t("heading-tested"))
    for test in model.tests_done:
        page.head(test.name)
        for result in test.results:
            page.add(f"{result.ask} {result.yours}")
            if result.usual:
                page.add(f"{result.usual}{_refs(result.sources)}", indent=2)
        page.add(test.trust, indent=2)
    if model.tests_left_out:
        page.section(page.t("heading-left-out"))
    for part in model.tests_left_out:
        page.add(part.why)
        page.each(f"{name}. {instead}" for name, instead in part.tests)


def _changes(page: Page, model: ReportModel) -> None:
    if not (model.tests_note or model.notices):
        return
    page.section(page.t("heading-change"))
    page.add(model.tests_note)
    page.each(f"{test.name} ({test.minutes}): {test.adds}" for test in model.tests_left)
    if model.notices:
        page.head(page.t("heading-answers"))
        page.each(model.notices)


def _plan(page: Page, model: ReportModel) -> None:
    page.section(page.t("heading-plan"))
    plan = model.plan
    if plan is None:
        page.add(model.no_plan)
        return
    page.add(f"{plan.intro} {plan.time_line}")
    for text in (*plan.load_advice, *plan.advice, " ".join(plan.why_shorter)):
        if not text:
            continue
        page.gap()
        page.add(text)
    for card in plan.cards:
        _card(page, card)
    if plan.drill_note:
        page.gap()
        page.add(plan.drill_note)
    _weeks(page, plan)
    page.head(page.t("heading-retest"))
    page.add(plan.retest)


def _card(page: Page, card: CardView) -> None:
    page.head(f"{card.number}. {card.name} ({card.stage_words})")
    page.add(card.chosen_because, indent=3)
    page.add(f"{card.dose}; {card.days}; {card.minutes}. {card.kit}.", indent=3, style="bold")
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
    page.add(_labelled(page, "card-pain-limit", f"{card.pain_rule} {card.stop}"), indent=3)
    steps = (("card-easier", card.easier), ("card-harder", card.next))
    ways = [f"{_labelled(page, key, name)}." for key, name in steps if name]
    if ways:
        page.add(" ".join(ways), indent=3)
    page.add(_labelled(page, "card-move-on", card.pass_rule), indent=3)
    if card.back_rule:
        page.add(_labelled(page, "card-go-back", card.back_rule), indent=3)


def _weeks(page: Page, plan: PlanView) -> None:
    for week in plan.weeks[:1] if plan.weeks_note else plan.weeks:
        page.head(week.title)
        page.each(week.changes or (page.t("week-all" if week.number == 1 else "week-none"),))
    if plan.weeks_note:
        page.gap()
        page.add(plan.weeks_note)
    if plan.progress_rules:
        page.head(page.t("heading-go-on"))
        page.each(plan.progress_rules)


def _knowledge(page: Page, model: ReportModel) -> None:
    page.section(page.t("heading-stretch"))
    for text in (*model.why_not_stretch, model.load_note, model.honesty_note):
        page.add(text)
        page.gap()
    page.section(page.t("heading-how"))
    for text in model.how_we_know:
        page.add(text)
        page.gap()
    hows = [view.how for view in model.patterns if view.steps > 1] + [view.how for view in model.findings if view.steps > 1]
    if hows:
        page.head(page.t("heading-steps"))
    for how in hows:
        page.gap()
        for step in how:
            amount = f" = {step.amount}" if step.amount else ""
            page.add(f"{step.text}{f' ({step.rule})' if step.rule else ''}{amount}", indent=2 * step.depth)


def _end(page: Page, model: ReportModel) -> None:
    if model.sources:
        page.section(page.t("heading-sources"))
    for source in model.sources:
        status = f" ({source.status_words})" if source.status_words else ""
        page.add(f"{source.text}{f' {source.link}' if source.link else ''}{status}", lead=f"[{source.id}]")
    page.section(page.t("heading-net"), "bold")
    page.each(model.safety.net)
    page.gap()
    page.add(model.disclaimer)
    page.gap()
    page.add("; ".join(f"{name} {value}" for name, value in model.stamp), style="dim")
