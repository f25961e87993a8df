"""Conditions as data: groups of leaves (docs/semantics.md, "Conditions")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["All", "Any_", "AtLeast", "AtMost", "Condition", "Kind", "Leaf", "Not", "Op", "SideMode", "walk_leaves"]


class SideMode(StrEnum):
    """Which side of a sided thing a leaf reads."""

    SAME = "same"
    OTHER = "other"
    EITHER = "either"
    BOTH = "both"


class Kind(StrEnum):
    """What a leaf reads."""

    QUESTION = "question"
    SIGN = "sign"
    PATTERN = "pattern"
    DOMINANT = "dominant"
    DORMANT = "dormant"


class Op(StrEnum):
    """How a leaf compares what it reads."""

    IS = "is"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    BETWEEN = "between"
    GAP_AT_LEAST = "gap_at_least"
    GAP_MORE_THAN = "gap_more_than"
    HURT = "hurt"
    ANSWERED = "answered"
    RATIO = "ratio"
    BAND = "band"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One thing read.

    ``name`` is a question, sign, pattern or muscle. ``values`` holds option ids (``is``), or numbers as decimal text.
    For a ratio, ``other`` is the second question and ``op`` the comparison. ``band`` is the band name of a finding leaf.
    """

    kind: Kind
    name: str
    op: Op
    values: tuple[str, ...] = ()
    side: SideMode | None = None
    symptom: str | None = None
    percent: bool = False
    other: str | None = None
    path: tuple[str | int, ...] = ()

    def same_as(self, leaf: Leaf) -> bool:
        """Equal but for the place where it was written."""
        return _key(self) == _key(leaf)


def _key(leaf: Leaf) -> tuple[object, ...]:
    return (leaf.kind, leaf.name, leaf.op, leaf.values, leaf.side, leaf.symptom, leaf.percent, leaf.other)


@dataclass(frozen=True, slots=True)
class Not:
    child: Condition


@dataclass(frozen=True, slots=True)
class All:
    children: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any_:
    children: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    n: int
    children: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AtMost:
    """At most ``n`` of what is known are true, with at least ``known`` known. Its children are leaves."""

    n: int
    known: int
    children: tuple[Condition, ...]


Condition = Leaf | Not | All | Any_ | AtLeast | AtMost


def walk_leaves(condition: Condition) -> Iterator[Leaf]:
    """Every leaf, in the order written."""
    if isinstance(condition, Leaf):
        yield condition
    elif isinstance(condition, Not):
        yield from walk_leaves(condition.child)
    else:
        for child in condition.children:
            yield from walk_leaves(child)
