"""Answer sheets in files: YAML or JSON as a person writes it, to checked answers.

Takes a file's data and the knowledge base, gives an :class:`AnswerSheet`; refuses what does not fit, never bends it
(DESIGN 4.1). Codes A6xx; all problems at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from advisor.errors import AdvisorError, Diagnostic, Place, nearest
from advisor.model.answers import AnswerSheet, State, Value
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import SIDES, Question

__all__ = ["UNITS", "AnswerReader", "number_with_unit", "sheet_from", "sheet_to_data", "short"]

MAX_ANSWERS = 5_000
UNITS: Mapping[str, Mapping[str, Decimal]] = {
    "km": {
        "km": Decimal(1), "mi": Decimal("1.609344"),
        "mile": Decimal("1.609344"), "miles": Decimal("1.609344"), "m": Decimal("0.001"),
    },
    "cm": {"cm": Decimal(1), "in": Decimal("2.54"), "inch": Decimal("2.54"), "inches": Decimal("2.54"), "mm": Decimal("0.1")},
    "mm": {"mm": Decimal(1), "cm": Decimal(10), "in": Decimal("25.4"), "inches": Decimal("25.4")},
    "s": {"s": Decimal(1), "sec": Decimal(1), "seconds": Decimal(1), "min": Decimal(60)},
    "min": {"min": Decimal(1), "minutes": Decimal(1), "h": Decimal(60)},
    "weeks": {"weeks": Decimal(1), "week": Decimal(1), "wk": Decimal(1), "months": Decimal("4.345")},
    "deg": {"deg": Decimal(1), "degrees": Decimal(1), "°": Decimal(1)},
    "years": {"years": Decimal(1), "year": Decimal(1)},
    "reps": {"reps": Decimal(1)},
    "points": {"points": Decimal(1)},
}  # fmt: skip
MAX_PROBLEMS = 100
_NUMBER = re.compile(r"\s*([-+]?[0-9]{1,9}(?:[.,][0-9]{1,6})?)\s*([a-zA-Z]{0,20}|°)\s*\Z")
_PLAIN = re.compile(r"\s*[-+]?[0-9]{1,400}(\.[0-9]{0,400})?([eE][-+]?[0-9]{1,3})?\s*\Z")
_BESIDE = frozenset(("answers", "about", "saved", "rules", "version"))
_WORDS: Mapping[str, State] = {"unknown": State.UNKNOWN, "hurt": State.HURT}


class AnswerReader:
    """Checks answers one by one; every problem is a (code, message, hint) triple."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.knowledge = knowledge

    def scopes(self, question: Question) -> tuple[str, ...]:
        if question.per == "side":
            return SIDES
        return tuple(self.knowledge.symptoms) if question.per == "symptom" else ("",)

    def value(self, question: Question, raw: Any) -> Value | State:
        """One value as data. Raises AdvisorError (A602 to A609)."""
        if isinstance(raw, str) and raw in _WORDS and raw not in question.options:
            return self._state(question, _WORDS[raw])
        if raw is None:
            raise _error("A603", f'the answer to "{question.id}" is empty', "write a value, or unknown")
        if question.type == "number":
            return self._number(question, raw)
        if question.type == "multi":
            return self._ticked(question, raw)
        return self._option(question, raw)

    def _state(self, question: Question, state: State) -> State:
        if state is State.HURT and question.kind != "test":
            raise _error("A608", f'"{question.id}" is not a self-test, so it cannot have hurt', "write a value, or unknown")
        if state is State.UNKNOWN and question.kind == "symptom":
            raise _error("A609", f'whether you have "{question.id}" is present or absent', "write present or absent")
        return state

    def _option(self, question: Question, raw: Any) -> str:
        if isinstance(raw, (list, tuple, dict)):
            raise _error("A603", f'"{question.id}" takes one answer', _offered(question))
        text = str(raw) if not isinstance(raw, bool) else ("yes" if raw else "no")
        if text not in question.options:
            raise _no_such(question, text)
        return text

    def _ticked(self, question: Question, raw: Any) -> tuple[str, ...]:
        items = list(raw) if isinstance(raw, (list, tuple)) else [raw]
        if any(isinstance(item, (dict, list, tuple)) for item in items):
            raise _error("A603", f'"{question.id}" takes a list of answers', _offered(question))
        texts = [str(item) for item in items]
        for text in texts:
            if text != "none" and text not in question.options and text not in _WORDS:
                raise _no_such(question, text)
        if "none" in texts and len(set(texts)) > 1:
            raise _error("A607", f'"{question.id}" says none and {min(set(texts) - {"none"})} at once', "keep one of the two")
        if any(text in _WORDS for text in texts):
            raise _error("A607", f'"{question.id}" is unknown or a list, not both', "keep one of the two")
        chosen = set(texts) - {"none"}
        return tuple(option for option in question.options if option in chosen)

    def _number(self, question: Question, raw: Any) -> int:
        if isinstance(raw, (bool, list, tuple, dict)):
            raise _error("A603", f'"{question.id}" takes a number of {question.unit}', _range_text(question))
        text = str(raw)
        number = number_with_unit(question, text)
        scaled = number * question.scale
        value = int(scaled.to_integral_value(rounding="ROUND_HALF_EVEN"))
        if scaled != value and not _converted(question, text):
            places = f"{question.decimals} decimal{'s' if question.decimals != 1 else ''}"
            raise _error("A604", f'"{question.id}" is asked with {places}', f"round {short(text)}")
        low, high = question.range or (0, 0)
        if not round(low * question.scale) <= value <= round(high * question.scale):
            raise _out_of_range(question, text)
        return value


