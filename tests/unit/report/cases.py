"""Assessments for the report's tests: real ones over the shipped rules, and hand-built ones."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from advisor.knowledge import load_knowledge
from advisor.model.answers import AnswerSheet
from advisor.model.assessment import Assessment, SafetyOutcome, Stamp
from advisor.model.base import KnowledgeBase
from advisor.model.report import ReportModel
from advisor.pipeline import assess, read_answers
from advisor.report.view import make_report

RULES = Path(__file__).parents[3] / "rules"
TODAY = date(2026, 11, 22)
PERSONAS = sorted(path.stem for path in (RULES / "personas").glob("*.yaml"))
STAMP = Stamp(
    advisor="0.1.0", rules_name="Test", rules_version="1", rules_hash="ab" * 32, answers_hash="cd" * 32, made_on="2026-11-22"
)
NASTY = (
    "<script>alert(1)</script> {{7*7}} {% raw %} \x1b[31mred\x07 \u202egnp.exe & \"quotes\" 'x' 🏃‍♀️🦵 สวัสดี "
    + "w" * 300
    + " </style><!-- ${jndi} \ud800 \x00"
)


@cache
def kb() -> KnowledgeBase:
    return load_knowledge(RULES)


def persona(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((RULES / "personas" / f"{name}.yaml").read_text())
    return {key: _words(value) for key, value in data["answers"].items()}


def _words(value: Any) -> Any:
    """yes and no as the words they are in our YAML."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return {_words(key): _words(item) for key, item in value.items()}
    return [_words(item) for item in value] if isinstance(value, list) else value


@cache
def assessed(name: str) -> tuple[AnswerSheet, Assessment]:
    sheet = read_answers({"answers": persona(name)}, kb())
    return sheet, assess(kb(), sheet, today=TODAY)


@cache
def report(name: str) -> ReportModel:
    sheet, assessment = assessed(name)
    return make_report(kb(), assessment, sheet)


def changed(name: str, **answers: Any) -> tuple[AnswerSheet, Assessment]:
    """A persona with some answers changed; None takes one out."""
    merged = {key: value for key, value in {**persona(name), **answers}.items() if value is not None}
    sheet = read_answers({"answers": merged}, kb())
    return sheet, assess(kb(), sheet, today=TODAY)


def empty(**safety: Any) -> Assessment:
    """An assessment with a safety part only."""
    base: dict[str, Any] = {"level": "none", "ended": False, "blocked": False, "findings_allowed": True}
    return Assessment(safety=SafetyOutcome(**{**base, **safety}), stamp=STAMP)
