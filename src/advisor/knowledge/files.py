"""The shapes of the files in ``rules/`` and the folder each shape belongs to."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import Field, ValidationError

from advisor.errors import Diagnostic, nearest
from advisor.knowledge.source import SourceMap
from advisor.model import knowledge as k

__all__ = ["FOLDERS", "ROOT_FILES", "validate"]

T = TypeVar("T", bound=k.Frozen)


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
    flag: k.Flag
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
    *FOLDERS.values(), *ROOT_FILES.values(), k.Question, k.Sign, k.SelfTest, k.Symptom, k.Conclude, k.Shares, k.Discount,
    k.Exclude, k.Limit, k.Refer, k.Words, k.Evidence, k.Dose, k.Fault, k.Exercise, k.Muscle, k.Source, k.Flag, k.Reviewed,
)  # fmt: skip
_FIELDS = sorted({field.alias or name for model in _MODELS for name, field in model.model_fields.items()})


def validate(model: type[T], data: Any, source: SourceMap, problems: list[Diagnostic]) -> T | None:
    """One file's data as its model; every mismatch becomes a diagnostic at its place."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for item in error.errors(include_url=False, include_context=True):
            problems.append(_diagnostic(item, source))
        return None


def _diagnostic(item: Any, source: SourceMap) -> Diagnostic:
    loc = tuple(part for part in item["loc"] if part != "[key]")
    last = str(loc[-1]) if loc else ""
    kind = item["type"]
    if kind == "extra_forbidden":
        hint = nearest(last, _FIELDS) or "see docs/rule-format.md"
        if " " in last:
            hint = "a text with a comma inside { } needs quotes around it"
        return source.diagnostic("K201", f'unknown key "{_short(last)}"', hint, loc, key=True)
    if kind == "missing":
        parent = str(loc[-2]) if len(loc) > 1 else "this file"
        return source.diagnostic("K202", f'the key "{last}" is missing', f"add {last}: to {parent}", loc[:-1], key=True)
    if kind == "literal_error":
        expected = item["ctx"]["expected"].replace("'", "")
        hint = nearest(str(item["input"]), [word.strip() for word in expected.replace(" or ", ", ").split(",")])
        return source.diagnostic("K204", f'"{_short(item["input"])}" is not allowed here', hint or f"one of: {expected}", loc)
    if kind == "string_pattern_mismatch":
        hint = "use lower case letters, digits and _ (codes: capitals first)"
        return source.diagnostic("K206", f'"{_short(item["input"])}" is not a good name', hint, loc, key="[key]" in item["loc"])
    if kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal", "string_too_long", "string_too_short"):
        return source.diagnostic("K205", f"{last}: {item['msg'].lower()}", "", loc)
    message = item["msg"].removeprefix("Value error, ")
    return source.diagnostic("K203", f"{last}: {message[0].lower()}{message[1:]}", f"this is {_short(item['input'])}", loc)


def _short(value: Any) -> str:
    text = repr(value) if not isinstance(value, str) else value
    return text if len(text) <= 60 else text[:57] + "..."
