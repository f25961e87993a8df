"""What the interview asks of the rest of the program: it knows nothing of inference."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from advisor.interview.order import Relevant
from advisor.interview.outlook import Adviser, Move
from advisor.model.answers import AnswerSheet
from advisor.model.assessment import SafetyOutcome, TestOffer

__all__ = ["Means"]


@dataclass(frozen=True)
class Means:
    """Each a callable, made once for an interview by whoever has an engine."""

    relevant: Callable[[AnswerSheet], Relevant]
    judge: Callable[[AnswerSheet], SafetyOutcome]
    safety_reads: frozenset[str]
    why: Callable[[str], list[str]]
    offers: Callable[[AnswerSheet], tuple[list[str], Sequence[TestOffer]]]
    safety_lines: Callable[[SafetyOutcome], list[str]]
    tipped_by: Callable[[SafetyOutcome], frozenset[str]]
    adviser: Callable[[], Adviser] | None = None
    """None: everything relevant, in the author's order. May raise AdvisorError where it cannot be had."""
    prepare: Callable[[], None] = lambda: None
    """Called once, after the first answer: what takes a while may begin now."""
    ready: Callable[[], bool] = lambda: True
    """Whether the adviser is there already; else the first look has to wait for it."""
    moved: Callable[[Sequence[Move]], list[str]] = lambda moves: []
    """What hangs on a question, in words."""
