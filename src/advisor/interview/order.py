"""Which questions are open, in the author's order (DESIGN 4.1, 4.8, 6).

Takes the knowledge base and, as callables and values, what inference says of an answer sheet: relevance and safety. Symptoms
and safety questions first, then history, then the self-tests that were chosen; a test that safety withholds never.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from advisor.model.answers import AnswerSheet, State
from advisor.model.assessment import SafetyOutcome
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import SIDES, Question

__all__ = ["Order", "Progress", "Relevant", "Step", "withheld_words"]

Relevant = Callable[[str, str], bool]
"""Whether a question may be asked in a scope (true or unknown), given the answers so far."""

_SECTIONS = {"symptom": 0, "safety": 0, "history": 1, "test": 2}


@dataclass(frozen=True)
class Step:
    """One question as the runner meets it: both sides of a sided one together, one symptom of a per-symptom one."""

    question: str
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class Progress:
    """``answered`` steps, and how many are left at most; ``settled`` once every symptom was asked about."""

    answered: int
    left: int
    settled: bool


class Order:
    """The order of a knowledge base's questions, worked out once."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.knowledge = knowledge
        rank = {name: index for index, name in enumerate(knowledge.questions)}
        first: dict[str, int] = {}
        for name, question in knowledge.questions.items():
            first.setdefault(question.test or name, rank[name])

        def key(question: Question) -> tuple[int, int, int, int]:
            position = question.position if question.position is not None else 10**9
            return _SECTIONS[question.kind], position, first[question.test or question.id], rank[question.id]

        ordered = sorted(knowledge.questions.values(), key=key)
        self._asked = [q for q in ordered if q.kind != "test"]
        self._tests = [q for q in ordered if q.kind == "test"]

    def steps(
        self, answers: AnswerSheet, relevant: Relevant, safety: SafetyOutcome | None = None, tests: Collection[str] = ()
    ) -> list[Step]:
        """Every step for these answers, answered or not. ``tests`` are the self-tests the runner chose."""
        found: list[Step] = []
        for per_symptom, group in groupby(self._asked, key=lambda q: q.per == "symptom"):
            questions = list(group)
            found += self._by_symptom(questions, answers, relevant) if per_symptom else _plain(questions, relevant)
        if safety is not None and not safety.blocked and not safety.ended:
            found += _plain(self._allowed(safety, tests), relevant)
        return found

    def _by_symptom(self, questions: list[Question], answers: AnswerSheet, relevant: Relevant) -> list[Step]:
        return [
            Step(question.id, (symptom,))
            for symptom in self.present(answers)
            for question in questions
            if relevant(question.id, symptom)
        ]

    def _allowed(self, safety: SafetyOutcome, tests: Collection[str]) -> list[Question]:
        words = withheld_words(self.knowledge, safety)
        chosen = set(tests) - set(safety.withheld)
        return [q for q in self._tests if q.test in chosen and not words & set(q.tags)]

    def present(self, answers: AnswerSheet) -> list[str]:
        """The symptoms that are there, in the order they were asked about."""
        symptoms = [q.id for q in self._asked if q.kind == "symptom"]
        return [name for name in symptoms if any(answers.get(name, s) == "present" for s in ("", *SIDES))]

    def progress(self, steps: Collection[Step], answers: AnswerSheet) -> Progress:
        """Of these steps, how many are answered and at most left, as if every symptom not asked about yet were there."""
        done = sum(is_answered(step, answers) for step in steps)
        undecided = [s for s in steps if self.knowledge.questions[s.question].kind == "symptom" and not is_answered(s, answers)]
        per_symptom = sum(q.per == "symptom" for q in self._asked)
        return Progress(done, len(steps) - done + len(undecided) * per_symptom, not undecided)


def _plain(questions: Iterable[Question], relevant: Relevant) -> list[Step]:
    steps = []
    for question in questions:
        scopes = tuple(s for s in (SIDES if question.per == "side" else ("",)) if relevant(question.id, s))
        if scopes:
            steps.append(Step(question.id, scopes))
    return steps


def is_answered(step: Step, answers: AnswerSheet) -> bool:
    """Whether every scope of the step has an answer (don't know and hurt are answers)."""
    return all(answers.get(step.question, scope) is not State.NOT_ASKED for scope in step.scopes)


def withheld_words(knowledge: KnowledgeBase, safety: SafetyOutcome) -> frozenset[str]:
    """The words (tests and tags) that rules fired or unsure withhold."""
    active = (knowledge.rules[item.rule] for item in safety.items if item.state != "open")
    return frozenset(word for rule in active for word in rule.withhold)
