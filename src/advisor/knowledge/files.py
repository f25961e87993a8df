"""The shapes of the files in ``rules/`` and the folder each shape belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar

from pydantic import Field, ValidationError

from advisor.errors import Diagnostic, nearest
from advisor.knowledge.excerpts import clean
from advisor.knowledge.source import SourceMap
from advisor.model import knowledge as k

__all__ = ["FOLDERS", "ROOT_FILES", "validate"]

T = TypeVar("T", bound=k.Frozen)
MAX_PROBLEMS_A_FILE = 50
_CONDITIONS = ("when", "applies_if", "relevant_if", "not_if")


class MusclesFile(k.Frozen):
    muscles: dict[k.Id, k.Muscle]


class SourcesFile(k.Frozen):
    sources: dict[str, k.Source]


class GlossaryFile(k.Frozen):
    terms: dict[str, k.Text]


class QuestionsFile(k.Frozen):
    order: int = 50
    questions: dict[k.Id, k.Question] = Field(default_factory=dict)
    signs: dict[k.Id, k.Sign] = Field(default_factory=dict)


class SelfTestFile(k.Frozen):
    order: int = 50
    test: k.SelfTest
    questions: dict[k.Id, k.Question] = Field(default_factory=dict)
    signs: dict[k.Id, k.Sign] = Field(default_factory=dict)
    rules: tuple[k.Rule, ...] = ()


class SymptomFile(k.Frozen):
    symptom: k.Symptom
    signs: dict[k.Id, k.Sign] = Field(default_factory=dict)
    rules: tuple[k.Rule, ...] = ()


class SafetyFile(k.Frozen):
    flag: k.FlagHead
    words: k.Words | None = None
    signs: dict[k.Id, k.Sign] = Field(default_factory=dict)
    rules: tuple[k.Rule, ...]


class ExercisesFile(k.Frozen):
    exercises: dict[k.Id, k.Exercise]


ROOT_FILES: dict[str, type[k.Frozen]] = {
    "kb.yaml": k.KbInfo,
    "muscles.yaml": MusclesFile,
    "sources.yaml": SourcesFile,
    "glossary.yaml": GlossaryFile,
}
FOLDERS: dict[str, type[k.Frozen]] = {
    "questions": QuestionsFile,
    "selftests": SelfTestFile,
    "symptoms": SymptomFile,
    "patterns": k.Rule,
    "safety": SafetyFile,
    "exercises": ExercisesFile,
}
_MODELS: tuple[type[k.Frozen], ...] = (
    *FOLDERS.values(), *ROOT_FILES.values(), k.Question, k.Sign, k.SelfTest, k.Norm, k.Normal,
    k.Typical, k.Instead, k.Symptom, k.Conclude, k.Shares, k.Discount,
    k.Exclude, k.Limit, k.Refer, k.Words, k.Evidence, k.Dose, k.Fault, k.Emg, k.Variant, k.Exercise, k.Muscle, k.Source,
    k.FlagHead, k.Reviewed,
)  # fmt: skip
_FIELDS = sorted({field.alias or name for model in _MODELS for name, field in model.model_fields.items()})


_WANTED = {
    "string_type": "words are wanted here",
    "int_type": "a whole number is wanted here",
    "int_parsing": "a whole number is wanted here",
    "int_parsing_size": "this number is too large",
    "int_from_float": "a whole number is wanted here",
    "float_type": "a number is wanted here",
    "float_parsing": "a number is wanted here",
    "dict_type": "lines of the form key: value are wanted here",
    "model_type": "lines of the form key: value are wanted here",
    "model_attributes_type": "lines of the form key: value are wanted here",
    "tuple_type": "a list is wanted here",
    "too_long": "the list is too long here",
}
_UNITS = "one set holds reps, seconds, metres, breaths or minutes"
_BOUNDS = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
_NOT_FINITE = re.compile(r"[-+]?(\.?(inf|infinity|nan)|[0-9]{40,}(\.[0-9]*)?|[0-9.]+e\+?[0-9]{3,})\Z", re.IGNORECASE)

_NUMBER_STARTS = frozenset("+-.0123456789")
_HUGE = 1e100


def validate(model: type[T], data: Any, source: SourceMap, problems: list[Diagnostic]) -> T | None:
    """One file's data as its model; every mismatch becomes a diagnostic at its place."""
    found: list[Diagnostic] = []
    content: T | None = None
    try:
        content = model.model_validate(data)
    except ValidationError as error:
        items = error.errors(include_url=False, include_context=True)
        found = [_diagnostic(item, source) for item in items[:MAX_PROBLEMS_A_FILE]]
    places = {item.place for item in found}
    for path, value in _odd_scalars(data):  # what pydantic would take for a number
        word = "write yes or no" if isinstance(value, bool) else "write a plain number"
        problem = source.diagnostic("K203", f'"{_short(value)}" means nothing here', word, path)
        if problem.place not in places and len(found) < MAX_PROBLEMS_A_FILE:
            found.append(problem)
    problems.extend(found)
    return None if found else content


