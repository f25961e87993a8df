"""The interview's quick safety judgement equals the consultation's."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from advisor.cli.files import read_answers
from advisor.inference.consult import Reasoner
from advisor.inference.screening import Screening
from advisor.model.answers import AnswerSheet, State
from advisor.model.base import KnowledgeBase

PERSONAS = sorted((Path(__file__).parents[3] / "rules" / "personas").glob("*.yaml"))


@pytest.mark.parametrize("path", PERSONAS, ids=lambda path: path.stem)
def test_on_the_personas_whole_and_half_answered(kb: KnowledgeBase, reasoner: Reasoner, path: Path) -> None:
    screening = Screening(reasoner.plan)
    whole = read_answers(str(path), kb)
    items = list(whole.values.items())
    for count in (0, 5, 20, len(items) // 2, len(items)):
        sheet = AnswerSheet(dict(items[:count]))
        assert screening.judge(sheet) == reasoner.consult(sheet).safety


def test_on_random_sheets(kb: KnowledgeBase, reasoner: Reasoner) -> None:
    random, screening = Random(7), Screening(reasoner.plan)
    for _ in range(60):
        sheet = _random_sheet(kb, random)
        assert screening.judge(sheet) == reasoner.consult(sheet).safety


def _random_sheet(kb: KnowledgeBase, random: Random) -> AnswerSheet:
    values = {}
    share = random.random()
    for name, question in kb.questions.items():
        scopes = {"side": ("left", "right"), "symptom": tuple(kb.symptoms), "whole": ("",)}[question.per]
        for scope in scopes:
            if random.random() < share:
                options = list(question.options)
                low, high = question.range or (0, 0)
                values[name, scope] = random.choice(
                    [State.UNKNOWN] * (question.kind != "symptom")
                    + (
                        [random.randint(int(low * question.scale), int(high * question.scale))] * 4
                        if question.type == "number"
                        else [(), (random.choice(options),)] * 4
                        if question.type == "multi"
                        else [random.choice(options)] * 6
                    )
                )
    return AnswerSheet(values)
