"""The personas interviewed: everything relevant, then until it is settled: ``python benchmarks/interviewed.py [--write FILE]``.

The same steps as ``advisor ask`` takes for somebody who does every self-test; what a persona does not say is "don't know".
Nothing is asserted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from advisor.cli.files import read_answers
from advisor.inference.screening import Screening
from advisor.inference.sheet import SheetView
from advisor.interview.agenda import Agenda
from advisor.interview.order import Order, Step, is_answered
from advisor.interview.outlook import Outlook
from advisor.knowledge import load_knowledge, rules_folder
from advisor.model.answers import AnswerSheet, State
from advisor.model.assessment import SafetyOutcome
from advisor.model.base import KnowledgeBase
from advisor.population.advice import ColumnarAdviser
from sections import written

__all__ = ["Walk", "personas", "table"]

Look = Callable[[AnswerSheet, list[Step], Collection[str]], Outlook]


def personas(knowledge: KnowledgeBase) -> dict[str, AnswerSheet]:
    """Every persona's whole answers, by name."""
    files = sorted((Path(rules_folder()) / "personas").glob("*.yaml"))
    return {path.stem: read_answers(str(path), knowledge) for path in files if not path.name.endswith(".cases.yaml")}


@dataclass
class Walk:
    """One persona's interview after the safety questions."""

    adviser: ColumnarAdviser
    whole: AnswerSheet

    def __post_init__(self) -> None:
        self.knowledge = self.adviser.knowledge
        self._order = Order(self.knowledge)
        self.safety: SafetyOutcome = Screening(self.adviser.program.plan).judge(self.whole)

    @property
    def goes_on(self) -> bool:
        """Safety lets findings be looked for."""
        return not self.safety.ended and not self.safety.blocked

    def every(self) -> list[Step]:
        """All steps that are relevant for the whole answers, safety aside, in the author's order."""
        return self._steps(self.whole)

    def walked(self, look: Look) -> list[Step]:
        """The steps that are asked until it is settled, with ``look`` for each look ahead (:meth:`ColumnarAdviser.outlook`)."""
        adviser: Any = SimpleNamespace(outlook=look)
        session: Any = SimpleNamespace(answers=AnswerSheet(self._safety_alone()), tests=set(self.knowledge.tests))
        agenda = Agenda(session, self._order, self._relevant, self.adviser.asked_anyway, lambda: adviser)
        asked: list[Step] = []
        while self.goes_on:
            open_ = [step for step in agenda.steps(self.safety) if not is_answered(step, session.answers)]
            if not open_:
                break
            asked.append(open_[0])
            agenda.trail.append(open_[0].question)
            given = {(open_[0].question, scope): self._said(open_[0].question, scope) for scope in open_[0].scopes}
            session.answers = AnswerSheet(session.answers.values | given)
        return asked

    def _safety_alone(self) -> dict[tuple[str, str], Any]:
        return {cell: value for cell, value in self.whole.values.items() if cell[0] in self.adviser.asked_anyway}

    def _relevant(self, sheet: Any) -> Any:
        return SheetView(self.knowledge, sheet).relevant

    def _steps(self, sheet: AnswerSheet) -> list[Step]:
        steps = self._order.steps(sheet, self._relevant(sheet), self.safety, self.knowledge.tests)
        return [step for step in steps if step.question not in self.adviser.asked_anyway]

    def _test(self, step: Step) -> str:
        return self.knowledge.questions[step.question].test

    def _said(self, question: str, scope: str) -> Any:
        value = self.whole.get(question, scope)
        return State.UNKNOWN if value is State.NOT_ASKED else value

    def counted(self, steps: list[Step]) -> tuple[int, int, int]:
        """Questions, self-tests, minutes; a self-test is done up to the last of its questions that is asked."""
        questions, order = self.knowledge.questions, list(self.knowledge.questions)
        last: dict[str, int] = {}
        for step in steps:
            place = order.index(step.question)
            last[self._test(step)] = max(place, last.get(self._test(step), 0))
        relevant = {step.question for step in self.every()}
        seconds = sum(questions[step.question].effort for step in steps if not self._test(step))
        seconds += sum(questions[q].effort for q in relevant if (t := questions[q].test) and order.index(q) <= last.get(t, -1))
        return len(steps), len(last.keys() - {""}), round(seconds / 60)


def table(adviser: ColumnarAdviser, sheets: Mapping[str, AnswerSheet]) -> str:
    """A row for each persona whom safety lets through."""
    lines = [
        "| persona | all: questions, self-tests, minutes | until settled: questions, self-tests, minutes |",
        "|---|---|---|",
    ]
    for name, sheet in sheets.items():
        walk = Walk(adviser, sheet)
        if walk.goes_on:
            both = [", ".join(map(str, walk.counted(steps))) for steps in (walk.every(), walk.walked(adviser.outlook))]
            lines.append(f"| {name.replace('_', ' ')} | {both[0]} | {both[1]} |")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Prints the table; writes it where asked."""
    parser = argparse.ArgumentParser(description="The personas' interviews, whole and until they are settled.")
    parser.add_argument("--write", metavar="FILE", help="write the table into this Markdown file")
    given = parser.parse_args(arguments)
    knowledge = load_knowledge(rules_folder())
    found = table(ColumnarAdviser(knowledge), personas(knowledge))
    print(found)
    if given.write:
        written(Path(given.write), "personas", f"<!-- personas: begin -->\n{found}\n<!-- personas: end -->\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
