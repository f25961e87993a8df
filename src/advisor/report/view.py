"""The report's words, made once (DESIGN section 9): an assessment becomes a :class:`ReportModel`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from advisor.language import ENGLISH, unmarked
from advisor.model.answers import AnswerSheet
from advisor.model.assessment import Assessment, MuscleFinding, Notice
from advisor.model.base import KnowledgeBase
from advisor.model.handouts import Letterhead
from advisor.model.knowledge import SIDES
from advisor.model.report import FindingView, PatternView, PlanView, ReportModel, SafetyView, SourceView, TestDoneView
from advisor.report.bodymap import MUSCLE_VIEWS, FigureKind, Mark, body_map, close_ups
from advisor.report.case import Case
from advisor.report.finding_view import band_charts, finding_views, pattern_views, test_views
from advisor.report.handout_view import coach_view, fridge_view
from advisor.report.plan_view import plan_view
from advisor.report.safety_view import safety_view
from advisor.report.sources_view import cited_in, source_views
from advisor.report.tests_view import left_out_views, test_done_views
from advisor.report.words import in_place, neutral

__all__ = ["make_report"]

_FEW = 3
_TERMS = (
    "dominant", "dormant", "certainty", "possible", "likely", "strong", "self-test", "pattern", "activation", "running drill",
)  # fmt: skip


def make_report(
    kb: KnowledgeBase, assessment: Assessment, answers: AnswerSheet, *, title: str = "", letterhead: Letterhead | None = None,
    figure: FigureKind = "neutral",
) -> ReportModel:  # fmt: skip
    """Everything a report shows, in words. Where the consultation ended: safety, its sources and the stamp only.

    ``figure`` is the outline of the body map.
    """
    case = Case(kb, assessment, answers)
    say = case.say
    safety = safety_view(case)
    shared: dict[str, Any] = {
        "language": kb.language,
        "title": neutral(title).strip() or say.text("report-title"),
        "made_on": say.date(assessment.stamp.made_on),
        "day": assessment.stamp.made_on,
        "ended": assessment.safety.ended,
        "safety": safety,
        "disclaimer": say.text("disclaimer"),
        "stamp": _stamp(case),
        "letterhead": letterhead,
    }
    if assessment.safety.ended:
        return ReportModel(subtitle=say.text("subtitle-safety"), sources=source_views(kb, _safety_cites(safety)), **shared)
    return _full(case, safety, figure, shared)


def _full(case: Case, safety: SafetyView, figure: FigureKind, shared: dict[str, Any]) -> ReportModel:
    assessment, kb = case.assessment, case.kb
    findings, patterns = finding_views(case), pattern_views(case)
    plan = plan_view(case, assessment.plan) if assessment.plan else None
    done = test_done_views(case) if assessment.safety.findings_allowed else []
    stretch = case.say.paragraphs("stretch", **_cited(kb, "R1", "R2", "R3", "R4"))
    load, honesty = case.say.text("load-note", **_cited(kb, "R5")), _honesty(case)
    left = test_views(case)
    svg, tall, close = _body_maps(case, figure) if findings else ("", "", ())
    return ReportModel(
        subtitle=_subtitle(case),
        summary=_summary(case, patterns, plan) if assessment.safety.findings_allowed else (),
        body_map=svg,
        body_map_tall=tall,
        body_map_close=close,
        body_map_text=_described(svg),
        legend=_legend(case) if findings or patterns else (),
        bands=band_charts(case),
        findings=tuple(findings),
        patterns=tuple(patterns),
        notices=_notices(case),
        tests_done=tuple(done),
        tests_left_out=tuple(left_out_views(case)),
        tests_left=tuple(left),
        tests_note=_tests_note(case),
        plan=plan,
        no_plan=_no_plan(case) if plan is None else "",
        why_not_stretch=stretch,
        load_note=load,
        honesty_note=honesty,
        how_we_know=_how_we_know(case),
        glossary=tuple((case.say.text(_term(term)), kb.glossary[term]) for term in _TERMS if term in kb.glossary),
        sources=_sources(kb, safety, findings, patterns, plan, done, (*stretch, load, honesty)),
        fridge=fridge_view(case, safety, assessment.plan, plan) if plan and assessment.plan else None,
        coach=coach_view(case, safety, findings, patterns, left, plan),
        **shared,
    )


def _subtitle(case: Case) -> str:
    there = [name for name in case.kb.symptoms if any(case.answers.get(name, x) == "present" for x in ("", *SIDES))]
    present = [case.kb.symptoms[name].name for name in there]
    say = case.say
    return say.text("subtitle-about", symptoms=say.listed(present)) if present else say.text("subtitle-plain")


def _term(term: str) -> str:
    return f"term-{term.replace(' ', '-')}"


def _legend(case: Case) -> tuple[tuple[str, str], ...]:
    bands = ("possible", "likely", "strong")
    return tuple((case.say.text("band", band=band), case.say.text("band-means", band=band)) for band in bands)


def _cited(kb: KnowledgeBase, *sources: str) -> dict[str, str]:
    """Slots for sources: `` [R1]`` where the rules have it, else nothing."""
    return {source: f" [{source}]" if source in kb.sources else "" for source in sources}


def _honesty(case: Case) -> str:
    """What activation exercise has not been shown to do, with the studies the rules have."""
    have = case.kb.sources
    keys = ["honesty"]
    if "R6" in have:
        keys.append("honesty-trials-foot" if "R3" in have else "honesty-trials")
    keys += ["honesty-hips"] if "R7" in have else []
    return " ".join(case.say.text(key) for key in (*keys, "honesty-judge"))


def _summary(case: Case, patterns: Sequence[PatternView], plan: PlanView | None) -> tuple[str, ...]:
    """What fits best, which muscles, what to do: one sentence each."""
    return _picture(case, patterns), _muscles(case), _planned(case, len(plan.cards) if plan else 0)


def _picture(case: Case, patterns: Sequence[PatternView]) -> str:
    say = case.say
    if not patterns:
        return say.text("summary-no-picture" if case.assessment.findings else "summary-no-muscle")
    first = patterns[0]
    slots = {"pattern": first.title, "band": say.text("band", band=first.band)}
    slots |= {"side": first.side_words} if first.side_words else {}
    slots |= {"others": say.text("count-other-pattern", n=len(patterns) - 1)} if len(patterns) > 1 else {}
    return say.text("-".join(["summary-picture", *(name for name in ("side", "others") if name in slots)]), **slots)


def _muscles(case: Case) -> str:
    found = {"busy": _few(case, "dominant"), "quiet": _few(case, "dormant")}
    found = {name: words for name, words in found.items() if words}
    if found:
        return case.say.text("-".join(["summary", *found]), **found)
    unclear = _few(case, "unclear")
    return case.say.text("summary-unclear", unclear=unclear) if case.assessment.findings else case.say.text("summary-nothing")


def _planned(case: Case, cards: int) -> str:
    say, made = case.say, case.assessment.plan
    if case.assessment.safety.blocked:
        return say.text("summary-waits")
    if made is None or not cards:
        return say.text("summary-plan-none")
    kind = "load" if made.load_first else "wake" if _few(case, "dormant") else "base"
    exercises = say.text("count-exercise", n=cards)
    return say.text(f"summary-plan-{kind}", exercises=exercises, minutes=made.minutes, day=say.date(made.retest_on))


def _few(case: Case, role: str) -> str:
    """The strongest few muscles of a role, sides put together."""
    sides: dict[str, list[MuscleFinding]] = {}
    for finding in sorted(case.assessment.findings, key=lambda f: (-f.certainty, f.muscle, f.side)):
        if finding.role == role:
            sides.setdefault(finding.muscle, []).append(finding)
    words = []
    for muscle, group in list(sides.items())[:_FEW]:
        words.append(in_place(case.say, case.muscle(muscle), "both" if len(group) > 1 else group[0].side))
    more = [case.say.text("more-of", number=len(sides) - _FEW)] if len(sides) > _FEW else []
    return case.say.listed([*words, *more])


def _body_maps(case: Case, figure: FigureKind) -> tuple[str, str, tuple[str, ...]]:
    """The map for screens and paper; the same one for narrow screens and close-ups of what matters most, with its shapes."""
    marks = [Mark(f.muscle, f.side, f.role, f.certainty) for f in case.assessment.findings if f.muscle in MUSCLE_VIEWS]
    names = {name: unmarked(muscle.name) for name, muscle in case.kb.muscles.items()}
    title = case.say.text("heading-map-plain")
    wide = body_map(marks, names=names, title=title, say=case.say, figure=figure)
    tall = body_map(marks, names=names, title=title, layout="tall", prefix="t-", say=case.say, figure=figure, lender="")
    return wide, tall, close_ups(marks, names=names, say=case.say, figure=figure, lender="")


def _described(svg: str) -> str:
    """The picture in words, from its own description."""
    found = re.search(r"<desc>(.*?)</desc>", svg, re.S)
    if not found:
        return ""
    text = found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&#39;", "'")
    return text.replace("&amp;", "&")


def _notices(case: Case) -> tuple[str, ...]:
    """What became of single answers, each once; results without a usual range together."""
    found = [notice for notice in case.assessment.notices if notice.kind == "set_aside"]
    bare = dict.fromkeys(notice.question for notice in case.assessment.notices if notice.kind != "set_aside")
    said = [_notice(case, notice) for notice in found]
    if len(bare) > 1:
        said.append(case.say.text("notice-no-norms", tests="; ".join(dict.fromkeys(_test_of(case, name) for name in bare))))
    elif bare:
        said += [_notice(case, notice) for notice in case.assessment.notices if notice.kind != "set_aside"]
    return tuple(dict.fromkeys(said))


def _test_of(case: Case, name: str) -> str:
    """The self-test of a question by name, else the question."""
    question = case.kb.questions.get(name)
    return case.test_name(question.test) if question and question.test else question.ask if question else name


def _notice(case: Case, notice: Notice) -> str:
    question = case.kb.questions.get(notice.question)
    ask = question.ask if question else notice.question
    if notice.kind == "set_aside":
        if notice.scope:
            return case.say.text("notice-set-aside-place", ask=ask, place=case.scope_words(notice.scope))
        return case.say.text("notice-set-aside", ask=ask)
    return case.say.text("notice-no-norm", ask=ask)


def _tests_note(case: Case) -> str:
    if case.assessment.tests_left:
        return case.say.text("tests-left")
    return case.say.text("tests-withheld" if case.assessment.safety.withheld else "tests-all-done")


def _no_plan(case: Case) -> str:
    safety = case.assessment.safety
    if safety.blocked:
        return case.say.text("no-plan-open")
    return case.say.text("no-plan-none" if safety.findings_allowed else "no-plan-safety")


def _how_we_know(case: Case) -> tuple[str, ...]:
    rules = [rule for rule in case.kb.active_rules if not rule.is_safety]
    codes = {rule.code for rule in rules}
    fired = {firing.rule for firing in case.assessment.firings} & codes
    k, tests = case.kb.info.constants, len(case.assessment.tests_done)
    numbers = ("symptom_cap", "no_test_cap", "one_test_cap", "cap", "hidden", "likely", "strong")
    said = {"fired": len(fired), "rules": len(rules)} | ({"tests": tests} if tests > 1 else {})
    return (
        case.say.text("how-we-know-words"),
        case.say.text("how-we-know-numbers", **{name: case.cut(getattr(k, name)) for name in numbers}),
        case.say.text("how-we-know-rules-tests" if tests > 1 else "how-we-know-rules", **said),
    )


def _safety_cites(safety: SafetyView) -> set[str]:
    return {source for item in safety.items for source in item.sources}


def _sources(
    kb: KnowledgeBase, safety: SafetyView, findings: Sequence[FindingView], patterns: Sequence[PatternView],
    plan: PlanView | None, done: Sequence[TestDoneView], texts: Iterable[str],
) -> tuple[SourceView, ...]:  # fmt: skip
    cited = _safety_cites(safety) | cited_in(texts)
    for finding in findings:
        cited.update(source for reason in (*finding.reasons, *finding.against) for source in reason.sources)
        cited.update(source for step in finding.how for source in step.sources)
    for pattern in patterns:
        cited.update(pattern.sources)
        cited.update(source for step in pattern.how for source in step.sources)
    for card in (*plan.cards, *plan.later) if plan else ():
        cited.update(card.sources)
    for test in done:
        cited.update(source for result in test.results for source in result.sources)
    return source_views(kb, cited)


def _stamp(case: Case) -> tuple[tuple[str, str], ...]:
    stamp, say = case.assessment.stamp, case.say
    values = {
        "advisor": stamp.advisor,
        "rules": f"{neutral(stamp.rules_name)} {stamp.rules_version}",
        "rules-hash": stamp.rules_hash[:16],
        "answers-hash": stamp.answers_hash[:16],
        "made-on": say.date(stamp.made_on),
    }
    if case.kb.language != ENGLISH:
        values["language"] = f"{case.kb.language} {case.kb.translation_hash[:16]}".strip()
    return tuple((say.text(f"stamp-{name}"), value) for name, value in values.items())
