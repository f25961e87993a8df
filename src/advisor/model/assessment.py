"""What a consultation gives: safety, findings, their trace, and the plan. Frozen, ordered, ready for JSON."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from advisor.model.counterfactual import FindingChanges
from advisor.model.knowledge import Frozen, Level, Side

__all__ = [
    "Assessment", "Band", "Chosen", "Contribution", "Derivation", "ExplainNode", "Explanation", "Firing",
    "LeafRead", "Limits", "MuscleFinding", "Notice",
    "PatternFinding", "Plan", "SafetyItem", "SafetyOutcome", "Stamp", "TestOffer", "Week", "WeekItem", "WhyNot", "band_of",
]  # fmt: skip

Band = Literal["hidden", "possible", "likely", "strong"]
Verdict = Literal["dominant", "dormant", "unclear"]


def band_of(certainty: float, hidden: float = 0.20, likely: float = 0.40, strong: float = 0.65) -> Band:
    """The word for a certainty (DESIGN 4.5)."""
    if certainty < hidden:
        return "hidden"
    if certainty < likely:
        return "possible"
    return "likely" if certainty < strong else "strong"


class LeafRead(Frozen):
    """One answer that a rule read and that spoke for it."""

    question: str = ""
    scope: str = ""
    finding: str = ""
    sign: str = ""
    text: str
    test: str = ""


class Firing(Frozen):
    """One activation of experta: a rule on one side (or for one symptom), with what made it true."""

    rule: str
    side: str
    strength: float
    because: str
    reads: tuple[LeafRead, ...] = ()
    tests: tuple[str, ...] = ()


class Contribution(Frozen):
    """One term of a finding's certainty. ``kind``: against, symptom, rest, pattern."""

    rule: str
    side: str
    kind: Literal["against", "symptom", "rest", "pattern"]
    amount: float
    pattern: str = ""
    left_out_for: str = ""


class Derivation(Frozen):
    """How a finding's certainty came about on one side (DESIGN 4.5, step by step)."""

    finding: str
    side: Side
    contributions: tuple[Contribution, ...]
    symptom_sum: float
    symptom_factor: float
    symptom_factor_by: str = ""
    symptom_part: float
    rest: float
    against: float
    combined: float
    discount: float = 1.0
    discount_by: str = ""
    tests: tuple[str, ...] = ()
    cap: float | None = None
    excluded_by: str = ""
    lost_to: str = ""
    certainty: float


class PatternFinding(Frozen):
    """A pattern that is shown."""

    pattern: str
    rule: str
    title: str
    side: Side
    certainty: float
    band: Band


class MuscleFinding(Frozen):
    """The verdict on one muscle on one side (DESIGN 4.7): ``certainty`` is |v|."""

    muscle: str
    side: Side
    role: Verdict
    certainty: float
    band: Band
    dominant: float
    dormant: float


class SafetyItem(Frozen):
    """One safety rule that is fired, open or unsure."""

    rule: str
    flag: str
    kind: Literal["flag", "gate", "skip"]
    title: str
    state: Literal["fired", "open", "unsure"]
    level: Level
    scope: str = ""
    area: tuple[str, ...] = ()
    noticed: str = ""
    do: str = ""
    who: str = ""
    soon: str = ""
    avoid: str = ""
    advise: str = ""
    questions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Limits(Frozen):
    """What safety leaves of each region: the strictest of all limits (DESIGN 4.8)."""

    max_level: dict[str, int] = Field(default_factory=dict)
    dose: dict[str, float] = Field(default_factory=dict)
    max_pain: dict[str, int] = Field(default_factory=dict)
    avoid: tuple[str, ...] = ()


class SafetyOutcome(Frozen):
    """The safety part. ``ended``: emergency or urgent, nothing else may be shown. ``blocked``: something is open."""

    level: Level
    ended: bool
    blocked: bool
    findings_allowed: bool
    items: tuple[SafetyItem, ...] = ()
    limits: Limits = Limits()
    withheld: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()
    unsure_questions: tuple[str, ...] = ()