def _converted(question: Question, text: str) -> bool:
    """Whether the number was turned from another unit: only then may it be rounded."""
    match = _NUMBER.match(text)
    return match is not None and UNITS.get(question.unit, {}).get(match.group(2).lower(), Decimal(1)) != 1


def number_with_unit(question: Question, text: str) -> Decimal:
    """A typed number in the question's unit: plain, or with a unit that can be turned into it (10 mi, 4 in)."""
    match = _NUMBER.match(text)
    if not match:
        if _PLAIN.match(text):  # too long for any range, or finer than any answer
            number = Decimal(text.strip())
            low, high = question.range or (0, 0)
            if Decimal(str(low)) <= number <= Decimal(str(high)):
                return number
            raise _out_of_range(question, text)
        word = text.strip().lower().lstrip("+-.")
        if word in ("nan", "inf", "infinity"):
            raise _error("A603", f'"{question.id}" must be a finite number of {question.unit}', _range_text(question))
        raise _error("A603", f'"{short(text)}" is not a number of {question.unit}', _range_text(question))
    if re.search(r",[0-9]{3}(?![0-9])", match.group(1)):
        raise _error("A603", f'"{short(text)}" can be read two ways', "write the number without a comma")
    unit = match.group(2).lower()
    number = Decimal(match.group(1).replace(",", "."))
    if not unit or unit == question.unit.lower():
        return number
    factors = UNITS.get(question.unit, {})
    if unit not in factors:
        known = ", ".join(sorted(factors)) or question.unit
        raise _error("A604", f'"{question.id}" is asked in {question.unit}, not {unit}', f"use {known}")
    return number * factors[unit]


def sheet_from(data: Any, knowledge: KnowledgeBase, name: str = "answers", place: Any = None) -> AnswerSheet:
    """Answers from a file's data (a mapping with ``answers:``, or the mapping itself).

    ``place(path)`` gives the place of a path in the file. Raises AdvisorError with every problem (A601 to A610).
    """
    where = place or (lambda _path, key=False: Place(name))
    prefix: tuple[str, ...] = ("answers",) if isinstance(data, dict) and "answers" in data else ()
    answers = data["answers"] if prefix else data
    if prefix and answers is None:
        answers = {}
    if not isinstance(answers, dict):
        at = where(prefix)
        raise AdvisorError.of("A603", "the file holds no answers", "write answers: and one line for each question", at)
    problems: list[Diagnostic] = []
    for extra in sorted({str(key) for key in data} - _BESIDE) if prefix else ():
        message = f'unknown key "{short(extra)}" beside answers'
        problems.append(Diagnostic(where((extra,), key=True), "A601", message, "remove it, or move it under answers"))
    if len(answers) > MAX_ANSWERS:
        raise AdvisorError.of("A603", f"more than {MAX_ANSWERS} answers", "is this the right file?", Place(name))
    values: dict[tuple[str, str], Value | State] = {}
    reader = AnswerReader(knowledge)
    for key, raw in answers.items():
        if len(problems) >= MAX_PROBLEMS:
            break
        question_name = str(key)
        path = (*prefix, question_name)
        question = knowledge.questions.get(question_name)
        if question is None:
            hint = nearest(question_name, knowledge.questions)
            problems.append(Diagnostic(where(path, key=True), "A601", f'there is no question "{short(question_name)}"', hint))
            continue
        for scope, item, step in _by_scope(reader, question, raw, path, where, problems):
            try:
                values[question_name, scope] = reader.value(question, item)
            except AdvisorError as error:
                problems.extend(_placed(error, where(step)))
    if problems:
        raise AdvisorError(problems)
    return AnswerSheet(values)


