"""A few lines for the terminal after a report was made."""

from __future__ import annotations

from advisor.language import Language, language, unmarked
from advisor.model.assessment import Assessment, MuscleFinding
from advisor.model.base import KnowledgeBase

__all__ = ["summary_lines"]

_MOST = 6


def summary_lines(knowledge: KnowledgeBase, assessment: Assessment, *, plan: bool = True) -> list[str]:
    """Safety first; then the findings of one line each, then the plan (where it is wanted)."""
    say = language(knowledge.language)
    lines = [say.text(f"summary-{assessment.safety.level}")]
    if not assessment.safety.ended:
        lines += _found(knowledge, assessment, say)
        lines += _planned(knowledge, assessment, say) if plan else []
    return [unmarked(line) for line in lines]


def _found(knowledge: KnowledgeBase, assessment: Assessment, say: Language) -> list[str]:
    lines = [say.text("summary-blocked")] if assessment.safety.blocked else []
    for role in ("dormant", "dominant"):
        names = _names(knowledge, [f for f in assessment.findings if f.role == role], say)
        if names:
            lines.append(say.text(f"summary-{role}"))
            lines += [f"  {name}" for name in names[:_MOST]]
            lines += [f"  {say.text('summary-more', number=len(names) - _MOST)}"] if len(names) > _MOST else []
    return lines


def _planned(knowledge: KnowledgeBase, assessment: Assessment, say: Language) -> list[str]:
    plan = assessment.plan
    if plan is None:
        return []
    head = say.text("summary-plan", number=len(plan.exercises), minutes=plan.minutes)
    names = [knowledge.exercises[item.exercise].name for item in plan.exercises]
    return [head, *(f"  {number}. {name}" for number, name in enumerate(names, 1))]


def _names(knowledge: KnowledgeBase, findings: list[MuscleFinding], say: Language) -> list[str]:
    sides: dict[str, list[MuscleFinding]] = {}
    for finding in sorted(findings, key=lambda f: (-f.certainty, f.muscle, f.side)):
        sides.setdefault(finding.muscle, []).append(finding)
    names = []
    for muscle, group in sides.items():
        side = "both" if len(group) == 2 else group[0].side
        bands = {f.side: say.text("band", band="possible" if f.band == "hidden" else f.band) for f in group}
        band, name = bands[group[0].side], knowledge.muscles[muscle].name
        if len(set(bands.values())) == 2:
            names.append(say.text("summary-name-apart", name=name, left=bands["left"], right=bands["right"]))
        elif side == "whole":
            names.append(say.text("summary-name", name=name, band=band))
        else:
            names.append(say.text("summary-name-side", name=name, side=side, band=band))
    return names
