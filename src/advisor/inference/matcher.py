"""A matcher for experta that indexes patterns by fact type and literal values.

experta's own tests every fact against every pattern. Our rules have only literal patterns and no NOT, so a fact's identity is
enough to find the rules it can complete. Facts are never retracted within a consultation. Same activations, in the same form.
"""

from __future__ import annotations

from typing import Any

from advisor.inference.experta_port import Activation, Matcher

__all__ = ["IndexedMatcher"]

_Key = tuple[type, frozenset[tuple[str, str]]]


def _key(fact: Any) -> _Key:
    return type(fact), frozenset((name, value) for name, value in fact.items() if not name.startswith("__"))


class IndexedMatcher(Matcher):  # type: ignore[misc]
    """Counts, for each rule, the patterns still without a fact."""

    def __init__(self, engine: Any) -> None:
        super().__init__(engine)
        self._index: dict[_Key, list[int]] = {}
        self._rules: list[Any] = []
        self._open: list[int] = []
        for rule in engine.get_rules():
            slot = len(self._rules)
            self._rules.append(_unbound(rule))
            keys = {_key(pattern) for pattern in rule}
            self._open.append(len(keys))
            for key in keys:
                self._index.setdefault(key, []).append(slot)
        self.reset()

    def reset(self) -> None:
        """Forgets all facts."""
        self._missing = list(self._open)
        self._facts: dict[int, list[Any]] = {}

    def changes(self, adding: Any = None, deleting: Any = None) -> tuple[list[Any], list[Any]]:
        """Activations completed by the new facts; nothing is ever removed."""
        if deleting:
            raise ValueError("a consultation retracts no fact")
        added: list[Any] = []
        missing, facts, index = self._missing, self._facts, self._index
        for fact in adding or ():
            for slot in index.get(_key(fact), ()):
                facts.setdefault(slot, []).append(fact)
                missing[slot] -= 1
                if not missing[slot]:
                    added.append(Activation(self._rules[slot], facts[slot]))
        return added, []


def _unbound(rule: Any) -> Any:
    """A copy that is not bound to the engine, as experta's own matcher makes (without reading the signature again)."""
    copy = type(rule)(*rule, salience=rule.salience)
    copy._wrapped, copy.__name__ = rule._wrapped, rule.__name__
    return copy
