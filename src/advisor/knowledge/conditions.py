"""From a condition as written to a condition as data, with every mistake named at its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from advisor.errors import nearest
from advisor.knowledge.comparisons import read_ratio
from advisor.knowledge.conditionleaves import read_leaf
from advisor.knowledge.reader import Path, Reader
from advisor.model.condition import All, Any_, AtLeast, AtMost, Condition, Leaf, Not

__all__ = ["ConditionReader"]

_GROUPS = ("all", "any", "not", "at_least", "at_most", "of", "known")


@dataclass
class ConditionReader(Reader):
    """Reads one condition, group by group."""

    def read(self, raw: Any, path: Path) -> Condition | None:
        """The condition, or None with diagnostics in ``problems``."""
        if not isinstance(raw, dict) or not raw:
            return self.bad("C401", "a condition is a mapping such as {question: value}", "see docs/rule-format.md", path)
        groups = [key for key in ("all", "any", "not") if key in raw]
        if groups or "of" in raw:
            return self._group(raw, groups, path)
        if "ratio" in raw:
            return read_ratio(self, raw, path)
        if any(key in raw and key not in self.names.questions for key in ("at_least", "at_most", "known")):
            return self.bad(
                "C401", "at_least and at_most need of: and a list of conditions", "{at_least: 2, of: [ {..}, {..} ]}", path
            )
        return read_leaf(self, raw, path)

    # ----------------------------------------------------------------- groups
    def _group(self, raw: dict[str, Any], groups: list[str], path: Path) -> Condition | None:
        counted = [key for key in ("at_least", "at_most") if key in raw]
        if len(groups) + len(counted) != 1:
            return self.bad("C401", "one group at a time: all, any, not, at_least with of, at_most with of", "nest groups", path)
        extra = set(raw) - {"all": {"all"}, "any": {"any"}, "not": {"not"}}.get(
            groups[0] if groups else "", {"at_least", "at_most", "of", "known"}
        )
        if "known" in raw and "at_most" not in raw:
            extra.add("known")
        if extra:
            word = sorted(extra)[0]
            return self.bad("C401", f'"{word}" does not belong in this group', nearest(word, _GROUPS), (*path, word), key=True)
        if groups == ["not"]:
            child = self.read(raw["not"], (*path, "not"))
            return Not(child) if child is not None else None
        name = groups[0] if groups else "of"
        children = self._children(raw[name], (*path, name))
        if children is None:
            return None
        self._twice(children)
        if name == "all":
            return All(children)
        if name == "any":
            return Any_(children)
        return self._counting(raw, counted[0], children, path)

    def _children(self, raw: Any, path: Path) -> tuple[Condition, ...] | None:
        if not isinstance(raw, list) or not raw:
            self.bad("C401", "a group needs a list of conditions", "write [ {..}, {..} ] or a line for each", path)
            return None
        read = [self.read(item, (*path, index)) for index, item in enumerate(raw)]
        return None if any(item is None for item in read) else tuple(item for item in read if item is not None)

    def _twice(self, children: tuple[Condition, ...]) -> None:
        seen: set[Leaf] = set()
        for child in children:
            if not isinstance(child, Leaf):
                continue
            bare = replace(child, path=())
            if bare in seen:
                self.bad("C406", f'"{child.name}" stands twice in this group', "remove one of the two", child.path)
            seen.add(bare)

    def _counting(self, raw: dict[str, Any], word: str, children: tuple[Condition, ...], path: Path) -> Condition | None:
        n, known = raw[word], raw.get("known", 0)
        low = 1 if word == "at_least" else 0
        if not _whole(n) or not low <= n <= len(children):
            return self.bad("C405", f"{word} must be from {low} to {len(children)} here", "count the list below", (*path, word))
        if word == "at_least":
            return AtLeast(n, children)
        if not _whole(known) or not 0 <= known <= len(children):
            return self.bad("C405", f"known must be from 0 to {len(children)} here", "count the list below", (*path, "known"))
        if not all(isinstance(child, Leaf) for child in children):
            return self.bad("C401", "at_most counts single answers, signs or findings", "name the inner group as a sign", path)
        return AtMost(n, known, children)

    # ----------------------------------------------------------------- leaves


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
