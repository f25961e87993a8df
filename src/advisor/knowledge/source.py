"""Reading YAML as data with positions: a small, strict part of YAML 1.2.

Takes a file's bytes, gives plain data plus a :class:`SourceMap` that knows where each key and value stands. PyYAML's C parser
composes the nodes; our own scalars give them the YAML 1.2 meaning (``no`` and ``22:30`` stay text). Refused: tags, anchors,
aliases, merge keys, duplicate keys, more than one document, too much size or depth. Nothing in a file can run code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from advisor.errors import AdvisorError, Diagnostic, Place

MAX_BYTES = 1_000_000
MAX_DEPTH = 24
MAX_NODES = 200_000

_INT = re.compile(r"[-+]?[0-9]{1,18}\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?\Z")
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

try:
    _Base: Any = yaml.CSafeLoader
except AttributeError:  # pragma: no cover - a PyYAML built without libyaml: slower, same meaning
    _Base = yaml.SafeLoader


class _Loader(_Base):  # type: ignore[misc]
    """Parses events only: no implicit types, so nothing is guessed by YAML 1.1 rules."""

    yaml_implicit_resolvers: dict[str, Any] = {}


class SourceMap:
    """One file's text and node tree; finds the place and the excerpt of any path in its data."""

    def __init__(self, name: str, text: str, root: Any) -> None:
        self.name = name
        self.lines = text.splitlines()
        self._root = root

    def place(self, path: tuple[str | int, ...] = (), *, key: bool = False) -> Place:
        """The place of the value at ``path`` (of its key with ``key=True``).

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
        return Place(self.name, mark.line + 1, mark.column + 1)

    def excerpt(self, place: Place) -> str:
        """The line of ``place`` with a caret under its column."""
        return excerpt_of(self.lines, place)

    def diagnostic(
        self, code: str, message: str, hint: str = "", path: tuple[str | int, ...] = (), *, key: bool = False
    ) -> Diagnostic:
        place = self.place(path, key=key)
        return Diagnostic(place, code, message, hint, self.excerpt(place))


def excerpt_of(lines: list[str], place: Place) -> str:
    if not 0 < place.line <= len(lines):
        return ""
    line = lines[place.line - 1].replace("\t", " ")
    start = max(0, place.column - 60)
    shown = line[start : start + 110]
    number = str(place.line)
    caret = " " * max(0, place.column - 1 - start) + "^"
    return f"  {number} | {shown}\n  {' ' * len(number)} | {caret}"


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


def read_file(path: Path, name: str) -> Document:
    """Reads and parses one file. Raises AdvisorError (codes Y101 to Y111)."""
    place = Place(name)
    try:
        if path.is_dir():
            raise AdvisorError.of("Y109", f"{name} is a folder, not a file", "give the path of a YAML file", place)
        with path.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise AdvisorError.of("Y109", f"there is no file {name}", "check the path", place) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise AdvisorError.of("Y109", f"{name} cannot be read: {reason}", "check the path and its permissions", place) from None
    return parse(raw, name)


def parse(raw: bytes, name: str) -> Document:
    """Parses bytes. Raises AdvisorError with every problem of shape that was found."""
    text = _decode(raw, name)
    try:
        depth_ok = _check_events(text, name)
        root = yaml.compose(text, _Loader) if depth_ok else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        problem = " ".join(str(part) for part in (error.context, error.problem) if part) or "this is not YAML"
        hint = "check the indentation, the colons and the quotes around here"
        if "single document" in problem:
            problem, hint = "a second document starts here", "one file holds one document: remove the line ---"
        raise AdvisorError([Diagnostic(place, "Y102", problem, hint, excerpt_of(text.splitlines(), place))]) from None
    except (yaml.YAMLError, ValueError) as error:
        raise AdvisorError.of("Y102", f"this is not YAML: {str(error)[:120]}", "check the file", Place(name)) from None
    if root is None:
        raise AdvisorError.of("Y110", "the file is empty", "write at least one entry", Place(name))
    source = SourceMap(name, text, root)
    problems: list[Diagnostic] = []
    data = _data(root, source, problems)
    if problems:
        raise AdvisorError(problems)
    return Document(data, source)


def _decode(raw: bytes, name: str) -> str:
    if len(raw) > MAX_BYTES:
        raise AdvisorError.of(
            "Y106", f"the file is larger than {MAX_BYTES // 1000} kB", "split it, or check that it is the right file", Place(name)
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        place = Place(name, before.count("\n") + 1, len(before.rsplit("\n", 1)[-1]) + 1)
        raise AdvisorError.of("Y101", "the file is not UTF-8 text", "save it as UTF-8 and try again", place) from None
    bad = _CONTROL.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - (text.rfind("\n", 0, bad.start()) + 1) + 1
        raise AdvisorError.of(
            "Y111", f"a control character (U+{ord(bad.group()):04X}) stands here", "delete it", Place(name, line, column)
        )
    return text


def _check_events(text: str, name: str) -> bool:
    """Walks the parser's events before any tree is built, so depth, count, anchors and tags are bounded."""
    depth = nodes = 0
    problems: list[Diagnostic] = []
    lines: list[str] | None = None
    for event in yaml.parse(text, _Loader):
        code = message = hint = ""
        if isinstance(event, yaml.AliasEvent):
            code, message, hint = "Y105", f"an alias (*{event.anchor}) is not allowed", "write the value out here"
        elif isinstance(event, yaml.NodeEvent):
            nodes += 1
            if event.anchor:
                code, message, hint = "Y105", f"an anchor (&{event.anchor}) is not allowed", "remove it and write values out"
            elif getattr(event, "tag", None):
                code, message, hint = "Y104", f"a tag ({event.tag}) is not allowed", "remove it: values are plain text and numbers"
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                code, message, hint = "Y107", f"nested more than {MAX_DEPTH} deep", "flatten this part"
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if nodes > MAX_NODES:
            code, message, hint = "Y107", f"more than {MAX_NODES} values", "split the file"
        if code:
            lines = lines if lines is not None else text.splitlines()
            place = Place(name, event.start_mark.line + 1, event.start_mark.column + 1)
            problems.append(Diagnostic(place, code, message, hint, excerpt_of(lines, place)))
            if code == "Y107" or len(problems) >= 20:
                break
    if problems:
        raise AdvisorError(problems)
    return True


def _scalar(node: Any) -> Any:
    text: str = node.value
    if node.style in ('"', "'", "|", ">"):
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


def _data(node: Any, source: SourceMap, problems: list[Diagnostic]) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_data(child, source, problems) for child in node.value]
    if not isinstance(node, yaml.MappingNode):
        return _scalar(node)
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        place = Place(source.name, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(Diagnostic(place, "Y112", "a key must be a word", "write a plain word before the colon", source.excerpt(place)))
            continue
        key = key_node.value
        if key == "<<":
            problems.append(Diagnostic(place, "Y105", "a merge key (<<) is not allowed", "write the values out", source.excerpt(place)))
            continue
        if key in data:
            problems.append(
                Diagnostic(place, "Y103", f'the key "{key}" stands twice', "keep one of the two", source.excerpt(place))
            )
            continue
        data[key] = _data(value_node, source, problems)
    return data
