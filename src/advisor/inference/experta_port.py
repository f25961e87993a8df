"""The one module that names experta (1.9.4, unmaintained).

Its dependency frozendict 1.2 wants ``collections.Mapping``, gone since Python 3.10, and importing experta adds a root log
handler. Both are put back as they were. See the notes on experta's defects in docs/architecture.md.
"""

from __future__ import annotations

import collections
import collections.abc
import logging
from typing import Any

__all__ = ["Activation", "Fact", "KnowledgeEngine", "Matcher", "Rule"]


def _import() -> tuple[Any, ...]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    missing = [name for name in ("Mapping",) if not hasattr(collections, name)]
    for name in missing:
        setattr(collections, name, getattr(collections.abc, name))
    try:
        from experta.abstract import Matcher
        from experta.activation import Activation
        from experta.engine import KnowledgeEngine
        from experta.fact import Fact
        from experta.rule import Rule
    finally:
        for name in missing:
            delattr(collections, name)
        for handler in [handler for handler in root.handlers if handler not in handlers]:
            root.removeHandler(handler)
        root.setLevel(level)
    return Activation, Fact, KnowledgeEngine, Matcher, Rule


Activation, Fact, KnowledgeEngine, Matcher, Rule = _import()
