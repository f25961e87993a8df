"""Advisor: from a runner's symptoms to corrective exercise advice, by rules that explain themselves.

>>> from advisor import load_knowledge, read_answers, assess, render    # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["AdvisorError", "__version__", "assess", "explain", "load_knowledge", "read_answers", "render", "what_if"]

_HOMES = {
    "AdvisorError": "advisor.errors",
    "assess": "advisor.pipeline",
    "explain": "advisor.pipeline",
    "load_knowledge": "advisor.knowledge",
    "read_answers": "advisor.pipeline",
    "render": "advisor.pipeline",
    "what_if": "advisor.pipeline",
}

if TYPE_CHECKING:
    from advisor.errors import AdvisorError
    from advisor.knowledge import load_knowledge
    from advisor.pipeline import assess, explain, read_answers, render, what_if


def __getattr__(name: str) -> Any:
    """The public names, imported when first used so that ``advisor --help`` stays quick."""
    if name in _HOMES:
        import importlib

        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'advisor' has no attribute '{name}'")
