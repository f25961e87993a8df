"""One cell of a table to the number that stands for it in a column, or the reason why not.

The meaning of an answer is that of an answers file (:mod:`advisor.interview.answers_file`). A table adds: letters may be
large, ``true`` and ``false`` are yes and no, several ticks are parted by ``;``, ``|`` or ``,``. An empty cell, and an empty
list, was not asked: it never means "none of these".
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.interview.answers_file import AnswerReader
from advisor.model.base import KnowledgeBase
from advisor.population import NOT_ASKED, Column

__all__ = ["BAD", "CellReader", "Spec", "is_text"]

BAD = -5
"""In a column of codes: a cell that was refused."""

MOST_KEPT = 50_000
MOST_REFUSED = 1_000
_PARTS = re.compile(r"\s*[;|,]\s*")
_TRUTH = {"true": "yes", "false": "no"}


@dataclass(frozen=True)
class Spec:
    """How one column's cells are to be read: ``answers`` says what their words mean, ``unit`` what numbers are in."""

    answers: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""


def is_text(text: str) -> bool:
    """Whether a cell was UTF-8 (bytes that were not are read as lone surrogates)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class CellReader(dict[Hashable, int]):
    """Cell to code for one column; what was read once is kept. ``reader[cell]`` is a code or :data:`BAD`."""

    def __init__(self, knowledge: KnowledgeBase, column: Column, spec: Spec, missing: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.column, self.spec, self.missing = column, spec, missing
        self.question = knowledge.questions[column.question]
        self._reader = AnswerReader(knowledge)
        self._refused: dict[str, Diagnostic] = {}

    def __missing__(self, cell: Hashable) -> int:
        try:
            code = self.code(cell)
        except AdvisorError:
            code = BAD
        if len(self) >= MOST_KEPT:  # nonsense has no end
            self.clear()
        self[cell] = code
        return code

    def of(self, raw: Any) -> int:
        """The code of any value: as ``reader[cell]``, with 1 and True kept apart and lists allowed."""
        if isinstance(raw, str) or raw is None:
            return self[raw]
        try:
            return self[type(raw).__name__, _frozen(raw)]
        except TypeError:  # a table within a table cannot be kept
            return BAD

    def refusal(self, raw: Any) -> Diagnostic:
        """Why a cell is refused; of text it is kept, as nonsense comes again."""
        found = self._refused.get(raw) if isinstance(raw, str) else None
        if found is not None:
            return found
        try:
            self.code(raw)
        except AdvisorError as error:
            if isinstance(raw, str):
                if len(self._refused) >= MOST_REFUSED:
                    self._refused.clear()
                self._refused[raw] = error.diagnostics[0]
            return error.diagnostics[0]
        raise AssertionError(f"nothing is wrong with this cell of {self.column.name}")

    def code(self, raw: Any) -> int:
        """The code of a cell. Raises AdvisorError (A602 to A609, P831)."""
        if isinstance(raw, tuple) and len(raw) == 2 and raw[0] in ("bool", "int", "float", "tuple", "list"):
            raw = raw[1]
        value = self._plain(raw)
        if value is None:
            return NOT_ASKED
        return self.column.encode(self._reader.value(self.question, value))

    def _plain(self, raw: Any) -> Any:
        """What an answers file would hold; None where there is no answer."""
        if raw is None:
            return None
        if isinstance(raw, (list, tuple)):
            items = [self._plain(item) if not isinstance(item, (list, tuple, dict)) else item for item in raw]
            return [item for item in items if item is not None] or None
        if isinstance(raw, dict):
            return raw
        if isinstance(raw, str):
            return self._text(raw)
        text = self._as_written(raw)
        if self.spec.answers or text in self.missing:
            return self._text(text)
        if isinstance(raw, bool) or not self.spec.unit:
            return raw
        return f"{raw} {self.spec.unit}"

    def _as_written(self, raw: Any) -> str:
        """A value that is no text as a mapping file would write it: ``true``, and 99 also where a table holds 99.0."""
        text = str(raw).lower() if isinstance(raw, bool) else str(raw)
        if isinstance(raw, float) and raw.is_integer() and text not in self.missing and text not in self.spec.answers:
            text = str(int(raw))
        return text

    def _text(self, raw: str) -> Any:
        text = raw.strip()
        if not is_text(text):
            message = f'the cell for "{self.question.id}" is not UTF-8 text'
            raise AdvisorError([Diagnostic(Place(), "P831", message, "save the whole table in one encoding: UTF-8")])
        if text in self.missing:
            return None
        text = self.spec.answers.get(text, text)
        if not text:
            return None
        if self.question.type == "number":
            low = text.casefold()
            if low in ("unknown", "hurt"):
                return low
            return f"{text} {self.spec.unit}" if self.spec.unit and text[-1].isdigit() else text
        if self.question.type == "multi":
            parts = [self._word(part) for part in _PARTS.split(text)]
            parts = [part for part in parts if part]
            return parts if len(parts) > 1 else parts[0] if parts else None
        return self._word(text)

    def _word(self, text: str) -> str:
        text = self.spec.answers.get(text, text)
        if text in self.question.options:
            return text
        low = text.casefold()
        known = low in self.question.options or low in ("none", "unknown", "hurt")
        if self.question.type == "yes_no":
            low = _TRUTH.get(low, low)
            known = known or low in ("yes", "no")
        return low if known else text


def _frozen(raw: Any) -> Hashable:
    """A value that can be a key. Raises TypeError for a table within a table."""
    if isinstance(raw, list):
        return tuple(raw) if all(isinstance(item, str) or item is None for item in raw) else _no(raw)
    hash(raw)
    found: Hashable = raw
    return found


def _no(raw: Any) -> Hashable:
    raise TypeError(type(raw).__name__)
