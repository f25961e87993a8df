"""The report as JSON for programs: versioned, in a fixed order, the same bytes every time (DESIGN 4.10).

The shape is published as ``schema.json`` beside this file (JSON Schema 2020-12).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from advisor.language import ENGLISH, unmarked
from advisor.model.assessment import Assessment, Chosen, Derivation, Firing, Plan, SafetyItem, SafetyOutcome
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import REGIONS
from advisor.report.counterfactual_data import changes_data
from advisor.report.safety_view import counts_at_end

__all__ = ["VERSION", "json_schema", "plain_number", "render_json"]

VERSION = "1"
_SIDES = ("left", "right", "whole", "both", "")


def json_schema() -> dict[str, Any]:
    """The JSON Schema of :func:`render_json`'s output."""
    schema: dict[str, Any] = json.loads((Path(__file__).parent / "schema.json").read_text(encoding="utf-8"))
    return schema


def render_json(assessment: Assessment, kb: KnowledgeBase) -> str:
    """One JSON document and a newline. Where the consultation ended: the safety part and the stamp only."""
    ended = assessment.safety.ended
    shown = assessment if not ended else Assessment(safety=assessment.safety, stamp=assessment.stamp)
    stamp = assessment.stamp
    document = {
        "version": VERSION,
        **({"lang": kb.language} if kb.language != ENGLISH else {}),
        "stamp": {
            "advisor": stamp.advisor,
            "rules_name": stamp.rules_name,
            "rules_version": stamp.rules_version,
            "rules_hash": stamp.rules_hash,
            "answers_hash": stamp.answers_hash,
            "made_on": stamp.made_on,
        },
        "safety": _safety(assessment.safety, kb),
        "findings": _findings(shown, kb),
        "patterns": _patterns(shown),
        "plan": _plan(shown.plan) if shown.plan else None,
        "derivations": [_derivation(item) for item in sorted(shown.derivations, key=lambda d: (d.finding, _side(d.side)))],
        "firings": [_firing(item) for item in sorted(shown.firings, key=lambda f: (f.rule, _side(f.side), f.side))],
        "notices": [
            {"kind": item.kind, "question": item.question, "scope": item.scope}
            for item in sorted(shown.notices, key=lambda n: (n.question, _side(n.scope), n.scope, n.kind))
        ],
        "tests_done": sorted(shown.tests_done),
        "tests_left": [
            {
                "test": item.test,
                "minutes": item.minutes,
                "muscles": sorted(item.muscles),
                "patterns": sorted(item.patterns),
            }
            for item in sorted(shown.tests_left, key=lambda t: t.test)
        ],
        "changes": changes_data(kb, sorted(shown.changes, key=lambda c: (c.finding, _side(c.side)))),
    }
    return f"{_written(document)}\n"


