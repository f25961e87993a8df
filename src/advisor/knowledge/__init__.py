"""Rule files to a checked :class:`~advisor.model.base.KnowledgeBase`. Takes a folder; never gives a partly loaded base."""

from advisor.knowledge.loader import load_knowledge
from advisor.knowledge.paths import rules_folder

__all__ = ["load_knowledge", "rules_folder"]
