"""A few lines for the terminal after a report was made."""

from __future__ import annotations

from advisor.model.assessment import Assessment, MuscleFinding
from advisor.model.base import KnowledgeBase

__all__ = ["summary_lines"]

_SAFETY = {
    "emergency": "EMERGENCY: one of your answers needs emergency help now. Read the report's first lines.",
    "urgent": "URGENT: see a doctor today, and do not run. Read the report's first lines.",
    "soon": "See a clinician within one to two weeks about one of your answers. It is on top of the report.",
    "caution": "With care: some of your answers limit the plan. They are on top of the report.",
    "none": "None of the warning signs we asked about.",
}
_BANDS = {"possible": "possible", "likely": "likely", "strong": "strong"}


def summary_lines(knowledge: KnowledgeBase, assessment: Assessment) -> list[str]:
    """Safety first; then the findings of one line each, then the plan."""
    lines = [_SAFETY[assessment.safety.level]]
    if assessment.safety.ended:
        return lines
    if assessment.safety.blocked:
        lines.append("There is no plan yet: some safety questions are still open. The report names them.")
    for role, words in (("dormant", "Probably does too little"), ("dominant", "Probably does too much")):
        names = _names(knowledge, [f for f in assessment.findings if f.role == role])
        if names:
            lines.append(f"{words}:")
            lines.extend(f"  {name}" for name in names[:6])
            if len(names) > 6:
                lines.append(f"  and {len(names) - 6} more in the report")
    if assessment.plan is not None:
        lines.append(f"Your plan: {len(assessment.plan.exercises)} exercises, {assessment.plan.minutes} minutes:")
        for number, item in enumerate(assessment.plan.exercises, 1):
            lines.append(f"  {number}. {knowledge.exercises[item.exercise].name}")
    return lines


def _names(knowledge: KnowledgeBase, findings: list[MuscleFinding]) -> list[str]:
    sides: dict[str, list[MuscleFinding]] = {}
    for finding in sorted(findings, key=lambda f: (-f.certainty, f.muscle, f.side)):
        sides.setdefault(finding.muscle, []).append(finding)
    names = []
    for muscle, group in sides.items():
        where = "both sides" if len(group) == 2 else {"left": "left", "right": "right", "whole": ""}[group[0].side]
        names.append(f"{knowledge.muscles[muscle].name}{', ' + where if where else ''} ({_BANDS.get(group[0].band, 'possible')})")
    return names
