"""The self-tests in words: what was done beside what is usual at this age and sex, and what safety left out."""

from __future__ import annotations

from dataclasses import replace

from advisor.model.answers import State
from advisor.model.knowledge import SIDES, Question, SelfTest
from advisor.model.norms import instead_words, trust_words, usual_for
from advisor.model.report import LeftOutView, ResultView, TestDoneView
from advisor.model.wording import value_words
from advisor.report.case import Case
from advisor.report.measured_view import measured
from advisor.report.words import in_place

__all__ = ["given", "left_out_views", "test_done_views"]


def test_done_views(case: Case) -> list[TestDoneView]:
    """The self-tests with a result or stopped for pain, in the interview's order, each with its results."""
    done: dict[str, list[Question]] = {}
    for question in case.kb.questions.values():
        if question.test and given(case, question):
            done.setdefault(question.test, []).append(question)
    return [_done(case, case.kb.tests[name], questions) for name, questions in done.items()]


def given(case: Case, question: Question) -> list[tuple[str, str]]:
    """The answers of one question as words by side; "don't know" is none."""
    found = []
    for scope in SIDES if question.per == "side" else ("",):
        value = case.answers.get(question.id, scope)
        value = case.answers.get(question.id, "") if value is State.NOT_ASKED else value
        if value is State.HURT:
            found.append((scope, case.say.text("norm-stopped")))
        elif not isinstance(value, State):
            found.append((scope, value_words(question, value, case.say)))
    return found


def _done(case: Case, test: SelfTest, questions: list[Question]) -> TestDoneView:
    results: list[ResultView] = []
    origins: dict[str, list[int]] = {}
    for question in questions:
        answers = given(case, question)
        words = {text for _, text in answers}
        yours = (
            answers[0][1]
            if len(words) == 1 and len(answers) == (2 if question.per == "side" else 1)
            else "; ".join(in_place(case.say, text, case.say.side(scope)) for scope, text in answers)
        )
        usual = usual_for(case.kb, question, case.answers, say=case.say)
        text = usual.text if usual is not None else ""
        new = bool(text) and (not results or results[-1].usual != text)
        sources = tuple(cite for cite in usual.cites if cite in case.kb.sources) if usual is not None and new else ()
        chart, telling = measured(case, question)
        usual_words = text if new else ""
        results.append(
            ResultView(ask=question.ask, yours=yours, usual=usual_words, sources=sources, chart=chart, telling=telling)
        )
        if usual is not None and usual.origin:
            origins.setdefault(usual.origin, []).append(len(results) - 1)
    trust = trust_words(test.trust, case.say)
    if len(origins) == 1:
        return TestDoneView(name=test.name, trust=f"{next(iter(origins))} {trust}", results=tuple(results))
    for origin, places in origins.items():  # limits of several kinds: each with its own result
        for place in places:
            if results[place].usual:
                results[place] = replace(results[place], usual=f"{results[place].usual} {origin}")
    return TestDoneView(name=test.name, trust=trust, results=tuple(results))


def left_out_views(case: Case) -> list[LeftOutView]:
    """The self-tests that safety leaves out, put together by the reason; nothing while all of them wait for an answer."""
    safety = case.assessment.safety
    if safety.ended or safety.blocked:
        return []
    reasons: dict[str, list[tuple[str, str]]] = {}
    for name in safety.withheld:
        words = instead_words(case.kb, name, safety.withheld, case.say)
        reasons.setdefault(_why(case, name), []).append((case.kb.tests[name].name, words))
    return [LeftOutView(why=why, tests=tuple(tests)) for why, tests in reasons.items()]


def _why(case: Case, name: str) -> str:
    """Why a test is left out: what was noticed by the first rule that withholds it, else that its region rests."""
    words = {name, "ill", *case.kb.tests[name].tags}
    for item in case.assessment.safety.items:
        if item.state != "open" and words & set(case.kb.rules[item.rule].withhold):
            return item.noticed if item.state == "fired" else case.say.text("norm-why-unsure", title=item.title)
    return case.say.text("norm-why-region")