class Notice(Frozen):
    """Something the runner should know about their answers: set aside, recorded without a norm."""

    kind: Literal["set_aside", "no_norm"]
    question: str
    scope: str = ""


class Chosen(Frozen):
    """One exercise of the plan, and why; ``variants``: the ids of its forms in use. ``reason`` "step": it comes in later."""

    exercise: str
    level: int
    gain: float
    covers: tuple[str, ...] = ()
    reason: Literal["covers", "maintenance", "drill", "ending", "step"] = "covers"
    side_first: Literal["", "left", "right"] = ""
    variants: tuple[str, ...] = ()
    dose_factor: float = 1.0
    max_pain: int = 3


class WeekItem(Frozen):
    """One exercise in one week; ``change`` says what is new against the week before.

    ``days``: the days of that week on which it is done, 1 to 7. Day 1 of week 1 is the day the plan was made, and the re-test
    is the day after the last week.
    """

    exercise: str
    change: Literal["", "start", "new", "harder", "more"] = ""
    replaces: str = ""
    days: tuple[int, ...] = ()


class Week(Frozen):
    number: int
    items: tuple[WeekItem, ...]


class Plan(Frozen):
    """The plan (DESIGN 8). ``why_shorter``, ``why_same`` and ``no_drill`` are reasons in words, empty where they do not apply.

    ``why_same``: why the weeks after the first bring no change. ``steps``: the easier and harder steps of its exercises that
    may be done; a card names no other. ``later``: what comes in after the first week, in the order it comes.
    """

    exercises: tuple[Chosen, ...]
    minutes: int
    minutes_available: int
    weeks: tuple[Week, ...]
    retest_on: str
    retests: tuple[str, ...]
    load_first: bool
    why_shorter: tuple[str, ...] = ()
    why_same: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    no_drill: str = ""
    advice: tuple[str, ...] = ()
    later: tuple[Chosen, ...] = ()


class TestOffer(Frozen):
    """A self-test not done yet: what it could add."""

    test: str
    minutes: int
    muscles: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()


class WhyNot(Frozen):
    """A rule that could have spoken about a finding and did not: what held, what failed, what was not known."""

    rule: str
    title: str
    side: str
    against: bool
    held: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Stamp(Frozen):
    """What is needed to make the same report again."""

    advisor: str
    rules_name: str
    rules_version: str
    rules_hash: str
    answers_hash: str
    made_on: str


class Assessment(Frozen):
    """Everything one consultation gives; empty beyond ``safety`` where the consultation ended.

    ``changes``: what would change each finding, where that was asked for.
    """

    safety: SafetyOutcome
    findings: tuple[MuscleFinding, ...] = ()
    patterns: tuple[PatternFinding, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    firings: tuple[Firing, ...] = ()
    plan: Plan | None = None
    notices: tuple[Notice, ...] = ()
    tests_left: tuple[TestOffer, ...] = ()
    tests_done: tuple[str, ...] = ()
    changes: tuple[FindingChanges, ...] = ()
    stamp: Stamp


class ExplainNode(Frozen):
    """One line of an explanation and what it rests on."""

    text: str
    sources: tuple[str, ...] = ()
    children: tuple[ExplainNode, ...] = ()

    def lines(self, indent: int = 0) -> list[str]:
        """The tree as indented text."""
        cited = f"  [{', '.join(self.sources)}]" if self.sources else ""
        own = [f"{'  ' * indent}{self.text}{cited}"]
        return own + [line for child in self.children for line in child.lines(indent + 1)]


class Explanation(Frozen):
    """The answer of ``advisor explain``: one tree for each finding and side asked about; safety only where it ended."""

    ended: bool
    trees: tuple[ExplainNode, ...]
    changes: tuple[FindingChanges, ...] = ()

    def lines(self) -> list[str]:
        """The trees as text, a blank line between them."""
        found: list[str] = []
        for tree in self.trees:
            found += [*([""] if found else []), *tree.lines()]
        return found
