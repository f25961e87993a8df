"""What a sheet gives, worked out once in a process: cases, table and coverage ask about the same sheets."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from advisor.inference.consult import Consultation, Reasoner
from advisor.inference.expression import Degrees
from advisor.inference.sheet import SheetView
from advisor.model.answers import AnswerSheet

__all__ = ["consulted", "safety_fired"]

_Answers = frozenset[tuple[tuple[str, str], str]]
_FOUND: WeakKeyDictionary[Reasoner, dict[_Answers, Consultation]] = WeakKeyDictionary()
_FIRED: WeakKeyDictionary[Reasoner, dict[_Answers, frozenset[tuple[str, str]]]] = WeakKeyDictionary()


def _answers(sheet: AnswerSheet) -> _Answers:
    return frozenset((cell, repr(value)) for cell, value in sheet.values.items())


def consulted(reasoner: Reasoner, sheet: AnswerSheet) -> Consultation:
    """What the reasoner finds for this sheet; for an equal one it is the same object."""
    found, answers = _FOUND.setdefault(reasoner, {}), _answers(sheet)
    if answers not in found:
        found[answers] = reasoner.consult(sheet)
    return found[answers]


def safety_fired(reasoner: Reasoner, sheet: AnswerSheet) -> frozenset[tuple[str, str]]:
    """The safety rules above 0, without experta: its agreement is asserted in every consultation."""
    fired, answers = _FIRED.setdefault(reasoner, {}), _answers(sheet)
    if answers not in fired:
        view = SheetView(reasoner.plan.knowledge, sheet)
        atoms = reasoner.plan.atoms
        degrees = Degrees([0.0 if atom.finding else view.read(atom.leaf, atom.side, atom.symptom) for atom in atoms])
        fired[answers] = frozenset((r.rule.code, r.scope) for r in reasoner.plan.safety if degrees.of(r.when) > 0)
    return fired[answers]
