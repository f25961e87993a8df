"""What of a report is printed: paper is short, and what is not printed need not be laid out. The page and JSON have the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advisor.model.report import FindingView, HowStep, PatternView, ReportModel

__all__ = ["printed"]

_DEEPEST = 3


def printed(model: ReportModel) -> ReportModel:
    """``model`` with as much of its findings and patterns as goes on paper, and without the coach's page.

    Of what is likely or strong the steps that carry a number; one drawing for each of dormant and dominant, of the surest; of a
    finding that is only named its line.
    """
    drawn = {_surest(model.findings, role) for role in ("dormant", "dominant")}
    findings = tuple(_finding(one, drawn=number in drawn) for number, one in enumerate(model.findings))
    return replace(model, findings=findings, patterns=tuple(map(_pattern, model.patterns)), coach=None)


def _surest(findings: Sequence[FindingView], role: str) -> int:
    """The first with a drawing of those of a role that are likely or strong; -1 for none."""
    return next((n for n, one in enumerate(findings) if one.role == role and one.steps > 1 and one.charts), -1)


def _finding(one: FindingView, *, drawn: bool) -> FindingView:
    if not one.in_full:
        reasons = tuple(replace(reason, text="", sources=()) for reason in one.reasons[:1])
        return replace(
            one, reasons=reasons, against=(), changes=(), how=(), charts=(), sentence="", anatomy="", evidence_words=""
        )  # fmt: skip
    how = _numbered(one.how) if one.steps > 1 else ()
    return replace(one, how=how, charts=one.charts[:1] if drawn else ())


def _pattern(one: PatternView) -> PatternView:
    return replace(one, how=_numbered(one.how), charts=())


def _numbered(steps: Sequence[HowStep]) -> tuple[HowStep, ...]:
    return tuple(step for step in steps if step.amount.strip() and 0 < step.depth <= _DEEPEST)
