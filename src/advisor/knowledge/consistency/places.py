"""The place of what a check found: the entry's file, line and column as it was read."""

from __future__ import annotations

from typing import Any

from advisor.errors import Diagnostic, Place
from advisor.knowledge.consistency.texts import RunnerText
from advisor.knowledge.raw import Entry, Raw

__all__ = ["about", "at"]

_NOWHERE = Place()


def at(raw: Raw, text: RunnerText, code: str, message: str, hint: str = "") -> Diagnostic:
    """A diagnostic at one text."""
    return about(raw, text.table, text.id, code, message, hint, *text.path)


def about(raw: Raw, table: str, name: str, code: str, message: str, hint: str = "", *path: str | int) -> Diagnostic:
    """A diagnostic at an entry of a table, or at ``path`` inside it; without a place where the base was not read from files."""
    if table == "glossary":
        if raw.glossary_file is not None:
            return raw.glossary_file.diagnostic(code, message, hint, ("terms", name))
        return Diagnostic(_NOWHERE, code, message, hint)
    entry: Entry[Any] | None = getattr(raw, table).get(name)
    if entry is None:
        return Diagnostic(_NOWHERE, code, message, hint)
    if table == "flags" and path[:1] == ("words",):  # a flag's words stand beside its head, not in it
        return entry.source.diagnostic(code, message, hint, path)
    return entry.problem(code, message, hint, *path)
