"""What could make a condition true: Kleene reachability with some leaves held unknown (DESIGN 4.4, 4.5, 4.11).

Leaves are taken as independent of each other, so the answer may be "possible" where a clash between leaves forbids it,
never the other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from advisor.model.condition import All, Any_, AtLeast, AtMost, Condition, Kind, Leaf, Not
from advisor.model.knowledge import Sign

__all__ = ["can_be", "leaves_through_signs"]


def can_be(condition: Condition, signs: Mapping[str, Sign], known: Callable[[Leaf], bool], *, true: bool = True) -> bool:
    """Whether the condition can be true (or false), when only leaves accepted by ``known`` can be known.

    Signs are read through; ``known`` sees question and finding leaves only.
    """
    if isinstance(condition, Leaf):
        if condition.kind is not Kind.SIGN:
            return known(condition)
        sign = signs[condition.name]
        if sign.applies_if is not None and not can_be(sign.applies_if, signs, known):
            return False
        return can_be(sign.when, signs, known, true=true == (condition.values != ("no",)))
    if isinstance(condition, Not):
        return can_be(condition.child, signs, known, true=not true)
    if isinstance(condition, (All, Any_)):
        fits = (can_be(child, signs, known, true=true) for child in condition.children)
        return all(fits) if isinstance(condition, All) == true else any(fits)
    if isinstance(condition, AtLeast):
        needed = condition.n if true else len(condition.children) - condition.n + 1
        return sum(can_be(child, signs, known, true=true) for child in condition.children) >= needed
    return _at_most(condition, signs, known, true=true)


def _at_most(condition: AtMost, signs: Mapping[str, Sign], known: Callable[[Leaf], bool], *, true: bool) -> bool:
    can_true = [can_be(child, signs, known) for child in condition.children]
    if not true:
        return sum(can_true) > condition.n
    can_false = [can_be(child, signs, known, true=False) for child in condition.children]
    only_true = [child for child, t, f in zip(condition.children, can_true, can_false, strict=True) if t and not f]
    if sum(not _can_be_unknown(child, signs, known) for child in only_true) > condition.n:
        return False
    return sum(can_false) + min(condition.n, len(only_true)) >= condition.known


def _can_be_unknown(condition: Condition, signs: Mapping[str, Sign], known: Callable[[Leaf], bool]) -> bool:
    """Whether the value can be 0: all but what hangs on ``at_most`` with too low a ``known`` can."""
    if isinstance(condition, Leaf):
        if condition.kind is not Kind.SIGN:
            return True
        sign = signs[condition.name]
        if _can_be_unknown(sign.when, signs, known):
            return True
        applies = sign.applies_if
        return applies is not None and (can_be(applies, signs, known, true=False) or _can_be_unknown(applies, signs, known))
    if isinstance(condition, Not):
        return _can_be_unknown(condition.child, signs, known)
    children = condition.children
    settled = [child for child in children if not _can_be_unknown(child, signs, known)]
    must_be_true = sum(not can_be(child, signs, known, true=False) for child in settled)
    if isinstance(condition, AtMost):
        return must_be_true <= condition.n and len(settled) < condition.known
    must_be_false = sum(not can_be(child, signs, known) for child in settled)
    n = condition.n if isinstance(condition, AtLeast) else len(children) if isinstance(condition, All) else 1
    return len(settled) < len(children) and must_be_true < n and must_be_false <= len(children) - n


def leaves_through_signs(condition: Condition, signs: Mapping[str, Sign], without: Collection[str] = ()) -> list[Leaf]:
    """All question and finding leaves, signs (and what their ``applies_if`` reads) opened, but for those of ``without``."""
    found: list[Leaf] = []
    stack: list[Condition] = [condition]
    while stack:
        item = stack.pop()
        if isinstance(item, Leaf):
            if item.kind is not Kind.SIGN:
                found.append(item)
            elif item.name not in without:
                sign = signs[item.name]
                stack.append(sign.when)
                if sign.applies_if is not None:
                    stack.append(sign.applies_if)
        elif isinstance(item, Not):
            stack.append(item.child)
        else:
            stack.extend(item.children)
    return found
