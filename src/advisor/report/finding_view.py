"""Findings and patterns in words: band, side, reasons, what speaks against, what would change it, and how."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from advisor.model.assessment import Contribution, Firing, MuscleFinding, PatternFinding, TestOffer
from advisor.model.chart import ChartView
from advisor.model.report import FindingView, PatternView, ReasonView, TestView
from advisor.model.wording import certainty_words, rests_on
from advisor.report.case import Case, Telling
from advisor.report.chart_view import certainty_charts, muscle_charts, pattern_charts
from advisor.report.counterfactual import pair_lines
from advisor.report.doubt import rivals, weakening, with_care
from advisor.report.how import both_sides, how_muscle, how_pattern
from advisor.report.words import BAND_STEPS, band_words, first_upper, in_place, one_text

__all__ = ["band_charts", "finding_views", "pattern_views", "test_views"]

_ORDER = {"dormant": 0, "dominant": 1, "unclear": 2}
_LONG = 24  # more entries than anybody reads: the surest _IN_FULL come with all that is behind them, the rest are named
_IN_FULL = 12
_DRAWN, _DRAWN_PATTERNS = 8, 4  # of these so many have their certainty drawn


def finding_views(case: Case) -> list[FindingView]:
    """All findings, grouped by role, strongest first; a pair whose sides agree in role and band is one entry."""
    told: dict[str, str] = {}
    groups = _entries(case)
    surest = sorted(range(len(groups)), key=lambda n: (-max(f.certainty for f in groups[n]), n))
    full, drawn = set(surest if len(surest) <= _LONG else surest[:_IN_FULL]), set(surest[:_DRAWN])
    views = [
        _finding(case, group, told if n in full else dict(told), in_full=n in full, drawn=n in drawn)
        for n, group in enumerate(groups)
    ]
    return _pointing(views)


def band_charts(case: Case) -> tuple[ChartView, ...]:
    """The same entries as bars over the bands, a drawing a role."""
    return certainty_charts(case, _entries(case))


def _entries(case: Case) -> list[list[MuscleFinding]]:
    groups: dict[tuple[str, str, str], list[MuscleFinding]] = {}
    for finding in case.assessment.findings:
        groups.setdefault((finding.muscle, finding.role, finding.band), []).append(finding)
    return sorted(groups.values(), key=lambda g: (_ORDER[g[0].role], -max(f.certainty for f in g), g[0].muscle, g[0].side))


def _pointing(views: Sequence[FindingView]) -> list[FindingView]:
    """Reasons that an earlier finding gives in the same words point there, where that one is told in full."""
    first: dict[str, int] = {}

    def pointed(reasons: Iterable[ReasonView], here: int) -> tuple[ReasonView, ...]:
        full = views[here].in_full
        places = [(r, first.setdefault(r.text, here) if full else first.get(r.text, here)) for r in reasons]
        return tuple(replace(r, said_in=at) if at < here and r.title else r for r, at in places)

    return [
        replace(view, reasons=pointed(view.reasons, n), against=pointed(view.against, n)) for n, view in enumerate(views)
    ]


def _finding(case: Case, group: Sequence[MuscleFinding], told: dict[str, str], *, in_full: bool, drawn: bool) -> FindingView:
    first = group[0]
    side = "both" if len(group) > 1 else first.side
    name = first_upper(case.muscle(first.muscle))
    muscle = case.kb.muscles.get(first.muscle)
    tests, evidence = _evidence(case, group)
    return FindingView(
        muscle=first.muscle,
        name=name,
        anatomy=muscle.anatomy if muscle else "",
        side=side,
        side_words=case.say.side(side),
        role=first.role,
        role_words=case.say.text("role", role=first.role),
        band=first.band if first.band != "hidden" else "possible",
        band_words=band_words(case.say, "unclear" if first.role == "unclear" else first.band),
        certainty=_certainty(case, group),
        sentence=_sentence(case, in_place(case.say, name, side), first),
        evidence_words=evidence,
        tests_words=tests,
        reasons=tuple(_reasons(case, group, against=False)),
        against=(*rivals(case, group, _roles(first)), *_reasons(case, group, against=True)),
        changes=(*_changes(case, group), *weakening(case, group, _roles(first), told)),
        how=both_sides(case, [how_muscle(case, finding) for finding in group]),
        steps=0 if first.role == "unclear" else BAND_STEPS[first.band],
        charts=muscle_charts(case, group) if drawn else (),
        in_full=in_full,
    )


def _certainty(case: Case, group: Sequence[MuscleFinding | PatternFinding]) -> str:
    pairs = [(case.cut(finding.certainty), finding.side) for finding in group]
    if len({word for word, _ in pairs}) == 1:
        return pairs[0][0]
    return ", ".join(case.say.text("certainty-side", certainty=word, side=side) for word, side in pairs)


def _sentence(case: Case, name: str, finding: MuscleFinding) -> str:
    say = case.say
    if finding.role == "unclear":
        return say.text("finding-sentence-unclear", muscle=name)
    maybe, role = say.text("maybe", band=finding.band), say.text("role", role=finding.role)
    return say.text("finding-sentence", muscle=name, maybe=maybe, role=role)


def _roles(finding: MuscleFinding) -> tuple[str, ...]:
    return ("dominant", "dormant") if finding.role == "unclear" else (finding.role,)


def _evidence(case: Case, group: Sequence[MuscleFinding]) -> tuple[str, str]:
    """What it rests on: how many self-tests; then which, how sure it is, and the best evidence of its main reason."""
    tests: dict[str, None] = {}
    counted: list[Contribution] = []
    for finding in group:
        for role in _roles(finding):
            derivation = case.derivations.get((f"{role}.{finding.muscle}", finding.side))
            tests.update(dict.fromkeys(derivation.tests if derivation else ()))
            counted += case.contributions(f"{role}.{finding.muscle}", finding.side, against=False)
    say = case.say
    names = "; ".join(case.test_name(name) for name in tests)
    number = say.text("count-self-test", n=len(tests))
    behind = say.text("evidence-tests", tests=first_upper(number), names=names) if tests else say.text("evidence-tests-none")
    main = min(counted, key=lambda c: (-c.amount, c.rule), default=None)
    best, _ = case.evidence([main.rule] if main else [])
    short = say.text("tests-behind", tests=number) if tests else say.text("tests-behind-none")
    if best is None:
        return short, behind
    band = "unclear" if group[0].role == "unclear" else group[0].band
    short = say.text("behind-and-rests-on", behind=short, basis=rests_on(best.basis, best.contested, say))
    certainty = certainty_words(band, best.basis, best.contested, say)
    return short, say.text("behind-and-certainty", behind=behind, certainty=certainty)


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
        text = one_text([(side, telling.text) for side, telling in items], case.say)
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
def _changes(case: Case, group: Sequence[MuscleFinding]) -> list[str]:
    """The smallest changes of answers that would move it, where they were worked out."""
    found = {(one.finding, one.side): one for one in case.assessment.changes}
    pair = [found[finding.muscle, finding.side] for finding in group if (finding.muscle, finding.side) in found]
    return pair_lines(case.kb, pair) if len(pair) == len(group) else []


# ----------------------------------------------------------------- patterns and tests
def pattern_views(case: Case) -> list[PatternView]:
    """Patterns that stand, strongest first; sides of one band put together."""
    groups: dict[tuple[str, str], list[PatternFinding]] = {}
    for finding in case.assessment.patterns:
        if finding.band != "hidden":
            groups.setdefault((finding.pattern, finding.band), []).append(finding)
    ordered = sorted(groups.values(), key=lambda g: (-max(f.certainty for f in g), g[0].rule, g[0].side))
    return [_pattern(case, group, drawn=number < _DRAWN_PATTERNS) for number, group in enumerate(ordered)]


def _pattern(case: Case, group: Sequence[PatternFinding], *, drawn: bool) -> PatternView:
    first = group[0]
    rule = case.rule(first.rule)
    texts = [(finding.side, firing.because) for finding in group for firing in _own(case, finding)]
    return PatternView(
        rule=first.rule,
        title=first.title,
        side_words=case.say.side("both" if len(group) > 1 else first.side),
        band=first.band if first.band != "hidden" else "possible",
        band_words=band_words(case.say, first.band),
        certainty=_certainty(case, group),
        because=one_text(texts, case.say),
        mechanism=rule.mechanism if rule else "",
        limits=rule.limits if rule else "",
        weakens=_pattern_weakens(case, group),
        sources=case.sources_of(first.rule),
        steps=BAND_STEPS[first.band],
        how=both_sides(case, [how_pattern(case, finding) for finding in group]),
        charts=pattern_charts(case, group) if drawn else (),
    )


def _pattern_weakens(case: Case, group: Sequence[PatternFinding]) -> str:
    rules = (case.rule(firing.rule) for finding in group for firing in _own(case, finding))
    return with_care(case, " ".join(dict.fromkeys(rule.weakens for rule in rules if rule is not None and rule.weakens)))


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
    adds = case.say.listed(muscles)
    if len(muscles) > 4:
        adds = case.say.text("test-adds-more", names=", ".join(muscles[:4]), number=len(muscles) - 4)
    return TestView(name=case.test_name(offer.test), minutes=case.say.text("count-minute", n=offer.minutes), adds=adds)
