"""The one place that knows the order of the stages: knowledge, answers, inference, prescription, report."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from advisor import __version__
from advisor.errors import AdvisorError
from advisor.inference import trace
from advisor.inference.consult import Consultation, Reasoner
from advisor.inference.explain import targets_of
from advisor.inference.explanation import explanation_of
from advisor.inference.safety import allowed, variants_in_use
from advisor.interview.answers_file import sheet_from, sheet_to_data
from advisor.model.answers import AnswerSheet, State, Value
from advisor.model.assessment import Assessment, Explanation, Stamp
from advisor.model.base import KnowledgeBase
from advisor.prescription.plan import Request, make_plan

if TYPE_CHECKING:
    from advisor.model.counterfactual import FindingChanges, WhatIf
    from advisor.model.handouts import Letterhead
    from advisor.model.report import ReportModel
    from advisor.population.advice import ColumnarAdviser
    from advisor.population.smallest import Counterfactual
    from advisor.report.bodymap import FigureKind
    from advisor.report.figures import Album

__all__ = [
    "adviser_for", "assess", "consult", "counterfactual_for", "explain", "read_answers", "reasoner_for", "render", "stamp_of",
    "what_if", "with_changes",
]  # fmt: skip


@dataclass
class _Kept:
    knowledge: KnowledgeBase
    reasoner: Reasoner


_kept: list[_Kept] = []
_REPORT_WORK = 1e9  # operations on sets of two answers in one report: about half a second; more rules than that are not tried
_engines: list[tuple[KnowledgeBase, Counterfactual]] = []
_advisers: list[tuple[KnowledgeBase, ColumnarAdviser]] = []
_albums: list[tuple[KnowledgeBase, Album]] = []  # the figures of the last knowledge base, read and drawn once


def reasoner_for(knowledge: KnowledgeBase) -> Reasoner:
    """The reasoner of a knowledge base; the last one is kept (experta's engine is built once and reused)."""
    if not _kept or _kept[0].knowledge is not knowledge:
        _kept[:] = [_Kept(knowledge, Reasoner(knowledge))]
    return _kept[0].reasoner


def counterfactual_for(knowledge: KnowledgeBase) -> Counterfactual:
    """The columnar program of a knowledge base with its searches; the last one is kept. Imports NumPy."""
    from advisor.population import compile_plan
    from advisor.population.smallest import Counterfactual

    if not _engines or _engines[0][0] is not knowledge:
        _engines[:] = [(knowledge, Counterfactual(compile_plan(knowledge)))]
    return _engines[0][1]


def adviser_for(knowledge: KnowledgeBase) -> ColumnarAdviser:
    """The interview's adviser of a knowledge base; the last one is kept. It takes a moment to make: NumPy, and compiling.

    Raises AdvisorError P801 where the rules cannot be compiled.
    """
    if not _advisers or _advisers[0][0] is not knowledge:
        from advisor.population.advice import ColumnarAdviser

        _advisers[:] = [(knowledge, ColumnarAdviser(knowledge, counterfactual_for(knowledge).program))]
    return _advisers[0][1]


def consult(knowledge: KnowledgeBase, answers: AnswerSheet) -> Consultation:
    """Inference alone: safety, firings and certainties."""
    return reasoner_for(knowledge).consult(answers)


def read_answers(data: Any, knowledge: KnowledgeBase) -> AnswerSheet:
    """Plain data (as from a YAML or JSON answers file) as a checked sheet. Raises AdvisorError with every problem."""
    return sheet_from(data, knowledge)


def assess(knowledge: KnowledgeBase, answers: AnswerSheet, *, today: date, changes: bool = False) -> Assessment:
    """Everything one consultation gives. ``today`` is the date on the report: the clock is passed in.

    ``changes``: also what would change each finding (:func:`with_changes`). Emergency and urgent end the consultation: only
    ``safety`` and ``stamp`` are filled then (DESIGN 4.8).
    """
    found = assessment_of(consult(knowledge, answers), answers, today=today)
    return with_changes(knowledge, found, answers) if changes else found


def assessment_of(found: Consultation, answers: AnswerSheet, *, today: date) -> Assessment:
    """The assessment of a finished consultation."""
    knowledge = found.plan.knowledge
    stamp = stamp_of(knowledge, answers, today)
    if found.safety.ended:
        return Assessment(safety=found.safety, stamp=stamp)
    if not found.safety.findings_allowed:
        return Assessment(safety=found.safety, notices=trace.notices(found), tests_done=trace.tests_done(found), stamp=stamp)
    plan = None
    shown = {finding.muscle for finding in found.findings}
    if not found.safety.blocked:
        plan = make_plan(knowledge, _request(found, answers, today))
    return Assessment.model_construct(
        safety=found.safety,
        findings=found.findings,
        patterns=trace.patterns(found),
        derivations=trace.derivations(found),
        firings=trace.firings(found),
        plan=plan,
        notices=trace.notices(found),
        tests_left=trace.offers(found, shown),
        tests_done=trace.tests_done(found),
        stamp=stamp,
    )


def explain(knowledge: KnowledgeBase, answers: AnswerSheet, finding: str, *, changes: bool = False) -> Explanation:
    """How a finding came about and why other rules did not speak (``advisor explain``).

    ``finding``: a muscle, ``dormant.muscle``, ``dominant.muscle`` or a pattern, with ``@left`` or ``@right`` if wanted.
    ``changes``: also the smallest changes of up to three answers that move it. Raises AdvisorError N304 for a name that does
    not exist.
    """
    found = consult(knowledge, answers)
    explanation = explanation_of(found, finding)
    if not changes or explanation.ended:
        return explanation
    targets, withheld = targets_of(knowledge, finding), found.safety.withheld
    told = _changes_of(knowledge, answers, targets, withheld, answers_most=3, most=3)
    return explanation.model_copy(update={"changes": told})


def what_if(
    knowledge: KnowledgeBase, answers: AnswerSheet, changes: Mapping[tuple[str, str], Value | State] | Iterable[str]
) -> WhatIf:
    """What other answers would move: safety judged anew, findings, patterns, the first week.

    ``changes``: answers by (question, scope), or texts such as ``"t_plank=45"``, ``"tight_hamstrings@left=absent"``. Where the
    consultation ends, before or after, only the safety part is told. Raises AdvisorError A601 to A612; for answers by (question,
    scope) P802 and P804.
    """
    from advisor.interview.changes import changes_from
    from advisor.population.whatif import what_if as worked_out

    texts = [changes] if isinstance(changes, str) else changes
    given = texts if isinstance(texts, Mapping) else changes_from(texts, knowledge)
    return worked_out(counterfactual_for(knowledge).program, answers, given)


def with_changes(knowledge: KnowledgeBase, assessment: Assessment, answers: AnswerSheet) -> Assessment:
    """The assessment with what would change each finding that is shown: the smallest changes of one or two answers.

    :func:`explain` tries three, and on very large rule bases sets of two are left to it as well. Where the consultation
    ended, or findings may not be shown, nothing is added.
    """
    targets = _targets_shown(assessment)
    if not targets:
        return assessment
    try:
        found = _changes_of(knowledge, answers, targets, assessment.safety.withheld, answers_most=2, most=1, work=_REPORT_WORK)
    except AdvisorError:  # P801: rules no column can hold; `explain` and `what_if` say so, a report does not wait for it
        return assessment
    return assessment.model_copy(update={"changes": found})


def _targets_shown(assessment: Assessment) -> list[tuple[str, str]]:
    """The muscles and patterns that a report shows."""
    patterns = [(pattern.pattern, pattern.side) for pattern in assessment.patterns if pattern.band != "hidden"]
    return [*((finding.muscle, finding.side) for finding in assessment.findings), *patterns]


def _changes_of(
    knowledge: KnowledgeBase, answers: AnswerSheet, targets: Sequence[tuple[str, str]], withheld: Collection[str], *,
    answers_most: int, most: int, work: float = math.inf,
) -> tuple[FindingChanges, ...]:  # fmt: skip
    from advisor.population.whatif import would_change

    engine = counterfactual_for(knowledge)
    return would_change(engine, answers, targets, withheld=withheld, answers=answers_most, most=most, work=work)


def render(
    knowledge: KnowledgeBase, assessment: Assessment, answers: AnswerSheet, fmt: str, *, width: int = 80,
    colour: bool = False, ascii_only: bool = False, full: bool = False, paper: str = "a4",
    view: Literal["runner", "coach"] = "runner", figure: FigureKind = "neutral", letterhead: Letterhead | None = None,
) -> bytes:  # fmt: skip
    """The report as ``html``, ``pdf``, ``json``, ``text`` or ``ics`` (the plan as a calendar): same input, same bytes.

    ``width``, ``colour``, ``ascii_only`` and ``full`` (every reason, result and source): of the text.
    ``paper``: ``a4`` or ``us-letter``, of the PDF and of the HTML when printed. ``view`` ``coach``: the coach's compact HTML.
    ``figure``: the outline of the body map. ``letterhead``: whom it is for and from, as
    :func:`advisor.report.letterhead.letterhead` makes it; JSON holds none of it. Raises AdvisorError I710 for ``ics`` where
    there is no plan.
    """
    if fmt == "ics":
        return _calendar(knowledge, assessment, answers, letterhead)
    if fmt == "json":
        from advisor.report.json_report import render_json

        return render_json(assessment, knowledge).encode()
    from advisor.report.view import make_report

    model = make_report(knowledge, assessment, answers, letterhead=letterhead, figure=figure)
    if fmt in ("html", "pdf"):
        model = _with_pictures(knowledge, model)
    if fmt == "html":
        from advisor.report.html import render_html

        return render_html(model, paper=paper, view=view).encode()
    if fmt == "pdf":
        from advisor.report.pdf import render_pdf

        return render_pdf(model, paper=paper)
    if fmt != "text":
        raise ValueError(f"no such format: {fmt}")
    from advisor.report.text import render_text

    return render_text(model, width=width, colour=colour, ascii_only=ascii_only, full=full).encode()


def _calendar(knowledge: KnowledgeBase, assessment: Assessment, answers: AnswerSheet, letterhead: Letterhead | None) -> bytes:
    from advisor.report.calendar_view import make_calendar
    from advisor.report.ics import render_ics

    view = make_calendar(knowledge, assessment, answers, letterhead=letterhead)
    if view is None:
        raise AdvisorError.of("I710", "there is no plan to put in a calendar", "make the report in another format: it says why")
    return render_ics(view)


def _with_pictures(knowledge: KnowledgeBase, model: ReportModel) -> ReportModel:
    """The report with the figures of its exercises; without them where a rules folder has none, or broken ones."""
    if model.plan is None or not knowledge.folder:
        return model
    from advisor.knowledge.figures import load_figures
    from advisor.report.figures import Album

    if not _albums or _albums[0][0] is not knowledge:
        try:
            found = load_figures(knowledge.folder, knowledge, complete=False)
        except AdvisorError:  # `advisor check` says what is wrong; a runner's plan does not wait for a picture
            return model
        _albums[:] = [(knowledge, Album(found.ready, found.figures))]
    return _albums[0][1].illustrated(model, knowledge)


def _request(found: Consultation, answers: AnswerSheet, today: date) -> Request:
    kit = answers.get("goals_kit")
    minutes = answers.get("goals_time")
    advice, load_first = trace.advice_in_force(found)
    return Request(
        findings=found.findings,
        start_with=trace.start_with(found),
        kit=kit if isinstance(kit, tuple) else (),
        minutes=minutes if isinstance(minutes, int) else None,
        allowed=lambda name: allowed(found.plan, name, found.limits, found.view, found.degrees),
        variants=lambda name: variants_in_use(found.plan, name, found.limits, found.view, found.degrees),
        limits=found.limits,
        retests=_retests(found),
        load_first=load_first,
        advice=advice,
        today=today,
    )


def _retests(found: Consultation, most: int = 5) -> tuple[str, ...]:
    """The tests behind what is shown, those behind most findings first; they are done again at the end."""
    counts: dict[str, int] = {}
    for finding in found.findings:
        if finding.role == "unclear":
            continue
        derivation = found.certainties.derivations.get((f"{finding.role}.{finding.muscle}", finding.side))
        for test in derivation.tests if derivation else ():
            counts[test] = counts.get(test, 0) + 1
    return tuple(sorted(counts, key=lambda test: (-counts[test], test))[:most])


def stamp_of(knowledge: KnowledgeBase, answers: AnswerSheet, today: date) -> Stamp:
    """Versions and hashes: the same rules and answers give the same stamp anywhere."""
    text = json.dumps(sheet_to_data(answers, knowledge), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return Stamp(
        advisor=__version__,
        rules_name=knowledge.info.name,
        rules_version=knowledge.info.version,
        rules_hash=knowledge.hash,
        answers_hash=hashlib.sha256(text.encode()).hexdigest(),
        made_on=today.isoformat(),
    )
