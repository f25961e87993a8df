"""The compiled program of the shipped rules, once."""

from __future__ import annotations

import pytest

from advisor.model.base import KnowledgeBase
from advisor.population import Program, compile_plan


@pytest.fixture(scope="session")
def program(kb: KnowledgeBase) -> Program:
    return compile_plan(kb)
