"""The oracle: DESIGN section 4 written down a second time, plain and slow.

It shares no code with the engines: conditions are walked as trees, findings worked out by recursion on what they
depend on, nothing is compiled, stratified or reordered. Only the types of ``advisor.model`` are imported.

Where section 4 leaves a choice, this is what is done here:

* An answer to a sided question under the scope ``""`` holds for both sides; one under ``left`` or ``right`` is first.
* A per-symptom question of an absent symptom is not relevant, answered or not, safety or not (4.1.1 defines that).
  "Safety answers always count" (4.1.4) is about ``relevant_if``, and holds for any answer but "not asked", ``unknown``
  included.
* A symptom asked per side is present where one side is, absent where both sides are.
* The ceiling that is doubled for a rule with ``conclude: pattern`` is doubled for all that this rule concludes. A rule
  that cannot be true without a finding may go up to 1 in both directions, for and against.
* "A single question" (4.4): a ratio reads two, so neither makes it true alone, unless the other counts as given, and a
  test does where it owns both. The questions of ``constants.given`` count as given. The tests looked at are those the rule reads.
* A rule's own contributions yield (``yields_to``), for and against; what its pattern passes on does not.
* True leaves (tests behind): a sign is replaced by its condition, on each side its leaf reads; where ``applies_if`` is
  not true it brings none, and the leaves of ``applies_if`` bring none. A leaf on a question is true by its value with
  its ``side:``. ``hurt`` is a leaf like any other. A pattern of two sides that passes on to a whole muscle brings the
  tests of the sides on which it stands.
* Only fired and unsure rules raise the level. What counts as urgent or emergency ends the consultation, also by
  ``unsure:``.
* What a safety rule reads (open, unsure): every leaf, signs read through with their ``applies_if``, its symptom's
  presence in a per-symptom rule; ``for: any`` reads the symptoms not known absent. A question is open only where it is
  relevant.
* ``avoid`` acts everywhere, whatever the ``area`` beside it. ``not_if`` is clear in the sense of 4.8.1; a test not
  asked, withheld or not, keeps it from being clear.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from advisor.model.answers import AnswerSheet, State
from advisor.model.base import KnowledgeBase
from advisor.model.condition import All, Any_, AtLeast, AtMost, Condition, Kind, Leaf, Not, Op, SideMode, walk_leaves
from advisor.model.knowledge import LEVELS, REGIONS, SIDES, Constants, Question, Rule

ROLES = ("dominant", "dormant")
_Limit = tuple[set[str], int | None, float | None, int | None, tuple[str, ...]]
"""Regions, max_level, dose, max_pain, avoid."""


@dataclass
class NaiveResult:
    """What section 4 says of one answer sheet. Findings: ``pattern_id``, ``dominant.muscle``, ``dormant.muscle``."""

    certainty: dict[tuple[str, str], float] = field(default_factory=dict)
    """(finding, left | right | whole) to CF."""
    fired: dict[tuple[str, str], float] = field(default_factory=dict)
    """(rule code, left | right | "" | symptom) to strength, where it is above 0."""
    safety: dict[tuple[str, str], str] = field(default_factory=dict)
    """(safety rule code, scope) to fired, clear, open or unsure."""
    level: str = "none"
    ended: bool = False
    findings_allowed: bool = True
    plan_allowed: bool = True
    tests_allowed: bool = True
    max_level: dict[str, int] = field(default_factory=dict)
    """Every region; 4 where nothing limits it. All limits: of safety rules fired or unsure, of others in force."""
    dose: dict[str, float] = field(default_factory=dict)
    max_pain: dict[str, int] = field(default_factory=dict)
    avoid: set[str] = field(default_factory=set)
    safety_max_level: dict[str, int] = field(default_factory=dict)
    """The same four, of safety rules alone."""
    safety_dose: dict[str, float] = field(default_factory=dict)
    safety_max_pain: dict[str, int] = field(default_factory=dict)
    safety_avoid: set[str] = field(default_factory=set)
    withheld: set[str] = field(default_factory=set)
    """Tests withheld by a safety rule (fired or unsure)."""
    tests_in_closed_regions: set[str] = field(default_factory=set)
    """Tests whose ``regions`` hold one that is closed (docs/rule-format.md, "Self-tests")."""
    verdicts: dict[tuple[str, str], tuple[str, float]] = field(default_factory=dict)
    """(muscle, side) to (dominant | dormant | unclear, absolute v)."""
    tests_behind: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    start_with: set[str] = field(default_factory=set)
    """Exercises that a standing pattern names."""


# --------------------------------------------------------------------------- public functions


def evaluate(kb: KnowledgeBase, sheet: AnswerSheet) -> NaiveResult:
    """Everything section 4 says about ``sheet``."""
    return _Run(kb, sheet).result()


def condition_value(kb: KnowledgeBase, sheet: AnswerSheet, condition: Condition, side: str = "", symptom: str = "") -> float:
    """The value of one condition (4.2), read for a side, a symptom or the whole body."""
    return _Run(kb, sheet).value(condition, side, symptom)


def question_state(kb: KnowledgeBase, sheet: AnswerSheet, question: str, scope: str = "") -> State:
    """The state of one question in one scope (4.1)."""
    return _Run(kb, sheet).state(question, scope)[0]


def exercise_allowed(kb: KnowledgeBase, sheet: AnswerSheet) -> Callable[[str], bool]:
    """What 4.8.2 lets appear: level within every region it loads, nothing avoids it in its form, its ``not_if`` clear."""
    run = _Run(kb, sheet)
    result = run.result()

    def allowed(name: str) -> bool:
        exercise = kb.exercises[name]
        if any(exercise.level > result.max_level[region] for region in exercise.loads):
            return False
        tags = set(exercise.tags)
        for form in exercise.variants.values():  # a form takes tags away where it may be needed, or where one of them is avoided
            needed = form.when is not None and run.status(form.when, "", "") != "clear"
            if needed or any(tag in result.avoid for tag in form.without):
                tags -= set(form.without)
        if name in result.avoid or tags & result.avoid:
            return False
        return exercise.not_if is None or run.status(exercise.not_if, "", "") == "clear"

    return allowed


def rounded(constants: Constants, x: float) -> float:
    """The nearest millionth, halves away from zero (4.4)."""
    size = math.floor(constants.millionths * abs(x) + 0.5) / constants.millionths
    return -size if x < 0 and size > 0 else size


def verdict_of(constants: Constants, dominant: float, dormant: float) -> tuple[str, float] | None:
    """The verdict on one muscle and |v| (4.7), or None where nothing is shown."""
    big, small = max(dominant, 0.0), max(dormant, 0.0)
    v = rounded(constants, (big - small) / (1 - min(big, small)))
    if abs(v) >= constants.hidden:
        return ("dominant" if v > 0 else "dormant"), abs(v)
    if big >= constants.hidden and small >= constants.hidden:
        return "unclear", abs(v)
    return None


# --------------------------------------------------------------------------- what could be true (4.4, 4.5.1)


def possible(kb: KnowledgeBase, condition: Condition, may: Callable[[Leaf], bool]) -> set[int]:
    """The values (-1, 0, 1) a condition may take where leaves for which ``may`` holds are free, and all others unknown.

    Leaves count as independent of each other, signs are read through.
    """
    if isinstance(condition, Leaf):
        if condition.kind is not Kind.SIGN:
            return {-1, 0, 1} if may(condition) else {0}
        sign = kb.signs[condition.name]
        values = possible(kb, sign.when, may)
        if sign.applies_if is not None:
            applies = possible(kb, sign.applies_if, may)
            values = {0} if 1 not in applies else values if applies == {1} else values | {0}
        return values if condition.values == ("yes",) else {-v for v in values}
    if isinstance(condition, Not):
        return {-v for v in possible(kb, condition.child, may)}
    counts = {(0, 0)}  # (true ones, unknown ones)
    for child in condition.children:
        values = possible(kb, child, may)
        counts = {(t + (v == 1), u + (v == 0)) for t, u in counts for v in values}
    m = len(condition.children)
    if isinstance(condition, AtMost):
        n, known = condition.n, condition.known
        return {-1 if t > n else 1 if m - u >= known else 0 for t, u in counts}
    n = m if isinstance(condition, All) else 1 if isinstance(condition, Any_) else condition.n
    return {1 if t >= n else 0 if t + u >= n else -1 for t, u in counts}


def leaves_through(kb: KnowledgeBase, condition: Condition) -> Iterator[Leaf]:
    """Every question and finding leaf; signs, and their ``applies_if``, read through."""
    for leaf in walk_leaves(condition):
        if leaf.kind is Kind.SIGN:
            sign = kb.signs[leaf.name]
            yield from leaves_through(kb, sign.when)
            if sign.applies_if is not None:
                yield from leaves_through(kb, sign.applies_if)
        else:
            yield leaf


def _names(leaf: Leaf) -> set[str]:
    return {leaf.name} | ({leaf.other} if leaf.other else set())


def can_be_true(
    kb: KnowledgeBase, condition: Condition, question: Callable[[Question], bool], findings: Container[str] = ()
) -> bool:
    """Whether the condition can be true with only such questions and findings known, and what is given."""

    def may(leaf: Leaf) -> bool:
        if leaf.kind is not Kind.QUESTION:
            return finding_of(leaf) in findings
        return all(name in kb.info.constants.given or question(kb.questions[name]) for name in _names(leaf))

    return 1 in possible(kb, condition, may)


def ceiling(kb: KnowledgeBase, rule: Rule, against: bool = False) -> float:
    """The ceiling of what a rule says for (or against) a finding (4.4)."""
    constants = kb.info.constants
    if not can_be_true(kb, rule.when, lambda _: True):
        return 1.0
    read = list(leaves_through(kb, rule.when))
    questions = {name for leaf in read if leaf.kind is Kind.QUESTION for name in _names(leaf)}
    if against:
        top = constants.evidence_against_ceiling
    else:
        top = max(constants.bases[claim.basis] / (2 if claim.contested else 1) for claim in rule.evidence)
        findings = {finding_of(leaf) for leaf in read if leaf.kind is not Kind.QUESTION}
        alone = any(can_be_true(kb, rule.when, only_question(name)) for name in questions)
        alone = alone or any(can_be_true(kb, rule.when, lambda _: False, {name}) for name in findings)
        if rule.pattern and not alone:
            top = min(2 * top, constants.pattern_ceiling)
    for test in {kb.questions[name].test for name in questions} - {""}:
        if can_be_true(kb, rule.when, only_test(test)):
            top = min(top, kb.tests[test].trust)
    return top


def only_question(name: str) -> Callable[[Question], bool]:
    return lambda question: question.id == name


def only_test(test: str) -> Callable[[Question], bool]:
    return lambda question: question.test == test


def symptom_part(kb: KnowledgeBase, rule: Rule) -> bool:
    """Whether the rule could still be true with every test and finding unknown (4.5.1)."""

    def may(leaf: Leaf) -> bool:
        return leaf.kind is Kind.QUESTION and all(kb.questions[name].kind != "test" for name in _names(leaf))

    return 1 in possible(kb, rule.when, may)


def finding_of(leaf: Leaf) -> str:
    return leaf.name if leaf.kind is Kind.PATTERN else f"{leaf.kind.value}.{leaf.name}"


class _Static:
    """What hangs on the rules alone, worked out once per knowledge base."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.rules = sorted((r for r in kb.rules.values() if r.status == "active"), key=lambda r: r.code)
        self.owner = {r.id: r for r in self.rules if r.conclude.pattern is not None}
        self.ceilings = {(r.code, against): ceiling(kb, r, against) for r in self.rules for against in (False, True)}
        self.symptom_part = {r.code: symptom_part(kb, r) for r in self.rules}
        self.targets = {f for r in self.rules for f in concluded_by(r)}