def plain_number(value: float) -> str:
    """A number without exponent or trailing zeros: ``0.5``, ``0.000001``, ``0``."""
    text = format(Decimal(repr(value)), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def _written(value: Any, indent: str = "") -> str:
    """JSON text, two spaces a level; only what this module builds goes in."""
    inner = f"{indent}  "
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return json.dumps(unmarked(value) if isinstance(value, str) else value, ensure_ascii=True)
    if isinstance(value, (int, float)):
        return plain_number(value)
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    if isinstance(value, dict):
        rows = [f"{inner}{json.dumps(key, ensure_ascii=True)}: {_written(item, inner)}" for key, item in value.items()]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    rows = [f"{inner}{_written(item, inner)}" for item in value]
    return "[\n" + ",\n".join(rows) + f"\n{indent}]"


def _side(side: str) -> int:
    return _SIDES.index(side) if side in _SIDES else len(_SIDES)


# ----------------------------------------------------------------- safety
def _safety(safety: SafetyOutcome, kb: KnowledgeBase) -> dict[str, Any]:
    items = [item for item in safety.items if not safety.ended or (item.state == "fired" and counts_at_end(item))]
    return {
        "level": safety.level,
        "ended": safety.ended,
        "blocked": safety.blocked,
        "findings_allowed": safety.findings_allowed,
        "items": [_item(item) for item in sorted(items, key=lambda i: (i.rule, _side(i.scope), i.scope, i.state))],
        "open_questions": _asked(() if safety.ended else safety.open_questions, kb),
        "unsure_questions": _asked(() if safety.ended else safety.unsure_questions, kb),
        "withheld_tests": sorted(() if safety.ended else safety.withheld),
        "limits": None if safety.ended else _limits(safety),
    }


def _item(item: SafetyItem) -> dict[str, Any]:
    return {
        "rule": item.rule,
        "flag": item.flag,
        "kind": item.kind,
        "title": item.title,
        "state": item.state,
        "level": item.level,
        "scope": item.scope,
        "area": [region for region in REGIONS if region in item.area],
        "noticed": item.noticed,
        "do": item.do,
        "who": item.who,
        "when": item.soon,
        "avoid": item.avoid,
        "advise": item.advise,
        "questions": sorted(item.questions),
        "sources": sorted(item.sources),
    }


def _asked(names: Iterable[str], kb: KnowledgeBase) -> list[dict[str, str]]:
    return [{"id": name, "ask": kb.questions[name].ask if name in kb.questions else ""} for name in sorted(set(names))]


def _limits(safety: SafetyOutcome) -> dict[str, Any]:
    limits = safety.limits
    return {
        "max_level": {region: limits.max_level[region] for region in REGIONS if region in limits.max_level},
        "dose": {region: limits.dose[region] for region in REGIONS if region in limits.dose},
        "max_pain": {region: limits.max_pain[region] for region in REGIONS if region in limits.max_pain},
        "avoid": sorted(limits.avoid),
    }


# ----------------------------------------------------------------- findings and their trace
def _findings(shown: Assessment, kb: KnowledgeBase) -> list[dict[str, Any]]:
    return [
        {
            "muscle": item.muscle,
            "name": kb.muscles[item.muscle].name if item.muscle in kb.muscles else "",
            "side": item.side,
            "role": item.role,
            "certainty": item.certainty,
            "band": item.band,
            "dominant": item.dominant,
            "dormant": item.dormant,
        }
        for item in sorted(shown.findings, key=lambda f: (f.muscle, _side(f.side)))
    ]


def _patterns(shown: Assessment) -> list[dict[str, Any]]:
    return [
        {
            "pattern": item.pattern,
            "rule": item.rule,
            "title": item.title,
            "side": item.side,
            "certainty": item.certainty,
            "band": item.band,
        }
        for item in sorted(shown.patterns, key=lambda p: (p.rule, _side(p.side)))
    ]


def _derivation(item: Derivation) -> dict[str, Any]:
    return {
        "finding": item.finding,
        "side": item.side,
        "certainty": item.certainty,
        "contributions": [
            {
                "rule": part.rule,
                "side": part.side,
                "kind": part.kind,
                "amount": part.amount,
                "pattern": part.pattern or None,
                "left_out_for": part.left_out_for or None,
            }
            for part in item.contributions  # already in the order of the arithmetic (DESIGN 4.5)
        ],
        "symptom_sum": item.symptom_sum,
        "symptom_factor": item.symptom_factor,
        "symptom_factor_by": item.symptom_factor_by or None,
        "symptom_part": item.symptom_part,
        "rest": item.rest,
        "against": item.against,
        "combined": item.combined,
        "discount": item.discount,
        "discount_by": item.discount_by or None,
        "tests": sorted(item.tests),
        "cap": item.cap,
        "excluded_by": item.excluded_by or None,
        "lost_to": item.lost_to or None,
    }


def _firing(item: Firing) -> dict[str, Any]:
    reads = [
        {"question": read.question or None, "finding": read.finding or None, "sign": read.sign or None, "scope": read.scope,
         "text": read.text, "test": read.test or None}
        for read in item.reads
    ]  # fmt: skip
    return {
        "rule": item.rule,
        "scope": item.side,
        "strength": item.strength,
        "because": item.because,
        "reads": reads,
        "tests": sorted(item.tests),
    }


# ----------------------------------------------------------------- plan
def _plan(plan: Plan) -> dict[str, Any]:
    return {
        "exercises": [_chosen(item) for item in plan.exercises],  # in the order they are done
        "minutes": plan.minutes,
        "minutes_available": plan.minutes_available,
        "weeks": [
            {
                "week": week.number,
                "items": [
                    {
                        "exercise": item.exercise,
                        "change": item.change or None,
                        "replaces": item.replaces or None,
                        "days": list(item.days),
                    }
                    for item in week.items
                ],
            }
            for week in plan.weeks
        ],
        "retest_on": plan.retest_on,
        "retests": list(plan.retests),
        "load_first": plan.load_first,
        "why_shorter": list(plan.why_shorter),
        "no_drill": plan.no_drill or None,
        "advice": list(plan.advice),
        "later": [_chosen(item) for item in plan.later],
    }


def _chosen(item: Chosen) -> dict[str, Any]:
    return {
        "exercise": item.exercise,
        "level": item.level,
        "gain": item.gain,
        "covers": list(item.covers),
        "reason": item.reason,
        "side_first": item.side_first or None,
        "variants": list(item.variants),
        "dose_factor": item.dose_factor,
        "max_pain": item.max_pain,
    }
