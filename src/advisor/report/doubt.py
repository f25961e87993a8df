"""What lowers a finding beside normal tests: rival explanations that stand, and what would weaken its rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from advisor.model.assessment import MuscleFinding
from advisor.model.report import ReasonView
from advisor.report.case import Case

__all__ = ["rivals", "weakening", "with_care"]

_MOST = 1
"""How many of its rules say what would weaken a finding: the strongest. Patterns say it in their own place."""


def rivals(case: Case, group: Sequence[MuscleFinding], roles: Iterable[str]) -> list[ReasonView]:
    """The rivals that lower a finding, or set aside a pattern that would have spoken for it, each once, in plain words."""
    found: dict[str, ReasonView] = {}
    for role in roles:
        for finding in group:
            for key, code in _lowered(case, f"{role}.{finding.muscle}", finding.side):
                title = case.rule_title(code)
                text = case.say.text(key, rival=title)
                found.setdefault(code, ReasonView(text=text, rule=code, sources=case.sources_of(code), title=title))
    return list(found.values())


def _lowered(case: Case, finding: str, side: str) -> Iterator[tuple[str, str]]:
    own = case.derivations.get((finding, side))
    if own is None:
        return
    if own.symptom_factor < 1 and own.symptom_sum > 0:
        yield "lowered-by", own.symptom_factor_by
    if own.discount < 1 and own.combined > 0:
        yield "lowered-by", own.discount_by
    role, _, muscle = finding.partition(".")
    for pattern in case.kb.patterns.values():
        if muscle in getattr(pattern.passes_on, role):
            for behind in case.pattern_derivations(pattern.id, side):
                if behind.combined >= case.kb.info.constants.stands:  # it would have stood
                    if behind.discount < 1:
                        yield "lowered-by", behind.discount_by
                    if by := behind.excluded_by or behind.lost_to:
                        yield "set-aside-by", by


def weakening(case: Case, group: Sequence[MuscleFinding], roles: Iterable[str]) -> list[str]:
    """What would weaken the strongest rule behind a finding, after its title: a rule may speak of several muscles.

    A pattern that is shown says it in its own place.
    """
    shown = {pattern.rule for pattern in case.assessment.patterns}
    words: dict[str, None] = {}
    for role in roles:
        for finding in group:
            for part in case.contributions(f"{role}.{finding.muscle}", finding.side, against=False):
                rule = case.rule(part.rule)
                if rule is not None and rule.weakens and rule.code not in shown:
                    words.setdefault(case.say.text("reason-weakens", reason=rule.title, words=rule.weakens))
    found = list(words)[:_MOST]
    return [*found[:-1], with_care(case, found[-1])] if found else []


def with_care(case: Case, words: str) -> str:
    """The words name self-tests: where some are left out for safety, they end with a warning to do only those offered."""
    return case.say.text("only-offered", words=words) if words and case.assessment.safety.withheld else words