def says(rule: Rule) -> set[str]:
    """Every finding a rule concludes itself."""
    found = {rule.id} if rule.conclude.pattern is not None else set()
    return found | set(rule.conclude.patterns) | {f"{role}.{m}" for role in ROLES for m in getattr(rule.conclude, role)}


def passed_on(rule: Rule) -> set[str]:
    """Every finding a rule's pattern passes on to."""
    if rule.conclude.pattern is None:
        return set()
    return {f"{role}.{m}" for role in ROLES for m in getattr(rule.passes_on, role)}


def concluded_by(rule: Rule) -> set[str]:
    return says(rule) | passed_on(rule)


_statics: dict[int, _Static] = {}


def _static(kb: KnowledgeBase) -> _Static:
    if id(kb) not in _statics or _statics[id(kb)].kb is not kb:
        if len(_statics) > 50:
            _statics.clear()
        _statics[id(kb)] = _Static(kb)
    return _statics[id(kb)]


# --------------------------------------------------------------------------- one sheet


class _Run:
    def __init__(self, kb: KnowledgeBase, sheet: AnswerSheet) -> None:
        self.kb, self.sheet, self.static, self.c = kb, sheet, _static(kb), kb.info.constants
        self.relevant_memo: dict[tuple[str, str], bool] = {}
        self.before_rivals: dict[tuple[str, str], tuple[float, frozenset[str]]] = {}
        self.strengths: dict[tuple[str, str], float] = {}

    # ------------------------------------------------------------- 4.1 answers
    def presence(self, symptom: str) -> float:
        """1 present, -1 absent, 0 not known."""
        scopes = SIDES if self.kb.questions[symptom].per == "side" else ("",)
        return max(self._present(symptom, scope) for scope in scopes)

    def _present(self, symptom: str, scope: str) -> float:
        state, value = self.state(symptom, scope)
        return 0.0 if state is not State.KNOWN else 1.0 if value == "present" else -1.0

    def relevant(self, name: str, scope: str) -> bool:
        if (name, scope) not in self.relevant_memo:
            self.relevant_memo[name, scope] = self._relevant(name, scope)
        return self.relevant_memo[name, scope]

    def _relevant(self, name: str, scope: str) -> bool:
        question = self.kb.questions[name]
        side, symptom = (scope, "") if question.per == "side" else ("", scope)
        own = self.kb.tests[question.test].relevant_if if question.test else None
        if own is not None and self.value(own, "", "") < 0:
            return False
        return question.relevant_if is None or self.value(question.relevant_if, side, symptom) >= 0

    def state(self, name: str, scope: str) -> tuple[State, object]:
        question = self.kb.questions[name]
        value = self.sheet.get(name, scope)
        if value is State.NOT_ASKED and question.per == "side":
            value = self.sheet.get(name, "")
        if question.per == "symptom" and self.presence(scope) < 0:
            return State.NOT_RELEVANT, None
        if not self.relevant(name, scope) and (question.kind != "safety" or value is State.NOT_ASKED):
            return State.NOT_RELEVANT, None
        return (value, None) if isinstance(value, State) else (State.KNOWN, value)

    # ------------------------------------------------------------- 4.2, 4.3 conditions
    def value(self, condition: Condition, side: str, symptom: str) -> float:
        if isinstance(condition, Leaf):
            return self.leaf(condition, side, symptom)
        if isinstance(condition, Not):
            return 0.0 - self.value(condition.child, side, symptom)
        values = sorted((self.value(child, side, symptom) for child in condition.children), reverse=True)
        if isinstance(condition, All):
            return values[-1]
        if isinstance(condition, Any_):
            return values[0]
        if isinstance(condition, AtLeast):
            return values[condition.n - 1]
        if sum(v > 0 for v in values) > condition.n:
            return -1.0
        return 1.0 if sum(v != 0 for v in values) >= condition.known else 0.0

    def leaf(self, leaf: Leaf, side: str, symptom: str) -> float:
        if leaf.kind is Kind.SIGN:
            sign = 1.0 if leaf.values == ("yes",) else -1.0
            return self.over_sides(leaf, side, lambda s: 0.0 + sign * self.sign(leaf.name, s))
        if leaf.kind is not Kind.QUESTION:
            return self.over_sides(leaf, side, lambda s: self.finding_leaf(leaf, s or "whole"))
        question = self.kb.questions[leaf.name]
        if leaf.op in (Op.GAP_AT_LEAST, Op.GAP_MORE_THAN):
            if not side:
                return self.gap(leaf, question, "")
            return self.over_sides(leaf, side, lambda s: self.gap(leaf, question, s))
        if question.per != "symptom":
            return self.over_sides(leaf, side, lambda s: self.compare(leaf, question, s))
        if leaf.symptom != "any":
            return self.compare(leaf, question, leaf.symptom or symptom)
        return max((self.compare(leaf, question, s) for s in self.not_absent()), default=0.0)

    def not_absent(self) -> list[str]:
        return [s for s in self.kb.symptoms if self.presence(s) >= 0]

    def sides_of(self, leaf: Leaf, side: str) -> list[str]:
        """The sides a leaf reads: [""] for whole things."""
        if not self.leaf_sided(leaf):
            return [""]
        mode = leaf.side or (SideMode.SAME if side else SideMode.EITHER)
        if mode is SideMode.SAME:
            return [side]
        if mode is SideMode.OTHER:
            return ["right" if side == "left" else "left"]
        return list(SIDES)

    def leaf_sided(self, leaf: Leaf) -> bool:
        if leaf.kind is Kind.SIGN:
            return self.kb.signs[leaf.name].per == "side"
        if leaf.kind is Kind.QUESTION:
            return self.kb.questions[leaf.name].per == "side"
        return self.sided(finding_of(leaf))

    def over_sides(self, leaf: Leaf, side: str, read: Callable[[str], float]) -> float:
        values = [read(s) for s in self.sides_of(leaf, side)]
        return min(values) if leaf.side is SideMode.BOTH else max(values)

    def sign(self, name: str, side: str) -> float:
        sign = self.kb.signs[name]
        if sign.applies_if is not None and not self.value(sign.applies_if, side, "") > 0:
            return 0.0
        return self.value(sign.when, side, "")

    def finding_leaf(self, leaf: Leaf, side: str) -> float:
        cf = self.final(finding_of(leaf), side)
        edge = {"possible": self.c.hidden, "likely": self.c.likely, "strong": self.c.strong}[leaf.values[0]]
        return cf if cf >= edge or cf <= self.c.against else 0.0

    def compare(self, leaf: Leaf, question: Question, scope: str) -> float:
        state, value = self.state(question.id, scope)
        if leaf.op is Op.HURT:
            return {State.KNOWN: -1.0, State.HURT: 1.0}.get(state, 0.0)
        if leaf.op is Op.ANSWERED:
            return {State.KNOWN: 1.0, State.HURT: 1.0, State.UNKNOWN: -1.0, State.NOT_RELEVANT: -1.0}.get(state, 0.0)
        if leaf.other is not None:
            return self.ratio(leaf, question, scope)
        if state is not State.KNOWN:
            return 0.0
        return 1.0 if _fits(question, leaf, value) else -1.0

    def ratio(self, leaf: Leaf, first: Question, scope: str) -> float:
        second = self.kb.questions[leaf.other or ""]
        (state_a, a), (state_b, b) = self.state(first.id, scope), self.state(second.id, scope)
        if state_a is not State.KNOWN or state_b is not State.KNOWN:
            return 0.0
        assert isinstance(a, int)
        assert isinstance(b, int)
        left, right = Fraction(a, first.scale), Fraction(leaf.values[0]) * Fraction(b, second.scale)
        return 1.0 if _holds(leaf.op, left, right) else -1.0

    def gap(self, leaf: Leaf, question: Question, side: str) -> float:
        (state_l, left), (state_r, right) = self.state(question.id, "left"), self.state(question.id, "right")
        if state_l is not State.KNOWN or state_r is not State.KNOWN:
            return 0.0
        assert isinstance(left, int)
        assert isinstance(right, int)
        this, other = (left, right) if side == "left" else (right, left)
        d = abs(left - right) if not side else other - this if question.better == "high" else this - other
        n = Fraction(leaf.values[0])
        a, b = (Fraction(100 * d), n * max(left, right)) if leaf.percent else (Fraction(d), n * question.scale)
        return 1.0 if (a >= b if leaf.op is Op.GAP_AT_LEAST else a > b) else -1.0

    # ------------------------------------------------------------- rules
    def strength(self, rule: Rule, scope: str) -> float:
        """The value of a rule's ``when``: scope left or right, a symptom, or ""."""
        if (rule.code, scope) not in self.strengths:
            if rule.per == "symptom":
                strength = min(self.presence(scope), self.value(rule.when, "", scope))
            else:
                strength = self.value(rule.when, scope, "")
            self.strengths[rule.code, scope] = strength
        return self.strengths[rule.code, scope]

    def scopes(self, rule: Rule) -> list[str]:
        return list(SIDES) if rule.per == "side" else list(self.kb.symptoms) if rule.per == "symptom" else [""]

    def acting(self, rule: Rule, side: str) -> list[str]:
        """The scopes in which a rule acts on a target of that side (4.3.3)."""
        return [side] if rule.per == "side" and side != "whole" else self.scopes(rule)

    def sided(self, finding: str) -> bool:
        role, _, muscle = finding.partition(".")
        if muscle and role in ROLES:
            return self.kb.muscles[muscle].paired
        return finding in self.static.owner and self.static.owner[finding].per == "side"

    def pattern_cf(self, rule: Rule, side: str) -> float:
        """The CF of a rule's own pattern as it acts on a target of that side: the larger of two onto a whole target."""
        return max(self.final(rule.id, scope or "whole") for scope in self.acting(rule, side))

    def in_force(self, rule: Rule, side: str) -> bool:
        if rule.conclude.pattern is not None:
            return self.pattern_cf(rule, side) >= self.c.stands
        return any(self.strength(rule, scope) > 0 for scope in self.acting(rule, side))

    # ------------------------------------------------------------- 4.5 one finding, one side
    def concluded(self, rule: Rule, finding: str) -> Iterator[float]:
        role, _, muscle = finding.partition(".")
        if muscle:
            if muscle in getattr(rule.conclude, role):
                yield getattr(rule.conclude, role)[muscle]
            return
        if rule.id == finding and rule.conclude.pattern is not None:
            yield rule.conclude.pattern
        if finding in rule.conclude.patterns:
            yield rule.conclude.patterns[finding]

    def passed_share(self, rule: Rule, finding: str) -> float | None:
        """The share of its standing pattern that a rule passes on to a finding."""
        role, _, muscle = finding.partition(".")
        return getattr(rule.passes_on, role).get(muscle) if muscle and rule.conclude.pattern is not None else None

    def left_out(self, rule: Rule, finding: str, side: str) -> bool:
        owners = [self.static.owner[p] for p in rule.yields_to if p in self.static.owner]
        owners = [owner for owner in owners if self.passed_share(owner, finding) is not None]
        return any(self.pattern_cf(owner, side) >= self.c.stands for owner in owners)

    def cf(self, finding: str, side: str) -> tuple[float, frozenset[str]]:
        """The CF after step 5 of 4.5, and the tests behind it."""
        if (finding, side) not in self.before_rivals:
            self.before_rivals[finding, side] = self._cf(finding, side)
        return self.before_rivals[finding, side]

    def _cf(self, finding: str, side: str) -> tuple[float, frozenset[str]]:
        muscle = finding.partition(".")[2]
        against, symptoms, rest = 1.0, 1.0, 1.0  # the u of each fold
        behind: frozenset[str] = frozenset()
        for rule in self.static.rules:  # ascending code
            acting = self.acting(rule, side)
            for certainty in self.concluded(rule, finding):
                strength = max((self.strength(rule, scope) for scope in acting), default=0.0)
                if strength <= 0 or self.left_out(rule, finding, side):
                    continue
                amount = min(abs(certainty) * strength, self.static.ceilings[rule.code, certainty < 0])
                if certainty < 0:
                    against = against * (1 - amount)
                    continue
                if muscle and self.static.symptom_part[rule.code]:
                    symptoms = symptoms * (1 - amount)
                else:
                    rest = rest * (1 - amount)
                behind |= self.tests_of_rule(rule, acting)
            share = self.passed_share(rule, finding)
            if share is not None and (passed := self.pattern_cf(rule, side)) >= self.c.stands:
                rest = rest * (1 - share * passed)
                for scope in acting:
                    if self.final(rule.id, scope or "whole") >= self.c.stands:
                        behind |= self.cf(rule.id, scope or "whole")[1]
        s = min(1 - symptoms, self.c.symptom_cap) * (min(self.symptom_factors(side), default=1.0) if muscle else 1.0)
        mb = min(1 - (1 - s) * (1 - (1 - rest)), self.c.limit)
        md = min(1 - against, self.c.limit)
        cf = (mb - md) / (1 - min(mb, md))
        if cf > 0:
            cf = cf * min(self.discounts(finding, side), default=1.0)
        cf = max(-self.c.cap, min(cf, self.c.cap))
        if muscle:
            cf = min(cf, (self.c.no_test_cap, self.c.one_test_cap, self.c.cap)[min(len(behind), 2)])
        if cf > 0 and any(_excludes(r, finding) and self.in_force(r, side) for r in self.static.rules):
            cf = 0.0
        return rounded(self.c, cf), behind

    def symptom_factors(self, side: str) -> Iterator[float]:
        for rule in self.static.rules:
            if rule.discount.symptoms is not None and self.in_force(rule, side):
                yield rule.discount.symptoms

    def discounts(self, finding: str, side: str) -> Iterator[float]:
        role, _, muscle = finding.partition(".")
        for rule in self.static.rules:
            tables = [getattr(rule.discount, role), rule.discount.muscles] if muscle else [rule.discount.patterns]
            for table in tables:
                if (muscle or finding) in table and self.in_force(rule, side):
                    yield table[muscle or finding]

    def final(self, finding: str, side: str) -> float:
        """After rivals (step 6): every pair compared as it stood after step 5."""
        cf = self.cf(finding, side)[0] if finding in self.static.targets else 0.0
        own = self.static.owner.get(finding)
        if own is None or cf < self.c.stands:
            return cf
        for rival in self.static.owner.values():
            if rival is not own and (rival.id in own.rivals or own.id in rival.rivals):
                other = self.cf(rival.id, side)[0]
                if other >= self.c.stands and (other > cf or (other == cf and rival.code < own.code)):
                    return 0.0
        return cf

    def tests_of_rule(self, rule: Rule, scopes: Iterable[str]) -> frozenset[str]:
        sides = [scope for scope in scopes if self.strength(rule, scope) > 0]
        return frozenset(test for side in sides for test in self.true_tests(rule.when, side, 1.0))

    def true_tests(self, condition: Condition, side: str, sign: float) -> set[str]:
        """The tests with a true leaf; ``sign`` is -1 under an odd number of nots."""
        if isinstance(condition, Not):
            return self.true_tests(condition.child, side, -sign)
        if isinstance(condition, AtMost):
            return set()
        if not isinstance(condition, Leaf):
            return {test for child in condition.children for test in self.true_tests(child, side, sign)}
        if condition.kind is Kind.QUESTION:
            true = sign * self.leaf(condition, side, "") > 0
            return {self.kb.questions[name].test for name in _names(condition)} - {""} if true else set()
        if condition.kind is not Kind.SIGN:
            return set()
        found, of = set(), self.kb.signs[condition.name]
        for s in self.sides_of(condition, side):
            if of.applies_if is None or self.value(of.applies_if, s, "") > 0:
                found |= self.true_tests(of.when, s, sign if condition.values == ("yes",) else -sign)
        return found

    # ------------------------------------------------------------- 4.8 safety
    def reads(self, condition: Condition, side: str, symptom: str) -> set[tuple[str, str]]:
        """Every (question, scope) a condition reads."""
        found: set[tuple[str, str]] = set()
        for leaf in walk_leaves(condition):
            if leaf.kind is Kind.SIGN:
                sign = self.kb.signs[leaf.name]
                for s in self.sides_of(leaf, side):
                    found |= self.reads(sign.when, s, "")
                    found |= self.reads(sign.applies_if, s, "") if sign.applies_if is not None else set()
            elif leaf.kind is Kind.QUESTION:
                gap = leaf.op in (Op.GAP_AT_LEAST, Op.GAP_MORE_THAN)
                if self.kb.questions[leaf.name].per == "symptom":
                    scopes = self.not_absent() if leaf.symptom == "any" else [leaf.symptom or symptom]
                else:
                    scopes = list(SIDES) if gap else self.sides_of(leaf, side)
                found |= {(name, scope) for name in _names(leaf) for scope in scopes}
        return found

    def status(self, condition: Condition, side: str, symptom: str, strength: float | None = None) -> str:
        """Fired, clear, open or unsure (4.8.1)."""
        strength = self.value(condition, side, symptom) if strength is None else strength
        if strength != 0:
            return "fired" if strength > 0 else "clear"
        cells = self.reads(condition, side, symptom)
        if symptom:
            sided = self.kb.questions[symptom].per == "side"
            cells |= {(symptom, scope) for scope in (SIDES if sided else ("",))}
        states = {self.state(name, scope)[0] for name, scope in cells}
        if State.NOT_ASKED in states:
            return "open"
        return "unsure" if states & {State.UNKNOWN, State.HURT} else "clear"

    def regions(self, rule: Rule, words: Iterable[str], symptom: str) -> set[str]:
        found: set[str] = set()
        for word in words:
            if word == "all":
                found |= set(REGIONS)
            elif word == "symptom":
                found |= set(self.kb.symptoms[symptom].area)
            elif word == "elsewhere":
                areas = ([rule.refer.area] if rule.refer else []) + [limit.area for limit in rule.limit]
                named = [w for area in areas for w in area if w != "elsewhere"]
                found |= set(REGIONS) - self.regions(rule, named, symptom)
            elif word != "none":
                found.add(word)
        return found

    def result(self) -> NaiveResult:
        kb, out = self.kb, NaiveResult()
        for rule in self.static.rules:
            for scope in self.scopes(rule):
                strength = self.strength(rule, scope)
                if strength > 0:
                    out.fired[rule.code, scope] = strength
                if rule.is_safety:
                    side, symptom = (scope, "") if rule.per == "side" else ("", scope)
                    out.safety[rule.code, scope] = self.status(rule.when, side, symptom, strength)
        self.safety_part(out)
        for finding in sorted(self.static.targets):
            for side in SIDES if self.sided(finding) else ("whole",):
                out.certainty[finding, side] = self.final(finding, side)
                out.tests_behind[finding, side] = self.cf(finding, side)[1]
        for name, muscle in kb.muscles.items():
            for side in SIDES if muscle.paired else ("whole",):
                pair = [out.certainty.get((f"{role}.{name}", side), 0.0) for role in ROLES]
                if (verdict := verdict_of(self.c, *pair)) is not None:
                    out.verdicts[name, side] = verdict
        for rule in self.static.owner.values():
            if self.in_force(rule, "whole"):
                out.start_with |= set(rule.start_with)
        return out

    def safety_part(self, out: NaiveResult) -> None:
        kb = self.kb
        limits: list[_Limit] = []
        others: list[_Limit] = []
        for (code, scope), state in out.safety.items():
            rule = kb.rules[code]
            level = rule.refer.level if rule.refer else "none"
            grave = level in ("emergency", "urgent")
            if state == "open":
                out.plan_allowed = out.tests_allowed = False
                out.findings_allowed = out.findings_allowed and not grave
            if state not in ("fired", "unsure"):
                continue
            if state == "unsure" and rule.refer:
                level = rule.refer.unsure or ("soon" if grave else "caution")
            out.level = max(out.level, level, key=LEVELS.index)
            if rule.refer and level == "soon":
                limits.append((self.regions(rule, rule.refer.area, scope), 0, None, None, ()))
            for x in rule.limit:
                limits.append((self.regions(rule, x.area, scope), x.max_level, x.dose, x.max_pain, x.avoid))
            marks = set(rule.withhold)
            out.withheld |= {t for t, test in kb.tests.items() if {t, "ill", *test.tags} & marks}
        for rule in self.static.rules:
            if not rule.is_safety and rule.limit and self.in_force(rule, "whole"):
                for x in rule.limit:
                    others.append((self.regions(rule, x.area, ""), x.max_level, x.dose, x.max_pain, x.avoid))
        if out.level in ("emergency", "urgent"):
            out.ended = True
            out.findings_allowed = out.plan_allowed = out.tests_allowed = False
        most = kb.info.plan.max_pain
        for prefix, all_limits in (("safety_", limits), ("", limits + others)):
            for region in REGIONS:
                here = [x for x in all_limits if region in x[0]]
                getattr(out, prefix + "max_level")[region] = min((x[1] for x in here if x[1] is not None), default=4)
                getattr(out, prefix + "dose")[region] = min((x[2] for x in here if x[2] is not None), default=1.0)
                getattr(out, prefix + "max_pain")[region] = min((x[3] for x in here if x[3] is not None), default=most)
            getattr(out, prefix + "avoid").update(tag for x in all_limits for tag in x[4])
        closed = {region for region in REGIONS if out.max_level[region] == 0}
        out.tests_in_closed_regions = {t for t, test in kb.tests.items() if closed & set(test.regions)}


def _fits(question: Question, leaf: Leaf, value: object) -> bool:
    if question.type == "multi":
        assert isinstance(value, tuple)
        return any(v in value or (v == "none" and not value) for v in leaf.values)
    if question.type != "number":
        return value in leaf.values
    assert isinstance(value, int)
    numbers = [question.scaled(v) for v in leaf.values]
    if leaf.op is Op.IS:
        return value in numbers
    if leaf.op is Op.BETWEEN:
        return numbers[0] <= value <= numbers[1]
    return _holds(leaf.op, value, numbers[0])


def _holds(op: Op, a: int | Fraction, b: int | Fraction) -> bool:
    if op is Op.AT_LEAST:
        return a >= b
    if op is Op.MORE_THAN:
        return a > b
    if op is Op.AT_MOST:
        return a <= b
    assert op is Op.LESS_THAN
    return a < b


def _excludes(rule: Rule, finding: str) -> bool:
    role, _, muscle = finding.partition(".")
    return muscle in getattr(rule.exclude, role) if muscle else finding in rule.exclude.patterns
