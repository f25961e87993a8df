"""Makes the helpers under tests/ importable (``from oracle.naive import evaluate``)."""

import sys
from pathlib import Path

import pytest

from advisor.inference.consult import Reasoner
from advisor.knowledge import load_knowledge
from advisor.model.base import KnowledgeBase
from advisor.pipeline import reasoner_for

sys.path.insert(0, str(Path(__file__).parent))

RULES = Path(__file__).parents[1] / "rules"


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The shipped knowledge base, loaded once."""
    return load_knowledge(RULES)


@pytest.fixture(scope="session")
def reasoner(kb: KnowledgeBase) -> Reasoner:
    """The reasoner of the shipped knowledge base: experta's engine is built once."""
    return reasoner_for(kb)
