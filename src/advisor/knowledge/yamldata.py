"""From PyYAML's events to plain data, in the meaning of YAML 1.2 (``no`` and ``22:30`` stay text).

Refused: tags, anchors, aliases, merge keys, duplicate keys, more than one document, too much depth or too many values.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar

import yaml

from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.knowledge.excerpts import clean

__all__ = ["MAX_DEPTH", "MAX_NODES", "TOO_DEEP", "Builder", "Loader"]

MAX_DEPTH = 24
TOO_DEEP = f"nested more than {MAX_DEPTH} deep", "flatten this part"
MAX_NODES = 200_000

_INT = re.compile(r"[-+]?[0-9]{1,18}\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,40}|[0-9]{1,18}(\.[0-9]{0,40})?)([eE][-+]?[0-9]{1,3})?\Z")
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WORDS = _NULL | set(_BOOL)

try:
    _Base: Any = yaml.CSafeLoader
except AttributeError:  # pragma: no cover - a PyYAML built without libyaml: slower, same meaning
    _Base = yaml.SafeLoader


class Loader(_Base):  # type: ignore[misc]
    """Parses events only: no implicit types, so nothing is guessed by YAML 1.1 rules."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}


class Builder:
    """Builds plain data from the parser's events in one pass; depth, count, anchors and tags are bounded on the way.

    ``name`` is the file's, ``excerpt`` gives the line of a place.
    """

    def __init__(self, name: str, excerpt: Callable[[Place], str]) -> None:
        self.name, self.excerpt = name, excerpt
        self.problems: list[Diagnostic] = []

    def _problem(self, event: Any, code: str, message: str, hint: str) -> None:
        place = Place(self.name, event.start_mark.line + 1, event.start_mark.column + 1)
        self.problems.append(Diagnostic(place, code, message, hint, self.excerpt(place)))
        if code == "Y107" or len(self.problems) >= 20:
            raise AdvisorError(self.problems)

    def build(self, text: str) -> Any:
        """The document's data. Raises AdvisorError with every problem of shape."""
        root: list[Any] = []
        stack: list[Any] = [root]  # containers being filled
        keys: list[Any] = [None]  # for a mapping: the key whose value comes next, or _AWAIT
        loader = Loader(text)
        next_event = loader.get_event  # what yaml.parse does, without asking twice for each event
        try:
            self._fill(next_event, root, stack, keys)
        finally:
            loader.dispose()
        if self.problems:
            raise AdvisorError(self.problems)
        if not root or root[0] is None:
            raise AdvisorError.of("Y110", "the file is empty", "write at least one entry", Place(self.name))
        return root[0]

    def _fill(self, next_event: Callable[[], Any], root: list[Any], stack: list[Any], keys: list[Any]) -> None:
        nodes = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:  # most events: the short way
                nodes += 1
                if event.anchor or event.tag:
                    self._refuse_marks(event)
                if nodes > MAX_NODES:
                    self._too_much(event, nodes)
                if keys[-1] is _AWAIT:
                    keys[-1] = self._key(event, stack[-1])
                else:
                    self._put(event, _scalar(event), stack, keys)
            elif kind is yaml.SequenceStartEvent or kind is yaml.MappingStartEvent:
                nodes += 1
                if event.anchor or event.tag:
                    self._refuse_marks(event)
                value: Any = [] if kind is yaml.SequenceStartEvent else {}
                if nodes > MAX_NODES or len(stack) > MAX_DEPTH:
                    self._too_much(event, nodes)
                self._put(event, value, stack, keys)
                stack.append(value)
                keys.append(_AWAIT if kind is yaml.MappingStartEvent else None)
            elif kind is yaml.SequenceEndEvent or kind is yaml.MappingEndEvent:
                stack.pop()
                keys.pop()
            elif kind is yaml.AliasEvent:
                self._problem(event, "Y105", f"an alias (*{clean(event.anchor, 60)}) is not allowed", "write the value out here")
                self._put(event, None, stack, keys)
            elif kind is yaml.DocumentStartEvent and root:
                self._problem(event, "Y102", "a second document starts here", "one file holds one document: remove the line ---")
            elif kind is yaml.StreamEndEvent:
                return

    def _put(self, event: Any, value: Any, stack: list[Any], keys: list[Any]) -> None:
        container = stack[-1]
        if type(container) is list:
            container.append(value)
        elif keys[-1] is not _AWAIT:
            if keys[-1] is not _SKIP:
                container[keys[-1]] = value
            keys[-1] = _AWAIT
        else:
            keys[-1] = self._key(event, container)

    def _key(self, event: Any, container: dict[str, Any]) -> Any:
        if type(event) is not yaml.ScalarEvent:
            self._problem(event, "Y112", "a key must be a word", "write a plain word before the colon")
            return _SKIP
        key = event.value
        if key == "<<":
            self._problem(event, "Y105", "a merge key (<<) is not allowed", "write the values out")
        elif key in container:
            self._problem(event, "Y103", f'the key "{clean(key, 60)}" stands twice', "keep one of the two")
        else:
            return key
        return _SKIP

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor:
            self._problem(
                event, "Y105", f"an anchor (&{clean(event.anchor, 60)}) is not allowed", "remove it and write values out"
            )
        else:
            self._problem(
                event,
                "Y104",
                f"a tag ({clean(event.tag, 60).replace('tag:yaml.org,2002:', '!!')}) is not allowed",
                "remove it: values are plain text and numbers",
            )

    def _too_much(self, event: Any, nodes: int) -> None:
        if nodes > MAX_NODES:
            self._problem(event, "Y107", f"more than {MAX_NODES} values", "split the file")
        self._problem(event, "Y107", *TOO_DEEP)


_AWAIT, _SKIP = object(), object()


def _scalar(event: Any) -> Any:
    text: str = event.value
    if event.style in ('"', "'", "|", ">"):
        return text
    if text[:1].isalpha() and text not in _WORDS:
        return text
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _INT.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return text
