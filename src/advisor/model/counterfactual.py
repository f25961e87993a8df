"""What would be, had the answers been other: what-if, and the smallest change that moves a finding (DESIGN 7)."""

from __future__ import annotations

from typing import Literal

from advisor.model.knowledge import Frozen, Level, Side

__all__ = [
    "Answer", "AnswerChange", "AnswerNote", "ChangeSet", "FindingChanges", "FindingMove", "PlanMove", "SafetyMove", "SafetyPart",
    "Standing", "WhatIf", "WouldChange",
]  # fmt: skip

Band = Literal["hidden", "possible", "likely", "strong"]
ItemState = Literal["fired", "open", "unsure", "clear"]


class Answer(Frozen):
    """One answer: its state, and its value where it is known, held as in an ``AnswerSheet``."""

    state: Literal["known", "hurt", "unknown", "not asked"]
    value: int | str | tuple[str, ...] | None = None


class AnswerChange(Frozen):
    """One answer made another. ``low`` and ``high``: the stretch of a number in which the same holds, both ends in it."""

    question: str
    scope: str = ""
    was: Answer
    becomes: Answer
    low: int | None = None
    high: int | None = None


class AnswerNote(Frozen):
    """A changed answer that this runner would not be asked for. ``reason``:

    ``not_relevant``: the question does not come up after the other answers, so its answer is not read. ``withheld``: safety
    leaves that self-test out; a result that is there counts. ``waits``: safety questions are open, self-tests come after them.
    """

    question: str
    scope: str = ""
    reason: Literal["not_relevant", "withheld", "waits"]


class Standing(Frozen):
    """Where a finding stands. ``role``: dominant, dormant, unclear or "" for a muscle, "" for all else."""

    role: Literal["", "dominant", "dormant", "unclear"] = ""
    band: Band = "hidden"
    certainty: float = 0.0


class ChangeSet(Frozen):
    """Answers that change together, and where the finding stands then (its certainty left out)."""

    answers: tuple[AnswerChange, ...]
    role: Literal["", "dominant", "dormant", "unclear"] = ""
    band: Band


class WouldChange(Frozen):
    """The smallest sets that move a finding. ``kind``: had an answer been another, or if something is answered now.

    ``size``: answers in a set, 0 where no change of up to ``tried`` answers moves it. ``count``: sets of that size; ``sets``
    holds the first few, by effort, then in the interview's order. ``exact``: every set of up to ``tried`` answers was run.
    """

    kind: Literal["otherwise", "now"]
    size: int
    tried: int
    count: int
    exact: bool
    sets: tuple[ChangeSet, ...] = ()


class FindingChanges(Frozen):
    """What would move one finding out of its band. ``finding``: a muscle, a pattern, ``dominant.x`` or ``dormant.x``."""

    finding: str
    side: Side
    role: Literal["", "dominant", "dormant", "unclear"] = ""
    band: Band
    otherwise: WouldChange
    now: WouldChange


class FindingMove(Frozen):
    """A muscle or pattern that a what-if moves."""

    finding: str
    side: Side
    before: Standing
    after: Standing


class SafetyMove(Frozen):
    """A safety rule in another state. ``scope``: a side, a symptom or ""."""

    rule: str
    flag: str
    title: str
    scope: str = ""
    before: ItemState
    after: ItemState


class SafetyPart(Frozen):
    """Safety as it is judged on one sheet."""

    level: Level
    ended: bool
    blocked: bool
    findings_allowed: bool


class PlanMove(Frozen):
    """What a what-if does to the first week: exercises by id. ``had``, ``has``: whether there is a plan."""

    had: bool
    has: bool
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class WhatIf(Frozen):
    """What other answers would move. Where the consultation ends, before or after, only the safety part is filled.

    ``notes``: those of ``answers`` that would not be asked for, in their order; told also where the consultation ends.
    """

    answers: tuple[AnswerChange, ...]
    notes: tuple[AnswerNote, ...] = ()
    before: SafetyPart
    after: SafetyPart
    safety: tuple[SafetyMove, ...] = ()
    findings: tuple[FindingMove, ...] = ()
    patterns: tuple[FindingMove, ...] = ()
    plan: PlanMove | None = None

    @property
    def told(self) -> bool:
        """Whether findings and plan may be told."""
        return self.before.findings_allowed and self.after.findings_allowed
