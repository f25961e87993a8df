"""One answer sheet to one report in any format: what ``report``, ``demo`` and ``ask`` share."""

from __future__ import annotations

from datetime import date
from typing import Any

from advisor.language import language, unmarked
from advisor.model.answers import AnswerSheet
from advisor.model.assessment import Assessment
from advisor.model.base import KnowledgeBase
from advisor.pipeline import assess, render
from advisor.report.calendar_view import has_days

__all__ = ["FORMATS", "first_lines", "made", "no_calendar"]

FORMATS = ("html", "pdf", "json", "text", "ics")


def made(
    knowledge: KnowledgeBase, answers: AnswerSheet, formats: tuple[str, ...], *, today: date, width: int = 80,
    colour: bool = False, ascii_only: bool = False, **look: Any,
) -> tuple[Assessment, dict[str, bytes]]:  # fmt: skip
    """The assessment and its reports by format; no calendar where there is no plan for one (:func:`no_calendar` says so).

    ``look``: what :mod:`advisor.cli.look` made of the command line."""
    assessment = assess(knowledge, answers, today=today, changes=any(name != "ics" for name in formats))
    results = {
        name: render(knowledge, assessment, answers, name, width=width, colour=colour, ascii_only=ascii_only, **look)
        for name in formats
        if name != "ics" or has_days(assessment)
    }
    return assessment, results


def no_calendar(knowledge: KnowledgeBase, assessment: Assessment) -> list[str]:
    """Why there is no calendar, for the runner: what safety says comes first."""
    level = [] if assessment.safety.blocked and assessment.safety.level == "none" else [f"summary-{assessment.safety.level}"]
    return _said(knowledge, [*level, *_blocked(assessment), "calendar-none"])


def first_lines(knowledge: KnowledgeBase, assessment: Assessment) -> list[str]:
    """What nobody should have to open a file for: that help is needed now or today, that a plan waits for answers."""
    level = assessment.safety.level
    return _said(knowledge, [*([f"summary-{level}"] if level in ("emergency", "urgent") else []), *_blocked(assessment)])


def _blocked(assessment: Assessment) -> list[str]:
    return ["summary-blocked"] if assessment.safety.blocked else []


def _said(knowledge: KnowledgeBase, keys: list[str]) -> list[str]:
    say = language(knowledge.language)
    return [unmarked(say.text(key)) for key in keys]
