"""Findings worked out stratum by stratum: what certainties, their intervals and what reaches them have in common (DESIGN 4.5)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from advisor.inference import expression as x
from advisor.inference.plan import Plan
from advisor.model.knowledge import SIDES, Rule

__all__ = ["Key", "Strata"]

Key = tuple[str, str]
"""A finding and its side."""
V = TypeVar("V")


class Strata(ABC, Generic[V]):
    """``found``: per (finding, side) what is known of it, filled in the order of the strata by :meth:`work_out`."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.kb = plan, plan.knowledge
        self.found: dict[Key, V] = {}
        self._safety: dict[str, list[tuple[str, x.Expression]]] = {}
        for reading in plan.safety:
            self._safety.setdefault(reading.rule.code, []).append((reading.scope, reading.when))

    def work_out(self) -> None:
        """Every finding, stratum by stratum."""
        for names in self.plan.strata:
            for name in names:
                for side in self.plan.sides_of(name):
                    self.found[name, side] = self._finding(name, side)
            self._rivals([name for name in names if name in self.kb.patterns])

    @abstractmethod
    def _finding(self, name: str, side: str) -> V:
        """One finding, its rivals apart."""

    @abstractmethod
    def _after_rivals(self, name: str, others: Sequence[str], side: str, before: dict[Key, V]) -> V:
        """A pattern beside its rivals: all as they were before any of them lost."""

    def _rivals(self, patterns: Sequence[str]) -> None:
        """Who names a rival has one, and is one."""
        against: dict[str, set[str]] = {name: set() for name in patterns}
        for name in patterns:
            for other in self.kb.patterns[name].rivals:
                if other in against and other != name:
                    against[name].add(other)
                    against[other].add(name)
        before = dict(self.found)
        for name, others in against.items():
            for side in self.plan.sides_of(name) if others else ():
                self.found[name, side] = self._after_rivals(name, sorted(others), side, before)

    # ------------------------------------------------------------- what acts on a side
    def scopes_onto(self, rule: Rule, side: str) -> tuple[str, ...]:
        """The scopes of a rule whose readings act on a target's side."""
        if rule.per != "side":
            return ("",)
        return SIDES if side == "whole" else (side,)

    def safety_onto(self, rule: Rule, side: str) -> Iterator[x.Expression]:
        """The conditions of a safety rule's readings that act on a target's side."""
        scopes = self.scopes_onto(rule, side) if rule.per == "side" else None
        for scope, when in self._safety.get(rule.code, ()):
            if scopes is None or scope in scopes:
                yield when

    def patterns(self, pattern: str, side: str) -> list[V]:
        """A pattern as it acts on a target's side: on both sides where the target is the whole."""
        sides: tuple[str, ...] = ("whole",) if not self.plan.sided(pattern) else SIDES if side == "whole" else (side,)
        return [self.found[pattern, s] for s in sides if (pattern, s) in self.found]
