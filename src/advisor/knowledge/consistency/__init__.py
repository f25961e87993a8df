"""Checks beyond loading: whether the knowledge is readable, sourced and consistent. Each gives located diagnostics (W726 and up).

``check_consistency`` runs all that need the rules alone. What needs sheets (``coverage``) is called by those who have an engine.
"""

from __future__ import annotations

from collections.abc import Callable

from advisor.errors import Diagnostic
from advisor.knowledge.consistency import norms, reading, relations, sourcing, wording
from advisor.knowledge.raw import Raw
from advisor.model.base import KnowledgeBase

__all__ = ["CHECKS", "check_consistency"]

CHECKS: tuple[Callable[[KnowledgeBase, Raw], list[Diagnostic]], ...] = (
    reading.reading_problems,
    wording.never_said,
    wording.stretches,
    wording.jargon,
    wording.bare_numbers,
    wording.shorthand,
    wording.long_sentences,
    relations.same_exercises,
    relations.unreached_muscles,
    relations.unconcluded_muscles,
    sourcing.unused_sources,
    sourcing.repeated_sources,
    sourcing.doi_problems,
    sourcing.unsourced,
    norms.check_norms,
)


def check_consistency(kb: KnowledgeBase, raw: Raw) -> list[Diagnostic]:
    """All problems, sorted by place. ``raw`` holds where each entry was read; an empty one gives diagnostics without a place."""
    return sorted({problem for check in CHECKS for problem in check(kb, raw)})
