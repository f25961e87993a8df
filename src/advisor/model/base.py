"""The linked knowledge base: every table by id, in a fixed order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from advisor.model.knowledge import (
    Evidence,
    Exercise,
    Flag,
    KbInfo,
    Muscle,
    Question,
    Rule,
    SelfTest,
    Sign,
    Source,
    Symptom,
)

__all__ = ["KnowledgeBase"]


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything the coach wrote, checked and linked. Built by ``advisor.knowledge.load_knowledge``.

    ``questions`` holds the symptoms too (kind ``symptom``, values ``present`` and ``absent``) and keeps the interview's
    order; ``rules`` is sorted by code; ``hash`` is the SHA-256 of the knowledge files. ``language`` is that of its texts: other
    than English once :func:`advisor.knowledge.translations.translated` has put a translation in their place;
    ``translation_hash`` is the SHA-256 of its files. ``placed``: questions whose author gave them a position. ``folder`` is
    where it was read, for what is read only when drawn.
    """

    info: KbInfo
    muscles: Mapping[str, Muscle]
    sources: Mapping[str, Source]
    glossary: Mapping[str, str]
    questions: Mapping[str, Question]
    signs: Mapping[str, Sign]
    tests: Mapping[str, SelfTest]
    symptoms: Mapping[str, Symptom]
    rules: Mapping[str, Rule]
    flags: Mapping[str, Flag]
    exercises: Mapping[str, Exercise]
    hash: str
    language: str = "en"
    translation_hash: str = ""
    placed: frozenset[str] = frozenset()
    folder: str = field(default="", compare=False, repr=False)

    @cached_property
    def active_rules(self) -> tuple[Rule, ...]:
        """Active rules in ascending code."""
        return tuple(rule for rule in self.rules.values() if rule.status == "active")

    @cached_property
    def patterns(self) -> Mapping[str, Rule]:
        """Pattern id to the active rule that concludes it."""
        return {rule.id: rule for rule in self.active_rules if rule.pattern}

    def test_of(self, question: str) -> str:
        """The self-test a question belongs to, or ''."""
        return self.questions[question].test

    def sided(self, finding: str) -> bool:
        """Whether a muscle or pattern is read for left and right."""
        if finding in self.muscles:
            return self.muscles[finding].paired
        return finding in self.patterns and self.patterns[finding].per == "side"

    def from_memory(self, claim: Evidence) -> bool:
        """Whether the claim's one source has not been read yet, so that the coach must be told."""
        return claim.cite in self.sources and self.sources[claim.cite].status == "memory"
