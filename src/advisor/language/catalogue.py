"""A catalogue: the messages of one language in Fluent files (``locale/<code>/*.ftl``).

Messages of plain words and ``{ $slot }`` are most of them and are put together here, and so is a choice among such by a word
(a side, a role). A plural or anything else goes through ``fluent.runtime``, which is imported only then. Both give the same
text (tests/unit/language).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

__all__ = ["LOCALE", "Catalogue", "Message", "read_catalogue"]

LOCALE = Path(__file__).parents[1] / "locale"
_ENTRY = re.compile(r"^(-?[a-zA-Z][a-zA-Z0-9_-]*) *=", re.MULTILINE)
_COMMENT = re.compile(r"^#.*(?:\n|\Z)", re.MULTILINE)
_SLOT = re.compile(r"\{ *\$([a-zA-Z][a-zA-Z0-9_-]*) *\}")
_VARIABLE = re.compile(r"\$([a-zA-Z][a-zA-Z0-9_-]*)")
_NAMED = re.compile(r"\{\s*(-?[a-zA-Z][a-zA-Z0-9_-]*)")
# A message that is nothing but a choice by a word, each way on a line of its own.
_CHOICE = re.compile(r"\s*\{ *\$([a-zA-Z][\w-]*) *->((?:\n+ *\*?\[[a-zA-Z][\w-]*\] *[^ \n{}*\[][^\n]*)+)\n *\}\s*", re.ASCII)
_WAY = re.compile(r"^ *(\*?)\[([^]]+)\] *(.*?) *$", re.MULTILINE)
_FOLD = re.compile(r" *(?<!\n)\n(?!\n) *")


@dataclass(frozen=True)
class Message:
    """One message as written."""

    key: str
    source: str
    line: int
    file: str

    @property
    def slots(self) -> frozenset[str]:
        """The slots and selectors it reads."""
        return frozenset(_VARIABLE.findall(self.source))

    @cached_property
    def pieces(self) -> tuple[str, ...] | None:
        """Words and the names of slots by turns; None where it is not of these alone."""
        return _pieces(self.source.partition("=")[2])

    @cached_property
    def choice(self) -> tuple[str, dict[str, tuple[str, ...]]] | None:
        """The slot whose word chooses, and the pieces by that word ("" for any other); None where it is no such choice."""
        found = None if self.pieces is not None else _CHOICE.fullmatch(self.source.partition("=")[2])
        if not found:
            return None
        ways: dict[str, tuple[str, ...]] = {}
        for other, word, text in _WAY.findall(found[2]):
            pieces = _pieces(text)
            if pieces is None:
                return None
            ways |= {word: pieces, "": pieces} if other else {word: pieces}
        return (found[1], ways) if "" in ways else None

    def pieces_for(self, slots: Mapping[str, str | float]) -> tuple[str, ...] | None:
        """The pieces with these slots; None where Fluent must read the message."""
        if self.pieces is not None or self.choice is None or not all(isinstance(value, str) for value in slots.values()):
            return self.pieces
        slot, ways = self.choice
        return ways.get(str(slots[slot]), ways[""])


class Catalogue:
    """The messages of one language. ``put_together`` gives a text; lines of a paragraph are folded into one."""

    def __init__(self, code: str, messages: dict[str, Message]) -> None:
        self.code = code
        self.messages = messages
        self._read: set[str] = set()  # messages that Fluent has read; reading all of them costs a short run 30 ms

    def put_together(self, key: str, slots: dict[str, str | float]) -> str:
        """The text of ``key``. Raises KeyError for an unknown key or a slot that was not given."""
        pieces = self.messages[key].pieces_for(slots)
        if pieces is None:
            return self._by_fluent(key, slots)
        words = list(pieces)
        for index in range(1, len(words), 2):
            words[index] = str(slots[words[index]])
        return "".join(words)

    def by_fluent(self, key: str, slots: dict[str, str | float]) -> str:
        """The same by Fluent alone, for comparison."""
        return self._formatted(self._all, key, slots)

    def _by_fluent(self, key: str, slots: dict[str, str | float]) -> str:
        self._learn(key)
        return self._formatted(self._hard, key, slots)

    def _learn(self, key: str) -> None:
        """Has Fluent read a message and those that it names."""
        if key in self._read or key not in self.messages:
            return
        from fluent.runtime import FluentResource

        source = self.messages[key].source
        for name in _NAMED.findall(source):
            self._learn(name)
        self._hard.add_resource(FluentResource(source))
        self._read.add(key)

    @cached_property
    def _hard(self) -> Any:
        return self._bundle(())

    @cached_property
    def _all(self) -> Any:
        return self._bundle(self.messages.values())

    def _bundle(self, messages: Any) -> Any:
        from fluent.runtime import FluentBundle, FluentResource

        bundle = FluentBundle([self.code], use_isolating=False)
        bundle.add_resource(FluentResource("\n".join(message.source for message in messages)))
        return bundle

    def _formatted(self, bundle: Any, key: str, slots: dict[str, str | float]) -> str:
        pattern = bundle.get_message(key).value
        text, errors = bundle.format_pattern(pattern, slots)
        if errors:
            raise KeyError(f"{self.code}: {key}: {errors[0]}")
        return _FOLD.sub(" ", str(text))


def read_catalogue(code: str, folder: Path | None = None) -> Catalogue:
    """The catalogue of a language; empty where there is none. Of a key that stands twice the first counts."""
    messages: dict[str, Message] = {}
    for path in sorted((folder or LOCALE / code).glob("*.ftl")):
        for message in messages_of(path.read_text(encoding="utf-8"), path.name):
            messages.setdefault(message.key, message)
    return Catalogue(code, messages)


def messages_of(text: str, file: str) -> list[Message]:
    """The messages of one file in their order. Comments are left out; the line is that of the key."""
    text = _COMMENT.sub("\n", text.replace("\r\n", "\n"))
    starts = list(_ENTRY.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    found = []
    line, counted = 1, 0
    for match, end in zip(starts, ends, strict=True):
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        found.append(Message(match[1], text[match.start() : end].rstrip() + "\n", line, file))
    return found


def _pieces(value: str) -> tuple[str, ...] | None:
    """The value in pieces, where it is words and plain slots and nothing else."""
    first, *rest = value.strip("\n").rstrip().split("\n")
    indent = min((len(line) - len(line.lstrip(" ")) for line in rest if line.strip()), default=0)
    lines = [first.strip(" "), *(line[indent:].rstrip() for line in rest)]
    pieces = _SLOT.split(_FOLD.sub(" ", "\n".join(lines).strip("\n")).strip(" "))
    if any("{" in words or "}" in words for words in pieces[::2]):
        return None
    return tuple(pieces)
