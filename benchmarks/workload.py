"""What the benchmarks run on: the shipped rules with the personas, or a small generated base."""

from __future__ import annotations

import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from advisor.cli.files import read_answers
from advisor.knowledge import load_knowledge, rules_folder
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from generated import random_answers, rule_files, write_files

__all__ = ["TODAY", "shipped", "small"]

TODAY = date(2026, 11, 22)
PERSONAS = ("demo", "full_chain", "load_driven", "neural", "emergency")


@cache
def shipped() -> tuple[KnowledgeBase, dict[str, AnswerSheet]]:
    """The shipped rules and the five personas."""
    knowledge, folder = load_knowledge(), rules_folder(None) / "personas"
    return knowledge, {name: read_answers(str(folder / f"{name}.yaml"), knowledge) for name in PERSONAS}


def small(size: int) -> tuple[KnowledgeBase, dict[str, AnswerSheet]]:
    """A small generated base in place of the shipped one, for a quick look: stock experta takes seconds on that."""
    with tempfile.TemporaryDirectory() as name:
        write_files(rule_files(size), Path(name))
        knowledge = load_knowledge(name)
    return knowledge, {f"sheet {i}": random_answers(knowledge, Random(i)) for i in range(3)}
