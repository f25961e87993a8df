"""Reading YAML as data with positions: a small, strict part of YAML 1.2.

Takes a file's bytes, gives plain data (:mod:`advisor.knowledge.yamldata` says what is refused) plus a :class:`SourceMap` that
knows where each key and value stands. Nothing in a file can run code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from advisor.errors import AdvisorError, Diagnostic, Place
from advisor.knowledge.excerpts import LINE_END, clean, excerpt_of
from advisor.knowledge.yamldata import TOO_DEEP, Builder, Loader

MAX_BYTES = 1_000_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
# A part of the parser's words -> what is wrong and what to do, in plain ones.
_PLAIN = {
    "cannot start any token": (
        "a tab, @, % or ` stands where a text begins",
        "indent with spaces, and put such a text in quotes",
    ),
    "mapping values are not allowed": (
        "a colon stands where none can be",
        "put a text with a colon in quotes; check how the line is indented",
    ),
    "expected ',' or": ("a bracket that was opened before this is not closed", "close it, or add the comma that is missing"),
    "block end": ("this line is not indented like the lines it belongs to", "indent it with as many spaces as they have"),
    "expected key": ("this line is not indented like the lines it belongs to", "indent it with as many spaces as they have"),
    "expected ':'": ("a key without its colon", "write key: value"),
    "unexpected end of stream": ("a quote that was opened is not closed", "close it"),
}


class SourceMap:
    """One file's text and node tree; finds the place and the excerpt of any path in its data."""

    def __init__(self, name: str, text: str | bytes) -> None:
        self.name = name
        self._given = text

    @cached_property
    def _text(self) -> str:
        """The file as read; bytes are those of a file that was decoded without a problem before."""
        return self._given if isinstance(self._given, str) else _decode(self._given, self.name)

    @cached_property
    def lines(self) -> list[str]:
        return LINE_END.split(self._text)

    @cached_property
    def _root(self) -> Any:
        """The node tree, composed only when a place is asked for: a good file never needs it."""
        return yaml.compose(self._text, Loader)

    def place(self, path: tuple[str | int, ...] = (), *, key: bool = False, within: str = "") -> Place:
        """The place of the value at ``path`` (of its key with ``key=True``; of ``within``, where the text holds that once).

        A step that leads nowhere (a missing key, a union's tag) is skipped, so the parent's place is given.
        """
        node = self._root
        mark = node.start_mark if node is not None else None
        for step in path:
            found = _child(node, step)
            if found is None:
                continue
            key_node, node = found
            mark = key_node.start_mark if key and key_node is not None else node.start_mark
        if mark is None:
            return Place(self.name)
        inside = self._inside(node, within) if within else None
        return inside or Place(self.name, mark.line + 1, mark.column + 1)

    def _inside(self, node: Any, words: str) -> Place | None:
        """Where ``words`` (on one line) stand in a text, where they stand in it once."""
        if not isinstance(node, yaml.ScalarNode):
            return None
        first, last = node.start_mark, node.end_mark
        found: list[Place] = []
        for number in range(first.line, min(last.line + 1, len(self.lines))):
            line = self.lines[number][: last.column] if number == last.line else self.lines[number]
            column = line.find(words, first.column if number == first.line else 0)
            while column >= 0:
                found.append(Place(self.name, number + 1, column + 1))
                column = line.find(words, column + 1)
        return found[0] if len(found) == 1 else None

    def written(self, path: tuple[str | int, ...]) -> str:
        """The text or number at ``path`` as it is written there, without its quotes; "" where none is."""
        node = self._root
        for step in path:
            found = _child(node, step)
            if found is not None:
                node = found[1]
        return str(node.value) if isinstance(node, yaml.ScalarNode) else ""

    def excerpt(self, place: Place) -> str:
        """The line of ``place`` with a caret under its column."""
        return excerpt_of(self.lines, place)

    def diagnostic(
        self, code: str, message: str, hint: str = "", path: tuple[str | int, ...] = (), *, key: bool = False, within: str = ""
    ) -> Diagnostic:
        place = self.place(path, key=key, within=within)
        return Diagnostic(place, code, clean(message), clean(hint), self.excerpt(place))