def _by_scope(
    reader: AnswerReader, question: Question, raw: Any, path: tuple[str, ...], where: Any, problems: list[Diagnostic]
) -> list[tuple[str, Any, tuple[str, ...]]]:
    scopes = reader.scopes(question)
    if question.per == "whole":
        if isinstance(raw, dict) and set(raw) & set(SIDES):
            hint = "write one value"
            problems.append(Diagnostic(where(path), "A605", f'"{question.id}" is not asked for left and right', hint))
            return []
        return [("", raw, path)]
    if not isinstance(raw, dict):
        if question.per == "side":
            return [(scope, raw, path) for scope in scopes]
        hint = f"write {question.id}: {{{next(iter(scopes), 'symptom')}: value}}"
        problems.append(Diagnostic(where(path), "A610", f'"{question.id}" is asked for each symptom', hint))
        return []
    if not raw:
        problems.append(Diagnostic(where(path), "A603", f'the answer to "{question.id}" is empty', "write a value, or unknown"))
    found = []
    for key, item in raw.items():
        scope = str(key)
        if scope not in scopes:
            code = "A605" if question.per == "side" else "A610"
            what = "side" if question.per == "side" else "symptom"
            message = f'"{short(scope)}" is no {what}'
            problems.append(Diagnostic(where((*path, scope), key=True), code, message, nearest(scope, scopes) or _among(scopes)))
        else:
            found.append((scope, item, (*path, scope)))
    return found


def sheet_to_data(sheet: AnswerSheet, knowledge: KnowledgeBase) -> dict[str, Any]:
    """The answers as plain data that :func:`sheet_from` reads back to an equal sheet."""
    data: dict[str, Any] = {}
    for name, question in knowledge.questions.items():
        scopes = sheet.scopes(name)
        if not scopes:
            continue
        if question.per == "whole":
            data[name] = _plain(question, sheet.get(name))
        else:
            data[name] = {scope: _plain(question, sheet.get(name, scope)) for scope in scopes}
    return data


def _plain(question: Question, value: Value | State) -> Any:
    if isinstance(value, State):
        return value.value
    if isinstance(value, tuple):
        return list(value) or "none"
    if isinstance(value, int):
        return value if not question.decimals else float(Decimal(value) / question.scale)
    return value


def _placed(error: AdvisorError, place: Place) -> list[Diagnostic]:
    return [Diagnostic(place, d.code, d.message, d.hint) for d in error.diagnostics]


def _error(code: str, message: str, hint: str) -> AdvisorError:
    return AdvisorError.of(code, message, hint)


def _no_such(question: Question, text: str) -> AdvisorError:
    known = [*question.options, *(["none"] if question.type == "multi" else [])]
    hint = nearest(text, known) or _offered(question)
    return _error("A602", f'"{question.id}" has no answer "{short(text)}"', hint)


def _out_of_range(question: Question, text: str) -> AdvisorError:
    return _error("A606", f'{short(text)} is out of range for "{question.id}"', _range_text(question))


def _among(names: tuple[str, ...]) -> str:
    return "one of: " + ", ".join(names[:10]) + (", ..." if len(names) > 10 else "")


def _offered(question: Question) -> str:
    return _among((*question.options, *(("none",) if question.type == "multi" else ())))


def _range_text(question: Question) -> str:
    low, high = question.range or (0, 0)
    return f"from {low:g} to {high:g} {question.unit}".strip()


def short(text: str) -> str:
    """A text as it was typed, for a message: at most 40 characters, those that do not print shown as ``?``."""
    clean = "".join(ch if ch.isprintable() else "?" for ch in text)
    return clean if len(clean) <= 40 else clean[:37] + "..."
