"""What all that reads a condition shares: the tables it may read, where it stands, the problems found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from advisor.errors import Diagnostic, nearest
from advisor.knowledge.excerpts import clean
from advisor.knowledge.source import SourceMap
from advisor.model.condition import Condition, SideMode
from advisor.model.knowledge import Question

__all__ = ["MODIFIERS", "Names", "Path", "Reader", "listed", "shown"]

Path = tuple[str | int, ...]
MODIFIERS = ("side", "for")
"""What stands beside the name in a leaf."""
_MANY = 100  # problems after which no more nearest names are looked for


@dataclass
class Names:
    """The tables a condition may read."""

    questions: Mapping[str, Question]
    signs: Mapping[str, str]  # id -> whole | side
    patterns: Mapping[str, str]  # id -> whole | side
    muscles: Mapping[str, bool]  # id -> paired
    symptoms: frozenset[str] = frozenset()

    def readable(self) -> list[str]:
        return [*self.questions, *self.signs, *self.patterns]


@dataclass
class Reader:
    """``scope``: whole, side or symptom; ``findings``, ``answered``, ``tests``: whether these may be read here."""

    names: Names
    source: SourceMap
    scope: str
    findings: bool = True
    answered: bool = False
    tests: bool = True
    problems: list[Diagnostic] = field(default_factory=list)

    def bad(self, code: str, message: str, hint: str, path: Path, *, key: bool = False) -> Condition | None:
        """Records a problem; always None, so that what reads can end with it."""
        self.problems.append(self.source.diagnostic(code, message, hint, path, key=key))
        return None

    def near(self, name: Any, known: Iterable[str]) -> str:
        """The nearest known name, as a hint; "" once there are many problems."""
        return nearest(str(name), known) if len(self.problems) < _MANY else ""

    def side(self, raw: dict[str, Any], path: Path, sided: bool) -> SideMode | None:
        """How a leaf is read where its question is asked for left and right; None where it is not."""
        word = raw.get("side")
        if word is None:
            if not sided:
                return None
            return SideMode.SAME if self.scope == "side" else SideMode.EITHER
        here = (*path, "side")
        if word not in tuple(SideMode):
            self.bad("C403", f'"{shown(word)}" is no side', "same, other, either or both", here)
        elif not sided:
            self.bad("C403", "this is not asked for left and right, so side means nothing here", "remove side", here)
        elif self.scope != "side" and word in ("same", "other"):
            self.bad("C403", f"a rule about the whole body has no {word} side", "write either or both, or add per: side", here)
        else:
            return SideMode(word)
        return None


def shown(value: Any) -> str:
    """A name from a file, short and harmless."""
    return clean(str(value), 60)


def listed(words: Any) -> str:
    """The choices there are, as a hint."""
    names = sorted(str(word) for word in words)
    return "one of: " + ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