def _child(node: Any, step: str | int) -> tuple[Any, Any] | None:
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if key_node.value == str(step):
                return key_node, value_node
        return None
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    return None


@dataclass(frozen=True)
class Document:
    """A file read: its data, and where everything stands."""

    data: Any
    source: SourceMap
    raw: bytes = b""


def read_file(path: Path, name: str) -> Document:
    """Reads and parses one file. Raises AdvisorError (codes Y101 to Y111)."""
    name = clean(name, 300)
    return parse(read_bytes(path, name), name)


def read_bytes(path: Path, name: str) -> bytes:
    """A file's bytes, one more than allowed at most. Raises AdvisorError Y109."""
    place = Place(name)
    try:
        if path.is_dir():
            raise AdvisorError.of("Y109", f"{name} is a folder, not a file", "give the path of a YAML file", place)
        with path.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise AdvisorError.of("Y109", f"there is no file {name}", "check the path", place) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise AdvisorError.of("Y109", f"{name} cannot be read: {reason}", "check the path and its permissions", place) from None
    return raw


def parse(raw: bytes, name: str) -> Document:
    """Parses bytes. Raises AdvisorError with every problem of shape that was found."""
    text = _decode(raw, name)
    source = SourceMap(name, text)
    builder = Builder(name, source.excerpt)
    try:
        data = builder.build(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _in_text(source, mark.line + 1, mark.column + 1) if mark else Place(name)
        problem = " ".join(str(part) for part in (error.context, error.problem) if part) or "this is not YAML"
        words = next(
            (plain for part, plain in _PLAIN.items() if part in problem), (clean(problem), "check the line and the one above it")
        )
        code = "Y102"
        if "maximum nesting depth" in problem:  # newer parsers look ahead and give up before we have counted
            code, words = "Y107", TOO_DEEP
        broken = Diagnostic(place, code, *words, source.excerpt(place))
        raise AdvisorError([*builder.problems, broken]) from None
    except (yaml.YAMLError, ValueError) as error:
        raise AdvisorError.of("Y102", f"this is not YAML: {clean(str(error), 120)}", "check the file", Place(name)) from None
    return Document(data, source, raw)


def _decode(raw: bytes, name: str) -> str:
    if len(raw) > MAX_BYTES:
        raise AdvisorError.of(
            "Y106", f"the file is larger than {MAX_BYTES // 1000} kB", "split it, or check that it is the right file", Place(name)
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _end_of(raw[: error.start].decode("utf-8-sig", "replace"), name)
        excerpt = excerpt_of(LINE_END.split(raw.decode("utf-8-sig", "replace")), place)
        raise AdvisorError(
            [Diagnostic(place, "Y101", "the file is not UTF-8 text", "save it as UTF-8 and try again", excerpt)]
        ) from None
    if "\\u" in text:
        text = _PAIR.sub(_join, text)
    bad = _CONTROL.search(text)
    if bad:
        place = _end_of(text[: bad.start()], name)
        message = f"a control character (U+{ord(bad.group()):04X}) stands here"
        raise AdvisorError([Diagnostic(place, "Y111", message, "delete it", excerpt_of(LINE_END.split(text), place))])
    return text


def _in_text(source: SourceMap, line: int, column: int) -> Place:
    """The place, or the end of the last text before it where nothing is written there (a file that ends too early)."""
    lines = source.lines
    while line > 1 and (line > len(lines) or not lines[line - 1].strip()):
        line -= 1
        column = len(lines[line - 1].rstrip()) + 1
    return Place(source.name, line, column)


def _join(pair: re.Match[str]) -> str:
    """A character that JSON writes as two halves, as YAML writes it."""
    high, low = int(pair[2], 16), int(pair[3], 16)
    return f"{pair[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


def _end_of(before: str, name: str) -> Place:
    """The place just after ``before``."""
    lines = LINE_END.split(before + "x")
    return Place(name, len(lines), len(lines[-1]))
