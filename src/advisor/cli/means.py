"""What ``advisor ask`` gives the interview: judging, explaining and advising, as callables; loaded when it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from advisor.interview.means import Means
    from advisor.model.answers import AnswerSheet
    from advisor.model.assessment import SafetyOutcome
    from advisor.model.base import KnowledgeBase

__all__ = ["means_for"]


def means_for(knowledge: KnowledgeBase, *, everything: bool = False) -> Means:
    """What the interview needs of inference, as callables. ``everything``: all that is relevant, in the author's order."""
    from advisor.cli.background import Background
    from advisor.inference.screening import Screening
    from advisor.inference.sheet import SheetView
    from advisor.inference.why import questions_read, safety_reads, why_asked
    from advisor.interview.hanging import moves_in_words
    from advisor.interview.means import Means
    from advisor.pipeline import adviser_for, reasoner_for

    adviser = None if everything else Background(lambda: adviser_for(knowledge), lambda made: made.warm_up())

    def tipped_by(safety: SafetyOutcome) -> frozenset[str]:
        grave = [i.rule for i in safety.items if i.state == "fired" and i.level in ("urgent", "emergency")]
        return frozenset(q for code in grave for q in questions_read(knowledge, knowledge.rules[code].when))

    return Means(
        relevant=lambda answers: SheetView(knowledge, answers).relevant,
        judge=Screening(reasoner_for(knowledge).plan).judge,
        safety_reads=safety_reads(knowledge),
        why=lambda question: why_asked(knowledge, question),
        offers=lambda answers: _first_result(knowledge, answers),
        safety_lines=lambda safety: _safety_lines(safety, knowledge.language),
        tipped_by=tipped_by,
        adviser=adviser,
        prepare=adviser.begin if adviser is not None else lambda: None,
        ready=lambda: adviser is None or adviser.ready,
        moved=lambda moves: moves_in_words(knowledge, moves),
    )


def _first_result(knowledge: KnowledgeBase, answers: AnswerSheet) -> Any:
    """What the answers so far suggest, in a few lines, and the self-tests that could add to it."""
    from advisor.cli.files import today
    from advisor.cli.summary import summary_lines
    from advisor.language import language
    from advisor.pipeline import assess

    assessment = assess(knowledge, answers, today=today())
    lines = summary_lines(knowledge, assessment, plan=False)
    text = language(knowledge.language).text
    left = tuple(offer for offer in assessment.tests_left if not _skipped(knowledge, answers, offer.test))
    lines += _left_out_lines(knowledge, assessment.safety)
    if assessment.tests_done:
        return [text("result-so-far"), *lines], left
    return [text("result-first"), text("result-first-guess"), *lines], left


def _left_out_lines(knowledge: KnowledgeBase, safety: SafetyOutcome) -> list[str]:
    """The self-tests that safety leaves out, and what is asked instead: the first few. Nothing while all of them wait."""
    from advisor.language import language
    from advisor.model.norms import instead_words

    if safety.ended or safety.blocked or not safety.withheld:
        return []
    say, names = language(knowledge.language), safety.withheld
    told = [f"- {knowledge.tests[name].name}: {instead_words(knowledge, name, names, say)}" for name in names[:5]]
    more = [say.text("norm-left-out-more", number=len(names) - 5)] if len(names) > 5 else []
    return ["", say.text("norm-left-out"), *told, *more]


def _skipped(knowledge: KnowledgeBase, answers: AnswerSheet, test: str) -> bool:
    """Whether every question of a self-test was answered, by "don't know" for one: there is nothing of it left to ask."""
    from advisor.inference.sheet import SheetView
    from advisor.model.answers import State

    view = SheetView(knowledge, answers)
    own = [question for question in knowledge.questions.values() if question.test == test]
    return all(view.state(q.id, scope) is not State.NOT_ASKED for q in own for scope in view.scopes(q))


def _safety_lines(safety: SafetyOutcome, lang: str = "en") -> list[str]:
    """The safety part for the screen: what ended the interview, and what to do now."""
    from advisor.language import language

    text = language(lang).text
    lines = []
    for item in safety.items:
        if item.state == "fired" and item.level in ("urgent", "emergency"):
            lines += [text(f"level-{item.level}"), item.noticed, item.do]
            lines += [text("who-line", who=item.who)] if item.who else []
            lines += [item.avoid, ""] if item.avoid else [""]
    return lines
