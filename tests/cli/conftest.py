"""The shipped rules for runs of the command line inside this process: read once in each language, as are their engines."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from advisor import pipeline, population
from advisor.cli import tongue
from advisor.model.base import KnowledgeBase

Compiled = Callable[[KnowledgeBase], Any]


def once(compiled: Compiled, bases: Mapping[str, KnowledgeBase], kept: dict[int, Any]) -> Compiled:
    """``compiled``, of each of the bases once; ``kept`` holds what came out."""

    def compile_once(knowledge: KnowledgeBase) -> Any:
        if not any(knowledge is base for base in bases.values()):
            return compiled(knowledge)
        if id(knowledge) not in kept:
            kept[id(knowledge)] = compiled(knowledge)
        return kept[id(knowledge)]

    return compile_once


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
    monkeypatch.setattr(population, "compile_plan", once(population.compile_plan, bases, programs))


@pytest.fixture
def loaded_once(monkeypatch: pytest.MonkeyPatch, bases: dict[str, KnowledgeBase], engines: dict[int, Any]) -> None:
    """``--rules`` and ADVISOR_RULES are read as always."""
    read = tongue.knowledge_in

    def knowledge_in(code: str, rules: str | None) -> KnowledgeBase:
        if rules is not None or "ADVISOR_RULES" in os.environ:
            return read(code, rules)
        if code not in bases:
            bases[code] = read(code, rules)
        return bases[code]

    monkeypatch.setattr(tongue, "knowledge_in", knowledge_in)
    monkeypatch.setattr(pipeline, "counterfactual_for", once(pipeline.counterfactual_for, bases, engines))
