"""Which header of somebody's table is which question: by its name, or by a mapping file (``--columns``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from advisor.errors import AdvisorError, Diagnostic, Place, nearest
from advisor.interview.answers_file import UNITS
from advisor.knowledge.excerpts import clean
from advisor.knowledge.source import Document
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import SIDES
from advisor.population import Column
from advisor.tables.cells import Spec

__all__ = ["Header", "Mapping_", "Recognition", "Targets", "read_mapping", "recognise"]

_NAME = re.compile(r"[^a-z0-9]+")
_IGNORE = "ignore"
_STATES = ("unknown", "hurt", "none", "")


@dataclass(frozen=True)
class Mapping_:
    """A mapping file: ``columns`` header to target name ("" is ignored), ``specs`` header to how its cells are read."""

    id: str = ""
    missing: frozenset[str] = frozenset()
    columns: Mapping[str, str] = field(default_factory=dict)
    specs: Mapping[str, Spec] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Header:
    """One header and what was made of it. ``how``: name, alike, mapped, id, ignored, near (an error) or unknown."""

    text: str
    how: str
    target: str = ""
    hint: str = ""
    spec: Spec = field(default_factory=Spec)


@dataclass(frozen=True)
class Recognition:
    """All headers of a table, in its order."""

    headers: tuple[Header, ...]

    @property
    def targets(self) -> list[str]:
        return [header.target for header in self.headers if header.target]

    @property
    def unknown(self) -> list[str]:
        """Headers that nothing reads, and nobody said to ignore."""
        return [header.text for header in self.headers if header.how == "unknown"]


class Targets:
    """Every name a header may mean: the columns of a program, and sided questions without a side (both sides)."""

    def __init__(self, schema: Mapping[str, Column]) -> None:
        self.columns: dict[str, Column] = {}
        for name, column in schema.items():
            if column.scope in SIDES:
                self.columns.setdefault(column.question, column)
            self.columns[name] = column
        alike: dict[str, list[str]] = {}
        for name in self.columns:
            alike.setdefault(_alike(name), []).append(name)
        self._alike = {key: names[0] for key, names in alike.items() if len(names) == 1}
        self._per_symptom = {column.question for name, column in schema.items() if name not in ("", column.question)}
        self._per_symptom -= set(self.columns)

    def header(self, text: str, mapping: Mapping_) -> Header:
        """What one header means."""
        bare = text.strip()
        if mapping.id:
            if bare == mapping.id:
                return Header(text, "id")
        elif bare.casefold() == "id":
            return Header(text, "id")
        if bare in mapping.columns:
            target = mapping.columns[bare]
            return Header(text, "mapped" if target else "ignored", target, spec=mapping.specs.get(bare, Spec()))
        if bare in self.columns:
            return Header(text, "name", bare)
        target = self._alike.get(_alike(bare), "")
        if target:
            return Header(text, "alike", target)
        return self._strange(text, bare)

    def _strange(self, text: str, bare: str) -> Header:
        if _alike(bare) in self._per_symptom:
            name = next(column for column in self.columns if column.startswith(f"{_alike(bare)}@"))
            return Header(text, "near", hint=f"it is asked for each symptom: write {name}.")
        hint = nearest(bare, self.columns) or nearest(_alike(bare), self.columns) if bare else ""
        return Header(text, "near" if hint else "unknown", hint=hint)


def recognise(headers: Sequence[str], targets: Targets, mapping: Mapping_, name: str) -> tuple[Recognition, list[Diagnostic]]:
    """What every header means, and what is wrong (P811, P812, P813, P821)."""
    found = tuple(targets.header(text, mapping) for text in headers)
    problems = [_near(header, name) for header in found if header.how == "near"]
    problems += _twice(found, name)
    there = {text.strip() for text in headers}
    wanted = [*mapping.columns, *([mapping.id] if mapping.id else [])]
    for text in wanted:
        if text not in there:
            place = mapping.places.get(text, Place())
            hint = nearest(text, there) or "write the header as it stands in the table, or take the line out"
            problems.append(Diagnostic(place, "P821", f'the table has no column "{clean(text, 60)}"', hint))
    if not any(header.target or header.how == "near" for header in found):
        hint = "say what each header means in a file (--columns, docs/batch.md); --dry-run shows what is understood"
        problems.append(Diagnostic(Place(name), "P813", "no header of this table is a question", hint))
    return Recognition(found), problems


def _near(header: Header, name: str) -> Diagnostic:
    message = f'no question is called "{clean(header.text, 60)}"'
    return Diagnostic(Place(name), "P812", message, f"{header.hint} Else map it, or ignore it, in a --columns file")


def _twice(found: Iterable[Header], name: str) -> list[Diagnostic]:
    by_target: dict[str, list[str]] = {}
    for header in found:
        key = header.target or ("the person's id" if header.how == "id" else "")
        if key:
            by_target.setdefault(key, []).append(header.text)
    for target in [name for name in by_target if name.partition("@")[2] in SIDES]:  # a question without a side is both sides
        by_target[target] += by_target.get(target.partition("@")[0], [])
    return [
        Diagnostic(
            Place(name), "P811",
            f'{" and ".join(f"{chr(34)}{clean(text, 40)}{chr(34)}" for text in texts)} both mean {target}',
            "keep one of them, or ignore the other in a --columns file",
        )
        for target, texts in by_target.items() if len(texts) > 1
    ]  # fmt: skip


def _as_in_tables(item: Any) -> tuple[str, ...]:
    """A word of ``missing`` as cells may write it: YAML reads ``null`` and ``true`` as something that is no word."""
    if item is None or isinstance(item, bool):
        word = "null" if item is None else str(item).lower()
        return word, word.capitalize(), word.upper()
    return (str(item),)


def _alike(text: str) -> str:
    return _NAME.sub("_", text.strip().casefold()).strip("_")


# ----------------------------------------------------------------------------------------------------- the mapping file
def read_mapping(document: Document, knowledge: KnowledgeBase, targets: Targets) -> Mapping_:
    """A mapping file's data, checked. Raises AdvisorError with every problem (P820, P822, P823), with its place."""
    reader = _MappingReader(document, knowledge, targets)
    found = reader.read()
    if reader.problems:
        excerpt = document.source.excerpt
        raise AdvisorError(replace(item, excerpt=excerpt(item.place)) for item in reader.problems)
    return found


