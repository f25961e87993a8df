"""How a finding came about, as a tree of lines: every step of DESIGN 4.5 and 4.7 down to the answers."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.model.assessment import Contribution, Derivation, MuscleFinding, PatternFinding
from advisor.model.report import HowStep
from advisor.report.case import Case
from advisor.report.words import ROLE_WORDS, count, cut, first_upper, listed, side_words

__all__ = ["how_muscle", "how_pattern"]

_SUMS = (
    ("symptom", "What you feel and do, on its own"),
    ("rest", "Self-tests and patterns"),
    ("against", "What speaks against it"),
)


def how_muscle(case: Case, finding: MuscleFinding) -> list[HowStep]:
    """The lines for one muscle on one side."""
    where = side_words(finding.side)
    name = first_upper(case.muscle(finding.muscle)) + (f", {where}" if where else "")
    steps = [HowStep(depth=0, text=f"{name}: {ROLE_WORDS[finding.role]}", amount=cut(finding.certainty))]
    order = ("dormant", "dominant") if finding.role == "dormant" else ("dominant", "dormant")
    for role in order:
        derivation = case.derivations.get((f"{role}.{finding.muscle}", finding.side))
        if derivation is not None:
            steps.append(HowStep(depth=1, text=f"Is it {ROLE_WORDS[role]}?", amount=cut(derivation.certainty)))
            steps += _derived(case, derivation, 2)
    return steps + _verdict(case, finding)


def how_pattern(case: Case, finding: PatternFinding) -> list[HowStep]:
    """The lines for one pattern on one side."""
    where = side_words(finding.side)
    text = f"{finding.title}{f', {where}' if where else ''}"
    steps = [HowStep(depth=0, text=text, amount=cut(finding.certainty), rule=finding.rule)]
    derivation = case.derivations.get((finding.pattern, finding.side))
    return steps + (_derived(case, derivation, 1) if derivation is not None else [])


def _verdict(case: Case, finding: MuscleFinding) -> list[HowStep]:
    big, small = max(finding.dominant, 0.0), max(finding.dormant, 0.0)
    if not (big and small):
        return []
    high, low = cut(max(big, small)), cut(min(big, small))
    constants = case.kb.info.constants
    text = f"More than its share {cut(big)}, less than its share {cut(small)}: ({high} - {low}) / (1 - {low})"
    steps = [HowStep(depth=1, text=text, amount=cut(finding.certainty))]
    if finding.role == "unclear":
        text = f"Both are {cut(constants.hidden)} or more, but too close to each other: unclear"
        steps.append(HowStep(depth=1, text=text))
    return steps


def _derived(case: Case, derivation: Derivation, depth: int) -> list[HowStep]:
    """The steps of one derivation: its sums with their parts, then what was done to them."""
    steps: list[HowStep] = []
    for kind, title in _SUMS:
        parts = [c for c in derivation.contributions if _group(c) == kind and not c.left_out_for]
        if parts:
            amount = {"symptom": derivation.symptom_sum, "rest": derivation.rest, "against": derivation.against}[kind]
            steps.append(HowStep(depth=depth, text=title, amount=_signed(amount, kind)))
            steps += _parts(case, derivation, parts, depth + 1)
            if kind == "symptom":
                steps += _symptom_limits(case, derivation, depth + 1)
    steps += _left_out(case, derivation, depth)
    if len(derivation.contributions) > 1:
        text = "Put together, what speaks against it taken off" if derivation.against else "Put together"
        steps.append(HowStep(depth=depth, text=text, amount=cut(derivation.combined)))
    return steps + _changes(case, derivation, depth)


def _group(contribution: Contribution) -> str:
    return "rest" if contribution.kind == "pattern" else contribution.kind


def _signed(amount: float, kind: str) -> str:
    return f"-{cut(amount)}" if kind == "against" else cut(amount)


def _parts(case: Case, derivation: Derivation, parts: Iterable[Contribution], depth: int) -> list[HowStep]:
    steps: list[HowStep] = []
    for part in sorted(parts, key=lambda c: (-c.amount, c.rule, c.side)):
        title = case.rule_title(part.rule)
        text = f'The pattern "{title}" passes on its share' if part.kind == "pattern" else title
        where = "both sides" if part.side == "both" else side_words(part.side)
        steps.append(
            HowStep(
                depth=depth,
                text=f"{text} ({where})" if where else text,
                amount=_signed(part.amount, part.kind),
                rule=part.rule,
                sources=case.sources_of(part.rule),
            )
        )
        if part.kind == "pattern":
            shown = any(item.pattern == part.pattern for item in case.assessment.patterns)
            if shown:
                steps.append(HowStep(depth=depth + 1, text="Its own steps stand with the pattern"))
            for behind in () if shown else case.pattern_derivations(part.pattern, part.side or derivation.side):
                steps += _derived(case, behind, depth + 1)
        else:
            steps += _answers(case, part, depth + 1)
    return steps


def _answers(case: Case, part: Contribution, depth: int) -> list[HowStep]:
    reads = (read for firing in case.fired(part.rule, part.side) for read in firing.reads)
    texts = dict.fromkeys(case.answered(read) for read in reads)
    return [HowStep(depth=depth, text=text) for text in texts if text]


def _symptom_limits(case: Case, derivation: Derivation, depth: int) -> list[HowStep]:
    steps: list[HowStep] = []
    cap = case.kb.info.constants.symptom_cap
    held = min(derivation.symptom_sum, cap)
    if derivation.symptom_sum > cap:
        steps.append(HowStep(depth=depth, text=f"On its own this counts for {cut(cap)} at most", amount=cut(held)))
    if derivation.symptom_factor < 1:
        by = derivation.symptom_factor_by
        text = f"It weighs less because of: {case.rule_title(by)} (× {cut(derivation.symptom_factor)})"
        amount = cut(derivation.symptom_part)
        steps.append(HowStep(depth=depth, text=text, amount=amount, rule=by, sources=case.sources_of(by)))
    return steps


def _left_out(case: Case, derivation: Derivation, depth: int) -> list[HowStep]:
    steps = []
    for part in derivation.contributions:
        if part.left_out_for:
            pattern = case.kb.patterns.get(part.left_out_for)
            used = f'the pattern "{pattern.title}"' if pattern else "a pattern"
            text = f"Not counted twice: {case.rule_title(part.rule)}. It is part of {used} already"
            steps.append(HowStep(depth=depth, text=text, amount="0.00", rule=part.rule))
    return steps


def _changes(case: Case, derivation: Derivation, depth: int) -> list[HowStep]:
    """Discount, caps, exclude and rival, in the order of DESIGN 4.5."""
    steps: list[HowStep] = []
    value = derivation.combined

    def add(text: str, amount: float, rule: str = "") -> None:
        steps.append(HowStep(depth=depth, text=text, amount=cut(amount), rule=rule, sources=case.sources_of(rule)))

    if derivation.discount < 1:
        value = value * derivation.discount
        add(
            f"Another explanation lowers it: {case.rule_title(derivation.discount_by)} (× {cut(derivation.discount)})",
            value,
            derivation.discount_by,
        )
    if derivation.cap is not None:
        value = min(value, derivation.cap)
        add(_cap_words(case, derivation), value)
    if derivation.excluded_by:
        add(f"Set aside by: {case.rule_title(derivation.excluded_by)}", 0.0, derivation.excluded_by)
    if derivation.lost_to:
        add(f"A stronger reading takes its place: {case.rule_title(derivation.lost_to)}", 0.0, derivation.lost_to)
    return steps


def _cap_words(case: Case, derivation: Derivation) -> str:
    if derivation.cap == case.kb.info.constants.cap:
        return f"We never say more than {cut(case.kb.info.constants.cap)}"
    if not derivation.tests:
        return f"No self-test is behind it, so it is held at {cut(derivation.cap or 0.0)}"
    names = listed(case.test_name(name) for name in derivation.tests)
    return f"Only {count(len(derivation.tests), 'self-test')} behind it ({names}), so it is held at {cut(derivation.cap or 0.0)}"
