"""The report as words, made once: every format lays out this and decides nothing (DESIGN section 9).

Our own code alone makes these types, so they are plain dataclasses: what prints a ready report needs no pydantic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from advisor.model.chart import ChartView
from advisor.model.handouts import CoachView, FridgeView, Letterhead
from advisor.model.levels import Level
from advisor.model.planned import CardView, DayRowView, PlanView, WeekRowView, WeekView

__all__ = [
    "CardView", "CoachView", "DayRowView", "FindingView", "FridgeView", "HowStep", "LeftOutView", "Letterhead", "PatternView",
    "PlanView", "ReasonView", "ReportModel", "ResultView", "SafetyItemView", "SafetyView", "SourceView", "TestDoneView",
    "TestView", "WeekRowView", "WeekView",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SafetyItemView:
    """One flag or gate in the runner's words."""

    title: str
    level: Level
    level_words: str
    state: Literal["fired", "open", "unsure"]
    kind: Literal["flag", "gate", "skip"]
    about: str = ""
    noticed: str = ""
    do: str = ""
    who: str = ""
    soon: str = ""
    avoid: str = ""
    advise: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SafetyView:
    """The first part of every report. ``still_to_ask`` are the questions that hold the plan back, in full."""

    level: Level
    level_words: str
    headline: str
    lead: str
    items: tuple[SafetyItemView, ...] = ()
    still_to_ask: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    net: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HowStep:
    """One line of the derivation of a finding; ``depth`` 0 is the finding itself."""

    depth: int
    text: str
    amount: str = ""
    rule: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReasonView:
    """One reason in the runner's words, strongest first. ``title`` is the rule's or pattern's short name.

    ``pattern`` names the rule of a :class:`PatternView` whose text this is, so that a layout may point there instead of
    saying it again; "" for any other rule. ``said_in`` is the place in the report of an earlier finding that gives the same
    reason in the same words: a layout may name the reason and point there.
    """

    text: str
    rule: str
    sources: tuple[str, ...] = ()
    title: str = ""
    pattern: str = ""
    said_in: int | None = None


@dataclass(frozen=True, kw_only=True)
class FindingView:
    """One muscle (a pair whose sides agree in role and band is one entry).

    Entries come grouped by role (dormant, dominant, unclear), strongest first. ``steps`` is the band as 1, 2 or 3 filled
    parts of a bar of three; 0 for an unclear verdict, which has no bar. ``tests_words`` says in short how many self-tests
    are behind it: show it beside the band. ``charts``: how the certainty came about, a drawing a side, or one where both sides
    came about alike; only the surest have them. ``in_full`` is False for the less sure of a very long list: where it is read
    from a page these are named in a line each, and all that is here of them stands in the JSON file.
    """

    muscle: str
    name: str
    anatomy: str
    side: str
    side_words: str
    role: Literal["dominant", "dormant", "unclear"]
    role_words: str
    band: Literal["possible", "likely", "strong"]
    band_words: str
    certainty: str
    sentence: str
    evidence_words: str
    reasons: tuple[ReasonView, ...] = ()
    against: tuple[ReasonView, ...] = ()
    changes: tuple[str, ...] = ()
    how: tuple[HowStep, ...] = ()
    steps: int = 1
    tests_words: str = ""
    charts: tuple[ChartView, ...] = ()
    in_full: bool = True


@dataclass(frozen=True, kw_only=True)
class PatternView:
    """A pattern that stands, with its reason, its mechanism, its limits and what would weaken it.

    ``steps`` is the band as 1, 2 or 3 of three; ``how`` the derivation and ``charts`` its drawings, as in :class:`FindingView`.
    """

    rule: str
    title: str
    side_words: str
    band: Literal["possible", "likely", "strong"]
    band_words: str
    certainty: str
    because: str
    mechanism: str
    limits: str
    weakens: str = ""
    sources: tuple[str, ...] = ()
    steps: int = 1
    how: tuple[HowStep, ...] = ()
    charts: tuple[ChartView, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TestView:
    """A self-test not done yet, and what it would add."""

    name: str
    minutes: str
    adds: str


@dataclass(frozen=True, kw_only=True)
class ResultView:
    """One answer of a self-test beside what is usual at this age and sex ("" where the line before said it already).

    ``chart`` draws both sides of a number beside that; ``telling``: it shows a result that is not where it usually is, or
    sides that differ by more than usual.
    """

    ask: str
    yours: str
    usual: str = ""
    sources: tuple[str, ...] = ()
    chart: ChartView | None = None
    telling: bool = False


@dataclass(frozen=True, kw_only=True)
class TestDoneView:
    """A self-test that was done, or stopped for pain; ``trust`` says where its lines come from and how much it counts."""

    name: str
    trust: str
    results: tuple[ResultView, ...]


@dataclass(frozen=True, kw_only=True)
class LeftOutView:
    """Self-tests that safety leaves out for one reason: each with its name and what is asked instead."""

    why: str
    tests: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class SourceView:
    """A source as listed; ``link`` is "" unless its DOI was confirmed. Sentences cite it as ``[id]``."""

    id: str
    text: str
    link: str = ""
    status_words: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ReportModel:
    """Everything a report shows, in its order. Where the consultation ended, only safety, sources and stamp are filled.

    ``body_map_tall`` is the same map as ``body_map`` for narrow screens, ``body_map_close`` up to two views of the region that
    matters most.
    ``load_note`` (training load first) and ``honesty_note`` (what activation exercise has not been shown to do) come after
    ``why_not_stretch``, each once. ``legend`` says what each band means, once, before the findings; ``bands`` draws how certain
    each is, a drawing a role. ``safety.net`` is laid out at the end, before the stamp: when to stop and see someone.
    Sentences may cite a source as ``[R5]``; every id so cited is in ``sources``. ``day`` is ``made_on`` as year-month-day.
    ``letterhead``: whom it is for and from, where given. ``fridge`` is there where the plan has exercises, ``coach`` where the
    consultation did not end: both are layouts of what the rest says, for a page of their own.
    Words that are English in a report of another ``language`` stand between the marks of ``advisor.language.marks``.
    """

    language: str = "en"
    title: str
    subtitle: str
    made_on: str
    day: str = ""
    ended: bool
    safety: SafetyView
    summary: tuple[str, ...] = ()
    body_map: str = ""
    body_map_tall: str = ""
    body_map_close: tuple[str, ...] = ()
    body_map_text: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    bands: tuple[ChartView, ...] = ()
    findings: tuple[FindingView, ...] = ()
    patterns: tuple[PatternView, ...] = ()
    notices: tuple[str, ...] = ()
    tests_done: tuple[TestDoneView, ...] = ()
    tests_left_out: tuple[LeftOutView, ...] = ()
    tests_left: tuple[TestView, ...] = ()
    tests_note: str = ""
    plan: PlanView | None = None
    no_plan: str = ""
    why_not_stretch: tuple[str, ...] = ()
    load_note: str = ""
    honesty_note: str = ""
    how_we_know: tuple[str, ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()
    sources: tuple[SourceView, ...] = ()
    disclaimer: str
    stamp: tuple[tuple[str, str], ...]
    letterhead: Letterhead | None = None
    fridge: FridgeView | None = None
    coach: CoachView | None = None
