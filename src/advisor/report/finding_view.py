"""Findings and patterns in words: band, side, reasons, what speaks against, what would change it, and how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from advisor.model.assessment import Firing, MuscleFinding, PatternFinding, TestOffer
from advisor.model.knowledge import Rule
from advisor.model.reach import leaves_through_signs
from advisor.model.report import FindingView, PatternView, ReasonView, TestView
from advisor.report.case import Case, Telling
from advisor.report.how import how_muscle, how_pattern
from advisor.report.words import (
    BAND_STEPS,
    BAND_WORDS,
    BASIS_WORDS,
    ROLE_MAYBE,
    ROLE_WORDS,
    count,
    cut,
    first_upper,
    listed,
    one_text,
    side_words,
)

__all__ = ["finding_views", "pattern_views", "test_views"]

_ORDER = {"dormant": 0, "dominant": 1, "unclear": 2}


def finding_views(case: Case) -> list[FindingView]:
    """All findings, grouped by role, strongest first; a pair whose sides agree in role and band is one entry."""
    groups: dict[tuple[str, str, str], list[MuscleFinding]] = {}
    for finding in case.assessment.findings:
        groups.setdefault((finding.muscle, finding.role, finding.band), []).append(finding)
    ordered = sorted(groups.values(), key=lambda g: (_ORDER[g[0].role], -max(f.certainty for f in g), g[0].muscle, g[0].side))
    return [_finding(case, group) for group in ordered]


def _finding(case: Case, group: Sequence[MuscleFinding]) -> FindingView:
    first = group[0]
    side = "both" if len(group) > 1 else first.side
    where = side_words(side)
    name = first_upper(case.muscle(first.muscle))
    muscle = case.kb.muscles.get(first.muscle)
    tests, evidence = _evidence(case, group)
    return FindingView(
        muscle=first.muscle,
        name=name,
        anatomy=muscle.anatomy if muscle else "",
        side=side,
        side_words=where,
        role=first.role,
        role_words=ROLE_WORDS[first.role],
        band=first.band if first.band != "hidden" else "possible",
        band_words=BAND_WORDS["unclear" if first.role == "unclear" else first.band],
        certainty=_certainty(group),
        sentence=_sentence(name, where, first),
        evidence_words=evidence,
        tests_words=tests,
        reasons=tuple(_reasons(case, group, against=False)),
        against=tuple(_reasons(case, group, against=True)),
        changes=tuple(_changes(case, first.muscle)),
        how=tuple(step for finding in group for step in how_muscle(case, finding)),
        steps=0 if first.role == "unclear" else BAND_STEPS[first.band],
    )


def _certainty(group: Sequence[MuscleFinding]) -> str:
    words = [cut(finding.certainty) for finding in group]
    if len(set(words)) == 1:
        return words[0]
    return ", ".join(f"{word} {finding.side}" for word, finding in zip(words, group, strict=True))


def _sentence(name: str, where: str, finding: MuscleFinding) -> str:
    place = f" ({where})" if where else ""
    if finding.role == "unclear":
        return f"{name}{place}: the signs point both ways. Test again in some weeks."
    return f"{name}{place}: {ROLE_MAYBE[finding.band]} {ROLE_WORDS[finding.role]}."


def _roles(finding: MuscleFinding) -> tuple[str, ...]:
    return ("dominant", "dormant") if finding.role == "unclear" else (finding.role,)


def _evidence(case: Case, group: Sequence[MuscleFinding]) -> tuple[str, str]:
    """What it rests on: how many self-tests; then which, and the best kind of evidence among its rules."""
    tests: dict[str, None] = {}
    codes: dict[str, None] = {}
    for finding in group:
        for role in _roles(finding):
            derivation = case.derivations.get((f"{role}.{finding.muscle}", finding.side))
            tests.update(dict.fromkeys(derivation.tests if derivation else ()))
            codes.update(dict.fromkeys(_codes(case, f"{role}.{finding.muscle}", finding.side)))
    names = "; ".join(case.test_name(name) for name in tests)
    behind = (
        f"{first_upper(count(len(tests), 'self-test'))} behind it: {names}."
        if tests
        else "No self-test behind it, only what you told us."
    )
    best, _ = case.evidence(codes)
    short = f"{count(len(tests), 'self-test')} behind it" if tests else "no self-test behind it"
    if best is None:
        return short, behind
    note = ", though other studies disagree" if best.contested else ""
    return short, f"{behind} The best evidence its rules name: {BASIS_WORDS[best.basis]}{note}."


def _codes(case: Case, finding: str, side: str) -> list[str]:
    return [c.rule for c in case.contributions(finding, side, against=False)]


def _reasons(case: Case, group: Iterable[MuscleFinding], *, against: bool) -> list[ReasonView]:
    """Because texts, strongest contribution first, each once. Against: normal tests, and the opposite reading."""
    tellings: list[tuple[str, Telling]] = []
    for finding in group:
        found = [
            t for role in _roles(finding) for t in _tellings(case, f"{role}.{finding.muscle}", finding.side, against=against)
        ]
        if against and finding.role != "unclear":
            other = "dormant" if finding.role == "dominant" else "dominant"
            found += _tellings(case, f"{other}.{finding.muscle}", finding.side, against=False)
        tellings += [(finding.side, telling) for telling in found]
    said: dict[str, list[tuple[str, Telling]]] = {}
    for side, telling in sorted(tellings, key=lambda pair: (-pair[1].amount, pair[1].rule)):
        said.setdefault(telling.rule, []).append((side, telling))
    unique: dict[str, Telling] = {}
    for items in said.values():
        text = one_text([(side, telling.text) for side, telling in items])
        unique.setdefault(text, replace(items[0][1], text=text))
    shown = {pattern.rule for pattern in case.assessment.patterns}
    return [
        ReasonView(text=t.text, rule=t.rule, sources=t.sources, title=t.title, pattern=t.rule if t.rule in shown else "")
        for t in unique.values()
    ]


def _tellings(case: Case, finding: str, side: str, *, against: bool) -> list[Telling]:
    found = case.contributions(finding, side, against=against)
    return [telling for contribution in found for telling in case.tellings(contribution, side)]


# ----------------------------------------------------------------- what would change it
def _changes(case: Case, muscle: str) -> list[str]:
    """Self-tests not done that a rule about this muscle reads: what they could do to the finding."""
    lines = []
    for offer in case.assessment.tests_left:
        if muscle not in offer.muscles:
            continue
        directions = _directions(case, muscle, offer.test)
        if directions:
            lines.append(f"{case.test_name(offer.test)} ({count(offer.minutes, 'minute')}) could {listed(directions, 'or')}.")
    return lines


def _directions(case: Case, muscle: str, test: str) -> list[str]:
    found: set[str] = set()
    for rule in case.kb.active_rules:
        leaves = leaves_through_signs(rule.when, case.kb.signs) if not rule.is_safety else []
        if any(leaf.name in case.kb.questions and case.kb.test_of(leaf.name) == test for leaf in leaves):
            found |= _directions_of(case, rule, muscle)
    return [word for word in ("support it", "speak against it") if word in found]


def _directions_of(case: Case, rule: Rule, muscle: str) -> set[str]:
    amounts = [getattr(rule.conclude, role).get(muscle, 0.0) for role in ("dominant", "dormant")]
    passed = [getattr(rule.passes_on, role).get(muscle, 0.0) for role in ("dominant", "dormant")]
    for name, value in rule.conclude.patterns.items():
        pattern = case.kb.patterns.get(name)
        if pattern is not None and (muscle in pattern.passes_on.dominant or muscle in pattern.passes_on.dormant):
            amounts.append(value)
    found = {"support it"} if any(value > 0 for value in (*amounts, *passed)) else set()
    return found | ({"speak against it"} if any(value < 0 for value in amounts) else set())


# ----------------------------------------------------------------- patterns and tests
def pattern_views(case: Case) -> list[PatternView]:
    """Patterns that stand, strongest first; sides of one band put together."""
    groups: dict[tuple[str, str], list[PatternFinding]] = {}
    for finding in case.assessment.patterns:
        if finding.band != "hidden":
            groups.setdefault((finding.pattern, finding.band), []).append(finding)
    ordered = sorted(groups.values(), key=lambda g: (-max(f.certainty for f in g), g[0].rule, g[0].side))
    return [_pattern(case, group) for group in ordered]


def _pattern(case: Case, group: Sequence[PatternFinding]) -> PatternView:
    first = group[0]
    rule = case.rule(first.rule)
    words = [cut(finding.certainty) for finding in group]
    sided = [f"{word} {finding.side}" for word, finding in zip(words, group, strict=True)]
    texts = [(finding.side, firing.because) for finding in group for firing in _own(case, finding)]
    return PatternView(
        rule=first.rule,
        title=first.title,
        side_words=side_words("both" if len(group) > 1 else first.side),
        band=first.band if first.band != "hidden" else "possible",
        band_words=BAND_WORDS[first.band],
        certainty=words[0] if len(set(words)) == 1 else ", ".join(sided),
        because=one_text(texts),
        mechanism=rule.mechanism if rule else "",
        limits=rule.limits if rule else "",
        sources=case.sources_of(first.rule),
        steps=BAND_STEPS[first.band],
        how=tuple(step for finding in group for step in how_pattern(case, finding)),
    )


def _own(case: Case, finding: PatternFinding) -> list[Firing]:
    """The firings that made a pattern stand: its own rule's, else those of the rules that contributed."""
    for side in (finding.side, ""):
        if (finding.rule, side) in case.firings:
            return [case.firings[finding.rule, side]]
    contributions = case.contributions(finding.pattern, finding.side, against=False)
    return [firing for item in contributions for firing in case.fired(item.rule, item.side or finding.side)]


def test_views(case: Case) -> list[TestView]:
    """Self-tests not done yet, and what each could add."""
    return [_test(case, offer) for offer in case.assessment.tests_left]


def _test(case: Case, offer: TestOffer) -> TestView:
    shown = {finding.muscle for finding in case.assessment.findings}
    muscles = [case.muscle(name) for name in offer.muscles if name in shown] or [case.muscle(name) for name in offer.muscles]
    more = f" and {len(muscles) - 4} more" if len(muscles) > 4 else ""
    adds = f"{', '.join(muscles[:4])}{more}" if more else listed(muscles)
    return TestView(name=case.test_name(offer.test), minutes=count(offer.minutes, "minute"), adds=adds)
