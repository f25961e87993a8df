"""Texts that no answer is filled into: a slot written there would be printed as it stands (code R511).

Only ``because`` and ``advise`` of a rule have slots (``rulecheck``). A coach's texts may hold square brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from advisor.errors import Diagnostic
from advisor.knowledge.raw import Raw

__all__ = ["check_plain_texts"]

_FILLED = frozenset({"because", "advise"})
_NO_TEXT = frozenset({"evidence", "emg"})
_COACH = frozenset({"mechanism", "limits"})
_MARKS = re.compile(r"\{[a-z0-9_]+\}|[{}\[\]]")
_BRACES = re.compile(r"\{[a-z0-9_]+\}|[{}]")
_Path = tuple[str | int, ...]


def check_plain_texts(raw: Raw) -> list[Diagnostic]:
    """Every slot or bracket in a text of questions, symptoms, self-tests, exercises, flags and rules that takes none."""
    problems: list[Diagnostic] = []
    for table in (raw.questions, raw.symptoms, raw.tests, raw.exercises, raw.flags, raw.rules):
        for entry in table.values():
            for path, text in _texts(entry.item):
                found = (_BRACES if path[0] in _COACH else _MARKS).search(text)
                if found is None:
                    continue
                # a flag's words stand beside its head in the file, not in it
                at = path if table is raw.flags and path[0] == "words" else (*entry.path, *path)
                message = f"no answer is filled in here, so {found.group()} would be printed as it is"
                hint = "write plain words without { } [ ]"
                problems.append(entry.source.diagnostic("R511", message, hint, at, within=found.group()))
    return problems


def _texts(whole: Any) -> Iterator[tuple[_Path, str]]:
    """The texts with a mark in them, each with its path. A loop, since every start of the program goes through all texts."""
    todo: list[tuple[_Path, Any]] = [((), whole)]
    while todo:
        path, value = todo.pop()
        kind = type(value)
        if kind is str:
            yield path, value
            continue
        items: Iterable[tuple[Any, Any]] = enumerate(value) if kind is tuple else (value if kind is dict else vars(value)).items()
        for key, item in items:
            kind = type(item)
            if kind is str:
                if key not in _FILLED and _MARKS.search(item):
                    todo.append(((*path, "pass" if key == "pass_" else key), item))
            elif item and key not in _NO_TEXT and (kind is tuple or kind is dict or hasattr(kind, "model_fields")):
                todo.append(((*path, key), item))
