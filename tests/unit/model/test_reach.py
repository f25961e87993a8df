"""What a condition can be with some leaves held unknown: by hand, and against every value that its parts can have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.model.condition import All, Any_, AtLeast, AtMost, Condition, Kind, Leaf, Not, Op
from advisor.model.knowledge import Sign
from advisor.model.reach import can_be


def q(name: str) -> Leaf:
    return Leaf(Kind.QUESTION, name, Op.IS, ("yes",))


def s(name: str, value: str = "yes") -> Leaf:
    return Leaf(Kind.SIGN, name, Op.IS, (value,))


def sign(name: str, when: Condition, applies_if: Condition | None = None) -> Sign:
    return Sign.model_construct(id=name, when=when, applies_if=applies_if)


SIGNS = {
    "quiet": sign("quiet", AtMost(1, 0, (q("k1"), q("u1")))),  # never unknown; always true while u1 is unknown
    "loud": sign("loud", AtMost(0, 0, (q("k1"), q("u1")))),  # never unknown: true until something is ticked
    "plain": sign("plain", Any_((q("k1"), q("u1")))),
    "when_quiet": sign("when_quiet", s("loud"), s("quiet")),  # applies always
    "when_plain": sign("when_plain", s("loud"), s("plain")),  # may not apply, so it may be unknown
    "never": sign("never", s("loud"), q("u1")),  # does not apply
}


@pytest.mark.parametrize(
    ("condition", "true", "false"),
    [
        (q("k1"), True, True),
        (q("u1"), False, False),
        (s("quiet"), True, False),
        (s("quiet", "no"), False, True),
        (s("loud"), True, True),
        (s("never"), False, False),
        (AtMost(0, 1, (q("k1"), q("u1"))), True, True),
        (AtMost(0, 2, (q("k1"), q("u1"))), False, True),
        (AtMost(0, 1, (q("k1"), s("quiet"))), False, True),  # one is true whatever is answered
        (AtMost(1, 2, (q("k1"), s("quiet"))), True, True),
        (AtMost(0, 1, (q("k1"), s("quiet", "no"))), True, True),
        (AtMost(0, 0, (s("plain"), s("never"))), True, True),
        (AtMost(0, 0, (s("when_quiet"),)), True, True),
        (AtMost(0, 0, (Any_((s("quiet"), q("k2"))),)), False, True),
        (AtMost(0, 0, (Not(All((s("quiet", "no"), q("k2")))),)), False, True),
        (AtMost(0, 0, (AtLeast(2, (s("quiet"), s("quiet"), q("k2"))),)), False, True),
        (AtMost(0, 0, (All((s("quiet"), q("k2"))),)), True, True),
    ],
)
def test_by_hand(condition: Condition, true: bool, false: bool) -> None:
    assert can_be(condition, SIGNS, known) is true
    assert can_be(condition, SIGNS, known, true=False) is false


def known(leaf: Leaf) -> bool:
    return leaf.name.startswith("k")


def values(condition: Condition, signs: Mapping[str, Sign]) -> set[int]:
    """Every value (-1, 0, 1), by going through all that the parts can have, one way after the other (DESIGN 4.2)."""
    if isinstance(condition, Leaf):
        if condition.kind is not Kind.SIGN:
            return {-1, 0, 1} if known(condition) else {0}
        found = signs[condition.name]
        applies = {1} if found.applies_if is None else values(found.applies_if, signs)
        when = {v if a > 0 else 0 for a in applies for v in values(found.when, signs)}
        return when if condition.values == ("yes",) else {-v for v in when}
    if isinstance(condition, Not):
        return {-v for v in values(condition.child, signs)}
    ways: list[list[int]] = [[]]
    for child in condition.children:
        ways = [[*way, v] for way in ways for v in values(child, signs)]
    return {worth(condition, sorted(way, reverse=True)) for way in ways}


def worth(condition: Condition, way: list[int]) -> int:
    if isinstance(condition, AtMost):
        return -1 if way.count(1) > condition.n else 1 if len(way) - way.count(0) >= condition.known else 0
    if isinstance(condition, AtLeast):
        return way[condition.n - 1]
    return way[-1] if isinstance(condition, All) else way[0]


def grouped(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    def counted(children: tuple[Condition, ...]) -> st.SearchStrategy[Condition]:
        m = len(children)
        most = st.builds(AtMost, st.integers(0, m), st.just(0) | st.integers(0, m), st.just(children))
        least = st.builds(AtLeast, st.integers(1, m), st.just(children))
        return most | least | st.sampled_from([All(children), Any_(children)])

    return st.builds(Not, inner) | st.lists(inner, min_size=1, max_size=3).map(tuple).flatmap(counted)


NAMED = st.sampled_from([s(name, value) for name in SIGNS for value in ("yes", "no")])


@given(st.recursive(st.sampled_from([q("k1"), q("k2"), q("u1")]) | NAMED, grouped, max_leaves=6))
def test_against_every_value_of_the_parts(condition: Condition) -> None:
    found = values(condition, SIGNS)
    assert can_be(condition, SIGNS, known) is (1 in found)
    assert can_be(condition, SIGNS, known, true=False) is (-1 in found)
