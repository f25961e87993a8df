"""Changes of answers as typed: ``question=value``, ``question@left=value``; values as in an answers file."""

from __future__ import annotations

from collections.abc import Iterable

from advisor.errors import AdvisorError, Diagnostic, Place, nearest
from advisor.interview.answers_file import AnswerReader, short
from advisor.model.answers import State, Value
from advisor.model.base import KnowledgeBase
from advisor.model.knowledge import Question

__all__ = ["changes_from"]


def changes_from(texts: Iterable[str], knowledge: KnowledgeBase) -> dict[tuple[str, str], Value | State]:
    """Each change read and checked like an answer, units too; ticks of a list are joined by commas.

    A sided question without a side is changed on both. Raises AdvisorError with every problem: A611 (not a change), A612 (one
    answer changed twice), A601 to A610 as for an answers file.
    """
    reader, problems = AnswerReader(knowledge), list[Diagnostic]()
    found: dict[tuple[str, str], Value | State] = {}
    for text in texts:
        try:
            question, scopes, value = _read(reader, text)
        except AdvisorError as error:
            problems += [Diagnostic(Place(short(text)), d.code, d.message, d.hint) for d in error.diagnostics]
            continue
        for scope in scopes:
            if (question.id, scope) in found:
                message = f'"{question.id}" is changed twice'
                problems.append(Diagnostic(Place(short(text)), "A612", message, "keep one of the two"))
            found[question.id, scope] = value
    if problems:
        raise AdvisorError(problems)
    return found


def _read(reader: AnswerReader, text: str) -> tuple[Question, tuple[str, ...], Value | State]:
    left, equals, raw = text.partition("=")
    name, at, scope = (part.strip() for part in left.partition("@"))
    if not equals or not name:
        message = f'"{short(text)}" is no change of an answer'
        raise AdvisorError.of("A611", message, "write question=value, or question@left=value")
    question = reader.knowledge.questions.get(name)
    if question is None:
        raise AdvisorError.of("A601", f'there is no question "{short(name)}"', nearest(name, reader.knowledge.questions))
    scopes = reader.scopes(question)
    if question.per == "symptom" and not at:
        raise AdvisorError.of("A610", f'"{name}" is asked for each symptom', f"write {name}@{scopes[0]}=value")
    if at:
        if scope not in scopes or question.per == "whole":
            code = "A610" if question.per == "symptom" else "A605"
            hint = nearest(scope, scopes) or f"use one of: {', '.join(filter(None, scopes))}"
            if question.per == "whole":
                raise AdvisorError.of(code, f'"{name}" is not asked for left and right', f"write {name}=value")
            raise AdvisorError.of(code, f'"{short(scope)}" is no {question.per} of "{name}"', hint)
        scopes = (scope,)
    parts = [part.strip() for part in raw.split(",")] if question.type == "multi" else [raw.strip()]
    value = parts if len(parts) > 1 else parts[0]
    return question, scopes, reader.value(question, value or None)
