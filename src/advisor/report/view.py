"""The report's words, made once (DESIGN section 9): an assessment becomes a :class:`ReportModel`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from advisor.model.answers import AnswerSheet
from advisor.model.assessment import Assessment, MuscleFinding, Notice
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import SIDES
from advisor.model.report import FindingView, PatternView, PlanView, ReportModel, SafetyView, SourceView
from advisor.report.bodymap import MUSCLE_VIEWS, Mark, body_map
from advisor.report.case import Case
from advisor.report.finding_view import finding_views, pattern_views, test_views
from advisor.report.plan_view import plan_view
from advisor.report.safety_view import safety_view
from advisor.report.sentences import paragraphs, sentence
from advisor.report.sources_view import cited_in, source_views
from advisor.report.words import BANDS, count, day, listed, neutral, side_words

__all__ = ["make_report"]

_FEW = 3
_TERMS = (
    "dominant", "dormant", "certainty", "possible", "likely", "strong", "self-test", "pattern", "activation", "running drill",
)  # fmt: skip


def make_report(
    kb: KnowledgeBase, assessment: Assessment, answers: AnswerSheet, *, title: str = "Your running report"
) -> ReportModel:
    """Everything a report shows, in words. Where the consultation ended: safety, its sources and the stamp only."""
    case = Case(kb, assessment, answers)
    safety = safety_view(case)
    shared: dict[str, Any] = {
        "title": neutral(title).strip() or "Your running report",
        "made_on": day(assessment.stamp.made_on),
        "ended": assessment.safety.ended,
        "safety": safety,
        "disclaimer": sentence("disclaimer"),
        "stamp": _stamp(assessment),
    }
    if assessment.safety.ended:
        return ReportModel(subtitle="Safety first", sources=source_views(kb, _safety_cites(safety)), **shared)
    return _full(case, safety, shared)


def _full(case: Case, safety: SafetyView, shared: dict[str, Any]) -> ReportModel:
    assessment, kb = case.assessment, case.kb
    findings, patterns = finding_views(case), pattern_views(case)
    plan = plan_view(case, assessment.plan) if assessment.plan else None
    stretch = paragraphs("stretch", have=kb.sources)
    load, honesty = sentence("load", have=kb.sources), sentence("honesty", have=kb.sources)
    svg, tall = _body_maps(case) if findings else ("", "")
    return ReportModel(
        subtitle=_subtitle(case),
        summary=_summary(case, patterns, plan) if assessment.safety.findings_allowed else (),
        body_map=svg,
        body_map_tall=tall,
        body_map_text=_described(svg),
        legend=tuple(BANDS.items()) if findings or patterns else (),
        findings=tuple(findings),
        patterns=tuple(patterns),
        notices=tuple(dict.fromkeys(_notice(case, notice) for notice in assessment.notices)),
        tests_left=tuple(test_views(case)),
        tests_note=_tests_note(case),
        plan=plan,
        no_plan=_no_plan(case) if plan is None else "",
        why_not_stretch=stretch,
        load_note=load,
        honesty_note=honesty,
        how_we_know=_how_we_know(case),
        glossary=tuple((term, kb.glossary[term]) for term in _TERMS if term in kb.glossary),
        sources=_sources(kb, safety, findings, patterns, plan, (*stretch, load, honesty)),
        **shared,
    )


def _subtitle(case: Case) -> str:
    there = [name for name in case.kb.symptoms if any(case.answers.get(name, x) == "present" for x in ("", *SIDES))]
    present = [case.kb.symptoms[name].name for name in there]
    return f"About your {listed(present)}" if present else "What your answers say"


def _summary(case: Case, patterns: Sequence[PatternView], plan: PlanView | None) -> tuple[str, ...]:
    made = case.assessment.plan
    return paragraphs(
        "summary",
        patterns=patterns,
        others=count(len(patterns) - 1, "other pattern"),
        findings=case.assessment.findings,
        busy=_few(case, "dominant"),
        quiet=_few(case, "dormant"),
        unclear=_few(case, "unclear"),
        blocked=case.assessment.safety.blocked,
        count=len(plan.cards) if plan else 0,
        load_first=made.load_first if made else False,
        minutes=made.minutes if made else 0,
        retest=day(made.retest_on) if made else "",
    )


def _few(case: Case, role: str) -> str:
    """The strongest few muscles of a role, sides put together."""
    sides: dict[str, list[MuscleFinding]] = {}
    for finding in sorted(case.assessment.findings, key=lambda f: (-f.certainty, f.muscle, f.side)):
        if finding.role == role:
            sides.setdefault(finding.muscle, []).append(finding)
    words = []
    for muscle, group in list(sides.items())[:_FEW]:
        where = side_words("both" if len(group) > 1 else group[0].side)
        words.append(f"{case.muscle(muscle)} ({where})" if where else case.muscle(muscle))
    more = [f"{len(sides) - _FEW} more"] if len(sides) > _FEW else []
    return listed([*words, *more])


def _body_maps(case: Case) -> tuple[str, str]:
    """The map for screens and paper, and the same one for narrow screens."""
    marks = [Mark(f.muscle, f.side, f.role, f.certainty) for f in case.assessment.findings if f.muscle in MUSCLE_VIEWS]
    names = {name: muscle.name for name, muscle in case.kb.muscles.items()}
    return body_map(marks, names=names), body_map(marks, names=names, layout="tall", prefix="t-")


def _described(svg: str) -> str:
    """The picture in words, from its own description."""
    found = re.search(r"<desc>(.*?)</desc>", svg, re.S)
    if not found:
        return ""
    text = found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&#39;", "'")
    return text.replace("&amp;", "&")


def _notice(case: Case, notice: Notice) -> str:
    question = case.kb.questions.get(notice.question)
    ask = question.ask if question else notice.question
    if notice.kind == "set_aside":
        where = f" ({case.scope_words(notice.scope)})" if notice.scope else ""
        return f'We left out your answer to "{ask}"{where}: after your other answers it does not apply.'
    return f'We wrote down your result for "{ask}", but there is no usual range for you, so it counts for nothing.'


def _tests_note(case: Case) -> str:
    if case.assessment.tests_left:
        return "You have not done these self-tests. Each could make a finding clearer, or speak against it."
    if case.assessment.safety.withheld:
        return "There is no self-test left that we would ask of you now. Some are left out for your safety."
    return "You have done every self-test that could add something now. Doing them again in four weeks can change the picture."


def _no_plan(case: Case) -> str:
    safety = case.assessment.safety
    if safety.blocked:
        return "No plan yet: first the safety questions at the top need an answer."
    if not safety.findings_allowed:
        return "No plan: the safety part above comes first."
    return "No plan could be made from these answers."


def _how_we_know(case: Case) -> tuple[str, ...]:
    rules = [rule for rule in case.kb.active_rules if not rule.is_safety]
    codes = {rule.code for rule in rules}
    fired = {firing.rule for firing in case.assessment.firings} & codes
    return paragraphs(
        "how_we_know",
        k=case.kb.info.constants,
        fired=len(fired),
        rules=len(rules),
        tests=len(case.assessment.tests_done),
    )


def _safety_cites(safety: SafetyView) -> set[str]:
    return {source for item in safety.items for source in item.sources}


def _sources(
    kb: KnowledgeBase, safety: SafetyView, findings: Sequence[FindingView], patterns: Sequence[PatternView],
    plan: PlanView | None, texts: Iterable[str],
) -> tuple[SourceView, ...]:  # fmt: skip
    cited = _safety_cites(safety) | cited_in(texts)
    for finding in findings:
        cited.update(source for reason in (*finding.reasons, *finding.against) for source in reason.sources)
        cited.update(source for step in finding.how for source in step.sources)
    for pattern in patterns:
        cited.update(pattern.sources)
        cited.update(source for step in pattern.how for source in step.sources)
    for card in plan.cards if plan else ():
        cited.update(card.sources)
    return source_views(kb, cited)


def _stamp(assessment: Assessment) -> tuple[tuple[str, str], ...]:
    stamp = assessment.stamp
    return (
        ("Advisor", stamp.advisor),
        ("Rules", f"{neutral(stamp.rules_name)} {stamp.rules_version}"),
        ("Rules hash", stamp.rules_hash[:16]),
        ("Answers hash", stamp.answers_hash[:16]),
        ("Made on", day(stamp.made_on)),
    )
