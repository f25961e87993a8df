"""Safety alone, judged from the plan without experta: quick enough for every answer of an interview.

The same expressions, degrees and :func:`judge` as a consultation, so the outcome is equal; tests compare the two.
"""

from __future__ import annotations

from advisor.inference import expression as x
from advisor.inference.plan import Plan
from advisor.inference.safety import judge
from advisor.inference.sheet import SheetView
from advisor.model.answers import AnswerSheet
from advisor.model.assessment import SafetyOutcome

__all__ = ["Screening"]


class Screening:
    """Judges the safety of answer sheets by one plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        read = {atom.index: atom for reading in plan.safety for atom in x.walk(reading.when)}
        self._atoms = [read[index] for index in sorted(read)]

    def judge(self, answers: AnswerSheet) -> SafetyOutcome:
        """The safety part of a consultation on these answers."""
        view = SheetView(self._plan.knowledge, answers)
        values = [0.0] * len(self._plan.atoms)
        for atom in self._atoms:
            values[atom.index] = view.read(atom.leaf, atom.side, atom.symptom)
        degrees = x.Degrees(values)
        fired = [reading for reading in self._plan.safety if degrees.of(reading.when) > 0]
        return judge(self._plan, view, degrees, fired)
