"""The report for a terminal: 80 columns down to 40, plain or with colour, ASCII where wanted; the answer first."""

from __future__ import annotations

import re

from advisor.language import language
from advisor.model.report import ReportModel, SafetyItemView, SourceView
from advisor.report.terminal import Page
from advisor.report.text_findings import findings_in_full, findings_in_short, picture, refs
from advisor.report.text_plan import exercises_at_a_glance, plan_in_text

__all__ = ["render_text"]

_CITED = re.compile(r"\[([A-Za-z0-9][A-Za-z0-9_-]*)\]")


def render_text(
    model: ReportModel, *, width: int = 80, colour: bool = False, ascii_only: bool = False, full: bool = False
) -> str:  # fmt: skip
    """The report as lines of at most ``width`` columns (from 20 up), ending in a newline.

    Short, it says what it is, what to do and the reasons by name. ``full`` adds every reason in words, the results of the
    self-tests, each step of the working and the sources. Where the consultation ended there is only one form.
    """
    page = Page(max(20, width), colour, ascii_only, language(model.language))
    full = full or model.ended
    page.title(model.title, model.made_on)
    page.add(model.subtitle)
    _letterhead(page, model)
    _safety(page, model, full=full)
    if not model.ended:
        _thoughts(page, model)
        picture(page, model)
        (findings_in_full if full else findings_in_short)(page, model)
        _tested(page, model, full=full)
        _changes(page, model)
        plan_in_text(page, model, full=full)
        _knowledge(page, model, full=full)
    _end(page, model, full=full)
    return "\n".join(page.lines).rstrip("\n") + "\n"


# ----------------------------------------------------------------- the parts, in order
def _letterhead(page: Page, model: ReportModel) -> None:
    head = model.letterhead
    if head is None:
        return
    for key, words in (("letterhead-for", head.runner), ("letterhead-coach", head.coach)):
        if words:
            page.add(page.t("label-with-words", label=page.t(key), words=words))
    for line in head.contact:
        page.add(page.t("label-with-words", label=page.t("letterhead-contact"), words=line))


def _safety(page: Page, model: ReportModel, *, full: bool) -> None:
    safety = model.safety
    alarm = safety.level in ("soon", "urgent", "emergency")
    page.section(page.t("heading-safety"), "alarm" if alarm else "bold")
    style = "alarm" if alarm else "good" if safety.level == "none" else "bold"
    sign = "!!" if alarm else "!" if safety.level == "caution" or safety.still_to_ask else ""
    page.add(safety.headline, style=style, lead=sign)
    page.add(safety.lead)
    if safety.still_to_ask:
        page.head(page.t("heading-still-to-answer"))
        page.each(safety.still_to_ask)
    if safety.unsure:
        page.head(page.t("heading-not-sure"))
        page.each(safety.unsure)
    for item in safety.items:
        if not _for_later(model, item):
            _flag(page, item, full=full)


def _for_later(model: ReportModel, item: SafetyItemView) -> bool:
    """Whether it can wait: where the consultation ended, what is less than urgent comes last."""
    return model.ended and item.level not in ("urgent", "emergency")


def _flag(page: Page, item: SafetyItemView, *, full: bool) -> None:
    page.head(page.t("in-brackets", words=item.title, place=item.about) if item.about else item.title)
    if item.level != "none":
        page.add(item.level_words, style="alarm" if item.level in ("urgent", "emergency") else "bold")
    page.add(f"{item.noticed}{refs(item.sources) if full else ''}")
    for key, text in (
        ("label-do", item.do),
        ("label-who", item.who),
        ("label-when", item.soon),
        ("label-leave-out", item.avoid),
        ("label-good-to-know", item.advise),
    ):
        if text:
            page.add(page.t("label-with-words", label=page.t(key), words=text), lead="-")


def _thoughts(page: Page, model: ReportModel) -> None:
    if model.summary:
        page.section(page.t("heading-summary"))
        for line in model.summary:
            page.add(line)
        exercises_at_a_glance(page, model)


def _tested(page: Page, model: ReportModel, *, full: bool) -> None:
    if model.tests_done and full:
        page.section(page.t("heading-tested"))
        for test in model.tests_done:
            page.head(test.name)
            for result in test.results:
                page.add(f"{result.ask} {result.yours}")
                if result.usual:
                    page.add(f"{result.usual}{refs(result.sources)}", indent=2)
                if result.chart and result.telling:
                    page.each(result.chart.rows, indent=2)
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
    page.each(f"{page.t('in-brackets', words=test.name, place=test.minutes)}: {test.adds}" for test in model.tests_left)
    if model.notices:
        page.head(page.t("heading-answers"))
        page.each(model.notices)


def _knowledge(page: Page, model: ReportModel, *, full: bool) -> None:
    if full:
        page.section(page.t("heading-stretch"))
        for text in (*model.why_not_stretch, model.load_note, model.honesty_note):
            page.add(text)
            page.gap()
    page.section(page.t("heading-how"))
    for text in model.how_we_know if full else model.how_we_know[:1]:
        page.add(text)
        page.gap()
    hows = [view.how for view in model.patterns if view.steps > 1] + [view.how for view in model.findings if view.steps > 1]
    hows = hows if full else []
    if hows:
        page.head(page.t("heading-steps"))
    for how in hows:
        page.gap()
        for step in how:
            amount = f" = {step.amount}" if step.amount else ""
            page.add(f"{step.text}{f' ({step.rule})' if step.rule else ''}{amount}", indent=2 * step.depth)
    if not full:
        page.add(page.t("text-in-full"))


def _end(page: Page, model: ReportModel, *, full: bool) -> None:
    """When to see someone, then sources and stamp; where the consultation ended the former comes before all that can wait."""
    if model.ended:
        _net(page, model)
        later = [item for item in model.safety.items if _for_later(model, item)]
        if later:
            page.section(page.t("heading-later"))
        for item in later:
            _flag(page, item, full=full)
    sources = model.sources if full else _cited(page, model)
    if sources:
        page.section(page.t("heading-sources"))
    for source in sources:
        status = f" ({source.status_words})" if source.status_words else ""
        page.add(f"{source.text}{f' {source.link}' if source.link else ''}{status}", lead=f"[{source.id}]")
    if not model.ended:
        _net(page, model)
    page.gap()
    page.add(model.disclaimer)
    page.gap()
    page.add("; ".join(f"{name} {value}" for name, value in model.stamp), style="dim")


def _net(page: Page, model: ReportModel) -> None:
    page.section(page.t("heading-net"))
    page.each(model.safety.net)


def _cited(page: Page, model: ReportModel) -> list[SourceView]:
    """The sources that the lines so far name."""
    named = set(_CITED.findall("\n".join(page.lines)))
    return [source for source in model.sources if source.id in named]
