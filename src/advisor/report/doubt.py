"""What lowers a finding beside normal tests: rival explanations that stand, and what would weaken its rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from advisor.model.assessment import MuscleFinding
from advisor.model.knowledge import Rule
from advisor.model.report import ReasonView
from advisor.report.case import Case
from advisor.report.words import first_upper

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


def weakening(case: Case, group: Sequence[MuscleFinding], roles: Iterable[str], told: dict[str, str] | None = None) -> list[str]:
    """What would weaken the strongest rule behind a finding, after its title: a rule may speak of several muscles.

    A pattern that is shown says it in its own place. ``told`` holds by rule the finding that said it before, and takes in
    this one: what was said is not said again, but pointed to.
    """
    told = {} if told is None else told
    shown = {pattern.rule for pattern in case.assessment.patterns}
    rules: dict[str, Rule] = {}
    for role in roles:
        for finding in group:
            for part in case.contributions(f"{role}.{finding.muscle}", finding.side, against=False):
                rule = case.rule(part.rule)
                if rule is not None and rule.weakens and rule.code not in shown:
                    rules.setdefault(rule.code, rule)
    name = first_upper(case.muscle(group[0].muscle))
    side = case.say.side("both" if len(group) > 1 else group[0].side)
    here = case.say.text("after-comma", words=name, place=side) if side else name
    return [_weakens(case, rule, told.setdefault(rule.code, here), here) for rule in list(rules.values())[:_MOST]]


def _weakens(case: Case, rule: Rule, first: str, here: str) -> str:
    if first != here:
        return case.say.text("reason-weakens-again", reason=rule.title, finding=first)
    return with_care(case, case.say.text("reason-weakens", reason=rule.title, words=rule.weakens))


def with_care(case: Case, words: str) -> str:
    """The words name self-tests: where some are left out for safety, they end with a warning to do only those offered."""
    return case.say.text("only-offered", words=words) if words and case.assessment.safety.withheld else words