class _MappingReader:
    def __init__(self, document: Document, knowledge: KnowledgeBase, targets: Targets) -> None:
        self.data, self.place = document.data, document.source.place
        self.knowledge, self.targets = knowledge, targets
        self.problems: list[Diagnostic] = []

    def read(self) -> Mapping_:
        data = self.data
        if not isinstance(data, dict):
            self._say("P820", (), "a mapping file holds columns, and if wanted id and missing", "see docs/batch.md")
            return Mapping_()
        self._keys(data, (), ("id", "columns", "missing"))
        columns, missing, name = data.get("columns", {}), data.get("missing", []), data.get("id", "")
        if not isinstance(columns, dict):
            self._say("P820", ("columns",), "columns is a list of header: question", "see docs/batch.md")
            columns = {}
        if not isinstance(missing, list) or any(isinstance(item, (dict, list)) for item in missing):
            self._say("P820", ("missing",), "missing is a list of words", "write missing: [NA, none given]")
            missing = []
        if isinstance(name, (dict, list)):
            self._say("P820", ("id",), "id is one header", "write id: Runner")
            name = ""
        found: dict[str, str] = {}
        specs: dict[str, Spec] = {}
        for header, item in columns.items():
            found[str(header).strip()], specs[str(header).strip()] = self._column(str(header), item)
        places = {str(header).strip(): self.place(("columns", header), key=True) for header in columns}
        places |= {str(name): self.place(("id",))} if name else {}
        words = frozenset(word for item in missing for word in _as_in_tables(item))
        return Mapping_(str(name).strip(), words, found, specs, places)

    def _column(self, header: str, item: Any) -> tuple[str, Spec]:
        path = ("columns", header)
        if not isinstance(item, dict):
            return self._target(str(item), path), Spec()
        self._keys(item, path, ("question", "answers", "unit"))
        if "question" not in item:
            self._say("P820", path, f'"{clean(header, 60)}" says no question', "write {question: age}")
            return "", Spec()
        target = self._target(str(item["question"]), (*path, "question"))
        if not target:
            return "", Spec()
        return target, Spec(self._answers(target, item.get("answers", {}), path), self._unit(target, item.get("unit", ""), path))

    def _target(self, text: str, path: tuple[str, ...]) -> str:
        if text == _IGNORE:
            return ""
        if text not in self.targets.columns:
            hint = nearest(text, self.targets.columns) or "write a question, question@left, question@symptom, or ignore"
            self._say("P822", path, f'no question is called "{clean(text, 60)}"', hint)
            return ""
        return text

    def _answers(self, target: str, answers: Any, path: tuple[str, ...]) -> Mapping[str, str]:
        question = self.knowledge.questions[self.targets.columns[target].question]
        if not isinstance(answers, dict):
            self._say("P820", (*path, "answers"), "answers is a list of what stands in the table: what it means", "{F: female}")
            return {}
        known = (*question.options, *_STATES)
        for said, meant in answers.items():
            if question.type != "number" and str(meant if meant is not None else "") not in known:
                hint = nearest(str(meant), known) or "one of: " + ", ".join(question.options)
                self._say("P823", (*path, "answers", said), f'"{question.id}" has no answer "{clean(str(meant), 60)}"', hint)
        return {str(said): "" if meant is None else str(meant) for said, meant in answers.items()}

    def _unit(self, target: str, unit: Any, path: tuple[str, ...]) -> str:
        question = self.knowledge.questions[self.targets.columns[target].question]
        if unit and (question.type != "number" or str(unit).casefold() not in UNITS.get(question.unit, {question.unit: 1})):
            known = ", ".join(UNITS.get(question.unit, ())) or "no unit"
            self._say("P823", (*path, "unit"), f'"{question.id}" cannot be read in {clean(str(unit), 20)}', f"use {known}")
            return ""
        return str(unit)

    def _keys(self, data: Mapping[Any, Any], path: tuple[str, ...], known: Sequence[str]) -> None:
        for key in data:
            if key not in known:
                hint = nearest(str(key), known) or f"one of: {', '.join(known)}"
                self._say("P820", (*path, key), f'"{clean(str(key), 60)}" does not belong here', hint, key=True)

    def _say(self, code: str, path: tuple[Any, ...], message: str, hint: str, *, key: bool = False) -> None:
        place: Callable[..., Place] = self.place
        self.problems.append(Diagnostic(place(path, key=key), code, message, hint))