def _odd_scalars(data: Any) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Path and value of true, false, and numbers that are not finite; conditions look after themselves."""
    todo: list[tuple[tuple[str | int, ...], Any]] = [((), data)] if isinstance(data, dict | list) else []
    while todo:
        path, whole = todo.pop()
        items = whole.items() if type(whole) is dict else enumerate(whole)
        for key, value in items:
            kind = type(value)
            if kind is str:
                if (value[:1] in _NUMBER_STARTS or len(value) < 10) and _NOT_FINITE.match(value):
                    yield (*path, key), value
            elif kind is dict or kind is list:
                if key not in _CONDITIONS:
                    todo.append(((*path, key), value))
            elif kind is bool or (kind is float and not abs(value) < _HUGE):
                yield (*path, key), value


def _diagnostic(item: Any, source: SourceMap) -> Diagnostic:
    loc = tuple(part for part in item["loc"] if part != "[key]")
    last = str(loc[-1]) if loc else ""
    name = next((part for part in reversed(loc) if isinstance(part, str)), "this file")
    kind, given = item["type"], item["input"]
    if kind == "extra_forbidden":
        hint = nearest(last, [name for name in _FIELDS if name != last]) or "see docs/rule-format.md"
        if " " in last:
            hint = "a text with a comma inside { } needs quotes around it"
        elif loc[-2:-1] == ("dose",):
            hint = nearest(last, k.Dose.model_fields) or _UNITS
        return source.diagnostic("K201", f'unknown key "{_short(last)}"', hint, loc, key=True)
    if kind == "missing":
        if not isinstance(loc[-1], str):
            return source.diagnostic("K203", f"{name}: two numbers are wanted here", "write [low, high]", loc[:-1])
        parent = next((part for part in reversed(loc[:-1]) if isinstance(part, str)), "this file")
        return source.diagnostic("K202", f'the key "{last}" is missing', f"add {last}: to {parent}", loc[:-1], key=True)
    if kind == "literal_error":
        expected = item["ctx"]["expected"].replace("'", "")
        hint = nearest(str(given), [word.strip() for word in expected.replace(" or ", ", ").split(",")])
        return source.diagnostic("K204", f'"{_short(given)}" is not allowed here', hint or f"one of: {expected}", loc)
    if kind == "string_pattern_mismatch":
        hint = "use lower case letters, digits and _ (codes: capitals first)"
        return source.diagnostic("K206", f'"{_short(given)}" is not a good name', hint, loc, key="[key]" in item["loc"])
    bound = next((word for word in _BOUNDS if word in item.get("ctx", {})), "")
    if bound:
        return source.diagnostic("K205", f"{name}: {_short(given)} is not {_BOUNDS[bound]} {item['ctx'][bound]}", "", loc)
    if kind in ("string_too_long", "string_too_short"):
        what = (
            "the text is empty" if kind == "string_too_short" else f"the text is longer than {item['ctx']['max_length']} letters"
        )
        return source.diagnostic("K205", f"{name}: {what}", "", loc)
    return source.diagnostic("K203", *_wrong_kind(item, name, source.written(loc)), loc)


def _wrong_kind(item: Any, name: str, written: str) -> tuple[str, str]:
    """Message and hint for a value of the wrong kind, ``written`` in the file (10.1080: as a number it has lost a 0)."""
    kind, given = item["type"], item["input"]
    message = item["msg"].removeprefix("Value error, ")
    hint = "nothing is written here" if given is None else f'this is "{_short(given)}"'
    if kind == "string_type" and isinstance(given, (int, float)):
        hint = f'put it in quotes: "{_short(written or given)}"'
    elif kind == "string_type" and isinstance(given, dict):
        hint = "put a text with a colon in quotes"
    elif kind.startswith("date"):
        message, hint = "a date is wanted here", f"write it as 2026-11-22; {hint}"
    return f"{name}: {_WANTED.get(kind, message[0].lower() + message[1:])}", hint


def _short(value: Any) -> str:
    return clean(repr(value) if not isinstance(value, str) else value, 60)
