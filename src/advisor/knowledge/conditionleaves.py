"""The leaves of a condition: one answer, sign or finding, and how it is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from advisor.knowledge.comparisons import read_comparison, read_number
from advisor.knowledge.reader import MODIFIERS, Path, Reader, listed, shown
from advisor.model.condition import Condition, Kind, Leaf, Op
from advisor.model.knowledge import Question

__all__ = ["read_leaf"]

BANDS = ("possible", "likely", "strong")


def read_leaf(reader: Reader, raw: dict[str, Any], path: Path) -> Condition | None:
    """One answer, sign or finding; None with a problem noted."""
    names = [key for key in raw if key not in MODIFIERS]
    if len(names) != 1:
        these = f": {', '.join(shown(name) for name in names[:3])}" if names else ""
        return reader.bad(
            "C401", f"each {{ }} reads one thing; here are {len(names)}{these}", "join them with all: or any:", path
        )
    name, value = names[0], raw[names[0]]
    here = (*path, name)
    if name in reader.names.questions:
        return _question(reader, name, value, raw, path)
    if name in reader.names.signs:
        return _sign(reader, name, value, raw, here)
    kind, _, muscle = name.partition(".")
    if kind in ("dominant", "dormant") and muscle:
        if muscle not in reader.names.muscles:
            return reader.bad(
                "N303", f'there is no muscle "{shown(muscle)}"', reader.near(muscle, reader.names.muscles), here, key=True
            )
        return _finding(reader, Kind(kind), muscle, value, raw, here, reader.names.muscles[muscle])
    if name in reader.names.patterns:
        return _finding(reader, Kind.PATTERN, name, value, raw, here, reader.names.patterns[name] == "side")
    known = reader.names.readable()
    return reader.bad("N301", f'there is no question, sign or pattern "{shown(name)}"', reader.near(name, known), here, key=True)


def _symptom(reader: Reader, raw: dict[str, Any], path: Path, question: Question) -> str | None:
    word = raw.get("for")
    if question.per != "symptom":
        if word is not None:
            reader.bad("C410", f'"{question.id}" is not asked for each symptom', "remove for", (*path, "for"))
        return None
    if word is None:
        if reader.scope != "symptom":
            reader.bad("C410", f'"{question.id}" is asked for each symptom', "add for: any, or for: and a symptom", path)
        return None
    if word != "any" and str(word) not in reader.names.symptoms:
        message = f'there is no symptom "{shown(word)}"'
        reader.bad("N309", message, reader.near(word, reader.names.symptoms), (*path, "for"))
    return str(word)


def _finding(reader: Reader, kind: Kind, name: str, value: Any, raw: dict[str, Any], path: Path, sided: bool) -> Condition | None:
    if not reader.findings:
        return reader.bad(
            "C412", f'"{name}" is a conclusion; here only answers and signs may be read', "use a rule", path, key=True
        )
    if value not in BANDS:
        return reader.bad("C402", "a finding is read as possible, likely or strong", "for example {" + name + ": likely}", path)
    if "for" in raw:
        return reader.bad("C410", "for belongs to questions asked for each symptom", "remove it", path)
    return Leaf(kind, name, Op.BAND, (value,), reader.side(raw, path[:-1], sided), path=path)


def _sign(reader: Reader, name: str, value: Any, raw: dict[str, Any], path: Path) -> Condition | None:
    if value not in ("yes", "no"):
        return reader.bad("C402", "a sign is read as yes or no", f"write {{{name}: yes}}", path)
    if "for" in raw:
        return reader.bad("C410", "for belongs to questions asked for each symptom", "remove it", path)
    return Leaf(Kind.SIGN, name, Op.IS, (value,), reader.side(raw, path[:-1], reader.names.signs[name] == "side"), path=path)


def _question(reader: Reader, name: str, value: Any, raw: dict[str, Any], path: Path) -> Condition | None:
    question, here = reader.names.questions[name], (*path, name)
    if question.kind == "test" and not reader.tests:
        return reader.bad(
            "R514", f'"{name}" is a self-test answer; safety is judged before any test', "read intake answers", here
        )
    side = reader.side(raw, path, question.per == "side")
    symptom = _symptom(reader, raw, path, question)
    make: Callable[..., Leaf] = lambda op, values=(), **more: Leaf(  # noqa: E731
        Kind.QUESTION, name, op, values, side, symptom, path=here, **more
    )
    if value == "hurt":
        if question.kind != "test":
            return reader.bad("C402", "only a self-test can hurt", "use unknown, or another answer", here)
        return make(Op.HURT)
    if value == "answered":
        if not reader.answered:
            return reader.bad(
                "C411", "answered may stand only in relevant_if and in safety files", "read the answer itself", here
            )
        return make(Op.ANSWERED)
    if isinstance(value, dict):
        return read_comparison(reader, question, value, raw, here, make)
    if question.type == "number":
        return read_number(reader, question, Op.IS, [value], here, make)
    return _options(reader, question, value, here, make)


def _options(reader: Reader, question: Question, value: Any, here: Path, make: Callable[..., Leaf]) -> Condition | None:
    values = value if isinstance(value, list) else [value]
    known = set(question.options) | ({"none"} if question.type == "multi" else set())
    for item in values:
        if isinstance(item, (dict, list)) or str(item) not in known:
            hint = reader.near(item, known) or listed(known)
            return reader.bad("N302", f'"{question.id}" has no answer "{shown(item)}"', hint, here)
    if not values or len({str(v) for v in values}) != len(values):
        return reader.bad("C406", "the same answer stands twice here", "name each answer once", here)
    if question.type != "multi" and len(values) == len(question.options):
        return reader.bad("C407", "every answer fits, so this can never be false", "name fewer answers", here)
    return make(Op.IS, tuple(str(item) for item in values))
