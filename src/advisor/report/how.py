"""How a finding came about, as a tree of lines: every step of DESIGN 4.5 and 4.7 down to the answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from advisor.model.assessment import Contribution, Derivation, MuscleFinding, PatternFinding
from advisor.model.report import HowStep
from advisor.report.case import Case
from advisor.report.words import first_upper, in_place

__all__ = ["both_sides", "how_muscle", "how_pattern"]

_SUMS = ("symptom", "rest", "against")


def both_sides(case: Case, told: Sequence[list[HowStep]]) -> tuple[HowStep, ...]:
    """The lines of each side one after the other; once, as of both sides, where they differ in nothing but the side."""
    if len(told) == 2 and len(told[0]) == len(told[1]):
        left, right, both = (case.say.side(side) for side in ("left", "right", "both"))
        first = [replace(step, text=step.text.replace(left, both)) for step in told[0]]
        second = [replace(step, text=step.text.replace(right, both)) for step in told[1]]
        if first == second:
            return tuple(first)
    return tuple(step for steps in told for step in steps)


def how_muscle(case: Case, finding: MuscleFinding) -> list[HowStep]:
    """The lines for one muscle on one side."""
    name = _comma(case, first_upper(case.muscle(finding.muscle)), finding.side)
    text = case.say.text("how-finding", muscle=name, role=case.say.text("role", role=finding.role))
    steps = [HowStep(depth=0, text=text, amount=case.cut(finding.certainty))]
    order = ("dormant", "dominant") if finding.role == "dormant" else ("dominant", "dormant")
    for role in order:
        derivation = case.derivations.get((f"{role}.{finding.muscle}", finding.side))
        if derivation is not None:
            text = case.say.text("how-is-it", role=case.say.text("role", role=role))
            steps.append(HowStep(depth=1, text=text, amount=case.cut(derivation.certainty)))
            steps += _derived(case, derivation, 2)
    return steps + _verdict(case, finding)


def how_pattern(case: Case, finding: PatternFinding) -> list[HowStep]:
    """The lines for one pattern on one side."""
    text = _comma(case, finding.title, finding.side)
    steps = [HowStep(depth=0, text=text, amount=case.cut(finding.certainty), rule=finding.rule)]
    derivation = case.derivations.get((finding.pattern, finding.side))
    return steps + (_derived(case, derivation, 1) if derivation is not None else [])


def _comma(case: Case, words: str, side: str) -> str:
    where = case.say.side(side)
    return case.say.text("after-comma", words=words, place=where) if where else words


def _verdict(case: Case, finding: MuscleFinding) -> list[HowStep]:
    big, small = max(finding.dominant, 0.0), max(finding.dormant, 0.0)
    if not (big and small):
        return []
    high, low = case.cut(max(big, small)), case.cut(min(big, small))
    constants = case.kb.info.constants
    text = case.say.text("how-verdict", more=case.cut(big), less=case.cut(small), high=high, low=low)
    steps = [HowStep(depth=1, text=text, amount=case.cut(finding.certainty))]
    if finding.role == "unclear":
        text = case.say.text("how-unclear", hidden=case.cut(constants.hidden))
        steps.append(HowStep(depth=1, text=text))
    return steps


def _derived(case: Case, derivation: Derivation, depth: int) -> list[HowStep]:
    """The steps of one derivation: its sums with their parts, then what was done to them."""
    steps: list[HowStep] = []
    for kind in _SUMS:
        parts = [c for c in derivation.contributions if _group(c) == kind and not c.left_out_for]
        if parts:
            amount = {"symptom": derivation.symptom_sum, "rest": derivation.rest, "against": derivation.against}[kind]
            steps.append(HowStep(depth=depth, text=case.say.text(f"how-{kind}"), amount=_signed(case, amount, kind)))
            steps += _parts(case, derivation, parts, depth + 1)
            if kind == "symptom":
                steps += _symptom_limits(case, derivation, depth + 1)
    steps += _left_out(case, derivation, depth)
    if len(derivation.contributions) > 1:
        text = case.say.text("how-together-against" if derivation.against else "how-together")
        steps.append(HowStep(depth=depth, text=text, amount=case.cut(derivation.combined)))
    return steps + _changes(case, derivation, depth)


def _group(contribution: Contribution) -> str:
    return "rest" if contribution.kind == "pattern" else contribution.kind


def _signed(case: Case, amount: float, kind: str) -> str:
    return f"-{case.cut(amount)}" if kind == "against" else case.cut(amount)


def _parts(case: Case, derivation: Derivation, parts: Iterable[Contribution], depth: int) -> list[HowStep]:
    steps: list[HowStep] = []
    for part in sorted(parts, key=lambda c: (-c.amount, c.rule, c.side)):
        title = case.rule_title(part.rule)
        text = case.say.text("how-passes-on", pattern=title) if part.kind == "pattern" else title
        steps.append(
            HowStep(
                depth=depth,
                text=in_place(case.say, text, part.side),
                amount=_signed(case, part.amount, part.kind),
                rule=part.rule,
                sources=case.sources_of(part.rule),
            )
        )
        if part.kind == "pattern":
            shown = any(item.pattern == part.pattern for item in case.assessment.patterns)
            if shown:
                steps.append(HowStep(depth=depth + 1, text=case.say.text("how-own-steps")))
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
        text = case.say.text("how-symptom-cap", cap=case.cut(cap))
        steps.append(HowStep(depth=depth, text=text, amount=case.cut(held)))
    if derivation.symptom_factor < 1:
        by = derivation.symptom_factor_by
        text = case.say.text("how-weighs-less", rule=case.rule_title(by), factor=case.cut(derivation.symptom_factor))
        amount = case.cut(derivation.symptom_part)
        steps.append(HowStep(depth=depth, text=text, amount=amount, rule=by, sources=case.sources_of(by)))
    return steps


def _left_out(case: Case, derivation: Derivation, depth: int) -> list[HowStep]:
    steps = []
    for part in derivation.contributions:
        if part.left_out_for:
            pattern = case.kb.patterns.get(part.left_out_for)
            used = case.say.text("how-used-by", pattern=pattern.title) if pattern else case.say.text("how-used-by-some")
            text = case.say.text("how-not-twice", rule=case.rule_title(part.rule), used=used)
            steps.append(HowStep(depth=depth, text=text, amount=case.cut(0), rule=part.rule))
    return steps


def _changes(case: Case, derivation: Derivation, depth: int) -> list[HowStep]:
    """Discount, caps, exclude and rival, in the order of DESIGN 4.5."""
    steps: list[HowStep] = []
    value = derivation.combined

    def add(text: str, amount: float, rule: str = "") -> None:
        steps.append(HowStep(depth=depth, text=text, amount=case.cut(amount), rule=rule, sources=case.sources_of(rule)))

    if derivation.discount < 1:
        value = value * derivation.discount
        add(
            case.say.text("how-discount", rule=case.rule_title(derivation.discount_by), factor=case.cut(derivation.discount)),
            value,
            derivation.discount_by,
        )
    if derivation.cap is not None:
        value = min(value, derivation.cap)
        add(_cap_words(case, derivation), value)
    if derivation.excluded_by:
        add(case.say.text("how-excluded", rule=case.rule_title(derivation.excluded_by)), 0.0, derivation.excluded_by)
    if derivation.lost_to:
        add(case.say.text("how-rival", rule=case.rule_title(derivation.lost_to)), 0.0, derivation.lost_to)
    return steps


def _cap_words(case: Case, derivation: Derivation) -> str:
    if derivation.cap == case.kb.info.constants.cap:
        return case.say.text("how-cap", cap=case.cut(case.kb.info.constants.cap))
    cap = case.cut(derivation.cap or 0.0)
    if not derivation.tests:
        return case.say.text("how-cap-none", cap=cap)
    names = case.say.listed(case.test_name(name) for name in derivation.tests)
    tests = case.say.text("count-self-test", n=len(derivation.tests))
    return case.say.text("how-cap-tests", tests=tests, names=names, cap=cap)
