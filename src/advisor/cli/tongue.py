"""``--lang``: the language of the questions and the report, and the knowledge base in it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from advisor.errors import AdvisorError, nearest
from advisor.language import ENGLISH, code_of, languages

if TYPE_CHECKING:
    from advisor.model.base import KnowledgeBase

__all__ = ["chosen_language", "knowledge_in"]


def chosen_language(given: str | None, rules: str | None) -> str:
    """The code of the language: ``given``, else ``ADVISOR_LANG``, else English. Raises AdvisorError T807 for an unknown one."""
    from advisor.knowledge import rules_folder

    wanted = given or os.environ.get("ADVISOR_LANG") or ENGLISH
    code = code_of(wanted)
    if code == ENGLISH:
        return code
    known = languages(rules_folder(rules) / "lang")
    if code not in known:
        hint = nearest(code, known) or f"one of: {', '.join(known)}"
        raise AdvisorError.of("T807", f'there are no texts in the language "{wanted[:40]}"', hint)
    return code


def knowledge_in(code: str, rules: str | None) -> KnowledgeBase:
    """The rules, with their texts in a language. Raises AdvisorError with every problem of the rules or the translation."""
    from advisor.knowledge import load_knowledge

    knowledge = load_knowledge(rules)
    if code == ENGLISH:
        return knowledge
    from advisor.knowledge.translations import translated

    return translated(knowledge, code, rules)
