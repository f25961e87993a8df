"""One answer sheet to one report in any format: what ``report``, ``demo`` and ``ask`` share."""

from __future__ import annotations

from datetime import date
from typing import Any

from advisor.model.answers import AnswerSheet
from advisor.model.assessment import Assessment
from advisor.model.base import KnowledgeBase
from advisor.pipeline import assess, render

__all__ = ["FORMATS", "made"]

FORMATS = ("html", "pdf", "json", "text")


def made(
    knowledge: KnowledgeBase, answers: AnswerSheet, formats: tuple[str, ...], *, today: date, width: int = 80,
    colour: bool = False, ascii_only: bool = False, **look: Any,
) -> tuple[Assessment, dict[str, bytes]]:  # fmt: skip
    """The assessment and its reports by format. ``look``: what :mod:`advisor.cli.look` made of the command line."""
    assessment = assess(knowledge, answers, today=today)
    results = {
        name: render(knowledge, assessment, answers, name, width=width, colour=colour, ascii_only=ascii_only, **look)
        for name in formats
    }
    return assessment, results
