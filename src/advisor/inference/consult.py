"""One consultation: experta matches the rules, the plan works out what the firings mean, everything is recorded."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from advisor.inference import expression as x
from advisor.inference.certainty import Certainties, millionth
from advisor.inference.network import FALSE, TRUE, Leaf, Literal, Network, Part, build_engine
from advisor.inference.plan import Plan, Reading, compile_plan
from advisor.inference.safety import judge, narrowed
from advisor.inference.sheet import SheetView
from advisor.model.answers import AnswerSheet
from advisor.model.assessment import Limits, MuscleFinding, SafetyOutcome, band_of
from advisor.model.base import KnowledgeBase
from advisor.model.condition import Op

__all__ = ["Consultation", "Reasoner", "verdict"]


@dataclass
class Consultation:
    """Everything that was inferred from one answer sheet; ``certainties`` is empty where safety ended it.

    ``limits`` are safety's, met by those of every other rule in force.
    """

    plan: Plan
    view: SheetView
    degrees: x.Degrees
    safety: SafetyOutcome
    certainties: Certainties
    findings: tuple[MuscleFinding, ...] = ()
    limits: Limits = field(default_factory=Limits)


class Reasoner:
    """Holds the plan and one experta engine, built once and reused. Not for use by two threads at once.

    The engine is built for the first consultation: an interview's first questions need the plan alone.
    """

    def __init__(self, knowledge: KnowledgeBase, *, matcher: type | str | None = "indexed") -> None:
        self.plan = compile_plan(knowledge)
        self._matcher = matcher
        self._question_atoms = [atom for atom in self.plan.atoms if not atom.finding]
        self._finding_atoms: dict[str, list[x.Atom]] = {}
        for atom in self.plan.atoms:
            if atom.finding:
                self._finding_atoms.setdefault(atom.finding, []).append(atom)
        self._limiting = [rule for rule in knowledge.active_rules if rule.limit and not rule.is_safety]

    def built(self) -> Reasoner:
        """Itself with its engine, for who times the first consultation."""
        _ = self._leaf_facts, self._unknowns
        return self

    @cached_property
    def network(self) -> Network:
        """The plan as rules for the engine."""
        return Network(self.plan)

    @cached_property
    def engine(self) -> Any:
        """The experta engine with these rules."""
        return build_engine(self.network) if self._matcher == "indexed" else build_engine(self.network, None)

    @cached_property
    def _leaf_facts(self) -> list[tuple[Any, Any]]:
        used = {literal for patterns, _ in self.network.rules for literal in patterns}
        return [(self._waited_for(atom, TRUE, used), self._waited_for(atom, FALSE, used)) for atom in self.plan.atoms]

    def _waited_for(self, atom: x.Atom, word: str, used: set[Literal]) -> Any:
        """The fact that an atom is true (or false); None where no rule waits for it."""
        literal = (Leaf, str(atom.index), word)
        return self.engine.known[literal] if literal in used else None

    @cached_property
    def _unknowns(self) -> dict[int, list[tuple[x.Expression, Any]]]:
        """What ``at_most`` counts, by the stratum after which it is settled: -1 where it reads answers only."""
        stratum = {name: index for index, names in enumerate(self.plan.strata) for name in names}
        found: dict[int, list[tuple[x.Expression, Any]]] = {}
        for child, unknown in self.network.counted:
            level = max((stratum.get(atom.finding, -1) for atom in x.walk(child)), default=-1)
            found.setdefault(level, []).append((child, self.engine.known[unknown]))
        return found

    def consult(self, answers: AnswerSheet) -> Consultation:
        """One run: safety rules first; findings only where they are allowed."""
        view = SheetView(self.plan.knowledge, answers)
        values = [0.0] * len(self.plan.atoms)
        for atom in self._question_atoms:
            if atom.leaf.op is Op.ANSWERED or any(cell in answers.values for cell in atom.cells):
                values[atom.index] = view.read(atom.leaf, atom.side, atom.symptom)
        degrees = x.Degrees(values)
        engine = self.engine
        engine.fired.clear()
        engine.reset()
        self._run([self.engine.known[Part, "safety", TRUE], *self._facts(self._question_atoms, values)])
        self._settle(-1, degrees)
        safety_fired: list[Reading] = list(engine.fired)
        safety = judge(self.plan, view, degrees, safety_fired)
        certainties = Certainties(self.plan, degrees, safety_fired=safety_fired)
        found = Consultation(self.plan, view, degrees, safety, certainties, limits=safety.limits)
        if safety.findings_allowed:
            self._run([self.engine.known[Part, "findings", TRUE]])
            self._strata(certainties, values, degrees, len(safety_fired))
            found.findings = _findings(self.plan, certainties)
            rules = [rule for rule in self._limiting if certainties.in_force(rule, "whole")]
            found.limits = narrowed(self.plan.knowledge, safety.limits, [(limit, r, "") for r in rules for limit in r.limit])
        return found

    def _strata(self, certainties: Certainties, values: list[float], degrees: x.Degrees, seen: int) -> None:
        for index, names in enumerate(self.plan.strata):
            seen = self._collect(certainties, seen)
            certainties.work_out(names)
            atoms = [atom for name in names for atom in self._finding_atoms.get(name, ())]
            for atom in atoms:
                values[atom.index] = self._band_degree(atom, certainties.cf[atom.finding, atom.scope])
            self._run(self._facts(atoms, values))
            self._settle(index, degrees)
        self._collect(certainties, seen)

    def _collect(self, certainties: Certainties, seen: int) -> int:
        for reading in self.engine.fired[seen:]:
            certainties.fired[reading.rule.code, reading.scope] = reading
        return len(self.engine.fired)

    def _band_degree(self, atom: x.Atom, certainty: float) -> float:
        """A finding leaf: CF at or above the band's edge, CF at or below -.20, else unknown (DESIGN 4.2)."""
        k = self.plan.knowledge.info.constants
        edge = {"possible": k.hidden, "likely": k.likely, "strong": k.strong}[atom.leaf.values[0]]
        return certainty if certainty >= edge or certainty <= k.against else 0.0

    def _facts(self, atoms: list[x.Atom], values: list[float]) -> list[Any]:
        facts = []
        for atom in atoms:
            value = values[atom.index]
            fact = self._leaf_facts[atom.index][value < 0] if value else None
            if fact is not None:
                facts.append(fact)
        return facts

    def _settle(self, level: int, degrees: x.Degrees) -> None:
        """Declares "unknown" for what ``at_most`` counts, once nothing can make it known any more."""
        facts = [fact for child, fact in self._unknowns.get(level, ()) if degrees.of(child) == 0]
        if facts:
            self._run(facts)

    def _run(self, facts: list[Any]) -> None:
        if facts:
            self.engine.declare(*facts)
        self.engine.run()


