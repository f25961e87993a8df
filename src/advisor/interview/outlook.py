"""What the interview knows of the way ahead: which questions can still change something, and which is worth most now.

The types alone: who works it out is given to the interview from outside (:class:`Adviser`), as inference is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from advisor.interview.order import Step
from advisor.model.answers import AnswerSheet

__all__ = ["Adviser", "Move", "Outcome", "Outlook"]


@dataclass(frozen=True)
class Outlook:
    """``settled``: nothing still to be answered can move any finding, shown or hidden, to another band.

    ``best``: of the steps looked at, those that can still move one, the most telling for the effort first. ``ready``: of
    these, what is asked when the first of them is: the questions of its self-test that come before it, and itself.
    """

    settled: bool
    best: tuple[Step, ...] = ()
    ready: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """How a finding ends: ``word`` is ``pattern``, ``dominant``, ``dormant`` or ``unclear``, "" where nothing is shown."""

    word: str
    band: str = "hidden"


@dataclass(frozen=True)
class Move:
    """A finding that hangs on a question: ``kind`` muscle or pattern, how it stands now, and how else it may end.

    ``alone``: by this answer alone; else only together with answers still to come, and ``then`` are the two ends it can reach.
    """

    kind: str
    name: str
    side: str
    now: Outcome
    then: tuple[Outcome, ...]
    alone: bool = True


class Adviser(Protocol):
    """Looks ahead from an answer sheet. ``closed``: self-tests that will not be asked."""

    def outlook(self, answers: AnswerSheet, steps: Sequence[Step], closed: Collection[str] = ()) -> Outlook:
        """Whether anything can still change, and the best of these steps."""

    def moves(self, answers: AnswerSheet, step: Step, closed: Collection[str] = ()) -> tuple[Move, ...]:
        """The findings that hang on one step, those that move most first."""
