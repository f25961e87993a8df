"""A matcher and a strategy for experta that use what holds for our rules.

experta's own matcher tests every fact against every pattern. Our rules have only literal patterns and no NOT, so a fact's
identity is enough to find the rules it can complete. Facts are never retracted within a consultation, and no fact comes twice:
each rule is activated once at most. Same activations in the same order.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from advisor.inference.experta_port import Activation, KnowledgeEngine, Matcher

__all__ = ["BySalience", "IndexedMatcher"]

_Key = tuple[type, str, str]
_salience = attrgetter("key")
_NOTHING: dict[str, Any] = {}


class _Completed(Activation):  # type: ignore[misc]
    """An activation that binds no names. Its place in the agenda is its rule's salience."""

    def __init__(self, rule: Any, facts: list[Any]) -> None:
        self.rule, self.facts, self.key, self.context = rule, facts, rule.salience, _NOTHING


class IndexedMatcher(Matcher):  # type: ignore[misc]
    """Indexes patterns by fact type and literal values; counts, for each rule, the patterns still without a fact."""

    def __init__(self, engine: Any) -> None:
        super().__init__(engine)
        self._index: dict[_Key, list[int]] = {}
        self._rules: list[Any] = engine.get_rules()
        self._open: list[int] = []
        for slot, rule in enumerate(self._rules):
            keys = {(type(pattern), pattern["id"], pattern["v"]) for pattern in rule}
            self._open.append(len(keys))
            for key in keys:
                self._index.setdefault(key, []).append(slot)
        self.reset()

    def reset(self) -> None:
        """Forgets all facts."""
        self._missing = list(self._open)
        self._facts: dict[int, list[Any]] = {}

    def changes(self, adding: Iterable[Any] = (), deleting: Iterable[Any] = ()) -> tuple[list[Any], list[Any]]:
        """Activations completed by the new facts; nothing is ever removed."""
        if deleting:
            raise ValueError("a consultation retracts no fact")
        added: list[Any] = []
        missing, facts, index = self._missing, self._facts, self._index
        for fact in adding:
            for slot in index.get((type(fact), fact.get("id"), fact.get("v")), ()):
                facts.setdefault(slot, []).append(fact)
                missing[slot] -= 1
                if not missing[slot]:
                    added.append(_Completed(self._rules[slot], facts[slot]))
        return added, []


class BySalience(KnowledgeEngine.__strategy__):  # type: ignore[misc]
    """Highest salience first. Saliences are unique, so how recent the facts are (experta's next criterion) never decides."""

    def _update_agenda(self, agenda: Any, added: Iterable[Any], removed: Iterable[Any]) -> None:
        for activation in added:
            insort(agenda.activations, activation, key=_salience)
