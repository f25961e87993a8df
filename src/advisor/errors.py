"""Errors as values: a code, a place, an excerpt, what is wrong, what to do.

Every stage collects :class:`Diagnostic` values and raises one :class:`AdvisorError` that carries all of them, sorted by place.
The page for a code is ``docs/errors/<code>.md``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

__all__ = ["AdvisorError", "Diagnostic", "Place", "nearest"]


@dataclass(frozen=True, order=True)
class Place:
    """Where something was written. ``line`` and ``column`` start at 1; 0 means "the whole file"."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Diagnostic:
    """One finding about something a person wrote.

    ``code`` is stable (docs/errors has a page for each); ``message`` says what is wrong, ``hint`` what to do.
    """

    place: Place
    code: str
    message: str
    hint: str = ""
    excerpt: str = field(default="", compare=False)

    def __str__(self) -> str:
        head = f"{self.place}: {self.code}: {self.message}" if self.place.file else f"{self.code}: {self.message}"
        parts = [head]
        if self.excerpt:
            parts.append(self.excerpt)
        if self.hint:
            parts.append(f"  = {self.hint}")
        return "\n".join(parts)


class AdvisorError(Exception):
    """The one error of Advisor that a caller needs to catch; ``diagnostics`` is never empty."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(sorted(set(diagnostics)))
        super().__init__("\n".join(str(d) for d in self.diagnostics))

    @classmethod
    def of(cls, code: str, message: str, hint: str = "", place: Place | None = None) -> AdvisorError:
        """An error with a single diagnostic."""
        return cls([Diagnostic(place or Place(), code, message, hint)])


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint with the closest known name, or the empty string.

    >>> nearest("tight_hamstring", ["tight_hamstrings", "age"])
    'did you mean "tight_hamstrings"?'
    """
    candidates: Sequence[str] = sorted(known)
    close = difflib.get_close_matches(name[:80], candidates, n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else ""
