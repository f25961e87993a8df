"""The shipped rules for runs of the command line inside this process: read once in each language, as are their engines."""

from __future__ import annotations

import os
from typing import Any

import pytest

from advisor import pipeline, population
from advisor.cli import tongue
from advisor.model.base import KnowledgeBase


@pytest.fixture(scope="session")
def bases(kb: KnowledgeBase) -> dict[str, KnowledgeBase]:
    """The shipped rules by language."""
    return {"en": kb}


@pytest.fixture(scope="session")
def engines() -> dict[int, Any]:
    """The columnar engines of those, which the program keeps for the last one alone."""
    return {}


@pytest.fixture(scope="session")
def programs() -> dict[int, Any]:
    """The compiled programs of those, which ``advisor batch`` makes for itself."""
    return {}


@pytest.fixture
def compiled_once(
    monkeypatch: pytest.MonkeyPatch, loaded_once: None, bases: dict[str, KnowledgeBase], programs: dict[int, Any]
) -> None:
    """As ``loaded_once``; the program of a table's run too."""
    compiled = population.compile_plan

    def compile_plan(knowledge: KnowledgeBase) -> Any:
        if not any(knowledge is base for base in bases.values()):
            return compiled(knowledge)
        if id(knowledge) not in programs:
            programs[id(knowledge)] = compiled(knowledge)
        return programs[id(knowledge)]

    monkeypatch.setattr(population, "compile_plan", compile_plan)


@pytest.fixture
def loaded_once(monkeypatch: pytest.MonkeyPatch, bases: dict[str, KnowledgeBase], engines: dict[int, Any]) -> None:
    """``--rules`` and ADVISOR_RULES are read as always."""
    read, compiled = tongue.knowledge_in, pipeline.counterfactual_for

    def knowledge_in(code: str, rules: str | None) -> KnowledgeBase:
        if rules is not None or "ADVISOR_RULES" in os.environ:
            return read(code, rules)
        if code not in bases:
            bases[code] = read(code, rules)
        return bases[code]

    def counterfactual_for(knowledge: KnowledgeBase) -> Any:
        if not any(knowledge is base for base in bases.values()):
            return compiled(knowledge)
        if id(knowledge) not in engines:
            engines[id(knowledge)] = compiled(knowledge)
        return engines[id(knowledge)]

    monkeypatch.setattr(tongue, "knowledge_in", knowledge_in)
    monkeypatch.setattr(pipeline, "counterfactual_for", counterfactual_for)
