"""Sheets that show every exercise at work (chosen_sheets.yaml)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from advisor.knowledge.source import read_file
from advisor.model.answers import AnswerSheet
from advisor.model.base import KnowledgeBase
from knowledge.clean_sheet import clean_sheet, laid_over

__all__ = ["sheets_for_exercises"]


def sheets_for_exercises(kb: KnowledgeBase) -> Iterator[tuple[AnswerSheet, frozenset[str]]]:
    """Each sheet with the exercises it is here for."""
    base = clean_sheet(kb, history=True)
    path = Path(__file__).with_suffix(".yaml")
    for row in read_file(path, path.name).data["sheets"]:
        yield laid_over(base, row["answers"], kb), frozenset(row["shows"])
