"""What is on the runner's list: what must be asked, then what still tells something, best first (DESIGN 6).

Safety and symptom questions, what they depend on, and what an author gave a ``position``, come first and always. Then the
adviser picks, until nothing can change a finding any more. Without an adviser everything relevant comes in the author's order.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from advisor.interview.order import Order, Relevant, Step, is_answered
from advisor.interview.outlook import Adviser, Outlook
from advisor.interview.session import Session
from advisor.model.answers import State
from advisor.model.assessment import SafetyOutcome

__all__ = ["Agenda"]


@dataclass
class Agenda:
    """The steps of one interview. ``adviser`` gives the adviser when it is first needed, None for the author's order."""

    session: Session
    order: Order
    relevant: Callable[[object], Relevant]
    asked_anyway: frozenset[str]
    adviser: Callable[[], Adviser] | None = None
    trail: list[str] = field(default_factory=list)
    _for: tuple[object, ...] | None = None
    _steps: list[Step] = field(default_factory=list)
    _looked: Outlook | None = None

    # ------------------------------------------------------------- the list
    def steps(self, safety: SafetyOutcome) -> list[Step]:
        """Every step so far in the order asked, and what comes next; worked out anew when something has changed."""
        given = (self.session.answers, safety, self.session.tests, self.adviser)
        if self._for is None or any(new is not old for new, old in zip(given, self._for, strict=True)):
            self._looked = None
            self._steps = self._laid_out(safety)
            self._for = given
        return self._steps

    def _laid_out(self, safety: SafetyOutcome) -> list[Step]:
        every = self._every(safety, self.session.tests or ())
        if self.adviser is None:
            return every
        first = [step for step in every if self.comes_first(step.question)]
        later = [step for step in every if not self.comes_first(step.question)]
        done = [step for step in later if self._begun(step)]
        places = {name: place for place, name in enumerate(self.trail)}
        done.sort(key=lambda step: places.get(step.question, -1))  # what is half answered is among them: it is finished first
        if any(not is_answered(step, self.session.answers) for step in first):
            return [*first, *done]
        following = self._following(later, safety)
        return [*first, *done, *(step for step in following if step not in done)]

    def _every(self, safety: SafetyOutcome, tests: Collection[str]) -> list[Step]:
        return self.order.steps(self.session.answers, self.relevant(self.session.answers), safety, tests)

    def comes_first(self, question: str) -> bool:
        """Asked whatever hangs on it: safety, what safety depends on, or at a place its author gave it."""
        knowledge = self.order.knowledge
        return question in self.asked_anyway or (question in knowledge.placed and not knowledge.questions[question].test)

    def _begun(self, step: Step) -> bool:
        answers = self.session.answers
        return any(answers.get(step.question, scope) is not State.NOT_ASKED for scope in step.scopes)

    # ------------------------------------------------------------- what comes next
    def _following(self, later: list[Step], safety: SafetyOutcome) -> list[Step]:
        """The next step after what was begun: the rest of the self-test under way, then the best."""
        open_ = [step for step in later if not is_answered(step, self.session.answers)]
        look = self._look(open_, safety)  # half-way through a question too: how many are left must not grow
        tests = {step.question: self.order.knowledge.questions[step.question].test for step in open_}
        now = self.order.knowledge.questions[self.trail[-1]].test if self.trail else ""
        under_way = [step for step in open_ if now and tests[step.question] == now and step in look.best]
        if under_way:
            return under_way[:1]
        undecided = self.session.tests is None
        return list(look.ready[:1]) if not (undecided and look.ready and self._is_test(look.ready[0])) else []

    def _is_test(self, step: Step) -> bool:
        return bool(self.order.knowledge.questions[step.question].test)

    def _look(self, open_: list[Step], safety: SafetyOutcome) -> Outlook:
        """The outlook over what may still be asked; while no self-tests were chosen, over all that are allowed."""
        assert self.adviser is not None
        if self._looked is None:
            chosen = set(self.order.knowledge.tests) if self.session.tests is None else set(self.session.tests)
            allowed = chosen - set(safety.withheld)
            steps = open_ if self.session.tests is not None else self._open(safety, allowed)
            self._looked = self.adviser().outlook(self.session.answers, steps, set(self.order.knowledge.tests) - allowed)
        return self._looked

    def _open(self, safety: SafetyOutcome, tests: Collection[str]) -> list[Step]:
        every = self._every(safety, tests)
        return [s for s in every if not self.comes_first(s.question) and not is_answered(s, self.session.answers)]

    # ------------------------------------------------------------- how far it is
    def left(self, safety: SafetyOutcome) -> int:
        """Questions that are left at most, self-tests that were not chosen apart."""
        steps = self.steps(safety)
        open_ = [step for step in steps if not is_answered(step, self.session.answers)]
        if self.adviser is None:
            return len(open_)
        if self._looked is None:  # still in what comes first: all history may follow
            rest = self._every(safety, ())
            return len({*open_, *(s for s in rest if not is_answered(s, self.session.answers))})
        chosen = self.session.tests is not None
        return len({*open_, *(step for step in self._looked.best if chosen or not self._is_test(step))})

    def tests_left(self, safety: SafetyOutcome) -> int:
        """Self-tests among those chosen that may still be asked, the one under way included."""
        steps = [*self.steps(safety), *(self._looked.best if self._looked is not None else ())]
        open_ = [step for step in steps if not is_answered(step, self.session.answers)]
        return len({self.order.knowledge.questions[step.question].test for step in open_} - {""})

    # ------------------------------------------------------------- where it ends
    def at_the_end(self, safety: SafetyOutcome) -> Outlook | None:
        """With every self-test that is allowed still open: is it settled, and what could still be asked? None: not worked out."""
        if self.adviser is None or safety.ended or safety.blocked:
            return None
        allowed = set(self.order.knowledge.tests) - set(safety.withheld)
        steps = self._open(safety, allowed)
        return self.adviser().outlook(self.session.answers, steps, set(safety.withheld))

    def could_tell(self, safety: SafetyOutcome) -> list[str] | None:
        """The self-tests that can still move a finding, the most telling first; None without an adviser."""
        look = self.at_the_end(safety)
        if look is None:
            return None
        return list(dict.fromkeys(t for step in look.best if (t := self.order.knowledge.questions[step.question].test)))