def verdict(dominant: float, dormant: float, shown: float = 0.20) -> tuple[str, float]:
    """The verdict on one muscle from its two certainties (DESIGN 4.7): dominant, dormant, unclear or "", and |v|."""
    big, small = max(dominant, 0.0), max(dormant, 0.0)
    v = millionth((big - small) / (1.0 - min(big, small)))
    if abs(v) >= shown:
        return ("dominant" if v > 0 else "dormant"), abs(v)
    return ("unclear" if min(big, small) >= shown else ""), abs(v)


def _findings(plan: Plan, certainties: Certainties) -> tuple[MuscleFinding, ...]:
    found: list[MuscleFinding] = []
    k = plan.knowledge.info.constants
    get = certainties.cf.get
    for name, muscle in plan.knowledge.muscles.items():
        for side in ("left", "right") if muscle.paired else ("whole",):
            dominant, dormant = get((f"dominant.{name}", side), 0.0), get((f"dormant.{name}", side), 0.0)
            word, size = verdict(dominant, dormant, k.hidden)
            if word:
                band = band_of(size, k.hidden, k.likely, k.strong) if word != "unclear" else "possible"
                found.append(
                    MuscleFinding.model_construct(
                        muscle=name, side=side, role=word, certainty=size, band=band, dominant=dominant, dormant=dormant
                    )
                )
    return tuple(found)
