"""How certain a rule may be (DESIGN 4.4): what the engines are built on says what the oracle says, on random rule bases."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.model.base import KnowledgeBase
from advisor.model.ceiling import ceilings, is_symptom_rule
from oracle.naive import ceiling, symptom_part
from oracle.strategies import small_knowledge


def apart(kb: KnowledgeBase) -> Iterator[str]:
    """The rules of which the two say different things."""
    for rule in kb.rules.values():
        mine = (*ceilings(kb, rule), is_symptom_rule(kb, rule))
        if mine != (ceiling(kb, rule), ceiling(kb, rule, True), symptom_part(kb, rule)):
            yield rule.code


@pytest.mark.parametrize("seed", [670, 694, 1164, 1694, 2171])
def test_bases_on_which_they_once_differed(seed: int) -> None:
    """Ratios of an answer to one that counts as given; signs that are true or false whatever is not known."""
    assert not list(apart(small_knowledge(Random(seed))))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9))
def test_random_bases(seed: int) -> None:
    assert not list(apart(small_knowledge(Random(seed))))


def test_the_shipped_rules(kb: KnowledgeBase) -> None:
    assert not list(apart(kb))
