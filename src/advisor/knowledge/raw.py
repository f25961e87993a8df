"""What was read and validated, before it is linked: every entry with the place where it was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from advisor.errors import Diagnostic
from advisor.knowledge.excerpts import clean
from advisor.knowledge.source import SourceMap
from advisor.model import knowledge as k

__all__ = ["Entry", "Raw"]

T = TypeVar("T")


@dataclass
class Entry(Generic[T]):
    """One thing as written, with its place."""

    item: T
    source: SourceMap
    path: tuple[str | int, ...]

    def problem(
        self, code: str, message: str, hint: str = "", *path: str | int, key: bool = False, within: str = ""
    ) -> Diagnostic:
        return self.source.diagnostic(code, message, hint, (*self.path, *path), key=key, within=within)


@dataclass
class Raw:
    """Everything validated but not yet linked; tables by id (rules by code)."""

    info: Entry[k.KbInfo] | None = None
    muscles: dict[str, Entry[k.Muscle]] = field(default_factory=dict)
    sources: dict[str, Entry[k.Source]] = field(default_factory=dict)
    glossary: dict[str, str] = field(default_factory=dict)
    glossary_file: SourceMap | None = None
    questions: dict[str, Entry[k.Question]] = field(default_factory=dict)
    signs: dict[str, Entry[k.Sign]] = field(default_factory=dict)
    tests: dict[str, Entry[k.SelfTest]] = field(default_factory=dict)
    symptoms: dict[str, Entry[k.Symptom]] = field(default_factory=dict)
    rules: dict[str, Entry[k.Rule]] = field(default_factory=dict)
    flags: dict[str, Entry[k.Flag]] = field(default_factory=dict)
    exercises: dict[str, Entry[k.Exercise]] = field(default_factory=dict)
    ids: dict[str, Entry[Any]] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)
    problems: list[Diagnostic] = field(default_factory=list)

    def put(self, table: dict[str, Any], name: str, entry: Entry[Any], *, shared: bool = False) -> None:
        """Adds an entry; an id that stands elsewhere is an error that shows both places."""
        first = table.get(name) or (None if shared else self.ids.get(name))
        if first is not None:
            here = entry.source.place(entry.path, key=True)
            hint = f"first used at {first.source.place(first.path, key=True)}"
            self.problems.append(
                Diagnostic(here, "K207", f'"{clean(name, 60)}" is already used', hint, entry.source.excerpt(here))
            )
            return
        if not shared:
            self.ids[name] = entry
        table[name] = entry
